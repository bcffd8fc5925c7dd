/// Why a workbook could not be written: the operation, where, and the library's reason.
package struct SpreadsheetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried: `write the cell C5 of the sheet top-ten`.
  package let operation: String
  /// The reason in words.
  package let reason: String

  /// Makes an error.
  package init(operation: String, reason: String) {
    self.operation = operation
    self.reason = reason
  }

  package var description: String { "cannot \(operation): \(reason)" }
}
