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

private let rows: [SampleRow] = [
  .pounds("10H", "RQM", "DC", plan: 1000, actual: 1200), .pounds("10H", "RAN", "DC", plan: 100, actual: 90),
  .pounds("11C", "RQM", "DC", plan: 500, actual: 500),
]

private func pack(_ kind: PackKind, _ code: String, _ change: (inout PackInput) -> Void) throws -> ReportDocument {
  var input = sampleInput(sampleLedger(rows))
  change(&input)
  return try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)))
}

extension ReportDocument {
  /// Why sections are left out, as `methods` says.
  var reasonsLeftOut: [String] {
    (section("methods")?.blocks ?? []).flatMap { block -> [String] in
      guard case .definitions(let pairs) = block else { return [] }
      return pairs.map(\.meaning.plain)
    }
  }
}

private func day(_ iso: String) -> CalendarDate { CalendarDate(iso: iso) ?? CalendarDate(dayNumber: 0) }
private let february = Period(year: FinancialYear(start: 2015), month: 11)

@Suite struct ChallengesTests {
  private let log = [
    Challenge(
      id: "C1", raised: day("2016-03-01"), provider: "RQM", commissioner: "10H", category: "Duplicate", value: pounds(100), status: .open,
      recovered: .zero),
    Challenge(
      id: "C2", raised: day("2015-12-15"), provider: "RAN", commissioner: "10H", category: "PLCV", value: pounds(300), status: .inProgress,
      recovered: .zero),
    Challenge(
      id: "C3", raised: day("2014-12-15"), provider: "RQM", commissioner: "10H", category: "PLCV", value: pounds(400), status: .agreed,
      recovered: pounds(100)),
    Challenge(
      id: "C4", raised: day("2014-12-16"), provider: "RQM", commissioner: "11C", category: "PLCV", value: pounds(7), status: .rejected,
      recovered: .zero),
  ]

  @Test func theTablesSayWhereTheyStand() throws {
    let document = try pack(.commissioner, "10H") { $0.registers.challenges = log }
    #expect(
      document.table("challenges-open-by-provider")?.printed == [
        ["Royal National Orthopaedic", "0", "–", "1", "300", "1", "300", "1.0"], ["Chelsea & Westminster", "1", "100", "0", "–", "1", "100", "0.33"],
        ["All challenges", "1", "100", "1", "300", "2", "400", ""],
      ])
    #expect(
      document.table("challenges-settled-by-provider")?.printed == [
        ["Royal National Orthopaedic", "0", "–", "–", "0", "–", "–", "–"], ["Chelsea & Westminster", "1", "400", "100", "0", "–", "400", "25.0"],
        ["All challenges", "1", "400", "100", "0", "–", "400", "25.0"],
      ])
    #expect(document.table("challenges-age")?.printed.map { $0[3] } == ["1", "0", "1", "0", "0", "2"])
    #expect(
      document.table("challenges-largest")?.printed == [
        ["C2", "Royal National Orthopaedic", "PLCV", "15 December 2015", "In progress", "90", "300"],
        ["C1", "Chelsea & Westminster", "Duplicate", "1 March 2016", "Open", "13", "100"],
      ])
    #expect(document.headline("challenges") == "£400 is in dispute in two open challenges; £100 was recovered, 25.0% of what was settled")
    #expect(
      document.table("challenges-open-by-provider")?.rows[0].cells[4].figure?.id.text == "challenge/10H/RAN/stage=progressing/challenge_value")
  }

  @Test func eachSideSeesItsOwn() throws {
    let provider = try pack(.provider, "RQM") { $0.registers.challenges = log }
    let text = String(reflecting: try #require(provider.section("challenges")))
    #expect(!text.contains("C2") && text.contains("\"C1\""))
    #expect(provider.table("challenges-settled-by-commissioner")?.printed.last == ["All challenges", "1", "400", "100", "1", "7", "407", "24.6"])
    let other = try pack(.commissioner, "11C") { $0.registers.challenges = log }
    #expect(other.headline("challenges") == "No challenge is open; none of those settled brought money back")
    #expect(!String(reflecting: try #require(other.section("challenges"))).contains("C3"))
    let programme = try pack(.programme, "programme") { $0.registers.challenges = log }
    #expect(
      programme.table("challenges-open-by-commissioner")?.printed.map { $0[0] } == ["Chiltern", "Windsor, Ascot & Maidenhead", "All challenges"])
  }

  @Test func aProgrammeWithoutALogSaysSoInMethods() throws {
    let document = try pack(.commissioner, "10H") { _ in }
    #expect(document.section("challenges") == nil)
    #expect(document.reasonsLeftOut.contains { $0.hasPrefix("no challenge log has been given (registers/challenges.csv)") })
    let empty = try pack(.commissioner, "11C") { $0.registers.challenges = [log[0]] }
    #expect(empty.headline("challenges") == "No challenge has been raised")
    let later = try pack(.commissioner, "10H") {
      $0.registers.challenges = [log[0]]
      $0.release.isoDate = "2016-02-14"
    }
    #expect(String(reflecting: try #require(later.section("challenges"))).contains("raised after 14 February 2016"))
  }

  @Test func oneOpenAndNoneSettledReadRight() throws {
    let one = try pack(.commissioner, "10H") { $0.registers.challenges = [log[0]] }
    #expect(one.headline("challenges") == "£100 is in dispute in one open challenge; none is settled yet")
    #expect(one.table("challenges-largest")?.title == "The open one")
  }
}

