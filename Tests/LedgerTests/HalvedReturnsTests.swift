import Extracts
import Findings
import Foundation
import Ledger
import Quantities
import Testing

private let files = """
  format: 1
  providers: [RQM]
  columns: {month: Month, commissioner: CCG, treatment_function: TFC, national_pod: POD, tariff: HRG, activity: Units, price: Value}
  files:
    - {holds: plan, name: "*_plan"}
    - {holds: actual, name: "*_actual"}

  """

/// What a file of a half says of a month and commissioner.
private struct Said: Hashable {
  var month: Int
  var commissioner: String
}

extension ScratchProgramme {
  /// Writes a file of plan or of actuals: the price of each month and commissioner, with one unit of activity.
  fileprivate func send(_ submission: Int, _ file: String, _ prices: [Said: Int]) throws {
    let rows = prices.sorted { ($0.key.month, $0.key.commissioner) < ($1.key.month, $1.key.commissioner) }
      .map { "\($0.key.month),\($0.key.commissioner),110,DC,HB12A,1,\($0.value)\n" }
    try write("extracts/slam/2015-16/\(label(submission))/\(file).csv", "Month,CCG,TFC,POD,HRG,Units,Value\n" + rows.joined())
  }

  fileprivate func label(_ month: Int) -> String { month < 10 ? "M0\(month)" : "M\(month)" }
}

/// Everything of a ledger that packs are made from, with what was replaced added up.
private func contents(_ ledger: ProgrammeLedger) -> [String] {
  var text: [String] = []
  for line in 0..<ledger.lines.count {
    text.append("line \(ledger.lines.commissioner[line]) \(ledger.lines.provider[line]) \(ledger.lines.ytd[line]) \(ledger.lines.month[line])")
  }
  text.append("months \(ledger.monthly.columns) \(ledger.monthly.submission) \(ledger.monthly.stated)")
  text.append("leaves \(ledger.leafSeries.columns)")
  for (name, statements) in [("replaced", ledger.replaced), ("restating", ledger.restating)] {
    var sums: [String: Measures] = [:]
    for said in statements {
      sums["\(name) \(said.submission) \(said.commissioner) \(said.provider) \(said.month.value) \(said.countedBefore)", default: .zero] +=
        said.measures
    }
    text += sums.map { "\($0.key) \($0.value)" }.sorted()
  }
  return text
}

