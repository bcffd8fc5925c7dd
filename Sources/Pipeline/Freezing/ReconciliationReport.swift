import Drawing
import Figures
import HTML
import PDF
import Packs
import Programme
import Quantities
import Releases
import Report

/// A quarter's invoices beside its frozen position, as the page and the PDF that a freeze keeps: both from the same sections.
struct ReconciliationReport {
  private let quarter: Quarter
  private let programme: ProgrammeDefinition
  private let day: CalendarDate
  private let reconciliation: InvoiceReconciliation
  private let names: Names
  /// What was found, in one sentence.
  private let finding: Sentence

  init(_ reconciliation: InvoiceReconciliation, _ inputs: RunInputs, _ quarter: Quarter) {
    self.quarter = quarter
    self.reconciliation = reconciliation
    programme = inputs.programme
    day = inputs.date
    names = Names(inputs)
    let agreed = reconciliation.lines(.agrees).count
    finding = Sentence(
      agreed == reconciliation.lines.count
        ? "Every invoice agrees with the frozen position"
        : "\(counted(agreed)) of \(counted(reconciliation.lines.count)) \(inputs.programme.configuration.words.commissioner)’s months agree to the penny"
    )
  }

  /// The page.
  func page(_ templating: Templating) throws(RunFailure) -> [UInt8] {
    let heading = ReleaseHeading(programme: programme.name, release: title, banner: banner, links: [])
    do {
      return try renderSections(
        "Invoice reconciliation", heading: heading, sections: sections, templates: templating.pages, measure: templating.measure
      ).bytes
    } catch {
      throw RunFailure(error, pack: "the invoice reconciliation")
    }
  }

  /// The same on A4, with a cover.
  func pdf(_ templating: Templating) throws(RunFailure) -> [UInt8] {
    let tools = try DrawingTools(templating.theme)
    do {
      return try renderPDF(ReportDocument(identity: identity, sections: sections), theme: templating.theme, library: tools.library).bytes
    } catch {
      throw .rendering(pack: "the invoice reconciliation", reason: error.description)
    }
  }

  private var title: String { "Freeze of \(quarter.description)" }
  private var banner: String? { programme.configuration.isSampleData ? "SAMPLE DATA" : nil }

  private var identity: PackIdentity {
    let words = programme.configuration.words
    let pairs = reconciliation.pairs.count
    let (first, last) = (quarter.months[0], quarter.lastMonth)
    var identity = PackIdentity(
      kind: .programme, code: "programme", name: title, programme: programme.name, documentTitle: "Invoice reconciliation", period: last,
      cut: .freeze,
      provisional: false, banner: banner, releaseDate: day.longText, releaseDateISO: day.iso,
      facts: [
        Definition("Cut of the data", Sentence([.strong("Freeze"), .words(", final, reconciled")])),
        Definition("Final pack released", Sentence([.strong(day.longText)])),
        Definition(
          "Contracts",
          Sentence([
            .strong("\(counted(pairs)) \(pairs == 1 ? "contract" : "contracts")"), .words(", of a \(words.provider) with a \(words.commissioner)"),
          ])),
        Definition(
          "Invoiced",
          Sentence([
            .strong(reconciliation.lines.contains { !$0.invoices.isEmpty } ? "From the register" : "No invoice"), .words(", registers/invoices.csv"),
          ])),
      ], finding: finding, findingDetail: "Difference = invoiced − actual at freeze: a minus sign is an invoice below what was reported.",
      coverChart: nil,
      confidentiality: programme.configuration.branding.confidentiality)
    identity.span = (
      "\(first.monthName.prefix { $0 != " " }) to \(last.monthName)", "Quarter \(quarter.number) of financial year \(quarter.year.label)"
    )
    return identity
  }

  private var sections: [ReportSection] {
    let words = programme.configuration.words
    let unmatched = reconciliation.lines(.notInvoiced) + reconciliation.lines(.notInReturns)
    let differing = reconciliation.lines.filter { $0.state == .above || $0.state == .below }
    return [
      section("by-provider", "Invoices by \(words.provider)", finding, providerTable(reconciliation, names, words.provider)),
      section("by-pair", "By \(words.provider) and \(words.commissioner)", nil, pairTable(reconciliation, names, words)),
      section(
        "differing", "Months invoiced at another amount", nil,
        lineTable("differing-lines", "Invoiced and reported, and not the same", differing, names, words)),
      section(
        "unmatched", "Without a counterpart", nil,
        lineTable("unmatched-lines", "Costs without an invoice, invoices without a cost", unmatched, names, words)),
    ]
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

private func section(_ id: String, _ title: String, _ headline: Sentence?, _ table: ReportTable) -> ReportSection {
  ReportSection(
    id: id, title: title, question: "", headline: headline, blocks: [.table(table)],
    footerKey: "difference = invoiced − actual at freeze; a minus sign is an invoice below what was reported")
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
