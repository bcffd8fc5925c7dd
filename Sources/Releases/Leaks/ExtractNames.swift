import Dispatch
package import Programme
package import Storage
import Synchronization

/// What the extracts name: every patient, and every organisation, known to the programme or not.
struct ExtractNames: Sendable {
  /// The hashes of patients' ids that are one token, each with the place of its commissioners in `commissioners`.
  var patients: [UInt64: Int32] = [:]
  /// Patients' ids of several tokens, likewise.
  var longPatients: [String: Int32] = [:]
  /// Lists of commissioners, each in code order, that some patient is of; the first is empty, for rows that name none.
  private(set) var commissioners: [[String]] = [[]]
  private var places: [[String]: Int32] = [[]: 0]
  /// The codes of organisations.
  var organisations: Set<String> = []

  /// Reads all files of some folders, whatever their period: a patient of an old file may stand in a new pack.
  ///
  /// - Throws: `OutputError` for a file that cannot be read, since what it names would then be searched for nowhere.
  init(folders: [String], jobs: Int) throws(OutputError) {
    let files = folders.flatMap { folder in FileSystem.files(under: folder).map { folder + "/" + $0 } }.filter { $0.lowercased().hasSuffix(".csv") }
    let gathered = Mutex<(names: ExtractNames, failure: OutputError?)>((ExtractNames(), nil))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, files.count))) { _ in
      var mine = ExtractNames()
      var failure: OutputError?
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < files.count else { break }
        do throws(OutputError) { mine.read(try FileSystem.read(files[index])) } catch { failure = error }
      }
      gathered.withLock { all in
        all.names.formUnion(mine)
        if let failure { all.failure = failure }
      }
    }
    let (names, failure) = gathered.withLock { $0 }
    if let failure { throw failure }
    self = names
  }

  private init() {}

  private mutating func formUnion(_ other: ExtractNames) {
    patients.reserveCapacity(patients.count + other.patients.count)
    for (id, place) in other.patients { patients[id] = joined(patients[id], other.commissioners[Int(place)]) }
    for (id, place) in other.longPatients { longPatients[id] = joined(longPatients[id], other.commissioners[Int(place)]) }
    organisations.formUnion(other.organisations)
  }

  /// The place of the list that has a list's commissioners and these besides.
  private mutating func joined(_ place: Int32?, _ more: [String]) -> Int32 {
    let known = place.map { commissioners[Int($0)] } ?? []
    if place != nil, more.allSatisfy(known.contains) { return place ?? 0 }
    let all = Set(known).union(more).sorted()
    if let place = places[all] { return place }
    commissioners.append(all)
    let new = Int32(commissioners.count - 1)
    places[all] = new
    return new
  }

  private enum Use { case nothing, patient, organisation, commissioner }

  private static func use(ofColumn head: String) -> Use {
    let head = head.uppercased()
    if head.contains("PATIENT_ID") || head.contains("PATIENT ID") || head.contains("NHS_NUMBER") || head.contains("NHS NUMBER") { return .patient }
    if head.contains("CODE OF COMMISSIONER") || head == "COMMISSIONER" || head == "COMMISSIONER CODE" || head == "COMMISSIONER_CODE" {
      return .commissioner
    }
    let isCode = head.contains("CODE OF PROVIDER") || head.contains("PRACTICE")
    let isPlain = ["PROVIDER", "PROVIDER CODE", "REFERRING_ORGANISATION", "REFERRING ORGANISATION"].contains(head)
    return isCode && !head.contains("RESPONSIBILITY") || isPlain ? .organisation : .nothing
  }

  /// Reads the columns that name patients and organisations.
  mutating func read(_ file: [UInt8]) {
    let isWide = file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF])
    let bytes = isWide ? utf8(ofUTF16: file[2...], isLittle: file[0] == 0xFF) : file
    var codes: Set<UInt64> = []
    // The commissioner of the row before, since most rows have the same: its field and the place of its list.
    var lastCommissioner: [UInt8] = []
    var lastPlace: Int32 = 0
    bytes.withUnsafeBufferPointer { bytes in
      Tokens.classes.withUnsafeBufferPointer { classes in
        let tokens = Tokens(bytes: bytes, classes: classes)
        var uses: [Use] = []
        var isHead = true
        var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var column = 0
        var patient: Range<Int>?
        var commissioner: Range<Int>?
        func endRow() {
          if let patient {
            let field = commissioner.map { bytes[$0] } ?? bytes[0..<0]
            if !field.elementsEqual(lastCommissioner) {
              lastCommissioner = Array(field)
              let code = Self.text(field)
              lastPlace = joined(nil, code.isEmpty ? [] : [code])
            }
            addPatient(tokens, patient, lastPlace)
          }
          patient = nil
          commissioner = nil
        }
        while at < bytes.count {
          let start = at
          if bytes[at] == UInt8(ascii: "\"") {
            at += 1
            while at < bytes.count, !(bytes[at] == UInt8(ascii: "\"") && (at + 1 == bytes.count || bytes[at + 1] != UInt8(ascii: "\""))) {
              at += bytes[at] == UInt8(ascii: "\"") ? 2 : 1
            }
          }
          while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != 10, bytes[at] != 13 { at += 1 }
          let use = isHead ? .nothing : column < uses.count ? uses[column] : .nothing
          if isHead { uses.append(Self.use(ofColumn: Self.text(bytes[start..<at]))) }
          if use == .patient { patient = start..<at }
          if use == .commissioner { commissioner = start..<at }
          if use == .organisation || use == .commissioner {
            var place = start
            if let token = tokens.next(&place), token.end <= at, codes.insert(token.hash).inserted {
              organisations.insert(Self.text(bytes[start..<at]))
            }
          }
          column += 1
          if at < bytes.count, bytes[at] != UInt8(ascii: ",") {
            endRow()
            isHead = false
            column = 0
            while at < bytes.count, bytes[at] == 10 || bytes[at] == 13 { at += 1 }
          } else {
            at += 1
          }
        }
        endRow()
      }
    }
  }

  private mutating func addPatient(_ tokens: Tokens, _ field: Range<Int>, _ commissioner: Int32) {
    var place = field.lowerBound
    guard let first = tokens.next(&place), first.end <= field.upperBound else { return }
    var after = place
    if let second = tokens.next(&after), second.end <= field.upperBound {
      let text = Self.text(tokens.bytes[field])
      longPatients[text] = longPatients[text] == commissioner ? commissioner : joined(longPatients[text], commissioners[Int(commissioner)])
    } else if first.end - first.start >= 5 {
      let known = patients[first.hash]
      if known != commissioner { patients[first.hash] = joined(known, commissioners[Int(commissioner)]) }
    }
  }

  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("\"") { text = text.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    return text
  }
}

