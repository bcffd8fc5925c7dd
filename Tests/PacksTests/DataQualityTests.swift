import Figures
import Ledger
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
}
