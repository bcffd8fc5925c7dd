package import Quantities

/// A figure that a person's text cites, before it is looked up: `{{figure:position/10H/ALL/ytd_variance}}`.
///
/// A pack is finished only when all of its citations are figures; a renderer that meets one prints its id.
package struct Citation: Sendable, Hashable {
  /// The id as written.
  package var id: String
  /// The name of the format in which it is to be written; nil is the usual way of its unit.
  package var format: String?
  /// The value at the time of writing, as its author recorded it.
  package var recorded: String?
  /// The text's file, relative to the programme folder.
  package var file: String
  /// The line of the file.
  package var line: Int
  /// The month that the text was written for.
  package var month: Period
  /// Whether it stands in bold words.
  package var isBold: Bool

  /// Makes a citation.
  package init(id: String, format: String? = nil, recorded: String? = nil, file: String, line: Int, month: Period, isBold: Bool = false) {
    self.id = id
    self.format = format
    self.recorded = recorded
    self.file = file
    self.line = line
    self.month = month
    self.isBold = isBold
  }
}

/// What became of a text of a person: of one of its citations, or of the text as a whole.
package struct TextRemark: Sendable, Hashable {
  /// What is remarked.
  package enum Kind: Sendable, Hashable {
    /// The pack holds no such figure; the nearest id that it holds.
    case unknown(nearest: String?)
    /// The figure can't be written in that format; the formats that fit.
    case format(fitting: [String])
    /// The recorded value can't be read as a number.
    case unreadable(String)
    /// The figure has moved since the text was written.
    case moved(from: String, to: String)
    /// The text is of an earlier month, so that nothing is known of the figure's value then.
    case incomparable
    /// There is no text of the period; the one of an earlier month stands.
    case carried
    /// The text is longer than the page has room for, by so many lines.
    case tooLong(lines: Int)
  }
  /// What is remarked.
  package var kind: Kind
  /// The id cited; empty where it is of the whole text.
  package var id: String
  /// The text's file.
  package var file: String
  /// The line; nil where it is of the whole text.
  package var line: Int?
  /// The month that the text was written for.
  package var month: Period

  /// Makes a remark.
  package init(_ kind: Kind, id: String = "", file: String, line: Int? = nil, month: Period) {
    self.kind = kind
    self.id = id
    self.file = file
    self.line = line
    self.month = month
  }
}
