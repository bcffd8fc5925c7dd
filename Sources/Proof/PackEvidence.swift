import Charts
package import Figures
import Quantities
package import Report

/// What one finished pack says, gathered from its document and read back from its finished files.
package struct PackEvidence: Sendable {
  /// Whose pack: `commissioner 10H`.
  package var pack: String
  /// Whose pack it is.
  package var kind: PackKind
  /// The organisation's code.
  package var code: String
  /// The measures that its tables of positions print row by row, and those that these and the tables of activity add up.
  var tabled: (rows: Set<Substring>, totals: Set<Substring>)
  /// The value of each figure and the section where it first stands.
  package var values: StatedValues
  /// Numbers read back from the HTML.
  package var htmlCount = 0
  /// Rows of position tables found again in the PDF's text.
  package var pdfRowCount = 0
  /// Cells of the workbook that name a figure, held against it.
  package var workbookCount = 0
  /// Columns of tables whose total was compared with its rows.
  package var tableSumCount = 0
  /// Figures of position tables whose organisation was compared with the pack's.
  package var ownCount = 0
  /// Names of rows that were compared with the programme's lists, in the document and in the HTML.
  package var nameCount = 0
  /// Each name that stands for a code, with where it first stands.
  var names: [NameUse: String] = [:]
  /// The names among them that are not their code's.
  var wrongNames: [NameUse] = []
  /// What did not agree within the pack.
  package var violations: [ProofViolation] = []

  /// A value and where it stands.
  package struct Stated: Sendable, Hashable {
    /// The value.
    package var value: FigureValue
    /// The section.
    package var section: String
  }

  /// Gathers the evidence of a pack.
  ///
  /// - Parameters:
  ///   - html: the finished file, nil when HTML was not asked for.
  ///   - pdf: the finished file with the first page (from 1) of each section's anchor, nil when PDF was not asked for.
  ///   - workbook: the finished file, nil when none was asked for.
  ///   - register: what the programme's lists call each code.
  ///   - unit: the unit of a figure by its id.
  package init(
    of report: ReportDocument, html: [UInt8]?, pdf: (bytes: [UInt8], firstPages: [String: Int])?, workbook: [UInt8]? = nil, register: NameRegister,
    unit: @escaping (FigureID) -> FigureUnit
  ) {
    pack = "\(report.identity.kind.rawValue) \(report.identity.code)"
    kind = report.identity.kind
    code = report.identity.code
    tabled = tabledMeasures(report)
    values = StatedValues()
    report.identity.forEachFigure { collect($0, section: "cover") }
    for section in report.sections {
      let anchor = section.anchor
      section.forEachFigure { collect($0, section: anchor) }
    }
    for section in report.sections {
      for case .table(let table) in section.blocks { addUp(table, in: section) }
    }
    for section in report.sections where Self.positionSections.contains(section.id) { expectOwn(section) }
    compareNames(report, html: html, register)
    if let html { compare(html: html, unit: unit) }
    if let pdf { compare(pdf: pdf.bytes, firstPages: pdf.firstPages, with: report) }
    if let workbook { compare(workbook: workbook, with: report) }
  }

  private mutating func collect(_ figure: Figure, section: String) {
    guard let stated = values.state(figure, in: section), stated.value != figure.value, !isSameNumber(stated.value, figure.value) else { return }
    violations.append(
      ProofViolation(
        check: "one-value", first: "\(pack) pack, \(stated.section): \(stated.value.dataText)",
        second: "\(pack) pack, \(section): \(figure.value.dataText)", rule: "\(figure.id.text) has one value wherever it is printed"))
  }

  /// Compares the organisation in the ids of a position section with the one whose pack it is.
  private mutating func expectOwn(_ section: ReportSection) {
    let axis: Int
    switch kind {
    case .commissioner: axis = 1
    case .provider: axis = 2
    case .programme, .practice: return
    }
    let own = encodedCode(code)
    section.forEachFigure { figure in
      let parts = figure.id.text.split(separator: "/", maxSplits: 3)
      guard parts.count == 4, parts[0] == "position" else { return }
      ownCount += 1
      if parts[axis] != own {
        violations.append(
          ProofViolation(
            check: "own", first: "\(pack) pack, \(section.anchor): \(figure.id.text)", second: "the pack's own organisation: \(code)",
            rule: "a position section is about the organisation whose pack it is"))
      }
    }
  }

  /// Compares each total of money or activity with the sum of the rows over it.
  private mutating func addUp(_ table: ReportTable, in section: ReportSection) {
    // Rows of single patients may be gone whole: what is left of them need not come to the total.
    guard let total = table.total, !table.withholdsRows else { return }
    for column in total.cells.indices {
      guard let stated = Self.amount(total.cells[column]) else { continue }
      var sum: Int128 = 0
      var isComplete = true
      var groupHasAmount = false
      for row in table.rows where row.cells.indices.contains(column) {
        switch row.kind {
        case .group:
          if let amount = Self.amount(row.cells[column]) {
            groupHasAmount = true
            sum += amount
          } else {
            groupHasAmount = false
          }
        case .body:
          groupHasAmount = false
          if let amount = Self.amount(row.cells[column]) { sum += amount } else { isComplete = false }
        case .detail:
          if !groupHasAmount { if let amount = Self.amount(row.cells[column]) { sum += amount } else { isComplete = false } }
        case .subtotal, .total: break
        }
      }
      guard isComplete else { continue }
      tableSumCount += 1
      if sum != stated {
        violations.append(
          ProofViolation(
            check: "tables",
            first: "\(pack) pack, \(section.anchor), \(table.title), \(table.columns[column].head), total: \(decimalText(ofParts: stated))",
            second: "the sum of its rows: \(decimalText(ofParts: sum))", rule: "a total equals its parts"))
      }
    }
  }

  private static func amount(_ cell: ReportTable.Cell) -> Int128? {
    let printed: Printed
    switch cell {
    case .figure(let figure), .variance(let figure), .barred(let figure, _, _): printed = figure
    default: return nil
    }
    // A rate is money for each of something: it is no part of a total.
    if figureUnitIsRate(printed.figure.id) { return nil }
    // Rounded by the small-number policy: totals are calculated, then rounded, and need not be the sum of their rounded rows.
    if printed.figure.id.exactOfRounded != nil { return nil }
    switch printed.figure.value {
    case .money(let money): return money.parts
    case .activity(let activity): return activity.parts
    default: return nil
    }
  }

  private mutating func compare(html: [UInt8], unit: @escaping (FigureID) -> FigureUnit) {
    var units = UnitsByMeasure(unit)
    forEachFigure(ofHTML: html) { id, text, place in
      htmlCount += 1
      if let stated = values.find(id), agrees(text, with: stated.value, unit: units.unit(of: id), in: place) { return }
      // Character references are resolved only where the bytes as they stand do not agree.
      let read = ReadFigure(id: resolved(id), text: resolved(text), place: place)
      guard let stated = values[read.id] else {
        violations.append(
          ProofViolation(
            check: "html", first: "\(pack) pack, HTML: \(read.text)", second: "figures.json: no such figure",
            rule: "\(read.id) is a figure of the pack"))
        return
      }
      if !agrees(read.text, with: stated.value, unit: unit(FigureID(wellFormed: read.id)), in: read.place) {
        violations.append(
          ProofViolation(
            check: "html", first: "\(pack) pack, HTML: \(read.text)", second: "figures.json: \(stated.value.dataText)",
            rule: "\(read.id) reads in the HTML as its value is printed"))
      }
    }
    if htmlCount == 0 && !values.isEmpty {
      violations.append(
        ProofViolation(
          check: "html", first: "\(pack) pack, HTML: no figures", second: "figures.json: \(values.count) figures", rule: "figures are printed"))
    }
  }

  private mutating func compare(pdf: [UInt8], firstPages: [String: Int], with report: ReportDocument) {
    let sections = report.sections.filter { Self.positionSections.contains($0.id) }
    if sections.isEmpty { return }
    guard var reader = PDFTextReader(pdf) else {
      violations.append(ProofViolation(check: "pdf", first: "\(pack) pack, PDF: cannot be read back", second: "", rule: "the PDF's text can be read"))
      return
    }
    let order = report.sections.compactMap { firstPages[$0.anchor] }.sorted()
    for section in sections {
      guard let first = firstPages[section.anchor] else {
        violations.append(
          ProofViolation(
            check: "pdf", first: "\(pack) pack, PDF: no page", second: "the document: \(section.anchor)", rule: "every section has a page"))
        continue
      }
      let last = order.first { $0 > first } ?? reader.pageCount
      var lines: [[String]] = []
      for page in first...max(first, last) { lines += textLines(reader.text(ofPage: page - 1) ?? []) }
      for case .table(let table) in section.blocks {
        for row in table.rows + (table.total.map { [$0] } ?? []) { compare(row, of: table, in: section, lines: lines) }
      }
    }
  }

  private mutating func compare(_ row: ReportTable.Row, of table: ReportTable, in section: ReportSection, lines: [[String]]) {
    let expected = row.cells.compactMap { cell -> String? in
      switch cell {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _): printed.text
      default: nil
      }
    }
    if expected.isEmpty { return }
    pdfRowCount += 1
    let words = expected.flatMap { $0.split(separator: " ") }
    if !lines.contains(where: { isSubsequence(words, of: $0) }) {
      violations.append(
        ProofViolation(
          check: "pdf", first: "\(pack) pack, PDF, \(section.anchor), \(table.title): not found",
          second: "the document: \(expected.joined(separator: " | "))",
          rule: "every row of a position table stands on the page as it stands in figures.json"))
    }
  }

  /// The sections whose tables are read back from the PDF.
  static let positionSections: Set<String> = ["position-by-provider", "position-by-commissioner"]
}

