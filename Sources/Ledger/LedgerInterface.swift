package import Extracts
package import Quantities

/// The organisations along one side of the ledger. The programme's own come first in code order, then codes that are not in the programme, in code order.
package struct OrganisationAxis: Sendable, Hashable {
  /// The codes.
  package var codes: [String]
  /// How many of them, from the first, are the programme's own.
  package var ownCount: Int

  /// Makes an axis.
  package init(codes: [String], ownCount: Int) {
    self.codes = codes
    self.ownCount = ownCount
  }

  /// The index of a code.
  package func index(of code: String) -> Int? { codes.firstIndex(of: code) }
}

/// A point of delivery as the lines carry it.
package struct PointOfDelivery: Sendable, Hashable, Comparable {
  /// What the provider calls it: local description, else local code, else the national code.
  package var providerPOD: String
  /// What the programme calls it: `pods.csv`, else the local code, else the provider POD.
  package var derivedPOD: String
  /// The national code.
  package var nationalPOD: String
  /// The group that drives forecasts; a group never mixes units.
  package var group: String

  /// Makes a point of delivery.
  package init(providerPOD: String, derivedPOD: String, nationalPOD: String, group: String) {
    self.providerPOD = providerPOD
    self.derivedPOD = derivedPOD
    self.nationalPOD = nationalPOD
    self.group = group
  }

  package static func < (a: PointOfDelivery, b: PointOfDelivery) -> Bool {
    (a.derivedPOD, a.providerPOD, a.nationalPOD, a.group) < (b.derivedPOD, b.providerPOD, b.nationalPOD, b.group)
  }
}

/// The contract lines of the period's year, in columns: one a commissioner × provider × POD × TFC × HRG, with its year to date and its month.
///
/// Sorted by commissioner, provider, POD, TFC and HRG index, which are all in code order, so that print order never depends on reading order.
/// Amounts are counts of 10⁻⁸; a sum over lines is taken in 128 bits.
package struct ContractLines: Sendable {
  /// Index into the ledger's commissioners.
  package var commissioner: [UInt16] = []
  /// Index into the ledger's providers.
  package var provider: [UInt16] = []
  /// Index into the ledger's points of delivery.
  package var pod: [UInt16] = []
  /// Index into the ledger's treatment functions; the blank code is one of them.
  package var treatmentFunction: [UInt16] = []
  /// Index into the ledger's HRG codes; the blank code is one of them.
  package var hrg: [UInt32] = []
  /// Year to date, M01 to the period.
  package var ytd = MeasureColumns()
  /// The period's month alone.
  package var month = MeasureColumns()
  /// Where each commissioner's lines start; one longer than the commissioners.
  package var commissionerStart: [Int] = [0]
  /// The line indexes of each provider, in line order.
  package var byProvider: [[UInt32]] = []

  /// Makes empty lines.
  package init() {}

  /// The number of lines.
  package var count: Int { commissioner.count }
}

/// Four columns of 10⁻⁸ counts.
package struct MeasureColumns: Sendable {
  /// Planned price.
  package var planCost: [Int64] = []
  /// Actual price.
  package var actualCost: [Int64] = []
  /// Planned activity.
  package var planActivity: [Int64] = []
  /// Actual activity.
  package var actualActivity: [Int64] = []

  /// Makes empty columns.
  package init() {}

  /// The measures of one line.
  package subscript(line: Int) -> Measures {
    Measures(
      planCost: Money(parts: planCost[line]), actualCost: Money(parts: actualCost[line]), planActivity: Activity(parts: planActivity[line]),
      actualActivity: Activity(parts: actualActivity[line]))
  }
}

/// The months of every commissioner and provider pair over the window that packs show.
package struct MonthlySeries: Sendable {
  /// The first month of the window: April of the year two before the period's.
  package var firstMonth: MonthIndex
  /// The number of months, up to and including the period's.
  package var monthCount: Int
  /// Number of providers on the axis.
  package var providerCount: Int
  /// 10⁻⁸ counts at ((commissioner × providers + provider) × months + month).
  package var columns = MeasureColumns()
  /// Whether any submission stated the month of the pair's provider, at (provider × months + month).
  package var stated: [Bool]
  /// The submission that counts for a pair's month, as the value of its month, in the order of the columns; −1 where none has stated it.
  package var submission: [Int32]
  /// The rows that count for a pair's month, in the order of the columns.
  package var rowCount: [Int32]

  /// Makes an empty series.
  package init(firstMonth: MonthIndex, monthCount: Int, commissionerCount: Int, providerCount: Int) {
    self.firstMonth = firstMonth
    self.monthCount = monthCount
    self.providerCount = providerCount
    let cells = commissionerCount * providerCount * monthCount
    columns.planCost = Array(repeating: 0, count: cells)
    columns.actualCost = Array(repeating: 0, count: cells)
    columns.planActivity = Array(repeating: 0, count: cells)
    columns.actualActivity = Array(repeating: 0, count: cells)
    stated = Array(repeating: false, count: providerCount * monthCount)
    submission = Array(repeating: -1, count: cells)
    rowCount = Array(repeating: 0, count: cells)
  }

  /// The measures of a pair in a month of the window.
  package subscript(commissioner commissioner: Int, provider provider: Int, month offset: Int) -> Measures {
    columns[(commissioner * providerCount + provider) * monthCount + offset]
  }
}

