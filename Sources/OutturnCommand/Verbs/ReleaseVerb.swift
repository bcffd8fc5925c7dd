import ArgumentParser
import HTML
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
        console.result(bytes: json(outcome))
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

  /// A line for each condition, what is wrong under it.
  private func text(_ gate: GateAnswer) -> String {
    let lines = gate.conditions.flatMap { condition -> [String] in
      let state = condition.state.rawValue.padded(to: 8)
      return [state + condition.id.rawValue.padded(to: 18) + condition.words]
        + (condition.state == .ok ? [] : shownDetails(condition.details).map { String(repeating: " ", count: 26) + $0 })
    }
    return (["\(gate.release) on \(gate.day): \(gate.opens ? "it may be released" : "it may not be released")"] + lines).joined(separator: "\n")
  }

  private func json(_ outcome: ReleaseOutcome) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("release") { $0.string(outcome.gate.release) }
      json.field("day") { $0.string(outcome.gate.day) }
      json.field("opens") { $0.number(outcome.gate.opens ? "true" : "false") }
      json.field("released") { $0.number(outcome.released == nil ? "false" : "true") }
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
            json.field("waivers") { json in json.array(condition.waivers) { $1.string($0) } }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}