/// The value of each figure of a pack and where it first stands, in the order of print: a dictionary by id.
package struct StatedValues: Sendable, Sequence {
  private var ids = TextNumbers()
  private var stated: [PackEvidence.Stated] = []

  init() {}

  /// How many figures there are.
  package var count: Int { stated.count }
  /// Whether there is none.
  package var isEmpty: Bool { stated.isEmpty }

  /// What an id states; nil for one that the pack does not print.
  package subscript(_ id: String) -> PackEvidence.Stated? { ids.find(id).map { stated[$0] } }

  func find(_ id: UnsafeBufferPointer<UInt8>) -> PackEvidence.Stated? { ids.find(id).map { stated[$0] } }

  /// Keeps a figure's value; gives what is known where its id was met before.
  mutating func state(_ figure: Figure, in section: String) -> PackEvidence.Stated? {
    let (number, isNew) = ids.number(of: figure.id.text)
    if !isNew { return stated[number] }
    stated.append(PackEvidence.Stated(value: figure.value, section: section))
    return nil
  }

  /// Ids with what they state.
  package func makeIterator() -> some IteratorProtocol<(key: String, value: PackEvidence.Stated)> {
    zip(ids.texts, stated).lazy.map { (key: $0, value: $1) }.makeIterator()
  }
}

