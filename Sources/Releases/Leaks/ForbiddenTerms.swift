package import Programme

/// Everything that some reader may not see, ready to be found in one pass over any text.
///
/// What counts as a mention, so that ordinary words are none:
/// - A **code** counts as a whole token, never inside a longer one: `RAN` is not in `BRAND`. Codes of letters alone (`RAL`, `RAN`) count in capitals only,
///   since small they may be words; so do those that begin with a digit (`10H`), since small they are hours and colours. A code that begins with a letter and
///   has a digit (`R1H`, `K80001`) counts in any case.
/// - A **name of several words** counts in any case and with any spaces, commas, hyphens, `&` or “and” between its words.
/// - A **name of one word** (`Barts`, `Imperial`) counts as a whole token, written as in the list or in capitals: “imperial measures” is no trust.
/// - A name made of nothing but what practices are called by (`The Surgery`) does not count; the practice's code does.
/// - A name inside a longer name that stands in the text is that longer one: `Portsmouth` in `Portsmouth Hospitals`.
/// - A **patient** counts as a whole token (or tokens, where an id has other characters in it), in any case, also behind letters: `ID1000485485`; but not as
///   the whole or the fraction of a decimal number.
package struct ForbiddenTerms: Sendable {
  /// A name or code of several tokens, or of one that counts only as written.
  struct Term: Sendable {
    /// The hashes of its tokens.
    var tokens: [UInt64]
    /// The spellings that count, where not every one does.
    var spellings: [[UInt8]]
    /// Whom it may stand for, as numbers of groups.
    var group: Int
  }

  /// The groups of subjects that share a term. The first is the patients.
  private(set) var groups: [[LeakSubject]] = [[LeakSubject(kind: .patients, code: "", name: "")]]
  private(set) var terms: [Term] = []
  /// The terms by first token; those with most tokens first.
  private var byFirst: [UInt64: [Int]] = [:]
  private var groupsOfTerms: [[UInt64]: Int] = [:]
  /// The group of each patient whose id is one token.
  private var patients: [UInt64: Int] = [:]
  private var groupsOfPatients: [[String]: Int] = [[]: 0]
  private(set) var table = TokenTable()
  private var codes: Set<String> = []

  /// Terms of a programme's own lists: what it calls its commissioners, providers and practices.
  package init(_ organisations: Organisations) {
    for one in organisations.commissioners {
      add(LeakSubject(kind: .commissioners, code: one.code, name: one.name), names: [one.name, one.shortName])
    }
    for one in organisations.providers { add(LeakSubject(kind: .providers, code: one.code, name: one.name), names: [one.name, one.shortName]) }
    for one in organisations.practices {
      add(LeakSubject(kind: .practices, code: one.code, name: one.name, commissioner: one.commissioner), names: [one.name])
    }
    providers = Set(organisations.providerCodes)
  }

  private var providers: Set<String> = []

  /// Adds a code that the extracts name, with its name where one is known. One that the programme's lists have is there already; one that begins with a
  /// provider's code is a site of it.
  package mutating func addOutside(code: String, name: String? = nil) {
    guard code.utf8.count >= 3, code.utf8.contains(where: { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) || code.utf8.count >= 5 else { return }
    let provider = String(code.prefix(3))
    if codes.contains(code) {
      if let name, providers.contains(code) { addName(name, LeakSubject(kind: .providers, code: code, name: name)) }
      return
    }
    let subject =
      code.utf8.count == 5 && providers.contains(provider)
      ? LeakSubject(kind: .providers, code: provider, name: name ?? code) : LeakSubject(kind: .outside, code: code, name: name ?? code)
    add(subject, code: code, names: name.map { [$0] } ?? [])
  }

  /// Adds a patient's id. One of fewer than five letters or digits is too short to be told from other numbers and is left out.
  ///
  /// - Parameter commissioners: the codes of the commissioners whose patient this is, in order; none where the extracts do not say.
  package mutating func addPatient(_ id: String, of commissioners: [String] = []) {
    let tokens = Tokens.of(id)
    guard tokens.reduce(0, { $0 + $1.end - $1.start }) >= 5 else { return }
    let group = group(ofPatientsOf: commissioners)
    if tokens.count == 1 { patients[tokens[0].hash] = group } else { insert(tokens.map(\.hash), spellings: [], group: group) }
  }

  /// Adds patients by the hashes of ids that are each one token, with the place of their commissioners in a list of lists.
  mutating func addPatients(_ hashes: [UInt64: Int32], commissioners: [[String]]) {
    let groups = commissioners.map { group(ofPatientsOf: $0) }
    patients.reserveCapacity(patients.count + hashes.count)
    for (hash, place) in hashes { patients[hash] = groups[Int(place)] }
  }

  private mutating func group(ofPatientsOf commissioners: [String]) -> Int {
    if let group = groupsOfPatients[commissioners] { return group }
    groups.append(commissioners.map { LeakSubject(kind: .patients, code: "", name: "", commissioner: $0) })
    groupsOfPatients[commissioners] = groups.count - 1
    return groups.count - 1
  }

  /// Makes the table that a search reads; called once all terms are there.
  mutating func seal() {
    table = TokenTable(count: byFirst.count + patients.count)
    for (hash, list) in byFirst {
      let longestFirst = list.sorted { (terms[$1].tokens.count, $0) < (terms[$0].tokens.count, $1) }
      table.insert(hash, terms: longestFirst, patient: patients[hash])
    }
    for (hash, group) in patients where byFirst[hash] == nil { table.insert(hash, terms: [], patient: group) }
  }

  private mutating func add(_ subject: LeakSubject, code: String? = nil, names: [String]) {
    let code = code ?? subject.code
    codes.insert(code)
    let tokens = Tokens.of(code)
    let bytes = Array(code.utf8)
    let hasDigit = bytes.contains { (0x30...0x39).contains($0) }
    let beginsWithLetter = bytes.first.map { !(0x30...0x39).contains($0) } ?? false
    if !tokens.isEmpty { insert(tokens.map(\.hash), spellings: hasDigit && beginsWithLetter ? [] : [bytes], subject) }
    for name in Set(names + names.map(Self.withoutForm)).sorted() { addName(name, subject) }
  }

  /// A name without what says that it is a trust or a commissioner: `Oxford University Hospitals` of `Oxford University Hospitals NHS Trust`.
  private static func withoutForm(_ name: String) -> String {
    var name = name[...]
    for start in ["The ", "NHS "] where name.hasPrefix(start) { name = name.dropFirst(start.count) }
    for end in [" NHS Foundation Trust", " NHS Trust", " Clinical Commissioning Group", " Integrated Care Board", " CCG", " ICB"]
    where name.hasSuffix(end) {
      name = name.dropLast(end.count)
    }
    return String(name)
  }

  private mutating func addName(_ name: String, _ subject: LeakSubject) {
    let bytes = Array(name.utf8)
    let tokens = Tokens.of(name).filter { $0.hash != Self.and }
    if tokens.isEmpty || tokens.allSatisfy({ Self.ordinary.contains($0.hash) }) { return }
    guard tokens.count == 1 else { return insert(tokens.map(\.hash), spellings: [], subject) }
    let word = Array(bytes[tokens[0].start..<tokens[0].end])
    guard word.count >= 4 else { return }
    insert([tokens[0].hash], spellings: [word, word.map { (0x61...0x7A).contains($0) ? $0 - 32 : $0 }], subject)
  }

  private mutating func insert(_ tokens: [UInt64], spellings: [[UInt8]], _ subject: LeakSubject) {
    if let group = groupsOfTerms[tokens] {
      if !groups[group].contains(subject) { groups[group].append(subject) }
      return
    }
    groups.append([subject])
    groupsOfTerms[tokens] = groups.count - 1
    insert(tokens, spellings: spellings, group: groups.count - 1)
  }

  private mutating func insert(_ tokens: [UInt64], spellings: [[UInt8]], group: Int) {
    guard let first = tokens.first else { return }
    byFirst[first, default: []].append(terms.count)
    terms.append(Term(tokens: tokens, spellings: spellings, group: group))
  }

  /// The hash of `and`, which stands for `&` in names.
  static let and = Tokens.of("and")[0].hash

  private static let ordinary = Set(
    Tokens.of(
      """
      the and of for at in on nhs gp surgery surgeries practice practices medical centre center health healthcare clinic doctors doctor group partners
      partnership house road street lane family general new old primary care hospital hospitals trust foundation ccg clinical commissioning university royal
      """
    ).map(\.hash))
}

/// The first tokens of all terms, in a table that a search asks once a token.
struct TokenTable: Sendable {
  /// One bit for each of 2²¹ remainders: most tokens of a text end here.
  private(set) var filter: [UInt64]
  private(set) var hashes: [UInt64]
  /// For a patient alone the patient's group, negative or nought; else one more than the place in `lists`.
  private(set) var values: [Int32]
  /// The terms that begin with a token, and the patient's group where it is a patient too.
  private(set) var lists: [(terms: [Int], patient: Int?)] = []

  /// An empty table for so many tokens.
  init(count: Int = 0) {
    var size = 16
    while size < count * 2 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    values = [Int32](repeating: 0, count: size)
    filter = [UInt64](repeating: 0, count: 1 << 15)
  }

  mutating func insert(_ hash: UInt64, terms: [Int], patient: Int?) {
    filter[Int(hash >> 6 & 0x7FFF)] |= 1 << (hash & 63)
    var place = Int(truncatingIfNeeded: hash >> 21) & (hashes.count - 1)
    while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (hashes.count - 1) }
    hashes[place] = hash
    guard !terms.isEmpty else {
      values[place] = -Int32(patient ?? 0)
      return
    }
    lists.append((terms, patient))
    values[place] = Int32(lists.count)
  }
}
