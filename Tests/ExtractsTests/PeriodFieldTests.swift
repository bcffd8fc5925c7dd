import Testing

@testable import Extracts

@Suite("Months and years of real returns")
struct PeriodFieldTests {
  @Test("months are whole numbers from 1 to 12", arguments: [("1", 1), ("12", 12), ("07", 7), (" 3 ", 3)])
  func months(_ text: String, _ month: Int) {
    #expect(readMonth(Array(text.utf8)) == month)
  }

  @Test("nothing else is a month, and nothing is rounded to one", arguments: ["0", "13", "110", "400", "5.5", "M1", "", "-1", "April"])
  func notMonths(_ text: String) {
    #expect(readMonth(Array(text.utf8)) == nil)
  }

  @Test("years are read in every spelling", arguments: ["202526", "2025/26", "2025-26", "2025 26", "2025-2026", " 202526"])
  func years(_ text: String) {
    #expect(readYear(Array(text.utf8))?.start == 2025)
    #expect(readYear(Array(text.utf8))?.bare == false)
  }

  @Test("a bare year is the one that starts in it")
  func bareYear() {
    #expect(readYear(Array("2025".utf8))?.start == 2025)
    #expect(readYear(Array("2025".utf8))?.bare == true)
  }

  @Test(
    "the second year is the first's next",
    arguments: ["215551", "202527", "2025/25", "20252026", "2025-6", "25/26", "General Surgery", "", "2099/01"])
  func notYears(_ text: String) {
    #expect(readYear(Array(text.utf8)) == nil)
  }

  @Test("a century's turn is a year like any other")
  func century() {
    #expect(readYear(Array("199900".utf8))?.start == 1999)
  }
}
