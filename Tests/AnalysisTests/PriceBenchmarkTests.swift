import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

private func table(_ rows: [SampleRow]) -> PriceTable {
  var axes = SampleAxes()
  axes.providers = ["R1", "R2", "R3", "R4", "R5"]
  axes.pods = ["DC": ("DC", "elective"), "BLOCK": ("BLOCK", "financial")]
  return PriceTable(sampleLedger(rows, axes))
}

private func row(_ provider: String, _ commissioner: String = "10H", pod: String = "DC", hrg: String = "AA01Z", cost: Int64, units: Int64)
  -> SampleRow
{
  .pounds(commissioner, provider, pod, hrg: hrg, plan: 0, actual: cost, done: units)
}

@Suite struct PriceBenchmarkTests {
  /// Own £2,400 for 20, £120. Others £90, £100 and £110; R5's £80 is of nine units and does not count.
  /// Median 100; hinges (90 + 100) ÷ 2 and (100 + 110) ÷ 2. At stake: 2,400 − 100 × 20.
  private let rows = [
    row("R1", cost: 1_500, units: 12), row("R1", "11C", cost: 900, units: 8), row("R2", cost: 900, units: 10), row("R3", cost: 2_000, units: 20),
    row("R4", cost: 1_210, units: 11), row("R5", cost: 720, units: 9),
  ]

  @Test func aPriceBesideTheOthersWorkedByHand() throws {
    let own = try #require(table(rows).rows(of: 0, tariff: Tariff()).first)
    #expect(own.price == pounds(120))
    #expect(own.others?.median == pounds(100))
    #expect(own.others?.lower == pounds(95))
    #expect(own.others?.upper == pounds(105))
    #expect(own.others?.count == 3)
    #expect(own.stake == pounds(400))
    #expect(own.tariff == nil)
  }

  @Test func theOwnPriceIsNotAmongTheOthers() throws {
    // R2's others are 120, 100 and 110: median 110, so that it is £20 × 10 below.
    #expect(try #require(table(rows).rows(of: 1, tariff: Tariff()).first).stake == pounds(-200))
  }

  @Test func fewerThanThreeOthersGiveNoMedian() throws {
    let two = rows.filter { $0.provider != "R4" }
    #expect(table(two).rows(of: 0, tariff: Tariff()).isEmpty)
    let tariff = Tariff([TariffPrice(pod: "DC", hrg: "AA01Z", price: pounds(96))])
    let own = try #require(table(two).rows(of: 0, tariff: tariff).first)
    #expect(own.others == nil && own.stake == nil && own.tariff == pounds(96))
  }

  @Test func theTariffIsThatOfThePeriodsMonth() {
    func month(_ number: Int) -> Period { Period(year: FinancialYear(start: 2015), month: number) }
    let tariff = Tariff([
      TariffPrice(pod: "DC", hrg: "AA01Z", price: pounds(90), to: month(10)),
      TariffPrice(pod: "DC", hrg: "AA01Z", price: pounds(91), from: month(11)),
    ])
    #expect(table(rows).rows(of: 0, tariff: tariff).first?.tariff == pounds(91))
    #expect(tariff.price(pod: "DC", hrg: "AA01Z", in: month(4).index) == pounds(90))
    #expect(tariff.price(pod: "EL", hrg: "AA01Z", in: month(4).index) == nil)
  }

  @Test func moneyWithoutAUnitOrAnHRGHasNoPrice() {
    let others = ["R1", "R2", "R3", "R4"].flatMap { [row($0, pod: "BLOCK", cost: 100, units: 20), row($0, hrg: "", cost: 100, units: 20)] }
    #expect(table(others).rows(of: 0, tariff: Tariff()).isEmpty)
    #expect(table(others).cost(of: 0) == pounds(200))
  }

  @Test func theMostMoneyAtStakeStandsFirstWhicheverWay() {
    let more = rows + ["R1", "R2", "R3", "R4"].map { row($0, hrg: "ZZ", cost: $0 == "R1" ? 100 : 1_000, units: 10) }
    // −900 before +400.
    #expect(table(more).rows(of: 0, tariff: Tariff()).map(\.stake) == [pounds(-900), pounds(400)])
  }

  @Test func quartilesOfMoneyRoundHalfAwayFromNought() {
    let four = [money("0.00000001"), money("0.00000002"), money("0.00000003"), money("0.00000004")]
    // The median of an even count is the mean of the middle two, 0.000000025.
    #expect(quartilesOfMoney(four)?.median == money("0.00000003"))
    #expect(quartilesOfMoney(Array(four.prefix(2))) == nil)
  }
}
