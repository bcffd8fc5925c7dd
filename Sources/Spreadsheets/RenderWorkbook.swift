import Quantities
package import Report
package import Styling

/// Writes a pack's document as a workbook: cover, contents, notes, then a sheet for each table, its total and notes under it.
///
/// The bytes are the same on any day and machine with the same version of libxlsxwriter.
///
/// - Returns: the `.xlsx` file.
/// - Throws: `SpreadsheetError` where the library refuses something.
package func renderWorkbook(_ report: ReportDocument, theme: Theme) throws(SpreadsheetError) -> [UInt8] {
  let identity = report.identity
  let colours = SheetColours(theme)
  let book = try WorkbookFile(isConstantMemory: false, colours: colours)
  try book.setProperties(properties(identity))
  let sheets = plannedSheets(report)
  let lines = PrintedLines(
    name: identity.shortName ?? identity.name, detail: "\(identity.period.description) \(identity.cut.rawValue)", banner: identity.banner)
  let front = FrontSheets(identity: identity, sheets: sheets, lines: lines)
  try front.writeCover(to: book)
  try front.writeContents(to: book)
  try front.writeNotes(to: book)
  for sheet in sheets { try TableSheet(sheet).write(to: book, lines, colours) }
  return try book.finish()
}

/// What a pack's workbook says of itself.
func properties(_ identity: PackIdentity) -> WorkbookProperties {
  // The day of release at midnight, counted from 1970.
  let start = CalendarDate(year: 1970, month: 1, day: 1)
  let day = CalendarDate(iso: identity.releaseDateISO)
  let days = start.flatMap { start in day.map { start.days(until: $0) } } ?? 0
  return WorkbookProperties(
    title: "\(identity.documentTitle): \(identity.name)", subject: "\(identity.period.description) \(identity.cut.rawValue)",
    author: identity.programme, category: identity.kind.rawValue, keywords: identity.code,
    comments: [identity.banner ?? "", identity.confidentiality].filter { !$0.isEmpty }.joined(separator: ". "), created: max(1, days) * 86_400,
    custom: [("Pack", identity.code), ("Period", identity.period.description), ("Cut", identity.cut.rawValue)])
}
