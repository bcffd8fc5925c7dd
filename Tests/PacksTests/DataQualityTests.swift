import Analysis
import Figures
import Findings
import Ledger
import Programme
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// The control table of the section `data-quality`: what was read is what became of it, in rows and in money.
@Suite struct DataQualityTests {
  private func pack(_ change: (inout SourceFile) -> Void = { _ in }) throws -> ReportDocument {
    var ledger = sampleLedger([.pounds("10H", "RQM", "DC", plan: 100, actual: 130)], SampleAxes())
    var source = SourceFile(path: "extracts/slam/2015-16/M11/RQM.csv", kind: "slam", provider: "RQM", submission: ledger.period)
    func cost(_ amount: Int) -> Measures { Measures(actualCost: pounds(amount)) }
    source.rowCount = 1_010
    source.countedRows = 600
    source.replacedRows = 409
    source.quarantinedRows = 1
    source.rawTotal = cost(4_100)
    source.countedTotal = cost(3_000)
    source.replacedTotal = cost(1_090)
    source.quarantinedTotal = cost(10)
    change(&source)
    ledger.sources.append(source)
    let context = PackContext(sampleInput(ledger))
    return try #require(buildPack(try builtInDefinition(.commissioner), kind: .commissioner, code: "10H", context: context))
  }

