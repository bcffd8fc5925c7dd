import Crypto
import Foundation
import Programme
import Quantities
import Storage
import TestSupport
import Testing

@testable import Pipeline
@testable import Releases

/// Each condition of the gate, holding and failing.
struct GateTests {
  let month: SmallMonth

  init() throws { month = try SmallMonth() }

  @Test func aSignedMonthMayGo() throws {
    try month.signByTwo()
    let gate = try month.gate()
    #expect(gate.opens, "\(gate)")
    #expect(gate.conditions.map(\.id) == ReleaseCondition.ID.allCases)
    #expect(gate.release == "2015-16/M11-flex-v1")
    #expect(gate.conditions.allSatisfy { $0.state == .ok })
  }

  @Test func theDayMustBeReached() throws {
    #expect(try month.condition(.dayReached).state == .ok)
    let early = try month.condition(.dayReached, month.request(today: CalendarDate(iso: "2016-03-11")!))
    #expect(early.state == .failed)
    #expect(early.words == "2015-16/M11 flex may be released from 14 March 2016; it is 11 March 2016")
    // A day in the past is taken as said; one to come is not.
    #expect(try month.condition(.dayReached, month.request(asAt: "2016-03-14", today: CalendarDate(iso: "2016-06-01")!)).state == .ok)
    #expect(try month.condition(.dayReached, month.request(asAt: "2016-03-10", today: CalendarDate(iso: "2016-06-01")!)).state == .failed)
    let late = try month.condition(.dayReached, month.request(asAt: "2016-03-15"))
    #expect(late.state == .failed)
    #expect(late.words == "15 March 2016 is later than today, 14 March 2016")
    try month.put("programme.yaml", SmallMonth.programmeFile + "rehearsal: true\n")
    #expect(try month.condition(.dayReached, month.request(asAt: "2016-03-15", today: CalendarDate(iso: "2016-03-01")!)).state == .ok)
  }

