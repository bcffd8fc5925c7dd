/// What one point of a process chart is: common cause, or the first rule of special cause that it meets.
///
/// Rules and words are those of NHSRplotthedots 0.2.2 (`ptd_calculate_point_type`); raw values are its labels.
package enum SpecialCause: String, Sendable, Hashable, CaseIterable {
  /// Strictly above the upper process limit.
  case aboveLimit = "Above UCL"
  /// Strictly below the lower process limit.
  case belowLimit = "Below LCL"
  /// One of seven or more points in a row, each strictly above the one before.
  case rising = "7 Point Trend (Increasing)"
  /// One of seven or more points in a row, each strictly below the one before.
  case falling = "7 Point Trend (Decreasing)"
  /// Between two thirds of the way to the upper limit and that limit, in three points in a row above the mean of which two or more are.
  case nearUpperLimit = "2 in 3 Above CL"
  /// The same on the lower side.
  case nearLowerLimit = "2 in 3 Below CL"
  /// One of seven or more points in a row strictly above the mean.
  case shiftAbove = "7 Points Above CL"
  /// One of seven or more points in a row strictly below the mean.
  case shiftBelow = "7 Points Below CL"
  /// None of these: ordinary variation.
  case commonCause = "Common Cause"

  /// +1 for a high or rising signal, −1 for a low or falling one, 0 for common cause.
  package var side: Int {
    switch self {
    case .aboveLimit, .rising, .nearUpperLimit, .shiftAbove: 1
    case .belowLimit, .falling, .nearLowerLimit, .shiftBelow: -1
    case .commonCause: 0
    }
  }
}

/// Which way a measure gets better.
package enum ImprovementDirection: Sendable, Hashable {
  /// Higher is better: patients seen within 18 weeks.
  case increase
  /// Lower is better: infections.
  case decrease
  /// Neither: referrals, attendances.
  case neutral

  /// +1, −1 or 0.
  var sign: Int { self == .increase ? 1 : self == .decrease ? -1 : 0 }
}

/// What a point says once it is known which way is better; raw values are those of the reference.
package enum ProcessPointType: String, Sendable, Hashable {
  /// Ordinary variation.
  case commonCause = "common_cause"
  /// Special cause that is better.
  case improvement = "special_cause_improvement"
  /// Special cause that is worse.
  case concern = "special_cause_concern"
  /// Special cause on the high side where no side is better.
  case neutralHigh = "special_cause_neutral_high"
  /// Special cause on the low side where no side is better.
  case neutralLow = "special_cause_neutral_low"

  /// The type of a point.
  package init(_ cause: SpecialCause, improving direction: ImprovementDirection) {
    guard cause != .commonCause else {
      self = .commonCause
      return
    }
    switch cause.side * direction.sign {
    case 1...: self = .improvement
    case ..<0: self = .concern
    default: self = cause.side > 0 ? .neutralHigh : .neutralLow
    }
  }
}

/// The variation mark of a series, from its last point. Where higher is better an improvement is high and a concern low; where lower is better, the other way
/// round.
package enum ProcessVariation: String, Sendable, Hashable, CaseIterable {
  /// No special cause.
  case commonCause = "common_cause"
  /// Better, and high.
  case improvementHigh = "improvement_high"
  /// Better, and low.
  case improvementLow = "improvement_low"
  /// Worse, and high.
  case concernHigh = "concern_high"
  /// Worse, and low.
  case concernLow = "concern_low"
  /// High where no side is better.
  case neutralHigh = "neutral_high"
  /// Low where no side is better.
  case neutralLow = "neutral_low"

  /// The mark of a point.
  package init(_ cause: SpecialCause, improving direction: ImprovementDirection) {
    switch ProcessPointType(cause, improving: direction) {
    case .commonCause: self = .commonCause
    case .improvement: self = direction == .increase ? .improvementHigh : .improvementLow
    case .concern: self = direction == .increase ? .concernLow : .concernHigh
    case .neutralHigh: self = .neutralHigh
    case .neutralLow: self = .neutralLow
    }
  }
}

/// Whether a process as it runs will meet a target, from the limits at the last point.
package enum ProcessAssurance: String, Sendable, Hashable, CaseIterable {
  /// The target lies outside the limits on the worse side: it will always be met.
  case consistentPass = "consistent_pass"
  /// The target lies outside the limits on the better side: it will never be met.
  case consistentFail = "consistent_fail"
  /// The target lies within the limits or on one: met or missed by chance.
  case inconsistent

  /// The mark of a target against limits; nil where no side is better.
  package init?(target: Double, lower: Double, upper: Double, improving direction: ImprovementDirection) {
    switch direction {
    case .neutral: return nil
    case .increase: self = target > upper ? .consistentFail : target < lower ? .consistentPass : .inconsistent
    case .decrease: self = target > upper ? .consistentPass : target < lower ? .consistentFail : .inconsistent
    }
  }
}
