import Analysis
import Findings
import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@Suite("Candidates against the challenge log")
struct ChallengeMatchingTests {
  private func candidate(_ values: [String], month: Int = 3, commissioner: String = "10H") throws -> ChallengeCandidate {
    let rows = try values.enumerated().map { place, value in
      ChallengeCandidate.Row(
        origin: Origin(file: "extracts/slam/2015-16/M03/RQM.csv", line: place + 2), pod: "DC", treatmentFunction: "110", hrg: "HA48A",
        practice: "K80004",
        activity: Activity(parts: exactScale), price: try #require(Money(decimal: value)), stake: try #require(Money(decimal: value)))
    }
    return ChallengeCandidate(
      code: "SLAM-130", category: "Price without activity", message: "a price without activity", provider: "RQM", commissioner: commissioner,
      month: try #require(Period("2015-16/M0\(month)")), value: rows.reduce(.zero) { $0 + $1.stake }, rows: rows)
  }

  private func entry(_ id: String, _ value: String, _ status: ChallengeStatus) throws -> Challenge {
    Challenge(
      id: id, raised: try #require(CalendarDate(iso: "2015-07-01")), provider: "RQM", commissioner: "10H", category: "Price without activity",
      value: try #require(Money(decimal: value)), status: status, recovered: .zero)
  }

  private let id = "SLAM-130-RQM-10H-2015-16-M03"

  @Test("a new one is raised under its own number")
  func new() throws {
    let matching = ChallengeMatching([try candidate(["100", "20.5"])], log: [try entry("CH001", "500", .open)])
    #expect(matching.toRaise.map(\.id) == [id] && matching.toRaise.map(\.value.decimal) == ["120.5"] && matching.raised.isEmpty)
  }

  @Test("one that the log holds is not raised again, whatever came of it", arguments: ChallengeStatus.allCases)
  func held(_ status: ChallengeStatus) throws {
    let matching = ChallengeMatching([try candidate(["100", "20.5"])], log: [try entry(id, "120.5", status)])
    #expect(matching.toRaise.isEmpty && matching.raised.count == 1)
  }

  /// 120.50 now, 100 raised before: 20.50 is left. Of 119.50 raised one pound is left, which is too little.
  @Test("of one that grew the rest is raised, under a number of its own")
  func grown() throws {
    let matching = ChallengeMatching([try candidate(["100", "20.5"])], log: [try entry(id, "100", .agreed)])
    #expect(matching.toRaise.map(\.id) == [id + "/2"] && matching.toRaise.map(\.value.decimal) == ["20.5"])
    #expect(matching.toRaise.map(\.raisedBefore.decimal) == ["100"])
    let third = ChallengeMatching([try candidate(["100", "50"])], log: [try entry(id, "100", .agreed), try entry(id + "/2", "20.5", .open)])
    #expect(third.toRaise.map(\.id) == [id + "/3"] && third.toRaise.map(\.value.decimal) == ["29.5"])
    #expect(ChallengeMatching([try candidate(["100", "20.5"])], log: [try entry(id, "119.5", .agreed)]).toRaise.isEmpty)
  }

  @Test("what is charged too little is no challenge")
  func credits() throws {
    let matching = ChallengeMatching([try candidate(["100", "-40"]), try candidate(["-1"], month: 4)], log: [])
    #expect(matching.toRaise.map(\.value.decimal) == ["100"] && matching.toRaise[0].candidate.rows.map(\.origin.line) == [2])
  }

  @Test("a pack gets its own organisation's alone")
  func scope() throws {
    let matching = ChallengeMatching([try candidate(["100"]), try candidate(["7"], commissioner: "10J")], log: [])
    #expect(matching.toRaise(commissioner: "10J", provider: nil).map(\.value.decimal) == ["7"])
    #expect(matching.toRaise(commissioner: nil, provider: "RQM").count == 2)
    #expect(matching.toRaise(commissioner: nil, provider: "RYJ").isEmpty)
  }

  @Test("what is worth less than the programme wants to raise is counted and added up apart; exactly so much is raised")
  func small() throws {
    let candidates = [
      try candidate(["30", "20"]), try candidate(["49.99999999"], month: 4), try candidate(["7"], commissioner: "10J"),
      try candidate(["-90"], month: 5),
    ]
    let matching = ChallengeMatching(candidates, log: [], least: pounds(50))
    #expect(matching.toRaise.map(\.value.decimal) == ["50"])
    #expect(matching.small.map(\.value.decimal) == ["49.99999999", "7"])
    #expect(matching.small(commissioner: "10J", provider: nil).map(\.value.decimal) == ["7"])
    // The rest of one that was raised before is measured by itself.
    let rest = ChallengeMatching([try candidate(["100"])], log: [try entry(id, "60", .agreed)], least: pounds(50))
    #expect(rest.toRaise.isEmpty && rest.small.map(\.value.decimal) == ["40"] && rest.raised.isEmpty)
  }
}
