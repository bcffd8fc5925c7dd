import Figures
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// Month 3 of a year, one commissioner at three trusts, one of which is under plan.
private let rows: [SampleRow] = [
  .pounds("10H", "RQM", "DC", ago: 2, plan: 100, actual: 120), .pounds("10H", "RQM", "DC", ago: 1, plan: 100, actual: 130),
  .pounds("10H", "RQM", "DC", ago: 0, plan: 100, actual: 110), .pounds("10H", "RYJ", "DC", ago: 0, plan: 500, actual: 900),
  .pounds("10H", "RAN", "DC", ago: 1, plan: 400, actual: 300), .pounds("11C", "RAN", "DC", ago: 1, plan: 40, actual: 20),
]
private let axes: SampleAxes = {
  var axes = SampleAxes()
  axes.period = Period(year: FinancialYear(start: 2015), month: 3)
  axes.providers = ["R1H", "RAN", "RQM", "RYJ"]
  return axes
}()

private func positionTable(_ rows: [SampleRow]) throws -> ReportTable? { try samplePack(rows, axes).table("position-by-provider-ytd") }

@Suite struct PositionSectionTests {
  @Test func aCommissionersRowsStandMostOverPlanFirstAndFoot() throws {
    let pack = try samplePack(rows, axes)
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(
      table.printed == [
        ["Imperial College", "500", "900", "−400", "-1.0", "−80.0"], ["Chelsea & Westminster", "300", "360", "−60", "-0.15", "−20.0"],
        ["Royal National Orthopaedic", "400", "300", "100", "0.25", "25.0"], ["All 3 trusts", "1,200", "1,560", "−360", "", "−30.0"],
      ])
    #expect(table.notes.map(\.plain).contains("No plan and no cost this year: Barts."))
    #expect(pack.headline("position-by-provider") == "Two of three trusts are over plan; Imperial College is the furthest, by £400")
  }