@Suite("Plan and actuals in files of their own")
struct HalvedReturnsTests {
  /// Whatever is sent when, the ledger is that of whole returns, each with the newest plan and the newest actuals of the months that either speaks of.
  @Test("they come to what whole returns would say", arguments: 1...10) func equalsWholeReturns(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func dice(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
    let (halved, whole) = (try ScratchProgramme(), try ScratchProgramme())
    try halved.write("profiles/rqm.yaml", files)
    // Another trust goes on as ever.
    for programme in [halved, whole] {
      for month in 1...6 { try programme.submit(month, "RYJ", [(month, "10H", "7", "9"), (max(month - 1, 1), "10J", "3", "4")]) }
    }
    var (plan, actual): ([Said: Int], [Said: Int]) = ([:], [:])
    var hasPlan = 0
    for submission in 1...6 {
      var told: Set<Int> = []
      /// Some months of those up to the last, each for one commissioner or both, in place of all that was said of them.
      func some(upTo last: Int, of known: inout [Said: Int]) -> [Said: Int] {
        var said: [Said: Int] = [:]
        let first = [1, submission, max(submission - 1, 1)][dice(3)]
        for month in first...last {
          told.insert(month)
          known = known.filter { $0.key.month != month }
          for commissioner in ["10H", "10J"] where commissioner == "10H" || dice(4) > 0 {
            said[Said(month: month, commissioner: commissioner)] = 1 + dice(1_000)
          }
        }
        known.merge(said) { _, new in new }
        return said
      }
      // A plan of the whole year now and then, and of the months so far at other times.
      if submission == 1 || dice(3) == 0 {
        hasPlan += 1
        try halved.send(submission, "RQM_plan", some(upTo: dice(2) == 0 ? 12 : submission, of: &plan))
      }
      if dice(6) > 0 { try halved.send(submission, "RQM_actual", some(upTo: submission, of: &actual)) }
      let months = told.filter { month in actual.keys.contains { $0.month == month } }
      guard !months.isEmpty else { continue }
      let keys = Set(plan.keys).union(actual.keys).filter { months.contains($0.month) }
        .sorted { ($0.month, $0.commissioner) < ($1.month, $1.commissioner) }
      let header =
        "FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),ACTIVITY TREATMENT FUNCTION CODE,"
        + "POINT OF DELIVERY CODE,TARIFF CODE,CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY,"
        + "CONTRACT MONITORING ACTUAL PRICE\n"
      let rows = keys.map { key in
        "\(key.month),201516,RQM,\(key.commissioner),110,DC,HB12A,\(plan[key] == nil ? 0 : 1),\(plan[key] ?? 0),\(actual[key] == nil ? 0 : 1),\(actual[key] ?? 0)\n"
      }
      try whole.write("extracts/slam/2015-16/\(whole.label(submission))/RQM.csv", header + rows.joined())
    }
    #expect(hasPlan > 0)
    for month in 1...6 {
      for cut in [Cut.flex, .freeze] {
        let period = "2015-16/M0\(month)"
        let (one, other) = (try halved.ledger(period, cut: cut), try whole.ledger(period, cut: cut))
        #expect(contents(one.ledger) == contents(other.ledger), "seed \(seed), \(period) \(cut)")
        for source in one.ledger.sources {
          let rows = source.countedRows + source.replacedRows + source.outsideWindowRows + source.leftOutRows + source.quarantinedRows
          #expect(rows == source.rowCount && source.unaccounted.isZero, "\(source.path)")
        }
      }
    }
  }

  @Test("a year's plan is sent once and counts as its months are reached, with the row that each part came from") func yearlyPlan() throws {
    let programme = try ScratchProgramme()
    try programme.write("profiles/rqm.yaml", files)
    try programme.send(1, "RQM_2015-16_plan", Dictionary(uniqueKeysWithValues: (1...12).map { (Said(month: $0, commissioner: "10H"), 100 * $0) }))
    for month in 1...3 { try programme.send(month, "RQM_2015-16_M0\(month)_actual", [Said(month: month, commissioner: "10H"): 90]) }
    let result = try programme.ledger("2015-16/M02")
    #expect(result.ledger.lines.ytd[0].planCost.decimal == "300" && result.ledger.lines.month[0].planCost.decimal == "200")
    #expect(actual(result, "10H", "RQM") == "180")
    #expect(result.findings.filter { $0.code.text == "SLAM-068" }.isEmpty)
    let plan = try #require(result.ledger.sources.first { $0.path.hasSuffix("RQM_2015-16_plan.csv") })
    #expect(plan.countedRows == 2 && plan.outsideWindowRows == 10 && !plan.isReturn && plan.sha256.count == 64)
    let months = MonthIndex(year: FinancialYear(start: 2015), month: 1)...MonthIndex(year: FinancialYear(start: 2015), month: 2)
    let rows = try sourceRows(RowFilter(.variance, months: months), try programme.request("2015-16/M02"))
    #expect(
      rows.map {
        "\($0.origin.file.split(separator: "/").dropFirst(3).joined(separator: "/")):\($0.origin.line ?? 0) \(Money(parts: $0.parts).decimal)"
      } == [
        "M01/RQM_2015-16_M01_actual.csv:2 -90", "M01/RQM_2015-16_plan.csv:2 100", "M01/RQM_2015-16_plan.csv:3 200",
        "M02/RQM_2015-16_M02_actual.csv:2 -90",
      ])
    // The same with segments, twice: one file read by two parts is two readings.
    for _ in 1...2 {
      let cached = try programme.ledger("2015-16/M02", usesCache: true)
      #expect(contents(cached.ledger) == contents(result.ledger))
    }
  }

  @Test("a half that is missing is said, with where it was looked for") func missingHalves() throws {
    let programme = try ScratchProgramme()
    try programme.write("profiles/rqm.yaml", files)
    try programme.send(1, "RQM_plan", [Said(month: 1, commissioner: "10H"): 10, Said(month: 2, commissioner: "10H"): 20])
    try programme.send(1, "RQM_actual", [Said(month: 1, commissioner: "10H"): 11])
    try programme.send(3, "RQM_actual", [Said(month: 3, commissioner: "10H"): 33])
    let result = try programme.ledger("2015-16/M03")
    let said = result.findings.filter { $0.code.text == "SLAM-068" }
    #expect(
      said.map { "\($0.severity) \($0.origin.file): \($0.message)" } == [
        "error extracts/slam/2015-16/M01/RQM_plan.csv: the plan of RQM has no actuals beside it: no file named “*_actual” states 2015-16/M02",
        "error extracts/slam/2015-16/M03/RQM_actual.csv: the actuals of RQM have no plan beside them: no file named “*_plan” states 2015-16/M03",
      ])
    #expect(said.first?.hint?.contains("looked for in extracts/slam/2015-16/M02 to M03 by profiles/rqm.yaml") == true)
    #expect(said.last?.hint?.contains("looked for in extracts/slam/2015-16/M01 to M03 by profiles/rqm.yaml") == true)
    // Month 2 counts with neither.
    #expect(result.ledger.lines.ytd[0].planCost.decimal == "10" && actual(result, "10H", "RQM") == "44")
    #expect(result.findings.contains { $0.code.text == "SLAM-060" && $0.message.contains("2015-16/M02") })
    // A plan alone is no submission.
    let second = try programme.ledger("2015-16/M02")
    #expect(second.findings.contains { $0.code.text == "SLAM-061" && $0.message.contains("RQM has no usable submission for 2015-16/M02") })

