package import Figures
package import Styling

/// From plan to actual, one row an organisation: each bar starts where the one above ended, and the last is the total. Or from one amount to another, one row a
/// cause of the change.
package struct BridgeChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The plan, where the first bar starts.
  package var plan: Figure
  /// The rows in the caller’s order.
  package var steps: [Step]
  /// The actual, where the last step lands.
  package var actual: Figure
  /// The name of the total row: `All trusts`.
  package var totalName: String
  /// Plan − actual of all rows.
  package var total: Figure
  /// The total as a share of plan.
  package var totalPercent: Figure?
  /// What the rows are.
  package var kind = Kind.variance

  /// What the rows of a bridge are.
  package enum Kind: Sendable, Hashable {
    /// Variances from plan: negative is over.
    case variance
    /// Changes from what the words name, `Last month`: above nought is up.
    case change(since: String)
  }

  /// One row of the bridge.
  package struct Step: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// Plan − actual; negative is over plan.
    package var variance: Figure
    /// The variance as a share of plan.
    package var percent: Figure?

    /// Makes one.
    package init(name: String, shortName: String, variance: Figure, percent: Figure?) {
      self.name = name
      self.shortName = shortName
      self.variance = variance
      self.percent = percent
    }
  }

  /// Makes the chart.
  package init(title: String, plan: Figure, steps: [Step], actual: Figure, totalName: String, total: Figure, totalPercent: Figure?) {
    self.title = title
    self.plan = plan
    self.steps = steps
    self.actual = actual
    self.totalName = totalName
    self.total = total
    self.totalPercent = totalPercent
  }

  package var isEmpty: Bool { steps.isEmpty }
  package var figures: [Figure] {
    [plan] + steps.flatMap { [$0.variance] + ($0.percent.map { [$0] } ?? []) } + [actual, total] + (totalPercent.map { [$0] } ?? [])
  }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let narrow = medium == .narrow
    let rows = steps.map { ($0.name, $0.shortName, false) } + [(totalName, totalName, true)]
    let names = RowNames(rows, most: scene.width * (narrow ? 0.4 : 0.34), preferShort: narrow, scene)
    let columns = BridgeColumns(self, scene)
    let top = style.leading + 4 * style.unit
    scene.height = top + rows.indices.reduce(0) { $0 + names.height($1, style) } + style.unit

    // The running total after each row, the plan being nought.
    var running = [0.0]
    for step in steps { running.append(running[running.count - 1] + (step.variance.value.approximation ?? 0)) }
    let end = total.value.approximation ?? running[running.count - 1]
    let left = names.width + 10 * style.unit
    let right = max(left + 20, columns.left - 14 * style.unit)
    let most = BarScale.gridlines(width: right - left, style)
    let axis = BarScale(
      scale: LinearScale(covering: running + [end], from: left, to: right, most: most),
      labels: TickLabels(LinearScale(covering: running + [end], from: left, to: right, most: most), money: areMoney(figures)), zeroWords: zeroWords)
    columns.heads(&scene, baseline: style.label.size)
    axis.draw(
      &scene, baseline: style.label.size, top: top - 3 * style.unit, bottom: scene.height, within: 0...max(left, columns.left - 2 * style.unit))

    var y = top
    var links: [DrawCommand] = []
    for index in rows.indices {
      let height = names.height(index, style)
      let middle = y + height / 2
      let isTotal = index == steps.count
      let variance = isTotal ? total : steps[index].variance
      let side = side(variance) ?? .onPlan
      if isTotal {
        scene.rule(y, from: 0, to: scene.width, style.stroke(.ink, 0.75))
        scene.rule(y + height, from: 0, to: scene.width, style.stroke(.ink, 0.75))
        axis.bar(&scene, from: 0, to: end, middle: middle, height: style.bar, side.barRole)
      } else {
        scene.rule(y + height, from: 0, to: scene.width, style.stroke(.hair, 0.4))
        axis.bar(&scene, from: running[index], to: running[index + 1], middle: middle, height: style.bar, side.barRole)
        let next = names.height(index + 1, style)
        let x = axis.scale.place(running[index + 1])
        links.append(
          .line([Point(x, middle + style.bar / 2), Point(x, y + height + next / 2 - style.bar / 2)], style.stroke(.axis, 0.5)))
      }
      names.draw(index, &scene, x: 0, middle: middle)
      columns.draw(&scene, variance: variance, percent: isTotal ? totalPercent : steps[index].percent, middle: middle, bold: isTotal)
      y += height
    }
    scene.append(links)
    axis.drawZero(&scene, top: top - 3 * style.unit, bottom: scene.height)
    return scene.scene(title: title, description: description)
  }

  private var zeroWords: String { if case .change(let since) = kind { since } else { "Plan" } }

  /// The side that decides a row's colour: up counts as over.
  func side(_ figure: Figure) -> VarianceSide? {
    guard kind != .variance, let size = figure.value.approximation else { return VarianceSide(figure.value) }
    return size > 0 ? .over : size < 0 ? .under : .onPlan
  }

  /// The word of a side.
  func word(_ side: VarianceSide) -> String {
    if kind == .variance { return side.rawValue }
    return switch side {
    case .over: "up"
    case .under: "down"
    case .onPlan: "no change"
    }
  }

  private var description: String {
    if case .change = kind {
      let rows = steps.map { "\($0.name) \(printed($0.variance.value, .sterlingChange))" }.joined(separator: ", ")
      return "From \(printed(plan.value, .sterling)) to \(printed(actual.value, .sterling)): \(rows)."
    }
    var text = "From a plan of \(printed(plan.value, .sterling)) to an actual of \(printed(actual.value, .sterling)): \(varianceWords(total))."
    text += " " + furthestWords(steps.map { ($0.name, $0.variance) })
    return text
  }
}
