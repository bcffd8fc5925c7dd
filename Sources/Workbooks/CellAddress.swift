/// A cell as people name it: `C214`.
package struct CellAddress: Sendable, Hashable {
  /// The column, from nought.
  package var column: Int
  /// The row, from 1.
  package var row: Int

  /// The columns and rows that a sheet can have.
  package static let most = (columns: 16_384, rows: 1_048_576)

  /// Makes an address.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Reads `C214`, with or without `$`; nil for anything else or a cell that no sheet has.
  package init?(_ text: some Collection<UInt8>) {
    var (column, row) = (0, 0)
    var hasDigits = false
    for byte in text {
      switch byte {
      case 0x24: continue
      case 0x41...0x5A, 0x61...0x7A:
        guard !hasDigits, column < CellAddress.most.columns else { return nil }
        column = column * 26 + Int((byte | 0x20) - 0x60)
      case 0x30...0x39:
        guard column > 0, row <= CellAddress.most.rows else { return nil }
        hasDigits = true
        row = row * 10 + Int(byte - 0x30)
      default: return nil
      }
    }
    guard hasDigits, (1...CellAddress.most.columns).contains(column), (1...CellAddress.most.rows).contains(row) else { return nil }
    self.init(column: column - 1, row: row)
  }

  /// `C`, of a column from nought.
  package static func letters(_ column: Int) -> String {
    var left = column + 1
    var letters: [UInt8] = []
    while left > 0 {
      letters.append(UInt8(0x41 + (left - 1) % 26))
      left = (left - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// The column that letters name, from nought; nil for anything else.
  package static func column(_ letters: some StringProtocol) -> Int? { CellAddress(Array(letters.utf8) + [0x31])?.column }

  /// `C214`.
  package var description: String { CellAddress.letters(column) + String(row) }
}

/// Cells that are merged into one.
package struct MergedCells: Sendable, Hashable {
  /// The cell that holds what they show.
  package var first: CellAddress
  /// The cell at the other corner.
  package var last: CellAddress

  /// Reads `B2:D2`; nil for anything else.
  init?(_ text: some Collection<UInt8>) {
    let ends = Array(text).split(separator: 0x3A, omittingEmptySubsequences: false)
    guard ends.count == 2, let first = CellAddress(ends[0]), let last = CellAddress(ends[1]), first.column <= last.column, first.row <= last.row
    else {
      return nil
    }
    self.first = first
    self.last = last
  }
}
