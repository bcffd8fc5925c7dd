import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `high-cost-patients`: a commissioner's pseudonymised patients of high cost, those who come often and admissions through an emergency department far from
/// home; a provider's pack has counts alone.
let highCostPatients = SectionBuilder(
  "high-cost-patients", [.commissioner, .provider], title: { _ in "High-cost patients" }, question: Question.patients,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth.isEmpty ? context.sentence("absent.patients") : nil
  }
) { request in
  let view = PatientView(request)
  if request.frame.scope.provider == nil { return [request.section(view.headline, view.commissionerBlocks)] }
  return [request.section(view.headline, [.table(view.countsByCommissioner)])]
}

/// What the parts of the section share.
struct PatientView {
  let request: SectionRequest
  let tables: PatientTables
  /// The latest month that any of the three kinds of file holds.
  let latest: MonthIndex?

  var context: PackContext { request.context }
  var scope: Scope { request.frame.scope }
  var stem: FigureStem { context.stem("sus", scope) }
  var rules: AttendanceRules { context.input.attendanceRules }

  init(_ request: SectionRequest) {
    self.request = request
    let rules = request.context.input.attendanceRules
    tables = PatientTables(
      request.context.input.ledger, scope: request.frame.scope, highCost: rules.highCostPatient, frequent: rules.frequentAttendances)
    latest = request.context.input.ledger.sus.latestMonth.values.max()
  }

  private var threshold: Figure { FigureStem("sus").figure(Measure.highCostThreshold, rules.highCostPatient) }
  private var frequency: Figure { FigureStem("sus").figure(Measure.frequentThreshold, count: rules.frequentAttendances) }

  /// Those that are not among the local providers; every provider where the programme names none.
  var farAdmissions: [PatientTables.EmergencyAdmissions] {
    let local = Set(rules.localProviders)
    return tables.throughEmergency.filter { !local.contains(context.providerCode($0.provider)) }
  }

  var commissionerBlocks: [Block] {
    var blocks: [Block] = [.table(highCostTable), .table(frequentTable), .table(farTable)]
    if tables.withoutPseudonym > 0 {
      let count = stem.figure(Measure.withoutPseudonym, count: tables.withoutPseudonym)
      blocks.append(
        .paragraph(context.sentence("high-cost-patients.no-pseudonym", ["count": .figure(count)])))
    }
    return blocks
  }

  // MARK: Patients

  private func practiceName(_ place: Int) -> String {
    let code = context.input.ledger.practices[place]
    if code.isEmpty { return "No practice given" }
    // A commissioner's pack names no practice of another.
    guard let practice = context.practice(code), practice.commissioner == request.frame.code else { return "Not one of its practices" }
    return practice.name
  }

  /// The provider of the highest cost, and whether there are others.
  private func chiefProvider(_ row: PatientRow) -> String {
    guard let chief = row.providers.first else { return "" }
    return context.providerShortName(chief) + (row.providers.count > 1 ? " and others" : "")
  }

  private func hrgName(_ code: String) -> String {
    code.isEmpty ? "no HRG" : context.input.hrgNames[code].map { "\(code) \($0)" } ?? code
  }

  /// Bed days; “–” where spells give no length of stay.
  private func days(_ stem: FigureStem, _ measure: String, _ days: Int, of spells: Int, given: Int) -> Figure {
    stem.figure(measure, value: spells > 0 && given == 0 ? .missing(.notApplicable) : .count(days))
  }

  private var stayNote: Sentence? {
    let spells = tables.throughEmergency.reduce(0) { $0 + $1.spells.count } + tables.highCost.reduce(0) { $0 + $1.spells }
    let given = tables.throughEmergency.reduce(0) { $0 + $1.spellsWithStay } + tables.highCost.reduce(0) { $0 + $1.spellsWithStay }
    return given < spells ? context.sentence("high-cost-patients.stays") : nil
  }

