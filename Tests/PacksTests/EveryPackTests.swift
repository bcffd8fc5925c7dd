import Analysis
import Figures
import Findings
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// A programme with a little of everything: three commissioners, four trusts, codes outside the programme, months before the year, activity.
func fullRows() -> [SampleRow] {
  var rows: [SampleRow] = []
  let pods = ["DC", "NEL", "OPFASPCL", "OPFUPSPCL"]
  for (c, commissioner) in ["10H", "10X", "11C"].enumerated() {
    for (p, provider) in ["R1H", "RAN", "RQM", "RYJ"].enumerated() {
      for (k, pod) in pods.enumerated() {
        for ago in 0..<26 {
          let plan = Int64(100 + 10 * c + 7 * p + 3 * k)
          let actual = plan + Int64((c * 5 + p * 3 + k * 7 + ago * 11) % 23) - 9
          rows.append(
            .pounds(
              commissioner, provider, pod, tfc: ["100", "110", "361", "999"][(p + k) % 4], hrg: "AA0\(k)Z", ago: ago, plan: plan, actual: actual,
              planned: 10, done: 9 + Int64((c + k + ago) % 4)))
        }
      }
    }
    rows.append(.pounds(commissioner, "RQM", "DRUG", tfc: "", hrg: "", plan: 0, actual: 77, planned: 0, done: 5))
    rows.append(.pounds(commissioner, "RXX", "DC", plan: 3, actual: 4))
  }
  rows.append(.pounds("99Z", "RYJ", "DC", plan: 9, actual: 20))
  return rows
}

func fullAxes() -> SampleAxes {
  var axes = SampleAxes()
  axes.commissioners = ["10H", "10X", "11C"]
  axes.providers = ["R1H", "RAN", "RQM", "RYJ"]
  axes.unknownCommissioners = ["99Z"]
  axes.unknownProviders = ["RXX"]
  return axes
}

/// That programme as the packs read it, with attendances, registers, quality and texts.
func fullInput(_ rows: [SampleRow] = fullRows()) -> PackInput {
  var ledger = sampleLedger(rows, fullAxes())
  let months = ledger.sus.monthCount
  for measure in SUSMeasure.allCases {
    ledger.sus.latestMonth[measure] = ledger.period.index
    ledger.sus.earliestMonth[measure] = ledger.sus.firstMonth
    for c in 0..<3 {
      for p in 0..<4 {
        for m in 0..<months {
          ledger.sus.amounts[ledger.sus.place(measure, commissioner: c, provider: p, month: m)] = SUSRollUp.Amount(
            count: 2 + (c + p + m) % 5, cost: pounds(100 + m))
        }
      }
    }
  }
  for c in 0..<3 {
    for p in 0..<4 {
      for tfc in 1..<3 {
        ledger.sus.followUpLines.append(
          SUSRollUp.FollowUpLine(
            commissioner: UInt16(c), provider: UInt16(p), treatmentFunction: UInt16(tfc), first: SUSRollUp.Amount(count: 10 + p, cost: pounds(1000)),
            followUp: SUSRollUp.Amount(count: 20 + 3 * p + c, cost: pounds(2000))))
      }
    }
  }
  addAttendances(to: &ledger)
  var input = sampleInput(ledger)
  input.practices = samplePractices
  input.referrerNames = ["RHM": "University Hospital Southampton NHS Foundation Trust", "K1": "Chapel Surgery", "K2": "Mill Lane Practice"]
  let period = ledger.period
  for provider in ["R1H", "RAN", "RQM", "RYJ"] {
    input.quality.append(
      QualityReading(
        provider: provider, period: period, indicator: "rtt_incomplete",
        value: provider == "R1H" ? .missing(.notPublished) : .ratio(numerator: 9150 * 1_000_000, denominator: 100 * exactScale),
        standard: .ratio(numerator: 92 * exactScale, denominator: 100 * exactScale)))
    input.quality.append(QualityReading(provider: provider, period: period, indicator: "mrsa", value: .count(1), standard: .count(0)))
    input.commentary[provider] = PackCommentary(
      blocks: [.heading(sampleNames[provider]?.name ?? ""), .paragraph("All is well.")], source: "\(provider).md")
  }
  input.findings = [
    Finding(
      "SLAM-001", .warning, at: Origin(file: "extracts/slam/2015-16/M11/RYJ.csv", line: 3), "the row stands twice at Imperial College",
      provider: "RYJ"),
    Finding("SLAM-002", .note, at: Origin(file: "extracts/slam/2015-16/M11/RQM.csv", line: 4), "a price has a pound sign", provider: "RQM"),
  ]
  input.addSampleRegisters()
  return input
}

