import Foundation
import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Releases

@Suite struct ComparisonTests {
  private func set(_ name: String, _ month: Int, _ figures: [String: String], cut: Cut = .flex) -> FigureSet {
    var set = FigureSet(name: name, period: Period(year: FinancialYear(start: 2015), month: month), cut: cut, program: "1.0")
    for (id, value) in figures { set.add(id, ComparedValue(value, "GBP")) }
    set.formulas = ["ytd_actual": "sum of actual price", "ytd_plan": "sum of planned price"]
    return set
  }

  private func move(_ provider: String, _ month: Int, cost: Int, plan: Int = 0) -> ReturnMove {
    let period = Period(year: FinancialYear(start: 2015), month: month)
    var old = ReturnMove.Statement(submission: period)
    old.rows = 3
    var new = ReturnMove.Statement(submission: Period(year: FinancialYear(start: 2015), month: month + 1))
    new.rows = 4
    new.files = ["extracts/slam/2015-16/M0\(month + 1)/\(provider).csv"]
    new.measures = Measures(planCost: pounds(plan), actualCost: pounds(cost))
    return ReturnMove(provider: provider, month: period, old: old, new: new)
  }

  @Test func `a figure that moved is named with its exact difference and the return that restated it`() {
    let old = set("2015-16/M05~flex", 5, ["position/10H/RQM/ytd_actual": "100.5", "position/10H/RAN/ytd_actual": "7"])
    let new = set("2015-16/M05~freeze", 5, ["position/10H/RQM/ytd_actual": "130.25", "position/10H/RAN/ytd_actual": "7.00"], cut: .freeze)
    let comparison = Comparison(old: old, new: new, returns: [move("RQM", 4, cost: 29), move("RAN", 4, cost: 0)])
    #expect(comparison.comparedCount == 2)
    #expect(comparison.moves.map(\.id) == ["position/10H/RQM/ytd_actual@2015-16-M05"])
    #expect(comparison.moves.first?.difference == money("29.75").parts)
    #expect(
      comparison.moves.first?.reasons.map(\.text) == ["restated data: RQM 2015-16/M04, 4 rows of extracts/slam/2015-16/M05/RQM.csv"])
    #expect(comparison.moneyByProviderAndMonth.map { "\($0.provider) \($0.month.description) \($0.cost.decimal)" } == ["RQM 2015-16/M04 29"])
  }

  @Test func `a month's figure is moved by its own month, a year to date by every month before`() {
    let ids = ["position/ALL/RQM/month_actual@2015-16-M03", "position/ALL/RQM/month_actual@2015-16-M04", "position/ALL/ALL/ytd_actual@2015-16-M04"]
    let old = set("a", 6, Dictionary(uniqueKeysWithValues: ids.map { ($0, "1") }))
    let new = set("b", 6, Dictionary(uniqueKeysWithValues: ids.map { ($0, "2") }), cut: .freeze)
    let comparison = Comparison(old: old, new: new, returns: [move("RQM", 3, cost: 1)])
    let reasons = Dictionary(uniqueKeysWithValues: comparison.moves.map { ($0.id, $0.reasons) })
    #expect(reasons[ids[0]]?.first?.text.hasPrefix("restated data: RQM 2015-16/M03") == true)
    #expect(reasons[ids[1]] == [.otherFigures])
    #expect(reasons[ids[2]]?.first?.text.hasPrefix("restated data: RQM 2015-16/M03") == true)
  }

  @Test func `a changed plan in the returns, a plan file, a register, the configuration and a formula are told apart`() {
    var old = set(
      "a", 5,
      [
        "position/10H/RQM/ytd_plan": "1", "position/10H/RAN/annual_plan": "1", "position/10H/RYJ/contract_value": "1",
        "position/10H/RYJ/ytd_actual": "1", "sus/10H/RYJ/admissions": "1", "position/10H/RVR/ytd_plan": "1",
      ])
    var new = old
    for id in new.figures.keys { new.figures[id] = ComparedValue("2", "GBP") }
    old.inputs = [
      ComparedFile(path: "extracts/plan/2015-16/RAN.csv", kind: "plan", sha256: "a"),
      ComparedFile(path: "extracts/sus/2015-16/M05/inpatients.csv", kind: "inpatients", sha256: "a"),
    ]
    new.inputs = [
      ComparedFile(path: "extracts/plan/2015-16/RAN.csv", kind: "plan", sha256: "b"),
      ComparedFile(path: "extracts/sus/2015-16/M05/inpatients.csv", kind: "inpatients", sha256: "b"),
    ]
    old.configuration = [
      ComparedFile(path: "programme.yaml", kind: "configuration", sha256: "a"),
      ComparedFile(path: "registers/contracts.csv", kind: "configuration", sha256: "a"),
      ComparedFile(path: "commentary/2015-16-M05/RQM.md", kind: "configuration", sha256: "a"),
    ]
    new.configuration = old.configuration.map { ComparedFile(path: $0.path, kind: $0.kind, sha256: "b") }
    new.formulas["ytd_plan"] = "sum of planned price, phased"
    let comparison = Comparison(old: old, new: new, returns: [move("RQM", 4, cost: 0, plan: 5)])
    let reasons = Dictionary(uniqueKeysWithValues: comparison.moves.map { ($0.id, $0.reasons.map(\.text)) })
    #expect(
      reasons["position/10H/RQM/ytd_plan@2015-16-M05"] == ["changed plan: RQM 2015-16/M04 in the returns", "changed formula: ytd_plan"])
    #expect(reasons["position/10H/RAN/annual_plan@2015-16-M05"] == ["changed plan: extracts/plan/2015-16/RAN.csv"])
    #expect(reasons["position/10H/RYJ/contract_value@2015-16-M05"] == ["changed configuration: registers/contracts.csv"])
    #expect(
      reasons["position/10H/RYJ/ytd_actual@2015-16-M05"]
        == ["changed configuration: programme.yaml", "changed configuration: registers/contracts.csv"])
    #expect(reasons["sus/10H/RYJ/admissions@2015-16-M05"] == ["changed attendances: extracts/sus/2015-16/M05/inpatients.csv"])
    #expect(reasons["position/10H/RVR/ytd_plan@2015-16-M05"] == ["changed formula: ytd_plan"])
    #expect(comparison.formulas.map(\.measure) == ["ytd_plan"])
    #expect(comparison.files.map(\.what) == Array(repeating: .changed, count: 5))
  }

  @Test func `figures of a month that only one side is about are neither new nor gone`() {
    let old = set("a", 4, ["position/10H/ALL/ytd_actual": "1", "position/10H/ALL/month_actual@2015-16-M03": "5", "position/10H/RQM/ytd_plan": "3"])
    let new = set(
      "b", 5, ["position/10H/ALL/ytd_actual": "2", "position/10H/ALL/ytd_actual@2015-16-M04": "1", "position/10H/ALL/month_actual@2015-16-M02": "9"])
    let comparison = Comparison(old: old, new: new)
    #expect(comparison.comparedCount == 1)
    #expect(comparison.moves.isEmpty)
    #expect(comparison.ofOwnMonthCount == 2)
    #expect(comparison.appeared == ["position/10H/ALL/month_actual@2015-16-M02"])
    #expect(comparison.vanished == ["position/10H/ALL/month_actual@2015-16-M03"])
  }

  @Test func `a value that is missing on one side has moved, without a difference`() {
    let old = set("a", 5, ["position/10H/RQM/month_actual": "not sent"])
    let new = set("b", 5, ["position/10H/RQM/month_actual": "5"], cut: .freeze)
    let comparison = Comparison(old: old, new: new)
    #expect(comparison.moves.count == 1)
    #expect(comparison.moves.first?.difference == nil)
  }

  @Test(arguments: [
    ("2015-16/M10-flex-v1", true), ("2015-16/M10-v2", true), ("2015-16/Q3-freeze", true), ("2015-16/M11~flex", true), ("2015-16/M11~freeze", true),
    ("2015-16/M11", false), ("2015-16/M14~flex", false), ("2015-16/M11~final", false), ("", false), ("~", false), ("2015-16/Q5-freeze", false),
  ])
  func `sides are read by name`(text: String, isSide: Bool) {
    #expect((ComparisonSide(text) != nil) == isSide)
    if isSide, text != "2015-16/M10-v2" { #expect(ComparisonSide(text)?.text == text) }
  }

  @Test func `ids have their period written out once`() {
    let period = Period(year: FinancialYear(start: 2015), month: 11)
    #expect(FigureSet.explicit("position/10H/ALL/ytd_actual", period) == "position/10H/ALL/ytd_actual@2015-16-M11")
    #expect(FigureSet.explicit("position/10H/ALL/ytd_actual@2015-16-M02", period) == "position/10H/ALL/ytd_actual@2015-16-M02")
    #expect(FigureSet.explicit("position/10H/ALL/ytd_actual~theta", period) == "position/10H/ALL/ytd_actual@2015-16-M11~theta")
  }

  @Test func `a line of figures is read with every escape, whatever its label holds`() throws {
    let line =
      #"{"id":"a/b/c/d","label":"Dr \"X\", \u00e9 {unit: \\","value":"-1.5","unit":"GBP","period":"2015-16/M11","formula":"a − b","sources":["slam","x\"y"]},"#
    let figure = try #require(FigureLine(Array(line.utf8)))
    #expect([figure.id, figure.value, figure.unit, figure.formula] == ["a/b/c/d", "-1.5", "GBP", "a − b"])
    let missing = try #require(FigureLine(Array(#"{"id":"a/b/c/d","value":null,"missing":"no plan","unit":"fraction"}"#.utf8)))
    #expect(missing.value == "no plan")
    #expect(FigureLine(Array(#"{"id":"a/b/c/d","unit":"GBP"}"#.utf8)) == nil)
    #expect(FigureLine(Array(#"{"id":"a/b"#.utf8)) == nil)
  }
}