extension ForbiddenTerms {
  /// Terms of a programme's own lists and of all that its extracts name.
  ///
  /// - Parameter programme: the programme folder.
  /// - Throws: `OutputError` for an extract that cannot be read.
  package init(_ definition: ProgrammeDefinition, folder programme: String, jobs: Int) throws(OutputError) {
    self.init(definition.organisations)
    let sources = definition.configuration.sources
    let names = try ExtractNames(
      folders: [sources.slam, sources.plan, sources.sus, sources.patientLevel, sources.drugs, sources.devices].map { programme + "/" + $0 },
      jobs: jobs)
    let list = programme + "/" + sources.organisations + "/referring_organisations.csv"
    if FileSystem.exists(list) {
      for (code, name) in codesAndNames(try FileSystem.read(list)) { addOutside(code: code, name: name) }
    }
    for code in names.organisations.sorted() { addOutside(code: code) }
    for (id, place) in names.longPatients.sorted(by: { $0.key < $1.key }) { addPatient(id, of: names.commissioners[Int(place)]) }
    addPatients(names.patients, commissioners: names.commissioners)
  }
}

/// The first two columns of a list, without its head.
private func codesAndNames(_ bytes: [UInt8]) -> [(code: String, name: String)] {
  String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().compactMap {
    (line: Substring) -> (code: String, name: String)? in
    guard let comma = line.firstIndex(of: ",") else { return nil }
    let name = line[line.index(after: comma)...].drop { $0 == "\"" }.prefix { $0 != "\"" }
    return (String(line[..<comma]), name.isEmpty ? String(line[..<comma]) : String(name))
  }
}
