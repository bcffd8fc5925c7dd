package import Figures
package import Quantities
package import Styling

/// Plan and actual added up month by month to the period, with the forecast and the annual plan at March.
package struct CumulativeChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months up to the period, in order.
  package var months: [MonthIndex]
  /// The cumulative plan at each month; nil is a missing month.
  package var plan: [Figure?]
  /// The cumulative actual at each month; nil is a missing month.
  package var actual: [Figure?]
  /// The forecast outturn, at March.
  package var forecast: Figure?
  /// The annual plan, at March.
  package var annualPlan: Figure?
  /// Plan − actual at the last month.
  package var variance: Figure?

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], plan: [Figure?], actual: [Figure?], forecast: Figure?, annualPlan: Figure?, variance: Figure?) {
    self.title = title
    self.months = months
    self.plan = plan
    self.actual = actual
    self.forecast = forecast
    self.annualPlan = annualPlan
    self.variance = variance
  }

  package var isEmpty: Bool { plotted(plan).isEmpty && plotted(actual).isEmpty }
  package var figures: [Figure] { (plan + actual + [forecast, annualPlan, variance]).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? 195.6 : medium == .wide ? 330 : 230
    let axisMonths = yearMonths(months)
    let planned = numbers(plan)
    let spent = numbers(actual)
    let ends = (forecast: forecast?.value.approximation, annual: annualPlan?.value.approximation)
    let room = YearRoom(scene)
    let plot = TimePlot(
      scene, months: axisMonths, covering: (planned + spent + [ends.forecast, ends.annual]).compactMap(\.self), money: areMoney(figures),
      missing: missingMonths(actual, of: months), rightRoom: room.right, leftRoom: room.left, topRoom: style.leading)
    plot.draw(&scene, shown: actual)

    // The ground between actual and plan.
    let both = months.indices.filter { planned[safe: $0] != nil && spent[safe: $0] != nil }
    for run in runsOfIndices(both) {
      scene.tint(run.map { plot.point($0, spent[$0] ?? 0) }, run.map { plot.point($0, planned[$0] ?? 0) })
    }
    plot.drawZero(&scene)
    let lastPlan = plotted(plan).last
    let lastActual = plotted(actual).last
    let march = axisMonths.count - 1
    var planLine = planned
    if let annual = ends.annual, lastPlan?.index != march {
      planLine += Array(repeating: nil, count: max(0, axisMonths.count - planLine.count))
      // The plan goes on to its end at March in one dashed line.
      if let last = lastPlan {
        let tail = [plot.point(last.index, last.value), plot.point(march, annual)]
        scene.line(tail, style.stroke(.ink2, 1, dash: [4, 2.4]))
        scene.keepOff(tail)
      }
    }
    scene.series(planLine, x: plot.months.x, y: plot.y, style.stroke(.ink2, 1, dash: [4, 2.4]))
    if let forecast = ends.forecast, let last = lastActual, last.index < march {
      let tail = [plot.point(last.index, last.value), plot.point(march, forecast)]
      scene.line(tail, style.stroke(.blue, 1.1, dash: [1.5, 2.2]))
      scene.keepOff(tail)
    }
    scene.series(spent, x: plot.months.x, y: plot.y, style.stroke(.blue, 1.75))
    for (index, value) in plotted(actual) { scene.circle(plot.point(index, value), 1.7 * style.unit, fill: .blue) }
    for (value, role) in [(ends.annual, ColourRole.ink2), (ends.forecast, .blue)] {
      guard let value, role == .ink2 || lastActual?.index != march else { continue }
      scene.circle(plot.point(march, value), 2.7 * style.unit, fill: .paper, stroke: style.stroke(role, 1.2))
    }
    if !(planned + spent + [ends.forecast, ends.annual]).contains(where: { ($0 ?? 0) != 0 }) { scene.nilWords(plot) }
    CumulativeLabels(chart: self, plot: plot, room: room).draw(&scene)
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    guard let last = plotted(actual).last, let spent = actual[last.index] else { return "No actual yet." }
    var text = "To \(monthAndYear(months[last.index])): actual \(plainValue(spent))"
    if last.index < plan.count, let planned = plan[last.index] { text += " against a plan of \(plainValue(planned))" }
    if let variance { text += ", \(varianceWords(variance))" }
    text += "."
    if let forecast { text += " Forecast for the year \(plainValue(forecast))" + (annualPlan.map { ", annual plan \(plainValue($0))." } ?? ".") }
    return text
  }
}
