import Analysis
import Charts
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `map`: the commissioners coloured by variance as a share of plan, on their own boundaries or on a grid of tiles.
let mapSection = SectionBuilder(
  "map", [.programme], title: { _ in "Map" }, question: { "Which \($0.commissioners)?" },
  absence: { context, _ in
    context.input.geography == nil
      ? context.sentence("absent.map", ["boundaries": .words("organisations/geography.geojson"), "tiles": .words("organisations/tiles.csv")])
      : nil
  }
) { request in
  let context = request.context
  guard let geography = context.input.geography else { return [] }
  let parties = mapParties(context)
  let total = context.party(.programme)
  let all = Choropleth.ListLine(name: "All \(context.words.commissioners)", share: total.ytdPercent)
  let title = "Variance as a share of plan, by \(context.words.commissioner)"
  var notes: [Sentence] = []
  let chart: any ChartSpecification
  switch geography {
  case .boundaries(let boundaries, let attribution):
    let land = Dictionary(boundaries.map { ($0.commissioner, $0.polygons) }, uniquingKeysWith: { first, _ in first })
    chart = Choropleth(
      title: title,
      areas: parties.map { Choropleth.Area(name: $0.shortName, share: $0.ytdPercent, polygons: (land[$0.code] ?? []).map(rings)) }, total: all)
    notes.append("Drawn in an equal-area projection: a square mile is the same size everywhere. Numbers are those of the list.")
    if parties.contains(where: { land[$0.code] == nil }) { notes.append("Those without a boundary stand in the list alone.") }
    if let attribution { notes.append(Sentence(attribution, origin: .person)) }
  case .tiles(let tiles):
    let places = Dictionary(tiles.map { ($0.commissioner, ($0.column, $0.row)) }, uniquingKeysWith: { first, _ in first })
    chart = TileMap(
      title: title,
      tiles: parties.map { party in
        TileMap.Tile(name: party.shortName, code: party.code, share: party.ytdPercent, place: places[party.code].map { (column: $0.0, row: $0.1) })
      }, total: all)
    notes.append(context.sentence("map.tile"))
    if parties.contains(where: { places[$0.code] == nil }) { notes.append("Those without a tile stand in the list alone.") }
  }
  let block = ChartBlock(
    id: "map", title: title, caption: "% of plan, \(context.yearToDateWords), most over plan first; minus = over plan", chart: chart,
    data: mapTable(parties, total, context), notes: notes, empty: context.sentence("empty.map"))
  return [request.section(mapHeadline(parties, context), [.chart(block)])]
}

/// A polygon's rings as a chart takes them.
private func rings(_ polygon: GeographicPolygon) -> [[Choropleth.Place]] {
  ([polygon.outer] + polygon.holes).map { ring in ring.map { Choropleth.Place(longitude: $0.longitude, latitude: $0.latitude) } }
}

/// The programme's own commissioners, most over plan in proportion first, those without a plan last, ties by code.
private func mapParties(_ context: PackContext) -> [Party] {
  let parties = (0..<context.positions.ownCommissionerCount).map { context.party(.commissioner($0)) }
  return parties.sorted { a, b in
    switch (a.ytd.costVariance.share, b.ytd.costVariance.share) {
    case (let x?, let y?) where x != y: x < y
    case (_?, nil): true
    case (nil, _?): false
    default: a.code < b.code
    }
  }
}

private func mapTable(_ parties: [Party], _ total: Party, _ context: PackContext) -> ReportTable {
  func cells(_ number: String, _ name: String, _ party: Party) -> [ReportTable.Cell] {
    [
      .text(number), .text(name), .number(party.ytdPlan), .number(party.ytdActual), .variance(party.ytdVariance), .number(party.ytdPercent, .percent),
    ]
  }
  return ReportTable(
    id: "map-data", title: "Variance by \(context.words.commissioner)", caption: "£, year to date, most over plan in proportion first",
    columns: [
      .init("No.", .code), .init(context.words.commissioner, .name), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance),
      .init("% of plan", .number),
    ],
    rows: parties.enumerated().map { ReportTable.Row(.body, cells(String($0.offset + 1), $0.element.shortName, $0.element)) },
    notes: [context.sentence("map.whole", ["share": .figure(total.ytdPercent)])],
    empty: context.sentence("empty.position", ["organisation": .words(context.words.commissioner)]))
}

/// `Chiltern is the furthest over plan for its size, by 13.4%; Slough the furthest under, by 6.1%`.
private func mapHeadline(_ parties: [Party], _ context: PackContext) -> Sentence {
  let known = parties.filter { !$0.ytd.planCost.isZero }
  guard let first = known.first, let last = known.last else { return context.sentence("map.none") }
  switch (first.direction, last.direction) {
  case (.over, .under):
    return context.sentence(
      "map.both-ways",
      [
        "name": .words(first.shortName), "share": .figure(first.ytdPercent), "other": .words(last.shortName), "other-share": .figure(last.ytdPercent),
      ])
  case (.over, _):
    let (name, share) = (RuleValue.words(first.shortName), RuleValue.figure(first.ytdPercent))
    return known.count > 1
      ? context.sentence("map.none-under", ["name": name, "share": share]) : context.sentence("map.only", ["name": name, "share": share])
  case (_, .under): return context.sentence("map.none-over", ["name": .words(last.shortName), "share": .figure(last.ytdPercent)])
  default: return context.sentence("map.on-plan")
  }
}

let mapRules: [SentenceRule] = [
  SentenceRule("map.none"), SentenceRule("map.on-plan"), SentenceRule("map.only", .words("name"), .share("share")),
  SentenceRule("map.none-under", .words("name"), .share("share")), SentenceRule("map.none-over", .words("name"), .share("share")),
  SentenceRule("map.both-ways", .words("name"), .share("share"), .words("other"), .share("other-share")),
]
