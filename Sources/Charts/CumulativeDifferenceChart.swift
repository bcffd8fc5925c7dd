package import Figures
package import Quantities
package import Styling

/// The cumulative variance at each month as columns from a line “on plan”, in thousands of pounds.
package struct CumulativeDifferenceChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months up to the period, in order.
  package var months: [MonthIndex]
  /// Plan − actual to each month; negative is over plan; nil is a missing month.
  package var difference: [Figure?]

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], difference: [Figure?]) {
    self.title = title
    self.months = months
    self.difference = difference
  }

  package var isEmpty: Bool { plotted(difference).isEmpty }
  package var figures: [Figure] { difference.compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    let columns = DifferenceColumns(
      months: yearMonths(months), values: difference, format: areMoney(figures) ? .thousands : .number,
      height: medium == .page ? 104.9 : medium == .wide ? 170 : 160, columnPoints: 18, inLine: true)
    return columns.scene(title: title, width: width, medium: medium, measure: measure)
  }
}
