import Figures
import Quantities

/// Which way a variance points, with the word that stands beside it.
enum VarianceDirection: String {
  case over
  case under
  case onPlan = "on plan"

  /// The direction of plan − actual, by the sign of its exact value; nil for a missing value.
  init?(_ value: FigureValue) {
    switch value {
    case .money(let money): self = money.parts < 0 ? .over : money.parts > 0 ? .under : .onPlan
    case .activity(let activity): self = activity.parts < 0 ? .over : activity.parts > 0 ? .under : .onPlan
    case .count(let count): self = count < 0 ? .over : count > 0 ? .under : .onPlan
    case .ratio(let numerator, let denominator):
      self = numerator == 0 ? .onPlan : (numerator < 0) != (denominator < 0) ? .over : .under
    case .statistic(let value): self = value < 0 ? .over : value > 0 ? .under : .onPlan
    case .missing: return nil
    }
  }
}
