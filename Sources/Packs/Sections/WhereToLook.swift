import Analysis
import Charts
import Figures
import Programme
import Quantities
import Report

/// How many of the largest specialties are compared.
private let lookRows = 20

/// `where-to-look`: the largest specialties beside the best of the similar commissioners, with what the difference is worth and what it is made of.
let whereToLook = SectionBuilder(
  "where-to-look", [.commissioner], title: { _ in "Where to look" }, question: Question.compared,
  absence: { context, scope in lookAbsence(context, scope) }
) { request in
  guard let own = request.frame.scope.commissioner, let look = comparison(request.context, own, limit: request.entry.rows ?? lookRows) else {
    return []
  }
  let page = LookPage(context: request.context, own: own, look: look)
  var blocks: [Block] = [.paragraph(page.opening)]
  // Where it holds, it undoes much of what the chart says: it stands before it.
  if !page.coverage.runs.isEmpty { blocks.append(.paragraph(page.coverage)) }
  blocks += [.chart(page.chart), .table(page.spendTable)]
  if !look.outstanding.isEmpty { blocks.append(.table(page.partsTable)) }
  blocks += [.heading("How far this goes"), .bullets(page.caveats), .table(page.peersTable)]
  return [request.section(page.headline, blocks, footerKey: "Benchmark: the mean of the best of the similar \(request.context.words.commissioners).")]
}

private func comparison(_ context: PackContext, _ own: Int, limit: Int) -> WhereToLook? {
  guard let spend = context.specialtySpend, let similarity = context.similarity else { return nil }
  return WhereToLook(
    spend, commissioner: own, similarity: similarity, populations: context.populations, settings: context.input.peers, limit: limit)
}

/// The file of covariates, as a reader of Methods finds it.
private let covariateFile = "organisations/peers.csv"

/// Why a pack can't hold the section.
private func lookAbsence(_ context: PackContext, _ scope: Scope) -> Sentence? {
  guard let own = scope.commissioner, let similarity = context.similarity, context.specialtySpend != nil else {
    return context.sentence("absent.covariates", ["file": .words(covariateFile)])
  }
  guard context.populations.indices.contains(own), (context.populations[own] ?? 0) > 0 else {
    return context.sentence("absent.population")
  }
  if similarity.known.indices.contains(own), similarity.known[own] == 0 {
    return context.sentence("absent.own-covariates", ["file": .words(covariateFile)])
  }
  guard comparison(context, own, limit: 0) == nil else { return nil }
  return context.sentence("absent.similar", ["best": .words(monthsInWords(context.input.peers.best))])
}

/// The parts of the section.
private struct LookPage {
  let context: PackContext
  let own: Int
  let look: WhereToLook

  private var stem: FigureStem { context.stem("peers", .commissioner(own)) }
  private var name: String { context.commissionerShortName(own) }
  private var plural: String { context.words.commissioners }
  private func stem(_ row: LookRow) -> FigureStem { stem.with("tfc", context.treatmentFunctionCode(row.treatmentFunction)) }
  private func rate(_ row: LookRow) -> Figure { stem(row).figure(Measure.specialtyRate, row.rate) }
  private func benchmark(_ row: LookRow) -> Figure {
    stem(row).figure(Measure.benchmarkRate, value: row.benchmark.map { .money($0) } ?? .missing(.notApplicable))
  }
  private func interval(_ row: LookRow) -> (lower: Figure, upper: Figure) {
    (
      stem(row).figure(Measure.specialtyRateLower, value: row.interval.map { .statistic($0.lower) } ?? .missing(.notApplicable)),
      stem(row).figure(Measure.specialtyRateUpper, value: row.interval.map { .statistic($0.upper) } ?? .missing(.notApplicable))
    )
  }
  private func opportunity(_ row: LookRow) -> Figure {
    stem(row).figure(Measure.opportunity, value: row.opportunity.map { .money($0) } ?? .missing(.notApplicable))
  }
  private var total: Figure { stem.figure(Measure.opportunity, look.total) }
  private var best: Figure { FigureStem("peers").figure(Measure.benchmarkPeers, count: context.input.peers.best) }
  private var similar: Figure { stem.figure(Measure.similarPeers, count: look.peers.count) }
  private var compared: Figure { stem.figure(Measure.specialtiesCompared, count: look.rows.count) }
  private var outstanding: Figure { stem.figure(Measure.opportunities, count: look.outstanding.count) }

