import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Help, completions, machine-readable output, quiet, colours.
  struct CommandSurface {
    private static let verbs = Result {
      let help = try outturn("--help").output
      guard let list = help.range(of: "SUBCOMMANDS:") else { throw CouldNotPrepare(what: "the list of verbs", said: help) }
      return help[list.upperBound...].split(separator: "\n").compactMap { line -> String? in
        guard line.hasPrefix("  "), let first = line.dropFirst(2).first, first != " " else { return nil }
        let name = line.dropFirst(2).prefix { $0 != " " }
        return name == "See" ? nil : String(name)
      }
    }

    @Test func theVerbsOfThisReleaseAreThere() throws {
      let verbs = try Self.verbs.get()
      for verb in ["init", "check", "build", "figures", "explain", "checks", "calendar", "configuration"] { #expect(verbs.contains(verb)) }
    }

    @Test func everyVerbHasHelpWithExamplesThatFitATerminal() throws {
      for verb in [""] + (try Self.verbs.get()) {
        let arguments = verb.isEmpty ? ["--help"] : ["help", verb]
        let help = try run(builtProgram("outturn"), arguments)
        #expect(help.status == 0)
        let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "EXAMPLES"), "\(verb) has no examples")
        let end = try #require(lines[start...].firstIndex(of: ""))
        #expect(end > start + 1, "\(verb) has no example")
        // A broken line would not begin as an indented command.
        for line in lines[(start + 1)..<end] { #expect(line.hasPrefix("  outturn "), "\(verb): an example is broken: \(line)") }
        if !verb.isEmpty { #expect(try outturn(verb, "--help").output == help.output) }
      }
    }

    /// Each example of the help parses: `--help` after it shows help and nothing is unknown.
    @Test func everyExampleIsACommandLineThatParses() throws {
      for verb in try Self.verbs.get() {
        for line in try outturn("help", verb).output.split(separator: "\n") where line.hasPrefix("  outturn ") {
          let command = line.split(separator: "  ")[0]
          for part in command.components(separatedBy: "&&") {
            let plain = part.split(whereSeparator: { "|>".contains($0) })[0]
            let words = plain.split(separator: " ").dropFirst().map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "'\"")) }
            let ran = try run(builtProgram("outturn"), words + ["--help"])
            #expect(ran.status == 0, "\(line): \(ran.said)")
          }
        }
      }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsNameEveryVerb(shell: String) throws {
      let script = try outturn("--generate-completion-script", shell)
      #expect(script.status == 0)
      for verb in try Self.verbs.get() { #expect(script.output.contains(verb), "\(shell) does not complete \(verb)") }
      if shell == "bash" {
        let checked = try run("/bin/bash", ["-c", "eval \"$S\" && complete -p outturn"], environment: ["S": script.output])
        #expect(checked.status == 0, "\(checked.said)")
      }
    }

    @Test func theVersionIsThatOfTheRunFile() throws {
      let version = try outturn("--version").output.trimmingCharacters(in: .newlines)
      let run = try String(contentsOfFile: try FixtureBuild.thamesValley.get().month + "/run.json", encoding: .utf8)
      #expect(run.contains("\"outturn\":\"\(version)\""))
    }

    @Test func jsonIsOneDocumentOnStandardOutput() throws {
      let folder = try TemporaryFolder()
      let programme = try GeneratedProgramme.small.get().copy(in: folder)
      let shared = ["--programme", programme, "--json"]
      let commands = [
        ["check", "--output", folder.path + "/a"] + shared, ["figures"] + shared, ["checks", "--json"],
        ["calendar", "2015-16", "--json"], ["explain", "position/ALL/ALL/ytd_actual"] + shared,
      ]
      for arguments in commands {
        let ran = try run(builtProgram("outturn"), arguments)
        #expect(ran.status == 0, "\(arguments): \(ran.said)")
        let json = try? JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any]
        #expect(json?["schema"] as? Int == 1, "\(arguments[0]): \(ran.output.prefix(200))")
        let quiet = try run(builtProgram("outturn"), arguments + (arguments.contains("--programme") ? ["--quiet"] : []))
        #expect(quiet.output == ran.output, "\(arguments[0]): what is asked for is printed, quiet or not")
        #expect(quiet.errors.isEmpty, "\(arguments): \(quiet.errors)")
      }
      let built = try run(builtProgram("outturn"), ["build", "--output", folder.path + "/a"] + shared)
      let summary = try #require(try JSONSerialization.jsonObject(with: Data(built.output.utf8)) as? [String: Any])
      #expect(summary["packs"] as? Int == 10)
      #expect(summary["extracts_read"] as? Int == 0, "everything was read before")
      #expect(summary["folder"] as? String == folder.path + "/a/2014-15/M02")
    }

    @Test func quietSaysNothingWhenAllIsWell() throws {
      let folder = try TemporaryFolder()
      let programme = try GeneratedProgramme.small.get().copy(in: folder)
      for arguments in [["build", "--quiet"], ["build", "-q"], ["check", "--quiet"]] {
        let ran = try run(builtProgram("outturn"), arguments + ["--programme", programme, "--output", folder.path + "/a"])
        #expect(ran.status == 0)
        #expect(ran.output.isEmpty && ran.errors.isEmpty, "\(arguments): \(ran.said)")
      }
      let wrong = try outturn("build", "--quiet", "--programme", programme, "--period", "2030-31/M01")
      #expect(wrong.status == 66)
      #expect(!wrong.errors.isEmpty, "quiet or not, what went wrong is said")
    }

    /// A terminal gets colour and a bar; `NO_COLOR` takes the colour away, a pipe both.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "SKIPPED: no script(1) to make a terminal with"))
    func coloursObeyTheTerminalAndNO_COLOR() throws {
      let folder = try TemporaryFolder()
      let programme = try GeneratedProgramme.small.get().copy(in: folder)
      try Data().write(to: URL(fileURLWithPath: programme + "/extracts/slam/2014-15/M02/" + names(in: programme + "/extracts/slam/2014-15/M02")[0]))
      let command = "'\(builtProgram("outturn"))' build --programme '\(programme)' --output '\(folder.path)/a'"
      func onATerminal(_ environment: [String: String?]) throws -> String {
        let variables: [String: String?] = ["TERM": "xterm"]
        return try run("/usr/bin/script", ["-qec", command, "/dev/null"], environment: variables.merging(environment) { $1 }).output
      }
      #expect(try onATerminal([:]).contains("\u{1B}[31m"), "an error is red")
      #expect(try onATerminal([:]).contains("Making packs"), "a bar is shown")
      #expect(try !onATerminal(["NO_COLOR": "1"]).contains("\u{1B}[31m"))
      #expect(try onATerminal(["NO_COLOR": ""]).contains("\u{1B}[31m"), "an empty NO_COLOR is none")
      #expect(try !onATerminal(["TERM": "dumb"]).contains("\u{1B}"))
      let piped = try run("/bin/bash", ["-c", command])
      #expect(!piped.output.contains("\u{1B}") && !piped.errors.contains("\u{1B}"))
    }

    @Test func aClosedPipeEndsQuietly() throws {
      let programme = try FixtureBuild.thamesValley.get().programme
      let ran = try run("/bin/bash", ["-c", "set -o pipefail; '\(builtProgram("outturn"))' figures --programme '\(programme)' | head -3"])
      #expect(ran.output.split(separator: "\n").count == 3)
      for line in ran.errors.split(separator: "\n") { #expect(line.hasPrefix("Reading ") || line.hasPrefix("Making "), "\(line)") }
    }
  }
}
