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
      Of each check the worst findings are printed, the others counted. All of
      them, the rows that are held back and what can be challenged with each
      provider are written to OUTPUT/<FY>/<Mnn>-check/: data-quality.html,
      findings.json, quarantine/ and challenges/.

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
      lines += shownFindings(list).map { "  " + $0.replacing("\n", with: "\n  ") }
    }
    group("The programme's own files", findings.filter { $0.provider == nil })
    for provider in providers { group("\(provider.code) \(provider.name)", findings.filter { $0.provider == provider.code }) }
    let known = Set(providers.map(\.code))
    group("Other providers", findings.filter { $0.provider.map { !known.contains($0) } ?? false })
    let rows = outcome.inputs.quarantine.reduce(0) { $0 + $1.rows.count }
    lines.append("\(outcome.inputs.period.description): \(FindingCounts(findings).text); \(rows == 1 ? "1 row" : "\(rows) rows") held back")
    let challenges = outcome.challenges
    let small = outcome.smallChallenges
    if challenges.count + challenges.raised + small.count > 0 {
      let held = challenges.raised == 0 ? "" : "; \(challenges.raised) more \(challenges.raised == 1 ? "is" : "are") in the log already"
      let less =
        small.count == 0
        ? ""
        : "; \(small.count) more, \(small.value.sterling) in all, \(small.count == 1 ? "is" : "are each") worth less than £\(small.least.decimal) and not raised"
      lines.append(
        "\(challenges.count == 1 ? "1 charge" : "\(challenges.count) charges") can be challenged, \(challenges.value.sterling) at stake\(held)\(less)"
      )
    }
    lines.append(outcome.folder + "/data-quality.html")
    return lines.joined(separator: "\n")
  }
}

/// How many findings of one check are written out for each provider; the others are counted.
private let shownOfACheck = 3

/// The findings of a provider as text, the most serious first, those of one check together and not more than a few of them: the report has them all.
func shownFindings(_ findings: [Finding]) -> [String] {
  let kinds = Dictionary(grouping: findings, by: \.code).map { (code: $0.key, list: $0.value) }.sorted {
    let (a, b) = ($0.list.map(\.severity).max() ?? .note, $1.list.map(\.severity).max() ?? .note)
    return a != b ? a > b : $0.code < $1.code
  }
  return kinds.flatMap { kind -> [String] in
    // The most money first; where there is none, in the order of place.
    let list = kind.list.enumerated().sorted {
      let (a, b) = ($0.element.stake?.size ?? .zero, $1.element.stake?.size ?? .zero)
      return a != b ? a > b : $0.offset < $1.offset
    }.map(\.element)
    let rest = list.dropFirst(shownOfACheck)
    guard !rest.isEmpty else { return list.map(findingText) }
    let stake = rest.reduce(into: Stake()) { $0 += $1.stake ?? Stake() }
    let places = rest.reduce(0) { $0 + $1.count }
    return list.prefix(shownOfACheck).map(findingText) + [
      "… and \(rest.count) more of \(kind.code.text) (\(places == 1 ? "1 place" : "\(places) places")\(stake.words.map { "; \($0)" } ?? "")), in findings.json"
    ]
  }
}
