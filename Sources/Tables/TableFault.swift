package import Workbooks

/// Why a file cannot be read as a table.
package struct TableFault: Error, Sendable, Hashable {
  /// What is wrong, in words for the analyst, without full stop.
  package var reason: String
  /// What to do about it.
  package var hint: String
  /// The line at which it shows; nil where it is of the whole file.
  package var line: Int?

  /// Makes a fault.
  package init(_ reason: String, hint: String, line: Int? = nil) {
    self.reason = reason
    self.hint = hint
    self.line = line
  }

  /// The fault of a workbook.
  package init(_ fault: WorkbookFault) { self.init(fault.reason, hint: fault.hint) }
}
