import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report
import Testing

@testable import Packs

/// A programme whose four trusts have 35 months of quality figures.
private func qualityInput(objective: Int? = 36) -> PackInput {
  var input = fullInput()
  input.quality = []
  let last = input.ledger.period.index
  func share(_ tenths: Int) -> FigureValue { .ratio(numerator: Int128(tenths) * exactScale, denominator: 1000 * exactScale) }
  for (p, provider) in ["R1H", "RAN", "RQM", "RYJ"].enumerated() {
    for back in 0..<35 {
      let period = last.advanced(by: -back).period
      func add(_ indicator: String, _ value: FigureValue, _ standard: FigureValue?) {
        input.quality.append(QualityReading(provider: provider, period: period, indicator: indicator, value: value, standard: standard))
      }
      // RQM's waits fell below the mean for the last eight months; Barts has published nothing this year.
      let dip = p == 2 && back < 8 ? 30 : 0
      add(
        "rtt_incomplete", p == 0 && back < 11 ? .missing(.notPublished) : share(930 + (back * 7 + p) % 5 - dip), share(920))
      add("rtt_admitted", share(880 + back % 3), back >= 8 ? share(900) : nil)
      add("mrsa", .count((back + p) % 2), .count(0))
      add("cdiff", back == 11 ? .missing(.notPublished) : .count(2 + (back + p) % 3), objective.map { .count($0) })
    }
  }
  return input
}

private func pack(_ input: PackInput, _ kind: PackKind, _ code: String) throws -> ReportDocument {
  try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)))
}

@Suite struct QualitySectionTests {
  @Test func `values, marks and verdicts by trust`() throws {
    let document = try pack(qualityInput(), .commissioner, "10H")
    let waiting = try #require(document.table("quality-waiting"))
    #expect(waiting.printed.map { $0[0] } == ["Barts", "Royal National Orthopaedic", "Chelsea & Westminster", "Imperial College"])
    #expect(waiting.printed[0][1...2].elementsEqual(["", "Not published"]))
    // 93.0 + (0 × 7 + 2) mod 5 tenths − 3.0.
    #expect(waiting.printed[2][1...2].elementsEqual(["90.2", "Not met"]))
    #expect(waiting.printed[2][4] == "special cause, low, concern; hit or miss")
    #expect(document.headline("quality") == "Two of three trusts met the 18-week standard; one did not publish")
    // A mark speaks of now: Barts has published nothing for eleven months.
    #expect(waiting.printed[0][4] == "no recent month")
    let seen = try #require(document.table("quality-seen"))
    #expect(seen.printed[1][2] == "Not judged")
    #expect(seen.notes.contains { $0.plain.contains("not been judged since June 2015") })
  }

