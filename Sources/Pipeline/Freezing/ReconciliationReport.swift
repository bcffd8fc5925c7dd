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
    let (agreed, all) = (reconciliation.lines(.agrees).count, reconciliation.lines.count)
    if agreed == all {
      finding = "Every invoice agrees with the frozen position"
    } else {
      let difference = reconciliation.invoiced - reconciliation.actual
      let size = Figures.printed(.money(difference), .sterlingSize)
      let direction =
        difference.isZero ? "as much as" : "\(size) \(difference.parts < 0 ? "less than" : "more than")"
      finding = Sentence(
        "Invoiced is \(direction) the frozen position; \(counted(agreed)) of \(counted(all)) months of contracts agree to the penny")
    }
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
    let invoices = reconciliation.lines.reduce(0) { $0 + $1.invoices.count }
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
            .strong("\(counted(invoices)) \(invoices == 1 ? "invoice" : "invoices")"), .words(", in registers/invoices.csv"),
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
    let unmatched = reconciliation.lines.filter { $0.state == .notInvoiced || $0.state == .notInReturns }
    let differing = reconciliation.lines.filter { $0.state == .above || $0.state == .below }
    return [
      section("by-provider", "Invoices by \(words.provider)", finding, providerTable(reconciliation, names, words.provider)),
      section("by-pair", "By \(words.provider) and \(words.commissioner)", nil, pairTable(reconciliation, names, words)),
      section(
        "differing", "Invoiced at another amount", nil,
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
    footerKey: "Difference = invoiced − actual. A minus sign means invoiced below.")
}

/// To the penny, in which invoices are written; the CSV beside it has every decimal.
private func pence(_ money: Money) -> String { money.isZero ? Typography.nilMark : Figures.printed(.money(money), .twoDecimals) }

private func amounts(_ invoiced: Money, _ actual: Money) -> [ReportTable.Cell] {
  [.text(pence(invoiced)), .text(pence(actual)), .text(pence(invoiced - actual))]
}

extension Array {
  /// Runs of neighbours that share a key, in order.
  fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
    reduce(into: []) { runs, element in
      if let last = runs.last?.last, key(last) == key(element) { runs[runs.count - 1].append(element) } else { runs.append([element]) }
    }
  }
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
    return [.text(name)] + amounts(invoiced, actual) + [count(.agrees), count(.above, .below), count(.notInvoiced), count(.notInReturns)]
  }
  return ReportTable(
    id: "reconciliation-providers", title: "Invoiced and frozen", caption: "£ and pence; difference = invoiced − actual",
    spanners: [.init("The quarter", 1..<4), .init("Months of contracts", 4..<8)],
    columns: [
      .init(capitalisedFirst(word), .name), .init("Invoiced", .number), .init("Actual at freeze", .number), .init("Difference", .number),
      .init("Agree", .number), .init("Differ", .number), .init("Not invoiced", .number), .init("Not in returns", .number),
    ], rows: groups.map { ReportTable.Row(.body, cells(names.provider($0.key), $0.value)) },
    total: groups.count > 1 ? ReportTable.Row(.total, cells("All", reconciliation.lines)) : nil, empty: "Nothing was reported and nothing invoiced.")
}

private func pairTable(_ reconciliation: InvoiceReconciliation, _ names: Names, _ words: ProgrammeWords) -> ReportTable {
  ReportTable(
    id: "reconciliation-pairs", title: "Each contract", caption: "£ and pence; the quarter’s months together",
    columns: [
      .init(capitalisedFirst(words.commissioner), .name), .init("Invoiced", .number), .init("Actual at freeze", .number),
      .init("Difference", .number),
      .init("Result", .mark), .init("Status", .words),
    ],
    rows: grouped(reconciliation.pairs, names) { pair in
      [.text(names.commissioner(pair.commissioner))] + amounts(pair.invoiced, pair.actual) + [mark(pair.state), .text(statuses(pair))]
    },
    notes: [
      "Agrees: equal to the penny, in which invoices are written. Contracts whose months differ and cancel out agree here, and are listed below."
    ],
    empty: "Nothing was reported and nothing invoiced.")
}

private func lineTable(_ id: String, _ title: String, _ lines: [InvoiceMatch], _ names: Names, _ words: ProgrammeWords) -> ReportTable {
  ReportTable(
    id: id, title: title, caption: "£ and pence",
    columns: [
      .init(capitalisedFirst(words.commissioner), .name), .init("Month", .words), .init("Invoice", .words), .init("Invoiced", .number),
      .init("Actual at freeze", .number), .init("Difference", .number), .init("Result", .mark), .init("Status", .words),
    ],
    rows: grouped(lines, names) { line in
      [
        .text(names.commissioner(line.commissioner)), .text(line.month?.description ?? ""),
        .text(line.invoices.isEmpty ? "none" : line.invoices.joined(separator: ", ")),
      ] + amounts(line.invoiced, line.actual) + [mark(line.state), .text(statuses(line))]
    }, empty: "None.")
}

/// A head for each provider, its lines under it.
private func grouped(_ lines: [InvoiceMatch], _ names: Names, _ cells: (InvoiceMatch) -> [ReportTable.Cell]) -> [ReportTable.Row] {
  lines.chunked(by: \.provider).flatMap { lines -> [ReportTable.Row] in
    let rows = lines.map { ReportTable.Row(.detail, cells($0)) }
    guard let first = lines.first, let width = rows.first?.cells.count else { return [] }
    return [ReportTable.Row(.group, [.text(names.provider(first.provider))] + Array(repeating: .none, count: width - 1))] + rows
  }
}

private func statuses(_ match: InvoiceMatch) -> String { match.statuses.isEmpty ? Typography.nilMark : match.statuses.joined(separator: ", ") }

private func capitalisedFirst(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
