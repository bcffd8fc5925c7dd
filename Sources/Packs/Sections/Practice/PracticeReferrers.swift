import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `practice-referring-organisations`: who referred the patients of each practice, and the referring organisations by themselves.
let practiceReferringOrganisations = SectionBuilder(
  "practice-referring-organisations", [.practice], title: { _ in "Referring organisations" }, question: Question.patients,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth[.firstAttendances] == nil ? context.sentence("absent.outpatients") : nil
  }
) { request in
  guard let view = PracticeView(request) else { return [] }
  let referrers = PracticeReferrers(view)
  return [request.section(referrers.headline, [.table(referrers.byPractice), .table(referrers.byOrganisation)])]
}

/// Who referred, as a column of the table by practice. Hospitals and those that are not known share one: the few of a practice whose referrer is not known would
/// be too few to print, and would take what stands beside them with them.
private enum ReferrerKind: String, CaseIterable {
  case same = "same"
  case practice = "practice"
  case elsewhere = "elsewhere"

  var head: String {
    switch self {
    case .same: "The practice itself"
    case .practice: "Other practices"
    case .elsewhere: "Others, or not known"
    }
  }
}

private struct PracticeReferrers {
  private let view: PracticeView
  private let lines: [ReferrerLine]
  /// First attendances of a practice by who referred.
  private let byKind: [Int: [ReferrerKind: SUSRollUp.Amount]]

  init(_ view: PracticeView) {
    self.view = view
    let (context, ledger) = (view.context, view.context.input.ledger)
    lines = ledger.referrerLines.filter { Int($0.commissioner) == view.commissioner }
    let practices = Set(context.input.practices.map(\.code))
    var byKind: [Int: [ReferrerKind: SUSRollUp.Amount]] = [:]
    for line in lines {
      let (referrer, practice) = (ledger.referrers[Int(line.referrer)], ledger.practices[Int(line.practice)])
      let kind: ReferrerKind =
        !referrer.isEmpty && referrer == practice
        ? .same : practices.contains(referrer) ? .practice : .elsewhere
      byKind[Int(line.practice), default: [:]][kind, default: .zero] += line.first
    }
    self.byKind = byKind
  }

  private func amount(_ lines: [PracticeLine], _ kind: ReferrerKind) -> SUSRollUp.Amount {
    lines.flatMap(\.members).reduce(.zero) { $0 + (byKind[$1]?[kind] ?? .zero) }
  }

  var byPractice: ReportTable {
    func cells(_ stem: FigureStem, _ lines: [PracticeLine]) -> [ReportTable.Cell] {
      ReferrerKind.allCases.map { kind in
        .number(stem.with("referred_by", kind.rawValue).figure(Measure.ytdFirsts, count: amount(lines, kind).count), .number)
      } + [
        .number(stem.inFamily("ratio").figure(Measure.firsts, count: view.table.sums(of: lines.flatMap(\.members)).first.count), .number)
      ]
    }
    var notes: [Sentence] = [
      "First attendances, attended, procedures included, whatever the source of referral. Not known: the code of the referring organisation is blank, or in none of the programme’s lists."
    ]
    if let behind = view.behindNote { notes.append(behind) }
    return ReportTable(
      id: "practice-referred-by", title: "Who referred the practices’ patients", caption: "first attendances, \(view.context.yearToDateWords)",
      spanners: [.init("Referred by", 1..<4)],
      columns: [.init("Practice", .name)] + ReferrerKind.allCases.map { .init($0.head, .number) } + [.init("All firsts", .number)],
      rows: view.rows(cells), total: view.total(cells), notes: notes, empty: "No first attendances are recorded this year.")
  }

  /// The referring organisations, in the order of their names: an order by size would tell what is held back.
  var byOrganisation: ReportTable {
    let (context, ledger) = (view.context, view.context.input.ledger)
    let foreign = Set(context.input.practices.filter { $0.commissioner != view.request.frame.code }.map(\.code))
    var amounts: [String: ReferrerLine] = [:]
    for line in lines {
      var code = ledger.referrers[Int(line.referrer)]
      if foreign.contains(code) { code = SeveralOrganisations.outside }
      var sum = amounts[code] ?? ReferrerLine(commissioner: line.commissioner, practice: 0, provider: 0, referrer: line.referrer)
      sum.first += line.first
      sum.attended += line.attended
      amounts[code] = sum
    }
    func cells(_ stem: FigureStem, _ first: SUSRollUp.Amount, _ attended: SUSRollUp.Amount) -> [ReportTable.Cell] {
      [
        .number(stem.figure(Measure.ytdFirsts, count: first.count), .number),
        .number(stem.figure(Measure.ytdFirsts + Measure.costSuffix, first.cost)),
        .number(stem.figure(Measure.ytdOutpatients, count: attended.count), .number),
        .number(stem.figure(Measure.ytdOutpatients + Measure.costSuffix, attended.cost)),
      ]
    }
    let named = amounts.map { code, sum in (name: name(code), code: code, sum: sum) }.sorted { a, b in
      let (x, y) = (
        a.code.isEmpty || a.code == SeveralOrganisations.outside ? 1 : 0, b.code.isEmpty || b.code == SeveralOrganisations.outside ? 1 : 0
      )
      return (x, a.name, a.code) < (y, b.name, b.code)
    }
    let total = lines.reduce((SUSRollUp.Amount.zero, SUSRollUp.Amount.zero)) { ($0.0 + $1.first, $0.1 + $1.attended) }
    return ReportTable(
      id: "practice-referring-organisations", title: "By referring organisation",
      caption: "attendances and estimated cost in £, \(context.yearToDateWords), by name",
      spanners: [.init("First", 1..<3), .init("All attended", 3..<5)],
      columns: [.init("Organisation", .name), .init("Count", .number), .init("Cost", .number), .init("Count", .number), .init("Cost", .number)],
      rows: named.map { ReportTable.Row(.body, [.text($0.name)] + cells(view.stem.with("referrer", $0.code), $0.sum.first, $0.sum.attended)) },
      total: named.isEmpty ? nil : ReportTable.Row(.total, [.text("All referrers")] + cells(view.stem, total.0, total.1)),
      notes: ["“Unknown”: a code that is in none of the programme’s lists."], empty: "No attended outpatient attendances are recorded this year."
    ).notingRounding()
  }

  private func name(_ code: String) -> String {
    if code.isEmpty { return "No detail provided (blank)" }
    if code == SeveralOrganisations.outside { return "Practices of other \(view.context.words.commissioners)" }
    return view.context.input.referrerNames[code] ?? "Unknown, \(code)"
  }

  /// `The patients’ own practices referred 120 of 159 first attendances`.
  var headline: Sentence {
    let all = view.table.sums(of: view.lines.flatMap(\.members)).first.count
    if all == 0 { return view.context.sentence("practice-referrers.nothing") }
    let count = view.stem.inFamily("ratio").figure(Measure.firsts, count: all)
    let own = view.stem.with("referred_by", ReferrerKind.same.rawValue).figure(Measure.ytdFirsts, count: amount(view.lines, .same).count)
    if view.context.seen(count).isHeldBack { return view.context.sentence("practice-referrers.all-held-back") }
    if view.context.seen(own).isHeldBack { return view.context.sentence("practice-referrers.held-back", ["all": .figure(count)]) }
    return view.context.sentence("practice-referrers.headline", ["own": .figure(own), "all": .figure(count)])
  }
}
