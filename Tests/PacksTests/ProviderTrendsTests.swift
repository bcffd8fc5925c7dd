import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private func axes(_ month: Int = 2, unstated: [(String, Int)] = []) -> SampleAxes {
  var axes = SampleAxes()
  axes.period = Period(year: FinancialYear(start: 2015), month: month)
  axes.unstated = unstated.map { (provider: $0.0, monthsAgo: $0.1) }
  return axes
}

private func row(_ ago: Int, _ cost: Int64, _ provider: String = "RQM", _ commissioner: String = "10H") -> SampleRow {
  .pounds(commissioner, provider, "DC", ago: ago, plan: 0, actual: cost)
}

@Suite struct ProviderTrendsTests {
  private let rows = [
    row(1, 100), row(0, 20), row(13, 90), row(12, 20), row(2, 5_000), row(25, 80), row(24, 20), row(0, 60, "RAN"), row(12, 95, "RAN"),
    row(24, 130, "RAN"),
  ]

  /// Chelsea: 100, 110, 120; Royal National: 130, 95, 60; together 230, 205, 180.
  @Test func theSameMonthsOfThreeYearsStandSideBySide() throws {
    let pack = try samplePack(rows, axes())
    let table = try #require(pack.table("provider-trends"))
    #expect(
      table.printed == [
        ["Chelsea & Westminster", "100", "110", "120", "10.0", "9.1"], ["Royal National Orthopaedic", "130", "95", "60", "−26.9", "−36.8"],
        ["All trusts", "230", "205", "180", "−10.9", "−12.2"],
      ])
    #expect(table.caption == "£, April to May of each year, largest first")
    #expect(table.rows[0].cells[2].figure?.id.text == "position/10H/RQM/ytd_actual@2014-15-M02")
    #expect(table.total?.cells[3].figure?.id.text == "position/10H/ALL/ytd_actual")
    #expect(table.rows[0].cells[5].figure?.id.text == "trends/10H/RQM/growth_on_year_before")
    #expect(
      pack.headline("provider-trends") == "Spending is 12.2% down on the same two months of 2014-15; Royal National Orthopaedic fell most, by £35")
    let places = try #require(pack.table("provider-trends-places"))
    #expect(places.printed == [["Royal National Orthopaedic", "1", "2", "2"], ["Chelsea & Westminster", "2", "1", "1"]])
  }

  @Test func upAndLevelHaveTheirWords() throws {
    let up = try samplePack([row(0, 30), row(12, 20), row(0, 5, "RAN"), row(12, 9, "RAN")], axes(1))
    #expect(up.headline("provider-trends") == "Spending is 20.7% up on April of 2014-15; Chelsea & Westminster grew most, by £10")
    let level = try samplePack([row(0, 30), row(12, 30)], axes(1))
    #expect(level.headline("provider-trends") == "Spending is what it was in April of 2014-15")
    let first = try samplePack([row(0, 30)], axes(1))
    #expect(first.headline("provider-trends") == "Nothing was spent in April of 2014-15 to compare with")
  }

  @Test func aMonthThatWasNotSentIsLeftOutOfEveryYearAndNamed() throws {
    let pack = try samplePack(rows.filter { !($0.provider == "RQM" && $0.monthsAgo == 12) }, axes(unstated: [("RQM", 12)]))
    let table = try #require(pack.table("provider-trends"))
    #expect(table.printed[0] == ["Chelsea & Westminster", "80", "90", "100", "12.5", "11.1"])
    #expect(table.rows[0].cells[3].figure?.id.text == "trends/10H/RQM/same_months_actual")
    #expect(
      table.notes.map(\.plain).contains(
        "Months that a trust has not sent in every year are left out of all its years: Chelsea & Westminster (May)."))
  }

  @Test func aYearThatWasNotSentIsAWordAndItsSumsHaveNoGrowth() throws {
    let kept = rows.filter { !($0.provider == "RAN" && $0.monthsAgo >= 24) }
    let pack = try samplePack(kept, axes(unstated: [("RAN", 24), ("RAN", 25)]))
    let table = try #require(pack.table("provider-trends"))
    #expect(table.printed[1] == ["Royal National Orthopaedic", "not sent", "95", "60", "not sent", "−36.8"])
    #expect(table.printed[2].suffix(2) == ["not sent", "−12.2"])
    let last = try samplePack(
      rows.filter { !($0.provider == "RAN" && (12...13).contains($0.monthsAgo)) }, axes(unstated: [("RAN", 12), ("RAN", 13)]))
    #expect(
      last.headline("provider-trends")
        == "The last two years cannot be compared as a whole: Royal National Orthopaedic sent nothing for one of them")
  }

  @Test func oneYearAloneHasNoChartAndSaysSo() throws {
    let gaps = (12..<26).flatMap { [("RAN", $0), ("RQM", $0)] }
    let pack = try samplePack([row(0, 60, "RAN"), row(0, 10)], axes(unstated: gaps))
    #expect(pack.headline("provider-trends") == "Only 2015-16 has been sent: there is no earlier year to compare with")
    #expect(pack.table("provider-trends")?.printed.first == ["Royal National Orthopaedic", "60"])
    #expect(pack.section("provider-trends")?.blocks.count == 1)
    let none = try samplePack([row(0, 1, "RQM", "11C")], axes())
    #expect(none.table("provider-trends")?.rows.isEmpty == true)
  }
}

