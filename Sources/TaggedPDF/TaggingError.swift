/// Why a file that Cairo wrote could not be finished: it is not as Cairo 1.16 writes one, or holds other content than was drawn.
package struct TaggingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package let reason: String

  package var description: String { "cannot tag the PDF: \(reason)" }

  init(_ reason: String) { self.reason = reason }
}
