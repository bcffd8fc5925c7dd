/// Why a workbook could not be written: the operation, where, and the library's reason.
package struct SpreadsheetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried: `write the cell C5 of the sheet top-ten`.
  package let operation: String
  /// The reason in words.
  package let reason: String
  /// The system's error number where a file could not be written or read: the disk, or the memory that stands for one, is full; else nil.
  package let fileFault: Int32?

  /// Makes an error.
  package init(operation: String, reason: String, fileFault: Int32? = nil) {
    self.operation = operation
    self.reason = reason
    self.fileFault = fileFault
  }

  package var description: String { "cannot \(operation): \(reason)" }
}
