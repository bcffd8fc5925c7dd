import ArgumentParser
import Findings
import HTML
import Ledger
import Pipeline
import Programme
import Quantities

/// `outturn check`: reads and checks all input, and builds nothing.
struct CheckVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads and checks all input, and prints what it finds by provider; builds nothing.",
    discussion: """
      The rows that are held back and a report of the findings are written to
      OUTPUT/<FY>/<Mnn>-check/.

      EXAMPLES
        outturn check
        outturn check --period 2015-16/M11 --json
      """)

  @OptionGroup var options: CommonOptions

  @Option(help: ArgumentHelp("The folder for the report.", valueName: "DIR"))
  var output = "Output"

  func run() throws {
    try perform("check", options) { console throws(RunFailure) in
      let outcome = try check(try options.request(), output: absolute(output)) { stage, done, total in console.progress(stage, done: done, of: total)
      }
      console.clearBar()
      if options.json {
        console.result(bytes: findingsJSON(outcome.inputs.findings, period: outcome.inputs.period.description))
      } else if options.quiet {
        for finding in outcome.inputs.findings where finding.severity == .error { console.complain(finding) }
      } else {
        console.result(report(outcome))
      }
      return outcome.inputs.findings.contains { $0.severity == .error } ? .findings : .done
    }
  }

  private func report(_ outcome: CheckOutcome) -> String {
    let findings = outcome.inputs.findings
    var lines: [String] = []
    let providers = outcome.inputs.programme.organisations.providers
    func group(_ title: String, _ list: [Finding]) {
      guard !list.isEmpty else { return }
      lines.append(title)
      lines += list.map { "  " + findingText($0).replacing("\n", with: "\n  ") }
    }
    group("The programme's own files", findings.filter { $0.provider == nil })
    for provider in providers { group("\(provider.code) \(provider.name)", findings.filter { $0.provider == provider.code }) }
    let known = Set(providers.map(\.code))
    group("Other providers", findings.filter { $0.provider.map { !known.contains($0) } ?? false })
    let rows = outcome.inputs.quarantine.reduce(0) { $0 + $1.rows.count }
    lines.append("\(outcome.inputs.period.description): \(FindingCounts(findings).text); \(rows == 1 ? "1 row" : "\(rows) rows") held back")
    lines.append(outcome.folder + "/data-quality.html")
    return lines.joined(separator: "\n")
  }
}
