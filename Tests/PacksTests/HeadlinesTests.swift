import Figures
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private var quarter: SampleAxes {
  var axes = SampleAxes()
  axes.period = Period(year: FinancialYear(start: 2015), month: 3)
  axes.providers = ["R1H", "RAN", "RQM", "RYJ"]
  return axes
}

/// £590,000 over a plan of £1,200,000 at three trusts, one under.
private let rows: [SampleRow] = [
  .pounds("10H", "RQM", "DC", ago: 1, plan: 200_000, actual: 500_000, planned: 10, done: 20),
  .pounds("10H", "RQM", "DC", plan: 200_000, actual: 400_000, planned: 10, done: 11),
  .pounds("10H", "RYJ", "DC", plan: 500_000, actual: 600_000, planned: 5, done: 5),
  .pounds("10H", "RAN", "DC", plan: 300_000, actual: 290_000, planned: 5, done: 5),
  .pounds("11C", "RYJ", "DC", plan: 10, actual: 10),
]

@Suite struct HeadlinesTests {
  @Test func theEightTilesPrintTheirFigures() throws {
    let pack = try samplePack(rows, quarter)
    guard case .tiles(let tiles)? = pack.section("headlines")?.blocks.first else {
      Issue.record("the headlines do not begin with tiles")
      return
    }
    #expect(
      tiles.map(\.label) == [
        "Plan, year to date", "Actual, year to date", "Variance, year to date", "Forecast outturn", "This month (June)", "Change on last month",
        "Activity, year to date",
        "Trusts over plan",
      ])
    #expect(tiles.map(\.value.text) == ["£1,200,000", "£1,790,000", "−£590,000", "£7,160,000", "£1,290,000", "+£790,000", "41", "2"])
    #expect(
      tiles.map(\.context.plain) == [
        "of £4,800,000 for the year", "upright mark: plan to date", "over plan by 49.2%", "£2,360,000 over, straight line",
        "£290,000 over month’s plan",
        "158.0% more than May", "36.7% over plan of 30", "1 under, by £10,000",
      ])
    #expect(tiles[7].suffix == "of 3")
    #expect(tiles[5].direction == .up)
  }

  @Test func theThingsToKnowStandByTheirSizeInPounds() throws {
    let pack = try samplePack(rows, quarter)
    guard case .keyFindings(let title, let findings)? = pack.section("headlines")?.blocks.dropFirst().first else {
      Issue.record("no things to know")
      return
    }
    #expect(title == "Five things to know")
    #expect(
      findings.map(\.sentence.plain) == [
        "If the year goes on as it has, it will end at £7,160,000, £2,360,000 over the annual plan of £4,800,000 (straight line).",
        "Two trusts are over plan. Chelsea & Westminster is £500,000 over and Imperial College £100,000.",
        "Spending is £590,000 over plan after three months: £1,790,000 against a plan of £1,200,000. That is 49.2% over, and the largest overspend of the two CCGs.",
        "DC is £590,000 over plan, the furthest of any point of delivery.", "General surgery is £590,000 over plan, the furthest of any specialty.",
      ])
    #expect(
      findings.map(\.lookAt) == [
        ["position-by-provider"], ["variance-by-provider"], ["position-by-provider", "peer-comparison"], ["activity-by-pod"],
        ["activity-by-specialty"],
      ])
  }

  @Test func everyNumberOfASentenceIsAFigure() throws {
    for (code, document) in try everyPack(fullInput()) {
      for section in document.sections {
        var sentences = [section.headline].compactMap(\.self)
        for block in section.blocks { if case .keyFindings(_, let findings) = block { sentences += findings.map(\.sentence) } }
        for sentence in sentences {
          for run in sentence.runs {
            guard case .words(let words) = run else { continue }
            // What is left in words may be a year, a specialty without a name or £100,000, the threshold that is no amount of anything.
            let rest = words.replacing("£100,000", with: "").replacing("2015-16", with: "").replacing("2014-15", with: "").replacing(
              "18-week", with: ""
            )
            .replacing("pecialty 999", with: "")
            #expect(!rest.contains("£") && !rest.contains { $0.isNumber }, "\(code) \(section.anchor): \(words)")
          }
        }
      }
    }
  }

  @Test func aSentencePointsOnlyToSectionsOfItsPack() throws {
    for (code, document) in try everyPack(fullInput()) {
      let anchors = Set(document.sections.map(\.anchor))
      for section in document.sections {
        for case .keyFindings(_, let findings) in section.blocks {
          for finding in findings { #expect(finding.lookAt.allSatisfy(anchors.contains), "\(code): \(finding.sentence.plain)") }
        }
      }
    }
  }
}
