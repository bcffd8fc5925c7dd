/// Written text as a small tree that every renderer sets in its own way: no raw markup of any kind is left in it.
package struct Prose: Sendable, Hashable {
  /// The parts in order.
  package var blocks: [ProseBlock]

  /// Makes a text.
  package init(_ blocks: [ProseBlock]) { self.blocks = blocks }

  /// Whether there is nothing to print.
  package var isEmpty: Bool { blocks.isEmpty }
}

/// One part of a text.
package enum ProseBlock: Sendable, Hashable {
  /// A heading of the rank given, 1 the highest.
  case heading(level: Int, [ProseRun])
  /// A paragraph.
  case paragraph([ProseRun])
  /// A list with bullets.
  case bullets([[ProseRun]])
  /// A list with numbers from 1.
  case numbered([[ProseRun]])
}

/// A piece of text in one style.
package struct ProseRun: Sendable, Hashable {
  /// The text, unescaped.
  package var text: String
  /// Whether it is strong.
  package var isStrong: Bool
  /// Whether it is emphasised.
  package var isEmphasised: Bool
  /// The figure that it cites, whose value stands in its place; the text is then empty.
  package var citation: ProseCitation?

  /// Makes a run.
  package init(_ text: String, isStrong: Bool = false, isEmphasised: Bool = false) {
    self.text = text
    self.isStrong = isStrong
    self.isEmphasised = isEmphasised
  }
}

/// A figure that a text cites: `{{figure:ID}}`, `{{figure:ID|size}}`, `{{figure:ID=1,327,152}}`.
package struct ProseCitation: Sendable, Hashable {
  /// The figure's id, as written.
  package let id: String
  /// The name of the format, as written after a bar; nil where none is.
  package let format: String?
  /// The value at the time of writing, as recorded after an equals sign; nil where none is.
  package let recorded: String?
  /// The line of the file.
  package let line: Int

  /// Makes a citation.
  package init(id: String, format: String? = nil, recorded: String? = nil, line: Int) {
    self.id = id
    self.format = format
    self.recorded = recorded
    self.line = line
  }
}

extension [ProseRun] {
  /// The text without its styles.
  package var plainText: String { map { $0.citation.map { "{{figure:\($0.id)}}" } ?? $0.text }.joined() }
}