    try programme.write("extracts/slam/2015-16/M03/RQM_plan.csv", "Month,CCG,TFC,POD,HRG,Units\n3,10H,110,DC,HB12A,1\n")
    let refused = try programme.ledger("2015-16/M03").findings
    #expect(refused.contains { $0.code.text == "SLAM-008" && $0.origin.file.hasSuffix("M03/RQM_plan.csv") })
    #expect(
      refused.contains {
        $0.code.text == "SLAM-068" && $0.message.hasSuffix("extracts/slam/2015-16/M03/RQM_plan.csv, which was refused, should state 2015-16/M03")
      })
  }

  @Test("the later revision of each half is read, and only that; findings and quarantine name the right file") func revisions() throws {
    let programme = try ScratchProgramme()
    try programme.write("profiles/rqm.yaml", files)
    let month = Said(month: 1, commissioner: "10H")
    try programme.send(1, "RQM_M01_plan_v1", [month: 10])
    try programme.send(1, "RQM_M01_plan_v2", [month: 12])
    try programme.send(1, "RQM_M01_actual", [month: 1])
    try programme.write(
      "extracts/slam/2015-16/M01/RQM_M01_actual_v10.csv", "Month,CCG,TFC,POD,HRG,Units,Value\n1,10H,110,DC,HB12A,1,7\n1,10J,110,DC,HB12A,1,TBC\n")
    let result = try programme.ledger("2015-16/M01")
    #expect(result.ledger.lines.ytd[0].planCost.decimal == "12" && actual(result, "10H", "RQM") == "7")
    #expect(
      result.ledger.sources.map(\.path).filter { $0.contains("RQM") }.map { $0.split(separator: "/").last ?? "" } == [
        "RQM_M01_actual_v10.csv", "RQM_M01_plan_v2.csv",
      ])
    let said = result.findings.filter { $0.code.text == "SLAM-069" }
    #expect(said.map { $0.origin.file.split(separator: "/").last ?? "" } == ["RQM_M01_actual.csv", "RQM_M01_plan_v1.csv"])
    #expect(
      result.findings.contains {
        $0.code.text == "SLAM-015"
          && $0.origin == Origin(file: "extracts/slam/2015-16/M01/RQM_M01_actual_v10.csv", line: 3, column: 7, field: "Value")
      })
    #expect(
      result.quarantine.map { "\($0.path) \($0.rows.map { "\($0.line) \($0.text)" })" } == [
        "extracts/slam/2015-16/M01/RQM_M01_actual_v10.csv [\"3 1,10J,110,DC,HB12A,1,TBC\"]"
      ])
  }

  @Test("a file whose name is neither is refused, and one for each commissioner speaks for that one") func names() throws {
    let programme = try ScratchProgramme()
    try programme.write("profiles/rqm.yaml", files)
    for (commissioner, price) in [("10H", 5), ("10J", 6)] {
      try programme.send(1, "RQM_\(commissioner)_plan", [Said(month: 1, commissioner: commissioner): price])
      try programme.send(1, "RQM_\(commissioner)_actual", [Said(month: 1, commissioner: commissioner): price + 1])
    }
    try programme.send(2, "RQM_10H_actual", [Said(month: 1, commissioner: "10H"): 70])
    try programme.send(2, "RQM_notes", [Said(month: 2, commissioner: "10H"): 1])
    let result = try programme.ledger("2015-16/M02")
    #expect(actual(result, "10H", "RQM") == "70" && actual(result, "10J", "RQM") == "7")
    #expect(result.ledger.lines.ytd.planCost == [500_000_000, 600_000_000])
    let refused = result.findings.filter { $0.code.text == "SLAM-008" }
    #expect(
      refused.map(\.message) == [
        "the profile has the plan in files named “*_plan” and the actuals in files named “*_actual”, and this one is neither"
      ])
    #expect(result.ledger.sources.first { $0.path.hasSuffix("RQM_notes.csv") }?.refused == true)
  }
}
