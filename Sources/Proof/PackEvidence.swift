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
  package var values: [String: Stated]
  /// Numbers read back from the HTML.
  package var htmlCount = 0
  /// Rows of position tables found again in the PDF's text.
  package var pdfRowCount = 0
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
  ///   - register: what the programme's lists call each code.
  ///   - unit: the unit of a figure by its id.
  package init(
    of report: ReportDocument, html: [UInt8]?, pdf: (bytes: [UInt8], firstPages: [String: Int])?, register: NameRegister,
    unit: (FigureID) -> FigureUnit
  ) {
    pack = "\(report.identity.kind.rawValue) \(report.identity.code)"
    kind = report.identity.kind
    code = report.identity.code
    tabled = tabledMeasures(report)
    values = [:]
    collect(report.identity.finding.figures + (report.identity.coverChart?.figures ?? []), section: "cover")
    for section in report.sections { collect(section.figures, section: section.anchor) }
    for section in report.sections {
      for case .table(let table) in section.blocks { addUp(table, in: section) }
    }
    for section in report.sections where Self.positionSections.contains(section.id) { expectOwn(section.figures, in: section) }
    compareNames(report, html: html, register)
    if let html { compare(html: html, unit: unit) }
    if let pdf { compare(pdf: pdf.bytes, firstPages: pdf.firstPages, with: report) }
  }

  private mutating func collect(_ figures: [Figure], section: String) {
    values.reserveCapacity(values.count + figures.count)
    for figure in figures {
      if let stated = values[figure.id.text] {
        if stated.value != figure.value && !isSameNumber(stated.value, figure.value) {
          violations.append(
            ProofViolation(
              check: "one-value", first: "\(pack) pack, \(stated.section): \(stated.value.dataText)",
              second: "\(pack) pack, \(section): \(figure.value.dataText)", rule: "\(figure.id.text) has one value wherever it is printed"))
        }
      } else {
        values[figure.id.text] = Stated(value: figure.value, section: section)
      }
    }
  }

  /// Compares the organisation in the ids of a position section with the one whose pack it is.
  private mutating func expectOwn(_ figures: [Figure], in section: ReportSection) {
    let axis: Int
    switch kind {
    case .commissioner: axis = 1
    case .provider: axis = 2
    case .programme, .practice: return
    }
    let own = encodedCode(code)
    for figure in figures {
      let parts = figure.id.text.split(separator: "/", maxSplits: 3)
      guard parts.count == 4, parts[0] == "position" else { continue }
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
    guard let total = table.total else { return }
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
    switch printed.figure.value {
    case .money(let money): return money.parts
    case .activity(let activity): return activity.parts
    default: return nil
    }
  }

  private mutating func compare(html: [UInt8], unit: (FigureID) -> FigureUnit) {
    for read in readFigures(ofHTML: html) {
      htmlCount += 1
      guard let stated = values[read.id] else {
        violations.append(
          ProofViolation(
            check: "html", first: "\(pack) pack, HTML: \(read.text)", second: "figures.json: no such figure",
            rule: "\(read.id) is a figure of the pack"))
        continue
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
    guard let reader = PDFTextReader(pdf) else {
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
    if !lines.contains(where: { isSubsequence(expected, of: $0) }) {
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

/// Whether the texts stand in the line in this order, others between them allowed.
func isSubsequence(_ expected: [String], of line: [String]) -> Bool {
  var at = line.startIndex
  for text in expected {
    for word in text.split(separator: " ").map(String.init) {
      guard let found = line[at...].firstIndex(of: word) else { return false }
      at = found + 1
    }
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
