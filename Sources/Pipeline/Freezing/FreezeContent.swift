import Figures
import HTML
import Ledger
import Packs
package import Programme
import Quantities
import Releases
import Report

/// A file that a freeze adds to the packs of its quarter's last month.
package struct FreezeFile: Sendable, Hashable {
  /// Its name in the freeze's folder.
  package var name: String
  /// Its contents.
  package var bytes: [UInt8]
}

/// What a freeze keeps beside the packs: the invoice reconciliation as page and CSV, and the position that later packs are held against.
///
/// - Parameter request: the run; its period and cut are not asked, a quarter's freeze is its last month at the freeze cut.
/// - Throws: `RunFailure`.
package func freezeContent(_ request: RunRequest, quarter: Quarter, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) -> [FreezeFile] {
  var run = request
  run.period = quarter.months.last
  run.cut = .freeze
  let inputs = try readInputs(run, progress: progress)
  let templating = try Templating(run, definitions: nil)
  let reconciliation = InvoiceReconciliation(inputs.ledger, invoices: inputs.programme.registers.invoices, quarter: quarter)
  return [
    FreezeFile(name: frozenPositionName, bytes: frozenPositionFile(inputs.ledger, quarter: quarter)),
    FreezeFile(name: "invoice-reconciliation.csv", bytes: reconciliationCSV(reconciliation)),
    FreezeFile(name: "invoice-reconciliation.html", bytes: try reconciliationPage(reconciliation, inputs, quarter, templating)),
  ]
}

/// Every pair and month: `provider,commissioner,period,invoiced,actual,difference,state,status,invoices`, exact.
func reconciliationCSV(_ reconciliation: InvoiceReconciliation) -> [UInt8] {
  var csv = CSVWriter()
  for head in ["provider", "commissioner", "period", "invoiced", "actual", "difference", "state", "status", "invoices"] { csv.text(head) }
  csv.endRow()
  for line in reconciliation.lines {
    csv.text(line.provider)
    csv.text(line.commissioner)
    csv.text(line.month?.description ?? "")
    csv.value(line.invoiced.decimal)
    csv.value(line.actual.decimal)
    csv.value(line.difference.decimal)
    csv.text(line.state.rawValue)
    csv.text(line.statuses.joined(separator: "; "))
    csv.text(line.invoices.joined(separator: "; "))
    csv.endRow()
  }
  return csv.bytes
}

private func reconciliationPage(
  _ reconciliation: InvoiceReconciliation, _ inputs: RunInputs, _ quarter: Quarter, _ templating: Templating
) throws(RunFailure) -> [UInt8] {
  let programme = inputs.programme
  let heading = ReleaseHeading(
    programme: programme.name, release: "Freeze of \(quarter.description)", banner: programme.configuration.isSampleData ? "SAMPLE DATA" : nil,
    links: [])
  let names = Names(inputs)
  let words = programme.configuration.words
  let unmatched = reconciliation.lines(.notInvoiced) + reconciliation.lines(.notInReturns)
  let differing = reconciliation.lines.filter { $0.state == .above || $0.state == .below }
  let agreed = reconciliation.lines(.agrees).count
  let sections = [
    section(
      "by-provider", "Invoices by \(words.provider)",
      agreed == reconciliation.lines.count
        ? "Every invoice agrees with the frozen position"
        : "\(counted(agreed)) of \(counted(reconciliation.lines.count)) \(words.commissioner)’s months agree to the penny",
      providerTable(reconciliation, names, words.provider)),
    section("by-pair", "By \(words.provider) and \(words.commissioner)", nil, pairTable(reconciliation, names, words)),
    section(
      "differing", "Months invoiced at another amount", nil,
      lineTable("differing-lines", "Invoiced and reported, and not the same", differing, names, words)),
    section(
      "unmatched", "Without a counterpart", nil,
      lineTable("unmatched-lines", "Costs without an invoice, invoices without a cost", unmatched, names, words)),
  ]
  do {
    return try renderSections(
      "Invoice reconciliation", heading: heading, sections: sections, templates: templating.pages, measure: templating.measure
    )
    .bytes
  } catch {
    throw RunFailure(error, pack: "the invoice reconciliation")
  }
}

private struct Names {
  private let commissioners: [String: String]
  private let providers: [String: String]

  init(_ inputs: RunInputs) {
    let organisations = inputs.programme.organisations
    commissioners = Dictionary(organisations.commissioners.map { ($0.code, $0.shortName) }, uniquingKeysWith: { first, _ in first })
    providers = Dictionary(organisations.providers.map { ($0.code, $0.shortName) }, uniquingKeysWith: { first, _ in first })
  }

  func commissioner(_ code: String) -> String { commissioners[code].map { "\(code) \($0)" } ?? code }
  func provider(_ code: String) -> String { providers[code].map { "\(code) \($0)" } ?? code }
}

