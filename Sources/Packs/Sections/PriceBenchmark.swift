import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report
import Styling

/// How many prices the tables show.
private let priceRows = 20

/// `price-benchmark`: a provider's average prices beside the median and quartiles of the others, and beside the tariff where one is given.
let priceBenchmark = SectionBuilder(
  "price-benchmark", [.provider], title: { _ in "Prices compared" }, question: Question.compared,
  absence: { context, scope in priceAbsence(context, scope) }
) { request in
  guard let own = request.frame.scope.provider else { return [] }
  let page = PricePage(context: request.context, own: own, shown: request.entry.rows ?? priceRows)
  var blocks: [Block] = []
  if !page.benchmarked.isEmpty { blocks += [.paragraph(page.opening), .table(page.othersTable)] }
  if !page.priced.isEmpty { blocks.append(.table(page.tariffTable)) }
  return [
    request.section(
      page.headline, blocks, footerKey: "Others: median and quartiles of three or more other \(request.context.words.providers).")
  ]
}

private func priceAbsence(_ context: PackContext, _ scope: Scope) -> Sentence? {
  guard let own = scope.provider, context.prices.rows(of: own, tariff: context.input.tariff).isEmpty else { return nil }
  return context.sentence(
    context.input.tariff.isEmpty ? "absent.prices-no-tariff" : "absent.prices", ["least": .words(monthsInWords(PriceTable.leastActivity))])
}

private struct PricePage {
  let context: PackContext
  let own: Int
  let shown: Int
  private let rows: [PriceRow]

  init(context: PackContext, own: Int, shown: Int) {
    self.context = context
    self.own = own
    self.shown = shown
    rows = context.prices.rows(of: own, tariff: context.input.tariff)
  }

  /// The prices that stand beside three others.
  var benchmarked: [PriceRow] { rows.filter { $0.others != nil } }
  /// The prices that stand beside a tariff.
  var priced: [PriceRow] { rows.filter { $0.tariff != nil } }

  private var name: String { context.providerShortName(own) }
  private var stem: FigureStem { context.stem("price", .provider(own)) }
  private func unitStem(_ row: PriceRow, _ family: String) -> FigureStem {
    context.stem(family, .provider(own)).with("national_pod", row.nationalPOD).with("hrg", context.input.ledger.hrgs[row.hrg])
  }
  private func price(_ row: PriceRow) -> Figure { unitStem(row, "position").figure(Measure.averagePrice, row.price) }
  private func stake(_ row: PriceRow) -> Money { row.stake ?? .zero }

  private var dearer: Money { benchmarked.reduce(.zero) { $0 + max(stake($1), .zero) } }
  private var cheaper: Money { benchmarked.reduce(.zero) { $0 + min(stake($1), .zero) } }
  private var compared: Figure { stem.figure(Measure.pricesCompared, count: benchmarked.count) }

  /// `31 of 56 prices are above the other trusts’ median, by £45,210 in all`.
  var headline: Sentence {
    guard !benchmarked.isEmpty else { return context.sentence("price.tariff-alone") }
    if benchmarked.count == 1, let only = benchmarked.first {
      let stake = unitStem(only, "price").figure(Measure.moneyAtStake, stake(only))
      return self.stake(only).isZero ? context.sentence("price.one-equal") : context.sentence("price.one", ["stake": .figure(stake)])
    }
    let above = benchmarked.filter { stake($0) > .zero }
    if above.isEmpty { return context.sentence("price.none-above") }
    let size = RuleValue.figure(stem.figure(Measure.dearerBy, dearer))
    let count = stem.figure(Measure.pricesAbove, count: above.count)
    let opening =
      above.count == 1
      ? context.sentence("price.one-above", ["count": .figure(compared), "size": size])
      : context.sentence("price.above", ["above": .figure(count), "count": .figure(compared), "size": size])
    if cheaper.isZero { return opening }
    // Both sides, or the reader would take the one for the whole.
    return context.sentence("price.above-and-below", ["opening": .clause(opening), "below": .figure(stem.figure(Measure.cheaperBy, cheaper))])
  }

  var opening: Sentence {
    let whole = context.prices.cost(of: own)
    let cost = benchmarked.reduce(Money.zero) { $0 + $1.cost }
    let share = stem.figure(Measure.comparedShare, value: .ratio(cost.parts, whole.parts, else: .notApplicable))
    let amount = stem.figure(Measure.comparedCost, cost)
    return context.sentence(
      "price.compared",
      ["cost": .figure(amount), "share": .figure(share), "name": .words(name), "months": .words(context.yearToDateWords)])
  }

