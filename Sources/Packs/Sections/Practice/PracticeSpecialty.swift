import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `practice-specialty`: attendances and spells, and their cost, of each practice by specialty.
let practiceSpecialty = SectionBuilder(
  "practice-specialty", [.practice], title: { _ in "Practices by specialty" }, shortTitle: { _ in "By specialty" }, question: Question.services,
  absence: withoutAttendances
) { request in
  guard let view = PracticeView(request) else { return [] }
  let matrices = [
    SpecialtyMatrix(
      view, id: "outpatients", title: "Outpatient attendances", measure: Measure.ytdOutpatients, others: "_others-practice-outpatients",
      shown: request.entry.rows ?? 6
    ) { $0.outpatients },
    SpecialtyMatrix(
      view, id: "admissions", title: "Admissions", measure: Measure.ytdAdmissions, others: "_others-practice-admissions",
      shown: request.entry.rows ?? 6
    ) { $0.admissions },
  ]
  return [request.section(matrices[0].headline, matrices.flatMap { [.table($0.counts), .table($0.costs)] })]
}

/// Practices down, specialties across: the largest of the commissioner by themselves, the rest together.
private struct SpecialtyMatrix {
  private let view: PracticeView
  private let id: String
  private let title: String
  private let measure: String
  private let others: String
  private let amount: (PracticeSums) -> SUSRollUp.Amount
  /// The specialties that have a column, largest first, and those that share one.
  private let named: [Int]
  private let rest: [Int]

  init(
    _ view: PracticeView, id: String, title: String, measure: String, others: String, shown: Int, amount: @escaping (PracticeSums) -> SUSRollUp.Amount
  ) {
    self.view = view
    self.id = id
    self.title = title
    self.measure = measure
    self.others = others
    self.amount = amount
    var sizes: [Int: Int] = [:]
    for rows in view.table.bySpecialty.values { for (specialty, sums) in rows { sizes[specialty, default: 0] += amount(sums).count } }
    let sorted = sizes.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    // One specialty over would be a column called “Other” all the same: it gets its own.
    let count = sorted.count == shown + 1 ? sorted.count : min(shown, sorted.count)
    named = Array(sorted.prefix(count))
    rest = Array(sorted.dropFirst(count)).sorted()
  }

  var counts: ReportTable { table(id: "practice-specialty-\(id)", title: title, caption: "counted, \(view.context.yearToDateWords)", money: false) }
  var costs: ReportTable {
    table(
      id: "practice-specialty-\(id)-cost", title: "\(title): estimated cost", caption: "£, \(view.context.yearToDateWords)", money: true
    ).notingRounding([.group, .body])
  }

  private func table(id: String, title: String, caption: String, money: Bool) -> ReportTable {
    func cell(_ stem: FigureStem, _ sums: PracticeSums) -> ReportTable.Cell {
      let amount = amount(sums)
      return money ? .number(stem.figure(measure + Measure.costSuffix, amount.cost)) : .number(stem.figure(measure, count: amount.count), .number)
    }
    func cells(_ stem: FigureStem, _ lines: [PracticeLine]) -> [ReportTable.Cell] {
      let members = lines.flatMap(\.members)
      var cells = named.map { specialty in
        cell(stem.with("tfc", view.context.treatmentFunctionCode(specialty)), view.table.sums(of: members, treatmentFunction: specialty))
      }
      if !rest.isEmpty {
        cells.append(cell(stem.with("tfc", others), rest.reduce(.zero) { $0 + view.table.sums(of: members, treatmentFunction: $1) }))
      }
      cells.append(cell(stem, view.table.sums(of: members)))
      return cells
    }
    var columns: [ReportTable.Column] = [.init("Practice", .name)]
    columns += named.map { .init(view.context.treatmentFunctionHead($0), .number) }
    if !rest.isEmpty { columns.append(.init("Other specialties", .number)) }
    columns.append(.init("All", .number))
    return ReportTable(
      id: id, title: title, caption: caption, columns: columns, rows: named.isEmpty ? [] : view.rows(cells),
      total: named.isEmpty ? nil : view.total(cells),
      notes: [
        view.context.sentence(
          "practice-specialty.order",
          ["what": .words(self.title.lowercased()), "name": .words(view.context.commissionerShortName(view.commissioner))])
      ], empty: view.context.sentence("empty.practice-specialty", ["what": .words(self.title.lowercased())]))
  }

  /// `Ophthalmology had the most outpatient attendances of any specialty: 312 of 1,204`; another sentence where readers do not see the numbers.
  var headline: Sentence {
    let what = RuleValue.words(title.lowercased())
    guard let first = named.first else { return view.context.sentence("practice-specialty.nothing", ["what": what]) }
    let context = view.context
    let members = view.lines.flatMap(\.members)
    func count(_ specialty: Int) -> Int { amount(view.table.sums(of: members, treatmentFunction: specialty)).count }
    func figure(_ specialty: Int) -> Figure {
      view.stem.with("tfc", context.treatmentFunctionCode(specialty)).figure(measure, count: count(specialty))
    }
    let all = view.stem.figure(measure, count: amount(view.table.sums(of: members)).count)
    if context.seen(all).isHeldBack { return context.sentence("practice-specialty.all-held-back", ["what": what]) }
    if context.seen(figure(first)).isHeldBack { return context.sentence("practice-specialty.held-back", ["what": what, "all": .figure(all)]) }
    let name = RuleValue.words(context.treatmentFunctionInProse(first))
    if named.count == 1, rest.isEmpty { return context.sentence("practice-specialty.one", ["what": what, "specialty": name, "all": .figure(all)]) }
    let equal = named.filter { count($0) == count(first) }
    // Rounded numbers look alike where the numbers are not.
    guard equal.count > 1, equal.allSatisfy({ context.seen(figure($0)).id == figure($0).id }) else {
      return context.sentence(
        "practice-specialty.headline", ["what": what, "specialty": name, "largest": .figure(figure(first)), "all": .figure(all)])
    }
    return context.sentence(
      "practice-specialty.tie",
      [
        "what": what, "specialties": .words(listed(equal.map(context.treatmentFunctionInProse))), "largest": .figure(figure(first)),
        "all": .figure(all),
      ])
  }
}

extension PackContext {
  /// `Nephrology` as the head of a narrow column.
  func treatmentFunctionHead(_ index: Int) -> String {
    let code = input.ledger.treatmentFunctions[index]
    if code.isEmpty { return "Unknown, blank" }
    return input.treatmentFunctionNames[code] ?? "Unknown, \(code)"
  }
}
