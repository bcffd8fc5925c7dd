import ArgumentParser
import Foundation
import Pipeline
import Testing

@testable import OutturnCommand

/// The documents say what the program does.
struct DocumentTests {
  private let verbs = OutturnTool.configuration.subcommands

  private func options(_ verb: any ParsableCommand.Type) -> [String] {
    Set(OutturnTool.helpMessage(for: verb).matches(of: /--[a-z][a-z-]+/).map { String($0.0) }).subtracting(["--help", "--version"]).sorted()
  }

  private func name(_ verb: any ParsableCommand.Type) -> String { verb.configuration.commandName ?? "" }

  @Test func theManPageHasEveryVerbAndLongOption() throws {
    let page = try Repository.text("docs/outturn.1").replacing("\\-", with: "-").replacing("\\(el", with: "…")
    #expect(verbs.count >= 8)
    for verb in verbs {
      #expect(page.contains(try Regex("(?m)^\\.(B|BR|BI) \"?\(name(verb))\\b")), "the man page has no verb \(name(verb))")
      for option in options(verb) { #expect(page.contains(option), "the man page has no \(option) of \(name(verb))") }
    }
  }

  @Test func theManPageHasEveryExitStatus() throws {
    let page = try Repository.text("docs/outturn.1")
    for status: OutturnCommand.ExitStatus in [
      .done, .findings, .usage, .unusableInput, .noInput, .internalFault, .cannotCreate, .inputOutput, .configuration, .interrupted,
    ] {
      #expect(page.contains("\n.B \(status.rawValue)\n"), "the man page has no exit status \(status.rawValue)")
    }
  }

  @Test func everyCommandOfTheReadmeExists() throws {
    let text = try Repository.text("README.md")
    let make = try Repository.text("Makefile")
    var count = 0
    for match in text.matches(of: /(?m)(?:^|`)\s*(outturn|make) ([a-z]+)([^`\n#|>]*)/) {
      let (tool, word, rest) = (match.1, String(match.2), match.3)
      count += 1
      if tool == "make" {
        #expect(make.contains(try Regex("(?m)^\(word):")), "README: there is no “make \(word)”")
      } else if word != "help" {
        let verb = try #require(verbs.first { name($0) == word }, "README: there is no verb \(word)")
        for option in rest.matches(of: /--[a-z][a-z-]+/) { #expect(options(verb).contains(String(option.0)), "README: \(word) has no \(option.0)") }
      }
    }
    #expect(count >= 10)
    for match in text.matches(of: /\]\(([^)#:]+)\)/) {
      #expect(FileManager.default.fileExists(atPath: Repository.root + "/" + match.1), "README links to \(match.1), which is not there")
    }
    for match in text.matches(of: /`(docs\/[a-z.-]+|scripts\/[a-z.-]+)`/) {
      #expect(FileManager.default.fileExists(atPath: Repository.root + "/" + match.1), "README names \(match.1), which is not there")
    }
  }

  @Test func theConfigurationReferenceIsWhatTheDefinitionsSay() throws {
    let document = configurationDocument()
    let kept = try Repository.text("docs/configuration.md")
    let same = kept == document || kept == document + "\n"
    #expect(same, "docs/configuration.md is not what the definitions say: run “make reference” and look at the difference")
    #expect(kept.contains("working_day"))
  }

  @Test func thePageOfChecksIsWhatTheDefinitionsSay() throws {
    let document = checksDocument(allChecks())
    let kept = try Repository.text("docs/checks.md")
    let same = kept == document || kept == document + "\n"
    #expect(same, "docs/checks.md is not what the definitions say: run “make reference” and look at the difference")
    #expect(kept.contains("| LOCAL POINT OF DELIVERY CODE | max an50 |"))
  }

  /// At least eighty checks of the extracts in nine families, six or more in each; files of several kinds share a check, which counts once.
  @Test func everyFamilyHasItsChecks() {
    let configured = Set(["The programme’s own files", "Templates and texts"])
    let families = familiesInOrder(allChecks()).filter { !configured.contains($0.name) }
    #expect(families.count == 9)
    var all = 0
    for family in families {
      let meanings = Set(family.checks.map(\.meaning))
      #expect(meanings.count >= 6, "\(family.name) has \(meanings.count)")
      all += meanings.count
    }
    #expect(all >= 80, "there are \(all)")
  }

  /// A code that a source file writes is listed by `outturn checks`, and no code is listed twice.
  @Test func everyFindingCodeIsListed() throws {
    let listed = allChecks().map(\.code)
    #expect(Set(listed).count == listed.count, "a code is listed twice")
    #expect(listed.count > 40)
    for check in allChecks() { #expect(!check.meaning.isEmpty, "\(check.code) has no meaning") }
    for file in try Repository.files("Sources", ".swift") where !file.contains("SampleProgrammes") {
      for match in try Repository.text(file).matches(of: /"([A-Z]{3,5}-[0-9]{3})"/) {
        #expect(listed.contains(String(match.1)), "\(file) writes \(match.1), which “outturn checks” does not list")
      }
    }
  }

  @Test(arguments: [
    "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "DEVIATIONS.md", "GLOSSARY.md", "NOTICE", "README.md", "SECURITY.md", "Output/README.md",
    "Makefile",
    ".swift-format", ".gitignore", ".ci/run", "docs/outturn.1", "docs/configuration.md", "docs/checks.md", "scripts/dependencies.sh",
  ])
  func theRepositoryHolds(path: String) throws {
    #expect(try Repository.text(path).count > 20, "\(path) says nothing")
  }

  @Test func whatContinuousIntegrationRunsIsTheReadmesTestCommand() throws {
    #expect(try Repository.text(".ci/run").contains("\nmake test\n"))
    #expect(try Repository.text("README.md").contains("make test"))
    for script in [".ci/run", "scripts/dependencies.sh"] {
      #expect(FileManager.default.isExecutableFile(atPath: Repository.root + "/" + script), "\(script)")
    }
  }
}
