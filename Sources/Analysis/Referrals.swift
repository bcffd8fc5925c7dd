package import Ledger
package import Quantities

/// The months of one financial year that the outpatient files hold, as places in the window.
package struct HeldYear: Sendable, Hashable {
  /// The year.
  package let year: FinancialYear
  /// The places held; empty where none is.
  package let months: Range<Int>
}

/// Attendances of something, month by month of the window.
package struct MonthCounts: Sendable, Hashable {
  /// The index of the code on its axis; the raw value of a `ReferralSource`.
  package let index: Int
  /// One for each month of the window; nought where the month is not held, which the table of months tells from a nought.
  package internal(set) var counts: [Int]

  /// Counts of a code.
  package init(index: Int, counts: [Int]) {
    self.index = index
    self.counts = counts
  }

  /// Several rows added up, of no code of their own.
  ///
  /// - Parameter months: how many months the window has.
  package init(summing rows: [MonthCounts], months: Int) {
    index = -1
    counts = Array(repeating: 0, count: months)
    for row in rows { for month in row.counts.indices where month < months { counts[month] += row.counts[month] } }
  }

  /// The sum over months of the window.
  package func sum(_ months: Range<Int>) -> Int { counts[months.clamped(to: counts.indices)].reduce(0, +) }
}

/// A count for each 1,000 weighted population over a year, a part of the year stretched to the whole: count × 12 ÷ months × 1,000 ÷ population. Nil where
/// no month is held or nobody is registered.
package func annualRatePerThousand(_ count: Int, months: Int, population: Int) -> ExactRatio? {
  guard months > 0, population > 0 else { return nil }
  return ExactRatio(Int128(count) * 12_000, over: Int128(months) * Int128(population))
}

/// A count stretched to a whole year: count × 12 ÷ months, to the eighth decimal. Nil where no month is held.
package func annualised(_ count: Int, months: Int) -> Activity? {
  months > 0 ? Activity(parts: Int128(count) * exactScale).scaled(by: 12, over: Int128(months)) : nil
}

