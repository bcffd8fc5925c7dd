import Foundation
import Testing

struct DashboardTests {
  private static let march = monthIndex(year: "2016", month: 12)

  @Test func everyPositionIsThePrintedOneButTheTwoMisprints() throws {
    var year: [String: Cost] = [:]
    var month: [String: Cost] = [:]
    for row in try dashboard.get() {
      for key in [row.commissioner, "Total"] {
        year[key, default: Cost()].plan += row.planPrice
        year[key, default: Cost()].actual += row.price
        guard row.month == Self.march else { continue }
        month[key, default: Cost()].plan += row.planPrice
        month[key, default: Cost()].actual += row.price
      }
    }
    let rows = try reference("trust_dashboard_position_m12_2016-17").rows
    #expect(rows.count == 19)
    for (place, row) in rows.enumerated() {
      let key = row[0] == "Total" ? "Total" : "C" + (place < 9 ? "0" : "") + String(place + 1)
      let total = try #require(year[key])
      let last = try #require(month[key])
      var printed = row.dropFirst().map { Int($0) ?? 0 }
      // CCG 2's plan is printed 57,799 and CCG 8's forecast 32,547: neither foots (DEVIATIONS.md).
      if row[0] == "CCG 2" { printed.replaceSubrange(0...1, with: [57_779, 57_779]) }
      if row[0] == "CCG 8" { printed[4] = 32_574 }
      let values = [
        total.plan, total.plan, total.actual, total.variance, total.actual, total.variance, last.plan, last.actual,
      ]
      #expect(values.map(whole) == printed, "\(row[0])")
    }
  }

  @Test(arguments: ["non_zero_plan", "zero_plan"])
  func theTopTenListIsThePrintedOne(list: String) throws {
    struct Line {
      var text = ""
      var values = [0, 0, 0, 0]
      var variance: Int { values[2] - values[3] }
    }
    var lines: [String: Line] = [:]
    for row in try dashboard.get() {
      var line = lines[row.line] ?? Line()
      line.text = "\(row.pod),\(row.derivedPod),\(row.specialty),\(row.resource)"
      line.values = zip(line.values, [row.planActivity, row.activity, row.planPrice, row.price]).map { $0 + $1 }
      lines[row.line] = line
    }
    let ranked = lines.values.filter { list == "zero_plan" ? $0.values[2] == 0 && $0.values[3] > 0 : $0.values[2] != 0 }
      .sorted { $0.variance < $1.variance }
    #expect(ranked.count > 10)
    let found = ranked.prefix(10).map { line in ([line.text] + (line.values + [line.variance]).map { String(whole($0)) }).joined(separator: ",") }
    let printed = try reference("trust_dashboard_top_ten_2016-17").rows.filter { $0[0] == list }.map { $0.dropFirst().joined(separator: ",") }
    #expect(found.sorted() == printed.sorted())
    #expect(ranked[9].variance < ranked[10].variance, "the eleventh line ties with the tenth")
  }
}