/// A plan for the whole year, from the plan file of a provider: commissioner × POD, all twelve months.
package struct AnnualPlanLine: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package var commissioner: UInt16
  /// Index into the ledger's providers.
  package var provider: UInt16
  /// Index into the ledger's points of delivery.
  package var pod: UInt16
  /// Planned price and activity by month, M01 first, twelve.
  package var months: [Measures]
  /// Makes a line.
  package init(commissioner: UInt16, provider: UInt16, pod: UInt16, months: [Measures]) {
    self.commissioner = commissioner
    self.provider = provider
    self.pod = pod
    self.months = months
  }
}

/// What is counted from the attendance and spell files.
package enum SUSMeasure: Int, Sendable, Hashable, CaseIterable {
  /// Attended first outpatient attendances (codes 1 and 3).
  case firstAttendances
  /// Attended follow-up outpatient attendances (codes 2 and 4).
  case followUpAttendances
  /// First attendances referred by a GP: the proxy for referrals.
  case referrals
  /// Admitted spells.
  case admissions
  /// Emergency department attendances.
  case emergencyAttendances
}

/// Attendance-level activity rolled up.
package struct SUSRollUp: Sendable {
  /// A count and its estimated cost.
  package struct Amount: Sendable, Hashable, AdditiveArithmetic {
    /// Attendances or spells.
    package var count: Int
    /// Estimated cost.
    package var cost: Money
    /// Makes an amount.
    package init(count: Int = 0, cost: Money = .zero) {
      self.count = count
      self.cost = cost
    }
    /// Nothing.
    package static let zero = Amount()
    package static func + (a: Amount, b: Amount) -> Amount { Amount(count: a.count + b.count, cost: a.cost + b.cost) }
    package static func - (a: Amount, b: Amount) -> Amount { Amount(count: a.count - b.count, cost: a.cost - b.cost) }
  }
  /// First and follow-up attendances of a pair and treatment function, year to date of the period's year up to the latest outpatient month.
  package struct FollowUpLine: Sendable, Hashable {
    /// Index into the ledger's commissioners.
    package var commissioner: UInt16
    /// Index into the ledger's providers.
    package var provider: UInt16
    /// Index into the ledger's treatment functions.
    package var treatmentFunction: UInt16
    /// Attended firsts.
    package var first: Amount
    /// Attended follow-ups.
    package var followUp: Amount
    /// Makes a line.
    package init(commissioner: UInt16, provider: UInt16, treatmentFunction: UInt16, first: Amount, followUp: Amount) {
      self.commissioner = commissioner
      self.provider = provider
      self.treatmentFunction = treatmentFunction
      self.first = first
      self.followUp = followUp
    }
  }
  /// The window of months, the same as the monthly series'.
  package var firstMonth: MonthIndex
  /// The number of months of the window.
  package var monthCount: Int
  /// The latest month that each measure's source has reached, nil when there is no such file.
  package var latestMonth: [SUSMeasure: MonthIndex]
  /// The earliest month that each measure's source holds in the window.
  package var earliestMonth: [SUSMeasure: MonthIndex]
  /// Amounts at (((measure × commissioners + commissioner) × providers + provider) × months + month).
  package var amounts: [Amount]
  /// Sorted by commissioner, provider and treatment function.
  package var followUpLines: [FollowUpLine]
  /// Sizes of the axes.
  package var commissionerCount: Int
  /// Sizes of the axes.
  package var providerCount: Int

  /// Makes a roll-up with nothing in it.
  package init(firstMonth: MonthIndex, monthCount: Int, commissionerCount: Int, providerCount: Int) {
    self.firstMonth = firstMonth
    self.monthCount = monthCount
    self.commissionerCount = commissionerCount
    self.providerCount = providerCount
    latestMonth = [:]
    earliestMonth = [:]
    followUpLines = []
    amounts = Array(repeating: .zero, count: SUSMeasure.allCases.count * commissionerCount * providerCount * monthCount)
  }

  /// The place of a measure, pair and month in `amounts`.
  package func place(_ measure: SUSMeasure, commissioner: Int, provider: Int, month: Int) -> Int {
    ((measure.rawValue * commissionerCount + commissioner) * providerCount + provider) * monthCount + month
  }
}

