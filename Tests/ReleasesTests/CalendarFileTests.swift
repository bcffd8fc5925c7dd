import Foundation
import Quantities
import Testing

@testable import Programme
@testable import Releases

@Suite struct CalendarFileTests {
  private let year = FinancialYear(start: 2015)

  private func programme(_ name: String = "Thames Valley") -> ProgrammeDefinition {
    ProgrammeDefinition(configuration: ProgrammeConfiguration(name: name), organisations: Organisations())
  }

  private func text(_ programme: ProgrammeDefinition) -> String {
    String(decoding: calendarFile(programme.calendarEvents(of: year), name: programme.name, year: year), as: UTF8.self)
  }

  /// The content lines put together again from their folds.
  private func unfolded(_ text: String) -> [String] {
    text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
  }

  @Test func everyLineEndsInCRLFAndNoneIsLongerThanSeventyFiveOctets() {
    let file = text(programme(String(repeating: "Thames Valley & “Wessex”, ", count: 12)))
    #expect(file.hasSuffix("END:VCALENDAR\r\n"))
    #expect(file.utf8.count { $0 == 0x0A } == file.utf8.count { $0 == 0x0D })
    let lines = file.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") && !$0.contains("\r") })
    #expect(lines.contains { $0.utf8.count >= 72 && $0.hasPrefix(" ") }, "nothing was folded")
    #expect(unfolded(file)[5].hasSuffix("Wessex”\\,  2015-16"))
  }

  @Test func textIsEscaped() {
    let lines = unfolded(text(programme("a;b,c\\d\ne\u{07}f\r\ng")))
    #expect(lines[5] == "X-WR-CALNAME:a\\;b\\,c\\\\d\\ne f\\ng 2015-16")
  }

  @Test func theSameDaysGiveTheSameBytesAndAnEventKeepsItsUID() throws {
    let first = programme()
    #expect(text(first) == text(first))
    var moved = first
    moved.configuration.release.extraHolidays = [try #require(CalendarDate(iso: "2016-03-01"))]
    func event(_ file: String, _ name: String) throws -> [String] {
      let lines = unfolded(file)
      let at = try #require(lines.firstIndex { $0.hasPrefix("UID:" + name) })
      return Array(lines[at...].prefix { $0 != "END:VEVENT" })
    }
    let before = try event(text(first), "2015-16-M11-flex-release")
    let after = try event(text(moved), "2015-16-M11-flex-release")
    #expect(before[0] == after[0])
    #expect(before[1] == "DTSTAMP:20150401T000000Z")
    #expect(before[2...3] == ["DTSTART;VALUE=DATE:20160314", "DTEND;VALUE=DATE:20160315"])
    #expect(after[2...3] == ["DTSTART;VALUE=DATE:20160315", "DTEND;VALUE=DATE:20160316"])
    #expect(try event(text(programme("Another")), "2015-16-M11-flex-release")[0] != before[0], "two programmes in one calendar are told apart")
    let uids = unfolded(text(first)).filter { $0.hasPrefix("UID:") }
    #expect(uids.count == 12 * 2 + 4 * 2)
    #expect(Set(uids).count == uids.count)
  }

  @Test func theYearsDays() throws {
    var dated = programme()
    let period = try #require(Period("2015-16/M09"))
    func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }
    dated.freezeCalendar[period] = FreezeCalendarEntry(
      period: period, flexInclusion: try day("2016-01-19"), flexPublication: try day("2016-01-27"), freezeInclusion: try day("2016-02-17"),
      freezePublication: nil, line: 2)
    let events = Dictionary(uniqueKeysWithValues: dated.calendarEvents(of: year).map { ($0.name, $0.day.iso) })
    #expect(events["2015-16-M09-flex-release"] == "2016-01-15")
    #expect(events["2015-16-M09-freeze-release"] == "2016-02-12")
    #expect(events["2015-16-M09-flex-inclusion"] == "2016-01-19")
    #expect(events["2015-16-M09-flex-publication"] == "2016-01-27")
    #expect(events["2015-16-M09-freeze-inclusion"] == "2016-02-17")
    #expect(events["2015-16-M09-freeze-publication"] == nil)
    #expect(events["2015-16-Q3-quarter-end"] == "2015-12-31")
    // The final data are not all in on the pack's release day: the quarter waits for them.
    #expect(events["2015-16-Q3-quarter-freeze"] == "2016-02-18")
    #expect(events["2015-16-Q1-quarter-freeze"] == "2015-08-14")
  }
}
