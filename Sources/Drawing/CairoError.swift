import CCairo

/// Why Cairo could not draw or write.
package struct CairoError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Cairo's status, a positive number; nought where our own check refused before Cairo saw it.
  package let code: Int
  /// What was being done: `finish the PDF`.
  package let operation: String
  /// Why it failed, in Cairo's words or ours.
  package let reason: String

  /// One line for the user.
  package var description: String {
    code == 0 ? "cannot \(operation): \(reason)" : "cannot \(operation): \(reason) (cairo status \(code))"
  }

  /// An error that our own check found.
  init(operation: String, reason: String) {
    code = 0
    self.operation = operation
    self.reason = reason
  }

  /// The error behind a status; nil for success. Every other status is an error.
  init?(_ status: cairo_status_t, _ operation: String) {
    guard status != CAIRO_STATUS_SUCCESS else { return nil }
    code = Int(status.rawValue)
    self.operation = operation
    reason = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown status"
  }

  /// Throws the error behind a status unless it is success.
  static func check(_ status: cairo_status_t, _ operation: String) throws(CairoError) {
    if let error = CairoError(status, operation) { throw error }
  }
}
