import Foundation

/// One row of a return, with the submission that it came in.
struct ReturnRow {
  let submission: Int
  let provider: String
  let commissioner: String
  /// Months since April of the year nought.
  let month: Int
  let pod: String
  let derivedPod: String
  let specialty: String
  let resource: String
  let planActivity: Int
  let planPrice: Int
  let activity: Int
  let price: Int

  /// Provider, commissioner, point of delivery, specialty and resource group.
  var line: String { "\(provider)|\(commissioner)|\(pod)|\(specialty)|\(resource)" }
}

/// The months of a year label such as `2015-16` or `201516`, April first, as an index.
func monthIndex(year: String, month: Int) -> Int { (Int(year.prefix(4)) ?? 0) * 12 + month - 1 }

/// Every row of every return of a programme.
func returns(of programme: String) throws -> [ReturnRow] {
  let root = fixtures.appendingPathComponent(programme)
  var rows: [ReturnRow] = []
  for path in try files(below: root) where path.hasPrefix("extracts/slam/") {
    let parts = path.split(separator: "/").map(String.init)
    let submission = monthIndex(year: parts[2], month: Int(parts[3].dropFirst()) ?? 0)
    let table = try PlainTable(root.appendingPathComponent(path))
    let names = [
      "FINANCIAL MONTH", "FINANCIAL YEAR", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)", "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)",
      "LOCAL POINT OF DELIVERY DESCRIPTION", "LOCAL POINT OF DELIVERY CODE", "ACTIVITY TREATMENT FUNCTION CODE", "TARIFF CODE",
      "CONTRACT MONITORING PLANNED ACTIVITY", "CONTRACT MONITORING PLANNED PRICE", "CONTRACT MONITORING ACTUAL ACTIVITY",
      "CONTRACT MONITORING ACTUAL PRICE",
    ]
    let at = try names.map { try table.place($0) }
    for row in table.rows {
      rows.append(
        ReturnRow(
          submission: submission, provider: row[at[2]], commissioner: row[at[3]], month: monthIndex(year: row[at[1]], month: Int(row[at[0]]) ?? 0),
          pod: row[at[4]], derivedPod: row[at[5]], specialty: row[at[6]], resource: row[at[7]], planActivity: exact(row[at[8]]),
          planPrice: exact(row[at[9]]), activity: exact(row[at[10]]), price: exact(row[at[11]])))
    }
  }
  return rows
}

/// The returns of the large fixture, read once.
let thamesValley = Result { try returns(of: "thames-valley-wessex") }
/// The returns of the trust dashboard, read once.
let dashboard = Result { try returns(of: "trust-dashboard-2016-17") }

/// What counts when submissions up to one have come: for each provider and month the latest that states it, whole.
func latest(_ rows: [ReturnRow], upTo submission: Int) -> [ReturnRow] {
  struct Slice: Hashable {
    let provider: String
    let month: Int
  }
  var last: [Slice: Int] = [:]
  for row in rows where row.submission <= submission {
    let slice = Slice(provider: row.provider, month: row.month)
    last[slice] = max(last[slice] ?? 0, row.submission)
  }
  return rows.filter { $0.submission <= submission && last[Slice(provider: $0.provider, month: $0.month)] == $0.submission }
}

/// Planned and actual cost.
struct Cost: Equatable {
  var plan = 0
  var actual = 0
  var variance: Int { plan - actual }
}
