import Quantities
import Testing

@testable import Releases

@Suite struct ReleaseNameTests {
  @Test(arguments: ["2015-16/M11-flex-v1", "2015-16/M01-freeze-v12", "2014-15/Q3-freeze"])
  func aNameReadsAsItIsWritten(_ text: String) throws {
    let name = try #require(ReleaseName(text))
    #expect(name.text == text)
    #expect(name.folder == "releases/" + text)
  }

  @Test func aBareVersionMeansFlex() throws {
    let name = try #require(ReleaseName("2015-16/M11-v2"))
    #expect(name == ReleaseName("2015-16/M11-flex-v2"))
    #expect(name.cut == .flex && name.period.month == 11)
  }

  @Test func aQuarterIsItsLastMonthsFinalPosition() throws {
    let name = try #require(ReleaseName("2015-16/Q3-freeze"))
    #expect(name.period.description == "2015-16/M09" && name.cut == .freeze)
  }

  @Test(arguments: [
    "", "2015-16/M11", "2015-16/M11-flex", "2015-16/M11-flex-v0", "2015-16/M11-flex-v01", "2015-16/M11-flx-v1", "2015-16/M14-flex-v1",
    "2015-17/M11-v1", "2015-16/Q5-freeze", "2015-16/Q3-flex", "../2015-16/M11-v1", "2015-16/M11-v1/..", "2015-16/M11-flex-v+1", "2015-16/M11-flex-v１",
  ])
  func whatIsNoNameIsNotRead(_ text: String) { #expect(ReleaseName(text) == nil) }
}
