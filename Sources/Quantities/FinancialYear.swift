/// An NHS financial year, April to March, named by the year in which it starts.
package struct FinancialYear: Sendable, Hashable, Comparable {
  /// The calendar year in which the financial year starts: 2015 for 2015-16.
  package let start: Int

  /// Makes the year that starts in April of the calendar year given.
  package init(start: Int) { self.start = start }

  /// Reads `2015-16`, `2015/16`, `201516`, `2015-2016` or `2015 16`; nil for anything else, and where the second year is not the first's next.
  package init?(_ text: some StringProtocol) {
    let digits = text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.map { Int($0) - 0x30 }
    let others = text.utf8.filter { !($0 >= 0x30 && $0 <= 0x39) }
    guard digits.count == 6 || digits.count == 8, others.count <= 1 else { return nil }
    if let separator = others.first {
      guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: " "),
        Array(text.utf8).firstIndex(of: separator) == 4
      else { return nil }
    } else if digits.count == 8 {
      return nil
    }
    let first = digits.prefix(4).reduce(0) { $0 * 10 + $1 }
    let second = digits.dropFirst(4).reduce(0) { $0 * 10 + $1 }
    guard first >= 1900, second == (digits.count == 6 ? (first + 1) % 100 : first + 1) else { return nil }
    start = first
  }

  /// `2015-16`, as folders and file names carry it.
  package var label: String { "\(start)-\(twoDigits((start + 1) % 100))" }

  /// `201516`, as the standard's FINANCIAL YEAR column carries it.
  package var code: String { "\(start)\(twoDigits((start + 1) % 100))" }

  package static func < (a: FinancialYear, b: FinancialYear) -> Bool { a.start < b.start }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
