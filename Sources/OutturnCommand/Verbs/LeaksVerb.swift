import ArgumentParser
import HTML
import Pipeline
import Programme
import Quantities
import Releases

/// `outturn leaks`: whether a built month shows anybody what is not theirs to see.
struct LeaksVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaks",
    abstract: "Searches a built month for what its readers may not see.",
    discussion: """
      Opens every built file and looks in its text, hidden parts and metadata for
      organisations, practices and patients that the pack's reader may not see.
      A release is refused where it finds any; exit status 1 then. What packs may
      show besides stands in programme.yaml under `leaks`.

      EXAMPLES
        outturn leaks
        outturn leaks --period 2015-16/M11 --json
      """)

  @OptionGroup var options: CommonOptions

  @Option(help: ArgumentHelp("The folder under which the month was built.", valueName: "DIR"))
  var output = "Output"

  func run() throws {
    try perform("leaks", options) { console throws(RunFailure) in
      let outcome = try testForLeaks(try options.request(), output: absolute(output)) { stage, done, total in
        console.progress(stage, done: done, of: total)
      }
      console.clearBar()
      guard let leaks = outcome.leaks else {
        console.complain(
          """
          outturn: \(outcome.period.description) is not built: there is no folder \(outcome.folder)
            Build it with: outturn build --period \(outcome.period.description)
          """)
        return .noInput
      }
      if options.json {
        console.result(bytes: json(leaks, period: outcome.period))
      } else {
        let lines = leaks.map(\.words)
        let count = leaks.isEmpty ? "no leak" : leaks.count == 1 ? "1 leak" : "\(leaks.count) leaks"
        if !options.quiet { console.result((lines + ["\(outcome.period.description): \(count)"]).joined(separator: "\n")) }
        if options.quiet { for line in lines { console.complain(line) } }
      }
      return leaks.isEmpty ? .done : .findings
    }
  }

  private func json(_ leaks: [Leak], period: Period) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("period") { $0.string(period.description) }
      json.field("leaks") { json in
        json.array(leaks) { leak, json in
          json.newLine()
          json.object { json in
            json.field("file") { $0.string(leak.file) }
            json.field("place") { $0.string(leak.place) }
            if case .shows(let term, let subject) = leak.cause {
              json.field("term") { $0.string(term) }
              json.field("kind") { $0.string(subject.kind.rawValue) }
              json.field("code") { $0.string(subject.code) }
              json.field("name") { $0.string(subject.name) }
            }
            json.field("reason") { $0.string(leak.reason) }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}