@Suite struct ReturnMovesTests {
  private static let year = FinancialYear(start: 2015)
  private func month(_ number: Int) -> MonthIndex { MonthIndex(year: Self.year, month: number) }

  /// Month 2 of RQM, said by the returns of months 2 (£10, 1 row), 3 (£30, 2 rows) and 5 (£25, 4 rows).
  private var ledger: ProgrammeLedger {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 5)
    var ledger = sampleLedger([.pounds("10H", "RQM", "DC", ago: 3, plan: 20, actual: 25)], axes)
    func said(_ submission: Int, _ actual: Int, _ rows: Int, _ before: Bool) -> ReplacedStatement {
      ReplacedStatement(
        submission: Period(year: Self.year, month: submission), commissioner: 0, provider: 1, pod: 0, treatmentFunction: 0, month: month(2),
        measures: Measures(planCost: pounds(20), actualCost: pounds(actual)), rowCount: rows, countedBefore: before)
    }
    ledger.replaced = [said(2, 10, 1, false), said(3, 30, 2, true)]
    let cell = ledger.monthly.monthCount * 1 + ledger.monthly.monthCount - 4
    ledger.monthly.submission[cell] = Int32(month(5).value)
    ledger.monthly.rowCount[cell] = 4
    ledger.sources = [2, 3, 5].map {
      SourceFile(path: "extracts/slam/2015-16/M0\($0)/RQM.csv", kind: "slam", provider: "RQM", submission: Period(year: Self.year, month: $0))
    }
    return ledger
  }

  @Test(arguments: [(2, 3, 1, 2, 20), (2, 5, 1, 4, 15), (3, 4, -1, -1, 0), (4, 5, 2, 4, -5), (5, 4, 4, 2, 5)])
  func `any two cuts are told apart from one ledger`(old: Int, new: Int, rowsBefore: Int, rowsNow: Int, change: Int) {
    let moves = returnMoves(ledger, old: (month(old), month(min(old, new))), new: month(new))
    guard rowsBefore >= 0 else {
      #expect(moves.isEmpty)
      return
    }
    #expect(moves.map { [$0.month.month, $0.old.rows, $0.new.rows] } == [[2, rowsBefore, rowsNow]])
    #expect(moves.first?.change.actualCost == pounds(change))
    #expect(moves.first?.new.files == ["extracts/slam/2015-16/M0\(new == 4 ? 3 : new)/RQM.csv"])
  }

  @Test func `a month that came late has nothing before`() {
    let moves = returnMoves(ledger, old: (month(1), month(2)), new: month(2))
    #expect(moves.first?.old.submission == nil)
    #expect(moves.first?.new.submission?.month == 2)
  }
}

