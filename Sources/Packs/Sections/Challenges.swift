import Analysis
import Figures
import Findings
import Ledger
import Programme
import Quantities
import Report

/// How many open challenges are listed one by one.
private let listedChallenges = 10

/// `challenges`: what is in dispute, how long it has stood, and what came of what was settled.
let challengesSection = SectionBuilder(
  "challenges", [.commissioner, .provider, .programme], title: { _ in "Challenges" }, question: Question.inHand,
  absence: { context, _ in
    context.input.registers.challenges.isEmpty && context.input.challenges.toRaise.isEmpty
      ? noRegister("no challenge log", "registers/challenges.csv", context) : nil
  }
) { request in
  let (context, frame) = (request.context, request.frame)
  let table = ChallengeTable(
    context.input.registers.challenges, commissioner: context.commissionerCode(of: frame.scope), provider: context.providerCode(of: frame.scope),
    on: context.packDay)
  let toRaise = candidateTable(frame, context).map { [Block.table($0)] } ?? []
  if table.challenges.isEmpty {
    return [request.section(context.sentence("challenges.none"), [.paragraph(laterNote(context, table) ?? "The log holds none.")] + toRaise)]
  }
  var blocks: [Block] = []
  let sides: [Counterpart] = frame.kind == .programme ? [.provider, .commissioner] : [frame.counterpart]
  for side in sides {
    let rows = challengeRows(table, by: side, frame.scope, context)
    let total = ChallengeRow(name: "All challenges", stem: context.stem("challenge", frame.scope), sums: table.total)
    let (key, head) = (side == .provider ? "provider" : "commissioner", capitalised(context.singular(side)))
    blocks.append(.table(openTable("challenges-open-by-\(key)", "Open, by \(context.singular(side))", head, rows, total, context)))
    blocks.append(.table(settledTable("challenges-settled-by-\(key)", "Settled, by \(context.singular(side))", head, rows, total)))
  }
  blocks.insert(.table(ageTable(table, frame.scope, context)), at: min(1, blocks.count))
  blocks.append(.table(categoryTable(table, frame.scope, context)))
  blocks.append(.table(largestTable(table, frame, context)))
  blocks += toRaise
  if let note = laterNote(context, table) { blocks.append(.notes([note])) }
  return [request.section(challengeHeadline(table, context.stem("challenge", frame.scope), context), blocks)]
}

/// What a line of the tables is of.
private struct ChallengeRow {
  var name: String
  var stem: FigureStem
  var sums: ChallengeSums
}

extension FigureStem {
  /// The number of challenges in a state.
  fileprivate func challenges(_ stage: String, _ sums: CountedValue) -> Figure {
    with("stage", stage).figure(Measure.challenges, count: sums.count)
  }
  /// The money of the challenges in a state.
  fileprivate func challengeValue(_ stage: String, _ sums: CountedValue) -> Figure {
    with("stage", stage).figure(Measure.challengeValue, sums.value)
  }
  /// The share of settled money that was recovered.
  fileprivate func recoveryRate(_ sums: ChallengeSums) -> Figure {
    figure(
      Measure.challengeRecoveryRate, value: .ratio(sums.recovered.parts, sums.settled.value.parts, else: .notApplicable))
  }
}

/// The lines by the other side; whatever is not in the programme in one line at the end.
private func challengeRows(_ table: ChallengeTable, by side: Counterpart, _ scope: Scope, _ context: PackContext) -> [ChallengeRow] {
  func code(_ challenge: Challenge) -> String {
    let code = side == .provider ? challenge.provider : challenge.commissioner
    return context.isOwn(code, side) ? code : ""
  }
  let groups = table.grouped(by: code)
  return (groups.filter { !$0.key.isEmpty } + groups.filter { $0.key.isEmpty }).map { group in
    ChallengeRow(
      name: group.key.isEmpty ? "Not in the programme" : context.shortName(ofCode: group.key, side),
      stem: context.stem("challenge", scope, at: group.key.isEmpty ? nil : group.key, side), sums: group.sums)
  }
}