@Suite struct MonthlyCostsTests {
  private func programme(_ rows: [SampleRow], _ axes: SampleAxes) throws -> ReportDocument {
    try samplePack(rows, axes, kind: .programme, code: "programme")
  }

  @Test func everyMonthOfEveryCommissionerStandsInThousands() throws {
    let rows = [
      row(1, 100_400), row(0, 20_000), row(13, 90_000), row(12, 20_000), row(0, 60_000, "RAN", "11C"), row(12, 1_000, "RAN", "11C"),
      row(5, 4_000, "RAN", "11C"),
    ]
    let pack = try programme(rows, axes())
    let now = try #require(pack.table("monthly-costs-2015-16"))
    #expect(now.columns.map(\.head) == ["CCG", "Apr", "May", "To date"])
    #expect(
      now.printed == [
        ["Chiltern", "100", "20", "120"], ["Windsor, Ascot & Maidenhead", "–", "60", "60"], ["All CCGs", "100", "80", "180"],
      ])
    let before = try #require(pack.table("monthly-costs-2014-15"))
    #expect(before.columns.count == 14 && before.columns.last?.head == "Year")
    #expect(before.rows[1].cells[13].figure?.id.text == "position/11C/ALL/ytd_actual@2014-15-M12")
    #expect(before.rows[1].cells[13].figure?.value == .money(pounds(5_000)))
    let years = try #require(pack.table("monthly-costs-years"))
    #expect(years.printed[0] == ["Chiltern", "–", "110,000", "120,400", "–", "9.5"])
    #expect(
      pack.headline("monthly-costs")
        == "Spending is 62.5% up on the same two months of 2014-15; Windsor, Ascot & Maidenhead grew most, by £59,000")
  }

  /// Windsor has spent more this year, Chiltern the year before; what is not in the programme stands last, however much it is.
  @Test func theLargestOfEachYearStandsFirst() throws {
    var axes = axes()
    axes.unknownCommissioners = ["99Z"]
    let pack = try programme(
      [row(0, 20_000), row(0, 60_000, "RAN", "11C"), row(0, 90_000, "RAN", "99Z"), row(12, 70_000), row(12, 1_000, "RAN", "11C")], axes)
    func names(_ id: String) -> [String]? { pack.table(id)?.rows.map { $0.cells[0].printed } }
    #expect(names("monthly-costs-2015-16") == ["Windsor, Ascot & Maidenhead", "Chiltern", "Not in the programme"])
    #expect(names("monthly-costs-2014-15")?.prefix(2) == ["Chiltern", "Windsor, Ascot & Maidenhead"])
  }

  @Test func aMonthThatNobodySentIsAGapInTableAndChart() throws {
    let gaps = [("RAN", 1), ("RQM", 1), ("RAN", 14)]
    let pack = try programme([row(0, 9_000), row(12, 9_000), row(14, 2_000)], axes(unstated: gaps))
    let now = try #require(pack.table("monthly-costs-2015-16"))
    #expect(now.printed[0] == ["Chiltern", "not sent", "9", "9"])
    #expect(now.notes.map(\.plain).contains("Not sent, and not counted as nought: April 2015: all trusts."))
    let section = try #require(pack.section("monthly-costs"))
    let chart = try #require(section.blocks.compactMap { if case .chart(let block) = $0 { block } else { nil } }.first)
    let stacked = try #require(chart.chart as? StackedColumns)
    #expect(stacked.series.allSatisfy { $0.values[24] == nil && $0.values[25] != nil })
    #expect(chart.notes.map(\.plain).joined().contains("March 2014: Royal National Orthopaedic"))
  }

  @Test func theChartNamesFiveAndGathersTheOthers() throws {
    var many = axes()
    many.commissioners = (0..<9).map { "C\($0)" }
    let rows = (0..<9).map { row(0, Int64(1_000 * (9 - $0)), "RQM", "C\($0)") }
    let pack = try programme(rows, many)
    let data = try #require(pack.table("monthly-costs-parts"))
    #expect(data.columns.map(\.head) == ["Month", "C0", "C1", "C2", "C3", "C4", "4 other CCGs"])
    #expect(data.printed.last == ["May 2015", "9,000", "8,000", "7,000", "6,000", "5,000", "10,000"])
  }
}
