/// A financial month: `2015-16/M11` is February 2016. M13 is month 12 with the year's adjustments.
package struct Period: Sendable, Hashable, Comparable {
  /// The financial year.
  package let year: FinancialYear
  /// The financial month, 1 (April) to 12 (March), or 13.
  package let month: Int

  /// Makes a period.
  ///
  /// - Precondition: the month is 1 to 13.
  package init(year: FinancialYear, month: Int) {
    precondition((1...13).contains(month), "a financial month is 1 to 13")
    self.year = year
    self.month = month
  }

  /// Reads `2015-16/M11`, `2015-16 M11` or `2015-16-M11`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let period = withUTF8(of: text, { Period(bytes: $0) }) else { return nil }
    self = period
  }

  private init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 11, let year = FinancialYear(bytes: UnsafeBufferPointer(rebasing: bytes[..<7])), bytes[8] == UInt8(ascii: "M"),
      bytes[7] == UInt8(ascii: "/") || bytes[7] == UInt8(ascii: " ") || bytes[7] == UInt8(ascii: "-"),
      bytes[9...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    let month = Int(bytes[9] - 0x30) * 10 + Int(bytes[10] - 0x30)
    guard (1...13).contains(month) else { return nil }
    self.init(year: year, month: month)
  }

  /// `2015-16/M11`, the way a period is printed and named in folders.
  package var description: String { "\(year.label)/\(monthLabel)" }
  /// `2015-16-M11`, the way a period stands in a figure id.
  package var identifier: String { "\(year.label)-\(monthLabel)" }
  /// `2015-16_M11`, the way a period stands in a file name.
  package var fileLabel: String { "\(year.label)_\(monthLabel)" }
  /// `M11`.
  package var monthLabel: String { "M\(twoDigits(month))" }

  /// The count of months since April of the year nought, so that periods can be subtracted. M13 counts as M12.
  package var index: MonthIndex { MonthIndex(year: year, month: min(month, 12)) }

  /// The calendar year and month (1 January … 12 December) of the financial month; M13 is March.
  package var calendar: (year: Int, month: Int) {
    let m = min(month, 12)
    return m <= 9 ? (year.start, m + 3) : (year.start + 1, m - 9)
  }

  /// `February 2016`.
  package var monthName: String { "\(monthNames[calendar.month - 1]) \(calendar.year)" }
  /// `February`.
  package var shortMonthName: String { monthNames[calendar.month - 1] }

  package static func < (a: Period, b: Period) -> Bool { (a.year, a.month) < (b.year, b.month) }
}

/// The English month names, January first: print never asks the machine's locale.
package let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]

/// One financial month as a number that can be subtracted and used as an index: months since April of the year nought.
package struct MonthIndex: Sendable, Hashable, Comparable, Strideable {
  /// Months since April of the year nought.
  package let value: Int

  /// Makes the index of a financial month, 1 to 12.
  @inlinable package init(year: FinancialYear, month: Int) { value = year.start * 12 + month - 1 }
  /// Makes an index from its count of months.
  @inlinable package init(value: Int) { self.value = value }

  /// The financial year.
  package var year: FinancialYear { FinancialYear(start: value / 12) }
  /// The financial month, 1 to 12.
  package var month: Int { value % 12 + 1 }
  /// The period.
  package var period: Period { Period(year: year, month: month) }

  package static func < (a: MonthIndex, b: MonthIndex) -> Bool { a.value < b.value }
  package func distance(to other: MonthIndex) -> Int { other.value - value }
  package func advanced(by n: Int) -> MonthIndex { MonthIndex(value: value + n) }
}
