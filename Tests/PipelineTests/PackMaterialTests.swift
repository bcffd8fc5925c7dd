import Packs
import Pipeline
import Programme
import Quantities
import TestSupport
import Testing

/// What `programme.yaml` says reaches what packs are made from.
struct PackMaterialTests {
  @Test func theProgrammesChoicesReachThePacks() throws {
    let folder = try TemporaryFolder()
    try writeGeneratedProgramme(at: folder.path, seed: 5, months: 13)
    var inputs = try readInputs(RunRequest(programme: folder.path, jobs: 1))
    let rules = try #require(readNarrativeRules([], declared: []).rules)
    let standard = packInput(inputs, rules: rules)
    #expect(standard.planDifference == Money(parts: exactScale))
    #expect(standard.phasing == .twelfths)
    inputs.programme.configuration.thresholds.planDifference = Money(parts: 250 * exactScale)
    inputs.programme.configuration.phasing = .workingDays
    let own = packInput(inputs, rules: rules)
    #expect(own.planDifference == Money(parts: 250 * exactScale))
    #expect(own.phasing == .workingDays)
  }
}
