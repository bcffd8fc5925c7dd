import Analysis
import Charts
import Figures
import Ledger
import Programme
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// C0 and three peers near it, one far off; the benchmark is the mean of two (the same case as the analysis’s test).
private func lookInput(_ rows: [SampleRow], best: Int = 2) -> PackInput {
  var axes = SampleAxes()
  axes.commissioners = (0..<5).map { "C\($0)" }
  axes.pods = ["DC": ("DC", "elective"), "OP": ("OP", "outpatient_first"), "BLOCK": ("BLOCK", "financial")]
  var input = sampleInput(sampleLedger(rows, axes))
  for (place, population) in [100_000, 100_000, 200_000, 100_000, 50_000].enumerated() { input.commissioners[place].weightedPopulation = population }
  input.covariates = [0.0, 1, 2, 3, 50].enumerated().map { PeerCovariate(commissioner: "C\($0.offset)", covariate: "age", value: $0.element) }
  input.peers.number = 3
  input.peers.best = best
  return input
}

private func pack(_ input: PackInput, _ code: String = "C0", kind: PackKind = .commissioner) throws -> ReportDocument {
  try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)))
}

private func row(_ commissioner: Int, _ tfc: String, _ pod: String, cost: Int64, units: Int64) -> SampleRow {
  .pounds("C\(commissioner)", "RQM", pod, tfc: tfc, plan: 0, actual: cost, done: units)
}

private let orthopaedics = [
  row(0, "110", "DC", cost: 10_000, units: 100), row(1, "110", "DC", cost: 4_000, units: 50), row(2, "110", "DC", cost: 10_000, units: 100),
  row(3, "110", "DC", cost: 9_000, units: 60),
]
private let ent = [
  row(0, "120", "OP", cost: 1_100, units: 11), row(1, "120", "OP", cost: 1_000, units: 10), row(2, "120", "OP", cost: 2_000, units: 20),
]