@Suite struct NonContractedTests {
  private func charge(_ id: String, _ name: String, _ value: Int, _ status: NCAStatus, _ commissioner: String = "10H") -> NonContractedActivity {
    NonContractedActivity(id: id, period: february, providerName: name, commissioner: commissioner, pod: "NEL", value: pounds(value), status: status)
  }

  @Test func chargesStandAgainstTheBudget() throws {
    func change(_ input: inout PackInput) {
      input.registers.nca = [
        charge("1", "Croydon", 700, .paid), charge("2", "Croydon", 500, .queried), charge("3", "Kingston", 90, .rejected),
        charge("4", "Kingston", 10, .paid, "11C"),
      ]
      input.registers.ncaBudgets = [
        NCABudget(commissioner: "10H", year: february.year, value: pounds(1200)),
        NCABudget(commissioner: "11C", year: february.year, value: pounds(1200)),
      ]
      input.nonContractedRemarks["10H"] = PackCommentary(blocks: [.paragraph("Seaside.")], source: "10H-nca-ifr.md")
    }
    let own = try pack(.commissioner, "10H", change)
    #expect(
      own.table("nca-by-provider")?.printed == [
        ["Croydon", "1", "700", "1", "500", "0", "–", "1,200", "1.0"], ["Kingston", "0", "–", "0", "–", "1", "90", "–", "0.0"],
        ["All charges", "1", "700", "1", "500", "1", "90", "1,200", ""],
      ])
    // £1,200 in twelfths to February is £1,100.
    #expect(own.headline("nca-ifr") == "Non-contracted activity is £100 over its budget to date")
    #expect(String(reflecting: try #require(own.section("nca-ifr"))).contains("Seaside."))
    #expect(own.table("nca-by-commissioner") == nil)
    let programme = try pack(.programme, "programme", change)
    #expect(
      programme.table("nca-by-commissioner")?.printed == [
        ["Chiltern", "1,200", "1,100", "1,200", "−100", "-0.09", "−9.1"],
        ["Windsor, Ascot & Maidenhead", "1,200", "1,100", "10", "1,090", "1.0", "99.1"],
        ["All CCGs", "2,400", "2,200", "1,210", "990", "", "45.0"],
      ])
    #expect(!String(reflecting: try #require(programme.section("nca-ifr"))).contains("Seaside."))
  }

  @Test func requestsAreCountedByDecision() throws {
    let requests = [("Rituximab", RequestDecision.approved), ("Rituximab", .declined), ("Septorhinoplasty", .pending)].enumerated().map {
      TreatmentRequest(
        id: "I\($0.offset)", period: february, provider: "RQM", commissioner: "10H", treatment: $0.element.0, value: pounds(100),
        decision: $0.element.1)
    }
    let own = try pack(.commissioner, "10H") { $0.registers.ifr = requests }
    #expect(
      own.table("ifr-by-treatment")?.printed == [
        ["Rituximab", "1", "100", "1", "100", "0", "–", "2", "200"], ["Septorhinoplasty", "0", "–", "0", "–", "1", "100", "1", "100"],
        ["All requests", "1", "100", "1", "100", "1", "100", "3", "300"],
      ])
    #expect(own.headline("nca-ifr") == "No non-contracted activity is charged this year; three funding requests were made, one of them approved")
    #expect(own.table("prior-approvals-by-treatment") == nil)
    let nobody = try pack(.commissioner, "11C") { $0.registers.ifr = requests }
    #expect(nobody.headline("nca-ifr") == "No non-contracted activity is charged this year; no funding request was made")
  }
}

