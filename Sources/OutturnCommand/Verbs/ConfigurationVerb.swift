import ArgumentParser
import Packs
import Profiles
import Programme
import Styling

/// `outturn configuration`: the reference of every key, made from the definitions that parse them.
struct ConfigurationVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "configuration",
    abstract: "Prints the reference of every configuration key, in Markdown.",
    discussion: """
      EXAMPLES
        outturn configuration > docs/configuration.md
      """)

  func run() throws {
    Console(quiet: false).result(configurationDocument())
  }
}

/// The whole reference: `programme.yaml` and the table files, pack definitions, rules of sentences, theme.
func configurationDocument() -> String {
  """
  # Configuration

  Made by `outturn configuration` from the definitions that parse these files; `make reference` writes it anew.

  \(programmeReference())

  \(packDefinitionReference())

  \(profileReference())

  \(narrativeReference())

  \(themeReference())
  """
}