  var highCostTable: ReportTable {
    let rows = tables.highCost
    let most = request.entry.rows ?? 25
    let shown = rows.count > most + 1 ? Array(rows[..<most]) : rows
    func amounts(_ stem: FigureStem, _ rows: some Collection<PatientRow>) -> [ReportTable.Cell] {
      let spells = rows.reduce(0) { $0 + $1.spells }
      return [
        .number(stem.figure(Measure.ytdAdmissions, count: spells), .number),
        .number(
          days(stem, Measure.ytdBedDays, rows.reduce(0) { $0 + $1.bedDays }, of: spells, given: rows.reduce(0) { $0 + $1.spellsWithStay }), .number),
        .number(stem.figure(Measure.ytdPatientCost, rows.reduce(.zero) { $0 + $1.cost })),
      ]
    }
    func cells(_ row: PatientRow) -> [ReportTable.Cell] {
      let stem = stem.with("patient", row.pseudonym)
      return [.text(row.pseudonym), .text(practiceName(row.practice))] + amounts(stem, CollectionOfOne(row)) + [
        .text(chiefProvider(row)), .text(row.costliest.map { hrgName($0.hrg) } ?? "no spell"),
        .number(stem.figure(Measure.costliestSpell, value: row.costliest.map { .money($0.cost) } ?? .missing(.notApplicable))),
      ]
    }
    var body = shown.map { ReportTable.Row(.body, cells($0)) }
    if shown.count < rows.count {
      body.append(
        ReportTable.Row(
          .detail,
          [.text("Other patients"), .none] + amounts(stem.with("patient", SeveralOrganisations.others), rows[shown.count...]) + [.none, .none, .none])
      )
    }
    var notes: [Sentence] = [
      context.sentence("high-cost-patients.pseudonyms")
    ]
    if let stayNote { notes.append(stayNote) }
    return ReportTable(
      id: "high-cost-patients", title: "Patients of high cost", caption: "year to date, costliest first",
      columns: [
        .init("Patient", .name), .init("Practice", .words), .init("Spells", .number), .init("Bed days", .number),
        .init("Cost, £", .number),
        .init("Chief \(context.words.provider)", .words), .init("HRG of the costliest spell", .words), .init("Cost of that spell, £", .number),
      ],
      rows: body,
      total: rows.isEmpty
        ? nil
        : ReportTable.Row(
          .total, [.text("All listed patients"), .none] + amounts(stem.with("patient", "_high_cost"), rows) + [.none, .none, .none]),
      notes: notes, empty: context.sentence("empty.high-cost", ["threshold": .figure(threshold)])
    ).notingRounding([.body, .detail])
  }

  var frequentTable: ReportTable {
    let rows = tables.frequent
    let most = request.entry.rows ?? 25
    let shown = rows.count > most + 1 ? Array(rows[..<most]) : rows
    func cells(_ stem: FigureStem, _ rows: some Collection<PatientRow>) -> [ReportTable.Cell] {
      [
        .number(stem.figure(Measure.ytdEmergencies, count: rows.reduce(0) { $0 + $1.emergencies }), .number),
        .number(stem.figure(Measure.ytdAdmissions, count: rows.reduce(0) { $0 + $1.spells }), .number),
        .number(stem.figure(Measure.ytdPatientCost, rows.reduce(.zero) { $0 + $1.cost })),
      ]
    }
    var body = shown.map { row in
      ReportTable.Row(
        .body,
        [.text(row.pseudonym), .text(practiceName(row.practice))] + cells(stem.with("patient", row.pseudonym), CollectionOfOne(row)) + [
          .text(chiefProvider(row))
        ])
    }
    if shown.count < rows.count {
      body.append(
        ReportTable.Row(.detail, [.text("Other patients"), .none] + cells(stem.with("patient", "_others_frequent"), rows[shown.count...]) + [.none]))
    }
    return ReportTable(
      id: "high-cost-patients-frequent", title: "Frequent attenders of emergency departments", caption: "year to date, most attendances first",
      columns: [
        .init("Patient", .name), .init("Practice", .words), .init("Emergency attendances", .number), .init("Spells", .number),
        .init("Cost, £", .number), .init("Chief \(context.words.provider)", .words),
      ], rows: body,
      total: rows.isEmpty
        ? nil : ReportTable.Row(.total, [.text("All listed patients"), .none] + cells(stem.with("patient", "_frequent"), rows) + [.none]),
      empty: context.sentence("empty.frequent", ["frequency": .figure(frequency)])
    ).notingRounding([.body, .detail])
  }

  // MARK: Far from home

  var farTable: ReportTable {
    let rows = farAdmissions.filter { $0.spells.count > 0 }.sorted { a, b in
      a.spells.cost != b.spells.cost ? a.spells.cost > b.spells.cost : a.provider < b.provider
    }
    func cells(_ stem: FigureStem, _ rows: some Collection<PatientTables.EmergencyAdmissions>) -> [ReportTable.Cell] {
      let spells = rows.reduce(SUSRollUp.Amount.zero) { $0 + $1.spells }
      return [
        .number(stem.figure(Measure.ytdThroughEmergency, count: spells.count), .number),
        .number(
          days(
            stem, Measure.ytdBedDaysThroughEmergency, rows.reduce(0) { $0 + $1.bedDays }, of: spells.count,
            given: rows.reduce(0) { $0 + $1.spellsWithStay }), .number),
        .number(stem.figure(Measure.ytdThroughEmergency + Measure.costSuffix, spells.cost)),
      ]
    }
    let code = request.scopeCode
    let local = rules.localProviders.compactMap { code in
      context.input.providers.first { $0.code == code }?.shortName
    }
    let note =
      local.isEmpty
      ? context.sentence("high-cost-patients.no-local")
      : context.sentence(
        local.count == 1 ? "high-cost-patients.local-one" : "high-cost-patients.local-several", ["names": .words(listed(local))])
    return ReportTable(
      id: "high-cost-patients-far", title: "Admissions through an emergency department far from home",
      caption: "spells of admission method 21 or 2A, year to date, highest cost first",
      columns: [
        .init(capitalised(context.words.provider), .name), .init("Admissions", .number), .init("Bed days", .number), .init("Cost, £", .number),
      ],
      rows: rows.map { row in
        ReportTable.Row(
          .body,
          [.text(context.providerShortName(row.provider))]
            + cells(context.stem("sus", scope.narrowed(to: row.provider, .provider)), CollectionOfOne(row)))
      },
      total: rows.isEmpty
        ? nil
        : ReportTable.Row(
          .total,
          [.text("All far from home")] + cells(FigureStem("sus", commissioner: code, provider: SeveralOrganisations.nonLocal), rows)),
      notes: [note], empty: context.sentence("empty.far")
    ).notingRounding()
  }

