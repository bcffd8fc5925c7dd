import Analysis
import Figures
import Ledger
import Quantities
import Report

/// What a pack by practice agrees with: it is made from the attendance files, and of the trusts' returns nothing stands in it.
func practiceQuality(_ request: SectionRequest) -> [ReportSection] {
  guard let view = PracticeView(request), !view.context.input.ledger.sus.latestMonth.isEmpty else {
    return [request.section(request.context.sentence("practice-quality.none"), [])]
  }
  let checks = PracticeChecks(view)
  return [request.section(checks.headline, [.table(checks.table)])]
}

/// The cost of all patients to date, added up in several ways.
private struct PracticeChecks {
  private let view: PracticeView
  private let cost: Money
  private let ways: [(words: String, key: String, cost: Money)]

  init(_ view: PracticeView) {
    self.view = view
    let (context, table) = (view.context, view.table)
    cost = view.table.sums(of: view.lines.flatMap(\.members)).all.cost
    let year = context.period.year
    // Referrals are first attendances already.
    let measures: [SUSMeasure] = [.firstAttendances, .followUpAttendances, .admissions, .emergencyAttendances]
    let bySeries = measures.reduce(Money.zero) { sum, measure in
      let series = SUSSeries(context.input.ledger.sus, scope: .commissioner(view.commissioner), measures: [measure])
      return sum + (series.years.first { $0.year == year }?.months ?? []).reduce(.zero) { $0 + ($1?.cost ?? .zero) }
    }
    ways = [
      ("Practices’ cost = cost of all patients", "practices", view.lines.reduce(.zero) { $0 + table.sums(of: $1.members).all.cost }),
      (
        "Specialties’ cost = cost of all patients", "specialties",
        table.bySpecialty.values.flatMap(\.values).reduce(.zero) { $0 + $1.all.cost }
      ),
      ("Cost of every month, all \(context.words.providers) = cost of all patients", "months", bySeries),
    ]
  }

  var headline: Sentence {
    view.context.sentence(ways.allSatisfy { $0.cost == cost } ? "practice-quality.whole" : "practice-quality.differs")
  }

  var table: ReportTable {
    let stem = view.context.stem("check", view.request.frame.scope)
    let total = view.stem.figure(Measure.ytdAttendancesAndSpells + Measure.costSuffix, cost)
    return ReportTable(
      id: "data-quality-agreement", title: "What agrees with what",
      caption: "estimated cost in £, \(view.context.yearToDateWords), checked at each build",
      columns: [.init("Check", .words), .init("One side", .number), .init("Other side", .number), .init("Result", .mark)],
      rows: ways.map { way in
        ReportTable.Row(
          .body,
          [
            .text(way.words), .number(total), .number(stem.with("sum", "attendances_" + way.key).figure(Measure.otherSide, way.cost)),
            way.cost == cost ? .mark(.met, word: "Agrees") : .mark(.error, word: "Differs"),
          ])
      }, notes: [view.context.sentence("practice-quality.source")] + (view.behindNote.map { [$0] } ?? []),
      empty: view.context.sentence("empty.compared"))
  }
}

let practiceQualityRules: [SentenceRule] = [
  SentenceRule("practice-quality.none"), SentenceRule("practice-quality.whole"), SentenceRule("practice-quality.differs"),
  SentenceRule("practice-quality.source"),
]
