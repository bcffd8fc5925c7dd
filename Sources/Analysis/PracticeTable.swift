package import Ledger
package import Quantities

/// Attendances and spells of somebody, by kind. Adds.
package struct PracticeSums: Sendable, Hashable, AdditiveArithmetic {
  /// Attended first attendances.
  package var first: SUSRollUp.Amount
  /// Attended follow-up attendances.
  package var followUp: SUSRollUp.Amount
  /// Admitted spells.
  package var admissions: SUSRollUp.Amount
  /// Emergency department attendances.
  package var emergencies: SUSRollUp.Amount
  /// First attendances that count as referrals.
  package var referrals: Int

  /// Makes sums.
  package init(
    first: SUSRollUp.Amount = .zero, followUp: SUSRollUp.Amount = .zero, admissions: SUSRollUp.Amount = .zero,
    emergencies: SUSRollUp.Amount = .zero, referrals: Int = 0
  ) {
    self.first = first
    self.followUp = followUp
    self.admissions = admissions
    self.emergencies = emergencies
    self.referrals = referrals
  }

  /// Nothing.
  package static let zero = PracticeSums()
  /// First and follow-up attendances.
  package var outpatients: SUSRollUp.Amount { first + followUp }
  /// Everything.
  package var all: SUSRollUp.Amount { first + followUp + admissions + emergencies }

  package static func + (a: PracticeSums, b: PracticeSums) -> PracticeSums {
    PracticeSums(
      first: a.first + b.first, followUp: a.followUp + b.followUp, admissions: a.admissions + b.admissions,
      emergencies: a.emergencies + b.emergencies,
      referrals: a.referrals + b.referrals)
  }
  package static func - (a: PracticeSums, b: PracticeSums) -> PracticeSums {
    PracticeSums(
      first: a.first - b.first, followUp: a.followUp - b.followUp, admissions: a.admissions - b.admissions,
      emergencies: a.emergencies - b.emergencies,
      referrals: a.referrals - b.referrals)
  }

  /// Adds a cell.
  mutating func add(_ cell: AttendanceCell) {
    switch cell.kind {
    case .firstAttendance:
      first += cell.amount
      if cell.isReferral { referrals += Int(cell.count) }
    case .followUpAttendance: followUp += cell.amount
    case .admission: admissions += cell.amount
    case .emergencyAttendance: emergencies += cell.amount
    }
  }
}

/// A commissioner's attendances and spells by GP practice: the period's year to date, each kind up to the latest month that its files hold, and outpatients by
/// month over the window.
package struct PracticeTable: Sendable {
  /// The year to date by practice, by index in the ledger.
  package let toDate: [Int: PracticeSums]
  /// The year to date by practice and treatment function.
  package let bySpecialty: [Int: [Int: PracticeSums]]
  /// The same at providers that are not among those left out, by practice, treatment function and provider.
  package let byProvider: [Int: [Int: [Int: PracticeSums]]]
  /// Attended outpatients of each month of the window, by practice; nought where the month is not held.
  package let outpatientsByMonth: [Int: [Int]]
  /// The places of the window that the outpatient files hold.
  package let outpatientMonths: Range<Int>
  /// How many months of the period's year the outpatient files hold.
  package let monthsToDate: Int
  /// The latest month of each kind of file; nil where there is none.
  package let latest: (outpatients: MonthIndex?, admissions: MonthIndex?, emergencies: MonthIndex?)

  /// Adds a commissioner up.
  package init(_ ledger: ProgrammeLedger, commissioner: Int) {
    let sus = ledger.sus
    let start = sus.firstMonth.value
    let april = MonthIndex(year: ledger.period.year, month: 1).value - start
    var toDate: [Int: PracticeSums] = [:]
    var bySpecialty: [Int: [Int: PracticeSums]] = [:]
    var byProvider: [Int: [Int: [Int: PracticeSums]]] = [:]
    var monthly: [Int: [Int]] = [:]
    for cell in ledger.attendances(of: .commissioner(commissioner)) {
      let (practice, month) = (Int(cell.practice), Int(cell.month))
      if cell.kind == .firstAttendance || cell.kind == .followUpAttendance, month < sus.monthCount {
        monthly[practice, default: Array(repeating: 0, count: sus.monthCount)][month] += Int(cell.count)
      }
      guard month >= april else { continue }
      toDate[practice, default: .zero].add(cell)
      bySpecialty[practice, default: [:]][Int(cell.treatmentFunction), default: .zero].add(cell)
      byProvider[practice, default: [:]][Int(cell.treatmentFunction), default: [:]][Int(cell.provider), default: .zero].add(cell)
    }
    self.toDate = toDate
    self.bySpecialty = bySpecialty
    self.byProvider = byProvider
    outpatientsByMonth = monthly
    latest = (sus.latestMonth[.firstAttendances], sus.latestMonth[.admissions], sus.latestMonth[.emergencyAttendances])
    let first = max(0, (sus.earliestMonth[.firstAttendances]?.value ?? start) - start)
    let last = latest.outpatients.map { min($0.value - start, sus.monthCount - 1) } ?? -1
    outpatientMonths = last >= first ? first..<(last + 1) : 0..<0
    monthsToDate = outpatientMonths.clamped(to: max(april, 0)..<max(april + 12, max(april, 0))).count
  }

  /// The year to date of several practices.
  package func sums(of practices: [Int]) -> PracticeSums { practices.reduce(.zero) { $0 + (toDate[$1] ?? .zero) } }
  /// The year to date of several practices in a treatment function.
  package func sums(of practices: [Int], treatmentFunction: Int) -> PracticeSums {
    practices.reduce(.zero) { $0 + (bySpecialty[$1]?[treatmentFunction] ?? .zero) }
  }
}

/// What the market forces factor of a provider adds to a cost over that of a local service: cost × (1 − local ÷ provider’s), exact to the eighth decimal.
///
/// Prices already include the provider's factor (PbR): the same care at the local service's factor costs cost × local ÷ provider's.
/// - Parameters: factors in ten-thousandths, above nought.
/// - Returns: negative where the local service's factor is the higher one.
package func marketForcesPremium(_ cost: Money, provider: Int, local: Int) -> Money {
  provider > 0 ? cost - cost.scaled(by: Int128(local), over: Int128(provider)) : .zero
}