@Suite struct EveryPackTests {
  @Test func noIdHasTwoValuesAnywhere() throws {
    var values: [FigureID: (value: FigureValue, place: String)] = [:]
    let packs = try everyPack(fullInput())
    #expect(packs.count == 8)
    for (code, document) in packs {
      for section in document.sections {
        for figure in section.figures {
          let place = "\(code) \(section.anchor)"
          if let before = values[figure.id] {
            #expect(before.value == figure.value, "\(figure.id.text) in \(before.place) and \(place)")
          } else {
            values[figure.id] = (figure.value, place)
          }
        }
      }
    }
    for figure in figuresOfPeriod(PackContext(fullInput())) {
      if let printed = values[figure.id] { #expect(printed.value == figure.value, "\(figure.id.text) in figures and \(printed.place)") }
    }
  }

  @Test func everyIdParsesAndHasADefinedMeasure() throws {
    for (_, document) in try everyPack(fullInput()) {
      for figure in document.figures {
        let name = try FigureName(parsing: figure.id.text)
        #expect(name.id == figure.id)
        #expect(measureDefinition(name.measure) != nil, "\(figure.id.text)")
      }
    }
  }

  @Test func everyTotalIsTheExactSumOfItsRows() throws {
    var compared = 0
    for (code, document) in try everyPack(fullInput()) {
      for table in document.allTables {
        guard let total = table.total, !table.id.hasPrefix("first-to-follow-up") else { continue }
        let parts = table.rows.filter { $0.kind == .body || $0.kind == .group }
        for column in total.cells.indices {
          // The last columns of the month table are sums to date, and each row of them stands for all before it.
          if table.id == "plan-vs-actual", column > 4 { continue }
          guard case .money(let sum)? = total.cells[column].figure?.value, let id = total.cells[column].figure?.id.text,
            !id.hasSuffix("per_1000_weighted")
          else { continue }
          let added = parts.reduce(Money.zero) { partial, row in
            if case .money(let money)? = row.cells[column].figure?.value { partial + money } else { partial }
          }
          // The comparison of peers leaves a commissioner outside the programme out of its spending.
          if table.id == "peer-spend" { continue }
          compared += 1
          #expect(added == sum, "\(code) \(table.id) \(id)")
        }
      }
    }
    #expect(compared > 200)
  }

  @Test func aProvidersPackSaysNothingOfAnother() throws {
    let packs = try everyPack(fullInput())
    for own in ["R1H", "RAN", "RQM", "RYJ"] {
      let document = try #require(packs.first { $0.code == own }?.document)
      let text = String(reflecting: document)
      for other in ["R1H", "RAN", "RQM", "RYJ", "RXX"] where other != own {
        #expect(!text.contains("\"\(other)\"") && !text.contains("/\(other)/") && !text.contains("\(other).csv"), "\(other) in the pack of \(own)")
        if let names = sampleNames[other] {
          #expect(!text.contains(names.name) && !text.contains(names.short), "\(names.short) in the pack of \(own)")
        }
      }
      // What the programme as a whole came to would tell a pack of two trusts what the other one cost.
      #expect(!document.figures.contains { $0.id.text.hasPrefix("position/ALL/ALL/") })
    }
  }

  @Test func aMedianOfFewerThanThreeIsHeldBackFromAProvider() throws {
    var input = fullInput()
    // Two trusts alone see the second specialty.
    input.ledger.sus.followUpLines.removeAll { $0.treatmentFunction == 2 && $0.provider > 1 }
    let context = PackContext(input)
    let definition = try builtInDefinition(.provider)
    let pack = try #require(buildPack(definition, kind: .provider, code: "R1H", context: context))
    let table = try #require(pack.table("first-to-follow-up-by-specialty"))
    let held = try #require(table.printed.first { $0[0].hasPrefix("110") })
    #expect(held[4] == "*" && held[5] == "*")
    let shown = try #require(table.printed.first { $0[0].hasPrefix("100") })
    #expect(shown[4] != "*")
    // A total with the held-back part in it would give it away.
    #expect(table.printed.last?[5] == "*")
  }

  @Test func packsAreTheSameEachTime() throws {
    let first = try everyPack(fullInput()).map { String(reflecting: $0.document) }
    let second = try everyPack(fullInput()).map { String(reflecting: $0.document) }
    #expect(first == second)
  }

  @Test func anUnknownOrganisationHasNoPack() throws {
    let context = PackContext(fullInput())
    #expect(buildPack(try builtInDefinition(.commissioner), kind: .commissioner, code: "99Z", context: context) == nil)
    #expect(buildPack(try builtInDefinition(.provider), kind: .provider, code: "RXX", context: context) == nil)
  }

  @Test func everyTableHasACaptionAndACellForEachColumn() throws {
    for (code, document) in try everyPack(fullInput()) {
      var ids: Set<String> = []
      for table in document.allTables {
        #expect(!table.caption.isEmpty && !table.title.isEmpty, "\(code) \(table.id)")
        #expect(ids.insert(table.id).inserted, "\(code) has two tables \(table.id)")
        for row in table.rows + (table.total.map { [$0] } ?? []) { #expect(row.cells.count == table.columns.count, "\(code) \(table.id)") }
        for spanner in table.spanners { #expect(spanner.columns.upperBound <= table.columns.count) }
      }
    }
  }
}
