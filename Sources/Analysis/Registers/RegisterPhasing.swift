package import Programme
package import Quantities

extension Phasing {
  /// How a register's amount for the year (a budget, a target) is spread by the programme's rule. A register has no months of its own, so that “last year” means
  /// twelfths here.
  package init(ofRegistersBy rule: PhasingRule, in year: FinancialYear) {
    switch rule {
    case .twelfths, .lastYear: self = .twelfths
    case .calendarDays: self = .calendarDays(of: year)
    case .workingDays: self = .workingDays(of: year)
    }
  }

  /// The part of an amount for the year that falls in the months up to a financial month, 1 to 13: the first months of `split`, to the penny, added.
  package func toDate(_ annual: Money, through month: Int) -> Money {
    split(annual, unit: exactScale / 100).prefix(max(0, min(month, 12))).reduce(.zero, +)
  }
}
