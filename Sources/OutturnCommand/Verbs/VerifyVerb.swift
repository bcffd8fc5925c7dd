import ArgumentParser
import Pipeline

/// `outturn verify`: proves a release.
struct VerifyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Makes a release again from what was kept with it and compares every byte.",
    discussion: """
      The inputs come from the archive, the configuration and the templates from the
      release. Where the program, its packages or the system's libraries are of other
      versions than then, it says first which. Exit status 1 when a byte differs, 66
      when inputs were taken away by retention.

      EXAMPLES
        outturn verify --rebuild 2015-16/M11-v1
      """)

  @OptionGroup var options: CommonOptions

  @Option(help: ArgumentHelp("The release to make again.", valueName: "RELEASE"))
  var rebuild: String

  func run() throws {
    try perform("verify", options) { console throws(RunFailure) in try proveByRebuilding(rebuild, options, console) }
  }
}
