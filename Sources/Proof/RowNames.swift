import Figures
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
struct RowCodes {
  private(set) var codes: [NamedAxis: String] = [:]
  private var isFirst = true
  private var last: [UInt8] = []

  /// Takes one more id of the row in; a code that the ids do not share is dropped.
  ///
  /// The ids of a source file are passed over: its rows are files, told by their paths.
  mutating func add(_ id: some BidirectionalCollection<UInt8>) {
    guard let slash = id.lastIndex(of: UInt8(ascii: "/")), !id.starts(with: "source/".utf8) else { return }
    let stem = id[..<slash]
    if stem.elementsEqual(last) { return }
    last = Array(stem)
    var found: [NamedAxis: String] = [:]
    for (place, part) in stem.split(separator: UInt8(ascii: "/")).enumerated() {
      switch place {
      case 0: continue
      case 1: found[.commissioner] = Self.code(part)
      case 2: found[.provider] = Self.code(part)
      default:
        guard let equals = part.firstIndex(of: UInt8(ascii: "=")), let axis = NamedAxis(rawValue: String(decoding: part[..<equals], as: UTF8.self))
        else {
          continue
        }
        found[axis] = Self.code(part[part.index(after: equals)...])
      }
    }
    codes = isFirst ? found : codes.filter { found[$0.key] == $0.value }
    isFirst = false
  }

  /// Several organisations and gathered rows have no code, and no name that a list could give.
  private static func code(_ part: some Collection<UInt8>) -> String? {
    if part.first == UInt8(ascii: "_") || part.elementsEqual("ALL".utf8) { return nil }
    return String(decoding: part, as: UTF8.self)
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
  var values: [NamedAxis: Set<String>] = [:]
  for row in rows { for (axis, code) in row.codes.codes { values[axis, default: []].insert(code) } }
  var uses: [(use: NameUse, agrees: Bool, row: Int)] = []
  var group: [String] = []
  for (index, row) in rows.enumerated() {
    if row.isGroup { group = row.texts } else if !row.isDetail { group = [] }
    let texts = row.isDetail ? row.texts + group : row.texts
    for axis in NamedAxis.allCases {
      guard let code = row.codes.codes[axis] else { continue }
      if let name = texts.first(where: { register.accepts($0, for: code, axis) }) {
        uses.append((NameUse(axis: axis, code: code, name: name), true, index + 1))
      } else if (values[axis]?.count ?? 0) > 1 {
        // The cell that should hold the name is the first one that names nothing else of the row.
        let rest = row.texts.first { text in !row.codes.codes.contains { $0.key != axis && register.accepts(text, for: $0.value, $0.key) } }
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
          named.codes.add(printed.figure.id.text.utf8)
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
