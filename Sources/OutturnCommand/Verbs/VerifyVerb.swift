import ArgumentParser
import HTML
import Pipeline
import Programme
import Releases

/// `outturn verify`: whether everything that was released is as it was released.
struct VerifyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Proves that the archive and the releases are whole and unaltered.",
    discussion: """
      Reads everything: the chain of entries, every figure against its release's
      digest, every object and every file of releases/, each byte of the database,
      and the ledger of what was sent. Names the first entry that something is wrong with and everything
      that is. Note down the last line's hash elsewhere: it shows even a whole
      archive that was put back to an earlier day.

      With --rebuild it makes a release again, from inputs in the archive and the
      configuration and templates that were kept with it, and compares every byte.
      Where the program, its packages or the system's libraries are of other versions
      than then, it says first which.

      EXAMPLES
        outturn verify
        outturn verify 2015-16/M11-flex-v1
        outturn verify --json --quiet
        outturn verify --rebuild 2015-16/M11-v1

      Exit status: 0 all is as it was kept, 1 something is not, 66 inputs of the
      release to be made again were taken away by retention.
      """)

  @Argument(help: ArgumentHelp("One release: the chain and what that release has (default: everything).", valueName: "RELEASE"))
  var release: String?

  @Option(
    help: ArgumentHelp(
      "A public key in base64; every entry must be signed by one of those given (default: archive_keys of programme.yaml).", valueName: "KEY"))
  var key: [String] = []

  @Option(help: ArgumentHelp("Make this release again and compare every byte.", valueName: "RELEASE"))
  var rebuild: String?

  @OptionGroup var options: CommonOptions

  func validate() throws {
    if rebuild != nil, release != nil || !key.isEmpty {
      throw ValidationError("--rebuild takes no other release and no --key: verify them by themselves.")
    }
  }

  func run() throws {
    if let rebuild {
      return try perform("verify", options) { console throws(RunFailure) in try proveByRebuilding(rebuild, options, console) }
    }
    try perform("verify", options) { console throws(RunFailure) in
      var only: ReleaseName?
      let request = try options.request()
      if let release {
        guard let name = ReleaseName(release) else { throw .archive(.unknown("release “\(release)”")) }
        only = name
      }
      let trust = trust(request, console)
      var report: ArchiveReport
      do throws(ArchiveError) {
        if let only, try !ArchiveReader(programme: request.programme).releases().contains(where: { $0.name == only }) {
          throw .unknown("release \(only.text)")
        }
        report = try ArchiveVerification(programme: request.programme, trust: trust ?? .anyone).run(only: only) { what, done, total in
          console.progress("verifying \(what)", done: done, of: total)
        }
      } catch { throw .archive(error) }
      if only == nil, let ledger = try verifyLedger(programme: request.programme) { report.add(ledger) }
      console.clearBar()
      if options.json {
        console.result(bytes: json(report))
      } else if report.isWhole {
        if !options.quiet { console.result(text(report)) }
      } else {
        if !options.quiet { console.result(text(report)) }
        console.complain(problems(report))
      }
      // Signatures that could not be asked for are a finding: whoever reads the status alone must not take it for a full check.
      return report.isWhole && trust != nil ? .done : .findings
    }
  }

  /// The keys named here, else those of programme.yaml; nil where that cannot be read: the rest is verified all the same.
  private func trust(_ request: RunRequest, _ console: Console) -> KeyTrust? {
    guard key.isEmpty else { return .always(key) }
    guard let programme = loadProgramme(at: request.programme, commentary: .none).programme else {
      console.complain("outturn: programme.yaml cannot be used, so no signature is asked for; name the keys with --key (see outturn check)")
      return nil
    }
    return .sinceAdopted(programme.configuration.archiveKeys)
  }

  private func text(_ report: ArchiveReport) -> String {
    var lines = report.checks.map { "\($0.what.padded(to: 26))\(String($0.count).padded(to: 12))\($0.words)" }
    lines += report.notes.map { "note: \($0)" }
    if report.sequence > 0 {
      lines.append("\(report.isWhole ? "whole up to" : "last:") entry \(report.sequence), \(report.hash)")
    } else if report.isWhole {
      lines.append("whole; nothing was released yet")
    }
    return lines.joined(separator: "\n")
  }

  private func problems(_ report: ArchiveReport) -> String {
    let first = report.firstBadEntry.map { "the first bad entry is \($0)" } ?? "no entry is bad by itself"
    return report.problems.map { "error: \($0.text)" }.joined(separator: "\n")
      + "\noutturn: \(report.problems.count) \(report.problems.count == 1 ? "thing is" : "things are") not as they were kept; \(first)"
  }

  private func json(_ report: ArchiveReport) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("whole") { $0.number(report.isWhole ? "true" : "false") }
      json.field("entry") { $0.number(String(report.sequence)) }
      json.field("hash") { $0.string(report.hash) }
      if let first = report.firstBadEntry { json.field("first_bad_entry") { $0.number(String(first)) } }
      json.field("checks") { json in
        json.array(report.checks) { check, json in
          json.newLine()
          json.object { json in
            json.field("what") { $0.string(check.what) }
            json.field("count") { $0.number(String(check.count)) }
            json.field("words") { $0.string(check.words) }
          }
        }
      }
      json.field("problems") { json in
        json.array(report.problems) { problem, json in
          json.newLine()
          json.object { json in
            if let entry = problem.entry { json.field("entry") { $0.number(String(entry)) } }
            json.field("text") { $0.string(problem.text) }
          }
        }
      }
      json.field("notes") { json in json.array(report.notes) { $1.string($0) } }
    }
    json.finish()
    return json.bytes
  }
}
