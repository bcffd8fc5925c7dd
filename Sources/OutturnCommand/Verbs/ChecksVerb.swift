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
        outturn checks --markdown
      """)

  @Flag(help: "Write one JSON document to standard output in place of text.")
  var json = false

  @Flag(help: "Write the page of checks, docs/checks.md, to standard output.")
  var markdown = false

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
              writer.field("family") { $0.string(check.family) }
              writer.field("meaning") { $0.string(check.meaning) }
              if !check.reason.isEmpty { writer.field("reason") { $0.string(check.reason) } }
              if !check.limit.isEmpty { writer.field("limit") { $0.string(check.limit) } }
              if let challenge = check.challenge { writer.field("challenge") { $0.string(challenge) } }
            }
          }
        }
      }
      writer.finish()
      console.result(bytes: writer.bytes)
    } else {
      console.result(markdown ? checksDocument(checks) : listText(checks))
    }
  }

  private func listText(_ checks: [ListedCheck]) -> String {
    familiesInOrder(checks).map { family in
      ([family.name]
        + family.checks.map { check in
          "  " + check.code.padded(to: 10) + (check.severity ?? "").padded(to: 9) + check.meaning + (check.limit.isEmpty ? "" : " [\(check.limit)]")
        }).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
