import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

private func axes(_ month: Int, unstated: [(String, Int)] = []) -> SampleAxes {
  var axes = SampleAxes()
  axes.period = Period(year: FinancialYear(start: 2015), month: month)
  axes.unstated = unstated.map { (provider: $0.0, monthsAgo: $0.1) }
  return axes
}

private func trends(_ rows: [SampleRow], _ axes: SampleAxes) -> YearTrends {
  let ledger = sampleLedger(rows, axes)
  return YearTrends(ledger, series: SeriesTable(ledger))
}

private func row(_ ago: Int, _ cost: Int64, _ provider: String = "RQM", _ commissioner: String = "10H") -> SampleRow {
  .pounds(commissioner, provider, "DC", ago: ago, plan: 0, actual: cost)
}

@Suite struct YearTrendsTests {
  /// To May: April and May of each year, 100 + 20, 90 + 20 and 80 + 20; June to March of the years before take no part. (120 − 110) ÷ 110, (110 − 100) ÷ 100.
  @Test func theSameMonthsOfEachYearWorkedByHand() {
    let rows = [row(1, 100), row(0, 20), row(13, 90), row(12, 20), row(2, 5_000), row(25, 80), row(24, 20), row(20, 700)]
    let trend = trends(rows, axes(2)).trend(of: .commissioner(0))
    #expect(trend.costs == [pounds(100), pounds(110), pounds(120)])
    #expect(trend.isYearToDate == [true, true, true])
    #expect(trend.growth(0) == nil)
    #expect(trend.growth(1) == ExactRatio(1, over: 10))
    #expect(trend.growth(2) == ExactRatio(1, over: 11))
  }

  /// RQM did not send May 2014: May is left out of all its years.
  @Test func aMonthThatOneYearLacksIsLeftOutOfAll() {
    let rows = [row(1, 100), row(0, 20), row(13, 90), row(25, 80), row(24, 30)]
    let trends = trends(rows, axes(2, unstated: [("RQM", 12)]))
    #expect(trends.months[1] == [1])
    let trend = trends.trend(of: .pair(commissioner: 0, provider: 1))
    #expect(trend.costs == [pounds(80), pounds(90), pounds(100)])
    // 2014-15 holds nothing more than April, so that it is its year to date all the same.
    #expect(trend.isYearToDate == [false, true, false])
    #expect(trend.lacking.isEmpty && trend.growth(1) == ExactRatio(1, over: 8))
  }

  @Test func aYearThatWasNotSentIsNotNought() {
    let gaps = (24...25).map { ("RAN", $0) }
    let rows = [row(0, 10, "RAN"), row(12, 5, "RAN"), row(0, 1), row(12, 2), row(24, 3)]
    let trends = trends(rows, axes(2, unstated: gaps))
    let pair = trends.trend(of: .pair(commissioner: 0, provider: 0))
    #expect(pair.costs == [nil, pounds(5), pounds(10)])
    #expect(pair.growth(1) == nil)
    let whole = trends.trend(of: .commissioner(0))
    #expect(whole.costs == [pounds(3), pounds(7), pounds(11)])
    #expect(whole.lacking == [0])
    #expect(whole.growth(1) == nil, "the sum of a year lacks a provider")
    #expect(whole.growth(2) == ExactRatio(4, over: 7))
  }

  /// Two years alone: nobody has sent the first, which then lacks nobody.
  @Test func aYearThatNobodySentBindsNobody() {
    let gaps = (24...25).flatMap { [("RAN", $0), ("RQM", $0)] }
    let whole = trends([row(0, 10), row(12, 5), row(0, 2, "RAN"), row(12, 1, "RAN")], axes(2, unstated: gaps)).trend(of: .commissioner(0))
    #expect(whole.costs == [nil, pounds(6), pounds(12)])
    #expect(whole.lacking.isEmpty && whole.growth(2) == ExactRatio(1, over: 1))
  }

  @Test func growthFromNothingOrACreditIsNone() {
    let trend = trends([row(0, 10), row(12, -5)], axes(1)).trend(of: .commissioner(0))
    #expect(trend.costs == [pounds(0), pounds(-5), pounds(10)])
    #expect(trend.growth(1) == nil && trend.growth(2) == nil)
  }

  @Test func sumsAreThoseOfTheRows() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<15 {
      let month = Int.random(in: 1...12, using: &random)
      let gaps = (0..<4).map { _ in (Bool.random(using: &random) ? "RQM" : "RAN", Int.random(in: 0..<(24 + month), using: &random)) }
      let held = Set(gaps.map { "\($0.0)\($0.1)" })
      let rows = (0..<120).compactMap { _ -> SampleRow? in
        let made = row(
          Int.random(in: 0..<(24 + month), using: &random), Int64.random(in: 1...1000, using: &random), Bool.random(using: &random) ? "RQM" : "RAN",
          Bool.random(using: &random) ? "10H" : "11C")
        // What was not sent has no row.
        return held.contains("\(made.provider)\(made.monthsAgo)") ? nil : made
      }
      let trends = trends(rows, axes(month, unstated: gaps))
      for (c, commissioner) in ["10H", "11C"].enumerated() {
        for (p, provider) in ["RAN", "RQM"].enumerated() {
          let common = (1...month).filter { m in (0..<3).allSatisfy { year in !held.contains("\(provider)\((2 - year) * 12 + month - m)") } }
          // A year of which no month was sent at all has no months to compare, and does not bind the others.
          let whole = (0..<3).filter { year in (1...month).contains { !held.contains("\(provider)\((2 - year) * 12 + month - $0)") } }
          guard whole.count == 3 else { continue }
          let expected = (0..<3).map { year -> Money? in
            rows.filter {
              $0.commissioner == commissioner && $0.provider == provider && common.map { (2 - year) * 12 + month - $0 }.contains($0.monthsAgo)
            }.reduce(Money.zero) { $0 + Money(parts: $1.actualCost) }
          }
          #expect(trends.trend(of: .pair(commissioner: c, provider: p)).costs == expected)
        }
      }
    }
  }

  @Test func placesGoFromTheLargestAndTiesStandInOrder() {
    #expect(places([pounds(5), nil, pounds(9), pounds(5)]) == [2, nil, 1, 3])
  }
}
