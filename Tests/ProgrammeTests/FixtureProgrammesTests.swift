import Findings
import Foundation
import Programme
import Testing

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures").standardizedFileURL

@Suite struct FixtureProgrammesTests {
  @Test(arguments: [("thames-valley-wessex", 18, 16), ("trust-dashboard-2016-17", 18, 1)])
  func theSampleProgrammesAreWithoutErrors(name: String, commissioners: Int, providers: Int) throws {
    let (loaded, findings) = loadProgramme(at: fixtures.appending(path: name).path())
    #expect(findings.filter { $0.severity == .error }.map(line) == [])
    let programme = try #require(loaded)
    #expect(programme.configuration.isSampleData)
    #expect(programme.organisations.commissioners.count == commissioners)
    #expect(programme.organisations.providers.count == providers)
    #expect(programme.words.commissioners == "CCGs")
  }

  @Test func theRegistersOfTheFirstAreRead() throws {
    let programme = try #require(loadProgramme(at: fixtures.appending(path: "thames-valley-wessex").path()).programme)
    let registers = programme.registers
    #expect(registers.quality.contains { $0.value == .notPublished })
    #expect(!registers.challenges.isEmpty)
    #expect(!registers.nca.isEmpty && !registers.ncaBudgets.isEmpty)
    #expect(!registers.ifr.isEmpty && !registers.priorApprovals.isEmpty)
    #expect(!registers.schemes.isEmpty && !registers.adjustments.isEmpty && !registers.contracts.isEmpty)
    #expect(!programme.commentary.isEmpty)
    #expect(programme.commentary.values.allSatisfy { !$0.isEmpty })
  }
}
