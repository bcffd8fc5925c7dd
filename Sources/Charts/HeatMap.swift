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
    listScene(self, width: width, medium: medium)
  }
}
