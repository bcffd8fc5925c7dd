import ArgumentParser
import Findings
import HTML
import Pipeline
import Proof
import Quantities

/// `outturn build`: the main job.
struct BuildVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Makes all packs of the period.",
    discussion: """
      Reads and checks everything, makes a pack for each commissioner, each provider
      and the programme, proves that they agree, and swaps the finished month into
      OUTPUT/<FY>/<Mnn> whole. A run that fails or is killed leaves the month before
      it as it was. With --only, packs are made in OUTPUT/<FY>/<Mnn>.parts/.

      EXAMPLES
        outturn build
        outturn build --programme my-programme --period 2015-16/M11 --cut freeze
        outturn build --only 10H,RQM     makes two packs beside the month
        outturn build --assemble         makes the month from the parts
      """)

  @OptionGroup var options: CommonOptions

  @Option(help: ArgumentHelp("The folder for the output.", valueName: "DIR"))
  var output = "Output"

  @Option(
    help: ArgumentHelp("Make only these packs, each as a part beside the finished month: codes, or programme.", valueName: "CODE,…"),
    transform: ChosenPacks.init)
  var only: ChosenPacks?

  @Flag(help: "Make the month from the parts that earlier --only runs made.")
  var assemble = false

  @Option(help: ArgumentHelp("The kinds of files: html, pdf, xlsx, rows, png.", valueName: "LIST"))
  var formats = "html,pdf,xlsx"

  @Option(help: ArgumentHelp("A folder of pack definitions that go before the templates'.", valueName: "DIR"))
  var packs: String?

  func validate() throws {
    _ = try chosenFormats()
    if assemble && only != nil { throw ValidationError("--assemble takes all parts; leave out --only") }
  }

  private func chosenFormats() throws -> Set<OutputFormat> {
    let names = formats.split(separator: ",").map { $0.trimmingPrefix(" ") }
    if names.isEmpty { throw ValidationError("--formats is a list such as html,pdf,xlsx") }
    return Set(
      try names.map { name in
        guard let format = OutputFormat(rawValue: String(name)) else {
          let valid = OutputFormat.allCases.map(\.rawValue)
          let hint = nearestName(to: String(name), among: valid).map { "; did you mean \($0)?" } ?? ""
          throw ValidationError("“\(name)” is not a format that build makes (\(valid.joined(separator: ", ")))\(hint)")
        }
        return format
      })
  }

  func run() throws {
    let formats = try chosenFormats()
    try perform("build", options) { console throws(RunFailure) in
      let request = BuildRequest(
        run: try options.request(), output: absolute(output), only: only?.names ?? [],
        assembles: assemble, formats: formats, packDefinitions: packs.map(absolute))
      let outcome = try build(request) { stage, done, total in console.progress(stage, done: done, of: total) }
      console.clearBar()
      for finding in outcome.findings where finding.severity == .error { console.complain(finding) }
      if options.json {
        console.result(bytes: summaryJSON(outcome))
      } else if !options.quiet {
        console.result(summary(outcome))
      }
      return outcome.findings.contains { $0.severity == .error } ? .findings : .done
    }
  }

  private func summary(_ outcome: BuildOutcome) -> String {
    let findings = FindingCounts(outcome.findings)
    return """
      \(outcome.period.description) \(outcome.cut.rawValue): \(outcome.packCount) packs, \(outcome.pageCount) pages, \(outcome.figureCount) figures
      \(findings.text); \(outcome.proof.compared) comparisons agree
      \(outcome.folder)\(only == nil ? "/index.html" : "")
      """
  }

  private func summaryJSON(_ outcome: BuildOutcome) -> [UInt8] {
    var json = JSONWriter()
    let findings = FindingCounts(outcome.findings)
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("period") { $0.string(outcome.period.description) }
      json.field("cut") { $0.string(outcome.cut.rawValue) }
      json.field("folder") { $0.string(outcome.folder) }
      json.field("packs") { $0.number(String(outcome.packCount)) }
      json.field("pages") { $0.number(String(outcome.pageCount)) }
      json.field("figures") { $0.number(String(outcome.figureCount)) }
      json.field("bytes") { $0.number(String(outcome.byteCount)) }
      json.field("extracts") { $0.number(String(outcome.fileCount)) }
      json.field("extracts_read") { $0.number(String(outcome.filesRead)) }
      json.field("errors") { $0.number(String(findings.errors)) }
      json.field("warnings") { $0.number(String(findings.warnings)) }
      json.field("notes") { $0.number(String(findings.notes)) }
      json.field("comparisons") { $0.number(String(outcome.proof.compared)) }
    }
    json.finish()
    return json.bytes
  }
}

/// How many findings there are of each severity.
struct FindingCounts {
  let errors: Int
  let warnings: Int
  let notes: Int

  init(_ findings: [Finding]) {
    func count(_ severity: Severity) -> Int { findings.reduce(0) { $1.severity == severity ? $0 + $1.count : $0 } }
    errors = count(.error)
    warnings = count(.warning)
    notes = count(.note)
  }

  var text: String {
    func counted(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
    return [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")].joined(separator: ", ")
  }
}
