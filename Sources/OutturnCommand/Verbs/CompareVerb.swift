import ArgumentParser
import HTML
import Pipeline
import Quantities
import Releases
import Storage

/// `outturn compare`: two releases, freezes or cuts, figure by figure.
struct CompareVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares two releases, freezes or cuts: every figure that moved, by how much and why.",
    discussion: """
      A and B are releases (2015-16/M10-flex-v1), freezes of a quarter
      (2015-16/Q3-freeze) or cuts of a period (2015-16/M11~flex,
      2015-16/M11~freeze), which are made in memory from the extracts as they are
      now. A figure is the same on both sides when its id and its period are. The
      reasons name restated returns with months, rows and files, changed plans,
      changed configuration (which file) and changed formulas. A release that is
      not as the archive has it is not compared.

      EXAMPLES
        outturn compare 2015-16/M11~flex 2015-16/M11~freeze
        outturn compare 2015-16/M10-v1 2015-16/M10-v2 --format csv > moves.csv
        outturn compare 2015-16/Q3-freeze 2015-16/M11~flex --format html > m.html
      """)

  /// How a comparison is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, html, json }

  @Argument(help: ArgumentHelp("The older side: a release, a freeze or a cut.", valueName: "A"))
  var old: String

  @Argument(help: ArgumentHelp("The newer side: a release, a freeze or a cut.", valueName: "B"))
  var new: String

  @Option(help: "table, csv, html or json.")
  var format: Format = .table

  @Option(help: ArgumentHelp("How many moves the table lists, the largest first; 0 for all.", valueName: "N"))
  var limit = 40

  @OptionGroup var options: CommonOptions

  func validate() throws { if limit < 0 { throw ValidationError("--limit is 0 or more, not \(limit)") } }

  func run() throws {
    try perform("compare", options) { console throws(RunFailure) in
      let request = CompareRequest(run: try options.request(), old: try side(old), new: try side(new))
      let outcome = try compareJob(request, source: ReleaseFolders(programme: request.run.programme)) { stage, done, total in
        console.progress(stage, done: done, of: total)
      }
      console.clearBar()
      switch options.json ? .json : format {
      case .table: console.result(comparisonText(outcome.comparison, limit: limit))
      case .csv: console.result(bytes: comparisonCSV(outcome.comparison))
      case .html: console.result(bytes: outcome.page)
      case .json: console.result(bytes: comparisonJSON(outcome.comparison))
      }
      return .done
    }
  }

  private func side(_ text: String) throws(RunFailure) -> ComparisonSide {
    guard let side = ComparisonSide(text) else { throw .comparison(.badName(text)) }
    return side
  }
}
