import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct PhasingTests {
  @Test func `twelfths of the programme's plan for a CCG give its printed plan to date`() {
    // Bracknell & Ascot, 2015-16: 2,227,682 at M11 is eleven twelfths; M1 prints 202,517 and M2 405,033.
    let annual = Phasing.twelfths.annual(fromYearToDate: pounds(2_227_682), through: 11)
    let months = Phasing.twelfths.split(annual)
    #expect(months[0].rounded == 202_517)
    #expect((months[0] + months[1]).rounded == 405_033)
    #expect(months.reduce(.zero, +) == annual)
  }

  @Test func `the last month takes the remainder`() {
    let months = Phasing.twelfths.split(money("100"))
    #expect(months[0] == money("8.33333333"))
    #expect(months[11] == money("8.33333337"))
    let pennies = Phasing.twelfths.split(money("100"), unit: 1_000_000)
    #expect(pennies.prefix(11).allSatisfy { $0 == money("8.33") })
    #expect(pennies[11] == money("8.37"))
    #expect(Phasing.twelfths.split(money("-0.00000001")).reduce(.zero, +) == money("-0.00000001"))
  }

  @Test func `calendar days know leap years`() {
    #expect(Phasing.calendarDays(of: FinancialYear(start: 2015)).total == 366)
    #expect(Phasing.calendarDays(of: FinancialYear(start: 2014)).total == 365)
    #expect(Phasing.calendarDays(of: FinancialYear(start: 1899)).total == 365, "1900 was no leap year")
    #expect(Phasing.calendarDays(of: FinancialYear(start: 1999)).total == 366)
    // April's 30 of 366 days.
    #expect(Phasing.calendarDays(of: FinancialYear(start: 2015)).split(money("366"))[0] == money("30"))
  }

  @Test func `working days scale a year to date to the year`() throws {
    let phasing = try #require(Phasing(weights: [20, 19, 22, 23, 20, 22, 22, 21, 22, 20, 21, 21]))
    #expect(phasing.total == 253)
    #expect(phasing.annual(fromYearToDate: money("232"), through: 11) == money("253"))
    #expect(phasing.annual(fromYearToDate: units(232), through: 11) == units(253))
  }

  @Test func `weights must be twelve, none below nought, not all nought`() {
    #expect(Phasing(weights: [1, 2]) == nil)
    #expect(Phasing(weights: Array(repeating: 0, count: 12)) == nil)
    #expect(Phasing(weights: [-1] + Array(repeating: 1, count: 11)) == nil)
    #expect(Phasing(lastYear: [pounds(-1)] + Array(repeating: pounds(1), count: 11)) == nil)
  }

  @Test func `a share near nought falls back to twelfths`() throws {
    let late = try #require(Phasing(weights: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))
    #expect(late.annual(fromYearToDate: money("10"), through: 5) == money("24"))
    #expect(late.annual(fromYearToDate: money("10"), through: 12) == money("10"))
    #expect(late.annual(fromYearToDate: money("10"), through: 13) == money("10"), "month 13 is the whole year")
  }

  @Test(arguments: [1, 2, 3]) func `any amount foots over any weights`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<300 {
      let weights = (0..<12).map { _ in Int(random.next() % 40) }
      let phasing = try #require(Phasing(weights: weights.contains { $0 > 0 } ? weights : Array(repeating: 1, count: 12)))
      let annual = Money(parts: Int64(truncatingIfNeeded: random.next()))
      for unit: Int128 in [1, 1_000_000] {
        let months = phasing.split(annual, unit: unit)
        #expect(months.count == 12)
        #expect(months.reduce(.zero, +) == annual)
        #expect(months.prefix(11).allSatisfy { $0.parts % unit == 0 })
      }
    }
  }
}

@Suite struct VarianceTests {
  @Test func `a negative variance is over plan`() {
    let variance = Variance(plan: pounds(9_875_423), actual: pounds(11_202_575))
    #expect(variance.value == pounds(-1_327_152))
    #expect(variance.direction == .over)
    #expect(variance.share?.scaled(places: 4) == -1344, "−13.44 %")
    #expect(Variance(plan: pounds(2), actual: pounds(1)).direction == .under)
    #expect(Variance(plan: pounds(2), actual: pounds(2)).direction == .onPlan)
  }

  @Test func `without a plan there is no percentage`() {
    #expect(Variance(plan: .zero, actual: pounds(5)).share == nil)
  }
}
