import Figures
import Glibc
import Report

/// One row of a table that prints figures: what it says in words, and whose its figures are.
struct NamedRow {
  /// The words of its cells, in order.
  var texts: [String] = []
  /// Whose all its figures are.
  var codes = RowCodes()
  /// Whether it belongs to the last group above it, whose words hold for it, too.
  var isDetail = false
  /// Whether rows below it may belong to it.
  var isGroup = false
}

/// The codes that all ids of a row share, as the ids write them.
///
/// Every figure of every table is asked, twice: the ids' bytes are compared, and a text is made of the first alone.
struct RowCodes {
  /// By the place of the axis in `NamedAxis.allCases`; nil where the ids name none or do not share it.
  private var shared = [String?](repeating: nil, count: NamedAxis.allCases.count)
  private var isFirst = true
  private var last: [UInt8] = []

  /// The code of an axis, if all ids share one.
  subscript(axis: NamedAxis) -> String? { shared[axis.place] }

  /// The axes that have a code, with it.
  var all: [(axis: NamedAxis, code: String)] { NamedAxis.allCases.compactMap { axis in self[axis].map { (axis, $0) } } }

  /// Takes one more id of the row in; a code that the ids do not share is dropped.
  ///
  /// The ids of a source file are passed over: its rows are files, told by their paths.
  mutating func add(_ id: UnsafeBufferPointer<UInt8>) {
    guard let slash = id.lastIndex(of: UInt8(ascii: "/")), !id.starts(with: "source/".utf8) else { return }
    let stem = UnsafeBufferPointer(rebasing: id[..<slash])
    if areEqual(stem, last) { return }
    last.removeAll(keepingCapacity: true)
    last.append(contentsOf: stem)
    var found: UInt8 = 0
    var (start, place) = (0, 0)
    while start <= stem.count {
      let end = stem[start...].firstIndex(of: UInt8(ascii: "/")) ?? stem.count
      add(UnsafeBufferPointer(rebasing: stem[start..<end]), at: place, &found)
      place += 1
      start = end + 1
    }
    for axis in NamedAxis.allCases where found & axis.bit == 0 { shared[axis.place] = nil }
    isFirst = false
  }

  /// Takes in a part of an id: kind, commissioner, provider, then dimensions like `tfc=110`.
  private mutating func add(_ part: UnsafeBufferPointer<UInt8>, at place: Int, _ found: inout UInt8) {
    switch place {
    case 0: return
    case 1: keep(part, .commissioner, &found)
    case 2: keep(part, .provider, &found)
    default:
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")),
        let axis = NamedAxis.allCases.first(where: { areEqual(UnsafeBufferPointer(rebasing: part[..<equals]), $0.bytes) })
      else { return }
      keep(UnsafeBufferPointer(rebasing: part[(equals + 1)...]), axis, &found)
    }
  }

  /// Several organisations and gathered rows have no code, and no name that a list could give.
  private mutating func keep(_ code: UnsafeBufferPointer<UInt8>, _ axis: NamedAxis, _ found: inout UInt8) {
    if code.first == UInt8(ascii: "_") || code.elementsEqual("ALL".utf8) { return }
    if isFirst {
      shared[axis.place] = String(decoding: code, as: UTF8.self)
      found |= axis.bit
    } else if var own = shared[axis.place], own.withUTF8({ $0.elementsEqual(code) }) {
      found |= axis.bit
    }
  }
}

extension NamedAxis {
  /// Its place among all axes.
  fileprivate var place: Int {
    switch self {
    case .commissioner: 0
    case .provider: 1
    case .cluster: 2
    case .pod: 3
    case .tfc: 4
    case .hrg: 5
    }
  }
  fileprivate var bit: UInt8 { 1 << UInt8(place) }
  /// Its name as ids write it.
  fileprivate var bytes: [UInt8] { Self.names[place] }
  private static let names: [[UInt8]] = allCases.map { Array($0.rawValue.utf8) }
}

