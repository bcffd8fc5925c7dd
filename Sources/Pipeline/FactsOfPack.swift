import Figures
import HTML

/// The facts of one pack’s figures. A pack names thousands, of a few hundred rows and a few dozen measures, and the words of each
/// are worked out once.
final class FactsOfPack {
  private let facts: FactsOfFigures
  private var rows: [Substring: Row] = [:]
  private var definitions: [Substring: MeasureDefinition?] = [:]
  private var last: (stem: Substring, row: Row)?

  /// What the figures of one stem share.
  private final class Row {
    let parts: [Substring]
    let about: String
    /// The sources by measure: two measures of one row can stand in different files.
    var sources: [Substring: [String]] = [:]

    init(parts: [Substring], about: String) {
      self.parts = parts
      self.about = about
    }
  }

  init(_ facts: FactsOfFigures) { self.facts = facts }

  /// The facts of a figure, the same as `FactsOfFigures` gives.
  func facts(_ figure: Figure) -> FigureFacts {
    let text = figure.id.text
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return facts.facts(figure) }
    let tail = text[text.utf8.index(after: slash)...]
    let measure = tail[..<(tail.utf8.firstIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "~") } ?? tail.endIndex)]
    let row = row(text[..<slash])
    let definition = definition(measure)
    let sources = row.sources[measure] ?? facts.sources(of: row.parts, definition?.derivation)
    row.sources[measure] = sources
    return FigureFacts(
      label: definition?.title ?? String(measure), about: row.about, unit: definition?.unit ?? .count, formula: definition?.formula ?? "",
      sources: sources)
  }

  private func row(_ stem: Substring) -> Row {
    if let last, last.stem == stem { return last.row }
    let row: Row
    if let known = rows[stem] {
      row = known
    } else {
      // The measure's place is kept, empty: the facts count the parts.
      var parts: [Substring] = stem.split(separator: "/")
      parts.append("")
      row = Row(parts: parts, about: facts.about(parts))
      rows[stem] = row
    }
    last = (stem, row)
    return row
  }

  private func definition(_ measure: Substring) -> MeasureDefinition? {
    if let known = definitions[measure] { return known }
    let definition = measureDefinition(String(measure))
    definitions[measure] = .some(definition)
    return definition
  }
}
