import Foundation
import Ledger
import Programme
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// Where a dated calendar is given, packs say where each month's data stand.
@Suite struct DataStateTests {
  private let states = (1...5).map { month in
    DataState(
      month: Period(year: FinancialYear(start: 2015), month: month), position: month <= 3 ? .freeze : month == 4 ? .flex : .unreconciled,
      snapshot: month <= 4 ? CalendarDate(year: 2015, month: month + 4, day: 19) : nil)
  }

  @Test func runsOfMonthsAreSaidOnce() {
    #expect(dataStatesInWords(states) == "M01–M03 at freeze, M04 at flex, M05 unreconciled")
    #expect(dataStatesInWords([]).isEmpty)
    // A month that the calendar leaves out parts a run.
    #expect(dataStatesInWords([states[0], states[2]]) == "M01 at freeze, M03 at freeze")
    let scattered = (1...5).map { DataState(month: Period(year: FinancialYear(start: 2015), month: 2 * $0), position: .flex, snapshot: nil) }
    #expect(dataStatesInWords(scattered).isEmpty)
  }

  @Test func coverAndMethodsStateThemOnlyWhereACalendarIsGiven() throws {
    var input = sampleInput(
      sampleLedger([
        .pounds("10H", "RAN", "DC", plan: 100, actual: 120), .pounds("11C", "RQM", "DC", plan: 90, actual: 80),
        .pounds("10H", "RQM", "EL", plan: 5, actual: 9),
      ]))
    let plain = try everyPack(input)
    #expect(plain.allSatisfy { pack in tables(pack.document).isEmpty })
    input.release.dataStates = states
    let packs = try everyPack(input)
    #expect(packs.count == plain.count)
    for pack in packs {
      let table = try #require(tables(pack.document).first, "\(pack.code)")
      #expect(table.rows.count == 5)
      guard case .text(let month) = table.rows[3].cells[0], case .text(let position) = table.rows[3].cells[1],
        case .text(let last) = table.rows[3].cells[2], case .text(let none) = table.rows[4].cells[2]
      else {
        Issue.record("the cells are no texts")
        continue
      }
      #expect([month, position, last, none] == ["M04 July 2015", "flex, correctable", "19 August 2015", "not reached"])
      let cut = try #require(pack.document.identity.facts.first { $0.term == "Cut of the data" })
      #expect(cut.meaning.plain == "Flex, first, correctable; M01–M03 at freeze, M04 at flex, M05 unreconciled")
    }
  }

  private func tables(_ document: ReportDocument) -> [ReportTable] {
    document.sections.flatMap(\.blocks).compactMap { block in
      if case .table(let table) = block, table.id == "methods-months" { table } else { nil }
    }
  }
}