  /// `Six of the 20 largest specialties cost more than at the best similar CCGs; trauma & orthopaedics most, by £123,456`.
  var headline: Sentence {
    guard !look.rows.isEmpty else { return context.sentence("look.no-cost") }
    guard let first = look.outstanding.first else { return context.sentence("look.none") }
    let specialty = RuleValue.words(context.treatmentFunctionInProse(first.treatmentFunction))
    let size = RuleValue.figure(opportunity(first))
    let (many, count) = (RuleValue.figure(outstanding), RuleValue.figure(compared))
    switch (look.outstanding.count, look.rows.count) {
    case (_, 1): return context.sentence("look.only", ["specialty": specialty, "size": size])
    case (1, _): return context.sentence("look.one", ["count": count, "specialty": specialty, "size": size])
    case (2, 2): return context.sentence("look.both", ["specialty": specialty, "size": size])
    case (let a, let b) where a == b: return context.sentence("look.all", ["count": count, "specialty": specialty, "size": size])
    default: return context.sentence("look.some", ["outstanding": many, "count": count, "specialty": specialty, "size": size])
    }
  }

  var opening: Sentence {
    context.sentence(
      "look.opening",
      [
        "months": .words(context.yearToDateWords), "best": .figure(best), "similar": .figure(similar), "name": .words(name),
      ])
  }

  var chart: ChartBlock {
    ChartBlock(
      id: "where-to-look",
      title: look.rows.count == 1
        ? "The largest specialty" : context.title("titles.largest-specialties", ["count": .words(String(look.rows.count))]),
      caption: "£ for each 1,000 of weighted population, year to date",
      chart: DotPlot(
        title: "Cost for each 1,000 by specialty, with the mean of the best similar \(plural)",
        rows: look.rows.map { row in
          let full = context.treatmentFunctionName(row.treatmentFunction)
          return DotPlot.Row(
            name: full, shortName: full, value: rate(row), interval: row.interval == nil ? nil : interval(row),
            reference: row.benchmark == nil ? nil : benchmark(row), side: nil, standsOut: row.standsOut)
        }, format: .pounds, valueName: "\(name), with its 95% interval", referenceName: "mean of the best \(monthsInWords(context.input.peers.best))"),
      data: nil, notes: [], empty: "No specialty has a cost this year.")
  }

  /// Whether all that lies above the best is an opportunity, so that one column says both.
  private var isAllOpportunity: Bool { look.rows.allSatisfy { $0.excess == $0.opportunity } }

  var spendTable: ReportTable {
    var columns: [ReportTable.Column] = [
      .init("Specialty", .name), .init(name, .number), .init("95% from", .number), .init("to", .number), .init("Best, mean", .number),
    ]
    if !isAllOpportunity { columns.append(.init("Above the best", .number)) }
    columns.append(.init("Opportunity", .number))
    return ReportTable(
      id: "where-to-look-spend", title: "Cost beside the best similar \(plural)", caption: "£, year to date, largest opportunity first",
      spanners: [.init("For each 1,000 of weighted population", 1..<5)],
      columns: columns,
      rows: look.rows.map { row in
        let interval = interval(row)
        var cells: [ReportTable.Cell] = [
          .text(context.treatmentFunctionName(row.treatmentFunction)), .number(rate(row)), .number(interval.lower), .number(interval.upper),
          .number(benchmark(row)),
        ]
        if !isAllOpportunity {
          cells.append(.number(stem(row).figure(Measure.peerExcess, value: row.excess.map { .money($0) } ?? .missing(.notApplicable))))
        }
        return ReportTable.Row(.body, cells + [.number(opportunity(row))])
      },
      total: look.outstanding.isEmpty
        ? nil
        : ReportTable.Row(
          .total,
          [
            .text(look.rows.count == 1 ? "This specialty" : "These \(monthsInWords(look.rows.count)) specialties")
          ] + Array(repeating: .none, count: columns.count - 2) + [.number(total)]),
      notes: [
        context.sentence(
          isAllOpportunity ? "look.opportunity" : "look.above",
          [
            "formula": .clause(
              "(cost for each 1,000 − mean of the best) × weighted population ÷ 1,000; negative is below them. It is an opportunity only where the whole 95% interval lies above the mean"
            ), "best": .figure(best),
          ]),
        "Interval: Dobson and Byar’s, each contract line’s units a Poisson count at its mean price; none under ten units. It leaves out that a patient comes more than once, that prices vary within a line, and the chance in the benchmark itself: true intervals are wider.",
        totalNote,
      ].filter { !$0.runs.isEmpty }, empty: "No specialty has a cost this year.")
  }

