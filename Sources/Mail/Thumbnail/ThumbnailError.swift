/// Why the first page of a PDF could not be shown, as facts; `description` words them.
package enum ThumbnailError: Error, Hashable, Sendable {
  /// The bytes are not a whole PDF; what Poppler says.
  case damaged(String)
  /// The PDF opens with a password only.
  case encrypted
  /// The PDF has no pages.
  case noPages
  /// The picture would have this size, in pixels, which no picture here has.
  case size(width: Int, height: Int)
  /// Cairo could not draw or write; what it says.
  case drawing(String)
}

extension ThumbnailError: CustomStringConvertible {
  /// One line for the user.
  package var description: String {
    switch self {
    case .damaged(let reason): "the PDF cannot be opened: \(reason)"
    case .encrypted: "the PDF is encrypted"
    case .noPages: "the PDF has no pages"
    case .size(let width, let height): "a picture of its first page would have \(width) by \(height) pixels"
    case .drawing(let reason): "its first page cannot be drawn: \(reason)"
    }
  }
}