private func openTable(_ id: String, _ title: String, _ head: String, _ rows: [ChallengeRow], _ total: ChallengeRow, _ context: PackContext)
  -> ReportTable
{
  let largest = rows.map(\.sums.open.value).max() ?? .zero
  func cells(_ row: ChallengeRow, withBar: Bool) -> [ReportTable.Cell] {
    let sums = row.sums
    return [
      .text(row.name), .number(row.stem.challenges("outstanding", sums.outstanding), .number),
      .number(row.stem.challengeValue("outstanding", sums.outstanding)), .number(row.stem.challenges("progressing", sums.progressing), .number),
      .number(row.stem.challengeValue("progressing", sums.progressing)), .number(row.stem.challenges("open", sums.open), .number),
      .number(row.stem.challengeValue("open", sums.open)), withBar ? bar(sums.open.value, largest: largest) : .none,
    ]
  }
  return ReportTable(
    id: id, title: title, caption: "number, and £ in dispute on \(context.packDay.longText), most money first",
    spanners: [.init("Outstanding", 1..<3), .init("Progressing", 3..<5), .init("Open in all", 5..<7)],
    columns: [
      .init(head, .name), .init("No.", .number), .init("£", .number), .init("No.", .number), .init("£", .number), .init("No.", .number),
      .init("£", .number), .init("", .bar, dispensable: true),
    ],
    rows: rows.map { ReportTable.Row(.body, cells($0, withBar: true)) }, total: ReportTable.Row(.total, cells(total, withBar: false)),
    notes: ["Outstanding: open or restated. Progressing: in progress between the parties."], empty: "No challenge has been raised."
  ).notingRounding()
}

private func settledTable(_ id: String, _ title: String, _ head: String, _ rows: [ChallengeRow], _ total: ChallengeRow) -> ReportTable {
  func cells(_ row: ChallengeRow) -> [ReportTable.Cell] {
    let sums = row.sums
    return [
      .text(row.name), .number(row.stem.challenges("recovered", sums.agreed), .number), .number(row.stem.challengeValue("recovered", sums.agreed)),
      .number(row.stem.figure(Measure.challengeRecovered, sums.recovered)), .number(row.stem.challenges("closed", sums.rejected), .number),
      .number(row.stem.challengeValue("closed", sums.rejected)), .number(row.stem.figure(Measure.challengeSettledValue, sums.settled.value)),
      .number(row.stem.recoveryRate(sums), .percent),
    ]
  }
  return ReportTable(
    id: id, title: title, caption: "number and £, all years in the log, same order",
    spanners: [.init("Agreed", 1..<4), .init("Rejected", 4..<6), .init("Settled in all", 6..<8)],
    columns: [
      .init(head, .name), .init("No.", .number), .init("In dispute", .number), .init("Recovered", .number), .init("No.", .number),
      .init("In dispute", .number), .init("In dispute", .number), .init("% recovered", .number),
    ],
    rows: rows.map { ReportTable.Row(.body, cells($0)) }, total: ReportTable.Row(.total, cells(total)),
    notes: [
      "% recovered: money recovered ÷ what was in dispute in the challenges agreed or rejected. “–”: none is settled. Those still open take no part, so the rate may change as they end."
    ], empty: "No challenge has been settled."
  ).notingRounding()
}

private func ageTable(_ table: ChallengeTable, _ scope: Scope, _ context: PackContext) -> ReportTable {
  let ages = table.ages
  let largest = ages.map(\.sums.open.value).max() ?? .zero
  func cells(_ name: String, _ stem: FigureStem, _ sums: ChallengeSums, withBar: Bool) -> [ReportTable.Cell] {
    [
      .text(name), .number(stem.challenges("outstanding", sums.outstanding), .number),
      .number(stem.challenges("progressing", sums.progressing), .number), .number(stem.challenges("open", sums.open), .number),
      .number(stem.challengeValue("open", sums.open)), withBar ? bar(sums.open.value, largest: largest) : .none,
    ]
  }
  let stem = context.stem("challenge", scope)
  return ReportTable(
    id: "challenges-age", title: "How long the open ones have stood", caption: "number, and £ in dispute, by age on \(context.packDay.longText)",
    columns: [
      .init("Since it was raised", .name), .init("Outstanding", .number), .init("Progressing", .number), .init("Open in all", .number),
      .init("In dispute, £", .number), .init("", .bar, dispensable: true),
    ],
    rows: ages.map { ReportTable.Row(.body, cells($0.band.words, stem.with("age", $0.band.code), $0.sums, withBar: true)) },
    total: ReportTable.Row(.total, cells("All open challenges", stem, table.total, withBar: false)), empty: "No challenge is open."
  ).notingRounding()
}

