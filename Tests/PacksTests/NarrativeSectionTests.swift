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

/// £590,000 over a plan of £1,200,010: two trusts over, one under; general surgery alone.
private func rows(_ actual: Int64 = 400_000) -> [SampleRow] {
  [
    .pounds("10H", "RQM", "DC", ago: 1, plan: 200_000, actual: 500_000, planned: 10, done: 20),
    .pounds("10H", "RQM", "DC", plan: 200_000, actual: actual, planned: 10, done: 11),
    .pounds("10H", "RYJ", "DC", plan: 500_000, actual: 600_000, planned: 5, done: 5),
    .pounds("10H", "RAN", "DC", plan: 300_000, actual: 290_000, planned: 5, done: 5),
    .pounds("11C", "RYJ", "DC", plan: 10, actual: 10),
  ]
}

private func narrative(_ rows: [SampleRow], _ axes: SampleAxes = quarter, text: PackCommentary? = nil) throws -> ReportSection {
  var input = sampleInput(sampleLedger(rows, axes))
  input.narrative = text
  let pack = try #require(buildPack(try builtInDefinition(.programme), kind: .programme, code: "", context: PackContext(input)))
  return try #require(pack.section("narrative"))
}

extension ReportSection {
  /// The sentences of its lists of pressures, by title.
  fileprivate var pressures: [(title: String, findings: [KeyFinding])] {
    blocks.compactMap { if case .keyFindings(let title, let findings) = $0 { (title, findings) } else { nil } }
  }
}

