import Findings
import Foundation
import Packs
import Report
import TestSupport
import Testing

@testable import Pipeline

/// A programme's own words for sentences: `templates/narrative/<file>` takes the place of the built-in file of that name.
struct NarrativeOverrideTests {
  private static let builtIn: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    return (try? String(contentsOfFile: root + "/Templates/narrative/cover.yaml", encoding: .utf8)) ?? ""
  }()

  private func programme(_ narrative: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try writeGeneratedProgramme(at: folder.path, seed: 5, months: 13)
    let place = folder.path + "/templates/narrative"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try narrative.write(toFile: place + "/cover.yaml", atomically: true, encoding: .utf8)
    return folder
  }

  @Test func aProgrammesOwnWordsStandInItsPacks() throws {
    #expect(Self.builtIn.contains("  cover.position-share: \"{variance|size} {variance|over/under} plan {after}"))
    let own = Self.builtIn.replacing("{variance|over/under} plan {after}", with: "{variance|too much/to spare} {after}")
    let folder = try programme(own)
    let request = RunRequest(programme: folder.path, jobs: 1)
    let templating = try Templating(request, definitions: nil)
    let context = PackContext(packInput(try readInputs(request), rules: templating.rules))
    let definition = try #require(templating.definitions[.programme])
    let pack = try #require(buildPack(definition, kind: .programme, code: "", context: context))
    #expect(pack.identity.finding.plain.contains("too much after") || pack.identity.finding.plain.contains("to spare after"))
    // The file is an input of the run, so that the release keeps it.
    #expect(templating.files.contains { $0.name == "narrative/cover.yaml" && $0.path.hasPrefix(folder.path) })
  }

  @Test func aMistakeStopsTheRunWithFileLineAndNearestName() throws {
    let folder = try programme(
      Self.builtIn.replacing("{variance|size} {variance|over/under} plan {after}, {share", with: "{variance|size} {after}, {shrae"))
    do throws(RunFailure) {
      _ = try Templating(RunRequest(programme: folder.path, jobs: 1), definitions: nil)
      Issue.record("the mistake was not seen")
    } catch {
      guard case .templates(let findings) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(findings.map(\.code.text) == ["NARR-004"])
      #expect(findings[0].origin.description.hasPrefix("narrative/cover.yaml:8:"), "\(findings[0].origin.description)")
      #expect(findings[0].hint?.hasPrefix("did you mean {share}?") == true)
    }
  }

  /// What is mistyped is told with its line, and what was meant.
  @Test(arguments: [
    ("  cover.on-plan:", "  cover.onplan:", "NARR-001", "did you mean \"cover.on-plan\"?"),
    ("Exactly on plan {after}", "Exactly on plan {aftr}", "NARR-004", "did you mean {after}?"),
    ("Exactly on plan {after}", "0 from plan {after}", "NARR-003", "placeholders of this rule:"),
    ("Exactly on plan {after}", "Exactly on plan {after|capitl}", "NARR-005", "did you mean \"capital\"?"),
  ])
  func aMistypedRuleSlotOrNumberStopsTheRun(_ old: String, _ new: String, _ code: String, _ hint: String) throws {
    let line = try #require(Self.builtIn.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(old) }) + 1
    let folder = try programme(Self.builtIn.replacing(old, with: new))
    do throws(RunFailure) {
      _ = try Templating(RunRequest(programme: folder.path, jobs: 1), definitions: nil)
      Issue.record("the mistake was not seen")
    } catch {
      guard case .templates(let findings) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(findings.map(\.code.text) == [code])
      #expect(findings[0].origin.file == "narrative/cover.yaml" && findings[0].origin.line == line, "\(findings[0].origin.description)")
      #expect(findings[0].hint?.hasPrefix(hint) == true, "\(findings[0].hint ?? "")")
    }
  }

  /// A rule that a programme's own file leaves out is a mistake, not a blank.
  @Test func aRuleThatIsLeftOutStopsTheRun() throws {
    let folder = try programme(Self.builtIn.split(separator: "\n").filter { !$0.contains("cover.detail:") }.joined(separator: "\n") + "\n")
    do throws(RunFailure) {
      _ = try Templating(RunRequest(programme: folder.path, jobs: 1), definitions: nil)
      Issue.record("the missing rule was not seen")
    } catch {
      guard case .templates(let findings) = error else { return }
      #expect(findings.map { "\($0.origin.file) \($0.value ?? "")" } == ["narrative/cover.yaml cover.detail"])
      // At the last of its neighbours that are there.
      #expect(findings[0].origin.line == 9, "\(findings[0].origin.description)")
      #expect(findings[0].hint?.hasPrefix("it belongs beside \"cover.detail-furthest\"") == true)
    }
  }
}