  /// That the contracts cover less of what the similar ones spend, where at least half of those spend less than half as much for each 1,000 in them: need and
  /// price for a weighted head do not differ twofold, so that such a gap is of what the contracts cover.
  var coverage: Sentence {
    func rate(_ commissioner: Int) -> Money? {
      context.peers.commissioners.first { $0.commissioner == commissioner }?.row.spendPerThousand
    }
    guard let mine = rate(own) else { return Sentence([]) }
    let low = look.peers.count { peer in rate(peer.commissioner).map { $0 + $0 < mine } ?? false }
    guard low > 0, low * 2 >= look.peers.count else { return Sentence([]) }
    return context.sentence(
      "look.coverage",
      [
        "low": .figure(stem.figure(Measure.peersOfLowCoverage, count: low)), "similar": .figure(similar), "name": .words(name),
        "own": .figure(context.stem("position", .commissioner(own)).figure(Measure.spendPerThousand, mine)),
      ])
  }

  /// What the sum of opportunities means, and what it does not.
  private var totalNote: Sentence {
    guard look.outstanding.count > 1 else { return Sentence([]) }
    return context.sentence("look.total", ["similar": .figure(similar), "best": .figure(best)])
  }

  var partsTable: ReportTable {
    let quality = qualityIndicator
    var columns: [ReportTable.Column] = [
      .init("Specialty", .name), .init("Opportunity", .number), .init("Activity", .number), .init("Price, mix", .number),
      .init("No activity", .number),
      .init("Driven by", .words), .init(name, .number), .init("Best", .number),
    ]
    if quality != nil { columns.append(.init("18 weeks, %", .number)) }
    func parts(_ stem: FigureStem, _ opportunity: Figure, _ activity: Money, _ price: Money, _ other: Money) -> [ReportTable.Cell] {
      [
        .number(opportunity), .number(stem.figure(Measure.opportunityActivity, activity)), .number(stem.figure(Measure.opportunityPrice, price)),
        .number(stem.figure(Measure.opportunityOther, other)),
      ]
    }
    let rows = look.outstanding.map { row -> ReportTable.Row in
      var cells: [ReportTable.Cell] = [.text(context.treatmentFunctionName(row.treatmentFunction))]
      cells += parts(stem(row), opportunity(row), row.activityPart, row.pricePart, row.otherPart)
      cells += [
        .text(row.driver.word), .number(stem(row).figure(Measure.unitCost, value: row.unitCost.map { .money($0) } ?? .missing(.notApplicable))),
        .number(stem(row).figure(Measure.benchmarkUnitCost, value: row.benchmarkUnitCost.map { .money($0) } ?? .missing(.notApplicable))),
      ]
      if let quality { cells.append(qualityCell(row, quality)) }
      return ReportTable.Row(.body, cells)
    }
    func sum(_ part: (LookRow) -> Money) -> Money { look.outstanding.reduce(.zero) { $0 + part($1) } }
    var totalCells: [ReportTable.Cell] = [.text(look.outstanding.count == 1 ? "This specialty" : "All that stand out")]
    totalCells += parts(stem, total, sum(\.activityPart), sum(\.pricePart), sum(\.otherPart))
    totalCells += Array(repeating: .none, count: columns.count - totalCells.count)
    var notes: [Sentence] = [
      context.sentence("look.parts"),
      "A unit is a unit of activity of whatever kind (attendance, spell, bed day, item), so that its cost moves with the mix of them; the returns do not tell patients.",
    ]
    if let quality {
      notes.append(
        context.sentence(quality == "rtt_incomplete" ? "look.waiting" : "look.admitted", ["weeks": .words("18 weeks")]))
    }
    return ReportTable(
      id: "where-to-look-parts", title: "What the opportunities are made of", caption: "£, year to date, same order",
      spanners: [.init("Of which", 2..<5), .init("Cost of a unit", 6..<8)], columns: columns, rows: rows, total: ReportTable.Row(.total, totalCells),
      notes: notes, empty: "No specialty stands out."
    ).notingRounding()
  }