/// The section `narrative`: what it says, in which order, and how much of it.
struct NarrativeSectionTests {
  /// RQM: plan 400,000, actual 900,000. Volume: (20 − 31) × £20,000 = −£220,000; price takes the rest, −£280,000. June 200,000 − 400,000; May 200,000 − 500,000.
  /// RYJ: plan 500,010, actual 600,010; as many treated as planned, so all of it is price. RAN: £10,000 under.
  /// 10H: plan 1,200,000, actual 1,790,000, at the three trusts. General surgery: everything, −590,000 of 1,200,010.
  @Test func eachPressureIsSaidWithItsCauseWhereItSitsAndWhichWayItGoes() throws {
    let section = try narrative(rows())
    #expect(section.headline?.plain == "Chelsea & Westminster and general surgery are the largest pressures: £500,000 and £590,000 over plan")
    #expect(section.pressures.map(\.title) == ["By cost", "By specialty"])
    #expect(
      section.pressures[0].findings.map(\.sentence.plain) == [
        "Chiltern is £590,000 over plan, 49.2% of the plan. It is made of £370,000 over from price and £220,000 over from volume. "
          + "Chelsea & Westminster has the largest share: £500,000 over. June was £290,000 over, May £300,000.",
        "Chelsea & Westminster is £500,000 over plan, 125.0% of the plan. It is made of £280,000 over from price and £220,000 over from volume. "
          + "All of it is with Chiltern. June was £200,000 over, May £300,000.",
        "Imperial College is £100,000 over plan, 20.0% of the plan. It is £100,000 over from price. All of it is with Chiltern.",
        "Royal National Orthopaedic is £10,000 under plan, 3.3% of the plan. It is £10,000 under from price. All of it is with Chiltern.",
      ])
    #expect(
      section.pressures[1].findings.map(\.sentence.plain) == [
        "General surgery is £590,000 over plan, 49.2% of the plan. It is made of £370,000 over from price and £220,000 over from volume. "
          + "All of it is with Chiltern."
      ])
    #expect(section.pressures[0].findings.map(\.lookAt) == [["variance-by-commissioner"]] + Array(repeating: ["variance-by-provider"], count: 3))
    #expect(section.pressures[1].findings.map(\.lookAt) == [["activity-by-specialty"]])
  }

  /// The same programme with a cheap June at RQM: 400,000 planned, 500,000 + 100,000 − … spent. A changed sign changes the word, and nothing else does.
  @Test func aChangedSignChangesTheWord() throws {
    // May 300,000 over, June 500,000 under: £200,000 under in all.
    let section = try narrative(rows(-300_000))
    let texts = section.pressures[0].findings.map(\.sentence.plain)
    #expect(
      texts.contains {
        $0.hasPrefix("Chelsea & Westminster is £200,000 under plan, 50.0% of the plan.")
          && $0.hasSuffix("June was £500,000 under, after £300,000 over in May.")
      }, "\(texts)")
    #expect(section.headline?.plain.hasPrefix("Imperial College is the largest pressure, £100,000 over plan; no specialty is over plan") == true)
  }

  @Test func theLargestComeFirstWhicheverWayTheyGo() throws {
    let section = try narrative(rows(-300_000))
    for (_, findings) in section.pressures {
      let sizes = findings.map { finding -> Int128 in
        var first: Int128?
        finding.sentence.forEachFigure { figure in if first == nil, case .money(let money) = figure.value { first = money.magnitude.parts } }
        return first ?? 0
      }
      #expect(sizes == sizes.sorted(by: >))
    }
    #expect(section.pressures[0].findings.first?.sentence.plain.contains("under plan") == true)
  }

  @Test func everyNumberIsAFigure() throws {
    let section = try narrative(rows())
    for sentence in section.pressures.flatMap({ $0.findings.map(\.sentence) }) + [section.headline].compactMap(\.self) {
      for run in sentence.runs {
        switch run {
        case .words(let text), .strong(let text): #expect(!text.contains { $0.isNumber }, "\(text)")
        default: break
        }
      }
    }
  }

  @Test func nothingAndOneMonth() throws {
    let nothing = try narrative([.pounds("10H", "RQM", "DC", plan: 10, actual: 10)])
    #expect(nothing.pressures.isEmpty)
    #expect(nothing.headline?.plain == "No trust and no specialty is over plan")
    var april = quarter
    april.period = Period(year: FinancialYear(start: 2015), month: 1)
    let one = try narrative([.pounds("10H", "RQM", "DC", plan: 10_000, actual: 30_000)], april)
    #expect(one.pressures[0].findings.allSatisfy { !$0.sentence.plain.contains("April was") })
  }

  /// Twenty specialties and four trusts, all with something to say: the section says as much as a page has room for.
  @Test(arguments: [0, 10, 25, 200]) func itIsNeverMoreThanAPage(_ lines: Int) throws {
    var many: [SampleRow] = []
    for place in 0..<20 {
      for provider in quarter.providers {
        for ago in [0, 1] {
          let actual = 60_000 + Int64(place) * 977
          let done = 9 + Int64(place % 4)
          many.append(
            .pounds(
              place % 2 == 0 ? "10H" : "11C", provider, "P\(place % 5)", tfc: String(100 + place), ago: ago, plan: 50_000, actual: actual,
              planned: 10, done: done))
        }
      }
    }
    let written = String(repeating: "word ", count: 15)
    let text = PackCommentary(
      blocks: Array(repeating: Block.paragraph(Sentence(written)), count: lines), source: "commentary/2015-16-M03/narrative.md")
    let section = try narrative(many, text: text)
    let shown: [Int] = section.pressures.map { $0.findings.count }
    #expect(shown[0] <= 5 && (shown.count < 2 || shown[1] <= 4))
    #expect(shown.reduce(0, +) >= 3)
    if lines <= 10 {
      var needed = text.printedLines + 4
      for finding in section.pressures.flatMap({ $0.findings }) { needed += (finding.sentence.plain.count + 91) / 92 + 1 }
      #expect(needed <= 41 + 4)
      #expect(text.linesTooLong == 0)
    }
    if lines == 200 {
      #expect(shown.reduce(0, +) == 3)
      #expect(text.linesTooLong > 0)
    }
  }

  @Test func aPersonsTextStandsBesideThePressuresAndKeepsItsMonth() throws {
    let text = PackCommentary(
      blocks: [.paragraph("Own words.")], source: "commentary/2015-16-M02/narrative.md", earlier: Period(year: FinancialYear(start: 2015), month: 2))
    let section = try narrative(rows(), text: text)
    guard case .aside(let title, let blocks)? = section.blocks.first else {
      Issue.record("the section does not begin with the text")
      return
    }
    #expect(title == "In the programme’s words")
    guard case .paragraph(let note)? = blocks.first, case .paragraph(let words)? = blocks.last else { return }
    #expect(note.plain == "Written for May 2015. There is no text for June 2015, so the earlier one stands.")
    #expect(words.plain == "Own words.")
  }
}