@Suite struct WhereToLookTests {
  /// 100 against a mean of 45, interval 81 to 122: £5,500, of it £4,500 activity. ENT: 11 against 10, within its interval.
  @Test func anOpportunityStandsWithItsIntervalItsPartsAndItsWords() throws {
    let document = try pack(lookInput(orthopaedics + ent))
    #expect(
      document.headline("where-to-look")
        == "One of the two largest specialties costs clearly more than at the best similar CCGs: trauma & orthopaedics, by £5,500")
    let spend = try #require(document.table("where-to-look-spend"))
    #expect(spend.printed[0] == ["110 Trauma & Orthopaedics", "100", "81", "122", "45", "5,500", "5,500"])
    #expect(Array(spend.printed[1].prefix(2)) == ["120 ENT", "11"])
    #expect(spend.printed[1].suffix(3) == ["10", "100", "–"])
    #expect(spend.printed[2] == ["These two specialties", "", "", "", "", "", "5,500"])
    let parts = try #require(document.table("where-to-look-parts"))
    #expect(parts.printed[0].prefix(8) == ["110 Trauma & Orthopaedics", "5,500", "4,500", "1,000", "–", "activity", "100", "93"])
    #expect(parts.rows[0].cells[2].figure?.id.text == "peers/C0/ALL/tfc=110/peer_opportunity_by_activity")
    let peers = try #require(document.table("peer-similar"))
    #expect(peers.rows.map { $0.cells[0].printed } == ["C1", "C2", "C3"])
    #expect(peers.title == "The three most similar CCGs")
  }

  @Test func theCaveatsStandInPrint() throws {
    let text = try #require(pack(lookInput(orthopaedics)).section("where-to-look")).plainText
    for words in [
      "only a part of what a CCG spends", "one in eight", "No evidence supports equal weights",
      "Peers are found only among the CCGs of this programme",
      "a place to ask questions, not a saving",
    ] { #expect(text.contains(words), "\(words)") }
  }

  @Test func severalOpportunitiesAddAndSayWhatTheSumIs() throws {
    let more =
      orthopaedics
      + orthopaedics.map { row in
        var row = row
        row.treatmentFunction = "361"
        row.actualCost *= 2
        return row
      }
    let document = try pack(lookInput(more))
    #expect(
      document.headline("where-to-look")
        == "Both specialties cost clearly more than at the best similar CCGs; nephrology most, by £11,000")
    let spend = try #require(document.table("where-to-look-spend"))
    #expect(spend.printed.map { $0[0] } == ["361 Nephrology", "110 Trauma & Orthopaedics", "These two specialties"])
    #expect(spend.printed.last?.last == "16,500")
    #expect(spend.notes.map(\.plain).joined().contains("not a forecast of savings"))
  }

  /// £100 for each 1,000 at C0. C1 has £40, C2 exactly half of it, C3 £90 and then £40: one of three says nothing, two of three do.
  @Test func contractsThatHoldLittleOfWhatOthersSpendAreSaid() throws {
    /// What stands between the headline and the chart.
    func opening(_ rows: [SampleRow]) throws -> [String] {
      try #require(pack(lookInput(rows)).section("where-to-look")).blocks.prefix { if case .chart = $0 { false } else { true } }.map {
        if case .paragraph(let sentence) = $0 { sentence.plain } else { "" }
      }
    }
    #expect(try opening(orthopaedics).count == 1)
    let low = orthopaedics.dropLast() + [row(3, "110", "DC", cost: 4_000, units: 60)]
    #expect(
      try opening(Array(low)).last?.hasPrefix(
        "These contracts hold little of what the similar CCGs spend: in two of three of them they come to less than half of C0’s £100 for each thousand."
      ) == true)
  }

  @Test func nothingThatStandsOutIsSaidPlainly() throws {
    let document = try pack(lookInput(ent))
    #expect(document.headline("where-to-look") == "No specialty costs clearly more than at the best similar CCGs")
    #expect(document.table("where-to-look-parts") == nil)
    #expect(document.table("where-to-look-spend")?.total == nil)
    let empty = try pack(lookInput([row(1, "110", "DC", cost: 5, units: 1)]))
    #expect(empty.headline("where-to-look") == "No specialty has a cost this year")
  }

  @Test func whatIsNotGivenLeavesTheSectionOutWithItsReason() throws {
    func reason(_ input: PackInput) throws -> String {
      let document = try pack(input)
      #expect(document.section("where-to-look") == nil)
      return try #require(document.section("methods")).plainText
    }
    var input = lookInput(orthopaedics)
    input.covariates = []
    #expect(try reason(input).contains("organisations/peers.csv is not there or empty"))
    input = lookInput(orthopaedics)
    input.commissioners[0].weightedPopulation = nil
    #expect(try reason(input).contains("the CCG has no weighted population"))
    input = lookInput(orthopaedics)
    input.covariates.removeAll { $0.commissioner == "C0" }
    #expect(try reason(input).contains("holds no covariate of the CCG"))
    #expect(try reason(lookInput(orthopaedics, best: 4)).contains("too few other CCGs"))
  }

  @Test func theQualityOfTheChiefProviderStandsBeside() throws {
    var input = lookInput(orthopaedics)
    input.quality = [
      QualityReading(
        provider: "RQM", period: input.ledger.period, indicator: "rtt_incomplete", value: .ratio(numerator: 915, denominator: 1000), standard: nil)
    ]
    let parts = try #require(pack(input).table("where-to-look-parts"))
    #expect(parts.columns.last?.head == "18 weeks, %")
    #expect(parts.printed[0].last == "91.5")
    #expect(parts.rows[0].cells.last?.figure?.id.text == "quality/ALL/RQM/rtt_incomplete")
  }

  @Test func everyFigureIsDefinedAndHasOneValue() throws {
    var values: [FigureID: FigureValue] = [:]
    let input = lookInput(orthopaedics + ent)
    for code in ["C0", "C1", "C2"] {
      for figure in try pack(input, code).figures {
        let name = try FigureName(parsing: figure.id.text)
        #expect(measureDefinition(name.measure) != nil, "\(figure.id.text)")
        #expect(values.updateValue(figure.value, forKey: figure.id).map { $0 == figure.value } ?? true, "\(figure.id.text)")
      }
    }
  }
}

extension ReportSection {
  /// The words of paragraphs, lists, definitions and notes.
  var plainText: String {
    blocks.map { block in
      switch block {
      case .paragraph(let sentence): sentence.plain
      case .bullets(let sentences), .notes(let sentences): sentences.map(\.plain).joined(separator: "\n")
      case .definitions(let pairs): pairs.map { "\($0.term): \($0.meaning.plain)" }.joined(separator: "\n")
      case .table(let table): table.notes.map(\.plain).joined(separator: "\n")
      case .chart(let chart): chart.notes.map(\.plain).joined(separator: "\n")
      default: ""
      }
    }.joined(separator: "\n")
  }
}
