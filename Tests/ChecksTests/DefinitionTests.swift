import Findings
import Testing

@testable import Checks

@Suite("Definitions of checks")
struct DefinitionTests {
  @Test("codes do not repeat, and every definition says what, why and what to do")
  func whole() {
    #expect(Set(checkDefinitions.map(\.code)).count == checkDefinitions.count)
    for definition in checkDefinitions {
      #expect(definition.code.text.contains(/^(SLAM|SUS|XREF)-\d{3}$/), "\(definition.code)")
      for text in [definition.title, definition.reason, definition.message, definition.hint] {
        #expect(!text.isEmpty && text.last != "." && text.first != " ", "\(definition.code): \(text)")
      }
      #expect(definition.title != definition.message)
    }
  }

  @Test("settings go before a definition, and only where they speak")
  func settings() throws {
    let unusual = try #require(checkDefinitions.first { $0.code == "SLAM-135" })
    #expect(CheckSettings.standard.runs(unusual) && CheckSettings.standard.severity(unusual) == .note)
    #expect(CheckSettings.standard.limit(unusual) == parts(3))
    let settings = CheckSettings(["SLAM-135": CheckSetting(severity: .error), "SLAM-136": CheckSetting(runs: false, limit: 1)])
    #expect(settings.runs(unusual) && settings.severity(unusual) == .error && settings.limit(unusual) == parts(3))
    let factor = try #require(checkDefinitions.first { $0.code == "SLAM-136" })
    #expect(!settings.runs(factor) && settings.limit(factor) == 1 && settings.severity(factor) == .warning)
  }
}