private func counted(_ count: Int) -> String { Figures.printed(.count(count), .number) }

private func section(_ id: String, _ title: String, _ headline: String?, _ table: ReportTable) -> ReportSection {
  ReportSection(id: id, title: title, question: "", headline: headline.map { Sentence($0) }, blocks: [.table(table)])
}

private func amounts(_ match: InvoiceMatch) -> [ReportTable.Cell] {
  [.text(match.invoiced.decimal), .text(match.actual.decimal), .text(match.difference.isZero ? "–" : match.difference.decimal)]
}

private func mark(_ state: InvoiceMatch.State) -> ReportTable.Cell {
  switch state {
  case .agrees: .mark(.met, word: "Agrees")
  case .above: .mark(.warning, word: "Invoiced above")
  case .below: .mark(.warning, word: "Invoiced below")
  case .notInvoiced: .mark(.noValue, word: "Not invoiced")
  case .notInReturns: .mark(.notMet, word: "Not in the returns")
  }
}

private func providerTable(_ reconciliation: InvoiceReconciliation, _ names: Names, _ word: String) -> ReportTable {
  let groups = Dictionary(grouping: reconciliation.lines, by: \.provider).sorted { $0.key < $1.key }
  func cells(_ name: String, _ lines: [InvoiceMatch]) -> [ReportTable.Cell] {
    let (invoiced, actual) = (lines.reduce(Money.zero) { $0 + $1.invoiced }, lines.reduce(Money.zero) { $0 + $1.actual })
    func count(_ states: InvoiceMatch.State...) -> ReportTable.Cell { .text(counted(lines.count { states.contains($0.state) })) }
    return [
      .text(name), .text(invoiced.decimal), .text(actual.decimal), .text(invoiced == actual ? "–" : (invoiced - actual).decimal), count(.agrees),
      count(.above, .below), count(.notInvoiced), count(.notInReturns),
    ]
  }
  return ReportTable(
    id: "reconciliation-providers", title: "Invoiced and frozen", caption: "£, exact; difference = invoiced − actual",
    spanners: [.init("The quarter", 1..<4), .init("Months of contracts", 4..<8)],
    columns: [
      .init(capitalisedFirst(word), .name), .init("Invoiced", .number), .init("Actual at freeze", .number), .init("Difference", .number),
      .init("Agree", .number), .init("Differ", .number), .init("Not invoiced", .number), .init("Not in returns", .number),
    ], rows: groups.map { ReportTable.Row(.body, cells(names.provider($0.key), $0.value)) },
    total: groups.count > 1 ? ReportTable.Row(.total, cells("All", reconciliation.lines)) : nil, empty: "Nothing was reported and nothing invoiced.")
}

private func pairTable(_ reconciliation: InvoiceReconciliation, _ names: Names, _ words: ProgrammeWords) -> ReportTable {
  ReportTable(
    id: "reconciliation-pairs", title: "Each contract", caption: "£, exact; the quarter’s months together",
    columns: [
      .init(capitalisedFirst(words.provider), .name), .init(capitalisedFirst(words.commissioner), .name), .init("Invoiced", .number),
      .init("Actual at freeze", .number), .init("Difference", .number), .init("Result", .mark), .init("Status", .words),
    ],
    rows: reconciliation.pairs.map { pair in
      ReportTable.Row(
        .body,
        [.text(names.provider(pair.provider)), .text(names.commissioner(pair.commissioner))] + amounts(pair) + [
          mark(pair.state), .text(pair.statuses.isEmpty ? "–" : pair.statuses.joined(separator: ", ")),
        ])
    },
    notes: [
      "Agrees: equal to the penny, in which invoices are written. Contracts whose months differ and cancel out agree here, and are listed below."
    ],
    empty: "Nothing was reported and nothing invoiced.")
}

private func lineTable(_ id: String, _ title: String, _ lines: [InvoiceMatch], _ names: Names, _ words: ProgrammeWords) -> ReportTable {
  ReportTable(
    id: id, title: title, caption: "£, exact",
    columns: [
      .init(capitalisedFirst(words.provider), .name), .init(capitalisedFirst(words.commissioner), .name), .init("Month", .words),
      .init("Invoice", .words), .init("Invoiced", .number), .init("Actual at freeze", .number), .init("Difference", .number), .init("Result", .mark),
      .init("Status", .words),
    ],
    rows: lines.map { line in
      ReportTable.Row(
        .body,
        [
          .text(names.provider(line.provider)), .text(names.commissioner(line.commissioner)), .text(line.month?.description ?? ""),
          .text(line.invoices.isEmpty ? "none" : line.invoices.joined(separator: ", ")),
        ] + amounts(line) + [mark(line.state), .text(line.statuses.isEmpty ? "–" : line.statuses.joined(separator: ", "))])
    }, empty: "None.")
}

private func capitalisedFirst(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
