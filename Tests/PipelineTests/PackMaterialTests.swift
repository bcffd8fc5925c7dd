import Packs
import Pipeline
import Programme
import Quantities
import SampleProgrammes
import TestSupport
import Testing

/// What `programme.yaml` says reaches what packs are made from.
struct PackMaterialTests {
  @Test func theProgrammesChoicesReachThePacks() throws {
    var size = BenchmarkProgramme.Size()
    size.seed = 5
    size.commissioners = 2
    size.providers = 2
    size.months = 13
    size.linesPerPair = 4
    let folder = try TemporaryFolder()
    _ = try BenchmarkProgramme(size).write(to: folderOutput(at: folder.path))
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
