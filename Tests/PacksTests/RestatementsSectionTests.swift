import Analysis
import Figures
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// The section `restatements`, from small ledgers.
@Suite struct RestatementsSectionTests {
  private static let year = FinancialYear(start: 2015)

  private func statement(
    _ submission: Int, _ c: UInt16, _ p: UInt16, pod: UInt16, month: Int, plan: Int, _ actual: Int, before: Bool = false
  ) -> ReplacedStatement {
    ReplacedStatement(
      submission: Period(year: Self.year, month: submission), commissioner: c, provider: p, pod: pod, treatmentFunction: 0,
      month: MonthIndex(year: Self.year, month: month),
      measures: Measures(planCost: pounds(plan), actualCost: pounds(actual), actualActivity: units(actual == 0 ? 0 : 1)), countedBefore: before)
  }

  /// Month 4 at flex. Chelsea & Westminster's month 3 was £90 on a plan of £100 (day cases) and £7 (emergencies); it is now £130 on £110, and £25 of first
  /// outpatients in place of the emergencies. Royal National Orthopaedic is £20 over.
  private func ledger(earlier: Bool = true, restated: Bool = true) -> ProgrammeLedger {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 4)
    axes.pods = ["DC": ("DC", "DC"), "NEL": ("NEL", "NEL"), "OPFA": ("OPFA", "OPFA")]
    var ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "DC", ago: 1, plan: 110, actual: 130, done: 1), .pounds("10H", "RQM", "OPFA", ago: 1, plan: 0, actual: 25, done: 1),
        .pounds("10H", "RQM", "DC", ago: 0, plan: 100, actual: 100, done: 1), .pounds("10H", "RAN", "DC", ago: 1, plan: 50, actual: 70, done: 1),
      ], axes)
    if restated {
      ledger.replaced = [
        statement(3, 0, 1, pod: 0, month: 3, plan: 100, 90, before: true), statement(3, 0, 1, pod: 1, month: 3, plan: 0, 7, before: true),
      ]
      ledger.restating = [statement(4, 0, 1, pod: 0, month: 3, plan: 110, 130), statement(4, 0, 1, pod: 2, month: 3, plan: 0, 25)]
      ledger.monthly.submission[1 * ledger.monthly.monthCount + ledger.monthly.monthCount - 2] = Int32(MonthIndex(year: Self.year, month: 4).value)
    }
    for submission in earlier ? [3, 4] : [4] {
      for provider in ["RAN", "RQM"] {
        ledger.sources.append(
          SourceFile(
            path: "extracts/slam/2015-16/M0\(submission)/\(provider).csv", kind: "slam", provider: provider,
            submission: Period(year: Self.year, month: submission)))
      }
    }
    return ledger
  }

  private func pack(_ ledger: ProgrammeLedger, _ kind: PackKind = .commissioner, _ code: String = "10H", frozen: [FrozenPosition] = []) throws
    -> ReportDocument
  {
    var input = sampleInput(ledger)
    input.frozen = frozen
    return try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)))
  }

  @Test func `a restated month is told with what went up and what went down`() throws {
    let document = try pack(ledger())
    #expect(document.sections.prefix(2).map(\.id) == ["headlines", "restatements"])
    #expect(document.headline("restatements") == "Chelsea & Westminster restated earlier months: the cost released before is now £58 higher")
    #expect(document.table("restatements-months")?.printed == [["Chelsea & Westminster", "June 2015", "65", "−7", "58", "10"]])
  }

  @Test func `flipped sign, rank move, new and vanished line, changed plan and changed cost, each with its size`() throws {
    let rows = try #require(try pack(ledger()).table("restatements-changes")).printed
    #expect(
      rows == [
        ["Flipped signs", "", "", "", "", ""],
        ["Chelsea & Westminster", "", "", "3", "−45", "−48"],
        ["Rank moves", "", "", "", "", ""],
        ["Royal National Orthopaedic", "", "", "1", "2", "1"], ["Chelsea & Westminster", "", "", "2", "1", "−1"],
        ["New lines", "", "", "", "", ""],
        ["Chelsea & Westminster", "OPFA", "100 General Surgery", "–", "25", "25"],
        ["Vanished lines", "", "", "", "", ""],
        ["Chelsea & Westminster", "NEL", "100 General Surgery", "7", "–", "−7"],
        ["Changed plans", "", "", "", "", ""], ["Chelsea & Westminster", "DC", "100 General Surgery", "100", "110", "10"],
        ["Other changed costs", "", "", "", "", ""], ["Chelsea & Westminster", "DC", "100 General Surgery", "90", "130", "40"],
      ])
  }

  @Test func `what moved is added up by point of delivery, most money first; a single group needs no table`() throws {
    let document = try pack(ledger())
    let table = try #require(document.table("restatements-by-pod"))
    #expect(
      table.printed.map { Array($0.dropFirst()) } == [
        ["40", "–", "40", "10"], ["25", "–", "25", "–"], ["–", "−7", "−7", "–"], ["65", "−7", "58", "10"],
      ])
    #expect(table.title == "What moved, by point of delivery" && table.columns.first?.head == "Point of delivery")
    #expect(document.table("restatements-by-specialty") == nil && document.table("restatements-by-commissioner") == nil)
  }

  @Test func `the triangle holds each month at flex, at freeze and now`() throws {
    let rows = try #require(try pack(ledger()).table("restatements-triangle")).printed
    // The months that stand as first said are counted and not listed.
    #expect(rows == [["June 2015", "167", "225", "225", "58"]])
    let notes = try #require(try pack(ledger()).table("restatements-triangle")).notes.map(\.plain)
    #expect(notes.last == "Two other months before this one stand as first said.")
  }

  @Test func `a provider's pack speaks of itself alone, by commissioner`() throws {
    let own = try pack(ledger(), .provider, "RQM")
    #expect(own.table("restatements-months")?.printed == [["Chiltern", "June 2015", "65", "−7", "58", "10"]])
    let other = try pack(ledger(), .provider, "RAN")
    #expect(other.headline("restatements") == "No month that was released before has been restated")
    #expect(other.section("restatements")?.blocks.isEmpty == true)
    let words = try pack(ledger(), .provider, "RAN").section("restatements")?.blocks.count
    #expect(words == 0)
  }

  @Test func `without an earlier submission the section is left out, and methods say so`() throws {
    let document = try pack(ledger(earlier: false, restated: false))
    #expect(document.section("restatements") == nil)
    let methods = try #require(document.section("methods"))
    let terms = methods.blocks.flatMap { block -> [Definition] in if case .definitions(let list) = block { list } else { [] } }
    let definition = try #require(terms.first { $0.term == "Restatements" })
    #expect(definition.meaning.plain.hasPrefix("left out: no return before those of July 2015"))
  }

  @Test func `nothing restated is one sentence`() throws {
    let section = try #require(try pack(ledger(restated: false)).section("restatements"))
    #expect(section.headline?.plain == "No month that was released before has been restated")
    #expect(section.blocks.isEmpty)
  }

  @Test func `one figure has one value in every pack`() throws {
    var values: [String: FigureValue] = [:]
    for (code, document) in try everyPack(sampleInput(ledger())) {
      for figure in document.figures where figure.id.text.hasPrefix("restatement/") {
        if let known = values[figure.id.text] { #expect(known == figure.value, "\(code): \(figure.id.text)") }
        values[figure.id.text] = figure.value
        #expect(measureDefinition(try FigureName(parsing: figure.id.text).measure) != nil, "\(figure.id.text)")
      }
    }
    #expect(values.count > 40)
  }

  @Test func `months that moved since a quarter was frozen are named with what was frozen`() throws {
    let june = Period(year: Self.year, month: 3)
    let frozen = FrozenPosition(
      name: "2015-16/Q1-freeze", quarter: "2015-16 Q1", lastMonth: june,
      cells: [
        .init(commissioner: "10H", provider: "RQM", month: june, plan: pounds(100), actual: pounds(97)),
        .init(commissioner: "10H", provider: "RAN", month: june, plan: pounds(50), actual: pounds(70)),
      ])
    let document = try pack(ledger(), frozen: [frozen])
    #expect(document.table("restatements-since-freeze-q1")?.printed == [["Chelsea & Westminster", "97", "155", "58"]])
    #expect(try pack(ledger(), .provider, "RAN", frozen: [frozen]).table("restatements-since-freeze-q1") == nil)
  }
}