@Suite struct SchemesTests {
  private func scheme(_ id: String, _ rag: SchemeRAG, delivered: Int, month: Int = 11) -> Scheme {
    Scheme(
      id: id, theme: "Medicines", name: "Switch", commissioner: "10H", provider: "RQM", owner: "A", target: pounds(1200),
      deliveredYTD: pounds(delivered),
      forecast: pounds(1000), rag: rag, period: Period(year: FinancialYear(start: 2015), month: month))
  }

  @Test func everySchemeStandsUnderItsTheme() throws {
    let own = try pack(.commissioner, "10H") {
      $0.registers.schemes = [scheme("Q1", .red, delivered: 550), scheme("Q2", .green, delivered: 1100, month: 9)]
    }
    #expect(
      own.table("schemes-all")?.printed == [
        ["Medicines", "", "2,400", "2,200", "1,650", "75.0", "2,000", "", ""],
        ["Q1 Switch", "Chelsea & Westminster", "1,200", "1,100", "550", "50.0", "1,000", "Off track", ""],
        ["Q2 Switch", "Chelsea & Westminster", "1,200", "1,100", "1,100", "100.0", "1,000", "On track", "M09"],
        ["All schemes", "", "2,400", "2,200", "1,650", "75.0", "2,000", "", ""],
      ])
    #expect(own.headline("schemes") == "Schemes have saved £1,650, 75.0% of the target to date; one of two is off track; one is reported late")
    let on = try pack(.commissioner, "10H") { $0.registers.schemes = [scheme("Q1", .green, delivered: 550)] }
    #expect(on.headline("schemes") == "Schemes have saved £550, 50.0% of the target to date")
    #expect(on.table("schemes-all")?.columns.last?.head == "Standing")
    let none = try pack(.commissioner, "11C") { $0.registers.schemes = [scheme("Q1", .green, delivered: 550)] }
    #expect(none.headline("schemes") == "No scheme is reported this year")
    #expect(try pack(.commissioner, "10H") { _ in }.section("schemes") == nil)
  }
}

