import Figures
import Quantities
import Report
import Testing

@testable import Packs

@Suite struct TrustDashboardTests {
  private func dashboards() throws -> [ReportSection] {
    let packs = try everyPack(fullInput())
    return packs.flatMap(\.document.sections).filter { $0.id == "trust-dashboard" }
  }

  @Test func allMeasuresOfAPositionStandOnOneLine() throws {
    let sections = try dashboards()
    #expect(sections.count == 4)
    for section in sections {
      let code = try #require(section.repeatCode)
      let tables = section.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
      let position = tables.filter { $0.id == "position-by-commissioner-\(code)" }
      #expect(position.count == 1)
      let table = try #require(position.first)
      #expect(
        table.columns.map(\.head) == ["CCG", "Annual plan", "Plan", "Actual", "Variance", "over plan | under", "Outturn", "Variance", "Plan", "Cost"])
      #expect(table.spanners.map(\.head).first == "Year to date")
      // plan − actual = variance in every row and in the total.
      for row in table.rows + (table.total.map { [$0] } ?? []) {
        guard case .figure(let plan) = row.cells[2], case .figure(let actual) = row.cells[3], case .variance(let variance) = row.cells[4],
          case .money(let planned) = plan.figure.value, case .money(let spent) = actual.figure.value, case .money(let over) = variance.figure.value
        else {
          Issue.record("a cell is no amount")
          continue
        }
        #expect(planned - spent == over)
      }
    }
  }

  @Test func commentaryStandsBesideItsTitleBeforeThePosition() throws {
    for section in try dashboards() {
      let aside = section.blocks.firstIndex { if case .aside("Commentary", _) = $0 { true } else { false } }
      let position = section.blocks.firstIndex { if case .table(let table) = $0 { table.id.hasPrefix("position-by-") } else { false } }
      let (first, second) = (try #require(aside), try #require(position))
      #expect(first < second)
      guard case .aside(_, let blocks) = section.blocks[first] else { continue }
      // The heading that repeats the trust's name is left out.
      #expect(blocks.count == 1)
    }
  }

  @Test func theListsNameAPointOfDeliveryByItsDerivedCode() throws {
    let lists = try dashboards().flatMap(\.blocks).compactMap { block -> ReportTable? in
      if case .table(let table) = block, table.id.hasPrefix("top-ten-") { table } else { nil }
    }
    #expect(lists.count == 8)
    for list in lists { #expect(list.columns.map(\.head).prefix(4) == ["CCG", "POD", "Treatment function", "HRG"]) }
  }
}
