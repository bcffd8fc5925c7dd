package import Figures
package import Quantities
package import Styling

/// The columns of the cover: one a month from a line “on plan”, each with its value in short pounds.
package struct CoverDifference: ChartSpecification {
  /// The months, in order.
  package var months: [MonthIndex]
  /// Plan − actual of each month; negative is over plan; nil is a missing month.
  package var difference: [Figure?]
  /// The short accessible name.
  package var title: String { "Difference from plan by month" }

  /// Makes the chart.
  package init(months: [MonthIndex], difference: [Figure?]) {
    self.months = months
    self.difference = difference
  }

  package var isEmpty: Bool { plotted(difference).isEmpty }
  package var figures: [Figure] { difference.compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    let columns = DifferenceColumns(
      months: months, values: difference, format: areMoney(figures) ? .sterlingShort : .number,
      height: medium == .page ? 72 : medium == .wide ? 120 : 120, columnPoints: 33)
    return columns.scene(title: title, width: width, medium: medium, measure: measure)
  }
}
