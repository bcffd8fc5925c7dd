import ArgumentParser
import HTML
import Pipeline
import Programme
import Releases

/// `outturn freeze`: archives a quarter's final position.
struct FreezeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Archives a quarter's final position with its invoice reconciliation.",
    discussion: """
      Takes the released freeze pack of the quarter's last month into
      releases/<FY>/<Qn>-freeze, with invoice-reconciliation.html, .pdf and .csv
      (what registers/invoices.csv says beside the frozen position, by provider
      and commissioner), invoices.csv as it was read, and frozen-position.csv,
      against which later packs report movement since freeze. Refused before the
      freeze date; a freeze can't be overwritten. A dry run of a quarter that is
      frozen says since when, and from which release.

      EXAMPLES
        outturn freeze --quarter 2015-16/Q3 --dry-run
        outturn freeze --quarter 2015-16/Q3

      Exit status: 0 it is frozen, or may be (--dry-run); 1 a condition fails, which
      for a dry run is also that the quarter is frozen; 73 it is frozen already.
      """)

  @Option(help: ArgumentHelp("The quarter, 2015-16/Q3.", valueName: "QUARTER"))
  var quarter: String

  @Option(help: signingKeyHelp)
  var signingKey: String?

  @Flag(help: "Print every condition with its state; freeze nothing.")
  var dryRun = false

  @OptionGroup var options: CommonOptions

  func validate() throws {
    if Quarter(quarter) == nil { throw ValidationError("“\(quarter)” is not a quarter such as 2015-16/Q3") }
  }

  func run() throws {
    guard let quarter = Quarter(quarter) else { throw ValidationError("--quarter is a quarter such as 2015-16/Q3") }
    try perform("freeze", options) { console throws(RunFailure) in
      let request = ReleasingRequest(run: try options.request(), output: "")
      let outcome = try freezeJob(quarter, request, dryRun: dryRun) {
        try openArchive(request.run.programme, signingKey: signingKey.map(absolute))
      }
      if options.json {
        console.result(bytes: json(outcome))
      } else if let released = outcome.released {
        if !options.quiet {
          console.result(
            "\(released.manifest.release) frozen: \(released.manifest.packs.count) files, \(released.manifest.figures.count) figures\n\(released.folder)"
          )
        }
      } else if outcome.gate.opens {
        if !options.quiet { console.result(text(outcome.gate)) }
      } else {
        console.complain(text(outcome.gate) + (dryRun ? "" : "\noutturn: \(outcome.gate.release) is not frozen"))
      }
      return outcome.gate.opens ? .done : .findings
    }
  }

  /// A line for each condition, what is wrong under it.
  private func text(_ gate: GateAnswer) -> String {
    let lines = gate.conditions.flatMap { condition in
      [condition.state.rawValue.padded(to: 8) + condition.id.rawValue.padded(to: 18) + condition.words]
        + condition.details.prefix(20).map { String(repeating: " ", count: 26) + $0 }
    }
    // A freeze has no versions: this is asked of a quarter that is frozen alone.
    let isFrozen = gate.conditions.contains { $0.id == .version }
    let answer = gate.opens ? "it may be frozen" : isFrozen ? "it is frozen" : "it may not be frozen"
    return (["\(gate.release) on \(gate.day): \(answer)"] + lines).joined(separator: "\n")
  }

  private func json(_ outcome: FreezeOutcome) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("release") { $0.string(outcome.gate.release) }
      json.field("day") { $0.string(outcome.gate.day) }
      json.field("opens") { $0.number(outcome.gate.opens ? "true" : "false") }
      json.field("frozen") { $0.number(outcome.released == nil ? "false" : "true") }
      if let released = outcome.released {
        json.field("folder") { $0.string(released.folder) }
        json.field("entry") { $0.string(released.entry.hash) }
      }
      json.field("conditions") { json in
        json.array(outcome.gate.conditions) { condition, json in
          json.newLine()
          json.object { json in
            json.field("id") { $0.string(condition.id.rawValue) }
            json.field("state") { $0.string(condition.state.rawValue) }
            json.field("words") { $0.string(condition.words) }
            json.field("details") { json in json.array(condition.details) { $1.string($0) } }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}
