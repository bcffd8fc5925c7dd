import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// A row of a practice pack: one practice, or what belongs to none of the commissioner's practices.
struct PracticeLine: Sendable {
  /// Its name with its code.
  var name: String
  /// Its code in ids.
  var code: String
  /// Its indices among the ledger's practices.
  var members: [Int]
  /// Its weighted list; nil where none is given.
  var population: Int?
  /// Whether it is one of the commissioner's practices.
  var isOwn = false
}

/// What the sections of a practice pack share: the practices in print order and what their patients had.
struct PracticeView {
  let request: SectionRequest
  let commissioner: Int
  let table: PracticeTable
  /// The commissioner's practices by locality, in name order; the name is empty for those without one.
  let localities: [(name: String, lines: [PracticeLine])]
  /// Codes that the list of practices does not have, a blank code, and the practices of other commissioners as one.
  let others: [PracticeLine]

  init?(_ request: SectionRequest) {
    guard case .commissioner(let commissioner) = request.frame.scope else { return nil }
    self.request = request
    self.commissioner = commissioner
    let (context, ledger) = (request.context, request.context.input.ledger)
    table = context.practiceTable(commissioner)
    let code = context.commissionerCode(commissioner)
    let places = Dictionary(ledger.practices.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let own = context.input.practices.filter { $0.commissioner == code }
    localities = Dictionary(grouping: own) { $0.locality ?? "" }.sorted { $0.key < $1.key }.map { locality, practices in
      (
        locality,
        practices.sorted { ($0.name, $0.code) < ($1.name, $1.code) }.map { practice in
          PracticeLine(
            name: "\(practice.name) (\(practice.code))", code: practice.code, members: [places[practice.code]].compactMap(\.self),
            population: practice.weightedPopulation, isOwn: true)
        }
      )
    }
    let known = Set(context.input.practices.map(\.code))
    let seen = Set(table.toDate.keys).union(table.outpatientsByMonth.keys).sorted()
    var others: [PracticeLine] = []
    var foreign: [Int] = []
    for index in seen {
      let practice = ledger.practices[index]
      if practice.isEmpty {
        others.append(PracticeLine(name: "No practice stated", code: "", members: [index], population: nil))
      } else if !known.contains(practice) {
        others.append(PracticeLine(name: "Not in the list (\(practice))", code: practice, members: [index], population: nil))
      } else if context.practice(practice)?.commissioner != code {
        foreign.append(index)
      }
    }
    others.sort { ($0.code.isEmpty ? 1 : 0, $0.code) < ($1.code.isEmpty ? 1 : 0, $1.code) }
    if !foreign.isEmpty {
      others.append(
        PracticeLine(
          name: "Practices of other \(context.words.commissioners)", code: SeveralOrganisations.elsewhere, members: foreign, population: nil))
    }
    self.others = others
  }

  var context: PackContext { request.context }
  /// The commissioner's practices in print order.
  var own: [PracticeLine] { localities.flatMap(\.lines) }
  /// Every row.
  var lines: [PracticeLine] { own + others }
  /// Whether localities are named.
  var hasLocalities: Bool { localities.contains { !$0.name.isEmpty } }
  var stem: FigureStem { context.stem("sus", request.frame.scope) }
  var ratioStem: FigureStem { context.stem("ratio", request.frame.scope) }

  /// The stem of a row.
  func stem(_ line: PracticeLine) -> FigureStem { stem.with("practice", line.code) }
  /// The stem of a locality.
  func stem(locality: String) -> FigureStem { stem.with("locality", locality) }

  /// The weighted list of the commissioner's practices among some rows; nil where one of them has none.
  func population(_ lines: [PracticeLine]) -> Int? {
    let own = lines.filter(\.isOwn)
    return own.isEmpty || own.contains { $0.population == nil } ? nil : own.reduce(0) { $0 + ($1.population ?? 0) }
  }

  /// A weighted list as a figure.
  func list(_ stem: FigureStem, _ population: Int?) -> Figure {
    stem.figure(Measure.weightedList, value: population.map { .count($0) } ?? .missing(.notApplicable))
  }

  /// The rows of a table by locality: a head with the locality's sums over its practices, then what belongs to none of them.
  func rows(_ cells: (_ stem: FigureStem, _ lines: [PracticeLine]) -> [ReportTable.Cell]) -> [ReportTable.Row] {
    var rows: [ReportTable.Row] = []
    for (name, lines) in localities {
      if hasLocalities {
        let head = name.isEmpty ? "No locality" : name
        rows.append(ReportTable.Row(.group, [.text(head)] + cells(stem(locality: name), lines)))
      }
      for line in lines { rows.append(ReportTable.Row(hasLocalities ? .detail : .body, [.text(line.name)] + cells(stem(line), [line]))) }
    }
    for line in others { rows.append(ReportTable.Row(.body, [.text(line.name)] + cells(stem(line), [line]))) }
    return rows
  }

  /// The total row.
  func total(_ cells: (_ stem: FigureStem, _ lines: [PracticeLine]) -> [ReportTable.Cell]) -> ReportTable.Row {
    ReportTable.Row(.total, [.text("All patients of \(context.commissionerShortName(commissioner))")] + cells(stem, lines))
  }

  /// The name of a practice without its code, for charts.
  func shortName(_ line: PracticeLine) -> String { context.practice(line.code)?.name ?? line.name }

  /// How far the attendance files reach, where one of them has not reached the period.
  var behindNote: Sentence? {
    let reached = [
      ("outpatients", table.latest.outpatients), ("admissions", table.latest.admissions), ("emergency attendances", table.latest.emergencies),
    ]
    let parts = reached.compactMap { name, month -> Sentence? in
      guard let month else { return context.sentence("practices.no-file", ["name": .words(name)]) }
      return month == context.period.index
        ? nil : context.sentence("practices.reached", ["name": .words(name), "month": .words(month.period.monthName)])
    }
    if parts.isEmpty { return nil }
    return context.sentence(
      "practices.behind", ["month": .words(context.period.monthName), "files": .clause(.joined(parts, by: "; "))])
  }

  /// Whose practices the rows are, for the notes.
  var practicesNote: Sentence {
    "Practices as the list of practices has them, by the practice that each attendance or spell states. A code that the list does not have stands by itself."
  }
}

extension FigureName.Dimension {
  /// What only the practices are counted in whose numbers the readers see.
  static let ofSeen = FigureName.Dimension("list", "seen")
}

extension FigureStem {
  /// The stem of what is said of the practices whose numbers the readers see, where those of others are held back.
  var ofSeenPractices: FigureStem { with(FigureName.Dimension.ofSeen.name, FigureName.Dimension.ofSeen.code) }
}

extension PackContext {
  /// A provider's market forces factor in ten-thousandths; nil where it is not given.
  func marketForcesFactor(_ index: Int) -> Int? {
    let code = providerCode(index)
    return input.providers.first { $0.code == code }?.marketForcesFactor
  }
}

/// Why a pack has no section by practice.
func withoutAttendances(_ context: PackContext, _ scope: Scope) -> Sentence? {
  context.input.ledger.sus.latestMonth.isEmpty ? context.sentence("absent.attendances") : nil
}

extension PackContext {
  /// Whether a commissioner's pack by practice has anything to tell: a listed practice of its own, and an attendance file.
  package func hasPracticePack(_ code: String) -> Bool {
    !input.ledger.sus.latestMonth.isEmpty && input.practices.contains { $0.commissioner == code }
  }
}

/// What the cover of a practice pack says: how many practices and localities, and what their patients had.
func practiceCover(_ context: PackContext, _ frame: PackFrame) -> (count: String, detail: String, finding: Sentence)? {
  guard case .commissioner(let commissioner) = frame.scope else { return nil }
  let own = context.input.practices.filter { $0.commissioner == frame.code }
  let localities = Set(own.compactMap(\.locality)).count
  let sums = context.practiceTable(commissioner).toDate.values.reduce(.zero, +)
  let stem = context.stem("sus", frame.scope)
  let finding =
    sums.all.count == 0
    ? context.sentence("practice-overview.nothing")
    : context.sentence(
      "practice-overview.cover",
      [
        "count": .figure(stem.figure(Measure.ytdAttendancesAndSpells, count: sums.all.count)),
        "cost": .figure(stem.figure(Measure.ytdAttendancesAndSpells + Measure.costSuffix, sums.all.cost)), "during": .words(context.inMonths),
      ])
  return (
    "\(own.count) \(own.count == 1 ? "practice" : "practices")",
    localities > 1 ? "in \(localities) localities" : "", finding
  )
}
