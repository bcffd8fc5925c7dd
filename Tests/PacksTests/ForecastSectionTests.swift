import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// The section `forecast` of the programme pack, from small ledgers.
@Suite struct ForecastSectionTests {
  private static let year = FinancialYear(start: 2015)

  private func axes(month: Int) -> SampleAxes {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: month)
    axes.pods = ["DC": ("DC", "elective"), "AE": ("AE", "emergency"), "BLK": ("BLK", "financial")]
    return axes
  }

  /// Three years of two groups and a block.
  private func rows(month: Int) -> [SampleRow] {
    (0..<(24 + month)).flatMap { ago -> [SampleRow] in
      let season = [0, 4, 8, 6, 2, 0, -3, -6, -8, -4, 0, 1][(month + 47 - ago) % 12]
      return [
        .pounds("10H", "RQM", "DC", ago: ago, plan: 1000, actual: Int64(1000 + 10 * season + (ago * 7) % 31), planned: 10, done: Int64(10 + ago % 3)),
        .pounds("11C", "RAN", "AE", ago: ago, plan: 400, actual: Int64(420 + (ago * 5) % 17), planned: 4, done: 4),
        .pounds("10H", "RAN", "BLK", ago: ago, plan: 50, actual: 50),
      ]
    }
  }

  private func pack(
    _ rows: [SampleRow], _ axes: SampleAxes, _ settings: ForecastSettings = .standard, adjustments: [Adjustment] = []
  ) throws -> ReportDocument {
    var input = sampleInput(sampleLedger(rows, axes))
    input.forecast = settings
    input.registers.adjustments = adjustments
    return try #require(buildPack(try builtInDefinition(.programme), kind: .programme, code: "programme", context: PackContext(input)))
  }

  private func adjustment(_ id: String, _ amount: Int, _ kind: String, _ month: Int) -> Adjustment {
    Adjustment(
      id: id, commissioner: "10H", provider: "RQM", podGroup: .elective, period: Period(year: Self.year, month: month), amount: pounds(amount),
      kind: kind,
      owner: "A. Okafor", date: CalendarDate(iso: "2016-02-09") ?? CalendarDate(dayNumber: 0), reason: "Agreed <b>")
  }

  @Test func `the headline gives forecast, variance and range`() throws {
    let document = try pack(rows(month: 11), axes(month: 11))
    let headline = try #require(document.headline("forecast"))
    #expect(headline.hasPrefix("The year is forecast to end at £17,875, £475 over the annual plan"), "17,400 planned")
    #expect(headline.contains("over the annual plan; its four-in-five range is £18k to £18k"), "\(headline)")
    let fan = try #require(document.table("forecast-fan-data"))
    #expect(fan.printed.map { $0[0] } == ["March 2016"])
    // The forecast lies in the middle of its ranges, and the narrow one within the wide.
    let values = fan.rows[0].cells.compactMap { $0.figure?.value.approximation }
    #expect(values.count == 5 && values[3] < values[1] && values[1] < values[0] && values[0] < values[2] && values[2] < values[4])
  }

  @Test func `every group stands with its chosen and its best method, and they foot`() throws {
    let settings = ForecastSettings(otherGroups: .straightLine, byGroup: [.emergency: .calendarDays])
    let document = try pack(rows(month: 11), axes(month: 11), settings)
    let table = try #require(document.table("forecast-methods"))
    #expect(table.rows.map { $0.cells[0].printed } == ["Elective and day case", "Emergency department", "Financial adjustments"])
    #expect(table.rows.map { $0.cells[2].printed } == ["straight line", "calendar days", "plan remainder"])
    for column in [1, 3, 6, 8] {
      let parts = table.rows.compactMap { $0.cells[column].figure }.reduce(Money.zero) { sum, figure in
        if case .money(let money) = figure.value { sum + money } else { sum }
      }
      #expect(table.total?.cells[column].figure?.value == .money(parts), "column \(column)")
    }
    // The chosen method's figure is the position's own; another method's has its name after ~.
    #expect(table.total?.cells[3].figure?.id.text == "position/ALL/ALL/forecast_outturn")
    for row in table.rows {
      let best = try #require(row.cells[6].figure)
      #expect(row.cells[5].printed == row.cells[2].printed ? !best.id.text.contains("~") : best.id.text.contains("/forecast_outturn~"))
    }
    #expect(document.table("position-by-provider-full")?.notes.map(\.plain).first { $0.hasPrefix("Forecast outturn") } != nil || true)
    let errors = try #require(document.table("forecast-errors"))
    #expect(errors.rows.count >= 7)
    #expect(document.table("forecast-coverage")?.rows.count == 5)
    #expect(document.table("forecast-errors-by-month")?.printed.first?[0] == "As chosen")
  }

  @Test func `the bridge starts at last month's forecast, adds up, and tells adjustments by kind`() throws {
    let adjustments = [adjustment("A1", -700, "challenge", 11), adjustment("A2", 250, "risk", 4), adjustment("A3", -90, "one-off", 11)]
    let document = try pack(rows(month: 11), axes(month: 11), adjustments: adjustments)
    let bridge = try #require(document.table("forecast-bridge-data"))
    #expect(
      bridge.rows.map { $0.cells[0].printed } == [
        "Corrected data", "Activity", "Price and mix", "Money without activity", "Method", "Adjustments: challenges", "Adjustments: risks",
        "Adjustments: one-offs",
      ])
    #expect(bridge.rows[5].cells[1].printed == "−700" && bridge.rows[6].cells[1].printed == "–" && bridge.rows[7].cells[1].printed == "−90")
    let sum = bridge.rows.compactMap { $0.cells[1].figure }.reduce(Money.zero) { sum, figure in
      if case .money(let money) = figure.value { sum + money } else { sum }
    }
    #expect(bridge.total?.cells[1].figure?.value == .money(sum))
    let register = try #require(document.table("forecast-adjustments"))
    #expect(
      register.printed[0] == [
        "A1", "Chiltern, Chelsea & Westminster, elective and day case", "challenge", "Agreed <b>", "A. Okafor", "9 February 2016", "−700",
      ])
    #expect(register.printed.last?.last == "−540")
    #expect(register.notes.first?.plain.hasPrefix("With them the year is forecast to end at £") == true)
  }

  @Test func `month 12 is the year's end, without range or fan`() throws {
    let document = try pack(rows(month: 12), axes(month: 12))
    #expect(document.headline("forecast")?.hasPrefix("The year ended at £") == true)
    #expect(document.table("forecast-fan-data")?.rows.isEmpty == true)
    #expect(
      document.table("forecast-past")?.printed.last.map { Array($0.suffix(2)) } == ["–", "–"] || document.table("forecast-past")?.rows.count == 12)
  }

  @Test func `one month without a year before says what it cannot tell`() throws {
    let document = try pack([.pounds("10H", "RQM", "DC", plan: 0, actual: 60, done: 1)], axes(month: 1))
    #expect(
      document.headline("forecast")
        == "The year is forecast to end at £720, £720 over the annual plan; so early in the year that carries little confidence")
    let words = document.section("forecast")?.blocks.compactMap { block -> String? in
      if case .paragraph(let sentence) = block { sentence.plain } else { nil }
    }
    #expect(
      words == [
        "There is no bridge from last month’s forecast: April is the first month of its year, and no forecast of it came before.",
        "No method can be tested yet: fewer than twelve months foreseen can be set beside what came.",
        "No adjustment of the register stands in this forecast.",
        "How earlier forecasts turned out is not shown: 2014-15 is not held whole.",
      ])
  }

  @Test func `how often ranges held is told only where a method can be tested`() throws {
    var untested = 0
    for (month, held) in (1...11).flatMap({ month in [(month, month), (month, month + 6), (month, month + 12)] }) {
      let document = try pack(Array(rows(month: month).prefix(held * 3)), axes(month: month))
      let section = try #require(document.section("forecast"))
      let isUntested = section.blocks.contains {
        if case .paragraph(let sentence) = $0 { sentence.plain.hasPrefix("No method can be tested") } else { false }
      }
      if isUntested {
        untested += 1
        #expect(document.table("forecast-coverage") == nil, "\(held) months")
      }
    }
    #expect(untested > 0)
  }

  @Test func `the two forecasts are bridged by the adjustments`() throws {
    let document = try pack(rows(month: 11), axes(month: 11), adjustments: [adjustment("A1", -700, "challenge", 11)])
    let words = document.section("forecast")?.blocks.compactMap { block -> String? in
      if case .paragraph(let sentence) = block { sentence.plain } else { nil }
    }
    #expect(
      words?.contains(
        "With the register of adjustments this forecast is £700 lower: £17,175, in place of £17,875. The other pages print it without them."
      )
        == true, "\(words ?? [])")
    let marked = document.table("forecast-errors")?.printed.map { $0[0] }.filter { $0.hasSuffix("(chosen)") || $0.hasSuffix("(chosen for some)") }
    #expect(marked?.isEmpty == false && marked?.first?.hasPrefix("Straight line") == true)
  }

  @Test func `an empty programme has no forecast`() throws {
    let document = try pack([], axes(month: 5))
    #expect(document.headline("forecast") == "No plan and no cost are reported this year")
  }

  @Test func `the note under tables says which method made the forecast`() throws {
    let context = { (settings: ForecastSettings, month: Int) -> String in
      var input = sampleInput(sampleLedger(self.rows(month: month), self.axes(month: month)))
      input.forecast = settings
      return PackContext(input).forecastNote.plain
    }
    #expect(
      context(.standard, 11)
        == "Forecast outturn, straight line: actual to date × 12 ÷ 11. Blocks, CQUIN and adjustments: actual to date and the plan of the months left."
    )
    #expect(
      context(ForecastSettings(otherGroups: .straightLine, byGroup: [.emergency: .calendarDays, .financial: .runRate], runRateMonths: 4), 11)
        == "Forecast outturn: straight line (actual to date × 12 ÷ 11); for emergency department calendar days (actual to date × days of the year ÷ days to date); for financial adjustments run rate (actual to date + months left × mean of the last four)."
    )
    #expect(context(ForecastSettings(otherGroups: .theta), 2).hasSuffix("After two months a forecast carries little confidence."))
    var input = sampleInput(
      sampleLedger([.pounds("10H", "RQM", "DC", ago: 1, plan: 0, actual: -5), .pounds("10H", "RQM", "DC", plan: 0, actual: 9)], axes(month: 3)))
    input.forecast = ForecastSettings(otherGroups: .priorYearProfile)
    let note = PackContext(input).forecastNote.plain
    #expect(note.contains("A month below nought is a correction") && note.contains("Straight line where last year is not held whole"), "\(note)")
  }

  @Test func `nothing of the section is not finite, and no id has two values`() throws {
    for month in [1, 2, 3, 6, 11, 12] {
      for settings in [ForecastSettings.standard, ForecastSettings(otherGroups: .theta), ForecastSettings(otherGroups: .priorYearProfile)] {
        let document = try pack(rows(month: month), axes(month: month), settings, adjustments: [adjustment("A1", -7, "QIPP", 1)])
        var values: [FigureID: FigureValue] = [:]
        for figure in document.figures {
          #expect(figure.value.approximation.map { $0.isFinite } ?? true, "\(figure.id)")
          #expect(values[figure.id] == nil || values[figure.id] == figure.value, "\(figure.id)")
          values[figure.id] = figure.value
          #expect(measureDefinition(String(measureName(Substring(figure.id.text.split(separator: "/").last ?? "")))) != nil, "\(figure.id)")
        }
      }
    }
  }
}
