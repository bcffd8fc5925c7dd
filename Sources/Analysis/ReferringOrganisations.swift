package import Ledger
import Quantities

/// Attended outpatients of one referring organisation, or of several gathered.
package struct ReferrerRow: Sendable, Hashable {
  /// Index into the ledger's referrers; nil for several gathered.
  package let referrer: Int?
  /// First attendances of the year to date.
  package var first = SUSRollUp.Amount.zero
  /// All attendances of the year to date.
  package var attended = SUSRollUp.Amount.zero
  /// First attendances of the latest month held.
  package var firstInLatestMonth = SUSRollUp.Amount.zero
  /// All attendances of that month.
  package var attendedInLatestMonth = SUSRollUp.Amount.zero

  /// A row with nothing in it.
  package init(referrer: Int?) { self.referrer = referrer }

  /// Several rows added up.
  package init(summing rows: some Sequence<ReferrerRow>) {
    referrer = nil
    for row in rows {
      first += row.first
      attended += row.attended
      firstInLatestMonth += row.firstInLatestMonth
      attendedInLatestMonth += row.attendedInLatestMonth
    }
  }
}

/// The referring organisations of a scope in the period's year, in axis order.
package func referrers(of scope: Scope, _ ledger: ProgrammeLedger) -> [ReferrerRow] {
  var rows = [ReferrerRow?](repeating: nil, count: ledger.referrers.count)
  for line in ledger.referrerLines {
    if let commissioner = scope.commissioner, Int(line.commissioner) != commissioner { continue }
    if let provider = scope.provider, Int(line.provider) != provider { continue }
    let index = Int(line.referrer)
    var row = rows[index] ?? ReferrerRow(referrer: index)
    row.first += line.first
    row.attended += line.attended
    row.firstInLatestMonth += line.firstInLatestMonth
    row.attendedInLatestMonth += line.attendedInLatestMonth
    rows[index] = row
  }
  return rows.compactMap { $0 }
}
