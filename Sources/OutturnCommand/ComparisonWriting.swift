import HTML
import Ledger
import Quantities
import Releases

/// A comparison for people at a terminal.
///
/// - Parameter limit: how many moves are listed; 0 for all.
func comparisonText(_ comparison: Comparison, limit: Int) -> String {
  var lines = [
    "\(comparison.old) → \(comparison.new): \(comparison.moves.count) of \(comparison.comparedCount) figures moved, \(comparison.appeared.count) are new, \(comparison.vanished.count) are gone"
  ]
  if comparison.ofOwnMonthCount > 0 { lines.append("\(comparison.ofOwnMonthCount) figures are of a month that only one side is about") }
  if !comparison.returns.isEmpty {
    lines += ["", "Returns that speak again of a month:"]
    let changed = comparison.returns.filter { !$0.change.isZero || $0.old.submission == nil }
    for move in changed.isEmpty ? Array(comparison.returns.prefix(20)) : changed {
      let before = move.old.submission.map { "\($0.description), \(move.old.rows) rows" } ?? "not sent"
      lines.append(
        "  \(move.provider)  \(move.month.description)  cost \(signed(move.change.actualCost))  plan \(signed(move.change.planCost))  \(before) → \(move.new.rows) rows of \(move.new.files.joined(separator: " "))"
      )
    }
    let unchanged = comparison.returns.count - changed.count
    if unchanged > 0 && !changed.isEmpty { lines.append("  and \(unchanged) with the same sums as before") }
  }
  let files = comparison.files.filter { $0.what != .replaced }
  if !files.isEmpty {
    lines += ["", "Files that differ:"] + files.prefix(40).map { "  \($0.what.rawValue.padded(to: 9))\($0.file.path)" }
    if files.count > 40 { lines.append("  and \(files.count - 40) more") }
  }
  if !comparison.formulas.isEmpty {
    lines += ["", "Formulas that changed:"] + comparison.formulas.map { "  \($0.measure): \($0.old) → \($0.new)" }
  }
  let moves = comparison.largestFirst
  if !moves.isEmpty {
    let shown = limit == 0 ? moves : Array(moves.prefix(limit))
    let width = (shown.map(\.id.count).max() ?? 0) + 2
    lines += ["", shown.count < moves.count ? "The \(shown.count) largest moves:" : "Figures that moved:"]
    for move in shown {
      let difference = move.difference.map { signed(Money(parts: $0)) } ?? ""
      lines.append("  \(move.id.padded(to: width))\(move.old.text) → \(move.new.text)  \(difference) \(move.new.unit)")
      lines.append("    " + move.reasons.map(\.text).joined(separator: "; "))
    }
    if shown.count < moves.count { lines.append("All of them: --limit 0, or --format csv") }
  }
  return lines.joined(separator: "\n")
}

private func signed(_ money: Money) -> String { money.parts > 0 ? "+" + money.decimal : money.decimal }

/// Every move, new and vanished figure as CSV: `figure_id,change,old,new,difference,unit,reasons`.
func comparisonCSV(_ comparison: Comparison) -> [UInt8] {
  var csv = CSVWriter()
  for head in ["figure_id", "change", "old", "new", "difference", "unit", "reasons"] { csv.text(head) }
  csv.endRow()
  for move in comparison.moves {
    csv.text(move.id)
    csv.text("moved")
    csv.value(move.old.text)
    csv.value(move.new.text)
    csv.value(move.difference.map { decimalText(ofParts: $0) } ?? "")
    csv.text(move.new.unit)
    csv.text(move.reasons.map(\.text).joined(separator: "; "))
    csv.endRow()
  }
  for (change, ids) in [("new", comparison.appeared), ("vanished", comparison.vanished)] {
    for id in ids {
      for text in [id, change] { csv.text(text) }
      for _ in 0..<5 { csv.value("") }
      csv.endRow()
    }
  }
  return csv.bytes
}

/// The whole comparison as one JSON document.
func comparisonJSON(_ comparison: Comparison) -> [UInt8] {
  var json = JSONWriter()
  func statement(_ statement: ReturnMove.Statement, _ json: inout JSONWriter) {
    json.object { json in
      if let submission = statement.submission { json.field("submission") { $0.string(submission.description) } }
      json.field("rows") { $0.number(String(statement.rows)) }
      json.field("cost") { $0.string(statement.measures.actualCost.decimal) }
      json.field("plan") { $0.string(statement.measures.planCost.decimal) }
      json.field("files") { json in json.array(statement.files) { $1.string($0) } }
    }
  }
  json.object { json in
    json.field("schema") { $0.number("1") }
    json.field("old") { $0.string(comparison.old) }
    json.field("new") { $0.string(comparison.new) }
    json.field("compared") { $0.number(String(comparison.comparedCount)) }
    json.field("of_own_month") { $0.number(String(comparison.ofOwnMonthCount)) }
    json.field("moved") { json in
      json.array(comparison.moves) { move, json in
        json.newLine()
        json.object { json in
          json.field("figure_id") { $0.string(move.id) }
          json.field("old") { $0.string(move.old.text) }
          json.field("new") { $0.string(move.new.text) }
          if let difference = move.difference { json.field("difference") { $0.string(decimalText(ofParts: difference)) } }
          json.field("unit") { $0.string(move.new.unit) }
          json.field("reasons") { json in json.array(move.reasons) { $1.string($0.text) } }
        }
      }
    }
    json.newLine()
    json.field("appeared") { json in json.array(comparison.appeared) { $1.string($0) } }
    json.newLine()
    json.field("vanished") { json in json.array(comparison.vanished) { $1.string($0) } }
    json.newLine()
    json.field("returns") { json in
      json.array(comparison.returns) { move, json in
        json.newLine()
        json.object { json in
          json.field("provider") { $0.string(move.provider) }
          json.field("month") { $0.string(move.month.description) }
          json.field("old") { statement(move.old, &$0) }
          json.field("new") { statement(move.new, &$0) }
          json.field("cost_moved") { $0.string(move.change.actualCost.decimal) }
          json.field("plan_moved") { $0.string(move.change.planCost.decimal) }
        }
      }
    }
    json.newLine()
    json.field("files") { json in
      json.array(comparison.files) { change, json in
        json.newLine()
        json.object { json in
          json.field("path") { $0.string(change.file.path) }
          json.field("kind") { $0.string(change.file.kind) }
          json.field("change") { $0.string(change.what.rawValue) }
          json.field("rows_before") { $0.number(String(change.oldRows)) }
          json.field("rows_now") { $0.number(String(change.newRows)) }
        }
      }
    }
    json.newLine()
    json.field("formulas") { json in
      json.array(comparison.formulas) { change, json in
        json.object { json in
          json.field("measure") { $0.string(change.measure) }
          json.field("old") { $0.string(change.old) }
          json.field("new") { $0.string(change.new) }
        }
      }
    }
  }
  json.finish()
  return json.bytes
}