  @Test func theMonthAndTheYearStandInTheSameOrder() throws {
    let pack = try samplePack(rows, axes)
    let table = try #require(pack.table("position-by-provider-month-year"))
    // The year is four times the quarter: 12 ÷ 3.
    #expect(
      table.printed == [
        ["Imperial College", "500", "900", "−400", "2,000", "3,600", "−1,600"],
        ["Chelsea & Westminster", "100", "110", "−10", "1,200", "1,440", "−240"],
        ["Royal National Orthopaedic", "–", "–", "–", "1,600", "1,200", "400"], ["All 3 trusts", "600", "1,010", "−410", "4,800", "6,240", "−1,440"],
      ])
    #expect(table.notes.map(\.plain).contains("Forecast outturn, straight line: actual to date × 12 ÷ 3."))
  }

  @Test func idsFollowTheGrammarOfTheDesign() throws {
    let pack = try samplePack(rows, axes)
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(table.rows[0].cells[3].figure?.id.text == "position/10H/RYJ/ytd_variance")
    #expect(table.total?.cells[3].figure?.id.text == "position/10H/ALL/ytd_variance")
  }

  @Test func tiesStandInCodeOrder() throws {
    let tied: [SampleRow] = [.pounds("10H", "RYJ", "DC", plan: 10, actual: 15), .pounds("10H", "RAN", "DC", plan: 20, actual: 25)]
    let pack = try samplePack(tied, axes)
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(table.rows.map { $0.cells[0].printed } == ["Royal National Orthopaedic", "Imperial College"])
  }

  @Test func codesThatAreNotInTheProgrammeHaveALineOfTheirOwn() throws {
    var axes = axes
    axes.unknownProviders = ["RXX"]
    let pack = try samplePack(rows + [.pounds("10H", "RXX", "DC", plan: 5, actual: 50)], axes)
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(table.printed[3].prefix(4) == ["Not in the programme", "5", "50", "−45"])
    #expect(table.printed.last?.prefix(4) == ["All 3 trusts", "1,205", "1,610", "−405"])
    #expect(table.rows[3].cells[1].figure?.id.text == "position/10H/_outside/ytd_plan")
    // It is no trust, so that it is not counted as one.
    #expect(pack.headline("position-by-provider") == "Two of three trusts are over plan; Imperial College is the furthest, by £400")
  }

  @Test func aTotalThatItsPrintedPartsDoNotAddToSaysSo() throws {
    let halves: [SampleRow] = ["RAN", "RQM", "RYJ"].map {
      SampleRow(commissioner: "10H", provider: $0, pod: "DC", planCost: 40_000_000, actualCost: 40_000_000)
    }
    // Each prints 0 and their sum, 1.2, prints 1.
    let printed = try positionTable(halves)
    let table = try #require(printed)
    #expect(table.notes.last?.plain == "Figures may not sum due to rounding.")
    let complete = try positionTable(rows)
    let whole = try #require(complete)
    #expect(!whole.notes.map(\.plain).contains("Figures may not sum due to rounding."))
  }

  @Test(arguments: [
    ([(10, 5), (10, 8)], "No trust is over plan; Chelsea & Westminster is the furthest under, by £5"),
    ([(10, 15), (10, 18)], "Both trusts are over plan; Royal National Orthopaedic is the furthest, by £8"),
    ([(10, 10), (10, 10)], "Every trust is exactly on plan"), ([(10, 15), (10, 8)], "One of two trusts is over plan: Chelsea & Westminster, by £5"),
    ([(10, 15)], "Chelsea & Westminster is £5 over its plan"), ([], "No trust has a plan or a cost this year"),
  ])
  func theHeadlineHandlesEachCase(_ amounts: [(Int, Int)], _ expected: String) throws {
    let rows = zip(["RQM", "RAN"], amounts).map { SampleRow.pounds("10H", $0, "DC", plan: Int64($1.0), actual: Int64($1.1)) }
    #expect(try samplePack(rows, axes).headline("position-by-provider") == expected)
  }

  @Test func contractValuesStandWhereTheRegisterGivesThem() throws {
    var input = sampleInput(sampleLedger(rows, axes))
    input.contracts = [ContractTerms(commissioner: "10H", provider: "RQM", value: pounds(1000), envelope: nil)]
    let definition = try builtInDefinition(.commissioner)
    let pack = try #require(buildPack(definition, kind: .commissioner, code: "10H", context: PackContext(input)))
    let table = try #require(pack.table("position-by-provider-contract"))
    #expect(table.printed == [["Chelsea & Westminster", "1,000", "1,440", "−440"]])
    #expect(try samplePack(rows, axes).table("position-by-provider-contract") == nil)
  }

  /// The forecasts are four times the quarter: 3,600 and 1,440.
  @Test func contractValuesAreAddedWhereEachHasOne() throws {
    var input = sampleInput(sampleLedger(rows, axes))
    input.contracts = [
      ContractTerms(commissioner: "10H", provider: "RQM", value: pounds(1000), envelope: nil),
      ContractTerms(commissioner: "10H", provider: "RYJ", value: pounds(5000), envelope: pounds(4500)),
    ]
    func printed() throws -> [[String]] {
      let pack = try #require(buildPack(try builtInDefinition(.commissioner), kind: .commissioner, code: "10H", context: PackContext(input)))
      return try #require(pack.table("position-by-provider-contract")).printed
    }
    #expect(
      try printed() == [
        ["Imperial College", "5,000", "4,500", "3,600", "1,400"], ["Chelsea & Westminster", "1,000", "–", "1,440", "−440"],
        ["All with a value given", "6,000", "4,500", "5,040", "960"],
      ])
    // 1,400 would be of one of the two, and 5,000 − 5,040 of neither.
    input.contracts[0].value = nil
    input.contracts[0].envelope = pounds(900)
    #expect(try printed().last == ["All with a value given", "5,000", "5,400", "5,040", "–"])
  }

  @Test func captionsSayOfWhichMonthsAndInWhichOrder() throws {
    let pack = try samplePack(rows, axes)
    let table = try #require(pack.table("position-by-provider-ytd"))
    #expect(table.title == "Year to date" && table.caption == "£, April to June, most over plan first")
    #expect(pack.table("position-by-provider-month-year")?.caption == "£, most over plan to date first")
    var april = axes
    april.period = Period(year: FinancialYear(start: 2015), month: 1)
    let first = try samplePack([.pounds("10H", "RQM", "DC", plan: 1, actual: 2)], april)
    #expect(first.table("position-by-provider-ytd")?.caption == "£, April, most over plan first")
  }

  @Test func theBridgeEndsAtTheTotalAndNamesTheShares() throws {
    let pack = try samplePack(rows, axes)
    #expect(pack.headline("variance-by-provider") == "Two trusts are over plan by £460 together; one trust under plan offsets 22% of it")
    let data = try #require(pack.table("variance-by-provider-data"))
    #expect(data.printed.last == ["All 3 trusts", "1,200", "1,560", "−360", "−30.0"])
  }
}