/// How a file of the period took part.
package struct SourceFile: Sendable, Hashable {
  /// The path, relative to the programme folder.
  package var path: String
  /// `slam`, `plan`, `outpatients`, `inpatients`, `emergency`.
  package var kind: String
  /// The provider whose submission it is, for returns and plans.
  package var provider: String?
  /// The submission's period, for returns.
  package var submission: Period?
  /// Whether it says by itself that the provider's return has come; the plan beside a file of actuals does not.
  package var isReturn = true
  /// SHA-256 of the bytes, hexadecimal.
  package var sha256: String
  /// Bytes.
  package var byteCount: Int
  /// Rows after the header, quarantined ones included.
  package var rowCount: Int
  /// Rows that count at this cut (a later submission may have replaced the rest).
  package var countedRows: Int
  /// Rows that a later submission replaced.
  package var replacedRows: Int
  /// Rows of months outside the window.
  package var outsideWindowRows: Int
  /// Rows that are the same as an earlier one, where the programme counts such once.
  package var leftOutRows: Int
  /// Rows held back.
  package var quarantinedRows: Int
  /// Whether the file was refused whole.
  package var refused: Bool
  /// The totals that the reader added up from raw bytes, before the ledger: all rows whose money can be read.
  package var rawTotal: Measures
  /// The readable money of quarantined rows.
  package var quarantinedTotal: Measures
  /// What rounding at the eighth decimal changed: raw − stored.
  package var roundingDifference: Measures
  /// The part of the file that counts in this ledger's window and cut.
  package var countedTotal: Measures
  /// The part that a later submission replaced.
  package var replacedTotal: Measures
  /// The part outside the window of months.
  package var outsideWindowTotal: Measures
  /// Rows that are the same as an earlier one, where the programme counts such once.
  package var leftOutTotal: Measures
  /// The raw total to its last decimal, counts of 10⁻¹⁸: `rawTotal` has it cut at the eighth.
  package var exactRawTotal: FourSums
  /// What rounding at the eighth decimal changed, raw − stored, counts of 10⁻¹⁸: `roundingDifference` has it cut at the eighth.
  package var exactRoundingDifference: FourSums

  /// Makes a source file with no totals.
  package init(path: String, kind: String, provider: String?, submission: Period?) {
    self.path = path
    self.kind = kind
    self.provider = provider
    self.submission = submission
    sha256 = ""
    byteCount = 0
    rowCount = 0
    countedRows = 0
    replacedRows = 0
    outsideWindowRows = 0
    leftOutRows = 0
    quarantinedRows = 0
    refused = false
    rawTotal = .zero
    quarantinedTotal = .zero
    roundingDifference = .zero
    countedTotal = .zero
    replacedTotal = .zero
    outsideWindowTotal = .zero
    leftOutTotal = .zero
    exactRawTotal = FourSums()
    exactRoundingDifference = FourSums()
  }

  /// What of the raw total is accounted for nowhere, counts of 10⁻¹⁸: nought in all four, or the build must not go on.
  ///
  /// raw = counted + replaced + outside the window + left out + quarantined + rounding.
  package var unaccounted: FourSums {
    let stored = countedTotal + replacedTotal + outsideWindowTotal + leftOutTotal + quarantinedTotal
    return exactRawTotal - FourSums(stored).times(finerThanStored) - exactRoundingDifference
  }
}

/// What an earlier submission said of a month that a later one restated, rolled up.
package struct ReplacedStatement: Sendable, Hashable {
  /// The submission that was replaced.
  package var submission: Period
  /// Index into the ledger's commissioners.
  package var commissioner: UInt16
  /// Index into the ledger's providers.
  package var provider: UInt16
  /// Index into the ledger's points of delivery.
  package var pod: UInt16
  /// Index into the ledger's treatment functions.
  package var treatmentFunction: UInt16
  /// The month that it spoke of.
  package var month: MonthIndex
  /// What it said.
  package var measures: Measures
  /// The rows that said it.
  package var rowCount: Int
  /// Whether it is what counted before the last submission of the ledger's cut came.
  package var countedBefore: Bool
  /// Makes a statement.
  package init(
    submission: Period, commissioner: UInt16, provider: UInt16, pod: UInt16, treatmentFunction: UInt16, month: MonthIndex, measures: Measures,
    rowCount: Int = 1, countedBefore: Bool = false
  ) {
    self.submission = submission
    self.commissioner = commissioner
    self.provider = provider
    self.pod = pod
    self.treatmentFunction = treatmentFunction
    self.month = month
    self.measures = measures
    self.rowCount = rowCount
    self.countedBefore = countedBefore
  }
}