  @Test func aPackBeforeItsDataAreFinalIsSaidToBeProvisional() throws {
    try month.put("programme.yaml", SmallMonth.programmeFile + "freeze_calendar: calendar.csv\n")
    func takesDataUpTo(_ flex: String) throws -> ReleaseCondition {
      try month.put("calendar.csv", "period,flex_inclusion,freeze_inclusion\n2015-16/M11,\(flex),2016-04-20\n")
      return try month.condition(.dayReached)
    }
    let early = try takesDataUpTo("2016-03-14")
    #expect(early.state == .ok)
    #expect(
      early.words == "14 March 2016; the release day was 14 March 2016; provisional, and its cover says so: flex data are taken up to 14 March 2016")
    #expect(try takesDataUpTo("2016-03-13").words == "14 March 2016; the release day was 14 March 2016")
  }

  @Test func theDayIsEnglands() {
    // 23:30 UTC on 13 June is the next day in England, and on 13 January it is not; the clocks change at 01:00 UTC.
    func day(_ iso: String, _ hour: Int, _ minute: Int) -> String {
      ReleaseClock.standing(at: CalendarDate(iso: iso)!.dayNumber * 86_400 + hour * 3600 + minute * 60).today.iso
    }
    #expect(day("2016-06-13", 23, 30) == "2016-06-14")
    #expect(day("2016-01-13", 23, 30) == "2016-01-13")
    #expect(day("2016-03-26", 23, 59) == "2016-03-26")
    #expect(day("2016-03-27", 23, 0) == "2016-03-28")
    #expect(day("2016-10-29", 23, 0) == "2016-10-30")
    #expect(day("2016-10-30", 23, 59) == "2016-10-30")
    #expect(ReleaseClock.standing(at: 1_457_947_805).timestamp == "2016-03-14T09:30:05Z")
  }

  @Test func theMonthMustBeBuiltAndWhole() throws {
    try month.write(Array("x".utf8), month.month + "/commissioners/10H/10H.html")
    try month.write(Array("x".utf8), month.month + "/extra.txt")
    try FileSystem.remove(month.month + "/commissioners/10X/10X.html")
    let broken = try month.condition(.built)
    #expect(broken.state == .failed)
    #expect(
      broken.details == [
        "commissioners/10H/10H.html was changed after it was built", "commissioners/10X/10X.html is missing", "extra.txt is not of the build",
      ])
    try month.build { $0["cut"] = "freeze" }
    #expect(try month.condition(.built).details == ["it was built as freeze, not as flex"])
    try month.build { $0["outturn"] = "0.0.9" }
    #expect(try month.condition(.built).details == ["it was built by outturn 0.0.9, and this is \(outturnVersion)"])
    try FileSystem.remove(month.month)
    let gate = try month.gate()
    #expect(gate.conditions.first { $0.id == .built }?.words == "2015-16/M11 is not built: there is no such folder")
    #expect(!gate.opens)
  }

  @Test func theInputsMustBeThoseOfTheBuild() throws {
    #expect(try month.condition(.inputsUnchanged).state == .ok)
    try month.put("organisations/providers.csv", "code,name\nRQM,Chelsea\nRYJ,Imperial College\n")
    try FileSystem.remove(month.programme + "/extracts/slam/2015-16/M11/RYJ.csv")
    try month.put("extracts/slam/2015-16/M10/RQM.csv", "late\n")
    try month.put("registers/waivers.csv", "id,scope,reason,owner,until\n")
    try month.put("templates/theme.yaml", "another\n")
    // A submission that the cut does not read changes nothing.
    try month.put("extracts/slam/2015-16/M12/RQM.csv", "later\n")
    let changed = try month.condition(.inputsUnchanged)
    #expect(changed.state == .failed)
    #expect(
      changed.details == [
        "extracts/slam/2015-16/M10/RQM.csv has come since the build", "extracts/slam/2015-16/M11/RYJ.csv is gone since the build",
        "organisations/providers.csv was changed since the build", "registers/waivers.csv has come since the build",
        "templates/theme.yaml was changed since the build",
      ])
  }

  private func waive(_ scope: String, until: String = "2016-03-14") throws {
    try month.put("registers/waivers.csv", "id,scope,reason,owner,until\nW1,\(scope),known,Len,\(until)\n")
  }

  @Test func everyReturnMustBeInOrWaived() throws {
    #expect(try month.condition(.returnsIn).words == "all 2 returns are in")
    try month.build(silent: ["RYJ"])
    let missing = try month.condition(.returnsIn)
    #expect(missing.state == .failed && missing.details == ["RYJ has not sent its return for 2015-16/M11"])
    try waive("returns/RYJ")
    try month.build(silent: ["RYJ"])
    let waived = try month.condition(.returnsIn)
    #expect(waived.state == .waived && waived.waivers == ["W1"])
    #expect(waived.details == ["RYJ has not sent its return: waiver W1, known (Len, until 14 March 2016)"])
    try waive("returns/RYJ", until: "2016-03-13")
    try month.build(silent: ["RYJ"])
    let past = try month.condition(.returnsIn)
    #expect(past.state == .failed)
    #expect(past.details == ["RYJ has not sent its return for 2015-16/M11; its waiver W1 ran out on 13 March 2016"])
    try waive("returns/RQM")
    try month.build(silent: ["RYJ"])
    #expect(try month.condition(.returnsIn).state == .failed)
  }

  @Test func aDayThatHasPassedBringsNoWaiverBack() throws {
    try waive("returns/RYJ")
    try month.build(silent: ["RYJ"])
    let late = try #require(CalendarDate(iso: "2016-04-01"))
    #expect(try month.condition(.returnsIn, month.request(asAt: "2016-03-14", today: late)).state == .failed)
    try month.put("programme.yaml", SmallMonth.programmeFile + "rehearsal: true\n")
    try month.build(silent: ["RYJ"])
    #expect(try month.condition(.returnsIn, month.request(asAt: "2016-03-14", today: late)).state == .waived)
  }

  /// A trust's pack holds back what the programme's prints: one figure. Two values of it are refused before anybody signs.
  @Test func packsMustHaveOneListOfFigures() throws {
    func add(_ value: String, to code: String) throws {
      let path = month.month + "/commissioners/\(code)/figures.json"
      let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
      let line = "{\"id\":\"ratio/ALL/RQM/median\",\"label\":\"c\",\(value),\"unit\":\"ratio\"}"
      try month.write(Array(text.replacing("}]}", with: "},\n\(line)]}").utf8), path)
    }
    func seal() throws {
      let files = FileSystem.files(under: month.month).filter { $0 != "SHA256SUMS" }
      let sums = try files.map { SealedFile(path: $0, sha256: digestOf(try FileSystem.read(month.month + "/" + $0))) }
      try month.write(sumsText(sums), month.month + "/SHA256SUMS")
    }
    let heldBack = "\"value\":null,\"missing\":\"*\""
    for (first, second) in [(heldBack, "\"value\":\"2.5\""), ("\"value\":\"2.5\"", heldBack)] {
      try month.build()
      try add(first, to: "10H")
      try add(second, to: "10X")
      try seal()
      #expect(try month.condition(.built).state == .ok)
      let files = ["10H", "10X"].map { "commissioners/\($0)/figures.json" }
      #expect(try releasedFigures(files, in: month.month).first { $0.id == "ratio/ALL/RQM/median" }?.value == "2.5")
    }
    try month.build()
    try add("\"value\":\"2.5\"", to: "10H")
    try add("\"value\":\"2.6\"", to: "10X")
    try seal()
    let condition = try month.condition(.built)
    #expect(condition.state == .failed)
    #expect(condition.details.contains { $0.contains("another pack has another value of ratio/ALL/RQM/median") }, "\(condition.details)")
  }

  private func buildWithError() throws {
    try month.build {
      $0["findings"] = [
        ["code": "SLAM-061", "severity": "error", "file": "extracts/slam/2015-16/M11/RYJ.csv", "line": 7, "message": "no", "provider": "RYJ"],
        ["code": "SLAM-027", "severity": "note", "file": "x", "message": "note"],
      ]
    }
  }

  @Test(arguments: ["SLAM-061", "SLAM-061/RYJ"])
  func everyErrorMustBeWaived(scope: String) throws {
    try buildWithError()
    let open = try month.condition(.findings)
    #expect(open.state == .failed && open.words == "1 finding is an error without a waiver")
    #expect(open.details == ["SLAM-061 extracts/slam/2015-16/M11/RYJ.csv:7: no"])
    try waive(scope)
    try buildWithError()
    #expect(try month.condition(.findings).state == .waived)
    try waive("SLAM-061/RQM")
    try buildWithError()
    #expect(try month.condition(.findings).state == .failed)
    try waive(scope, until: "2016-03-13")
    try buildWithError()
    #expect(try month.condition(.findings).state == .failed)
    try month.build()
    #expect(try month.condition(.findings).state == .ok)
  }

  @Test func theProofMustHold() throws {
    #expect(try month.condition(.proof).words == "12 comparisons agree")
    try month.build { $0["proof"] = [["check": "html", "compared": 12, "violations": 1]] }
    #expect(try month.condition(.proof).details == ["html: 1 of 12 comparisons"])
    try month.build { $0["proof"] = [[String: Any]]() }
    #expect(try month.condition(.proof).state == .failed)
  }

  @Test func aLeakStopsIt() throws {
    let gate = try month.gate(leaks: { folder, _, _ in ["\(folder.hasSuffix("/2015-16/M11")): page 3 names RYJ"] })
    let leaks = gate.conditions.first { $0.id == .leaks }
    #expect(leaks?.state == .failed)
    #expect(leaks?.details == ["true: page 3 names RYJ"])
    #expect(try month.condition(.leaks).state == .ok)
  }

  @Test func anotherVersionNeedsAReason() throws {
    try month.signByTwo()
    #expect(try month.release().released?.manifest.release == "2015-16/M11-flex-v1")
    let again = try month.condition(.version)
    #expect(again.state == .failed && again.words == "2015-16/M11-flex-v1 is released; another version needs a reason")
    #expect(try month.condition(.version, month.request("corrected")).words == "replaces 2015-16/M11-flex-v1: corrected")
    month.makeWritable()
  }
}