@Suite struct InvoiceReconciliationTests {
  private func invoice(_ commissioner: String, _ provider: String, _ month: Int, _ number: String, _ value: String, _ status: String) -> String {
    "\(provider),\(commissioner),2015-16/M0\(month),\(number),\(value),\(status)\n"
  }

  @Test func `invoiced, actual, difference and state of each pair and month, unmatched both ways, exact`() throws {
    let folder = try TemporaryFolder()
    func write(_ path: String, _ text: String) throws {
      let url = URL(fileURLWithPath: folder.path + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\n")
    try write("organisations/commissioners.csv", "code,name,cluster,weighted_population\n10H,Chiltern,A,1000\n11C,Windsor,A,1000\n")
    try write("organisations/providers.csv", "code,name,short_name\nRAN,Orthopaedic,Orthopaedic\nRQM,Chelsea,Chelsea\n")
    try write(
      "registers/invoices.csv",
      "provider,commissioner,period,invoice,value,status\n" + invoice("10H", "RQM", 4, "B2", "40.00", "queried")
        + invoice("10H", "RQM", 4, "B1", "60.13", "paid") + invoice("10H", "RQM", 5, "B3", "55.00", "open")
        + invoice("11C", "RAN", 6, "A9", "12.50", "queried") + invoice("10H", "RQM", 3, "B0", "999", "paid"))
    let invoices = try #require(loadProgramme(at: folder.path).programme).registers.invoices
    #expect(invoices.count == 5)
    var axes = SampleAxes()
    axes.period = Period(year: FinancialYear(start: 2015), month: 6)
    var ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "DC", ago: 2, plan: 0, actual: 100), .pounds("10H", "RQM", "DC", ago: 1, plan: 0, actual: 50),
        .pounds("10H", "RQM", "DC", ago: 0, plan: 0, actual: 8),
      ], axes)
    // A fraction of a penny: £100.13 invoiced, £100.1299 reported.
    ledger.monthly.columns.actualCost[1 * ledger.monthly.monthCount + ledger.monthly.monthCount - 3] = 10_012_990_000
    let quarter = try #require(Quarter("2015-16/Q2"))
    let reconciliation = InvoiceReconciliation(ledger, invoices: invoices, quarter: quarter)
    #expect(
      reconciliation.lines.map {
        "\($0.provider) \($0.commissioner) M\($0.month?.month ?? 0) \($0.invoiced.decimal) \($0.actual.decimal) \($0.difference.decimal) \($0.state.rawValue) \($0.statuses.joined(separator: "+")) \($0.invoices.joined(separator: "+"))"
      } == [
        "RAN 11C M6 12.5 0 12.5 not in the returns queried A9", "RQM 10H M4 100.13 100.1299 0.0001 agrees paid+queried B1+B2",
        "RQM 10H M5 55 50 5 above open B3", "RQM 10H M6 0 8 -8 not invoiced  ",
      ])
    #expect(
      reconciliation.pairs.map { "\($0.provider) \($0.difference.decimal) \($0.state.rawValue)" } == [
        "RAN 12.5 not in the returns", "RQM -2.9999 below",
      ])
    #expect(reconciliation.invoiced - reconciliation.actual == money("9.5001"))
  }
}
