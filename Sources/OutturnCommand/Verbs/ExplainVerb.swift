import ArgumentParser
import Figures
import Findings
import HTML
import Ledger
import Pipeline
import Quantities

/// `outturn explain`: where one figure comes from.
struct ExplainVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows where one figure comes from: formula, inputs, files and rows.",
    discussion: """
      A figure that is a sum of rows is shown by file; --rows prints its source lines
      as CSV (file:line, or the cell of a workbook, and the signed amount), which sum to
      it exactly. A figure that is
      worked out from others is shown with them; explain each in turn.

      EXAMPLES
        outturn explain position/10H/ALL/ytd_variance
        outturn explain position/10H/ALL/ytd_variance --rows > lines.csv
        outturn explain ratio/10X/RAN/tfc=110/first_to_follow_up
      """)

  @Argument(help: ArgumentHelp("The figure's id, as figures.json, the HTML's data-figure and `outturn figures` give it.", valueName: "ID"))
  var id: String

  @Flag(help: "Print the source lines of an additive figure as CSV.")
  var rows = false

  @OptionGroup var options: CommonOptions

  func run() throws {
    try perform("explain", options) { console throws(RunFailure) in
      let explainer = try Explainer(try options.request()) { stage, done, total in console.progress(stage, done: done, of: total) }
      let explanation = try explainer.explain(id, withRows: rows || options.json)
      console.clearBar()
      if options.json {
        console.result(bytes: json(explanation))
        return .done
      }
      guard rows else {
        console.result(text(explanation))
        return .done
      }
      guard case .rows(_, let lines) = explanation.origin else {
        console.complain("outturn: \(explanation.figure.id.text) is not a sum of rows; these are what it is made of")
        console.result(text(explanation))
        return .usage
      }
      var csv = CSVWriter()
      csv.text("place")
      csv.text("amount")
      csv.endRow()
      for line in lines {
        csv.text(line.origin.description)
        csv.value(decimalText(ofParts: line.parts))
        csv.endRow()
      }
      console.result(bytes: csv.bytes)
      return .done
    }
  }

  private func text(_ explanation: Explanation) -> String {
    var lines = [
      "\(explanation.figure.id.text) = \(explanation.figure.value.dataText) \(explanation.unit.rawValue)", explanation.label,
      "Formula: \(explanation.formula)",
    ]
    if !explanation.heldBackIn.isEmpty {
      lines.append(
        "Held back by the small-number policy in these packs: \(explanation.heldBackIn.joined(separator: ", ")). Not to be handed on to their readers."
      )
    }
    switch explanation.origin {
    case .rows(let files, _):
      let count = files.reduce(0) { $0 + $1.rowCount }
      let total = files.reduce(Int128(0)) { $0 + $1.parts }
      lines.append("The sum of \(count) \(count == 1 ? "row" : "rows") of \(files.count) \(files.count == 1 ? "file" : "files"):")
      let width = (files.map(\.path.count).max() ?? 0) + 2
      for file in files {
        lines.append("  \(file.path.padded(to: width))\("\(file.rowCount) rows".padded(to: 12))\(decimalText(ofParts: file.parts))")
      }
      lines.append("  \("sum".padded(to: width + 12))\(decimalText(ofParts: total))")
    case .figures(let inputs):
      lines.append("Worked out from:")
      let width = (inputs.map(\.figure.id.text.count).max() ?? 0) + 2
      for input in inputs { lines.append("  \(input.figure.id.text.padded(to: width))\(input.figure.value.dataText)") }
    case .source(let source): lines.append("Stated by: \(source)")
    }
    return lines.joined(separator: "\n")
  }

  private func json(_ explanation: Explanation) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("figure_id") { $0.string(explanation.figure.id.text) }
      json.field("value") { $0.string(explanation.figure.value.dataText) }
      json.field("unit") { $0.string(explanation.unit.rawValue) }
      json.field("label") { $0.string(explanation.label) }
      json.field("formula") { $0.string(explanation.formula) }
      json.field("held_back_in") { json in json.array(explanation.heldBackIn) { $1.string($0) } }
      switch explanation.origin {
      case .rows(let files, let rows):
        json.field("files") { json in
          json.array(files) { file, json in
            json.object { json in
              json.field("path") { $0.string(file.path) }
              json.field("rows") { $0.number(String(file.rowCount)) }
              json.field("sum") { $0.string(decimalText(ofParts: file.parts)) }
            }
          }
        }
        json.field("rows") { json in
          json.array(rows) { row, json in
            json.newLine()
            json.object { json in
              writePlace(row.origin, &json)
              json.field("amount") { $0.string(decimalText(ofParts: row.parts)) }
            }
          }
        }
      case .figures(let inputs):
        json.field("inputs") { json in
          json.array(inputs) { input, json in
            json.newLine()
            json.object { json in
              json.field("figure_id") { $0.string(input.figure.id.text) }
              json.field("value") { $0.string(input.figure.value.dataText) }
            }
          }
        }
      case .source(let source): json.field("source") { $0.string(source) }
      }
    }
    json.finish()
    return json.bytes
  }
}
