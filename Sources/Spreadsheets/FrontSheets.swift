import Quantities
import Report

/// The sheets before those of tables.
enum FrontSheet: String {
  case cover = "Cover"
  case contents = "Contents"
  case notes = "Notes"
}

/// Writes the cover, the contents and the notes.
struct FrontSheets {
  let identity: PackIdentity
  let sheets: [PlannedSheet]
  let lines: PrintedLines

  /// The cover: what the pack is, one fact a row.
  func writeCover(to book: WorkbookFile) throws(SpreadsheetError) {
    let sheet = try book.addSheet(FrontSheet.cover.rawValue)
    try sheet.setWidth(0, 30)
    try sheet.setWidth(1, 90)
    try sheet.setTitleHeight(0)
    try sheet.text(identity.name, 0, 0, CellLook(kind: .title))
    try sheet.text(identity.documentTitle, 1, 0, CellLook(kind: .remark))
    var facts: [(String, String)] = [
      ("Programme", identity.programme), ("Period", identity.period.description),
      ("Cut of the data", identity.cut.rawValue + (identity.provisional ? ", provisional" : "")), ("Date", identity.releaseDate),
    ]
    if let banner = identity.banner { facts.append(("Of what kind", banner)) }
    facts.append(("Finding", identity.finding.plain))
    if let detail = identity.findingDetail { facts.append(("", detail.plain)) }
    for fact in identity.facts where !facts.contains(where: { $0.0 == fact.term }) { facts.append((fact.term, fact.meaning.plain)) }
    facts.append(("Who may read it", identity.confidentiality))
    var row = 2
    for (term, meaning) in facts {
      try sheet.text(term, row, 0, CellLook(isStrong: true))
      try sheet.text(meaning, row, 1, CellLook(wraps: true))
      try sheet.setHeight(row, lines: SheetFile.lines(of: meaning, width: 90))
      row += 1
    }
    try sheet.link("Contents", to: FrontSheet.contents.rawValue, row, 0)
    try sheet.link("Notes", to: FrontSheet.notes.rawValue, row + 1, 0)
    try sheet.setPrinting(lines, headRow: nil)
  }

  /// The contents: a link to each sheet.
  func writeContents(to book: WorkbookFile) throws(SpreadsheetError) {
    let sheet = try book.addSheet(FrontSheet.contents.rawValue)
    try sheet.setTitleHeight(0)
    try sheet.text("Contents", 0, 0, CellLook(kind: .title))
    try sheet.text(
      "One table with the sheets of this workbook. Each sheet has one table; the first column links to it.", 1, 0, CellLook(kind: .remark))
    let widths: [Double] = [34, 40, 60, 60, 10]
    for (column, width) in widths.enumerated() { try sheet.setWidth(column, width) }
    let heads = ["Sheet", "Section", "Table", "Unit and order", "Rows"].map { (text: $0, look: CellLook(kind: .head)) }
    try sheet.addTable("contents_of_the_workbook", heads: heads, headRow: 2, rowCount: max(1, sheets.count + 1))
    try sheet.link(FrontSheet.notes.rawValue, to: FrontSheet.notes.rawValue, 3, 0)
    try sheet.text("About this workbook", 3, 1)
    try sheet.text("Notes", 3, 2)
    try sheet.text("How to read the tables", 3, 3)
    try sheet.number(Double(generalNotes.count), 3, 4, CellLook(number: NumberLook(.whole)))
    for (place, planned) in sheets.enumerated() {
      let row = 4 + place
      try sheet.link(planned.name, to: planned.name, row, 0)
      try sheet.text(planned.section, row, 1)
      try sheet.text(planned.title, row, 2)
      try sheet.text(planned.table.caption, row, 3)
      try sheet.number(Double(planned.table.rows.count), row, 4, CellLook(number: NumberLook(.whole)))
    }
    sheet.freeze(rows: 3, columns: 1)
    try sheet.setPrinting(lines, headRow: 2)
  }

  /// What holds for every table.
  func writeNotes(to book: WorkbookFile) throws(SpreadsheetError) {
    let sheet = try book.addSheet(FrontSheet.notes.rawValue)
    try sheet.setTitleHeight(0)
    try sheet.text("Notes", 0, 0, CellLook(kind: .title))
    try sheet.text(
      "One table with the notes that hold for every sheet. What holds for one table alone stands at the foot of its sheet.", 1, 0,
      CellLook(kind: .remark))
    try sheet.link("Contents", to: FrontSheet.contents.rawValue, 2, 0)
    try sheet.setWidth(0, 26)
    try sheet.setWidth(1, 120)
    let heads = ["About", "Note"].map { (text: $0, look: CellLook(kind: .head)) }
    try sheet.addTable("notes_of_the_workbook", heads: heads, headRow: 3, rowCount: generalNotes.count)
    for (place, note) in generalNotes.enumerated() {
      try sheet.text(note.about, 4 + place, 0)
      try sheet.text(note.words, 4 + place, 1, CellLook(wraps: true))
      try sheet.setHeight(4 + place, lines: SheetFile.lines(of: note.words, width: 120))
    }
    sheet.freeze(rows: 4, columns: 0)
    try sheet.setPrinting(lines, headRow: 3)
  }
}

/// How every table is to be read.
private let generalNotes: [(about: String, words: String)] = [
  ("Amounts", "Cells hold what the pack holds, and show it rounded: whole pounds, whole units of activity. No number is red or in brackets."),
  (
    "Sign of a variance",
    "A variance is plan less actual: below nought is over plan, above nought is under plan. The word stands after the number; it is part of how the cell is shown, not of its value."
  ),
  (
    "Exactness",
    "A spreadsheet keeps fifteen digits. An amount under £10,000,000,000,000 is a number that is right to the penny. A larger one is text with all of its digits, and takes no part in sums. Every value with all its decimals is in figures.json and in the data files."
  ),
  ("[c]", "Confidential: held back by the rule on small numbers. It stands as * in the pack’s other files."),
  ("[x]", "Not available, with the word for why: not published, not sent, not yet reported."),
  ("[z]", "Not applicable: nothing to divide by, or no plan to compare with. It stands as a dash in the pack’s other files."),
  (
    "Blank cells", "The column “Your notes” is left blank for the reader. Other cells are blank where a row has no such value, as a group’s head has."
  ),
  (
    "Kind of row",
    "Where a table has groups, a column says which rows are groups, parts of a group, or subtotals, so that none is added up twice once the table is filtered or ordered."
  ),
  ("Total", "The total of a table stands in the row under it, outside the table."),
  (
    "Figure ids",
    "The last column of each table is hidden. It names the figures of the row by their ids in figures.json, one for each column from the left with a blank between two, and a hyphen where a column has no figure. An id that begins with ./ is like the one before it up to the last slash."
  ),
  ("Words", "Findings, commentary, definitions and methods stand in the pack’s HTML and PDF."),
]
