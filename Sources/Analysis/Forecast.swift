package import Quantities

/// The formula of a forecast method of the programme that is built: how an outturn follows from a year to date.
package enum OutturnFormula: Sendable, Hashable, CaseIterable {
  /// YTD actual × 12 ÷ months elapsed.
  case straightLine

  /// The outturn that a leaf's year to date points to, rounded half away from nought at the eighth decimal.
  ///
  /// - Parameter months: months elapsed, 1 to 12.
  package func outturn(ofYearToDate actual: Money, months: Int) -> Money { Money(parts: outturn(parts: actual.parts, months: months)) }

  /// The activity likewise.
  package func outturn(ofYearToDate actual: Activity, months: Int) -> Activity { Activity(parts: outturn(parts: actual.parts, months: months)) }

  private func outturn(parts: Int128, months: Int) -> Int128 {
    switch self {
    case .straightLine: scaledExactly(parts, by: 12, over: Int128(max(1, min(months, 12)))) ?? parts
    }
  }
}