@Suite struct MapSectionsTests {
  @Test func theTreemapHoldsAllSpending() throws {
    let document = try pack(.programme, "programme") { _ in }
    // £1,200 + £90 of £1,790; 10H's plan is £1,100.
    #expect(document.headline("heat-map") == "Chiltern spends most, 72.1% of the whole, and is 17.3% over plan")
    let table = try #require(document.table("heat-map-data"))
    #expect(
      table.printed.map { Array($0.prefix(3)) } == [
        ["Chiltern", "1,290", "72.1"], ["Chelsea & Westminster", "1,200", ""], ["Royal National Orthopaedic", "90", ""],
        ["Windsor, Ascot & Maidenhead", "500", "27.9"], ["Chelsea & Westminster", "500", ""], ["All CCGs", "1,790", "100.0"],
      ])
    #expect(document.table("heat-map-without-area") == nil)
  }

  @Test func creditsAndNoughtsAreListed() throws {
    let ledger = sampleLedger(rows + [.pounds("11C", "RAN", "DC", plan: 10, actual: -4)])
    let document = try #require(
      buildPack(try builtInDefinition(.programme), kind: .programme, code: "programme", context: PackContext(sampleInput(ledger))))
    #expect(
      document.table("heat-map-without-area")?.printed == [["Windsor, Ascot & Maidenhead", "Royal National Orthopaedic", "10", "−4", "14"]])
  }

  @Test func smallContractsAreGatheredAndNamedInTheTable() throws {
    var axes = SampleAxes()
    axes.providers = ["RAN", "RQM", "RYJ", "R1H"]
    let ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "DC", plan: 10_000, actual: 10_000), .pounds("10H", "RAN", "DC", plan: 20, actual: 30),
        .pounds("10H", "RYJ", "DC", plan: 20, actual: 20), .pounds("10H", "R1H", "DC", plan: 10, actual: 10),
      ], axes)
    let document = try #require(
      buildPack(try builtInDefinition(.programme), kind: .programme, code: "programme", context: PackContext(sampleInput(ledger))))
    let table = try #require(document.table("heat-map-data"))
    #expect(
      table.printed.map { $0[0] } == [
        "Chiltern", "Chelsea & Westminster", "Royal National Orthopaedic", "Imperial College", "Barts", "All CCGs",
      ])
    // In the chart they are one rectangle.
    guard case .chart(let chart)? = document.section("heat-map")?.blocks.first, let map = chart.chart as? Treemap else {
      Issue.record("no treemap")
      return
    }
    #expect(map.groups.map { $0.tiles.map(\.name) } == [["Chelsea & Westminster", "three others"]])
    #expect(map.groups[0].tiles[1].amount.id.text == "position/10H/_others1/by=spending/ytd_actual")
    #expect(map.groups[0].tiles[1].amount.value == .money(pounds(60)))
  }

  @Test func theMapIsLeftOutWithAReasonOrDrawn() throws {
    let none = try pack(.programme, "programme") { _ in }
    #expect(none.section("map") == nil)
    #expect(none.reasonsLeftOut.contains { $0.hasPrefix("no boundaries (organisations/geography.geojson)") })
    let square = GeographicPolygon(
      outer: [(-1.0, 51.0), (-0.5, 51.0), (-0.5, 51.5), (-1.0, 51.5)].map { GeographicPlace(longitude: $0.0, latitude: $0.1) })
    let map = try pack(.programme, "programme") {
      $0.geography = .boundaries([CommissionerBoundary(commissioner: "10H", polygons: [square])], attribution: "Contains OS data <b>")
    }
    #expect(map.headline("map") == "Chiltern is the furthest over plan for its size, by 17.3%; none is under")
    let section = try #require(map.section("map"))
    guard case .chart(let chart)? = section.blocks.first else {
      Issue.record("no chart")
      return
    }
    #expect(chart.notes.map(\.plain).contains("Contains OS data <b>"))
    #expect(chart.notes.map(\.plain).contains("Those without a boundary stand in the list alone."))
    #expect((chart.chart as? Choropleth)?.areas.map(\.line.name) == ["Chiltern", "Windsor, Ascot & Maidenhead"])
    let tiles = try pack(.programme, "programme") { $0.geography = .tiles([CommissionerTile(commissioner: "11C", column: 1, row: 1)]) }
    guard case .chart(let grid)? = tiles.section("map")?.blocks.first else {
      Issue.record("no chart")
      return
    }
    #expect((grid.chart as? TileMap)?.tiles.map(\.code) == ["10H", "11C"])
  }
}

