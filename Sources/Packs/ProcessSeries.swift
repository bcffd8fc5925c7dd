import Analysis
import Charts
import Figures
import Quantities
import Report

/// A monthly series of figures read as a process, with the figures, chart, verdict and sentences that follow from it.
///
/// What is charted is printed elsewhere as figures of its own (`quality/ALL/RQM/cdiff@2015-16-M05`); what the chart works out has ids beside them
/// (`spc/ALL/RQM/series=quality.cdiff/process_mean`), so that each can be explained by the months.
struct ProcessSeries: Sendable {
  /// The stem of what the chart works out.
  let stem: FigureStem
  /// The months, in order.
  let months: [MonthIndex]
  /// The value of each month; nil, or a missing value, is no point.
  let values: [Figure?]
  /// Which way is better.
  let direction: ImprovementDirection
  /// The standard or objective of a month; nil where there is none.
  let target: Figure?
  /// The month whose figures carry no period in their ids.
  let period: MonthIndex
  /// Mean, limits and special causes.
  let control: ProcessControl

  /// Reads a series.
  ///
  /// - Parameters:
  ///   - source: the stem of the values’ own figures.
  ///   - measure: their measure.
  init(
    of source: FigureStem, _ measure: String, months: [MonthIndex], values: [Figure?], direction: ImprovementDirection, target: Figure? = nil,
    period: MonthIndex, settings: ProcessSettings = .standard
  ) {
    stem = source.process(of: measure)
    self.months = months
    self.values = values
    self.direction = direction
    self.target = target
    self.period = period
    control = ProcessControl(months: months, values: values.map { $0?.value.approximation }, settings: settings)
  }

  /// The fewest months from which limits and marks are read: with fewer the chart shows dots and their mean.
  static let fewest = 7

  /// Whether the group in force has months enough to be judged.
  var isReadable: Bool { (control.current?.points.count ?? 0) >= ProcessSeries.fewest }
  /// Whether the group in force has limits to be judged by: months enough, and enough of them that differ.
  var isJudged: Bool { isReadable && control.current?.limits != nil }
  /// Whether every month that is held is nought, and none is held back.
  var isNil: Bool {
    !control.points.isEmpty && control.points.allSatisfy { $0.value == 0 } && !values.contains { $0?.value == .missing(.suppressed) }
  }
  /// Whether a value of the last three months is there: a mark speaks of now, and a series that ended a year ago says nothing of it.
  var isCurrent: Bool { control.points.last.map { $0.month >= period.advanced(by: -2) } ?? false }
  /// Whether the values are shares.
  var isShare: Bool { values.contains { if case .ratio? = $0?.value { true } else { false } } }
  private var isMoney: Bool { values.contains { if case .money? = $0?.value { true } else { false } } }
  /// How a mean or a limit is printed.
  var format: FigureFormat { isMoney ? .sterling : isShare ? .percentSigned : .oneDecimal }

  // MARK: Figures

  private func suffix(_ month: MonthIndex) -> String { month == period ? "" : "@\(month.period.identifier)" }
  private var kind: String { isMoney ? Measure.processMoneySuffix : isShare ? Measure.processShareSuffix : "" }

  /// A figure of a group; one that is not in force any more bears its last month.
  private func figure(_ measure: String, _ value: Double?, _ group: ProcessGroup) -> Figure? {
    guard let value else { return nil }
    let isCurrent = group.points.upperBound == control.points.count
    return stem.figure(measure + kind, value: .statistic(value), isCurrent ? "" : suffix(control.points[group.points.upperBound - 1].month))
  }

  /// The mean of a group.
  func mean(_ group: ProcessGroup) -> Figure? { figure(Measure.processMean, group.mean, group) }
  /// The lower limit of a group; nil for a single point and where too few of its months differ.
  func lower(_ group: ProcessGroup) -> Figure? { figure(Measure.processLower, group.limits?.lower, group) }
  /// The upper limit of a group.
  func upper(_ group: ProcessGroup) -> Figure? { figure(Measure.processUpper, group.limits?.upper, group) }
  /// How many months have a value.
  var points: Figure { stem.figure(Measure.processPoints, count: control.points.count) }

  /// How many points a firing of a rule is about.
  func count(_ signal: ProcessSignal) -> Figure {
    stem.with("rule", signal.cause.code)
      .figure(Measure.processSignalPoints, count: signal.count, suffix(control.points[signal.points.lowerBound].month))
  }

  // MARK: Verdict

  /// The variation mark as an icon; nil with too few months or differences, or none of the last three months.
  var variation: ProcessIcon? {
    guard isJudged, isCurrent else { return nil }
    return control.variation(improving: direction).map { ProcessIcon($0) }
  }

  /// The assurance mark as an icon; nil without a target, with too few months or differences, or none of the last three months.
  var assurance: ProcessIcon? {
    guard isJudged, isCurrent, let value = target?.value.approximation else { return nil }
    return control.assurance(target: value, improving: direction).map { ProcessIcon($0) }
  }

  /// Both marks, with the section in which the chart stands.
  func verdict(chart anchor: String? = nil) -> ProcessVerdict {
    ProcessVerdict(variation: variation, assurance: assurance, chart: anchor, absence: absence)
  }

  /// Why there is no mark.
  private var absence: String {
    if !isReadable { return "too few months" }
    if !isCurrent { return "no recent month" }
    return isNil ? "all nil" : "too few differences"
  }

  /// The firings of rules that reach into the last so many months.
  func signals(within recent: Int? = nil) -> [ProcessSignal] {
    guard isReadable else { return [] }
    guard let recent else { return control.signals }
    let first = period.advanced(by: 1 - recent)
    return control.signals.filter { control.points[$0.points.upperBound].month >= first }
  }
}

extension SpecialCause {
  /// The rule as ids name it.
  var code: String {
    switch self {
    case .aboveLimit: "above_limit"
    case .belowLimit: "below_limit"
    case .rising: "rising"
    case .falling: "falling"
    case .nearUpperLimit: "near_upper_limit"
    case .nearLowerLimit: "near_lower_limit"
    case .shiftAbove: "above_mean"
    case .shiftBelow: "below_mean"
    case .commonCause: "common_cause"
    }
  }

  /// The rule as charts draw it; nil for common cause.
  var rule: ProcessMark.Rule? {
    switch self {
    case .aboveLimit: .aboveLimit
    case .belowLimit: .belowLimit
    case .rising: .rising
    case .falling: .falling
    case .nearUpperLimit: .nearUpper
    case .nearLowerLimit: .nearLower
    case .shiftAbove: .shiftAbove
    case .shiftBelow: .shiftBelow
    case .commonCause: nil
    }
  }
}

extension ProcessIcon {
  /// The icon of a variation.
  init(_ variation: ProcessVariation) {
    switch variation {
    case .commonCause: self = .commonCause
    case .improvementHigh: self = .improving(high: true)
    case .improvementLow: self = .improving(high: false)
    case .concernHigh: self = .concerning(high: true)
    case .concernLow: self = .concerning(high: false)
    case .neutralHigh: self = .neither(high: true)
    case .neutralLow: self = .neither(high: false)
    }
  }

  /// The icon of an assurance.
  init(_ assurance: ProcessAssurance) {
    switch assurance {
    case .consistentPass: self = .willPass
    case .consistentFail: self = .willFail
    case .inconsistent: self = .hitOrMiss
    }
  }
}