  var othersTable: ReportTable {
    let list = Array(benchmarked.prefix(shown))
    let largest = list.map { stake($0).magnitude }.max() ?? .zero
    return ReportTable(
      id: "price-benchmark-others",
      title: benchmarked.count > shown
        ? context.title("titles.most-at-stake", ["count": .words(monthsInWords(shown))]) : "Prices beside the others’",
      caption: "prices in £ a unit, over or under the median in £; furthest first",
      spanners: [.init("Other \(context.words.providers)’ prices", 4..<7)],
      columns: [
        .init("HRG", .name), .init("Point of delivery", .words), .init("Activity", .number), .init("Own price", .number),
        .init("Lower quartile", .number), .init("Median", .number), .init("Upper quartile", .number), .init("Over median", .number),
        .init("over | under", .varianceBar, dispensable: true),
      ],
      rows: list.map { row in
        let own = unitStem(row, "price")
        func other(_ measure: String, _ value: Money?) -> ReportTable.Cell {
          .number(own.figure(measure, value: value.map { .money($0) } ?? .missing(.notApplicable)))
        }
        return ReportTable.Row(
          .body,
          [
            .text(context.input.ledger.hrgs[row.hrg]), .text(pod(row)),
            .number(unitStem(row, "position").figure(Measure.ytdActual + Measure.activitySuffix, row.activity), .number), .number(price(row)),
            other(Measure.othersLowerQuartile, row.others?.lower), other(Measure.othersMedian, row.others?.median),
            other(Measure.othersUpperQuartile, row.others?.upper),
            .number(own.figure(Measure.moneyAtStake, stake(row))),
            // What is over the median stands at the left, as what is over plan does.
            varianceBar(.zero - stake(row), largest: largest),
          ])
      },
      notes: [
        context.sentence("price.columns", ["least": .words(monthsInWords(PriceTable.leastActivity))]), context.sentence("price.factor"),
        "An HRG’s price also moves with case mix, length of stay and specialty: a difference is a question, not an error.",
      ], empty: "No price has three others beside it.")
  }

  var tariffTable: ReportTable {
    let list = priced.sorted { a, b in
      let (x, y) = (overTariff(a).magnitude, overTariff(b).magnitude)
      return x != y ? x > y : (a.nationalPOD, a.hrg) < (b.nationalPOD, b.hrg)
    }.prefix(shown)
    return ReportTable(
      id: "price-benchmark-tariff",
      title: priced.count > shown
        ? context.title("titles.furthest-from-tariff", ["count": .words(monthsInWords(shown))]) : "Prices beside the tariff",
      caption: "£ a unit, year to date; furthest from the tariff in £ first, over or under it",
      columns: [
        .init("HRG", .name), .init("Point of delivery", .words), .init("Activity", .number), .init("Own price", .number), .init("Tariff", .number),
        .init("Over tariff, %", .number),
      ],
      rows: list.map { row in
        let own = unitStem(row, "position")
        return ReportTable.Row(
          .body,
          [
            .text(context.input.ledger.hrgs[row.hrg]), .text(pod(row)),
            .number(own.figure(Measure.ytdActual + Measure.activitySuffix, row.activity), .number), .number(price(row)),
            .number(own.figure(Measure.tariffPrice, row.tariff ?? .zero)),
            .number(own.percent(Measure.tariffDifference, row.price - (row.tariff ?? .zero), of: row.tariff ?? .zero), .percent),
          ])
      },
      notes: [
        context.sentence("price.tariff")
      ], empty: "No price stands in the tariff.")
  }

  /// What was paid over the tariff's price, for the order alone.
  private func overTariff(_ row: PriceRow) -> Money {
    guard let tariff = row.tariff else { return .zero }
    return row.cost - tariff.scaled(by: row.activity.parts, over: exactScale)
  }

  /// `Day case`: the national name of a point of delivery, or its code.
  private func pod(_ row: PriceRow) -> String { context.podTableName(row.nationalPOD) }
}

let priceRules: [SentenceRule] = [
  SentenceRule("price.tariff-alone"), SentenceRule("price.one-equal"), SentenceRule("price.one", .change("stake")),
  SentenceRule("price.none-above"), SentenceRule("price.one-above", .several("count"), .money("size")),
  SentenceRule("price.above", .several("above"), .several("count"), .money("size")),
  SentenceRule("price.compared", .money("cost"), .share("share"), .words("name"), .words("months")),
  SentenceRule("price.above-and-below", .clause("opening"), .money("below")),
]