private func categoryTable(_ table: ChallengeTable, _ scope: Scope, _ context: PackContext) -> ReportTable {
  func cells(_ name: String, _ stem: FigureStem, _ sums: ChallengeSums) -> [ReportTable.Cell] {
    [
      .text(name), .number(stem.challenges("open", sums.open), .number), .number(stem.challengeValue("open", sums.open)),
      .number(stem.with("stage", "settled").figure(Measure.challenges, count: sums.settled.count), .number),
      .number(stem.figure(Measure.challengeSettledValue, sums.settled.value)), .number(stem.figure(Measure.challengeRecovered, sums.recovered)),
      .number(stem.recoveryRate(sums), .percent),
    ]
  }
  let stem = context.stem("challenge", scope)
  return ReportTable(
    id: "challenges-by-category", title: "By category", caption: "number and £, most money in open ones first",
    spanners: [.init("Open", 1..<3), .init("Settled", 3..<7)],
    columns: [
      .init("Category", .name), .init("No.", .number), .init("In dispute", .number), .init("No.", .number), .init("In dispute", .number),
      .init("Recovered", .number), .init("% recovered", .number),
    ],
    rows: table.grouped(by: \.category).map { ReportTable.Row(.body, cells($0.key, stem.with("category", $0.key), $0.sums)) },
    total: ReportTable.Row(.total, cells("All challenges", stem, table.total)), empty: "No challenge has been raised."
  ).notingRounding()
}

private func largestTable(_ table: ChallengeTable, _ frame: PackFrame, _ context: PackContext) -> ReportTable {
  let listed = table.largestOpen(listedChallenges)
  let sides: [Counterpart] = frame.kind == .programme ? [.commissioner, .provider] : [frame.counterpart]
  let rows = listed.map { challenge -> ReportTable.Row in
    let stem = FigureStem("challenge", commissioner: challenge.commissioner, provider: challenge.provider).with("id", challenge.id)
    var cells: [ReportTable.Cell] = [.text(challenge.id)]
    cells += sides.map { .text(context.shortName(ofCode: $0 == .provider ? challenge.provider : challenge.commissioner, $0)) }
    cells += [
      .text(challenge.category), .text(challenge.raised.longText), .text(challenge.status.rawValue),
      .number(stem.figure(Measure.challengeDays, count: table.days(challenge)), .number),
      .number(stem.figure(Measure.challengeValue, challenge.value)),
    ]
    return ReportTable.Row(.body, cells)
  }
  return ReportTable(
    id: "challenges-largest",
    title: listed.count == 1 ? "The open one" : context.title("titles.open-challenges", ["count": .words(monthsInWords(listed.count))]),
    caption: "£ in dispute, most first, ties by number",
    columns: [.init("Number", .code)] + sides.map { .init(capitalised(context.singular($0)), .words) } + [
      .init("Category", .words), .init("Raised", .words), .init("Status", .words), .init("Days", .number), .init("In dispute, £", .number),
    ],
    rows: rows, empty: "No challenge is open.")
}

