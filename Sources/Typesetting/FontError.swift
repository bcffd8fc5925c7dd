/// Why the fonts of a run cannot be used.
package struct FontError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The font file, as the theme names it.
  package let path: String
  /// What is wrong with it, and what to do.
  package let reason: String

  /// One line for the user.
  package var description: String { "\(path): \(reason)" }
}
