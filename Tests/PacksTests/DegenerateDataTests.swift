import Analysis
import Figures
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private func axes(month: Int, providers: [String] = ["RAN", "RQM"]) -> SampleAxes {
  var axes = SampleAxes()
  axes.period = Period(year: FinancialYear(start: 2015), month: month)
  axes.providers = providers
  return axes
}

@Suite struct DegenerateDataTests {
  @Test func oneMonth() throws {
    let pack = try samplePack([.pounds("10H", "RQM", "DC", plan: 100, actual: 130)], axes(month: 1))
    #expect(pack.headline("headlines") == "Over plan by £30 after one month")
    #expect(pack.headline("cumulative") == "April ended £30 over plan")
    #expect(pack.identity.finding.plain == "£30 over plan after one month, 30.0% of plan")
    #expect(pack.headline("monthly-trend-by-provider") == "Chelsea & Westminster is £30 over its plan")
  }

  /// The size from which a plan file and the returns disagree is the programme's own.
  @Test func thePlanDifferenceThatTheProgrammeNames() throws {
    var ledger = sampleLedger([.pounds("10H", "RQM", "DC", plan: 120, actual: 0)], axes(month: 11))
    let provider = try #require(ledger.providers.index(of: "RQM"))
    ledger.annualPlan = [
      AnnualPlanLine(commissioner: 0, provider: UInt16(provider), pod: 0, months: Array(repeating: Measures(planCost: pounds(10)), count: 12))
    ]
    var input = sampleInput(ledger)
    // 110 to date by the plan file, 120 by the returns.
    #expect(PackContext(input).positions.planDifferences.count == 1)
    input.planDifference = pounds(10)
    #expect(PackContext(input).positions.planDifferences.isEmpty)
    input.planDifference = pounds(10) - Money(parts: Int128(1))
    #expect(PackContext(input).positions.planDifferences.count == 1)
  }

  @Test func noPlan() throws {
    let pack = try samplePack([.pounds("10H", "RQM", "DC", plan: 0, actual: 130, done: 3)], axes(month: 3))
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(table.printed == [["Chelsea & Westminster", "–", "130", "−130", "-1.0", "no plan"], ["All trusts", "–", "130", "−130", "", "no plan"]])
    #expect(pack.identity.finding.plain == "£130 over plan after three months")
    let activity = try #require(pack.table("activity-by-pod-ytd"))
    #expect(activity.printed[0].last == "no plan")
    #expect(pack.headline("top-ten-overspend") == "No line with a plan is over plan")
    #expect(pack.table("top-ten-overspend")?.rows.isEmpty == true)
    #expect(pack.table("top-ten-overspend")?.empty.plain == "No lines with a plan are over plan.")
    #expect(pack.headline("top-ten-zero-plan") == "One general surgery line without a plan cost £130")
  }

  @Test func nothingAtAll() throws {
    let pack = try samplePack([.pounds("11C", "RQM", "DC", plan: 1, actual: 1)], axes(month: 5))
    #expect(pack.headline("headlines") == "No plan and no cost are reported after five months")
    #expect(pack.table("position-by-provider-ytd")?.rows.isEmpty == true)
    #expect(pack.headline("activity-by-pod") == "No activity is reported this year")
    #expect(!pack.figures.contains { $0.value.approximation.map { !$0.isFinite } ?? false })
  }

  @Test func exactlyOnPlan() throws {
    let pack = try samplePack([.pounds("10H", "RQM", "DC", plan: 10, actual: 10), .pounds("10H", "RAN", "DC", plan: 10, actual: 10)], axes(month: 2))
    #expect(pack.headline("headlines") == "Exactly on plan after two months")
    #expect(pack.headline("position-by-provider") == "Every trust is exactly on plan")
    #expect(pack.headline("variance-by-provider") == "Every trust is exactly on plan")
    #expect(pack.headline("cumulative") == "Spending to date is exactly on plan")
  }

  @Test func aMonthThatWasNotSentIsAGapAndIsNamed() throws {
    var axes = axes(month: 3, providers: ["RQM"])
    axes.unstated = [("RQM", 1)]
    let pack = try samplePack(
      [.pounds("10H", "RQM", "DC", ago: 2, plan: 10, actual: 12), .pounds("10H", "RQM", "DC", plan: 10, actual: 12)], axes, kind: .provider,
      code: "RQM")
    let months = try #require(pack.table("plan-vs-actual"))
    #expect(months.printed[1] == ["May 2015", "not sent", "not sent", "not sent", "", "not sent", "not sent", "not sent"])
    #expect(months.notes.map(\.plain).contains("Not sent, and not counted as nought: May: Chelsea & Westminster."))
  }

  @Test func aCreditIsNegativeCost() throws {
    let pack = try samplePack([.pounds("10H", "RQM", "DC", plan: 10, actual: -5), .pounds("10H", "RAN", "DC", plan: 10, actual: 11)], axes(month: 2))
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(table.printed[1].prefix(4) == ["Chelsea & Westminster", "10", "−5", "15"])
    #expect(pack.headline("headlines") == "Under plan by £14 after two months")
  }

  @Test func theWholeYear() throws {
    let rows = (0..<12).map { SampleRow.pounds("10H", "RQM", "DC", ago: $0, plan: 10, actual: 11) }
    let pack = try samplePack(rows, axes(month: 12))
    let table = try #require(pack.table("position-by-provider-month-year"))
    // At month 12 the forecast is the actual.
    #expect(table.printed[0] == ["Chelsea & Westminster", "10", "11", "−1", "120", "132", "−12"])
    #expect(pack.headline("cumulative") == "The gap has widened in each of the twelve months, to £12 over plan")
  }
}
