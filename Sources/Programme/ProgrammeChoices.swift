import Configuration

/// How a plan for the year is spread over its months where the return gives none by month.
package enum PhasingRule: String, Sendable, Hashable, ConfigurationChoice {
  /// A twelfth each month.
  case twelfths
  /// By the days of each month.
  case calendarDays = "calendar_days"
  /// By the working days of each month.
  case workingDays = "working_days"
  /// By last year's actual profile.
  case lastYear = "last_year"

  package var meaning: String {
    switch self {
    case .twelfths: "a twelfth of the year each month; the last month takes the remainder"
    case .calendarDays: "by the days of each month; the last month takes the remainder"
    case .workingDays: "by the working days of each month in England; the last month takes the remainder"
    case .lastYear: "by last year’s actual spending in each month; the last month takes the remainder"
    }
  }
}

/// How the year's outturn is forecast from the year to date.
package enum ForecastMethod: String, Sendable, Hashable, ConfigurationChoice {
  /// YTD actual × 12 ÷ months.
  case straightLine = "straight_line"
  /// By calendar days.
  case calendarDays = "calendar_days"
  /// By working days.
  case workingDays = "working_days"
  /// By the plan's profile.
  case planProfile = "plan_profile"
  /// By last year's profile.
  case priorYearProfile = "prior_year_profile"
  /// The mean of the last three months goes on.
  case runRate = "run_rate"
  /// The plan of the months that are left.
  case planRemainder = "plan_remainder"
  /// Exponential smoothing with additive trend and season, ETS(A,A,A).
  case exponentialSmoothing = "exponential_smoothing"
  /// The same with a damped trend, ETS(A,Ad,A).
  case dampedSmoothing = "damped_smoothing"
  /// The Theta method.
  case theta

  package var meaning: String {
    switch self {
    case .straightLine: "year to date × 12 ÷ months elapsed"
    case .calendarDays: "year to date × days of the year ÷ days elapsed"
    case .workingDays: "year to date × working days of the year ÷ working days elapsed"
    case .planProfile: "year to date × annual plan ÷ plan to date"
    case .priorYearProfile: "year to date ÷ the share that these months had of last year’s outturn"
    case .runRate: "year to date + months left × the mean of the last months, as many as `run_rate_months` says"
    case .planRemainder: "year to date + the plan of the months left, for block lines"
    case .exponentialSmoothing: "exponential smoothing with additive trend and season, for series of 24 months or more"
    case .dampedSmoothing: "the same with a damped trend, for series of 24 months or more"
    case .theta: "the Theta method, for series of 24 months or more"
    }
  }

  /// The method's name in print, within a sentence.
  package var name: String {
    switch self {
    case .straightLine: "straight line"
    case .calendarDays: "calendar days"
    case .workingDays: "working days"
    case .planProfile: "plan profile"
    case .priorYearProfile: "last year’s profile"
    case .runRate: "run rate"
    case .planRemainder: "plan remainder"
    case .exponentialSmoothing: "exponential smoothing"
    case .dampedSmoothing: "damped smoothing"
    case .theta: "Theta"
    }
  }

  /// Whether it is a model fitted to months, and not a formula on the year to date.
  package var isStatistical: Bool {
    switch self {
    case .exponentialSmoothing, .dampedSmoothing, .theta: true
    default: false
    }
  }
}

/// What becomes of a row that stands twice, whole and the same.
package enum DuplicateRule: String, Sendable, Hashable, ConfigurationChoice {
  /// Counted as often as it stands.
  case count
  /// Counted once.
  case once

  package var meaning: String {
    switch self {
    case .count: "counted as often as it stands, and listed"
    case .once: "counted once, and listed with its money in the control table"
    }
  }
}

/// How small counts of people are shown.
package enum SmallNumberRule: String, Sendable, Hashable, ConfigurationChoice {
  /// As they are.
  case asTheyAre = "none"
  /// The rule of Hospital Episode Statistics since 2018.
  case hes2018
  /// Under five suppressed, with a second cell where a total would give it away.
  case underFiveWithSecondary = "lt5-with-secondary"

  package var meaning: String {
    switch self {
    case .asTheyAre: "counts as they are, for readers who may see them"
    case .hes2018: "1 to 7 as *, all else rounded to the nearest 5"
    case .underFiveWithSecondary: "1 to 4 as *, and a second cell where a total would give the first away"
    }
  }
}

/// What a provider's first-to-follow-up ratio is held against.
package enum RatioBenchmark: String, Sendable, Hashable, ConfigurationChoice {
  /// The median of the programme's providers, treatment function by treatment function.
  case programmeMedian = "programme_median"
  /// Ratios given in `ratios.by_specialty`.
  case given

  package var meaning: String {
    switch self {
    case .programmeMedian: "the median of the programme’s providers, for each treatment function"
    case .given: "the ratios under `by_specialty`; the median of the programme where none is given"
    }
  }
}

/// A pack's readers, for settings that differ among them.
package enum Audience: String, Sendable, Hashable, ConfigurationChoice {
  /// Commissioner packs.
  case commissioner
  /// Provider packs.
  case provider
  /// The programme pack.
  case programme
  /// Practice packs.
  case practice

  package var meaning: String {
    switch self {
    case .commissioner: "commissioner packs"
    case .provider: "provider packs"
    case .programme: "the programme pack"
    case .practice: "practice packs"
    }
  }
}
