import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `outturn calendar`, and `outturn` with no verb.
  struct ReleaseCalendar {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A programme with a rule, an extra holiday and a dated calendar of its own.
    private func programme(_ name: String = "North; South, “East”") throws -> String {
      let path = folder.path + "/programme"
      try write("format: 1\nname: \"\(name)\"\nfreeze_calendar: freeze.csv\nrelease: {extra_holidays: [2016-03-10]}\n", to: "programme.yaml")
      try write("code,name\n10H,NHS Chiltern CCG\n", to: "organisations/commissioners.csv")
      try write("code,name\nRQM,Chelsea\nRAS,Hillingdon\nRYJ,Imperial\n", to: "organisations/providers.csv")
      try write("period,flex_inclusion,freeze_inclusion\n2015-16/M12,2016-04-19,2016-05-18\n", to: "freeze.csv")
      try write("", to: "extracts/slam/2015-16/M11/RQM.csv")
      return path
    }

    private func write(_ text: String, to file: String) throws {
      let url = URL(fileURLWithPath: folder.path + "/programme/" + file)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }

    @Test func theStandardRuleNeedsNoProgramme() throws {
      let ran = try outturn("calendar", "2015-16", in: folder.path)
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output.contains("M11 February 2016   21            2016-03-14          2016-04-14"), "\(ran.output)")
      #expect(ran.output.contains("2015-16 Q4 ends on 31 March 2016; it can be frozen from 16 May 2016."), "\(ran.output)")
      #expect(ran.output.contains("2016-03-28  Monday     Easter Monday"), "\(ran.output)")
      #expect(try outturn("calendar", "--year", "2015-16", in: folder.path).output == ran.output)
      #expect(try outturn("calendar", "2015-16", "--year", "2015-16", in: folder.path).output == ran.output)
    }

    @Test func aProgrammesOwnDaysAreUsedWhereOneIsNamedOrHere() throws {
      let programme = try programme()
      let named = try outturn("calendar", "--year", "2015-16", "--programme", programme, in: folder.path)
      #expect(named.status == 0, "\(named.said)")
      #expect(named.output.contains("2016-03-15          2016-04-14"), "\(named.output)")
      #expect(named.output.contains("2016-04-14          2016-05-16            2016-04-19       2016-05-18  closes Q4"), "\(named.output)")
      #expect(named.output.contains("2015-16 Q4 ends on 31 March 2016; it can be frozen from 19 May 2016."), "\(named.output)")
      #expect(named.output.contains("2016-03-10  Thursday   Extra holiday of the programme"), "\(named.output)")
      #expect(try outturn("calendar", "2015-16", in: programme + "/extracts/slam").output == named.output)
    }

    @Test func jsonHasEveryDay() throws {
      let ran = try outturn("calendar", "2015-16", "--format", "json", "--programme", try programme())
      #expect(ran.status == 0, "\(ran.said)")
      let json = try #require(try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
      #expect(json["schema"] as? Int == 1)
      #expect(json["programme"] as? String == "North; South, “East”")
      let months = try #require(json["months"] as? [[String: Any]])
      #expect(months.count == 12)
      #expect(months[11]["flex_inclusion"] as? String == "2016-04-19")
      #expect(months[11]["freeze_inclusion"] as? String == "2016-05-18")
      #expect(months[10]["flex_inclusion"] == nil)
      #expect(months[11]["quarter_end"] as? Bool == true)
      let quarters = try #require(json["quarters"] as? [[String: Any]])
      #expect(quarters.last?["freeze"] as? String == "2016-05-19")
      #expect(try outturn("calendar", "2015-16", "--json", "--programme", folder.path + "/programme").output == ran.output)
    }

    @Test(.enabled(if: pythonHas("icalendar"), "SKIPPED: no python3-icalendar"))
    func anotherReaderTakesTheCalendarFile() throws {
      let programme = try programme()
      let ran = try outturn("calendar", "2015-16", "--format", "ics", "--programme", programme)
      #expect(ran.status == 0, "\(ran.said)")
      #expect(try outturn("calendar", "2015-16", "--format", "ics", "--programme", programme).output == ran.output, "the same bytes each time")
      let file = folder.path + "/days.ics"
      try Data(ran.output.utf8).write(to: URL(fileURLWithPath: file))
      let script = try #require(Bundle.module.path(forResource: "Tools/calendar_days", ofType: "py"))
      let read = try run("/usr/bin/env", [systemPython, script, file])
      #expect(read.status == 0, "\(read.said)")
      let lines = read.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
      #expect(lines[0] == ["name", "North; South, “East” 2015-16"])
      #expect(lines.count == 1 + 12 * 2 + 2 + 4 * 2)
      #expect(Set(lines.dropFirst().map { $0[2] }).count == lines.count - 1)
      func days(_ title: String) -> [String] { lines.filter { $0[1] == title }.map { $0[0] } }
      #expect(days("2015-16 M11 flex pack is released") == ["2016-03-15"])
      #expect(days("2015-16 M12 freeze: last day for data") == ["2016-05-18"])
      #expect(days("2015-16 Q4 can be frozen from today") == ["2016-05-19"])
    }

    @Test func aWrongCommandLineIsRefused() throws {
      #expect(try outturn("calendar").status == 64)
      #expect(try outturn("calendar", "2015-16", "--year", "2016-17").status == 64)
      #expect(try outturn("calendar", "2015-17").status == 64)
      #expect(try outturn("calendar", "2015-16", "--format", "xml").status == 64)
      #expect(try outturn("calendar", "2040-41").status == 64)
      #expect(try outturn("calendar", "2015-16", "--programme", folder.path + "/nowhere").status == 66)
      let programme = try programme()
      try write("format: 1\nname: N\nrelease: {extra_holidays: [soon]}\n", to: "programme.yaml")
      let wrong = try outturn("calendar", "2015-16", "--programme", programme)
      #expect(wrong.status == 78, "\(wrong.said)")
      #expect(wrong.errors.contains("programme.yaml:3"), "\(wrong.errors)")
    }

    @Test(arguments: [
      ("2016-03-09", "2015-16 M11 flex pack is due on 15 March 2016, in 3 working days; 2 returns are not in\n"),
      ("2016-03-14", "2015-16 M11 flex pack is due on 15 March 2016, in 1 working day; 2 returns are not in\n"),
      ("2016-03-15", "2015-16 M11 flex pack is due today, 15 March 2016; 2 returns are not in\n"),
      ("2016-03-18", "2015-16 M11 flex pack was due on 15 March 2016, 3 working days ago; 2 returns are not in\n"),
    ])
    func withNoVerbOneLineSaysWhatIsDueNext(day: String, line: String) throws {
      let programme = try programme()
      let ran = try outturn("--as-at", day, in: programme + "/organisations")
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output == line)
      #expect(ran.errors == "Help: outturn help, and outturn help VERB\n")
      let quiet = try outturn("--quiet", "--as-at", day, "--programme", programme)
      #expect(quiet.output == line && quiet.errors.isEmpty, "\(quiet.said)")
    }

    @Test func withNoVerbTheClockIsAsked() throws {
      let ran = try outturn(in: try programme())
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output.hasPrefix("2015-16 M11 flex pack was due on 15 March 2016, "), "\(ran.output)")
      let json = try outturn("--json", "--as-at", "2016-03-09", in: folder.path + "/programme")
      let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      #expect(document["due"] as? String == "2016-03-15")
      #expect(document["working_days"] as? Int == 3)
      #expect(document["missing_returns"] as? [String] == ["RAS", "RYJ"])
    }

    @Test func withNoVerbAndNoProgrammeTheHelpIsShown() throws {
      let ran = try outturn(in: folder.path)
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output == (try outturn("--help").output))
      #expect(try outturn("--programme", folder.path + "/nowhere").status == 66)
      #expect(try outturn("nonsense", in: folder.path).status == 64)
    }
  }
}
