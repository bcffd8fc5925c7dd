import Extracts
import Findings
import Foundation
import Ledger
import Quantities
import Testing

@Suite("Which statements count")
struct SubmissionTests {
  @Test("the latest submission of a month counts whole; what it replaced is kept; a month that it leaves out stands")
  func restatement() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", [(1, "10H", "10", "1.01"), (1, "10J", "10", "2.02")])
    try programme.submit(2, "RQM", [(2, "10H", "10", "4.04")])
    try programme.submit(3, "RQM", [(1, "10H", "10", "8.08"), (3, "10H", "10", "16.16")])
    let second = try programme.ledger("2015-16/M02")
    #expect(actual(second, "10H", "RQM") == "5.05")
    #expect(actual(second, "10J", "RQM") == "2.02")
    let third = try programme.ledger("2015-16/M03")
    // Month 1 is stated again without 10J, who then has nothing in it; month 2 stands.
    #expect(actual(third, "10H", "RQM") == "28.28")
    #expect(actual(third, "10J", "RQM") == "0")
    #expect(third.ledger.replaced.map { $0.measures.actualCost.decimal } == ["1.01", "2.02"])
    #expect(third.ledger.replaced.allSatisfy { $0.submission.month == 1 && $0.month.month == 1 })
    #expect(third.ledger.sources.allSatisfy { $0.unaccounted.isZero })
    #expect(third.ledger.sources.first?.replacedTotal.actualCost.decimal == "3.03")
    // Rows are accounted for as their money is.
    #expect(third.ledger.sources.map(\.replacedRows) == [2, 0, 0])
    for source in second.ledger.sources + third.ledger.sources {
      let rows = source.countedRows + source.replacedRows + source.outsideWindowRows + source.leftOutRows + source.quarantinedRows
      #expect(rows == source.rowCount, "\(source.path)")
    }
  }

  @Test("the freeze cut reads the next month's submission, and no later one; months after the period stay out")
  func cuts() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", [(1, "10H", "0", "1")])
    try programme.submit(2, "RQM", [(1, "10H", "0", "10"), (2, "10H", "0", "100")])
    try programme.submit(3, "RQM", [(1, "10H", "0", "1000"), (2, "10H", "0", "10000")])
    #expect(actual(try programme.ledger("2015-16/M01"), "10H", "RQM") == "1")
    let freeze = try programme.ledger("2015-16/M01", cut: .freeze)
    #expect(actual(freeze, "10H", "RQM") == "10")
    #expect(freeze.ledger.sources.last?.outsideWindowTotal.actualCost.decimal == "100")
    #expect(freeze.ledger.sources.last?.outsideWindowRows == 1)
    #expect(freeze.ledger.sources.allSatisfy { $0.unaccounted.isZero })
    #expect(actual(try programme.ledger("2015-16/M02"), "10H", "RQM") == "110")
    #expect(actual(try programme.ledger("2015-16/M02", cut: .freeze), "10H", "RQM") == "11000")
  }

  @Test("what the last submission says of earlier months is kept beside what counted before it, with rows")
  func restating() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", [(1, "10H", "10", "1"), (1, "10H", "0", "2")])
    try programme.submit(2, "RQM", [(1, "10H", "10", "4"), (2, "10H", "10", "8")])
    try programme.submit(3, "RQM", [(1, "10H", "10", "16"), (3, "10H", "10", "32")])
    let flex = try programme.ledger("2015-16/M03").ledger
    #expect(flex.restating.map { "\($0.month.month) \($0.measures.actualCost.decimal) \($0.rowCount)" } == ["1 16 1"])
    #expect(
      flex.replaced.map { "\($0.submission.month) \($0.measures.actualCost.decimal) \($0.rowCount) \($0.countedBefore)" } == [
        "1 3 2 false", "2 4 1 true",
      ])
    // The freeze of month 2 reads month 3's return, which leaves month 2 as it was.
    let freeze = try programme.ledger("2015-16/M02", cut: .freeze).ledger
    #expect(freeze.lastSubmission.month == 3)
    #expect(freeze.restating.map { "\($0.month.month) \($0.measures.actualCost.decimal)" } == ["1 16"])
    let window = freeze.monthly.monthCount
    #expect(freeze.monthly.submission[window - 2] == Int32(flex.lastSubmission.value))
    #expect(freeze.monthly.submission[window - 1] == Int32(flex.lastSubmission.value - 1))
    #expect(freeze.monthly.rowCount[window - 2] == 1)
    // At its freeze, month 1's own rows are restated by month 2's return; they count once.
    let first = try programme.ledger("2015-16/M01", cut: .freeze)
    #expect(first.ledger.restating.map { $0.measures.actualCost.decimal } == ["4"])
    #expect(actual(first, "10H", "RQM") == "4")
  }

  @Test("where each commissioner has a file, only what the last one replaced had counted before")
  func restatingOneFileEach() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM_10H", [(1, "10H", "0", "1")])
    try programme.submit(1, "RQM_10J", [(1, "10J", "0", "2")])
    try programme.submit(2, "RQM_10H", [(1, "10H", "0", "4"), (2, "10H", "0", "8")])
    let ledger = try programme.ledger("2015-16/M02").ledger
    #expect(ledger.replaced.map { $0.measures.actualCost.decimal } == ["1"])
    #expect(ledger.replaced.allSatisfy { $0.countedBefore })
    #expect(ledger.restating.map { $0.measures.actualCost.decimal } == ["4"])
  }

  @Test("a file for one commissioner speaks for that commissioner alone")
  func oneFileEach() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM_10H", [(1, "10H", "0", "1")])
    try programme.submit(1, "RQM_10J", [(1, "10J", "0", "2")])
    try programme.submit(2, "RQM_10H", [(1, "10H", "0", "4"), (2, "10H", "0", "8")])
    let result = try programme.ledger("2015-16/M02")
    #expect(actual(result, "10H", "RQM") == "12")
    #expect(actual(result, "10J", "RQM") == "2")
  }

  @Test("a submission in parts is one; parts that overlap are counted and reported")
  func parts() throws {
    let programme = try ScratchProgramme()
    try programme.submit(2, "RQM_first", [(1, "10H", "0", "1")])
    try programme.submit(2, "RQM_second", [(2, "10H", "0", "2"), (1, "10H", "0", "4")])
    let result = try programme.ledger("2015-16/M02")
    #expect(actual(result, "10H", "RQM") == "7")
    #expect(result.findings.contains { $0.code.text == "SLAM-064" && $0.severity == .warning })
  }

  @Test("a month stated again with less than half of its rows is reported")
  func thin() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", (1...10).map { (1, "10H", "0", "\($0)") })
    try programme.submit(2, "RQM", [(1, "10H", "0", "1"), (2, "10H", "0", "1")])
    let finding = try #require(try programme.ledger("2015-16/M02").findings.first { $0.code.text == "SLAM-063" })
    #expect(finding.message == "RQM restates 2015-16/M01 with 1 rows in place of 10")
  }

  @Test("month 1's submission may restate the year before, which a build of month 12 at the freeze cut reads")
  func yearEnd() throws {
    let programme = try ScratchProgramme()
    try programme.submit(12, "RQM", [(12, "10H", "0", "1")])
    let header = try String(contentsOfFile: programme.folder + "/extracts/slam/2015-16/M12/RQM.csv", encoding: .utf8).split(separator: "\n")[0]
    try programme.write(
      "extracts/slam/2016-17/M01/RQM.csv", "\(header)\n12,201516,RQM,10H,110,DC,HB12A,0,0,1,32\n1,201617,RQM,10H,110,DC,HB12A,0,0,1,64\n")
    #expect(actual(try programme.ledger("2015-16/M12"), "10H", "RQM") == "1")
    #expect(actual(try programme.ledger("2015-16/M12", cut: .freeze), "10H", "RQM") == "32")
    let next = try programme.ledger("2016-17/M01")
    #expect(actual(next, "10H", "RQM") == "64")
    #expect(next.ledger.monthly[commissioner: 0, provider: 0, month: 23].actualCost.decimal == "32")
    #expect(next.findings.contains { $0.code.text == "SLAM-026" })
  }

  @Test("plan files are read by month and compared with the returns")
  func plans() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", [(1, "10H", "100", "1"), (1, "10J", "50", "1")])
    try programme.write(
      "extracts/plan/2015-16/RQM.csv",
      "FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),"
        + "POINT OF DELIVERY CODE,CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE\n"
        + (1...12).map { "\($0),201516,RQM,10H,DC,1,100.50\n\($0),201516,RQM,10J,DC,1,1060\n" }.joined())
    let result = try programme.ledger("2015-16/M01")
    #expect(result.ledger.annualPlan.map { $0.months.reduce(.zero) { $0 + $1.planCost }.decimal } == ["1206", "12720"])
    let finding = try #require(result.findings.first { $0.code.text == "PLAN-067" })
    #expect(finding.message == "the plan file has £1,060 year to date for 10J, the returns £50")
    #expect(finding.provider == "RQM" && finding.commissioner == "10J")
    #expect(result.findings.filter { $0.code.text == "PLAN-067" }.count == 1)
  }
}
