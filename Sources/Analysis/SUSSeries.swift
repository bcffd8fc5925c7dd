package import Ledger
package import Quantities

/// One financial year of a series of attendances or spells.
package struct SUSYear: Sendable, Hashable {
  /// The year.
  package let year: FinancialYear
  /// Twelve months, April first; nil where the source does not hold the month, which is never nought.
  package let months: [SUSRollUp.Amount?]
  /// The sum of the months held; nil when none is.
  package var total: SUSRollUp.Amount? {
    let held = months.compactMap { $0 }
    return held.isEmpty ? nil : held.reduce(.zero, +)
  }
  /// How many months are held.
  package var monthsHeld: Int { months.count { $0 != nil } }
  /// The sum of the months held × 12 ÷ their number, as a count of 10⁻⁸; nil when none is held.
  package var annualisedCount: Activity? {
    guard let total, monthsHeld > 0 else { return nil }
    return Activity(parts: Int128(total.count) * exactScale).scaled(by: 12, over: Int128(monthsHeld))
  }
}

/// A measure, or several added up, by month over the years of the window.
package struct SUSSeries: Sendable, Hashable {
  /// The years of the window, earliest first.
  package let years: [SUSYear]
  /// The latest month that the sources of every measure have reached; nil when one has no source.
  package let latestMonth: MonthIndex?
  /// Everything held over the years.
  package let grandTotal: SUSRollUp.Amount

  /// The month's amount; nil where it is not held.
  package subscript(month: MonthIndex) -> SUSRollUp.Amount? {
    years.first { $0.year == month.year }?.months[month.month - 1]
  }

  /// The months held in order, with their amounts.
  package var points: [(month: MonthIndex, amount: SUSRollUp.Amount)] {
    years.flatMap { year in
      year.months.enumerated().compactMap { offset, amount in amount.map { (MonthIndex(year: year.year, month: offset + 1), $0) } }
    }
  }

  /// The amount of the latest month held.
  package var latest: SUSRollUp.Amount? { latestMonth.flatMap { self[$0] } }

  /// Adds a scope up.
  ///
  /// - Parameter measures: added together: first and follow-up attendances make all outpatients. A month is held when every one of them holds it.
  package init(_ sus: SUSRollUp, scope: Scope, measures: [SUSMeasure]) {
    let window = sus.firstMonth.value..<(sus.firstMonth.value + sus.monthCount)
    let earliest = measures.map { sus.earliestMonth[$0]?.value ?? window.lowerBound }.max() ?? window.upperBound
    let reached = measures.map { sus.latestMonth[$0] }
    let latest = reached.contains(nil) ? nil : reached.compactMap { $0 }.min()
    latestMonth = latest
    var amounts = [SUSRollUp.Amount](repeating: .zero, count: sus.monthCount)
    for measure in measures {
      for c in scope.commissioner.map({ $0..<($0 + 1) }) ?? 0..<sus.commissionerCount {
        for p in scope.provider.map({ $0..<($0 + 1) }) ?? 0..<sus.providerCount {
          let start = sus.place(measure, commissioner: c, provider: p, month: 0)
          for month in 0..<sus.monthCount { amounts[month] += sus.amounts[start + month] }
        }
      }
    }
    var years: [SUSYear] = []
    var total = SUSRollUp.Amount.zero
    if !window.isEmpty, let latest {
      for year in sus.firstMonth.year.start...MonthIndex(value: window.upperBound - 1).year.start {
        let start = MonthIndex(year: FinancialYear(start: year), month: 1).value
        let months = (0..<12).map { offset -> SUSRollUp.Amount? in
          let month = start + offset
          guard window.contains(month), month >= earliest, month <= latest.value else { return nil }
          return amounts[month - window.lowerBound]
        }
        years.append(SUSYear(year: FinancialYear(start: year), months: months))
        for case let amount? in months { total += amount }
      }
    }
    self.years = years
    grandTotal = total
  }
}