  @Test func `infections beside the objective's part of the year`() throws {
    let document = try pack(qualityInput(), .commissioner, "10H")
    let infections = try #require(document.table("quality-infections"))
    // C. difficile of R1H: months back 0 … 10 of 2 + back mod 3: 2 3 4 2 3 4 2 3 4 2 3 = 32; the objective 36 × 11 ÷ 12 = 33.
    let row = infections.printed[0]
    #expect(row.contains("32") && row.contains("33.0") && row.contains("36"))
    let mark = try #require(
      infections.rows[0].cells.dropFirst(4).compactMap { cell in if case .mark(let mark, _) = cell { mark } else { nil } }.first)
    #expect(mark == .met)
    // MRSA: 0 1 0 1 … over eleven months is five, against none.
    #expect(row[1...2].elementsEqual(["5", "Not met"]))
    let without = try #require(try pack(qualityInput(objective: nil), .commissioner, "10H").table("quality-infections"))
    #expect(without.printed[0].contains("None given"))
    #expect(without.spanners.map(\.head).contains("C. difficile: no objective given"))
  }

  @Test func `the grid leads to charts that are there`() throws {
    let document = try pack(qualityInput(), .programme, "programme")
    let grid = try #require(document.table("quality-marks"))
    #expect(grid.rows.count == 4)
    var leads = 0
    for row in grid.rows {
      for case .verdict(let verdict) in row.cells {
        let anchor = try #require(verdict.chart)
        #expect(document.section(anchor) != nil, "\(anchor)")
        #expect(!verdict.words.isEmpty)
        leads += 1
      }
    }
    #expect(leads >= 16)
    let waits = try #require(document.section("quality-charts--rtt_incomplete"))
    #expect(waits.headline?.plain == "One of three trusts shows a special cause of concern")
    let told = waits.blocks.compactMap { block -> [String]? in if case .bullets(let list) = block { list.map(\.plain) } else { nil } }.flatMap { $0 }
    #expect(
      told.contains {
        $0.hasPrefix("Chelsea & Westminster: ") && $0.contains("eight months in a row below the lower limit, July 2015 to February 2016")
      }, "\(told)")
  }

  @Test func `a provider's own, with infections by month and a chart each`() throws {
    let document = try pack(qualityInput(), .provider, "RQM")
    let section = try #require(document.section("quality"))
    let months = try #require(document.table("quality-infections-RQM"))
    #expect(months.rows.count == 11)
    #expect(months.printed[0][0] == "April 2015")
    // The year to date runs on; its last line is the table's own value.
    let table = try #require(document.table("quality-RQM"))
    #expect(months.printed[10][2] == table.printed.first { $0[0] == "MRSA" }?[1])
    let charts = section.blocks.compactMap { block -> ChartBlock? in if case .chart(let chart) = block { chart } else { nil } }
    #expect(charts.filter { $0.chart is ProcessChart }.count == 4)
    let waits = try #require(charts.first { $0.id == "quality-chart-rtt_incomplete" })
    #expect(waits.standfirst?.plain.contains("eight months in a row below the lower limit, July 2015 to February 2016") == true)
    let cdiff = try #require(charts.first { $0.id == "quality-chart-cdiff" })
    // March 2015 is not published: a word in the data, no nought.
    #expect(cdiff.data?.printed.first { $0[0] == "March 2015" }?[1] == "Not published")
    #expect(document.headline("quality")?.contains("standards and objectives") == true)
  }

  @Test func `C. difficile begins anew in April 2019`() {
    var input = qualityInput()
    let period = Period(year: FinancialYear(start: 2020), month: 3)
    input.ledger.period = period
    input.quality = (0..<30).map { back in
      QualityReading(
        provider: "RQM", period: period.index.advanced(by: -back).period, indicator: "cdiff", value: .count(back < 15 ? 9 + back % 2 : 4 + back % 2),
        standard: nil)
    }
    let context = PackContext(input)
    let cdiff = context.qualitySeries("RQM", qualityInfections[1])
    #expect(cdiff?.control.groups.map(\.points) == [0..<15, 15..<30])
    #expect(cdiff?.control.points[15].month == MonthIndex(year: FinancialYear(start: 2019), month: 1))
    // What was counted changed: the higher months after it are no special cause.
    #expect(cdiff?.ruleSentence(context).plain.hasPrefix("No special cause") == true)
    #expect(cdiffDefinition(context).plain.contains("not comparable"))
  }

  @Test func `nothing, and one month`() throws {
    var input = fullInput()
    input.quality = []
    for measure in SUSMeasure.allCases { input.ledger.sus.latestMonth[measure] = nil }
    let empty = try pack(input, .commissioner, "10H")
    #expect(empty.section("quality")?.blocks.count == 1)
    #expect(empty.section("quality-charts") == nil)
    #expect(!empty.sections.contains { $0.id == "quality-charts" })
    // One month is a dot without marks.
    let one = try pack(fullInput(), .commissioner, "10H")
    #expect(try #require(one.table("quality-waiting")).printed[1][4] == "too few months")
    // Charts without limits are not printed: methods says when they begin, and no mark leads to one.
    #expect(!one.sections.contains { $0.id == "quality-charts" })
    #expect(one.reasonsLeftOut.contains { $0.hasPrefix("charts begin at seven months") })
    for row in one.table("quality-marks")?.rows ?? [] {
      for case .verdict(let verdict) in row.cells { #expect(verdict.chart == nil) }
    }
  }
}
