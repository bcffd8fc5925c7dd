package import Figures
package import Report

/// One provider's line of the control table: what its files held, what was used of it, and whether it agrees with the provider's own total.
package struct ControlRow: Sendable {
  /// The provider's name.
  package var provider: String
  /// Rows read.
  package var rowsRead: Int
  /// Rows used.
  package var rowsUsed: Int
  /// Rows held back.
  package var rowsHeldBack: Int
  /// The cost of the rows used.
  package var costUsed: Figure
  /// The total that was added up from the files' raw bytes, or why there is none.
  package var control: Figure
  /// Control − used.
  package var difference: Figure
  /// How it stands.
  package var mark: ReportMark
  /// The word beside the mark: `Agrees`, `Held back`.
  package var word: String

  /// Makes a row.
  package init(
    provider: String, rowsRead: Int, rowsUsed: Int, rowsHeldBack: Int, costUsed: Figure, control: Figure, difference: Figure, mark: ReportMark,
    word: String
  ) {
    self.provider = provider
    self.rowsRead = rowsRead
    self.rowsUsed = rowsUsed
    self.rowsHeldBack = rowsHeldBack
    self.costUsed = costUsed
    self.control = control
    self.difference = difference
    self.mark = mark
    self.word = word
  }
}

/// The control table; its total row holds the counts, which are added here, and the money, which the caller adds exactly.
func controlTable(_ rows: [ControlRow], total: ControlRow?) -> ReportTable {
  func cells(_ row: ControlRow) -> [ReportTable.Cell] {
    [
      .text(row.provider), .text(counted(row.rowsRead)), .text(counted(row.rowsUsed)), .text(row.rowsHeldBack == 0 ? "–" : counted(row.rowsHeldBack)),
      .figure(Printed(row.costUsed, .pounds)), .figure(Printed(row.control, .pounds)), .figure(Printed(row.difference, .pounds)),
      .mark(row.mark, word: row.word),
    ]
  }
  return ReportTable(
    id: "controls", title: "From the files to the packs", caption: "actual cost of all months shown, £, by provider",
    spanners: [.init("Rows", 1..<4), .init("Cost", 4..<7)],
    columns: [
      .init("Provider", .name), .init("Read", .number), .init("Used", .number), .init("Held back", .number), .init("Used", .number),
      .init("In the files", .number), .init("Not used", .number), .init("Result", .mark),
    ], rows: rows.map { .init(.body, cells($0)) }, total: total.map { .init(.total, cells($0)) },
    notes: [
      Sentence(
        "“In the files” is added up from the raw bytes of each file, before anything else reads them. “Not used”: replaced by a later submission, held back or of other months, as the packs’ own tables part it. “–” is nil."
      )
    ],
    empty: Sentence("No files were read."))
}

/// A count with commas.
func counted(_ count: Int) -> String { printed(.count(count), .number) }
