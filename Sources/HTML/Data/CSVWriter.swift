/// Writes CSV (RFC 4180 quoting, line feeds, UTF-8) that a spreadsheet can open without running what it holds.
package struct CSVWriter: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  private var isRowStart = true

  /// Begins a file.
  package init() {}

  /// Appends an untrusted text. One that a spreadsheet would take for a formula gets an apostrophe before it.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      let isFormula = utf8.first.map { $0 == 0x3D || $0 == 0x2B || $0 == 0x2D || $0 == 0x40 || $0 == 0x09 || $0 == 0x0D } ?? false
      separate()
      let needsQuotes = utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      if needsQuotes { bytes.append(0x22) }
      if isFormula { bytes.append(0x27) }
      if needsQuotes {
        for byte in utf8 {
          if byte == 0x22 { bytes.append(0x22) }
          bytes.append(byte)
        }
        bytes.append(0x22)
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
  }

  /// Appends a number, or the word for a missing one, as the program wrote it.
  package mutating func value(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends a number that a closure writes.
  mutating func value(_ append: (inout [UInt8]) -> Void) {
    separate()
    append(&bytes)
  }

  /// Ends the row.
  package mutating func endRow() {
    bytes.append(0x0A)
    isRowStart = true
  }

  private mutating func separate() {
    if !isRowStart { bytes.append(0x2C) }
    isRowStart = false
  }
}
