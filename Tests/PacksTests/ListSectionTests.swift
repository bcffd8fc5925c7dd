import Analysis
import Figures
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private var quarter: SampleAxes {
  var axes = SampleAxes()
  axes.period = Period(year: FinancialYear(start: 2015), month: 3)
  return axes
}

@Suite struct ListSectionTests {
  @Test func theTopTenKeepLinesApartByTheOtherSideAndPrintTheirCodes() throws {
    var axes = quarter
    axes.pods = ["Day Cases": ("PSD", "elective")]
    let rows: [SampleRow] = [
      .pounds("10H", "RQM", "Day Cases", tfc: "361", hrg: "WA02W", plan: 3216, actual: 4280, planned: 8, done: 10),
      .pounds("10H", "RAN", "Day Cases", tfc: "361", hrg: "WA02W", plan: 100, actual: 150, planned: 1, done: 1),
      .pounds("10H", "RAN", "DRUG", tfc: "120", hrg: "", plan: 0, actual: 700),
      .pounds("10H", "RAN", "DRUG", tfc: "120", hrg: "X", plan: 90, actual: 80),
    ]
    let pack = try samplePack(rows, axes)
    let over = try #require(pack.table("top-ten-overspend"))
    #expect(
      over.printed == [
        ["1 Chelsea & Westminster", "Day Cases (PSD)", "361 Nephrology", "WA02W", "8", "10", "3,216", "4,280", "−1,064"],
        ["2 Royal National Orthopaedic", "Day Cases (PSD)", "361 Nephrology", "WA02W", "1", "1", "100", "150", "−50"],
        ["These two lines", "", "", "", "9", "11", "3,316", "4,430", "−1,114"],
      ])
    #expect(
      over.rows[0].cells[8].figure?.id.text
        == "position/10H/RQM/pod=PSD/provider_pod=Day%20Cases/national_pod=Day%20Cases/pod_group=elective/tfc=361/hrg=WA02W/ytd_variance")
    #expect(pack.headline("top-ten-overspend") == "Two lines are £1,114 over plan together; one nephrology line is £1,064 of it")
    let none = try #require(pack.table("top-ten-zero-plan"))
    #expect(none.printed[0] == ["1 Royal National Orthopaedic", "DRUG", "120 ENT", "none", "–", "–", "–", "700", "−700"])
    #expect(pack.headline("top-ten-zero-plan") == "One ENT line without a plan cost £700")
    // In the programme's pack the line names both sides.
    let programme = try samplePack(rows, axes, kind: .programme, code: "programme")
    #expect(programme.table("top-ten-overspend")?.printed[0][0] == "1 Chiltern, Chelsea & Westminster")
    // In a provider's pack its own name is not repeated.
    let provider = try samplePack(rows, axes, kind: .provider, code: "RQM")
    #expect(provider.table("top-ten-overspend")?.printed[0][0] == "1 Chiltern")
  }

  @Test func equalLinesStandInCodeOrder() throws {
    let rows = ["C", "A", "B"].map { SampleRow.pounds("10H", "RQM", "DC", hrg: $0, plan: 10, actual: 15) }
    let pack = try samplePack(rows, quarter)
    #expect(pack.table("top-ten-overspend")?.rows.map { $0.cells[3].printed } == ["A", "B", "C"])
  }

  @Test func activityIsSplitIntoVolumeAndPrice() throws {
    // 8 → 10 at £402 a piece is £804 more; the rest of £1,064 is price (the worked line of the published dashboard).
    let pack = try samplePack([.pounds("10H", "RQM", "DC", tfc: "361", plan: 3216, actual: 4280, planned: 8, done: 10)], quarter)
    let split = try #require(pack.table("activity-by-specialty-split"))
    #expect(split.printed[0] == ["361 Nephrology", "−804", "–", "−260", "–", "–", "−1,064"])
    let activity = try #require(pack.table("activity-by-specialty-ytd"))
    #expect(activity.printed[0].prefix(7) == ["361 Nephrology", "8", "10", "−2", "3,216", "4,280", "−1,064"])
    #expect(pack.headline("activity-by-specialty") == "Nephrology is £1,064 over plan, mostly more activity")
  }

  @Test func unknownSpecialtiesAreCountedUnderUnknown() throws {
    let pack = try samplePack(
      [.pounds("10H", "RQM", "DC", tfc: "", plan: 10, actual: 12), .pounds("10H", "RQM", "DC", tfc: "998", plan: 10, actual: 11)], quarter)
    let names = pack.table("activity-by-specialty-ytd")?.rows.map { $0.cells[0].printed }
    #expect(names == ["Unknown, blank", "Unknown, 998"])
    #expect(pack.table("activity-by-specialty-ytd")?.rows[0].cells[1].figure?.id.text == "position/10H/ALL/tfc=_blank/ytd_plan_activity")
  }

  @Test func moreThanTwentySpecialtiesGatherTheRestSoThatItFoots() throws {
    let rows = (0..<24).map { SampleRow.pounds("10H", "RQM", "DC", tfc: String(500 + $0), plan: 100 + Int64($0), actual: 90) }
    let pack = try samplePack(rows, quarter)
    let table = try #require(pack.table("activity-by-specialty-ytd"))
    #expect(table.rows.count == 21)
    #expect(table.rows.last?.cells[0].printed == "Other specialties (4)")
    // Equal costs stand in code order, so that the last four are 520 to 523: plans of 120 to 123.
    #expect(table.rows.last?.cells[4].printed == "486")
  }

  @Test func thePODTableMarksActivityWithoutPlanAndShowsTheLargerOnesByTrust() throws {
    let rows: [SampleRow] = [
      .pounds("10H", "RQM", "DC", plan: 1000, actual: 1200, planned: 10, done: 12),
      .pounds("10H", "RAN", "DC", plan: 500, actual: 400, planned: 5, done: 4),
      .pounds("10H", "RAN", "NEL", plan: 0, actual: 30, planned: 0, done: 2),
    ]
    let table = try #require(try optionalTable(rows, "activity-by-pod-ytd"))
    #expect(
      table.printed == [
        ["DC", "15", "16", "−1", "1,500", "1,600", "−100", ""], ["Chelsea & Westminster", "10", "12", "−2", "1,000", "1,200", "−200", ""],
        ["Royal National Orthopaedic", "5", "4", "1", "500", "400", "100", ""], ["NEL", "–", "2", "−2", "–", "30", "−30", "no plan"],
        ["All points of delivery", "15", "18", "−3", "1,500", "1,630", "−130", ""],
      ])
  }

  private func optionalTable(_ rows: [SampleRow], _ id: String) throws -> ReportTable? { try samplePack(rows, quarter).table(id) }

  @Test func peersStandMostOverPlanFirstWithThisOneMarked() throws {
    let rows: [SampleRow] = [
      .pounds("10H", "RQM", "DC", plan: 100, actual: 120), .pounds("11C", "RQM", "DC", plan: 1000, actual: 1050),
    ]
    let pack = try samplePack(rows, quarter)
    let table = try #require(pack.table("peer-position"))
    #expect(
      table.printed.map { Array($0.prefix(5)) } == [
        ["Windsor, Ascot & Maidenhead", "1,000", "1,050", "−50", "−5.0"], ["Chiltern", "100", "120", "−20", "−20.0"],
        ["All 2 CCGs", "1,100", "1,170", "−70", "−6.4"],
      ])
    #expect(table.rows.map(\.highlighted) == [false, true])
    #expect(pack.headline("peer-comparison") == "Chiltern is second furthest over plan of two CCGs in pounds, and the furthest in percentage")
    // £120 × 1,000 ÷ 200,000.
    #expect(pack.table("peer-spend")?.rows.last?.cells[3].figure?.value == .money(money("0.6")))
    let programme = try samplePack(rows, quarter, kind: .programme, code: "programme")
    #expect(programme.headline("peer-comparison") == "Both CCGs are over plan; Windsor, Ascot & Maidenhead is the furthest, by £50")
  }

  @Test func theMatrixFootsBothWays() throws {
    let document = try #require(try everyPack(fullInput()).first { $0.code == "programme" }).document
    let table = try #require(document.table("position-matrix-data"))
    for row in table.rows {
      let cells = row.cells.dropFirst().dropLast().compactMap(\.figure)
      #expect(sum(cells) == row.cells.last?.figure?.value)
    }
    for column in 1..<table.columns.count {
      #expect(sum(table.rows.compactMap { $0.cells[column].figure }) == table.total?.cells[column].figure?.value)
    }
  }

  private func sum(_ figures: [Figure]) -> FigureValue {
    .money(figures.reduce(Money.zero) { partial, figure in if case .money(let money) = figure.value { partial + money } else { partial } })
  }

  @Test func qualityKeepsNotPublishedAsAValue() throws {
    let document = try #require(try everyPack(fullInput()).first { $0.code == "10H" }).document
    let waits = try #require(document.table("quality-waiting"))
    #expect(waits.printed[0].prefix(3) == ["Barts", "", "Not published"])
    #expect(waits.printed[1].prefix(3) == ["Royal National Orthopaedic", "91.5", "Not met"])
    #expect(document.headline("quality") == "No trust met the 18-week standard; one did not publish")
    let infections = try #require(document.table("quality-infections"))
    #expect(infections.printed[0].prefix(3) == ["Barts", "1", "Not met"])
  }

  @Test func followUpsStandBesideTheProgrammesMedian() throws {
    let document = try #require(try everyPack(fullInput()).first { $0.code == "10H" }).document
    let table = try #require(document.table("first-to-follow-up-by-provider"))
    // 10H's own: two specialties of 10 firsts and 20 follow-ups at R1H, 13 and 29 at RYJ. Ratios of all three commissioners: 2.1, 2.18, 2.25, 2.31.
    #expect(
      table.printed.map { Array($0.prefix(5)) } == [
        ["Imperial College", "26", "58", "2.2", "2.2"], ["Chelsea & Westminster", "24", "52", "2.2", "2.2"],
        ["Royal National Orthopaedic", "22", "46", "2.1", "2.2"],
        ["Barts", "20", "40", "2.0", "2.2"], ["All", "92", "196", "2.1", "2.2"],
      ])
  }

  @Test func aSourceThatRunsBehindSaysWhichMonthItHas() throws {
    var input = fullInput()
    for measure in SUSMeasure.allCases { input.ledger.sus.latestMonth[measure] = input.ledger.period.index.advanced(by: -2) }
    let definition = try builtInDefinition(.commissioner)
    let pack = try #require(buildPack(definition, kind: .commissioner, code: "10H", context: PackContext(input)))
    #expect(pack.headline("sus-activity")?.hasSuffix(", to December 2015") == true)
    let months = try #require(pack.table("sus-inpatient-months"))
    #expect(months.printed.last == ["February 2016", "not yet reported", "not yet reported"])
  }
}
