import ArgumentParser
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
        console.result(bytes: gateJSON(outcome.gate, "frozen", outcome.released))
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

  private func text(_ gate: GateAnswer) -> String {
    // A freeze has no versions: this is asked of a quarter that is frozen alone.
    let isFrozen = gate.conditions.contains { $0.id == .version }
    return gateText(gate, gate.opens ? "it may be frozen" : isFrozen ? "it is frozen" : "it may not be frozen")
  }
}
