package import Figures
package import Styling

/// A matrix of variances in thousands of pounds, each cell coloured by one of seven classes and printing its number.
package struct HeatMap: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Line]
  /// The columns in the caller’s order.
  package var columns: [Line]
  /// Plan − actual of each row and column; nil is a pair without a contract.
  package var cells: [[Figure?]]
  /// The total of each row.
  package var rowTotals: [Figure]
  /// The total of each column.
  package var columnTotals: [Figure]
  /// The total of all.
  package var grandTotal: Figure

  /// A row or a column.
  package struct Line: Sendable {
    /// The code.
    package var code: String
    /// The name.
    package var name: String
    /// Whether it is outlined.
    package var highlighted: Bool

    /// Makes one.
    package init(code: String, name: String, highlighted: Bool) {
      self.code = code
      self.name = name
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Line], columns: [Line], cells: [[Figure?]], rowTotals: [Figure], columnTotals: [Figure], grandTotal: Figure) {
    self.title = title
    self.rows = rows
    self.columns = columns
    self.cells = cells
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
    self.grandTotal = grandTotal
  }

  package var isEmpty: Bool { rows.isEmpty || columns.isEmpty }
  package var figures: [Figure] { cells.flatMap { $0.compactMap(\.self) } + rowTotals + columnTotals + [grandTotal] }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    HeatMapLayout(self, scene).draw(&scene)
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    let (row, column) = (rows.count == 1 ? "row" : "rows", columns.count == 1 ? "column" : "columns")
    var text = "\(rows.count) \(row) by \(columns.count) \(column). All: \(varianceWords(grandTotal))."
    let pairs = rows.indices.flatMap { row in columns.indices.compactMap { column in cell(row, column).map { (row, column, $0) } } }
    let known = pairs.filter { $0.2.value.approximation != nil }
    func value(_ pair: (Int, Int, Figure)) -> Double { pair.2.value.approximation ?? 0 }
    if let over = known.min(by: { value($0) < value($1) }), value(over) < 0 {
      text += " Furthest over: \(rows[over.0].name) and \(columns[over.1].name), \(varianceWords(over.2))."
    }
    if let under = known.max(by: { value($0) < value($1) }), value(under) > 0 {
      text += " Furthest under: \(rows[under.0].name) and \(columns[under.1].name), \(varianceWords(under.2))."
    }
    return text
  }

  /// The figure of a cell; nil where the pair has no contract.
  func cell(_ row: Int, _ column: Int) -> Figure? {
    cells.indices.contains(row) && cells[row].indices.contains(column) ? cells[row][column] : nil
  }
}
