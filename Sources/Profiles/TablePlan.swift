/// What is made of each row of a table, worked out once from its header.
struct TablePlan {
  /// Where the text of a field comes from.
  enum Source {
    case constant([UInt8])
    case column(Int)
    case meanings(Int, StandardField, Meanings)
  }
  /// What stands in one column of the stream.
  enum Part {
    /// An amount of the line, or what stands there without one.
    case amount(StandardField, [UInt8])
    /// The month that was read, or what stands there where none could be.
    case month(Source)
    /// The year that was read with the month, or the usual one.
    case year(Source)
    /// A day, in whichever style it stands.
    case date(Source)
    case other(Source)
  }
  /// A column of amounts.
  struct Amount {
    var place: Int
    /// What it is in a row of plans, and in any other.
    var ofPlan: StandardField
    var ofActual: StandardField
    var unit: Profile.Unit
    var isReversed: Bool
  }
  /// A line that may be made of a row.
  struct MadeLine {
    var month: Int?
    /// Columns of which one must have a cell; none where the line is always made.
    var asked: [Int]
    var amounts: [Amount]
  }
  /// The columns of the stream, in order.
  let parts: [Part]
  let lines: [MadeLine]
  let month: Int?
  let kind: Int?
  let drops: [RowTest]
  let end: RowTest?

  init(_ match: HeaderMatch, _ profile: Profile, _ fields: [StandardField], _ defaults: [StandardField: [UInt8]]) {
    func source(_ field: StandardField) -> Source {
      guard let place = match.columns[field] else { return .constant(defaults[field] ?? []) }
      return profile.values[field].map { .meanings(place, field, Meanings($0)) } ?? .column(place)
    }
    parts = fields.map { field in
      if field.isAmount { return .amount(field, defaults[field] ?? []) }
      if field == .month { return .month(source(field)) }
      if field.isDate { return .date(source(field)) }
      if field == .year, match.columns[.year] == nil, profile.constants[.year] == nil { return .year(source(field)) }
      return .other(source(field))
    }
    func amounts(_ columns: [StandardField: Int]) -> [Amount] {
      columns.filter { $0.key.isAmount }.sorted { $0.value < $1.value }.map { field, place in
        let (ofPlan, ofActual): (StandardField, StandardField) =
          switch field {
          case .activity: (.plannedActivity, .actualActivity)
          case .price: (.plannedPrice, .actualPrice)
          default: (field, field)
          }
        return Amount(
          place: place, ofPlan: ofPlan, ofActual: ofActual, unit: profile.units[field] ?? .units, isReversed: profile.reversed.contains(field))
      }
    }
    lines =
      profile.wide == nil
      ? [MadeLine(asked: [], amounts: amounts(match.columns))]
      : match.months.map { month in
        MadeLine(
          month: month.month, asked: month.columns.values.sorted(), amounts: amounts(match.columns.merging(month.columns) { _, own in own }))
      }
    month = match.columns[.month]
    kind = match.kind
    drops = zip(profile.drops, match.drops).compactMap { rule, place in place.map { RowTest(rule, at: $0) } }
    end = profile.end.flatMap { rule in match.end.map { RowTest(rule, at: $0) } }
  }
}

/// What the words of a field stand for.
struct Meanings {
  private var exact: [String: [UInt8]]
  /// Without regard to capitals: the first in the order of the words where two differ in those alone.
  private var loose: [String: [UInt8]]

  init(_ known: [String: String]) {
    exact = known.mapValues { Array($0.utf8) }
    loose = Dictionary(
      known.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), Array($0.value.utf8)) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a word stands for; nil where nobody says.
  subscript(_ word: String) -> [UInt8]? { exact[word] ?? loose[word.lowercased()] ?? exact["*"] }
}

/// A condition on the text of a column.
struct RowTest {
  /// The column.
  let place: Int
  /// In words, for the list of what was left out.
  let words: String
  private let condition: RowRule.Condition
  /// What is sought, in small letters, where it is of ASCII alone.
  private let plain: [UInt8]?

  init(_ rule: RowRule, at place: Int) {
    self.place = place
    words = rule.words
    condition = rule.condition
    let sought: String =
      switch rule.condition {
      case .equals(let wanted): wanted.lowercased().trimmed
      case .starts(let wanted), .contains(let wanted): wanted.lowercased()
      case .blank: ""
      }
    plain = sought.utf8.allSatisfy { isPlain($0) } ? Array(sought.utf8) : nil
  }

  /// Whether a text without spaces at its ends is one that is meant.
  func holds(_ text: ArraySlice<UInt8>) -> Bool {
    guard let plain, text.allSatisfy({ isPlain($0) }) else { return holds(String(decoding: text, as: UTF8.self).lowercased()) }
    switch condition {
    case .equals: return text.count == plain.count && begins(text, plain)
    case .starts: return begins(text, plain)
    case .contains: return plain.isEmpty || text.indices.contains { begins(text[$0...], plain) }
    case .blank: return text.isEmpty
    }
  }

  private func begins(_ text: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard text.count >= wanted.count else { return false }
    return zip(text, wanted).allSatisfy { (0x41...0x5A).contains($0) ? $0 | 0x20 == $1 : $0 == $1 }
  }

  /// The same for any letters.
  private func holds(_ own: String) -> Bool {
    switch condition {
    case .equals(let wanted): own == wanted.lowercased().trimmed
    case .starts(let wanted): own.hasPrefix(wanted.lowercased())
    case .contains(let wanted): own.contains(wanted.lowercased())
    case .blank: own.isEmpty
    }
  }
}

/// ASCII that is a letter of its own wherever it stands.
private func isPlain(_ byte: UInt8) -> Bool { byte < 0x80 && byte != 0x0D && byte != 0x0A }

/// What was made of the last few texts, for columns in which few stand again and again.
struct TextMemo<Value> {
  private var known: [(text: [UInt8], value: Value)] = []
  private var last = 0
  private let most = 32

  /// The value of a text, which is made where it is not known.
  mutating func value(of text: ArraySlice<UInt8>, _ make: (ArraySlice<UInt8>) -> Value) -> Value {
    if last < known.count, text.elementsEqual(known[last].text) { return known[last].value }
    if let place = known.firstIndex(where: { text.elementsEqual($0.text) }) {
      last = place
      return known[place].value
    }
    let value = make(text)
    if known.count < most {
      last = known.count
      known.append((Array(text), value))
    } else {
      last = (last + 1) % most
      known[last] = (Array(text), value)
    }
    return value
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces at the ends, those that do not break a line among them.
  var trimmed: ArraySlice<UInt8> {
    guard let first, let last else { return self }
    if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return self }
    var inner = drop { $0 <= 0x20 }
    while true {
      if let last = inner.last, last <= 0x20 {
        inner.removeLast()
      } else if inner.suffix(2).elementsEqual([0xC2, 0xA0]) {
        inner.removeLast(2)
      } else if inner.prefix(2).elementsEqual([0xC2, 0xA0]) {
        inner.removeFirst(2)
      } else {
        return inner
      }
    }
  }
}
