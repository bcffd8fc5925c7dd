/// An NHS financial year, April to March, named by the year in which it starts.
package struct FinancialYear: Sendable, Hashable, Comparable {
  /// The calendar year in which the financial year starts: 2015 for 2015-16.
  package let start: Int

  /// Makes the year that starts in April of the calendar year given.
  package init(start: Int) { self.start = start }

  /// Reads `2015-16`, `2015/16`, `201516`, `2015-2016` or `2015 16`; nil for anything else, and where the second year is not the first's next.
  package init?(_ text: some StringProtocol) {
    guard let year = withUTF8(of: text, { FinancialYear(bytes: $0) }) else { return nil }
    self = year
  }

  init?(bytes: UnsafeBufferPointer<UInt8>) {
    // Six digits, or six or eight with a separator after the first four.
    let hasSeparator = bytes.count == 7 || bytes.count == 9
    guard hasSeparator || bytes.count == 6 else { return nil }
    if hasSeparator, bytes[4] != UInt8(ascii: "-"), bytes[4] != UInt8(ascii: "/"), bytes[4] != UInt8(ascii: " ") { return nil }
    var first = 0
    var second = 0
    for (index, byte) in bytes.enumerated() where !(hasSeparator && index == 4) {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      if index < 4 { first = first * 10 + Int(byte - 0x30) } else { second = second * 10 + Int(byte - 0x30) }
    }
    guard first >= 1900, second == (bytes.count < 8 ? (first + 1) % 100 : first + 1) else { return nil }
    start = first
  }

  /// `2015-16`, as folders and file names carry it.
  package var label: String { "\(start)-\(twoDigits((start + 1) % 100))" }

  /// `201516`, as the standard's FINANCIAL YEAR column carries it.
  package var code: String { "\(start)\(twoDigits((start + 1) % 100))" }

  package static func < (a: FinancialYear, b: FinancialYear) -> Bool { a.start < b.start }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
