import Analysis
import Figures
import Ledger
import Quantities
import Report

/// A kind of change that the section tells apart.
private enum ChangeKind: String, CaseIterable {
  case flippedSign = "flipped"
  case rankMove = "rank"
  case newLine = "new"
  case vanishedLine = "vanished"
  case changedPlan = "plan"
  case changedCost = "cost"

  /// The head of its rows.
  var title: String {
    switch self {
    case .flippedSign: "Flipped signs"
    case .rankMove: "Rank moves"
    case .newLine: "New lines"
    case .vanishedLine: "Vanished lines"
    case .changedPlan: "Changed plans"
    case .changedCost: "Other changed costs"
    }
  }

  /// The rule of the note that counts them.
  var shownRule: String {
    switch self {
    case .flippedSign: "restatements.shown-signs"
    case .rankMove: "restatements.shown-ranks"
    case .newLine: "restatements.shown-new"
    case .vanishedLine: "restatements.shown-vanished"
    case .changedPlan: "restatements.shown-plans"
    case .changedCost: "restatements.shown-costs"
    }
  }
}

let shownRules: [SentenceRule] = ChangeKind.allCases.map { SentenceRule($0.shownRule, .count("shown"), .count("count")) }

/// One change, ready to print.
private struct Change {
  var kind: ChangeKind
  /// What the change is of: organisation, point of delivery, specialty.
  var names: [ReportTable.Cell]
  var said: Figure
  var known: Figure
  var move: Figure
  /// What the rows of a kind are put in order by, the largest first.
  var size: Int128
}

/// New and vanished lines, changed plans, flipped signs and rank moves, the largest of each; nil when there is none.
func restatementChangesTable(_ changed: RestatedScope, rows limit: Int) -> ReportTable? {
  let context = changed.context
  let changes = partyChanges(changed) + partChanges(changed)
  if changes.isEmpty { return nil }
  var rows: [ReportTable.Row] = []
  var counts: [Sentence] = []
  for kind in ChangeKind.allCases {
    // A stable order: by size, and where that is equal in the order of codes, in which they were found.
    let mine = changes.enumerated().filter { $0.element.kind == kind }.sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(
      \.element)
    if mine.isEmpty { continue }
    rows.append(ReportTable.Row(.group, [.text(kind.title)] + Array(repeating: .none, count: 5)))
    let format: FigureFormat = kind == .rankMove ? .number : .pounds
    for change in mine.prefix(limit) {
      rows.append(
        ReportTable.Row(.detail, change.names + [.number(change.said, format), .number(change.known, format), .number(change.move, format)]))
    }
    if mine.count > limit {
      let stem = changed.stem.with("change", kind.rawValue)
      let all = stem.figure(Measure.changesOfAKind, count: mine.count)
      let shown = stem.figure(Measure.changesShown, count: limit)
      counts.append(context.sentence(kind.shownRule, ["shown": .figure(shown), "count": .figure(all)]))
    }
  }
  var notes: [Sentence] = []
  if !counts.isEmpty {
    notes.append(context.sentence("restatements.shown", ["list": .clause(.joined(counts, by: ", "))]))
  }
  if changes.contains(where: { $0.kind == .flippedSign || $0.kind == .rankMove }) {
    notes.append(context.sentence("restatements.ranked", ["organisations": .words(context.plural(changed.counterpart))]))
  }
  let name =
    changed.frame.scope == .programme
    ? "\(context.words.commissioner), \(context.words.provider)" : capitalised(context.singular(changed.counterpart))
  return ReportTable(
    id: "restatements-changes", title: "Lines, plans, signs and ranks that changed",
    caption: "£, April to \(changed.lastMonth.period.shortMonthName), largest first",
    columns: [
      .init(name, .name), .init("Point of delivery", .words), .init("Specialty", .words), .init("At last release", .number), .init("Now", .number),
      .init("Change", .number),
    ], rows: rows, notes: notes, empty: context.sentence("empty.nothing-else"))
}

