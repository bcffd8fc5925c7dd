package import Findings

/// Why a page can't be written. All is known before the first byte, so nothing is ever half written.
package enum RenderingError: Error, Sendable {
  /// Templates that can't be used, with file, line and what to do.
  case templates([Finding])
  /// A chart has data and drew no mark: the page would hide them.
  case noMarks(chart: String)
}
