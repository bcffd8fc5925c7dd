import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `referring-organisations`: attended outpatients of a commissioner by who referred them; unknown and blank codes are rows of their own.
let referringOrganisations = SectionBuilder(
  "referring-organisations", [.commissioner], title: { _ in "Referring organisations" }, question: Question.patients,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth[.firstAttendances] == nil ? context.sentence("absent.outpatients") : nil
  }
) { request in
  let (context, scope) = (request.context, request.frame.scope)
  guard let latest = context.input.ledger.sus.latestMonth[.firstAttendances] else { return [] }
  let table = ReferrerTable(request, latest: latest)
  return [request.section(table.headline, [.table(table.table)])]
}

/// A referrer named, with the stem of its ids.
private struct NamedReferrer {
  var name: String
  var stem: FigureStem
  var row: ReferrerRow
  /// Whether it is one organisation that the lists know.
  var isKnown = false
  var kind: ReportTable.Row.Kind = .body
}

private struct ReferrerTable {
  let request: SectionRequest
  let latest: MonthIndex
  private let all: [NamedReferrer]
  private let total: ReferrerRow

  private var context: PackContext { request.context }
  private var stem: FigureStem { context.stem("sus", request.frame.scope) }
  /// `@2016-01-M10` where the files end before the period; else empty.
  private var suffix: String { latest == context.period.index ? "" : "@\(latest.period.identifier)" }

  init(_ request: SectionRequest, latest: MonthIndex) {
    self.request = request
    self.latest = latest
    let (context, scope) = (request.context, request.frame.scope)
    let ledger = context.input.ledger
    let stem = context.stem("sus", scope)
    let rows = referrers(of: scope, ledger)
    total = ReferrerRow(summing: rows)
    // A commissioner's pack names no practice of another: those who refer its patients are one row.
    let foreign = Set(context.input.practices.filter { $0.commissioner != request.frame.code }.map(\.code))
    var named: [NamedReferrer] = []
    for row in rows {
      guard let referrer = row.referrer else { continue }
      let code = ledger.referrers[referrer]
      if foreign.contains(code) { continue }
      let name = context.input.referrerNames[code]
      named.append(
        NamedReferrer(
          name: code.isEmpty ? "No detail provided (blank)" : name ?? "Unknown, \(code)", stem: stem.with("referrer", code), row: row,
          isKnown: name != nil))
    }
    let others = rows.filter { $0.referrer.map { foreign.contains(ledger.referrers[$0]) } ?? false }
    if !others.isEmpty {
      named.append(
        NamedReferrer(
          name: "Practices of other \(context.words.commissioners)", stem: stem.with("referrer", SeveralOrganisations.outside),
          row: ReferrerRow(summing: others)))
    }
    all = named.sorted { a, b in
      a.row.first.cost != b.row.first.cost
        ? a.row.first.cost > b.row.first.cost
        : a.row.attended.cost != b.row.attended.cost ? a.row.attended.cost > b.row.attended.cost : a.stem.text < b.stem.text
    }
  }

  var table: ReportTable {
    let most = request.entry.rows ?? 60
    var rows = all
    if all.count > most + 1 {
      let rest = all[most...]
      rows = Array(all[..<most])
      rows.append(
        NamedReferrer(
          name: "Other organisations", stem: stem.with("referrer", SeveralOrganisations.others), row: ReferrerRow(summing: rest.map(\.row)),
          kind: .detail))
    }
    let month = latest.period.monthName
    let year = latest.month == 1 ? "April" : "April to \(latest.period.shortMonthName)"
    return ReportTable(
      id: "referring-organisations", title: "By referring organisation",
      caption: "attendances and estimated cost in £, highest cost of the year’s first attendances first",
      spanners: [
        .init("First, \(month)", 1..<3), .init("All attended, \(month)", 3..<5), .init("First, \(year)", 5..<7),
        .init("All attended, \(year)", 7..<9),
      ],
      columns: [.init("Organisation", .name)] + (0..<4).flatMap { _ in [.init("Count", .number), .init("Cost", .number)] },
      rows: rows.map { ReportTable.Row($0.kind, [.text($0.name)] + cells($0.stem, $0.row)) },
      total: rows.isEmpty ? nil : ReportTable.Row(.total, [.text("All referrers")] + cells(stem, total)),
      notes: [
        "Attended only, outpatient procedures included, whatever the source of referral; cost as estimated in the attendance files. “No detail provided”: the code of the referring organisation is blank. “Unknown”: the code is in none of the programme’s lists."
      ], empty: context.sentence("empty.referrers", ["year": .words(context.period.year.label)])
    ).notingRounding([.body, .detail])
  }

  private func cells(_ stem: FigureStem, _ row: ReferrerRow) -> [ReportTable.Cell] {
    [
      (Measure.firsts, row.firstInLatestMonth), (Measure.outpatients, row.attendedInLatestMonth), (Measure.ytdFirsts, row.first),
      (Measure.ytdOutpatients, row.attended),
    ].flatMap { measure, amount -> [ReportTable.Cell] in
      [
        .number(stem.figure(measure, count: amount.count, suffix), .number), .number(stem.figure(measure + Measure.costSuffix, amount.cost, suffix)),
      ]
    }
  }

  /// `Of 159 first attendances, Brook House Surgery referred most: 12, at £2,345`.
  var headline: Sentence {
    guard total.first.count > 0 else {
      return context.sentence("referring-organisations.none", ["year": .words(context.period.year.label)])
    }
    let count = RuleValue.figure(stem.figure(Measure.ytdFirsts, count: total.first.count, suffix))
    let largest = all.filter(\.isKnown).max { a, b in
      a.row.first.count != b.row.first.count ? a.row.first.count < b.row.first.count : a.stem.text > b.stem.text
    }
    var headline = context.sentence("referring-organisations.unnamed", ["count": count])
    if let largest, largest.row.first.count > 0 {
      let own = largest.stem.figure(Measure.ytdFirsts, count: largest.row.first.count, suffix)
      let cost = largest.stem.figure(Measure.ytdFirsts + Measure.costSuffix, largest.row.first.cost, suffix)
      headline = context.sentence(
        "referring-organisations.most", ["count": count, "name": .words(largest.name), "own": .figure(own), "cost": .figure(cost)])
    }
    if latest == context.period.index { return headline }
    return context.sentence("referring-organisations.late", ["headline": .clause(headline), "month": .words(latest.period.monthName)])
  }
}

let referrerRules: [SentenceRule] = [
  SentenceRule("referring-organisations.none", .words("year")), SentenceRule("referring-organisations.unnamed", .count("count")),
  SentenceRule("referring-organisations.most", .count("count"), .words("name"), .count("own"), .money("cost")),
  SentenceRule("referring-organisations.late", .clause("headline"), .words("month")), SentenceRule("empty.referrers", .words("year")),
]