/// Flipped signs and rank moves of the organisations of the other side.
private func partyChanges(_ changed: RestatedScope) -> [Change] {
  let context = changed.context
  let positions = context.restatements.positions(context.input.ledger, in: changed.frame.scope, by: changed.counterpart)
  let own = positions.indices.prefix(changed.ownCount).filter { positions[$0] != SaidAndKnown() }
  func ranks(_ variance: (SaidAndKnown) -> Money) -> [Int: Int] {
    let order = own.sorted { a, b in
      let (x, y) = (variance(positions[a]), variance(positions[b]))
      return x != y ? x < y : a < b
    }
    return Dictionary(order.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }
  let (said, known) = (ranks(\.said.variance), ranks(\.known.variance))
  let isProvider = changed.counterpart == .provider
  var changes: [Change] = []
  for party in own {
    let stem = changed.stem(party)
    let names: [ReportTable.Cell] = [.text(changed.name(party)), .none, .none]
    let (before, after) = (positions[party].said.variance, positions[party].known.variance)
    if before.parts.signum() * after.parts.signum() < 0 {
      changes.append(
        Change(
          kind: .flippedSign, names: names, said: stem.figure(Measure.saidVariance, before), known: stem.figure(Measure.knownVariance, after),
          move: stem.figure(Measure.varianceMove, after - before), size: (after - before).magnitude.parts))
    }
    if let old = said[party], let new = known[party], old != new {
      changes.append(
        Change(
          kind: .rankMove, names: names,
          said: stem.figure(isProvider ? Measure.saidRankOfProvider : Measure.saidRankOfCommissioner, count: old),
          known: stem.figure(isProvider ? Measure.knownRankOfProvider : Measure.knownRankOfCommissioner, count: new),
          move: stem.figure(isProvider ? Measure.rankMoveOfProvider : Measure.rankMoveOfCommissioner, count: new - old), size: Int128(abs(new - old)))
      )
    }
  }
  return changes
}

/// New and vanished lines, changed plans and costs of parts of contracts, and their flipped signs.
private func partChanges(_ changed: RestatedScope) -> [Change] {
  let context = changed.context
  var changes: [Change] = []
  for (part, ytd) in context.restatements.parts(in: changed.frame.scope) {
    let pair: Scope = .pair(commissioner: part.commissioner, provider: part.provider)
    let stem = context.stem("restatement", pair).with("pod", part.pod).with("tfc", context.input.ledger.treatmentFunctions[part.treatmentFunction])
    let organisation =
      changed.frame.scope == .programme
      ? "\(context.commissionerShortName(part.commissioner)), \(context.providerShortName(part.provider))" : changed.name(changed.party(part))
    let names: [ReportTable.Cell] = [
      .text(organisation), .text(context.podTableName(part.pod)), .text(context.treatmentFunctionName(part.treatmentFunction)),
    ]
    func change(_ kind: ChangeKind, _ measures: (String, String, String), _ said: Money, _ known: Money) -> Change {
      Change(
        kind: kind, names: names, said: stem.figure(measures.0, said), known: stem.figure(measures.1, known),
        move: stem.figure(measures.2, known - said), size: (known - said).magnitude.parts)
    }
    let cost = (Measure.saidCost, Measure.knownCost, Measure.costMove)
    let (said, known) = (ytd.said, ytd.known)
    if said.actualCost.isZero && said.actualActivity.isZero && !(known.actualCost.isZero && known.actualActivity.isZero) {
      changes.append(change(.newLine, cost, said.actualCost, known.actualCost))
    } else if known.actualCost.isZero && known.actualActivity.isZero && !(said.actualCost.isZero && said.actualActivity.isZero) {
      changes.append(change(.vanishedLine, cost, said.actualCost, known.actualCost))
    } else if said.actualCost != known.actualCost {
      changes.append(change(.changedCost, cost, said.actualCost, known.actualCost))
    }
    if said.planCost != known.planCost {
      changes.append(change(.changedPlan, (Measure.saidPlan, Measure.knownPlan, Measure.planMove), said.planCost, known.planCost))
    }
  }
  return changes
}
