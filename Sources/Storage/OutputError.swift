import Glibc

/// A failure to make output, with the operation and the path: the old output stays whole whenever one is thrown.
package struct OutputError: Error, Hashable, Sendable {
  /// What kind of failure it is, which decides the exit status.
  package enum Kind: Sendable, Hashable {
    /// The output folder cannot be made or entered.
    case cannotCreate
    /// Reading or writing failed: a full disk, a vanished file.
    case inputOutput
  }
  /// The kind.
  package let kind: Kind
  /// What was tried, `write`, `create`, `rename`.
  package let operation: String
  /// The path it was tried on.
  package let path: String
  /// The system's error number.
  package let code: Int32

  /// Makes an error from the system's present error number.
  package init(_ kind: Kind, _ operation: String, _ path: String, code: Int32 = errno) {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// The system's reason in words.
  package var reason: String { String(cString: strerror(code)) }
}
