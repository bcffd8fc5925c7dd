import Analysis
import Figures
import Quantities
import Report

/// What moved in the restated months by commissioner (where the pack is of all), by point of delivery and by specialty.
func restatementGroupTables(_ changed: RestatedScope) -> [ReportTable] {
  let (context, scope) = (changed.context, changed.frame.scope)
  var tables: [ReportTable] = []
  if scope == .programme {
    tables.append(
      table(changed, "commissioner", context.words.commissioner) { part in
        (context.commissionerShortName(part.commissioner), context.stem("restatement", scope.narrowed(to: part.commissioner, .commissioner)))
      })
  }
  tables.append(table(changed, "pod", "point of delivery") { part in (context.podTableName(part.pod), changed.stem.with("pod", part.pod)) })
  tables.append(
    table(changed, "specialty", "specialty") { part in
      let code = context.treatmentFunctionCode(part.treatmentFunction)
      return (context.treatmentFunctionName(part.treatmentFunction), changed.stem.with("tfc", code))
    })
  return tables.filter { $0.rows.count > 1 }
}

/// How many groups are listed one by one; the others are added up.
private let listedGroups = 12

private func table(_ changed: RestatedScope, _ key: String, _ head: String, _ group: (RestatedPart) -> (name: String, stem: FigureStem))
  -> ReportTable
{
  let context = changed.context
  var groups: [String: (name: String, stem: FigureStem, sum: RestatedSum)] = [:]
  var total = RestatedSum()
  for cell in changed.cells {
    let (name, stem) = group(cell.part)
    let id = stem.text
    groups[id, default: (name, stem, RestatedSum())].sum.add(cell)
    total.add(cell)
  }
  let sorted = groups.sorted { a, b in a.value.sum.size != b.value.sum.size ? a.value.sum.size > b.value.sum.size : a.key < b.key }.map(\.value)
  func row(_ name: String, _ figures: [Figure], _ kind: ReportTable.Row.Kind) -> ReportTable.Row {
    ReportTable.Row(kind, [.text(name)] + figures.map { .number($0) })
  }
  var rows = sorted.prefix(listedGroups).map { row($0.name, $0.sum.figures($0.stem), .body) }
  let rest = sorted.dropFirst(listedGroups)
  if rest.count == 1, let last = rest.first { rows.append(row(last.name, last.sum.figures(last.stem), .body)) }
  if rest.count > 1 {
    let others = rest.reduce(into: RestatedSum()) { $0.add($1.sum) }
    rows.append(row("\(rest.count) others", others.figures(changed.stem.with("others", key)), .body))
  }
  return ReportTable(
    id: "restatements-by-\(key)", title: "What moved, by \(head)",
    caption: "£, April to \(changed.lastMonth.period.shortMonthName); most money moved first",
    spanners: [.init("Cost", 1..<4), .init("Plan", 4..<5)],
    columns: [.init(capitalised(head), .name), .init("Up", .number), .init("Down", .number), .init("Change", .number), .init("Change", .number)],
    rows: rows, total: row("All that moved", total.figures(changed.stem), .total), empty: context.sentence("empty.restated")
  ).notingRounding()
}
