package import ArgumentParser
import Pipeline

/// The command: verbs and their common word.
package struct OutturnTool: ParsableCommand {
  /// The verbs, examples and version.
  package static let configuration = CommandConfiguration(
    commandName: "outturn",
    abstract: "Turns a month of NHS contract-monitoring extracts into finished report packs.",
    discussion: """
      With no verb, says in one line what the programme here must do next.

      EXAMPLES
        outturn init my-programme                      writes its programme.yaml
        outturn build --programme my-programme         makes the latest month
        outturn explain position/10H/ALL/ytd_variance  traces a number to its rows

      Exit status: 0 done, 1 done with errors found in the input, 64 usage, 65 no
      usable file, 66 no such input, 70 the packs contradict themselves, 73 cannot
      create output, 74 reading or writing failed, 75 try again,
      78 configuration, 130 interrupted.
      """,
    version: outturnVersion,
    subcommands: [
      InitVerb.self, CheckVerb.self, BuildVerb.self, FiguresVerb.self, ExplainVerb.self, ChecksVerb.self, ProfileVerb.self, CalendarVerb.self,
      ConfigurationVerb.self,
      ApproveVerb.self, ReleaseVerb.self, FreezeVerb.self, CompareVerb.self, VerifyVerb.self, ArchiveVerb.self, UpgradeVerb.self, LeaksVerb.self,
      SendVerb.self, SentVerb.self,
      DueVerb.self,
    ], defaultSubcommand: DueVerb.self)

  /// Made by the parser.
  package init() {}
}

/// Runs the command with the process's arguments and ends the process with its exit status.
package func runOutturn() -> Never {
  OutturnTool.main()
  OutturnTool.exit()
}
