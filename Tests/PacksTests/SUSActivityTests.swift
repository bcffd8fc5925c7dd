import Figures
import Ledger
import Quantities
import Report
import Testing

@testable import Packs

/// The tables of the section `sus-activity`: the years, and the months of the last beside the same months before.
struct SUSActivityTests {
  private func table(_ id: String, _ change: (inout PackInput) -> Void = { _ in }) throws -> ReportTable {
    var input = fullInput()
    change(&input)
    let document = try #require(buildPack(try builtInDefinition(.commissioner), kind: .commissioner, code: "10H", context: PackContext(input)))
    return try #require(document.table(id))
  }

  /// Chiltern's four trusts have 8 + Σ (p + month) mod 5 = 18 − (month + 4) mod 5 a month, at £4 × (100 + month). Months 12 to 22: 198 − 21 and £5,148;
  /// 24 to 34: 198 − 23 and £5,676. (175 − 177) ÷ 177 = −1.1%. Outpatients are firsts and follow-ups, twice that.
  @Test func thePartYearStandsBesideTheSameMonths() throws {
    let admissions = try table("sus-inpatient-years")
    #expect(admissions.total == nil)
    #expect(
      admissions.printed.suffix(3) == [
        ["2015-16", "11", "175", "5,676"], ["2014-15, April to February", "11", "177", "5,148"], ["Change on same months, %", "", "−1.1", ""],
      ])
    let outpatients = try table("sus-outpatient-years")
    #expect(outpatients.printed.last == ["Change on same months, %", "", "−1.1", "", "−1.1", "", "−1.1", ""])
    #expect(outpatients.printed.dropLast().last?[2...3] == ["354", "10,296"])
  }

  @Test func withoutTheSameMonthsNothingIsCompared() throws {
    let short = try table("sus-inpatient-years") { input in
      for measure in SUSMeasure.allCases { input.ledger.sus.earliestMonth[measure] = MonthIndex(year: FinancialYear(start: 2014), month: 2) }
    }
    #expect(short.rows.allSatisfy { $0.kind == .body })
    let whole = try table("sus-inpatient-years") { input in
      for measure in SUSMeasure.allCases { input.ledger.sus.latestMonth[measure] = MonthIndex(year: FinancialYear(start: 2014), month: 12) }
    }
    #expect(whole.rows.allSatisfy { $0.kind == .body })
  }
}