  // MARK: A provider's counts

  /// Counts by commissioner: no pseudonym, no practice.
  var countsByCommissioner: ReportTable {
    let ledger = context.input.ledger
    func cells(_ stem: FigureStem, _ keep: (Int) -> Bool) -> [ReportTable.Cell] {
      let admissions = tables.throughEmergency.filter { keep($0.commissioner) }
      return [
        .number(stem.figure(Measure.highCostPatients, count: tables.highCost.count { keep($0.commissioner) }), .number),
        .number(stem.figure(Measure.frequentAttenders, count: tables.frequent.count { keep($0.commissioner) }), .number),
        .number(stem.figure(Measure.ytdThroughEmergency, count: admissions.reduce(0) { $0 + $1.spells.count }), .number),
        .number(
          days(
            stem, Measure.ytdBedDaysThroughEmergency, admissions.reduce(0) { $0 + $1.bedDays }, of: admissions.reduce(0) { $0 + $1.spells.count },
            given: admissions.reduce(0) { $0 + $1.spellsWithStay }), .number),
      ]
    }
    let met = Set(tables.highCost.map(\.commissioner) + tables.frequent.map(\.commissioner) + tables.throughEmergency.map(\.commissioner))
    let own = met.filter { $0 < ledger.commissioners.ownCount }.sorted()
    var rows = own.map { index in
      ReportTable.Row(
        .body,
        [.text(context.commissionerShortName(index))] + cells(context.stem("sus", scope.narrowed(to: index, .commissioner))) { $0 == index })
    }
    if own.count < met.count {
      let stem = FigureStem("sus", commissioner: SeveralOrganisations.outside, provider: request.frame.code)
      rows.append(ReportTable.Row(.detail, [.text("Not in the programme")] + cells(stem) { $0 >= ledger.commissioners.ownCount }))
    }
    return ReportTable(
      id: "high-cost-patients-counts", title: "By \(context.words.commissioner)", caption: "year to date, at this \(context.words.provider) alone",
      columns: [
        .init(capitalised(context.words.commissioner), .name), .init("High-cost patients", .number), .init("Frequent attenders", .number),
        .init("Admissions through an emergency department", .number), .init("Their bed days", .number),
      ], rows: rows, total: rows.isEmpty ? nil : ReportTable.Row(.total, [.text("All")] + cells(stem) { _ in true }),
      notes: [
        context.sentence("high-cost-patients.key", ["threshold": .figure(threshold), "frequency": .figure(frequency)])
      ], empty: context.sentence("empty.patients"))
  }

  // MARK: Headline

  var headline: Sentence {
    let headline = headlineToLatest
    guard let latest, latest != context.period.index else { return headline }
    return context.sentence("high-cost-patients.late", ["headline": .clause(headline), "month": .words(latest.period.monthName)])
  }

  private var headlineToLatest: Sentence {
    let count = RuleValue.figure(stem.figure(Measure.highCostPatients, count: tables.highCost.count))
    if scope.provider != nil {
      let frequent = stem.figure(Measure.frequentAttenders, count: tables.frequent.count)
      return context.sentence(
        "high-cost-patients.counts",
        ["count": count, "threshold": .figure(threshold), "frequent": .figure(frequent), "frequency": .figure(frequency)])
    }
    guard !tables.highCost.isEmpty else { return context.sentence("high-cost-patients.none", ["threshold": .figure(threshold)]) }
    let cost = stem.with("patient", "_high_cost").figure(Measure.ytdPatientCost, tables.highCost.reduce(.zero) { $0 + $1.cost })
    return context.sentence("high-cost-patients.headline", ["count": count, "threshold": .figure(threshold), "cost": .figure(cost)])
  }
}

let patientRules: [SentenceRule] = [
  SentenceRule("high-cost-patients.late", .clause("headline"), .words("month")),
  SentenceRule("high-cost-patients.counts", .count("count"), .money("threshold"), .count("frequent"), .count("frequency")),
  SentenceRule("high-cost-patients.none", .money("threshold")),
  SentenceRule("high-cost-patients.headline", .count("count"), .money("threshold"), .money("cost")),
  SentenceRule("high-cost-patients.no-pseudonym", .count("count")), SentenceRule("high-cost-patients.stays"),
  SentenceRule("empty.high-cost", .money("threshold")), SentenceRule("empty.frequent", .count("frequency")), SentenceRule("empty.far"),
  SentenceRule("empty.patients"),
]

extension SectionRequest {
  /// The commissioner's code of the pack's scope, or `ALL`.
  fileprivate var scopeCode: String { frame.scope.commissioner.map(context.commissionerCode) ?? SeveralOrganisations.all }
}
