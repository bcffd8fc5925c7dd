import Quantities

/// Activity and cost of one kind of care, both counts of 10⁻⁸.
package struct CareTotal: Sendable, Hashable {
  package var activity: Int128 = 0
  package var cost: Int128 = 0

  /// Makes a total.
  package init(activity: Int128 = 0, cost: Int128 = 0) {
    self.activity = activity
    self.cost = cost
  }

  package static func += (a: inout CareTotal, b: CareTotal) {
    a.activity += b.activity
    a.cost += b.cost
  }
  static func + (a: CareTotal, b: CareTotal) -> CareTotal { CareTotal(activity: a.activity + b.activity, cost: a.cost + b.cost) }
}

/// What two kinds of file say of the care that both hold.
package struct CareTotals: Sendable, Hashable {
  package var firstAttendances = CareTotal()
  package var followUps = CareTotal()
  /// Outpatient procedures of which the return does not say whether they were at a first attendance.
  package var procedures = CareTotal()
  package var spells = CareTotal()
  package var emergencies = CareTotal()

  /// Makes totals of nothing.
  package init() {}

  var outpatients: CareTotal { firstAttendances + followUps + procedures }
}

/// A commissioner at a provider, as the files of the programme tell it: what the checks of one file against another see.
package struct PairTotals: Sendable {
  /// Index of the commissioner on the ledger's axis.
  package var commissioner: Int
  /// The returns and the attendance-level files, from April to the last month that both have; nil where there is none.
  package var year: (returns: CareTotals, attendances: CareTotals)?
  /// Which attendance-level files there are.
  package var hasOutpatients = false
  package var hasSpells = false
  package var hasEmergencies = false
  /// The month's total of the return, a count of 10⁻⁸ pounds.
  package var month: Int128 = 0
  /// What was invoiced for the month; nil where the register has no invoice of the pair for it.
  package var invoiced: Int128?
  /// Of the month's total: care, excluded drugs and excluded devices.
  package var care: Int128 = 0
  package var drugs: Int128 = 0
  package var devices: Int128 = 0
  /// What the patient-level returns state for the month; nil where the provider sent none.
  package var patientLevelCare: Int128?
  package var patientLevelDrugs: Int128?
  package var patientLevelDevices: Int128?

  /// Makes the totals of a pair.
  package init(commissioner: Int) { self.commissioner = commissioner }
}

/// What a check of one file against another found.
package struct PairHit: Sendable, Hashable {
  /// The money at stake, a count of 10⁻⁸ pounds: what the return has more than the other.
  package var stake: Int64
  /// What each of the two says.
  package var words: String

  init(_ stake: Int128, _ words: String) {
    self.stake = Int64(clamping: stake)
    self.words = words
  }
}

/// A check of one file against another: a pure function from a pair's totals and a limit to what differs.
package struct CrossFileCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// Whether what it compares is there.
  package let canRun: @Sendable (_ pair: PairTotals) -> Bool
  /// Says what differs; nil where the two agree. The limit is a count of 10⁻⁸.
  package let find: @Sendable (_ pair: PairTotals, _ limit: Int64) -> PairHit?

  init(
    _ definition: CheckDefinition, where canRun: @escaping @Sendable (_ pair: PairTotals) -> Bool,
    _ find: @escaping @Sendable (_ pair: PairTotals, _ limit: Int64) -> PairHit?
  ) {
    self.definition = definition
    self.canRun = canRun
    self.find = find
  }
}

/// Compares counts: what differs by more than the limit, a share in per cent of the larger, and by at least ten.
func compareCounts(_ returns: CareTotal, _ attendances: CareTotal, _ limit: Int64, _ what: String) -> PairHit? {
  let difference = returns.activity - attendances.activity
  let larger = max(returns.activity.magnitude, attendances.activity.magnitude)
  guard difference.magnitude >= UInt128(10 * exactScale), difference.magnitude * 100 * UInt128(exactScale) > UInt128(limit) * larger else {
    return nil
  }
  func count(_ parts: Int128) -> String { fixed(Money(parts: parts).rounded, places: 0) }
  return PairHit(
    returns.cost - attendances.cost,
    "\(count(returns.activity)) \(what) in the return, \(count(attendances.activity)) in the attendance file, to date")
}

/// Compares costs: what differs by more than the limit, a share in per cent of the larger, and by at least a thousand pounds.
func compareCosts(_ returns: Int128, _ attendances: Int128, _ limit: Int64) -> PairHit? {
  let difference = returns - attendances
  let larger = max(returns.magnitude, attendances.magnitude)
  guard difference.magnitude >= UInt128(1_000 * exactScale), difference.magnitude * 100 * UInt128(exactScale) > UInt128(limit) * larger else {
    return nil
  }
  return PairHit(difference, "\(pounds(returns)) in the return, \(pounds(attendances)) in the attendance file, to date")
}

/// Compares amounts that must be the same: what differs by more than the limit in pounds.
func compareAmounts(_ ofReturn: Int128, _ other: Int128?, _ limit: Int64, _ name: String) -> PairHit? {
  guard let other, (ofReturn - other).magnitude > UInt128(limit) else { return nil }
  return PairHit(ofReturn - other, "\(pounds(ofReturn)) in the return, \(pounds(other)) in \(name)")
}
