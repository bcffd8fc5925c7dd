import Findings
import Report
import TestSupport
import Testing

@testable import Packs
@testable import Pipeline

/// How the data behind each pack stand, as the portal's list says it.
struct PackStatesTests {
  /// What is found in files of the programme (texts, registers) stands at its own pack; what is found in a return, at its provider, its commissioners and the
  /// programme.
  @Test func whatIsFoundStandsAtThePacksThatItConcerns() throws {
    let folder = try TemporaryFolder()
    try writeGeneratedProgramme(at: folder.path, seed: 5, months: 13)
    var inputs = try readInputs(RunRequest(programme: folder.path, jobs: 1))
    let rules = try #require(readNarrativeRules([], declared: []).rules)
    let context = PackContext(packInput(inputs, rules: rules))
    let provider = try #require(context.input.providers.first?.code)
    let other = try #require(context.input.providers.last?.code)
    func state(_ kind: PackKind, _ code: String) -> String {
      let state = PackStates(inputs, context).state(of: PackTarget(kind: kind, code: code))
      return "\(state.mark.rawValue): \(state.words)"
    }
    inputs.findings = []
    #expect(state(.programme, "programme") == "met: no warning")
    inputs.findings = [Finding("NARR-010", .warning, at: Origin(file: "commentary/2013-14-M12/narrative.md", line: 1), "moved", count: 2)]
    #expect(state(.programme, "programme") == "warning: 2 warnings")
    #expect(state(.provider, provider) == "met: no warning")
    inputs.findings.append(Finding("SLAM-017", .warning, at: Origin(file: "extracts/slam/x.csv", line: 4), "odd", provider: provider))
    #expect(state(.programme, "programme") == "warning: 1 of 2 trusts with warnings, 2 warnings")
    #expect(state(.provider, provider) == "warning: 1 warning")
    #expect(state(.provider, other) == "met: no warning")
    inputs.findings.append(Finding("PROG-030", .error, at: Origin(file: "organisations/peers.csv", line: 2), "wrong"))
    #expect(state(.programme, "programme") == "error: 1 of 2 trusts with warnings, 1 error, 2 warnings")
  }
}
