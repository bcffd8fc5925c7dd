import Analysis
import Figures
import Programme
import Quantities
import Report
import Styling

extension ReportTable.Cell {
  /// A figure in a format.
  static func number(_ figure: Figure, _ format: FigureFormat = .pounds) -> Self { .figure(Printed(figure, format)) }
  /// A variance with its word and colour.
  static func variance(_ figure: Figure, format: FigureFormat = .pounds) -> Self { .variance(Printed(figure, format)) }
}

/// An in-row bar about a zero line: its share of the largest variance among the rows, over plan to the left.
func varianceBar(_ variance: Money, largest: Money) -> ReportTable.Cell {
  let share = largest.isZero ? 0 : variance.approximation / largest.approximation
  return .bar(share: max(-1, min(1, share)), role: Direction(ofVariance: variance).barRole)
}

/// The largest variance of rows without its sign, the scale of their bars.
func largestVariance(_ variances: some Sequence<Money>) -> Money { variances.map(\.magnitude).max() ?? .zero }

/// The note on rounding.
let roundingNote: Sentence = "Figures may not sum due to rounding."

extension ReportTable {
  /// The table with its note on rounding, where the printed parts of a column do not add to its printed total.
  func notingRounding(_ partKinds: Set<Row.Kind> = [.body]) -> ReportTable {
    guard let total, columns.indices.contains(where: { !adds(column: $0, partKinds, to: total) }) else { return self }
    var table = self
    table.notes.append(roundingNote)
    return table
  }

  private func adds(column: Int, _ partKinds: Set<Row.Kind>, to total: Row) -> Bool {
    guard total.cells.indices.contains(column), let sum = total.cells[column].wholeAmount else { return true }
    var parts: Int128 = 0
    for row in rows where partKinds.contains(row.kind) && row.cells.indices.contains(column) { parts += row.cells[column].wholeAmount ?? 0 }
    return parts == sum
  }
}

extension ReportTable.Cell {
  /// What a cell prints of an additive amount, in the unit of print; nil for everything else.
  fileprivate var wholeAmount: Int128? {
    switch self {
    case .figure(let printed), .variance(let printed), .barred(let printed, _, _):
      let unit: Int128 = printed.format == .thousands ? exactScale * 1000 : exactScale
      switch (printed.format, printed.figure.value) {
      case (.pounds, .money(let money)), (.thousands, .money(let money)): return dividedRoundingHalfAway(money.parts, by: unit)
      case (.number, .activity(let activity)): return dividedRoundingHalfAway(activity.parts, by: unit)
      case (.number, .count(let count)): return Int128(count)
      default: return nil
      }
    default: return nil
    }
  }
}

extension PackContext {
  /// `All 18 CCGs`, `All trusts`: the label of a total.
  func allOf(_ rows: PartyRows) -> String {
    let plural = plural(rows.counterpart)
    if rows.rows.count > 1, rows.own.count == 2 { return "Both \(plural)" }
    return rows.rows.count > 1 && rows.own.count > 1 ? "All \(rows.own.count) \(plural)" : "All \(plural)"
  }

  /// Where the annual plan of a scope comes from, as a note.
  func annualPlanNote(_ scope: Scope) -> Sentence { sentence("notes.annual-plan", ["source": .clause(annualPlanSource(scope))]) }

  /// Where the annual plan of a scope comes from.
  func annualPlanSource(_ scope: Scope) -> Sentence {
    let sources = positions.planSources(of: scope)
    let rule =
      switch input.phasing {
      case .twelfths: "plan to date × 12 ÷ \(months)"
      case .calendarDays: "plan to date ÷ the share of the year’s days"
      case .workingDays: "plan to date ÷ the share of the year’s working days"
      case .lastYear: "plan to date ÷ the share of last year’s cost in the same months"
      }
    if sources == [.planFile] { return "from the plan files." }
    if sources.contains(.planFile) { return sentence("notes.plan-files-or", ["rule": .words(rule)]) }
    return sentence("notes.no-plan-file", ["rule": .words(rule)])
  }

  /// Which of the programme's own have no row, as a note; nil when none.
  func idleNote(_ rows: PartyRows) -> Sentence? {
    rows.idle.isEmpty ? nil : sentence("notes.idle", ["names": .words(listed(rows.idle))])
  }

  /// What the line “not in the programme” is, where there is one.
  func outsideNote(_ rows: PartyRows) -> Sentence? {
    rows.rows.contains { $0.isOutside }
      ? Sentence("“Not in the programme”: codes in the returns that the programme’s lists do not hold. They are part of the total.") : nil
  }

  /// Who sent no return for a month of the year that the scope shows, as a note; nil when all did.
  func unstatedNote(_ scope: Scope) -> Sentence? {
    let parts = yearOffsets.compactMap { offset -> String? in
      var missing = positions.series.unstated(offset: offset)
      if let only = scope.provider { missing = missing.filter { $0 == only } }
      if missing.isEmpty { return nil }
      let month = positions.series.firstMonth.advanced(by: offset).period.shortMonthName
      return "\(month): \(listed(missing.map(providerShortName)))"
    }
    return parts.isEmpty ? nil : sentence("notes.not-sent", ["months": .words(parts.joined(separator: "; "))])
  }
}

let noteRules: [SentenceRule] = [
  SentenceRule("notes.contract-values"), SentenceRule("notes.annual-plan", .clause("source")),
  SentenceRule("notes.idle", .words("names")), SentenceRule("notes.not-sent", .words("months")),
]

/// What stands in the place of a table or chart without anything in it.
let emptyRules: [SentenceRule] =
  [SentenceRule("empty.position", .words("organisation")), SentenceRule("empty.costs", .words("organisation"))]
  + [
    "empty.contract-values", "empty.year", "empty.month", "empty.population", "empty.clusters", "empty.contracts", "empty.contracts-on-plan",
    "empty.all-planned", "empty.none-over", "empty.nothing-moved", "empty.nothing-else", "empty.restated", "empty.files", "empty.attended",
    "empty.findings", "empty.compared", "empty.waivers", "empty.returns", "empty.pairs", "empty.activity",
  ].map { SentenceRule($0) }