/// The units of figures, asked for once a measure.
private struct UnitsByMeasure {
  private let unit: (FigureID) -> FigureUnit
  private var measures = TextNumbers()
  private var units: [FigureUnit] = []

  init(_ unit: @escaping (FigureID) -> FigureUnit) { self.unit = unit }

  /// The unit of a figure: all figures of one measure have one.
  mutating func unit(of id: UnsafeBufferPointer<UInt8>) -> FigureUnit {
    let start = id.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let measure = UnsafeBufferPointer(rebasing: id[start...])
    if let number = measures.find(measure) { return units[number] }
    let found = unit(FigureID(wellFormed: String(decoding: id, as: UTF8.self)))
    _ = measures.number(of: String(decoding: measure, as: UTF8.self))
    units.append(found)
    return found
  }
}

/// Whether two values are the same number in different forms (a count and an activity, two forms of one ratio).
func isSameNumber(_ a: FigureValue, _ b: FigureValue) -> Bool {
  switch (a, b) {
  case (.ratio(let n1, let d1), .ratio(let n2, let d2)): n1.multipliedReportingOverflow(by: d2) == n2.multipliedReportingOverflow(by: d1)
  default: a == b
  }
}

/// The pieces of a page gathered into lines of one baseline, from top to bottom and left to right.
func textLines(_ pieces: [PageText]) -> [[String]] {
  var lines: [(y: Double, pieces: [PageText])] = []
  for piece in pieces.sorted(by: { ($1.y, $0.x) < ($0.y, $1.x) }) {
    if let last = lines.indices.last, abs(lines[last].y - piece.y) < 1.5 {
      lines[last].pieces.append(piece)
    } else {
      lines.append((piece.y, [piece]))
    }
  }
  return lines.map { line in
    line.pieces.sorted { $0.x < $1.x }.flatMap { $0.text.split(separator: " ").map(String.init) }
  }
}

/// Whether the words stand in the line in this order, others between them allowed.
func isSubsequence(_ words: [Substring], of line: [String]) -> Bool {
  var at = line.startIndex
  for word in words {
    guard let found = line[at...].firstIndex(where: { $0 == word }) else { return false }
    at = found + 1
  }
  return true
}

/// Whether a figure is a rate, whose parts do not add up.
private func figureUnitIsRate(_ id: FigureID) -> Bool {
  let utf8 = id.text.utf8
  guard var at = utf8.lastIndex(of: UInt8(ascii: "/")) else { return id.text.contains("_per_") }
  // The measure alone is looked at, underscore by underscore: the library's search of strings is slow, and this is asked of every cell.
  while let underscore = utf8[at...].firstIndex(of: UInt8(ascii: "_")) {
    if utf8[underscore...].starts(with: "_per_".utf8) { return true }
    at = utf8.index(after: underscore)
  }
  return false
}
