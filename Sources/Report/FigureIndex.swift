package import Figures

/// The distinct figures of a report in print order, each by number with the value that stands first: gathered once, read by `figures.json` and by the
/// passports of the page.
package struct FigureIndex: Sendable {
  /// The figures' ids by number.
  package let ids: TextNumbers
  /// Their values by number.
  package let values: [FigureValue]

  /// Gathers the figures of a report.
  package init(_ report: ReportDocument) {
    var ids = TextNumbers()
    var values: [FigureValue] = []
    report.forEachFigure { if ids.number(of: $0.id.text).isNew { values.append($0.value) } }
    self.ids = ids
    self.values = values
  }
}
