import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// What an ordinary month looks like: some trust is late.
  struct MissingReturns {
    let folder: TemporaryFolder
    let programme: String
    let output: String

    init() throws {
      folder = try TemporaryFolder()
      programme = try GeneratedProgramme.small.get().copy(in: folder)
      output = folder.path + "/Output"
    }

    @Test(arguments: [("M02", ""), ("M01", "@2014-15-M01")])
    func aTrustThatSentNothingIsNotNought(month: String, suffix: String) throws {
      let late = "R1H"
      try FileManager.default.removeItem(atPath: programme + "/extracts/slam/2014-15/\(month)/\(late).csv")
      let ran = try outturn("build", "--programme", programme, "--output", output)
      #expect([0, 1].contains(ran.status), "\(ran.said)")
      let figures = try PrintedFigures(["--programme", programme])
      #expect(figures.values["position/ALL/\(late)/month_actual\(suffix)"] == "not sent")
      // What it sent before, or since, stands in every sum.
      let sent = try #require(figures.values["position/ALL/\(late)/ytd_actual"])
      #expect(Decimal(string: sent) != nil && sent != "0", "\(sent)")
      let checked = try outturn("check", "--programme", programme, "--output", output)
      #expect(checked.output.contains(late), "nothing is said of it: \(checked.output)")
      let pack = output + "/2014-15/M02/providers/\(late)/\(late)_2014-15_M02.html"
      let html = try String(contentsOfFile: pack, encoding: .utf8)
      #expect(html.contains("not sent"))
      #expect(html.contains("Not sent, and not counted as nought"))
    }

    /// The plan of a trust that sent nothing disagrees with no return, once for each commissioner: each is told of its own plan, and the trust of all.
    @Test func ofADisagreeingPlanACommissionerIsToldItsOwn() throws {
      let programme = try copyOfFixture("thames-valley-wessex", in: folder)
      try FileManager.default.removeItem(atPath: programme + "/extracts/slam/2015-16/M10/RQM.csv")
      let ran = try outturn("build", "--programme", programme, "--output", output, "--period", "2015-16/M10", "--formats", "html")
      #expect([0, 1].contains(ran.status), "\(ran.said)")
      let month = output + "/2015-16/M10/"
      let commissioners = try FileManager.default.contentsOfDirectory(atPath: month + "commissioners").sorted()
      let words = "The plan file has "
      func told(_ pack: String) throws -> Set<String> {
        let html = try String(contentsOfFile: pack, encoding: .utf8)
        return Set(
          html.components(separatedBy: words).dropFirst().compactMap { rest in
            rest.prefix(80).firstRange(of: "year to date for ").map { String(rest[$0.upperBound...].prefix(3)) }
          })
      }
      var ownCount = 0
      for code in commissioners {
        let others = try told(month + "commissioners/\(code)/\(code)_2015-16_M10.html").subtracting([code])
        #expect(others.isEmpty, "\(code) is told of \(others)")
        ownCount += try told(month + "commissioners/\(code)/\(code)_2015-16_M10.html").count
      }
      #expect(ownCount > 1)
      #expect(try told(month + "providers/RQM/RQM_2015-16_M10.html").count > 1)
      let leaks = try outturn("leaks", "--programme", programme, "--period", "2015-16/M10", "--output", output)
      #expect(leaks.status == 0, "\(leaks.said)")
    }

    @Test func aFileThatCannotBeUsedIsAMissingReturnAndAnError() throws {
      let file = "/extracts/slam/2014-15/M02/RAL.csv"
      try Data().write(to: URL(fileURLWithPath: programme + file))
      let ran = try outturn("build", "--programme", programme, "--output", output)
      #expect(ran.status == 1, "\(ran.said)")
      #expect(ran.errors.contains(String(file.dropFirst())), "\(ran.errors)")
      #expect(ran.output.contains("10 packs"))
    }

    /// Freeze reads the next month's submission: where a late trust has restated the month there, it counts.
    @Test func aLateMonthCountsAtTheNextCut() throws {
      let slam = programme + "/extracts/slam/2014-15/"
      let first = try String(contentsOfFile: slam + "M01/R1K.csv", encoding: .utf8)
      let second = try String(contentsOfFile: slam + "M02/R1K.csv", encoding: .utf8)
      try FileManager.default.removeItem(atPath: slam + "M01/R1K.csv")
      let rows = first.split(separator: "\n", maxSplits: 1)[1]
      try (second + (second.hasSuffix("\n") ? "" : "\n") + rows).write(toFile: slam + "M02/R1K.csv", atomically: true, encoding: .utf8)
      let flex = try PrintedFigures(["--programme", programme, "--period", "2014-15/M01"])
      let freeze = try PrintedFigures(["--programme", programme, "--period", "2014-15/M01", "--cut", "freeze"])
      let original = try PrintedFigures(["--programme", try GeneratedProgramme.small.get().path, "--period", "2014-15/M01"])
      let id = "position/ALL/R1K/ytd_actual"
      #expect(flex.values["position/ALL/R1K/month_actual"] == "not sent")
      #expect(freeze.values[id] == original.values[id])
      #expect(freeze.values["position/ALL/ALL/ytd_variance"] == original.values["position/ALL/ALL/ytd_variance"])
    }
  }
}
