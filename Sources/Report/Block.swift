package import Charts
package import Figures
package import Styling

/// One part of a section, from top to bottom.
package enum Block: Sendable {
  /// KPI tiles, four a row.
  case tiles([Tile])
  /// The things to know: numbered, each with where to look.
  case keyFindings(title: String, [KeyFinding])
  /// The sections of the pack by the question they answer, with page numbers.
  case contentsByQuestion(title: String)
  /// A table.
  case table(ReportTable)
  /// A chart.
  case chart(ChartBlock)
  /// A heading of the second rank with nothing else, before prose.
  case heading(String)
  /// A paragraph.
  case paragraph(Sentence)
  /// A list with bullets.
  case bullets([Sentence])
  /// Pairs of a term and its meaning: definitions, facts, sources.
  case definitions([Definition])
  /// Small print.
  case notes([Sentence])
  /// A short text beside its title: headings, paragraphs and lists, the title at the left of them where there is room.
  case aside(title: String, [Block])

  /// Gives every figure printed in it, in print order.
  package func forEachFigure(_ body: (Figure) -> Void) {
    switch self {
    case .tiles(let tiles): for tile in tiles { tile.forEachFigure(body) }
    case .keyFindings(_, let findings): for finding in findings { finding.sentence.forEachFigure(body) }
    case .contentsByQuestion, .heading: break
    case .table(let table): table.forEachFigure(body)
    case .chart(let chart): chart.forEachFigure(body)
    case .paragraph(let sentence): sentence.forEachFigure(body)
    case .bullets(let sentences), .notes(let sentences): for sentence in sentences { sentence.forEachFigure(body) }
    case .definitions(let pairs): for pair in pairs { pair.meaning.forEachFigure(body) }
    case .aside(_, let blocks): for block in blocks { block.forEachFigure(body) }
    }
  }
}

/// A KPI tile: one figure, its context in one line, a small graphic.
package struct Tile: Sendable {
  /// What the figure is: `Variance, year to date`.
  package var label: String
  /// The figure.
  package var value: Printed
  /// Words after the value: `of 16`.
  package var suffix: String
  /// ▲ or ▼ before the value, for change over time only.
  package var direction: Direction?
  /// The colour of the value; nil is ink.
  package var role: ColourRole?
  /// One line of context.
  package var context: Sentence
  /// A graphic of 110 × 24 pt, or none.
  package var graphic: (any ChartSpecification)?

  /// Up or down, for change over time.
  package enum Direction: Sendable, Hashable {
    /// More than before.
    case up
    /// Less than before.
    case down
  }

  /// Makes a tile.
  package init(
    label: String, value: Printed, suffix: String = "", direction: Direction? = nil, role: ColourRole? = nil, context: Sentence,
    graphic: (any ChartSpecification)? = nil
  ) {
    self.label = label
    self.value = value
    self.suffix = suffix
    self.direction = direction
    self.role = role
    self.context = context
    self.graphic = graphic
  }

  /// Gives its figures.
  package func forEachFigure(_ body: (Figure) -> Void) {
    body(value.figure)
    context.forEachFigure(body)
    graphic?.figures.forEach(body)
  }
}

/// One of the things to know.
package struct KeyFinding: Sendable {
  /// The sentence; its last runs are references to sections.
  package var sentence: Sentence
  /// The anchors of the sections to look at.
  package var lookAt: [String]
  /// Makes a finding.
  package init(_ sentence: Sentence, lookAt: [String]) {
    self.sentence = sentence
    self.lookAt = lookAt
  }
}

/// A term and its meaning.
package struct Definition: Sendable {
  /// The term.
  package var term: String
  /// Its meaning.
  package var meaning: Sentence
  /// Makes a pair.
  package init(_ term: String, _ meaning: Sentence) {
    self.term = term
    self.meaning = meaning
  }
}

/// A chart with its title, standfirst, notes, and its data as a table.
package struct ChartBlock: Sendable {
  /// A name unique in its pack, kebab-case, for anchors, data files and picture files.
  package var id: String
  /// The block title (H2): the finding where there is one.
  package var title: String
  /// Unit and period, at the right of the title.
  package var caption: String
  /// A sentence under the title.
  package var standfirst: Sentence?
  /// What to draw.
  package var chart: any ChartSpecification
  /// The data as a table: the HTML disclosure, the workbook and the data file; not printed in the PDF.
  package var data: ReportTable?
  /// Notes under the chart.
  package var notes: [Sentence]
  /// What stands in its place when there is nothing to draw.
  package var empty: Sentence

  /// Makes a chart block.
  package init(
    id: String, title: String, caption: String, standfirst: Sentence? = nil, chart: any ChartSpecification, data: ReportTable?,
    notes: [Sentence] = [],
    empty: Sentence
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.standfirst = standfirst
    self.chart = chart
    self.data = data
    self.notes = notes
    self.empty = empty
  }

  /// Gives its figures.
  package func forEachFigure(_ body: (Figure) -> Void) {
    standfirst?.forEachFigure(body)
    chart.figures.forEach(body)
    data?.forEachFigure(body)
    for note in notes { note.forEachFigure(body) }
  }
}