@Suite struct LocalUpdatesTests {
  @Test func writtenTextsStandByTrust() throws {
    let document = try pack(.programme, "programme") {
      $0.updates["RQM"] = PackCommentary(
        blocks: [.heading("Chelsea and Westminster Hospital NHS Foundation Trust"), .paragraph("News.")], source: "x")
    }
    #expect(document.headline("local-updates") == "One of two trusts has an update for this month")
    #expect(document.section("local-updates")?.plainText.contains("Without an update: ") == true)
    let earlier = Period(year: FinancialYear(start: 2015), month: 9)
    let older = try pack(.programme, "programme") {
      $0.updates["RQM"] = PackCommentary(blocks: [.paragraph("News.")], source: "x", earlier: earlier)
    }
    #expect(older.headline("local-updates") == "No trust has an update for this month; one stands from an earlier one")
    let both = try pack(.programme, "programme") {
      $0.updates["RQM"] = PackCommentary(blocks: [.paragraph("News.")], source: "x", earlier: earlier)
      $0.updates["RAN"] = PackCommentary(blocks: [.paragraph("News.")], source: "x")
    }
    #expect(both.headline("local-updates") == "One of two trusts has an update for this month; one stands from an earlier one")
    guard case .aside(let title, let blocks)? = document.section("local-updates")?.blocks.first else {
      Issue.record("no text")
      return
    }
    // The heading that repeats the trust's name is left out.
    #expect(title == "Chelsea & Westminster" && blocks.count == 1)
    let none = try pack(.programme, "programme") { _ in }
    #expect(none.section("local-updates") == nil)
    #expect(none.reasonsLeftOut.contains { $0.hasPrefix("nothing has been written for February 2016") })
  }
}

@Suite struct RegisterSumsTests {
  /// What the programme's pack prints is what the commissioners' packs print, added, and each is the register's own sum.
  @Test func commissionersAddToTheProgramme() throws {
    var input = fullInput()
    input.addSampleRegisters()
    let packs = try everyPack(input)
    var figures: [String: FigureValue] = [:]
    for (_, document) in packs { document.forEachFigure { figures[$0.id.text] = $0.value } }
    func sum(_ family: String, _ tail: String) -> Money {
      ["10H", "10X", "11C", "_outside"].reduce(Money.zero) { total, code in
        if case .money(let money)? = figures["\(family)/\(code)/ALL/\(tail)"] { total + money } else { total }
      }
    }
    for (family, tail) in [
      ("challenge", "stage=open/challenge_value"), ("challenge", "stage=outstanding/challenge_value"), ("challenge", "challenge_recovered"),
      ("challenge", "challenge_settled_value"), ("nca", "nca_counted_value"), ("nca", "nca_budget_to_date"),
    ] {
      #expect(figures["\(family)/ALL/ALL/\(tail)"] == .money(sum(family, tail)), "\(family) \(tail)")
    }
    let log = input.registers.challenges
    let open = log.filter { [.open, .restated, .inProgress].contains($0.status) }.reduce(Money.zero) { $0 + $1.value }
    #expect(figures["challenge/ALL/ALL/stage=open/challenge_value"] == .money(open))
    let agreed = log.filter { $0.status == .agreed }.reduce(Money.zero) { $0 + $1.recovered }
    #expect(figures["challenge/ALL/ALL/challenge_recovered"] == .money(agreed))
    let charged = input.registers.nca.filter { $0.status != .rejected && $0.period.month <= 11 }.reduce(Money.zero) { $0 + $1.value }
    #expect(figures["nca/ALL/ALL/nca_counted_value"] == .money(charged))
    let requested = input.registers.ifr.reduce(Money.zero) { $0 + $1.value }
    #expect(figures["ifr/ALL/ALL/request_value"] == .money(requested))
    #expect(figures["prior_approval/ALL/ALL/request_value"] == .money(requested))
    let saved = input.registers.schemes.reduce(Money.zero) { $0 + $1.deliveredYTD }
    #expect(figures["scheme/ALL/ALL/scheme_delivered"] == .money(saved))
  }
}
