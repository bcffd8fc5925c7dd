import Foundation
import Quantities
import TestSupport
import Testing

@testable import Programme
@testable import Releases

@Suite struct DueNextTests {
  private let folder: TemporaryFolder
  private var programme: ProgrammeDefinition

  init() throws {
    folder = try TemporaryFolder()
    let providers = ["RAA", "RBB", "RCC"].map { Provider(code: $0, name: $0) }
    programme = ProgrammeDefinition(configuration: ProgrammeConfiguration(name: "N"), organisations: Organisations(providers: providers))
    try put("extracts/slam/2015-16/M10/RAA.csv")
    try put("extracts/slam/2015-16/M11/RAA.csv")
  }

  private func put(_ path: String) throws {
    let url = URL(fileURLWithPath: folder.path + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data().write(to: url)
  }

  private func due(_ day: String) throws -> DueItem {
    dueNext(in: programme, at: folder.path, today: try #require(CalendarDate(iso: day)))
  }

  private func period(_ text: String) throws -> Period { try #require(Period(text)) }

  @Test func theLatestMonthWithAReturnIsTheFirst() throws {
    let item = try due("2016-03-09")
    #expect(item.work == .pack(try period("2015-16/M11"), .flex))
    #expect(item.day.iso == "2016-03-14")
    // Thursday, Friday, Monday.
    #expect(item.workingDays == 3)
    #expect(item.missingReturns == ["RBB", "RCC"])
    #expect(try due("2016-03-14").workingDays == 0)
    #expect(try due("2016-03-17").workingDays == -3)
  }

  @Test func extraHolidaysMoveTheDay() throws {
    var own = programme
    own.configuration.release.extraHolidays = [try #require(CalendarDate(iso: "2016-03-10"))]
    let item = dueNext(in: own, at: folder.path, today: try #require(CalendarDate(iso: "2016-03-09")))
    #expect(item.day.iso == "2016-03-15")
    #expect(item.workingDays == 3)
  }

  @Test func whatIsReleasedIsNotDue() throws {
    try put("releases/2015-16/M11-flex-v1/manifest.json")
    try put("releases/2015-16/.M12-flex-v1.building-1/manifest.json")
    try put("releases/approvals/2015-16/M12-flex.json")
    try put("releases/2015-16/notes.txt")
    let item = try due("2016-03-15")
    #expect(item.work == .pack(try period("2015-16/M12"), .flex))
    #expect(item.day.iso == "2016-04-14")
    #expect(item.missingReturns == ["RAA", "RBB", "RCC"])
    try put("releases/2015-16/M12-flex-v1/manifest.json")
    #expect(try due("2016-04-14").work == .pack(try period("2016-17/M01"), .flex))
    try put("releases/2016-17/M01-flex-v1/manifest.json")
    // A quarter is frozen from the final pack of its last month; the other months' are this programme's habit only once it has released one.
    #expect(try due("2016-05-16").work == .pack(try period("2015-16/M12"), .freeze))
    try put("releases/2015-16/M12-freeze-v2/manifest.json")
    #expect(try due("2016-05-16").work == .quarter(Quarter(year: FinancialYear(start: 2015), number: 4)))
    try put("releases/2015-16/Q4-freeze/manifest.json")
    #expect(try due("2016-05-16").work == .pack(try period("2016-17/M02"), .flex))
    try put("releases/2016-17/M02-flex-v1/manifest.json")
    #expect(try due("2016-06-14").work == .pack(try period("2016-17/M03"), .flex))
    try put("releases/2016-17/M01-freeze-v1/manifest.json")
    #expect(try due("2016-06-14").work == .pack(try period("2016-17/M03"), .flex))
    try put("releases/2016-17/M03-flex-v1/manifest.json")
    #expect(try due("2016-07-14").work == .pack(try period("2016-17/M02"), .freeze))
  }

  @Test func aWaivedReturnIsNotMissing() throws {
    var own = programme
    let until = try #require(CalendarDate(iso: "2016-03-14"))
    own.registers.waivers = [
      Waiver(id: "W1", scope: "returns/RBB", reason: "merged", owner: "A", until: until, line: 2),
      Waiver(id: "W2", scope: "returns/RCC", reason: "late", owner: "A", until: until.adding(days: -1), line: 3),
    ]
    let item = dueNext(in: own, at: folder.path, today: until.adding(days: -4))
    #expect(item.missingReturns == ["RCC"])
    #expect(item.expectedReturns == 2)
  }

  @Test func aProgrammeWithNothingYetBeginsWithTheMonthJustOver() throws {
    let empty = try TemporaryFolder()
    let item = dueNext(in: programme, at: empty.path, today: try #require(CalendarDate(iso: "2016-04-02")))
    #expect(item.work == .pack(try period("2015-16/M12"), .flex))
  }
}
