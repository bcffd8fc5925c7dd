import Figures
import HTML
import Ledger
import Packs
import Programme
import Quantities
import Releases
import Report

/// How many moves the page lists; the CSV file has all.
private let listedMoves = 500

/// The comparison as a page: what caused what, restated months, and the figures that moved, the largest first.
func comparisonPage(_ comparison: Comparison, programme inputs: RunInputs?, _ templating: Templating) throws(RunFailure) -> [UInt8] {
  let heading = ReleaseHeading(
    programme: inputs?.programme.name ?? "Comparison", release: "\(comparison.old) → \(comparison.new)",
    banner: (inputs?.programme.configuration.isSampleData ?? false) ? "SAMPLE DATA" : nil, links: [])
  var sections = [
    section(
      "figures-moved", "Figures that moved", headline(comparison), [movesTable(comparison), reasonsTable(comparison)] + causeTables(comparison)),
    section("restated-months", "Restated months", nil, [moneyTable(comparison), returnsTable(comparison)]),
  ]
  if !comparison.appeared.isEmpty || !comparison.vanished.isEmpty {
    sections.append(section("new-and-vanished", "New and vanished figures", nil, [presenceTable(comparison)]))
  }
  do {
    return try renderSections("Comparison", heading: heading, sections: sections, templates: templating.pages, measure: templating.measure).bytes
  } catch {
    throw RunFailure(error, pack: "the comparison")
  }
}

private func section(_ id: String, _ title: String, _ headline: String?, _ tables: [ReportTable]) -> ReportSection {
  ReportSection(id: id, title: title, question: "", headline: headline.map { Sentence($0) }, blocks: tables.map { .table($0) })
}

private func headline(_ comparison: Comparison) -> String {
  let moved = comparison.moves.count
  let all = printed(.count(comparison.comparedCount), .number)
  return moved == 0 ? "None of \(all) figures moved" : "\(printed(.count(moved), .number)) of \(all) figures moved"
}

private func row(_ cells: [String]) -> ReportTable.Row { ReportTable.Row(.body, cells.map { .text($0) }) }

private func movesTable(_ comparison: Comparison) -> ReportTable {
  let moves = comparison.largestFirst
  let numbers = reasonNumbers(comparison)
  return ReportTable(
    id: "moves", title: "From \(comparison.old) to \(comparison.new)", caption: "exact values; money first, largest first",
    columns: [
      .init("Figure", .words), .init(comparison.old, .number), .init(comparison.new, .number), .init("Difference", .number), .init("Unit", .code),
      .init("Why", .words),
    ],
    rows: moves.prefix(listedMoves).map { move in
      row([
        move.id, move.old.text, move.new.text, move.difference.map { decimalText(ofParts: $0) } ?? "–", move.new.unit,
        move.reasons.compactMap { numbers[$0].map(String.init) }.joined(separator: ", "),
      ])
    },
    notes: moves.count > listedMoves
      ? [Sentence("The \(String(listedMoves)) largest of \(String(moves.count)) moves; outturn compare --format csv lists all of them.")] : [],
    empty: "No figure moved.")
}

/// The reasons of the moves that the page lists, numbered in the order in which they are first met.
private func reasonNumbers(_ comparison: Comparison) -> [MoveReason: Int] {
  var numbers: [MoveReason: Int] = [:]
  for reason in comparison.largestFirst.prefix(listedMoves).flatMap(\.reasons) where numbers[reason] == nil { numbers[reason] = numbers.count + 1 }
  return numbers
}

private func reasonsTable(_ comparison: Comparison) -> ReportTable {
  ReportTable(
    id: "reasons", title: "Why", caption: "by the numbers of the last column above", columns: [.init("No.", .number), .init("Reason", .words)],
    rows: reasonNumbers(comparison).sorted { $0.value < $1.value }.map { row([String($0.value), $0.key.text]) }, empty: "Nothing moved.")
}

