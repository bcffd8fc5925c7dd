/// Which row of a file each line of the stream that was made of it came from.
///
/// Kept as runs: most lines follow one another as their rows do, and a run of any length takes the room of one.
package struct RowMap: Sendable, Hashable {
  private struct Run: Sendable, Hashable {
    var firstLine: Int
    var sheet: Int
    var firstRow: Int
    /// How many lines each row of the run made.
    var linesPerRow: Int
    var lines: Int

    func row(_ line: Int) -> Int { firstRow + (line - firstLine) / linesPerRow }
  }
  private var runs: [Run] = []
  /// Of tables with a column for each month, the month of each line; nought for one that has no column of its own.
  private var months: [UInt8] = []

  /// Makes a map of nothing.
  package init() {}

  /// Says where the next line came from; lines are told in order.
  ///
  /// - Parameter month: the financial month whose columns the line was made of; nil where the row has one line alone.
  mutating func add(line: Int, sheet: Int, row: Int, month: Int? = nil) {
    if let month {
      if months.count <= line { months += Array(repeating: 0, count: line + 1 - months.count) }
      months[line] = UInt8(clamping: month)
    }
    if let last = runs.indices.last, runs[last].sheet == sheet, runs[last].firstLine + runs[last].lines == line {
      if runs[last].row(line) == row {
        runs[last].lines += 1
        return
      }
      // The first row of the run made more than one line, or no row but the first is in it yet.
      if row == runs[last].firstRow + 1, runs[last].row(line - 1) == runs[last].firstRow {
        runs[last].linesPerRow = runs[last].lines
        runs[last].lines += 1
        return
      }
    }
    // The lines of the first row of a run are not told apart until its second row comes.
    runs.append(Run(firstLine: line, sheet: sheet, firstRow: row, linesPerRow: Int.max, lines: 1))
  }

  /// The place of a line: the number of its sheet, its row, and the month whose columns it was made of; nil for a line that is not of the stream.
  package func origin(_ line: Int) -> (sheet: Int, row: Int, month: Int?)? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].firstLine <= line { low = middle + 1 } else { high = middle }
    }
    guard low > 0, line < runs[low - 1].firstLine + runs[low - 1].lines else { return nil }
    return (runs[low - 1].sheet, runs[low - 1].row(line), months.indices.contains(line) && months[line] > 0 ? Int(months[line]) : nil)
  }
}
