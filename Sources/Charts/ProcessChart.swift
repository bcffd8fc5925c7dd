package import Figures
package import Quantities
package import Styling

/// A monthly series with its mean and the limits of ordinary variation, as the caller worked them out: an XmR chart.
///
/// Each special cause has a shape and a colour; a run is named once. Limits on fewer than twelve points are called trial limits, and fewer than seven points
/// carry none.
package struct ProcessChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The value of each month; nil, or a missing value, is a missing month.
  package var values: [Figure?]
  /// What each point is drawn as; nil is common cause. Empty: none is marked.
  package var marks: [ProcessMark?]
  /// The groups between rebases, which share mean and limits.
  package var groups: [Group]
  /// The runs and points that labels name.
  package var labels: [Label]
  /// The standard or objective, a line across; nil draws none.
  package var target: Figure?
  /// What the target is called.
  package var targetName: String
  /// What the chart says of how its limits were made: `outliers screened`.
  package var method: String?

  /// Months that share mean and limits.
  package struct Group: Sendable {
    /// Their places among the chart's months.
    package var months: Range<Int>
    /// The mean.
    package var mean: Figure?
    /// The lower limit.
    package var lower: Figure?
    /// The upper limit.
    package var upper: Figure?
    /// Why the group begins, in few words: `counted anew`; nil for the first.
    package var reason: String?

    /// Makes a group.
    package init(months: Range<Int>, mean: Figure?, lower: Figure?, upper: Figure?, reason: String? = nil) {
      self.months = months
      self.mean = mean
      self.lower = lower
      self.upper = upper
      self.reason = reason
    }
  }

  /// What one firing of a rule is called on the chart.
  package struct Label: Sendable {
    /// The rule.
    package var rule: ProcessMark.Rule
    /// From its first to its last month, among the chart's months.
    package var months: ClosedRange<Int>
    /// How many points it is about.
    package var count: Figure

    /// Makes a label.
    package init(_ rule: ProcessMark.Rule, months: ClosedRange<Int>, count: Figure) {
      self.rule = rule
      self.months = months
      self.count = count
    }
  }

  /// Makes a chart of one group without marks.
  package init(title: String, months: [MonthIndex], values: [Figure?], mean: Figure?, lower: Figure?, upper: Figure?) {
    self.init(title: title, months: months, values: values, groups: [Group(months: 0..<months.count, mean: mean, lower: lower, upper: upper)])
  }

  /// Makes the chart.
  package init(
    title: String, months: [MonthIndex], values: [Figure?], marks: [ProcessMark?] = [], groups: [Group], labels: [Label] = [],
    target: Figure? = nil, targetName: String = "Standard", method: String? = nil
  ) {
    self.title = title
    self.months = months
    self.values = values
    self.marks = marks
    self.groups = groups
    self.labels = labels
    self.target = target
    self.targetName = targetName
    self.method = method
  }

  package var isEmpty: Bool { !values.contains { $0?.value.approximation != nil } }
  package var figures: [Figure] {
    (values + groups.flatMap { [$0.mean, $0.lower, $0.upper] } + [target]).compactMap(\.self) + labels.map(\.count)
  }

  /// Whether the values are shares, written per cent.
  var isShare: Bool { values.contains { if case .ratio? = $0?.value { true } else { false } } }
  /// How a value or a limit is written.
  var format: FigureFormat { isMoney ? .sterlingShort : isShare ? .percentSigned : .oneDecimal }
  private var isMoney: Bool {
    func isMoney(_ figure: Figure?) -> Bool { if case .money? = figure?.value { true } else { false } }
    return values.contains(where: isMoney) || isMoney(target) || groups.contains { isMoney($0.mean) || isMoney($0.lower) || isMoney($0.upper) }
  }
  /// How a target is written: as a whole where it is a count.
  var targetFormat: FigureFormat {
    if case .count? = target?.value { return .number }
    if case .activity? = target?.value { return .number }
    return format
  }
  /// Whether every month that is held is nought, and none is held back.
  var isNil: Bool { !isEmpty && plotted(values).allSatisfy { $0.value == 0 } && !values.contains { $0?.value == .missing(.suppressed) } }
  /// The points of a group that have a value.
  func known(in group: Group) -> [(index: Int, value: Double)] {
    group.months.clamped(to: values.indices).compactMap { index in values[index]?.value.approximation.map { (index, $0) } }
  }

  /// The limits of a group, on seven points or more. A lower limit under nought is none where no value is negative: no month can lie below it.
  func limits(of group: Group) -> (lower: Figure?, upper: Figure?) {
    guard known(in: group).count >= 7 else { return (nil, nil) }
    let isBounded = (group.lower?.value.approximation ?? 0) < 0 && !plotted(values).contains { $0.value < 0 }
    return (isBounded ? nil : group.lower, group.upper)
  }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var drawing = ProcessChartDrawing(self, width: width, medium: medium, measure: measure)
    return drawing.draw()
  }
}
