import Charts
package import Figures

extension ReportDocument {
  /// The same document with other figures, everywhere: tables, charts and their data, tiles, sentences, the cover. Renderers read nothing else, so what a
  /// replacement takes out is in no file.
  ///
  /// - Parameters:
  ///   - note: what is said wherever a figure is held back.
  ///   - replacement: the figure in the place of each figure.
  package func replacingFigures(note: Sentence?, _ replacement: (Figure) -> Figure) -> ReportDocument {
    var document = self
    document.identity.finding = identity.finding.replacing(replacement)
    document.identity.findingDetail = identity.findingDetail?.replacing(replacement)
    document.identity.facts = identity.facts.map { Definition($0.term, $0.meaning.replacing(replacement)) }
    document.identity.coverChart = identity.coverChart.flatMap { chart in
      let changed = chart.replacingFigures(replacement)
      return changed is HeldBackChart ? nil : changed
    }
    document.sections = sections.map { section in
      var section = section
      section.headline = section.headline?.replacing(replacement)
      section.blocks = section.blocks.map { $0.replacing(note, replacement) }
      // A number held back in words alone is explained at the section's end.
      if let note, section.holdsBackInWords { section.blocks.append(.notes([note])) }
      return section
    }
    return document
  }
}

extension Figure {
  /// Whether the small-number policy holds it back.
  package var isHeldBack: Bool { value == .missing(.suppressed) }
}

extension ReportSection {
  /// Whether a sentence or tile prints a figure that is held back.
  fileprivate var holdsBackInWords: Bool {
    var found = false
    func look(_ figure: Figure) { if figure.isHeldBack { found = true } }
    headline?.forEachFigure(look)
    for block in blocks {
      switch block {
      case .table, .chart: break
      default: block.forEachFigure(look)
      }
    }
    return found
  }
}

extension Sentence {
  /// The same words with other figures.
  package func replacing(_ replacement: (Figure) -> Figure) -> Sentence {
    with(
      runs.map { run in
        guard case .figure(let printed, let bold, let role) = run else { return run }
        let figure = replacement(printed.figure)
        return .figure(Printed(figure, printed.format), bold: bold, role: figure.isHeldBack ? nil : role)
      })
  }
}

extension Block {
  fileprivate func replacing(_ note: Sentence?, _ replacement: (Figure) -> Figure) -> Block {
    switch self {
    case .tiles(let tiles): .tiles(tiles.map { $0.replacing(replacement) })
    case .keyFindings(let title, let findings):
      .keyFindings(title: title, findings.map { KeyFinding($0.sentence.replacing(replacement), lookAt: $0.lookAt) })
    case .contentsByQuestion, .heading: self
    case .table(let table): .table(table.replacing(note, replacement))
    case .chart(let chart): .chart(chart.replacing(note, replacement))
    case .paragraph(let sentence): .paragraph(sentence.replacing(replacement))
    case .bullets(let sentences): .bullets(sentences.map { $0.replacing(replacement) })
    case .notes(let sentences): .notes(sentences.map { $0.replacing(replacement) })
    case .definitions(let pairs): .definitions(pairs.map { Definition($0.term, $0.meaning.replacing(replacement)) })
    case .aside(let title, let blocks): .aside(title: title, blocks.map { $0.replacing(note, replacement) })
    }
  }
}

extension Tile {
  fileprivate func replacing(_ replacement: (Figure) -> Figure) -> Tile {
    var tile = self
    tile.value = Printed(replacement(value.figure), value.format)
    if tile.value.figure.isHeldBack { (tile.direction, tile.role) = (nil, nil) }
    tile.context = context.replacing(replacement)
    tile.graphic = graphic.flatMap { chart in
      let changed = chart.replacingFigures(replacement)
      return changed is HeldBackChart ? nil : changed
    }
    return tile
  }
}

extension ChartBlock {
  fileprivate func replacing(_ note: Sentence?, _ replacement: (Figure) -> Figure) -> ChartBlock {
    var block = self
    block.standfirst = standfirst?.replacing(replacement)
    block.chart = chart.replacingFigures(replacement)
    // What stands in the place of an empty chart says that there is nothing; there is, and it is held back.
    if block.chart.isEmpty, !chart.isEmpty { block.chart = HeldBackChart(title: chart.title) }
    block.data = data?.replacing(nil, replacement)
    block.notes = notes.map { $0.replacing(replacement) }
    var holdsBack = block.chart is HeldBackChart
    block.forEachFigure { if $0.isHeldBack { holdsBack = true } }
    if holdsBack, let note { block.notes.append(note) }
    return block
  }
}

extension ReportTable {
  fileprivate func replacing(_ note: Sentence?, _ replacement: (Figure) -> Figure) -> ReportTable {
    var table = self
    table.notes = notes.map { $0.replacing(replacement) }
    // A row of one patient says as much by its words as by its numbers: it goes whole.
    let kept = rows.filter { !$0.isOfOneHeldBack(replacement) }
    table.rows = kept.map { $0.replacing(replacement) }
    if kept.count < rows.count {
      table.withholdsRows = true
      table.notes.append(Sentence("Patients are not listed one by one where small numbers are held back."))
      table.empty = Sentence("Patients are not listed one by one where small numbers are held back.")
    }
    table.total = total?.replacing(replacement)
    if let note {
      var holdsBack = false
      table.forEachFigure { if $0.isHeldBack { holdsBack = true } }
      if holdsBack { table.notes.append(note) }
    }
    return table
  }
}

extension FigureID {
  /// Whether it is of one patient: the code after `patient=` is a pseudonym, not a gathering of several.
  var isOfOnePatient: Bool {
    guard let mark = text.firstRange(of: "/patient=") else { return false }
    return text[mark.upperBound...].first != "_"
  }
}

extension ReportTable.Row {
  fileprivate func isOfOneHeldBack(_ replacement: (Figure) -> Figure) -> Bool {
    cells.contains { cell in
      switch cell {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _):
        printed.figure.id.isOfOnePatient && replacement(printed.figure).isHeldBack
      default: false
      }
    }
  }

  fileprivate func replacing(_ replacement: (Figure) -> Figure) -> ReportTable.Row {
    var row = self
    var changed = false
    row.cells = cells.map { cell in
      switch cell {
      case .figure(let printed):
        let figure = replacement(printed.figure)
        changed = changed || figure != printed.figure
        return .figure(Printed(figure, printed.format))
      case .variance(let printed):
        let figure = replacement(printed.figure)
        changed = changed || figure != printed.figure
        return figure.isHeldBack ? .figure(Printed(figure, printed.format)) : .variance(Printed(figure, printed.format))
      case .barred(let printed, let share, let role):
        let figure = replacement(printed.figure)
        changed = changed || figure != printed.figure
        // The bar behind a number is as long as the number is large.
        return figure == printed.figure ? .barred(printed, share: share, role: role) : .figure(Printed(figure, printed.format))
      case .sparkline(let chart):
        let other = chart.replacingFigures(replacement)
        return other is HeldBackChart ? .none : .sparkline(other)
      default: return cell
      }
    }
    guard changed else { return row }
    let holdsBack = row.cells.contains { cell in
      switch cell {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _): printed.figure.isHeldBack
      default: false
      }
    }
    // Bars, dots and marks do not say which number they are of: where one of the row is not shown as it is, no bar stays, and where one is held back, no mark.
    row.cells = row.cells.map { cell in
      switch cell {
      case .bar, .dot: .none
      case .mark where holdsBack, .verdict where holdsBack: .text(Missing.suppressed.rawValue)
      default: cell
      }
    }
    return row
  }
}
