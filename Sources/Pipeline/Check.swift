import Analysis
package import Findings
import HTML
import Packs
import Programme
package import Quantities
import Report

/// What `check` found and where it wrote it.
package struct CheckOutcome: Sendable {
  /// What was read.
  package var inputs: RunInputs
  /// How many charges can be challenged, what is at stake in them, and how many the log holds already.
  package var challenges: (count: Int, value: Money, raised: Int)
  /// How many more are too small to be raised, what they come to, and the money from which one is raised.
  package var smallChallenges: (count: Int, value: Money, least: Money)
  /// The folder of the report.
  package var folder: String
}

/// Reads and checks all input of a period and writes the quarantine and the report of findings; builds no pack.
///
/// - Parameter output: the folder under which `<FY>/<Mnn>-check` is made.
/// - Throws: `RunFailure`.
package func check(_ request: RunRequest, output: String, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) -> CheckOutcome {
  var inputs = try readInputs(request, progress: progress)
  let templating = try Templating(request, definitions: nil)
  inputs.addFindings(textFindings(inputs, templating))
  let folder = MonthFolder(path: "\(output)/\(inputs.period.year.label)/\(inputs.period.monthLabel)-check")
  let staged = try folder.stage()
  try staged.prepare(["quarantine/x", "challenges/x"])
  let names = Dictionary(inputs.programme.organisations.providers.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  let heading = ReleaseHeading(
    programme: inputs.programme.name, release: "Check of \(inputs.period.description) · \(inputs.cut.rawValue)",
    banner: inputs.programme.configuration.isSampleData ? "SAMPLE DATA" : nil, links: [])
  let page: RenderedPage
  do {
    page = try renderDataQuality(dataQualityModel(inputs, heading: heading, names: names), templates: templating.pages, measure: templating.measure)
  } catch {
    throw RunFailure(error, pack: "the check")
  }
  let report = PackFile(path: "findings.json", bytes: findingsJSON(inputs.findings, period: inputs.period.description))
  let matching = inputs.challenges
  let challenges = challengeFiles(matching, on: inputs.date)
  for file in quarantineFiles(inputs.quarantine) + challenges + [PackFile(path: "data-quality.html", bytes: page.bytes), report] {
    _ = try staged.write(file)
  }
  try staged.commit()
  func sum(_ list: [ChallengeToRaise]) -> Money { list.reduce(.zero) { $0 + $1.value } }
  return CheckOutcome(
    inputs: inputs, challenges: (matching.toRaise.count, sum(matching.toRaise), matching.raised.count),
    smallChallenges: (matching.small.count, sum(matching.small), matching.least), folder: folder.path)
}

/// What is to be said of the texts of persons: the packs that hold any are made as documents, for a text can cite what its pack prints and nothing else.
private func textFindings(_ inputs: RunInputs, _ templating: Templating) -> [Finding] {
  let input = packInput(inputs, rules: templating.rules)
  if input.commentary.isEmpty && input.narrative == nil { return [] }
  let context = PackContext(input)
  return PackTarget.all(of: context).filter { target in
    switch target.kind {
    case .programme: true
    case .provider: input.commentary[target.code].map { $0.earlier != nil || $0.citesFigures } ?? false
    default: false
    }
  }.flatMap { target in
    templating.definitions[target.kind].flatMap { buildPack($0, kind: target.kind, code: target.code, context: context) }?.remarks.map(\.finding)
      ?? []
  }
}

/// Findings as one JSON document.
package func findingsJSON(_ findings: [Finding], period: String) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.field("schema") { $0.number("1") }
    json.field("period") { $0.string(period) }
    json.field("findings") { json in json.array(findings) { writeFinding($0, &$1) } }
  }
  json.finish()
  return json.bytes
}