private func causeTables(_ comparison: Comparison) -> [ReportTable] {
  var tables: [ReportTable] = []
  if !comparison.files.isEmpty {
    tables.append(
      ReportTable(
        id: "files", title: "Files that differ", caption: "extracts, then configuration and templates",
        columns: [.init("File", .words), .init("Kind", .words), .init("What", .words), .init("Rows before", .number), .init("Rows now", .number)],
        rows: comparison.files.map {
          row([$0.file.path, $0.file.kind, $0.what.rawValue, $0.oldRows == 0 ? "–" : String($0.oldRows), $0.newRows == 0 ? "–" : String($0.newRows)])
        }, notes: ["Replaced: the file is the same, and a later submission speaks for more of its rows."], empty: "No file differs."))
  }
  if !comparison.formulas.isEmpty {
    tables.append(
      ReportTable(
        id: "formulas", title: "Formulas that changed", caption: "by measure",
        columns: [.init("Measure", .code), .init("Before", .words), .init("Now", .words)],
        rows: comparison.formulas.map { row([$0.measure, $0.old, $0.new]) },
        empty: "No formula changed."))
  }
  return tables
}

/// Sums of money moved by provider and month.
private func moneyTable(_ comparison: Comparison) -> ReportTable {
  let moved = comparison.moneyByProviderAndMonth.filter { !$0.cost.isZero }
  let months = Set(moved.map(\.month)).sorted()
  let providers = Set(moved.map(\.provider)).sorted()
  func sum(_ provider: String?, _ month: Period?) -> String {
    let mine = moved.filter { (provider == nil || $0.provider == provider) && (month == nil || $0.month == month) }
    return mine.isEmpty ? "–" : mine.reduce(Money.zero) { $0 + $1.cost }.decimal
  }
  return ReportTable(
    id: "money", title: "Cost moved, by provider and month", caption: "£, now less before, exact",
    columns: [.init("Provider", .code)] + months.map { .init($0.description, .number) } + [.init("All", .number)],
    rows: providers.map { provider in row([provider] + months.map { sum(provider, $0) } + [sum(provider, nil)]) },
    total: providers.count > 1
      ? ReportTable.Row(.total, (["All"] + months.map { sum(nil, $0) } + [sum(nil, nil)]).map { .text($0) }) : nil,
    empty: "No provider’s cost of an earlier month changed.")
}

private func returnsTable(_ comparison: Comparison) -> ReportTable {
  func submission(_ statement: ReturnMove.Statement) -> String { statement.submission?.description ?? "not sent" }
  return ReportTable(
    id: "returns", title: "Returns that speak again of a month", caption: "£, exact",
    columns: [
      .init("Provider", .code), .init("Month", .words), .init("By the return of", .words), .init("now", .words), .init("Rows", .number),
      .init("now", .number), .init("Cost", .number), .init("change", .number), .init("Plan change", .number), .init("Files", .words),
    ],
    rows: comparison.returns.map { move in
      row([
        move.provider, move.month.description, submission(move.old), submission(move.new), String(move.old.rows), String(move.new.rows),
        move.new.measures.actualCost.decimal, move.change.actualCost.isZero ? "–" : move.change.actualCost.decimal,
        move.change.planCost.isZero ? "–" : move.change.planCost.decimal, move.new.files.joined(separator: " "),
      ])
    }, empty: "No return speaks again of a month, or the extracts are no longer those of both sides.")
}

private func presenceTable(_ comparison: Comparison) -> ReportTable {
  let all = comparison.appeared.map { ($0, "new") } + comparison.vanished.map { ($0, "vanished") }
  return ReportTable(
    id: "presence", title: "Figures that only one side has", caption: "by id", columns: [.init("Figure", .words), .init("What", .words)],
    rows: all.prefix(listedMoves).map { row([$0.0, $0.1]) },
    notes: all.count > listedMoves ? [Sentence("The first \(String(listedMoves)) of \(String(all.count)).")] : [],
    empty: "Both sides have the same figures.")
}