/// What the checks find open to challenge and the log does not hold, by category; nil where there is nothing of it.
private func candidateTable(_ frame: PackFrame, _ context: PackContext) -> ReportTable? {
  let (commissioner, provider) = (context.commissionerCode(of: frame.scope), context.providerCode(of: frame.scope))
  let own = context.input.challenges.toRaise(commissioner: commissioner, provider: provider)
  let small = context.input.challenges.small(commissioner: commissioner, provider: provider)
  guard !own.isEmpty || !small.isEmpty else { return nil }
  let stem = context.stem("challenge", frame.scope).with("stage", "found")
  func cells(_ name: String, _ checks: String, _ stem: FigureStem, _ list: [ChallengeToRaise], largest: Money?) -> [ReportTable.Cell] {
    let value = list.reduce(Money.zero) { $0 + $1.value }
    return [
      .text(name), .text(checks), .number(stem.figure(Measure.challengeCandidates, count: list.count), .number),
      .number(stem.figure(Measure.challengeCandidateValue, value)), largest.map { bar(value, largest: $0) } ?? .none,
    ]
  }
  func value(_ list: [ChallengeToRaise]) -> Money { list.reduce(.zero) { $0 + $1.value } }
  let groups = Dictionary(grouping: own, by: \.candidate.category).map { (name: $0.key, list: $0.value) }.sorted {
    let (a, b) = (value($0.list), value($1.list))
    return a != b ? a > b : $0.name < $1.name
  }
  let largest = groups.first.map { value($0.list) } ?? .zero
  return ReportTable(
    id: "challenges-to-raise", title: "Found by checks and not raised yet", caption: "number, and £ at stake, most money first",
    columns: [
      .init("Category", .name), .init("Checks", .code), .init("No.", .number), .init("At stake, £", .number), .init("", .bar, dispensable: true),
    ],
    rows: groups.map { group in
      let checks = Set(group.list.map(\.candidate.code.text)).sorted().joined(separator: ", ")
      return ReportTable.Row(.body, cells(group.name, checks, stem.with("category", group.name), group.list, largest: largest))
    }, total: own.isEmpty ? nil : ReportTable.Row(.total, cells("All that can be raised", "", stem, own, largest: nil)),
    notes: smallNotes(small, frame, context) + [
      "Candidates, not claims: a rule found each, and a person decides. One candidate is one check of one commissioner, trust and month; what the log holds already is left out. A charge that two checks find stands in both."
    ], empty: "Nothing is large enough to raise."
  ).notingRounding()
}

/// How many of what was found are too small to be raised, and what they come to.
private func smallNotes(_ small: [ChallengeToRaise], _ frame: PackFrame, _ context: PackContext) -> [Sentence] {
  if small.isEmpty { return [] }
  let stem = context.stem("challenge", frame.scope).with("stage", "small")
  return [
    context.sentence(
      "challenges.too-small",
      [
        "count": .figure(stem.figure(Measure.challengesTooSmall, count: small.count)),
        "value": .figure(stem.figure(Measure.challengesTooSmallValue, small.reduce(.zero) { $0 + $1.value })),
        "least": .words("£" + context.input.challenges.least.decimal),
      ])
  ]
}

/// How many of the log are left out because they were raised after the pack's day.
private func laterNote(_ context: PackContext, _ table: ChallengeTable) -> Sentence? {
  if table.later == 0 { return nil }
  return context.sentence("challenges.later", ["day": .words(context.packDay.longText)])
}

/// `£212,345 is in dispute in 34 open challenges; £98,000 was recovered, 45.2% of what was settled`.
private func challengeHeadline(_ table: ChallengeTable, _ stem: FigureStem, _ context: PackContext) -> Sentence {
  let sums = table.total
  let open = sums.open
  let opening =
    open.count == 0
    ? context.sentence("challenges.none-open")
    : context.sentence(
      "challenges.open", ["value": .figure(stem.challengeValue("open", open)), "count": .figure(stem.challenges("open", open))])
  if sums.settled.count == 0 { return context.sentence("challenges.unsettled", ["opening": .clause(opening)]) }
  if sums.recovered.isZero { return context.sentence("challenges.nothing-recovered", ["opening": .clause(opening)]) }
  let recovered = stem.figure(Measure.challengeRecovered, sums.recovered)
  if sums.settled.value.isZero {
    return context.sentence("challenges.recovered", ["opening": .clause(opening), "recovered": .figure(recovered)])
  }
  return context.sentence(
    "challenges.recovered-share", ["opening": .clause(opening), "recovered": .figure(recovered), "share": .figure(stem.recoveryRate(sums))])
}

let challengeRules: [SentenceRule] = [
  SentenceRule("challenges.none"), SentenceRule("challenges.none-open"), SentenceRule("challenges.open", .money("value"), .count("count")),
  SentenceRule("challenges.unsettled", .clause("opening")), SentenceRule("challenges.nothing-recovered", .clause("opening")),
  SentenceRule("challenges.recovered", .clause("opening"), .money("recovered")),
  SentenceRule("challenges.recovered-share", .clause("opening"), .money("recovered"), .share("share")),
  SentenceRule("challenges.later", .words("day")), SentenceRule("challenges.too-small", .count("count"), .money("value"), .words("least")),
]