  private var qualityIndicator: String? { ["rtt_incomplete", "rtt_admitted"].first { context.qualityIndicators.contains($0) } }

  private func qualityCell(_ row: LookRow, _ indicator: String) -> ReportTable.Cell {
    guard let provider = row.chiefProvider, provider < context.positions.ownProviderCount else { return .text("–") }
    let code = context.providerCode(provider)
    let reading = context.qualityReadings(code, indicator).first { $0.period == context.period }
    return .number(FigureStem("quality", provider: code).figure(indicator, value: reading?.value ?? .missing(.notYetReported)), .percent)
  }

  var caveats: [Sentence] {
    [
      context.sentence("look.only-a-part"), context.sentence("look.nearest-here", ["name": .words(name)]),
      context.sentence("look.equal-weights"), context.sentence("look.chance"),
      context.sentence("look.cheap-is-not-good"),
    ]
  }

  var peersTable: ReportTable {
    let similarity = context.similarity
    let covariates = similarity?.covariates ?? []
    let varying = covariates.filter { similarity?.unvarying.contains($0) != true }
    let count = FigureStem("peers").figure(Measure.peerCovariates, count: varying.count)
    var notes: [Sentence] = [
      context.sentence("look.found", ["count": .figure(count)]),
      context.sentence("look.covariates", ["names": .words(varying.joined(separator: "; "))]),
    ]
    if let unvarying = similarity?.unvarying, !unvarying.isEmpty {
      notes.append(context.sentence("look.unvarying", ["names": .words(unvarying.joined(separator: "; "))]))
    }
    return ReportTable(
      id: "peer-similar",
      title: look.peers.count == 1
        ? "The most similar" : context.title("titles.most-similar", ["count": .words(monthsInWords(look.peers.count))]),
      caption: "distance in standard deviations, nearest first",
      columns: [
        .init(context.words.commissioner, .name), .init("Distance", .number), .init("Weighted population", .number),
        .init("Cost for each 1,000, £", .number),
      ],
      rows: look.peers.map { peer in
        let position = context.stem("position", .commissioner(peer.commissioner))
        let row = context.peers.commissioners.first { $0.commissioner == peer.commissioner }?.row
        return ReportTable.Row(
          .body,
          [
            .text(context.commissionerShortName(peer.commissioner)),
            .number(
              stem.with("peer", context.commissionerCode(peer.commissioner)).figure(Measure.peerDistance, value: .statistic(peer.distance)),
              .twoDecimals),
            .number(
              position.figure(Measure.weightedPopulation, value: row?.weightedPopulation.map { .count($0) } ?? .missing(.notApplicable)), .number),
            .number(position.figure(Measure.spendPerThousand, value: row?.spendPerThousand.map { .money($0) } ?? .missing(.notApplicable))),
          ])
      }, notes: notes, empty: context.sentence("empty.similar"))
  }
}

extension LookRow {
  /// What most of the excess is.
  enum Driver {
    case activity, price, other, both
    var word: String {
      switch self {
      case .activity: "activity"
      case .price: "price and mix"
      case .other: "no activity"
      case .both: "several"
      }
    }
  }

  /// The part that alone is more than half of the excess.
  var driver: Driver {
    let half = excess ?? .zero
    func isMost(_ part: Money) -> Bool { part.parts * 2 > half.parts }
    let most: [Driver] = [(activityPart, Driver.activity), (pricePart, .price), (otherPart, .other)].filter { isMost($0.0) }.map(\.1)
    return most.count == 1 ? most[0] : .both
  }
}

let lookRules: [SentenceRule] =
  ["look.only", "look.both"].map { SentenceRule($0, .words("specialty"), .money("size")) }
  + [SentenceRule("look.coverage", .count("low"), .several("similar"), .words("name"), .money("own"))]
  + ["look.one", "look.all"].map { SentenceRule($0, .several("count"), .words("specialty"), .money("size")) } + [
    SentenceRule("look.no-cost"), SentenceRule("look.none"),
    SentenceRule("look.some", .several("outstanding"), .several("count"), .words("specialty"), .money("size")),
    SentenceRule("look.opening", .words("months"), .count("best"), .several("similar"), .words("name")), SentenceRule("look.only-a-part"),
    SentenceRule("look.nearest-here", .words("name")), SentenceRule("look.equal-weights"), SentenceRule("look.chance"),
    SentenceRule("look.cheap-is-not-good"),
  ]
