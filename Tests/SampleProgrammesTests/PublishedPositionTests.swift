import Foundation
import Testing

struct PublishedPositionTests {
  private static let april2015 = monthIndex(year: "2015", month: 1)

  /// Plan and actual of each commissioner by month of 2015-16 at each submission cut.
  private func costs(upTo submission: Int) throws -> [String: [Cost]] {
    var result: [String: [Cost]] = [:]
    for row in latest(try thamesValley.get(), upTo: submission) where row.month >= Self.april2015 {
      var months = result[row.commissioner] ?? Array(repeating: Cost(), count: 11)
      months[row.month - Self.april2015].plan += row.planPrice
      months[row.month - Self.april2015].actual += row.price
      result[row.commissioner] = months
    }
    return result
  }

  @Test(arguments: 1...11)
  func everyCommissionersPositionIsThePrintedOneAtBothCuts(of period: Int) throws {
    let table = try reference("ccg_ytd_by_month_2015-16")
    #expect(table.rows.count == 54)
    for submission in period...min(period + 1, 11) {
      let costs = try costs(upTo: Self.april2015 + submission - 1)
      #expect(costs.count == 18)
      for row in table.rows {
        let months = try #require(costs[row[0]])
        for month in 1...period {
          var cost = Cost()
          for place in 0..<month {
            cost.plan += months[place].plan
            cost.actual += months[place].actual
          }
          let value = row[2] == "plan_ytd" ? cost.plan : row[2] == "actual_ytd" ? cost.actual : cost.variance
          #expect(whole(value) == Int(row[2 + month]), "\(row[0]) \(row[2]) M\(month) at submission \(submission)")
        }
      }
    }
  }

  @Test func plansAreFlatTwelfths() throws {
    let costs = try costs(upTo: Self.april2015 + 10)
    for (code, months) in costs {
      #expect(Set(months.map { $0.plan }).count == 1, "\(code)")
    }
  }

  @Test func windsorByTrustHasTheTablesPlansAndTheChartsVariances() throws {
    var costs: [String: Cost] = [:]
    for row in latest(try thamesValley.get(), upTo: Self.april2015 + 10) where row.month >= Self.april2015 && row.commissioner == "11C" {
      costs[row.provider, default: Cost()].plan += row.planPrice
      costs[row.provider, default: Cost()].actual += row.price
    }
    #expect(costs.count == 16)
    for row in try reference("wam_ccg_ytd_by_trust_m11_2015-16").rows { #expect(whole(try #require(costs[row[0]]).plan) == Int(row[2])) }
    for row in try reference("wam_ccg_ytd_variance_chart_m11_2015-16").rows { #expect(whole(try #require(costs[row[0]]).variance) == Int(row[2])) }
  }

  @Test func submissionsThatRestateEarlierMonthsMoveMoneyBetweenLines() throws {
    let rows = try thamesValley.get()
    for (provider, submission, month) in [("RJ1", 29, 28), ("RQM", 33, 31), ("R1H", 34, 33), ("RYJ", 17, 15), ("RP6", 34, 33), ("RPY", 34, 30)] {
      let start = monthIndex(year: "2013", month: 1)
      let first = rows.filter { $0.provider == provider && $0.month == start + month && $0.submission == start + month }
      let later = rows.filter { $0.provider == provider && $0.month == start + month && $0.submission == start + submission }
      #expect(first.count == later.count && !first.isEmpty)
      #expect(zip(first, later).contains { $0.price != $1.price && $0.activity != $1.activity }, "\(provider) says nothing new")
      for commissioner in Set(first.map { $0.commissioner }) {
        let before = first.filter { $0.commissioner == commissioner }.reduce(0) { $0 + $1.price }
        let after = later.filter { $0.commissioner == commissioner }.reduce(0) { $0 + $1.price }
        #expect(before == after, "\(provider) \(commissioner)")
      }
    }
  }

  @Test func planFilesAgreeWithTheReturns() throws {
    let root = fixtures.appendingPathComponent("thames-valley-wessex")
    for year in ["2014-15", "2015-16"] {
      var planned: [String: Int] = [:]
      for path in try files(below: root) where path.hasPrefix("extracts/plan/\(year)/") {
        let table = try PlainTable(root.appendingPathComponent(path))
        let provider = try table.place("ORGANISATION IDENTIFIER (CODE OF PROVIDER)")
        let commissioner = try table.place("ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)")
        let price = try table.place("CONTRACT MONITORING PLANNED PRICE")
        let month = try table.place("FINANCIAL MONTH")
        for row in table.rows { planned["\(row[provider])|\(row[commissioner])|\(row[month])", default: 0] += exact(row[price]) }
      }
      var returned: [String: Int] = [:]
      let start = monthIndex(year: year, month: 1)
      for row in latest(try thamesValley.get(), upTo: start + 11) where row.month >= start {
        returned["\(row.provider)|\(row.commissioner)|\(row.month - start + 1)", default: 0] += row.planPrice
      }
      #expect(returned.count > 2500)
      for (key, value) in returned where planned[key] != value { Issue.record("\(year) \(key): \(value) and \(planned[key] ?? 0)") }
    }
  }
}
