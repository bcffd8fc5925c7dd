import ArgumentParser
import HTML
import Pipeline

/// `outturn checks`: the list of checks.
struct ChecksVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checks",
    abstract: "Lists every check with its code, severity and meaning.",
    discussion: """
      EXAMPLES
        outturn checks
        outturn checks --json
      """)

  @Flag(help: "Write one JSON document to standard output in place of text.")
  var json = false

  func run() throws {
    let console = Console(quiet: false)
    let checks = allChecks()
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("schema") { $0.number("1") }
        writer.field("checks") { writer in
          writer.array(checks) { check, writer in
            writer.newLine()
            writer.object { writer in
              writer.field("code") { $0.string(check.code) }
              if let severity = check.severity { writer.field("severity") { $0.string(severity) } }
              writer.field("meaning") { $0.string(check.meaning) }
            }
          }
        }
      }
      writer.finish()
      console.result(bytes: writer.bytes)
    } else {
      console.result(checks.map { $0.code.padded(to: 10) + ($0.severity ?? "").padded(to: 9) + $0.meaning }.joined(separator: "\n"))
    }
  }
}
