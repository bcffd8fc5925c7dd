/// A financial month of a sample programme, counted from its first.
struct SampleMonth {
  /// Calendar year in which the financial year starts.
  let year: Int
  /// Financial month, 1 (April) to 12.
  let month: Int

  /// The months of a programme that starts in April of a year.
  static func months(from year: Int, count: Int) -> [SampleMonth] {
    (0..<count).map { SampleMonth(year: year + $0 / 12, month: $0 % 12 + 1) }
  }

  /// `2015-16`.
  var yearLabel: String { "\(year)-\(padded((year + 1) % 100, to: 2))" }
  /// `201516`.
  var yearCode: String { "\(year)\(padded((year + 1) % 100, to: 2))" }
  /// `M11`.
  var label: String { "M" + padded(month, to: 2) }
  /// `2015-16/M11`.
  var period: String { "\(yearLabel)/\(label)" }
  /// `extracts/slam/2015-16/M11`.
  var slamFolder: String { "extracts/slam/\(yearLabel)/\(label)" }

  /// The calendar year and month (1 is January).
  var calendar: (year: Int, month: Int) { month <= 9 ? (year, month + 3) : (year + 1, month - 9) }

  /// The time stamp of a return made in the month after, on the day and minute given.
  func created(day: Int, minute: Int) -> String {
    let (calendarYear, calendarMonth) = calendar
    let (y, m) = calendarMonth < 12 ? (calendarYear, calendarMonth + 1) : (calendarYear + 1, 1)
    return "\(y)-\(padded(m, to: 2))-\(padded(day, to: 2))T09:\(padded(minute, to: 2)):00"
  }

  /// A date in the month: `2016-02-14`.
  func date(day: Int) -> String {
    let (y, m) = calendar
    return "\(y)-\(padded(m, to: 2))-\(padded(day, to: 2))"
  }

  /// `February 2016`.
  var name: String {
    let names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    return "\(names[calendar.month - 1]) \(calendar.year)"
  }
}

/// Planned and outpatient activity by month of the financial year, April first, as a share of an average month.
let electiveSeason = [0.96, 0.99, 1.02, 1.04, 0.94, 1.01, 1.05, 1.03, 0.93, 1.04, 1.00, 0.99]
/// Emergency activity likewise.
let emergencySeason = [0.98, 1.01, 1.00, 1.01, 0.96, 0.99, 1.01, 1.02, 1.06, 1.05, 0.95, 0.96]