private func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: [UInt8]) -> Bool {
  a.count == b.count
    && b.withUnsafeBufferPointer { own in
      guard let first = a.baseAddress, let second = own.baseAddress else { return true }
      return memcmp(first, second, a.count) == 0
    }
}

/// A name that stands for a code.
struct NameUse: Hashable, Sendable {
  var axis: NamedAxis
  var code: String
  var name: String
}

/// The names of a table's rows: which code each stands for.
///
/// A row has to name every code in which it differs from other rows of its table. Where it is the only one, or all rows share the code, the title may name
/// it; a name of another code is then still found.
///
/// - Returns: each name with the code of its row, whether the programme's lists agree, and the row's number from 1.
func namesOfRows(_ rows: [NamedRow], _ register: NameRegister) -> [(use: NameUse, agrees: Bool, row: Int)] {
  // An axis tells rows of a table from each other where it has two codes or more.
  let tellsApart = NamedAxis.allCases.filter { axis in
    var first: String?
    return rows.contains { row in
      guard let code = row.codes[axis] else { return false }
      if first == nil { first = code }
      return first != code
    }
  }
  var uses: [(use: NameUse, agrees: Bool, row: Int)] = []
  var group: [String] = []
  for (index, row) in rows.enumerated() {
    if row.isGroup { group = row.texts } else if !row.isDetail { group = [] }
    let texts = row.isDetail ? row.texts + group : row.texts
    for axis in NamedAxis.allCases {
      guard let code = row.codes[axis] else { continue }
      if let name = texts.first(where: { register.accepts($0, for: code, axis) }) {
        uses.append((NameUse(axis: axis, code: code, name: name), true, index + 1))
      } else if tellsApart.contains(axis) {
        // The cell that should hold the name is the first one that names nothing else of the row.
        let rest = row.texts.first { text in !row.codes.all.contains { $0.axis != axis && register.accepts(text, for: $0.code, $0.axis) } }
        uses.append((NameUse(axis: axis, code: code, name: rest ?? "no name"), false, index + 1))
      }
    }
  }
  return uses
}

extension ReportTable {
  /// The rows that print figures, and the heads of groups, as they are named in the document.
  var namedRows: [NamedRow] {
    (rows + (total.map { [$0] } ?? [])).compactMap { row in
      var named = NamedRow(isDetail: row.kind == .detail, isGroup: row.kind == .group)
      var hasFigure = false
      for cell in row.cells {
        switch cell {
        case .text(let text): named.texts.append(text)
        case .figure(let printed), .variance(let printed), .barred(let printed, _, _):
          hasFigure = true
          var id = printed.figure.id.text
          id.withUTF8 { named.codes.add($0) }
        default: break
        }
      }
      return hasFigure || named.isGroup ? named : nil
    }
  }
}

extension PackEvidence {
  /// Compares the names of every table's rows with the programme's lists, as the document has them and as they are read back from the HTML.
  mutating func compareNames(_ report: ReportDocument, html: [UInt8]?, _ register: NameRegister) {
    for section in report.sections {
      for case .table(let table) in section.blocks { compareNames(of: table.namedRows, in: "document, \(table.id)", register) }
    }
    guard let html else { return }
    for table in readTables(ofHTML: html) { compareNames(of: table.rows, in: "HTML, \(table.id)", register) }
  }

  private mutating func compareNames(of rows: [NamedRow], in place: String, _ register: NameRegister) {
    for (use, agrees, row) in namesOfRows(rows, register) {
      nameCount += 1
      if names[use] != nil { continue }
      names[use] = "\(pack) pack, \(place), row \(row)"
      if !agrees {
        wrongNames.append(use)
        violations.append(
          ProofViolation(
            check: "names", first: "\(pack) pack, \(place), row \(row): “\(use.name)”",
            second: "the programme's lists: \(use.axis.word) \(use.code) is “\(register.name(of: use.code, use.axis))”",
            rule: "the name of a row is the name of the code whose figures stand in it"))
      }
    }
  }
}
