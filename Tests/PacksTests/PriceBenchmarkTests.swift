import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private func priceInput(_ rows: [SampleRow], providers: [String] = ["R1H", "RAN", "RQM", "RYJ"], tariff: [TariffPrice] = []) -> PackInput {
  var axes = SampleAxes()
  axes.providers = providers
  axes.pods = ["DC": ("DC", "elective")]
  var input = sampleInput(sampleLedger(rows, axes))
  input.tariff = Tariff(tariff)
  input.podNames = ["DC": "Day case"]
  return input
}

private func row(_ provider: String, hrg: String = "AA01Z", cost: Int64, units: Int64, commissioner: String = "10H") -> SampleRow {
  .pounds(commissioner, provider, "DC", hrg: hrg, plan: 0, actual: cost, done: units)
}

private func pack(_ input: PackInput, _ code: String = "R1H") throws -> ReportDocument {
  try #require(buildPack(try builtInDefinition(.provider), kind: .provider, code: code, context: PackContext(input)))
}

@Suite struct PriceBenchmarkSectionTests {
  private let rows = [
    row("R1H", cost: 2_400, units: 20), row("RAN", cost: 900, units: 10), row("RQM", cost: 1_000, units: 10), row("RYJ", cost: 1_100, units: 10),
    row("R1H", hrg: "ZZ09Z", cost: 600, units: 3),
  ]

  @Test func anOwnPriceStandsBesideTheOthersMedianAndQuartiles() throws {
    let document = try pack(priceInput(rows))
    #expect(document.headline("price-benchmark") == "The one price that can be compared is above the other trusts’ median, by £400")
    let table = try #require(document.table("price-benchmark-others"))
    #expect(table.printed[0].prefix(8) == ["AA01Z", "DC Day case", "20", "120", "95", "100", "105", "400"])
    #expect(table.rows[0].cells[5].figure?.id.text == "price/ALL/R1H/national_pod=DC/hrg=AA01Z/others_median_price")
    #expect(table.notes.map(\.plain).joined().contains("has not been taken out"))
    let text = try #require(document.section("price-benchmark")).blocks.map { String(reflecting: $0) }.joined()
    // £2,400 of the £3,000 that R1H was paid.
    #expect(text.contains("numerator: 240000000000, denominator: 300000000000"))
    #expect(document.table("price-benchmark-tariff") == nil)
  }

  @Test func theOneBelowReadsAsOneBelow() throws {
    let document = try pack(priceInput(rows), "RAN")
    #expect(document.headline("price-benchmark") == "The one price that can be compared is below the other trusts’ median, by £200")
    #expect(document.table("price-benchmark-others")?.printed[0][7] == "−200")
  }

  @Test func noOtherTrustIsNamed() throws {
    for code in ["R1H", "RAN", "RQM", "RYJ"] {
      let section = try #require(pack(priceInput(rows), code).section("price-benchmark"))
      let text = String(reflecting: section)
      for other in ["R1H", "RAN", "RQM", "RYJ"] where other != code {
        #expect(!text.contains("/\(other)/") && !text.contains(sampleNames[other]?.short ?? "?"), "\(other) in the pack of \(code)")
      }
    }
  }

  @Test func twoOthersAreTooFewAndTheTariffStandsAlone() throws {
    let three = rows.filter { $0.provider != "RYJ" }
    let without = try pack(priceInput(three))
    #expect(without.section("price-benchmark") == nil)
    #expect(String(reflecting: try #require(without.section("methods")).blocks).contains("and no tariff is given"))
    let document = try pack(priceInput(three, tariff: [TariffPrice(pod: "DC", hrg: "AA01Z", price: pounds(96))]))
    #expect(document.headline("price-benchmark") == "Prices beside the tariff; too few other trusts have the same to compare with")
    #expect(document.table("price-benchmark-tariff")?.printed == [["AA01Z", "DC Day case", "20", "120", "96", "25.0"]])
    #expect(document.table("price-benchmark-others") == nil)
  }

  @Test func aSmallNumberOfUnitsIsNoPrice() throws {
    let few = rows.map { row in
      var row = row
      if row.provider == "RAN" { row.actualActivity = 9 * 100_000_000 }
      return row
    }
    #expect(try pack(priceInput(few)).section("price-benchmark") == nil)
  }
}
