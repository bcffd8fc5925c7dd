import ArgumentParser
import Pipeline
import Releases

/// `outturn release`: the gate, then an immutable release.
struct ReleaseVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Takes a built month through the gate into releases/.",
    discussion: """
      The gate asks: is the release day reached, is the month whole, are its inputs
      unchanged, are all returns in, is every error waived (registers/waivers.csv),
      do the packs agree, do they say nothing that their readers may not see, have
      two signed. The release is complete and read-only, and never changes again: a
      correction is the next version and gives a reason. Exit status 1 when the gate
      says no.

      EXAMPLES
        outturn release --dry-run
        outturn release --period 2015-16/M11 --cut freeze
        outturn release --reason "RQM sent its return again"
      """)

  @OptionGroup var options: CommonOptions

  @Option(help: ArgumentHelp("The folder of the output.", valueName: "DIR"))
  var output = "Output"

  @Option(help: signingKeyHelp)
  var signingKey: String?

  @Flag(help: "Print every condition with its state; release nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Why a released pack is replaced by another version.", valueName: "TEXT"))
  var reason: String?

  func validate() throws {
    // It becomes one line of the manifest, of the pages and of mail.
    if let reason, reason.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0 == "\u{2028}" || $0 == "\u{2029}" }) {
      throw ValidationError("--reason is one line of text, without line breaks or control characters.")
    }
  }

  func run() throws {
    try perform("release", options) { console throws(RunFailure) in
      let request = ReleasingRequest(run: try options.request(), output: absolute(output), reason: reason)
      let outcome =
        dryRun
        ? try releaseDryRun(request, leaks: searchForLeaks)
        : try releaseJob(request, leaks: searchForLeaks) { try openArchive(request.run.programme, signingKey: signingKey.map(absolute)) }
      if options.json {
        console.result(bytes: gateJSON(outcome.gate, "released", outcome.released))
      } else if let released = outcome.released {
        if !options.quiet {
          console.result(
            "\(released.manifest.release) released: \(released.manifest.packs.count) files, \(released.manifest.figures.count) figures\n\(released.folder)"
          )
        }
      } else if dryRun {
        if !options.quiet { console.result(text(outcome.gate)) }
      } else {
        console.complain(text(outcome.gate) + "\noutturn: \(outcome.gate.release) is not released")
      }
      return outcome.gate.opens ? .done : .findings
    }
  }

  private func text(_ gate: GateAnswer) -> String { gateText(gate, gate.opens ? "it may be released" : "it may not be released") }
}