/// Referrals of a scope over the window: attended first outpatient attendances, procedures included, from the sources that the programme counts.
///
/// A first attendance stands in for a referral: whoever was referred and not seen is not in it, and it falls in the month of the attendance.
package struct ReferralTable: Sendable {
  /// The years of the window, earliest first, with the months held of each.
  package let years: [HeldYear]
  /// The latest month held; nil where there is no outpatient file.
  package let latestMonth: MonthIndex?
  /// The places of the window that are held.
  package let held: Range<Int>
  /// All referrals.
  package let total: MonthCounts
  /// By practice, in axis order.
  package let byPractice: [MonthCounts]
  /// By provider, in axis order.
  package let byProvider: [MonthCounts]
  /// By commissioner, in axis order.
  package let byCommissioner: [MonthCounts]
  /// By treatment function, in axis order.
  package let bySpecialty: [MonthCounts]
  /// All attended firsts, whether or not they count as referrals, by class of source in the order of `ReferralSource`.
  package let firstsBySource: [MonthCounts]
  /// All attended firsts.
  package let firsts: MonthCounts

  /// Adds a scope up.
  package init(_ ledger: ProgrammeLedger, scope: Scope) {
    let sus = ledger.sus
    let start = sus.firstMonth.value
    latestMonth = sus.latestMonth[.referrals]
    let first = max(0, (sus.earliestMonth[.referrals]?.value ?? start) - start)
    let last = latestMonth.map { min($0.value - start, sus.monthCount - 1) } ?? -1
    let held = last >= first ? first..<(last + 1) : 0..<0
    self.held = held
    years =
      sus.monthCount == 0
      ? []
      : (sus.firstMonth.year.start...sus.firstMonth.advanced(by: sus.monthCount - 1).year.start).map { year in
        let year = FinancialYear(start: year)
        let april = MonthIndex(year: year, month: 1).value - start
        return HeldYear(year: year, months: held.clamped(to: april..<(april + 12)))
      }
    var practices = Tally(sus.monthCount)
    var providers = Tally(sus.monthCount)
    var commissioners = Tally(sus.monthCount)
    var specialties = Tally(sus.monthCount)
    var sources = Tally(sus.monthCount)
    var all = MonthCounts(index: 0, counts: Array(repeating: 0, count: sus.monthCount))
    var allFirsts = all
    for cell in ledger.attendances(of: scope) where cell.kind == .firstAttendance {
      let (month, count) = (Int(cell.month), Int(cell.count))
      sources.add(Int(cell.source.rawValue), month, count)
      allFirsts.counts[month] += count
      guard cell.isReferral else { continue }
      practices.add(Int(cell.practice), month, count)
      providers.add(Int(cell.provider), month, count)
      commissioners.add(Int(cell.commissioner), month, count)
      specialties.add(Int(cell.treatmentFunction), month, count)
      all.counts[month] += count
    }
    total = all
    firsts = allFirsts
    byPractice = practices.rows
    byProvider = providers.rows
    byCommissioner = commissioners.rows
    bySpecialty = specialties.rows
    firstsBySource = sources.rows
  }

  /// The latest year that holds a month.
  package var latestYear: HeldYear? { years.last { !$0.months.isEmpty } }

  /// The months of the year before the latest one that match the latest one's, in words “the same months”; nil unless all of them are held.
  package var sameMonthsBefore: Range<Int>? {
    guard let months = latestYear?.months else { return nil }
    let before = (months.lowerBound - 12)..<(months.upperBound - 12)
    return before.lowerBound >= held.lowerBound ? before : nil
  }

  /// The rows that a table names and the sum of the rest: those with at least a share of all over the months held, most first, ties by index.
  ///
  /// - Parameters:
  ///   - share: the least share of a row, as one over so many: 20 for one twentieth; nil for none.
  ///   - rows: the most rows.
  /// - Returns: the rest is nil where one row or none is left over, since a sum of one would name it all the same: it is then a row like the others.
  package func named(_ rows: [MonthCounts], least share: Int?, most: Int) -> (rows: [MonthCounts], rest: MonthCounts?) {
    let sorted = rows.filter { $0.sum(held) > 0 }.sorted { a, b in
      let (x, y) = (a.sum(held), b.sum(held))
      return x != y ? x > y : a.index < b.index
    }
    let whole = sorted.reduce(0) { $0 + $1.sum(held) }
    let count = min(most, sorted.prefix { row in share.map { row.sum(held) * $0 >= whole } ?? true }.count)
    guard sorted.count - count > 1 else { return (sorted, nil) }
    return (Array(sorted[..<count]), MonthCounts(summing: Array(sorted[count...]), months: total.counts.count))
  }
}

extension ProgrammeLedger {
  /// The cells of a scope, in order.
  package func attendances(of scope: Scope) -> some Sequence<AttendanceCell> {
    let range: Range<Int>
    if let commissioner = scope.commissioner {
      range = attendanceStart.indices.contains(commissioner + 1) ? attendanceStart[commissioner]..<attendanceStart[commissioner + 1] : 0..<0
    } else {
      range = attendanceCells.indices
    }
    let provider = scope.provider.map { UInt16(truncatingIfNeeded: $0) }
    return attendanceCells[range].lazy.filter { provider == nil || $0.provider == provider }
  }
}

/// Counts by index and month, while they are added up.
private struct Tally {
  private let months: Int
  private var places: [Int: Int] = [:]
  private var found: [MonthCounts] = []

  init(_ months: Int) { self.months = months }

  mutating func add(_ index: Int, _ month: Int, _ count: Int) {
    let place: Int
    if let known = places[index] {
      place = known
    } else {
      place = found.count
      places[index] = place
      found.append(MonthCounts(index: index, counts: Array(repeating: 0, count: months)))
    }
    found[place].counts[month] += count
  }

  var rows: [MonthCounts] { found.sorted { $0.index < $1.index } }
}
