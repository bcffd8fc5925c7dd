import ArgumentParser
import Figures
import HTML
import Pipeline

/// `outturn figures`: the period's positions and every printed figure.
struct FiguresVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Prints the positions of every commissioner and provider, and every printed figure.",
    discussion: """
      Columns figure_id, value, unit; money in exact decimal pounds. Nothing is
      written but standard output.

      EXAMPLES
        outturn figures --period 2015-16/M11 --format csv
        outturn figures --format json --cut freeze
      """)

  @OptionGroup var options: CommonOptions

  /// How figures are written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  @Option(help: "csv or json.")
  var format: Format = .csv

  func run() throws {
    try perform("figures", options) { console throws(RunFailure) in
      let figures = try allFigures(try options.request()) { stage, done, total in console.progress(stage, done: done, of: total) }
      console.clearBar()
      console.result(bytes: options.json || format == .json ? json(figures) : csv(figures))
      return .done
    }
  }

  private func csv(_ figures: [Figure]) -> [UInt8] {
    var csv = CSVWriter()
    for head in ["figure_id", "value", "unit"] { csv.text(head) }
    csv.endRow()
    for figure in figures {
      csv.text(figure.id.text)
      csv.value(figure.value.dataText)
      csv.text(figureUnit(of: figure.id).rawValue)
      csv.endRow()
    }
    return csv.bytes
  }

  private func json(_ figures: [Figure]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("figures") { json in
        json.array(figures) { figure, json in
          json.newLine()
          json.object { json in
            json.field("figure_id") { $0.string(figure.id.text) }
            json.field("value") { $0.string(figure.value.dataText) }
            json.field("unit") { $0.string(figureUnit(of: figure.id).rawValue) }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}
