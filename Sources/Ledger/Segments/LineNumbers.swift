import Extracts

/// The lines that a file's rows stand on. Rows mostly follow each other line by line: only where they don't is anything kept.
struct LineNumbers: Sendable {
  /// Rows from `row` on stand on `line` and the lines after it.
  struct Run: Sendable, Hashable {
    var row: UInt32
    var line: UInt32
  }
  private(set) var runs: [Run] = []

  /// Those of rows in file order.
  init(_ rows: UnsafeBufferPointer<ContractRow>) {
    var next: UInt32 = 0
    for row in 0..<rows.count {
      let line = rows[row].line
      if line != next || row == 0 {
        runs.append(Run(row: UInt32(truncatingIfNeeded: row), line: line))
      }
      next = line &+ 1
    }
  }

  /// Those that a segment holds, which begin with the first row and are in order.
  init(_ runs: [Run], rows: Int) throws(DamagedSegment) {
    guard rows == 0 || runs.first?.row == 0,
      zip(runs, runs.dropFirst()).allSatisfy({ $0.row < $1.row })
    else { throw DamagedSegment() }
    self.runs = runs
  }

  /// The line of a row.
  subscript(_ row: Int) -> Int {
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(runs[middle].row) <= row { low = middle } else { high = middle }
    }
    return runs.isEmpty ? 0 : Int(runs[low].line) + row - Int(runs[low].row)
  }
}