  @Test func rowsAndMoneyAddUpByEye() throws {
    let table = try #require(try pack().table("data-quality-files"))
    #expect(
      table.printed == [["Chelsea & Westminster", "1,010", "600", "1", "409", "4,100", "3,000", "10", "1,090", "–", "Held back"]])
    #expect(table.columns.map(\.head).filter { $0 == "Replaced later" }.count == 2 && !table.columns.map(\.head).contains("Left out"))
    #expect(table.notes.contains { $0.plain.hasPrefix("These are the whole files of all CCGs") })
  }

  /// Where the programme counts a repeated row once, the other is in no sum but the file's own: it is accounted for by what was left out, and not lost.
  @Test func rowsThatRepeatAnotherAreAccountedFor() throws {
    var source = SourceFile(path: "extracts/slam/2015-16/M11/RQM.csv", kind: "slam", provider: "RQM", submission: sampleLedger([]).period)
    source.rawTotal = Measures(actualCost: pounds(40))
    source.countedTotal = Measures(actualCost: pounds(25))
    source.leftOutTotal = Measures(actualCost: pounds(15))
    var control = FileControl(code: "RQM", name: "Chelsea & Westminster")
    control.add(source)
    #expect(control.unaccounted.isZero)
    var sum = FileControl(code: "ALL", name: "All trusts")
    sum.add(control)
    #expect(sum.unaccounted.isZero)
  }

  @Test func whatIsLeftOutHasItsColumnAndWhatIsLeftOverIsNamed() throws {
    let document = try pack { source in
      source.rowCount += 3
      source.outsideWindowRows = 2
      source.leftOutRows = 1
      source.rawTotal += Measures(actualCost: pounds(50))
      source.outsideWindowTotal = Measures(actualCost: pounds(30))
      source.leftOutTotal = Measures(actualCost: pounds(15))
    }
    let table = try #require(document.table("data-quality-files"))
    #expect(
      table.printed == [
        ["Chelsea & Westminster", "1,013", "600", "1", "409", "3", "4,150", "3,000", "10", "1,090", "45", "5", "Differs"]
      ])
    #expect(document.headline("data-quality") == "£5 of the returns is not accounted for")
  }

  private func finding(_ code: FindingCode, _ commissioner: String?, stake: Int?, _ message: String = "a price without activity") -> Finding {
    Finding(
      code, .warning, at: Origin(file: "extracts/slam/2015-16/M11/RQM.csv", line: 2), message, count: 2, provider: "RQM", commissioner: commissioner,
      stake: stake.map { Stake(pounds($0)) })
  }

  /// A commissioner reads of its own money, and of nobody's together with others'; the trust and the programme of all of it, added up.
  @Test func whatIsAtStakeIsSaidToItsOwnCommissionerAlone() throws {
    var input = sampleInput(sampleLedger([.pounds("10H", "RQM", "DC", plan: 100, actual: 130)], SampleAxes()))
    input.findings = [
      finding("SLAM-130", "10H", stake: 5), finding("SLAM-130", "10J", stake: 700), finding("SLAM-130", "10T", stake: -20),
      finding("SLAM-152", nil, stake: -90, "fewer rows than usual"),
      finding("SLAM-024", nil, stake: nil, "a row stands twice"),
    ]
    let context = PackContext(input)
    let place = "slam/2015-16/M11/RQM.csv:2"
    func rows(_ kind: PackKind, _ code: String) throws -> [[String]] {
      let document = try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: context))
      return try #require(document.table("data-quality-findings")).printed.map { [$0[2], $0[3], $0[4]] }.sorted { $0[0] < $1[0] }
    }
    #expect(try rows(.commissioner, "10H") == [["A price without activity: £5 may be too much", place, "2"], ["A row stands twice", place, "2"]])
    let all = [
      ["A price without activity: £705 may be too much and £20 too little", place, "6"], ["A row stands twice", place, "2"],
      ["Fewer rows than usual: £90 may be too little", place, "2"],
    ]
    #expect(try rows(.provider, "RQM") == all)
    #expect(try rows(.programme, "") == all)
  }

  /// Of two candidates a commissioner's pack counts its own; what the log holds is counted nowhere.
  @Test func challengesToRaiseAreThoseOfThePack() throws {
    var input = sampleInput(sampleLedger([.pounds("10H", "RQM", "DC", plan: 100, actual: 130)], SampleAxes()))
    func candidate(_ commissioner: String, _ value: Int, month: Int) -> ChallengeCandidate {
      ChallengeCandidate(
        code: "SLAM-130", category: "Price without activity", message: "a price without activity", provider: "RQM", commissioner: commissioner,
        month: MonthIndex(year: FinancialYear(start: 2015), month: month).period, value: pounds(value), rows: [])
    }
    let candidates = [candidate("10H", 40, month: 1), candidate("10H", 60, month: 2), candidate("10J", 500, month: 1)]
    let held = Challenge(
      id: candidates[1].id, raised: CalendarDate(dayNumber: 0), provider: "RQM", commissioner: "10H", category: "Price without activity",
      value: pounds(60),
      status: .open, recovered: .zero)
    input.challenges = ChallengeMatching(candidates, log: [held])
    let context = PackContext(input)
    func rows(_ kind: PackKind, _ code: String) throws -> [[String]] {
      let document = try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: context))
      return try #require(document.table("challenges-to-raise")).printed.map { Array($0.prefix(4)) }
    }
    #expect(try rows(.commissioner, "10H") == [["Price without activity", "SLAM-130", "1", "40"], ["All that can be raised", "", "1", "40"]])
    #expect(try rows(.provider, "RQM") == [["Price without activity", "SLAM-130", "2", "540"], ["All that can be raised", "", "2", "540"]])

    // From £50 on, the £40 is counted and not raised, and said to its own commissioner alone.
    input.challenges = ChallengeMatching(candidates, log: [held], least: pounds(50))
    let raising = PackContext(input)
    func table(_ kind: PackKind, _ code: String) throws -> ReportTable? {
      try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: raising)).table("challenges-to-raise")
    }
    let ofTrust = try #require(try table(.provider, "RQM"))
    let note = "One more, £40 in all, is worth less than £50 and is not raised."
    #expect(
      ofTrust.printed.map { Array($0.prefix(4)) } == [
        ["Price without activity", "SLAM-130", "1", "500"], ["All that can be raised", "", "1", "500"],
      ])
    #expect(ofTrust.notes.map(\.plain).contains(note), "\(ofTrust.notes.map(\.plain))")
    let own = try #require(try table(.commissioner, "10H"))
    #expect(own.rows.isEmpty && own.notes.map(\.plain).contains(note))
  }
}
