/// A piece of a YAML file with its place, free of the parser that read it.
package struct YAMLNode: Sendable, Hashable {
  /// What the piece is.
  package enum Content: Sendable, Hashable {
    /// Nothing after the key, `~` or `null`: read as if the key were not there.
    case empty
    /// A plain or quoted text. Plain texts are never turned into numbers behind the reader's back: `001` stays `001`.
    case scalar(String, isQuoted: Bool)
    /// A list.
    case list([YAMLNode])
    /// Keys and values in the order of the file, without duplicates.
    case mapping([YAMLEntry])
  }

  /// What the piece is.
  package let content: Content
  /// The line, from 1.
  package let line: Int
  /// The column, from 1, in characters.
  package let column: Int

  /// Makes a node.
  package init(_ content: Content, line: Int, column: Int) {
    self.content = content
    self.line = line
    self.column = column
  }

  /// The text of a scalar; nil for everything else.
  package var text: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  /// What the piece is, for a message: `the text "ten"`, `a list`, `a set of keys`.
  var kindDescription: String {
    switch content {
    case .empty: "nothing"
    case .scalar(let text, _): "\"\(shortened(text))\""
    case .list: "a list"
    case .mapping: "a set of keys"
    }
  }
}

/// One key of a mapping and its value.
package struct YAMLEntry: Sendable, Hashable {
  /// The key, as a scalar with its own place.
  package let key: YAMLNode
  /// The key's text.
  package let name: String
  /// The value.
  package let value: YAMLNode

  /// Makes an entry.
  package init(name: String, key: YAMLNode, value: YAMLNode) {
    self.name = name
    self.key = key
    self.value = value
  }
}

/// A text short enough for a message.
func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }
