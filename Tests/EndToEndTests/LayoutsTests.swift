import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The returns of seven trusts in layouts of their own, beside the same returns in the standard's.
  @Suite struct LayoutsTests {
    @Test func sevenLayoutsGiveTheSameFigures() throws {
      let folder = try TemporaryFolder()
      let programme = try copyOfFixture("thames-valley-wessex", in: folder)
      let expected = try outturn("figures", "--programme", programme, "--period", "2015-16/M11", "--quiet")
      #expect(expected.status == 0)
      try FileManager.default.copyItem(atPath: repository + "/Fixtures/seven-layouts/profiles", toPath: programme + "/profiles")
      let returns = programme + "/extracts/slam/2015-16/M11"
      try runPython(Bundle.module.path(forResource: "Tools/layouts", ofType: "py"), [programme, "2015-16/M11"], needs: "python3-openpyxl")
      let names = try FileManager.default.contentsOfDirectory(atPath: returns).sorted()
      #expect(
        names.filter { !$0.hasSuffix(".csv") } == [
          "R1H.xlsx", "RAL.xlsm", "RAN.txt", "RAS.tsv", "RJZ_2015-16_M11_actual.zip", "RJZ_2015-16_M11_plan.xlsx", "RP6.xlsx", "RQM.csv.gz",
        ])

      let found = try outturn("figures", "--programme", programme, "--period", "2015-16/M11", "--quiet")
      #expect(found.status == 0, "\(found.errors)")
      // What is said of the files themselves differs: their names, their rows, what was left out and found of them.
      func ofThePacks(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter {
          !$0.hasPrefix("source/") && !$0.hasPrefix("control/") && !$0.hasPrefix("finding/")
        }
      }
      let (one, other) = (ofThePacks(expected.output), ofThePacks(found.output))
      #expect(one.count > 90_000)
      #expect(one == other, "\(Set(one).symmetricDifference(other).sorted().prefix(8))")
      // Four totals of R1H and one of RQM, worth £4,000 and £1 as they were written, were left out, seen, and are accounted for.
      let control = found.output.split(separator: "\n").filter { $0.hasPrefix("control/") }
      #expect(control.contains("control/10G/ALL/left_out_actual,4001,GBP"))
      #expect(control.filter { $0.contains("/unaccounted_actual") }.allSatisfy { $0.contains(",0,") })
      // The commissioner’s total stands in the sum of both.
      #expect(
        expected.output.contains("control/10G/ALL/raw_actual,176928784.751,GBP") && control.contains("control/10G/ALL/raw_actual,176932785.751,GBP"))
    }

    /// Four of the layouts need no hand: what is drafted from each file reads it to the same figures.
    @Test func draftsReadWhatTheyWereDraftedFrom() throws {
      let folder = try TemporaryFolder()
      let programme = try copyOfFixture("thames-valley-wessex", in: folder)
      let positions = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("position/") } }
      let expected = try outturn("figures", "--programme", programme, "--period", "2015-16/M11", "--quiet")
      try FileManager.default.copyItem(atPath: repository + "/Fixtures/seven-layouts/profiles", toPath: programme + "/profiles")
      try runPython(Bundle.module.path(forResource: "Tools/layouts", ofType: "py"), [programme, "2015-16/M11"], needs: "python3-openpyxl")
      for (trust, file) in [("R1H", "R1H.xlsx"), ("RAL", "RAL.xlsm"), ("RAS", "RAS.tsv"), ("RP6", "RP6.xlsx")] {
        let path = programme + "/extracts/slam/2015-16/M11/" + file
        let drafted = try outturn("profile", "suggest", path)
        #expect(drafted.status == 0, "\(drafted.said)")
        let profile = programme + "/profiles/" + trust.lowercased() + ".yaml"
        try (drafted.output + "from: 2015-16/M11\n").write(toFile: profile, atomically: true, encoding: .utf8)
        let tried = try outturn("profile", "test", profile, path, "--rows", "1")
        #expect(tried.status == 0 && tried.output.contains(", 0 be held back"), "\(trust): \(tried.said)")
      }
      let found = try outturn("figures", "--programme", programme, "--period", "2015-16/M11", "--quiet")
      #expect(positions(expected.output).count > 5_000 && positions(found.output) == positions(expected.output), "\(found.errors)")
      // Of the others a hand is needed for what no file says: the sign, the words for care.
      let other = try outturn("profile", "suggest", programme + "/extracts/slam/2015-16/M11/RAN.txt")
      #expect(other.status == 0 && other.output.contains("units: {planned_price: thousands, actual_price: thousands}"), "\(other.said)")
      let none = try outturn("profile", "suggest", programme + "/organisations/commissioners.csv", "--provider", "RQM")
      #expect(none.status != 0)
    }

    @Test func whatIsSaidNamesTheTrustsOwnCells() throws {
      let folder = try TemporaryFolder()
      let programme = try copyOfFixture("thames-valley-wessex", in: folder)
      try FileManager.default.copyItem(atPath: repository + "/Fixtures/seven-layouts/profiles", toPath: programme + "/profiles")
      try runPython(Bundle.module.path(forResource: "Tools/layouts", ofType: "py"), [programme, "2015-16/M11"], needs: "python3-openpyxl")
      let script = folder.path + "/break.py"
      try """
      import sys, openpyxl
      path = sys.argv[1]
      book = openpyxl.load_workbook(path)
      sheet = book["Activity M11"]
      sheet["L6"] = "TBC"
      sheet["A8"] = "Smarch"
      book.save(path)
      """.write(toFile: script, atomically: true, encoding: .utf8)
      let book = programme + "/extracts/slam/2015-16/M11/R1H.xlsx"
      try runPython(script, [book], needs: "python3-openpyxl")
      let checked = try outturn("check", "--programme", programme, "--period", "2015-16/M11", "--output", folder.path + "/out")
      #expect(checked.status == 1, "\(checked.said)")
      #expect(checked.output.contains("error SLAM-015 extracts/slam/2015-16/M11/R1H.xlsx, Activity M11!L6 (Actual £): \"TBC\" is not a number"))
      #expect(
        checked.output.contains("error SLAM-011 extracts/slam/2015-16/M11/R1H.xlsx, Activity M11!A8 (Month): \"Smarch\" is not a financial month"))
      #expect(checked.output.contains("note SLAM-032 extracts/slam/2015-16/M11/R1H.xlsx: the sheet “Notes” is hidden"))
      // The rows as they came, ready to send back.
      let quarantine = try String(contentsOfFile: folder.path + "/out/2015-16/M11-check/quarantine/R1H.csv", encoding: .utf8).split(separator: "\n")
      #expect(quarantine.count == 3)
      let held = try #require(quarantine.last)
      #expect(
        held.hasPrefix("\"extracts/slam/2015-16/M11/R1H.xlsx, Activity M11\",8,1,Activity M11!A8,SLAM-011,") && held.contains("Smarch,10G,"),
        "\(held)")
    }

    @Test func aProfileWithAMistakeStopsTheRunAndSaysWhere() throws {
      let folder = try TemporaryFolder()
      let programme = try copyOfFixture("thames-valley-wessex", in: folder)
      try FileManager.default.createDirectory(atPath: programme + "/profiles", withIntermediateDirectories: false)
      func write(_ name: String, _ text: String) throws { try text.write(toFile: programme + "/profiles/" + name, atomically: true, encoding: .utf8) }
      try write("rqm.yaml", "format: 1\nproviders: [RQM]\ncolumns:\n  comissioner: CCG\n")
      let wrong = try outturn("check", "--programme", programme, "--period", "2015-16/M11", "--output", folder.path + "/out")
      #expect(wrong.status == 78 && wrong.errors.contains("profiles/rqm.yaml:4"), "\(wrong.said)")
      #expect(wrong.errors.contains("commissioner"))
      try write("rqm.yaml", "format: 1\nproviders: [RQM]\nfrom: 2015-16/M01\n")
      try write("rqm2.yaml", "format: 1\nproviders: [RQM]\nto: 2015-16/M03\n")
      let both = try outturn("check", "--programme", programme, "--period", "2015-16/M11", "--output", folder.path + "/out")
      #expect(both.status == 78 && both.errors.contains("profiles/rqm2.yaml: it reads files that profiles/rqm.yaml reads too"), "\(both.said)")
    }
  }
}