/// Everything that a period's packs are made from: immutable once filled, shared by all of them without a lock.
package struct ProgrammeLedger: Sendable {
  /// The period.
  package var period: Period
  /// The cut.
  package var cut: Cut
  /// Commissioners.
  package var commissioners: OrganisationAxis
  /// Providers.
  package var providers: OrganisationAxis
  /// Points of delivery in order.
  package var pods: [PointOfDelivery]
  /// Treatment function codes in order; the blank one first where it occurs.
  package var treatmentFunctions: [String]
  /// HRG (tariff) codes in order; the blank one first where it occurs.
  package var hrgs: [String]
  /// The contract lines of the period's year.
  package var lines: ContractLines
  /// The months of every pair over the window.
  package var monthly: MonthlySeries
  /// The months of every pair and POD group over the window.
  package var leafSeries: LeafSeries
  /// The plan files' lines of the period's year, sorted; empty when there is no plan file.
  package var annualPlan: [AnnualPlanLine]
  /// Attendance-level activity.
  package var sus: SUSRollUp
  /// GP practice codes of the attendance files in order; the blank one first where it occurs.
  package var practices: [String]
  /// Codes of referring organisations of the outpatient files in order; the blank one first where it occurs.
  package var referrers: [String]
  /// Attendances and spells of the whole window by practice, sorted by commissioner, practice, provider, treatment function, source, kind, referral
  /// and month; only those that there are.
  package var attendanceCells: [AttendanceCell]
  /// Where each commissioner's cells start; one longer than the commissioners.
  package var attendanceStart: [Int]
  /// Attended outpatients of the period's year by referring organisation, sorted by commissioner, practice, provider and referrer.
  package var referrerLines: [ReferrerLine]
  /// The patients of the period's year who reach a threshold, sorted by commissioner and pseudonym.
  package var patients: [PatientLine]
  /// What of the year's attendances and spells bears no pseudonym, by commissioner: no patient line can hold it.
  package var withoutPseudonym: [SUSRollUp.Amount]
  /// The year's spells admitted through an emergency department, sorted by commissioner, provider and treatment function.
  package var emergencyAdmissions: [EmergencyAdmissionLine]
  /// Every file of the window, in path order.
  package var sources: [SourceFile]
  /// What earlier submissions said.
  package var replaced: [ReplacedStatement]
  /// What the last submission says of months before its own, in the grain of `replaced`: it counts, and stands among the lines and months too.
  package var restating: [ReplacedStatement]

  /// Makes a ledger with nothing in it, to be filled by `LedgerBuilder`.
  package init(
    period: Period, cut: Cut, commissioners: OrganisationAxis, providers: OrganisationAxis, firstMonth: MonthIndex
  ) {
    self.period = period
    self.cut = cut
    self.commissioners = commissioners
    self.providers = providers
    pods = []
    treatmentFunctions = []
    hrgs = []
    lines = ContractLines()
    let count = firstMonth.distance(to: period.index) + 1
    monthly = MonthlySeries(
      firstMonth: firstMonth, monthCount: count, commissionerCount: commissioners.codes.count, providerCount: providers.codes.count)
    leafSeries = LeafSeries(firstMonth: firstMonth, monthCount: count)
    annualPlan = []
    sus = SUSRollUp(firstMonth: firstMonth, monthCount: count, commissionerCount: commissioners.codes.count, providerCount: providers.codes.count)
    practices = []
    referrers = []
    attendanceCells = []
    attendanceStart = Array(repeating: 0, count: commissioners.codes.count + 1)
    referrerLines = []
    patients = []
    withoutPseudonym = Array(repeating: .zero, count: commissioners.codes.count)
    emergencyAdmissions = []
    sources = []
    replaced = []
    restating = []
  }

  /// The last submission that the period and cut read.
  package var lastSubmission: MonthIndex { cut == .flex ? period.index : period.index.advanced(by: 1) }
}
