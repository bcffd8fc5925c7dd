import Ledger
import Quantities

/// A provider's returns added up over its files.
struct FileControl: Sendable {
  var code: String
  var name: String
  var files = 0
  var rows = 0
  var counted = 0
  var heldBack = 0
  var replacedRows = 0
  /// Rows of months that no pack shows, and rows that repeat another and count once.
  var leftOutRows = 0
  var refused = 0
  var raw = Measures.zero
  var used = Measures.zero
  var heldBackTotal = Measures.zero
  var replaced = Measures.zero
  /// Months that no pack shows, and rows that repeat another and count once.
  var leftOut = Measures.zero
  var rounding = Measures.zero

  /// What no line of the table accounts for: nought, or the build's proof fails.
  var unaccounted: Money {
    raw.actualCost - used.actualCost - heldBackTotal.actualCost - replaced.actualCost - leftOut.actualCost - rounding.actualCost
  }

  mutating func add(_ source: SourceFile) {
    files += 1
    rows += source.rowCount
    counted += source.countedRows
    heldBack += source.quarantinedRows
    replacedRows += source.replacedRows
    leftOutRows += source.outsideWindowRows + source.leftOutRows
    refused += source.refused ? 1 : 0
    raw += source.rawTotal
    used += source.countedTotal
    heldBackTotal += source.quarantinedTotal
    replaced += source.replacedTotal
    leftOut += source.outsideWindowTotal + source.leftOutTotal
    rounding += source.roundingDifference
  }

  mutating func add(_ other: FileControl) {
    files += other.files
    rows += other.rows
    counted += other.counted
    heldBack += other.heldBack
    replacedRows += other.replacedRows
    leftOutRows += other.leftOutRows
    refused += other.refused
    raw += other.raw
    used += other.used
    heldBackTotal += other.heldBackTotal
    replaced += other.replaced
    leftOut += other.leftOut
    rounding += other.rounding
  }
}

extension SourceFile {
  /// Whether a pack of the period names the file among its sources: a return of the period or its next cut, a plan of the year (sent beside the returns or
  /// by itself), an attendance file.
  func isOf(_ period: Period) -> Bool {
    switch kind {
    case "slam": submission.map { $0.year == period.year && ($0 >= period || !isReturn && countedRows > 0) } ?? false
    case "plan": path.contains("/\(period.year.label)/")
    default: path.contains(period.year.label) && (submission == nil || submission == period)
    }
  }
}
