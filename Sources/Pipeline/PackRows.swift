import Analysis
import Figures
import Ledger
import Packs
import Programme
import Quantities
import Report
import Spreadsheets
import Styling

/// The rows that a pack's figures are sums of, as a workbook: the contract lines of the pack's own organisation, one for each pair, point of delivery, treatment
/// function and HRG.
struct PackRows {
  private let context: PackContext
  private let theme: Theme
  private let commissionerNames: [String: String]
  private let providerNames: [String: String]

  init(_ context: PackContext, theme: Theme) {
    self.context = context
    self.theme = theme
    commissionerNames = Dictionary(context.input.commissioners.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    providerNames = Dictionary(context.input.providers.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// The workbook of a pack's rows, and how many of its cells hold something; nil where it has none: for the programme and by practice, and where the readers' small numbers are held back, since a line may be
  /// a single patient's.
  func workbook(_ report: ReportDocument, _ target: PackTarget) throws(SpreadsheetError) -> (bytes: [UInt8], cells: Int)? {
    let ledger = context.input.ledger
    let scope: Scope
    switch target.kind {
    case .commissioner:
      guard let index = ledger.commissioners.index(of: target.code) else { return nil }
      scope = .commissioner(index)
    case .provider:
      guard let index = ledger.providers.index(of: target.code) else { return nil }
      scope = .provider(index)
    case .practice, .programme: return nil
    }
    guard (context.input.smallNumbers[target.kind.audience] ?? .asTheyAre) == .asTheyAre else { return nil }
    var lines: [Int] = []
    ledger.lines.forEach(in: scope) { lines.append($0) }
    let book = try RowsWorkbook(
      report.identity, theme: theme, name: "rows", title: "\(report.identity.name): contract lines",
      remark: "One row for each commissioner, provider, point of delivery, treatment function and HRG; April to \(report.identity.period.monthName).",
      columns: Self.columns)
    for line in lines { try write(line, of: ledger, to: book) }
    return (try book.finish(), book.cellCount)
  }

  private static let columns: [RowsWorkbook.Column] = [
    .init("Commissioner", .text, width: 14), .init("Commissioner name", .text, width: 34), .init("Provider", .text, width: 12),
    .init("Provider name", .text, width: 34), .init("Provider’s point of delivery", .text, width: 26),
    .init("Point of delivery", .text, width: 20), .init("National point of delivery", .text, width: 16), .init("Group", .text, width: 20),
    .init("Treatment function", .text, width: 14), .init("Treatment function name", .text, width: 30), .init("HRG", .text, width: 10),
    .init("HRG name", .text, width: 40), .init("To date, plan (£)", .pounds, width: 16), .init("To date, actual (£)", .pounds, width: 16),
    .init("To date, variance (£)", .variance, width: 22), .init("To date, planned activity", .activity, width: 14),
    .init("To date, actual activity", .activity, width: 14), .init("Month, plan (£)", .pounds, width: 16),
    .init("Month, actual (£)", .pounds, width: 16), .init("Month, variance (£)", .variance, width: 22),
    .init("Month, planned activity", .activity, width: 14), .init("Month, actual activity", .activity, width: 14),
  ]

  /// What stands for an organisation that is not of the programme, which no pack but the programme's names.
  private static let outside = "Not in the programme"

  private func write(_ line: Int, of ledger: ProgrammeLedger, to book: RowsWorkbook) throws(SpreadsheetError) {
    let lines = ledger.lines
    try book.beginRow()
    let commissioner = ledger.commissioners.codes[Int(lines.commissioner[line])]
    let provider = ledger.providers.codes[Int(lines.provider[line])]
    let pod = ledger.pods[Int(lines.pod[line])]
    let treatmentFunction = ledger.treatmentFunctions[Int(lines.treatmentFunction[line])]
    let hrg = ledger.hrgs[Int(lines.hrg[line])]
    try book.text(commissionerNames[commissioner] == nil ? Self.outside : commissioner, 0)
    try book.text(commissionerNames[commissioner] ?? "", 1)
    try book.text(providerNames[provider] == nil ? Self.outside : provider, 2)
    try book.text(providerNames[provider] ?? "", 3)
    try book.text(pod.providerPOD, 4)
    try book.text(pod.derivedPOD, 5)
    try book.text(pod.nationalPOD, 6)
    try book.text(pod.group, 7)
    try book.text(treatmentFunction, 8)
    try book.text(context.input.treatmentFunctionNames[treatmentFunction] ?? "", 9)
    try book.text(hrg, 10)
    try book.text(context.input.hrgNames[hrg] ?? "", 11)
    try write(lines.ytd[line], from: 12, to: book)
    try write(lines.month[line], from: 17, to: book)
  }

  private func write(_ measures: Measures, from column: Int, to book: RowsWorkbook) throws(SpreadsheetError) {
    try book.money(measures.planCost, column)
    try book.money(measures.actualCost, column + 1)
    try book.money(measures.variance, column + 2)
    try book.activity(measures.planActivity, column + 3)
    try book.activity(measures.actualActivity, column + 4)
  }
}
