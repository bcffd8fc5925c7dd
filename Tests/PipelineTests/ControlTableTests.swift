import Figures
import HTML
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Pipeline

/// The table that says what became of every row and pound of the files, as the proof and the page of findings show it.
struct ControlTableTests {
  private func table(_ change: (inout SourceFile) -> Void = { _ in }) -> ControlTable {
    var ledger = sampleLedger([.pounds("10H", "RQM", "DC", plan: 1, actual: 1)])
    var source = SourceFile(path: "extracts/slam/2015-16/M11/RQM.csv", kind: "slam", provider: "RQM", submission: ledger.period)
    func cost(_ amount: Int) -> Measures { Measures(actualCost: pounds(amount)) }
    (source.rowCount, source.countedRows, source.replacedRows, source.outsideWindowRows, source.leftOutRows) = (40, 25, 9, 4, 2)
    (source.rawTotal, source.countedTotal, source.replacedTotal) = (cost(400), cost(250), cost(90))
    (source.outsideWindowTotal, source.leftOutTotal) = (cost(40), cost(20))
    change(&source)
    ledger.sources = [source]
    return ControlTable(ledger, names: ["RQM": "Chelsea & Westminster"])
  }

  @Test func everyPoundIsUnderAColumn() throws {
    let table = table()
    let row = try #require(table.rows.first)
    #expect(row.provider == "Chelsea & Westminster" && row.word == "Agrees" && row.mark == .met)
    #expect([row.rows.read, row.rows.used, row.rows.heldBack, row.rows.replaced, row.rows.leftOut] == [40, 25, 0, 9, 6])
    #expect(row.cost.leftOut.value == .money(pounds(60)) && row.cost.leftOver.value == .money(.zero))
    #expect(table.total?.cost.inFiles.value == .money(pounds(400)))
  }

  @Test func whatNoColumnHoldsIsLeftOverAndNeverAgrees() throws {
    let row = try #require(table { $0.rawTotal += Measures(actualCost: pounds(7)) }.rows.first)
    #expect(row.cost.leftOver.value == .money(pounds(7)) && row.word == "Differs" && row.mark == .error)
  }
}
