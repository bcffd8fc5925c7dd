import Foundation
import Testing

struct PublishedAttendanceTests {
  /// An attendance or spell of the two commissioners whose figures are published.
  struct Attendance {
    let month: Int
    let provider: String
    let attended: Bool
    let isFirst: Bool
    let source: String
    let referrer: String
    let cost: Int
  }

  private static let published = Result {
    try ["outpatients", "inpatients", "emergency"].map { kind in try ["10X", "10J"].map { try read(kind, commissioner: $0) } }
  }

  private static func read(_ kind: String, commissioner: String) throws -> [Attendance] {
    let root = fixtures.appendingPathComponent("thames-valley-wessex")
    var result: [Attendance] = []
    for path in try files(below: root) where path.hasPrefix("extracts/sus/") && path.hasSuffix("/\(kind).csv") {
      let table = try PlainTable(root.appendingPathComponent(path))
      let names = ["FINANCIAL_YEAR", "FINANCIAL_MONTH", "COMMISSIONER", "PROVIDER", "COST_GBP"]
      let at = try names.map { try table.place($0) }
      let own =
        kind == "outpatients"
        ? try ["ATTENDED", "FIRST_ATTENDANCE", "SOURCE_OF_REFERRAL", "REFERRING_ORGANISATION"].map { try table.place($0) } : []
      for row in table.rows where row[at[2]] == commissioner {
        result.append(
          Attendance(
            month: monthIndex(year: row[at[0]], month: Int(row[at[1]]) ?? 0), provider: row[at[3]],
            attended: own.isEmpty || ["5", "6"].contains(row[own[0]]), isFirst: !own.isEmpty && ["1", "3"].contains(row[own[1]]),
            source: own.isEmpty ? "" : row[own[2]], referrer: own.isEmpty ? "" : row[own[3]], cost: exact(row[at[4]])))
      }
    }
    return result
  }

  @Test(arguments: [("southampton_outpatient_by_month", 0), ("southampton_inpatient_by_month", 1), ("southampton_aande_by_month", 2)])
  func southamptonsMonthsAreThePrintedOnes(table: String, kind: Int) throws {
    var count: [Int: Int] = [:]
    var cost: [Int: Int] = [:]
    for row in try Self.published.get()[kind][0] where row.attended {
      count[row.month, default: 0] += 1
      cost[row.month, default: 0] += row.cost
    }
    var total = (count: 0, cost: 0)
    let rows = try reference(table).rows
    #expect(rows.count == 24)
    for row in rows {
      let month = monthIndex(year: row[0], month: Int(row[1].dropFirst()) ?? 0)
      let value = row[1].isEmpty ? total : (count: count[month] ?? 0, cost: cost[month] ?? 0)
      #expect(value.count == Int(row[2]), "\(row)")
      #expect(whole(value.cost) == Int(row[3]), "\(row)")
      total = (total.count + value.count, total.cost + value.cost)
    }
  }

  @Test func southamptonsReferringOrganisationsAreThePrintedOnes() throws {
    let folder = fixtures.appendingPathComponent("thames-valley-wessex/organisations")
    var names = ["": "No detail provided"]
    for file in ["practices", "referring_organisations"] {
      for row in try PlainTable(folder.appendingPathComponent("\(file).csv")).rows { names[row[0]] = row[1] }
    }
    var found: [String: (count: Int, cost: Int)] = [:]
    for row in try Self.published.get()[0][0] where row.month == monthIndex(year: "2015", month: 11) && row.attended && row.isFirst {
      let name = try #require(names[row.referrer])
      found[name, default: (0, 0)].count += 1
      found[name, default: (0, 0)].cost += row.cost
      found["Grand Total", default: (0, 0)].count += 1
      found["Grand Total", default: (0, 0)].cost += row.cost
    }
    let rows = try reference("southampton_referring_organisations_m11").rows
    #expect(found.count == rows.count)
    for row in rows {
      #expect(found[row[0]]?.count == Int(row[2]), "\(row)")
      #expect(whole(found[row[0]]?.cost ?? 0) == Int(row[1]), "\(row)")
    }
  }

  @Test func northHampshiresFirstsAreThePrintedOnesByMonthAndByTrust() throws {
    var byMonth: [Int: Int] = [:]
    var byTrust: [String: [Int]] = [:]
    let table = try reference("north_hampshire_referrals_by_trust").rows
    for row in try Self.published.get()[0][1] where row.attended && row.isFirst {
      #expect(row.source == "03", "a first attendance that no GP referred")
      byMonth[row.month, default: 0] += 1
      let key = table.contains { $0[0] == row.provider } ? row.provider : ""
      byTrust[key, default: [0, 0, 0]][row.month / 12 - 2013] += 1
    }
    let months = try reference("north_hampshire_referrals_by_month").rows
    #expect(months.count == 35)
    for row in months {
      #expect(byMonth[monthIndex(year: row[0], month: Int(row[1].dropFirst()) ?? 0)] == Int(row[2]), "\(row)")
    }
    for row in table where row[1] != "Total" { #expect(byTrust[row[0]] == row[2...4].map { Int($0) ?? -1 }, "\(row)") }
  }

  @Test func qualityHoldsThePrintedShareAndSum() throws {
    let table = try PlainTable(fixtures.appendingPathComponent("thames-valley-wessex/registers/quality.csv"))
    var sums: [String: Int] = [:]
    var last: [String: String] = [:]
    for row in table.rows {
      if row[1] == "2015-16/M11" { last[row[0] + row[2]] = row[3] }
      if (row[1] == "2014-15/M12" || row[1].hasPrefix("2015-16")) && row[3] != "Not published" {
        sums[row[0] + row[2], default: 0] += Int(row[3]) ?? 0
      }
    }
    for row in try reference("quality_indicators_2015-16").rows {
      #expect(last[row[0] + "rtt_admitted"] == row[2].replacingOccurrences(of: "%", with: ""))
      #expect(last[row[0] + "rtt_non_admitted"] == row[3].replacingOccurrences(of: "%", with: ""))
      #expect(sums[row[0] + "mrsa"] == Int(row[4]))
      #expect(sums[row[0] + "cdiff"] == Int(row[5]))
    }
  }
}
