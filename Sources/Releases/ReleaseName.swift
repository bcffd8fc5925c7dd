package import Programme
package import Quantities

/// The name of a release: `2015-16/M11-flex-v1`, `2015-16/M11-freeze-v2`, or of a quarter's frozen position, `2015-16/Q3-freeze`.
package enum ReleaseName: Sendable, Hashable {
  /// A month's packs of a cut, in versions from 1.
  case month(Period, Cut, version: Int)
  /// A quarter's final position.
  case quarter(Quarter)

  /// Reads a name; `2015-16/M11-v1` means flex. Nil for anything else.
  package init?(_ text: some StringProtocol) {
    if text.hasSuffix("-freeze"), let quarter = Quarter(text.dropLast(7)) {
      self = .quarter(quarter)
      return
    }
    guard let hyphen = text.lastIndex(of: "-"), text[hyphen...].hasPrefix("-v") else { return nil }
    let digits = text[hyphen...].dropFirst(2)
    guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let version = Int(digits), version > 0,
      !digits.hasPrefix("0")
    else { return nil }
    var month = text[..<hyphen]
    var cut = Cut.flex
    for named in [Cut.flex, .freeze] where month.hasSuffix("-" + named.rawValue) {
      month = month.dropLast(named.rawValue.count + 1)
      cut = named
    }
    guard let period = Period(month) else { return nil }
    self = .month(period, cut, version: version)
  }

  /// The name as printed: `2015-16/M11-flex-v1`.
  package var text: String {
    switch self {
    case .month(let period, let cut, let version): "\(period.year.label)/\(period.monthLabel)-\(cut.rawValue)-v\(version)"
    case .quarter(let quarter): "\(quarter.year.label)/Q\(quarter.number)-freeze"
    }
  }

  /// Its folder in the programme folder: `releases/2015-16/M11-flex-v1`.
  package var folder: String { "releases/" + text }

  /// The month that it states; the last of a quarter.
  package var period: Period {
    switch self {
    case .month(let period, _, _): period
    case .quarter(let quarter): Period(year: quarter.year, month: quarter.number * 3)
    }
  }

  /// The cut that it states; a quarter's is the final one.
  package var cut: Cut {
    switch self {
    case .month(_, let cut, _): cut
    case .quarter: .freeze
    }
  }
}
