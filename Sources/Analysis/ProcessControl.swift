package import Quantities

/// How a series is read: what is screened, on how many points limits rest, and where a new group begins.
package struct ProcessSettings: Sendable, Hashable {
  /// Whether outlying moving ranges are dropped once before limits are drawn: the reference's default, and what the chart says. False is the way of the Making
  /// Data Count spreadsheet.
  package let screensOutliers: Bool
  /// Limits rest on the first so many points of each group (12 or more); nil: on all.
  package let fixedAfter: Int?
  /// Months at which a new group begins, because what is counted changed. A month without a value begins it at the next that has one.
  package let rebases: [MonthIndex]

  /// Outliers screened, limits on all points, one group.
  package static let standard = ProcessSettings()

  /// Limits on all points of each group.
  package init(screensOutliers: Bool = true, rebases: [MonthIndex] = []) {
    self.screensOutliers = screensOutliers
    self.fixedAfter = nil
    self.rebases = rebases
  }

  /// Limits on the first `fixedAfter` points of each group.
  ///
  /// - Throws: `ProcessSettingsError` for fewer than twelve.
  package init(fixedAfter: Int, screensOutliers: Bool = true, rebases: [MonthIndex] = []) throws(ProcessSettingsError) {
    guard fixedAfter >= 12 else { throw .fixedOnTooFew(fixedAfter) }
    self.screensOutliers = screensOutliers
    self.fixedAfter = fixedAfter
    self.rebases = rebases
  }
}

/// Why settings cannot be used.
package enum ProcessSettingsError: Error, Sendable, Hashable {
  /// Limits may not be fixed on fewer than twelve points.
  case fixedOnTooFew(Int)
}

/// One point of a process chart.
package struct ProcessPoint: Sendable, Hashable {
  /// Its month.
  package let month: MonthIndex
  /// Its value.
  package let value: Double
  /// Its group, from nought.
  package let group: Int
  /// What it is.
  package let cause: SpecialCause
}

/// Points between two rebases, which share a mean and limits.
package struct ProcessGroup: Sendable, Hashable {
  /// Its points among those of the chart.
  package let points: Range<Int>
  /// The mean of the points that limits rest on.
  package let mean: Double
  /// The limits; nil for a single point, which has no moving range, and where the points differ too seldom for one.
  package let limits: ProcessLimits?

  /// Whether limits rest, or would rest, on fewer than twelve points: trial limits.
  package var isTrial: Bool { limits?.isTrial ?? (points.count < 12) }
  /// Whether the group has fewer than thirteen points, of which the reference warns.
  package var isShort: Bool { points.count < 13 }
}

/// An XmR process chart worked out exactly as NHSRplotthedots 0.2.2 does: mean and limits of each group, each point's special cause, variation and assurance.
///
/// Months without a value are left out: a point's neighbours are those before and after it that have one, and a gap breaks no run. A run never crosses from one
/// group to the next.
package struct ProcessControl: Sendable, Hashable {
  /// The points, in order of month.
  package let points: [ProcessPoint]
  /// The groups, in order; none for no point.
  package let groups: [ProcessGroup]
  /// How the series was read.
  package let settings: ProcessSettings
  /// Which rule fired where, in order of first month, then of rule.
  package let signals: [ProcessSignal]

  /// Works a series out.
  ///
  /// - Parameters:
  ///   - months: the months, each once.
  ///   - values: the value of each; nil, or a value that is not finite, is a missing month.
  package init(months: [MonthIndex], values: [Double?], settings: ProcessSettings = .standard) {
    let known = zip(months, values).compactMap { month, value in value.flatMap { $0.isFinite ? (month: month, value: $0) : nil } }
      .sorted { $0.month < $1.month }
    let starts = Set(settings.rebases.compactMap { rebase in known.firstIndex { $0.month >= rebase } }).union(known.isEmpty ? [] : [0]).sorted()
    var points: [ProcessPoint] = []
    var groups: [ProcessGroup] = []
    var signals: [ProcessSignal] = []
    for (number, start) in starts.enumerated() {
      let range = start..<(number + 1 < starts.count ? starts[number + 1] : known.count)
      let own = known[range].map(\.value)
      let basis = settings.fixedAfter.map { own.prefix($0) } ?? own[...]
      let group = ProcessGroup(
        points: range, mean: meanValue(of: basis), limits: ProcessLimits(basis, screened: settings.screensOutliers))
      let rules = ProcessRules(own, mean: group.mean, limits: group.limits)
      for (place, cause) in rules.causes.enumerated() {
        points.append(ProcessPoint(month: known[start + place].month, value: own[place], group: number, cause: cause))
      }
      signals += rules.signals.map { $0.moved(by: start) }
      groups.append(group)
    }
    self.points = points
    self.groups = groups
    self.signals = signals
    self.settings = settings
  }

  /// The last group, whose limits stand for now; nil for no point.
  package var current: ProcessGroup? { groups.last }

  /// The group of a point.
  package func group(of point: ProcessPoint) -> ProcessGroup { groups[point.group] }

  /// What a point says.
  package func type(of point: ProcessPoint, improving direction: ImprovementDirection) -> ProcessPointType {
    ProcessPointType(point.cause, improving: direction)
  }

  /// The variation mark, from the last point; nil for no point.
  package func variation(improving direction: ImprovementDirection) -> ProcessVariation? {
    points.last.map { ProcessVariation($0.cause, improving: direction) }
  }

  /// The assurance mark, from the limits at the last point; nil where no side is better or there are no limits.
  package func assurance(target: Double, improving direction: ImprovementDirection) -> ProcessAssurance? {
    current?.limits.flatMap { ProcessAssurance(target: target, lower: $0.lower, upper: $0.upper, improving: direction) }
  }
}
