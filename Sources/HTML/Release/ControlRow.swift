package import Figures
import Quantities
package import Report

/// One provider's line of the control table: what its files held, what became of it, and what of it no column accounts for.
package struct ControlRow: Sendable {
  /// The provider's name.
  package var provider: String
  /// What became of the rows.
  package var rows: Rows
  /// What became of their actual cost.
  package var cost: Cost
  /// How it stands.
  package var mark: ReportMark
  /// The word beside the mark: `Agrees`, `Held back`.
  package var word: String

  /// Counts of rows: read = used + held back + replaced + left out.
  package struct Rows: Sendable {
    /// Rows read.
    package var read: Int
    /// Rows used.
    package var used: Int
    /// Rows held back.
    package var heldBack: Int
    /// Rows of a month that a later submission restated.
    package var replaced: Int
    /// Rows of months that no pack shows, and rows that repeat another and count once.
    package var leftOut: Int

    /// Makes counts.
    package init(read: Int, used: Int, heldBack: Int, replaced: Int, leftOut: Int) {
      self.read = read
      self.used = used
      self.heldBack = heldBack
      self.replaced = replaced
      self.leftOut = leftOut
    }
  }

  /// Actual cost in pounds: in the files = used + held back + replaced + left out + rounding at the eighth decimal + left over.
  package struct Cost: Sendable {
    /// The total that was added up from the files' raw bytes.
    package var inFiles: Figure
    /// The cost of the rows used.
    package var used: Figure
    /// The readable cost of the rows held back.
    package var heldBack: Figure
    /// The cost of the rows that a later submission restated.
    package var replaced: Figure
    /// The cost of the rows left out.
    package var leftOut: Figure
    /// What no column accounts for: nought, or the files do not agree.
    package var leftOver: Figure

    /// Makes the amounts.
    package init(inFiles: Figure, used: Figure, heldBack: Figure, replaced: Figure, leftOut: Figure, leftOver: Figure) {
      self.inFiles = inFiles
      self.used = used
      self.heldBack = heldBack
      self.replaced = replaced
      self.leftOut = leftOut
      self.leftOver = leftOver
    }
  }

  /// Makes a row.
  package init(provider: String, rows: Rows, cost: Cost, mark: ReportMark, word: String) {
    self.provider = provider
    self.rows = rows
    self.cost = cost
    self.mark = mark
    self.word = word
  }
}

/// The control table; its total row holds the counts and the money, which the caller adds exactly.
func controlTable(_ rows: [ControlRow], total: ControlRow?) -> ReportTable {
  let leavesOut = rows.contains { (row: ControlRow) -> Bool in row.rows.leftOut > 0 || row.cost.leftOut.value != .money(.zero) }
  func count(_ number: Int) -> ReportTable.Cell { .text(number == 0 ? "–" : counted(number)) }
  func pounds(_ figure: Figure) -> ReportTable.Cell { .figure(Printed(figure, .pounds)) }
  func cells(_ row: ControlRow) -> [ReportTable.Cell] {
    let (rows, cost) = (row.rows, row.cost)
    var cells: [ReportTable.Cell] = [.text(row.provider), .text(counted(rows.read)), count(rows.used), count(rows.heldBack), count(rows.replaced)]
    if leavesOut { cells.append(count(rows.leftOut)) }
    cells += [pounds(cost.inFiles), pounds(cost.used), pounds(cost.heldBack), pounds(cost.replaced)]
    if leavesOut { cells.append(pounds(cost.leftOut)) }
    cells += [pounds(cost.leftOver), .mark(row.mark, word: row.word)]
    return cells
  }
  let words = leavesOut ? ["Used", "Held back", "Replaced later", "Left out"] : ["Used", "Held back", "Replaced later"]
  let parts = words.map { ReportTable.Column($0, .number) }
  var columns: [ReportTable.Column] = [.init("Provider", .name), .init("Read", .number)]
  columns += parts
  columns.append(.init("In the files", .number))
  columns += parts
  columns += [.init("Left over", .number), .init("Result", .mark)]
  return ReportTable(
    id: "controls", title: "From the files to the packs",
    caption: "whole files of all commissioners and all months shown; actual cost in £, by provider",
    spanners: [.init("Rows", 1..<parts.count + 2), .init("Actual cost", parts.count + 2..<2 * parts.count + 4)],
    columns: columns,
    rows: rows.map { .init(.body, cells($0)) }, total: total.map { .init(.total, cells($0)) },
    notes: [
      Sentence(
        "“In the files” is added up from the raw bytes of each file, before anything else reads them. Compared with it: used + held back + replaced later\(leavesOut ? " + left out" : "") + rounding at the eighth decimal of a pound; what is left over must be nought. “–” is nil."
      ),
      Sentence(
        "Replaced later: a submission states earlier months again, and only the latest that does so counts.\(leavesOut ? " Left out: months that no pack shows, and rows that repeat another and count once." : "")"
      ),
    ],
    empty: Sentence("No files were read."))
}

/// A count with commas.
func counted(_ count: Int) -> String { printed(.count(count), .number) }
