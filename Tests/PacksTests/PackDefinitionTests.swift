import Findings
import Foundation
import Report
import Testing

@testable import Packs

private func read(_ text: String) -> (definition: PackDefinition?, findings: [Finding]) {
  readPackDefinition(Array(text.utf8), file: "packs/commissioner.yaml")
}

@Suite struct PackDefinitionTests {
  @Test(arguments: [PackKind.commissioner, .provider, .programme])
  func theBuiltInDefinitionsAreWhole(_ kind: PackKind) throws {
    let definition = try builtInDefinition(kind)
    #expect(definition.kinds == [kind])
    #expect(definition.sections.first?.id == "headlines" && definition.sections.last?.id == "methods")
  }

  @Test func aSectionMayBeRetitledReorderedAndDropped() throws {
    let (definition, findings) = read(
      """
      format: 1
      pack: commissioner
      title: Our pack
      sections:
        - id: quality
          title: Quality of care
          question: Is it safe?
        - id: top-ten-overspend
          rows: 5
        - headlines
      """)
    #expect(findings.isEmpty)
    #expect(definition?.title == "Our pack")
    #expect(definition?.sections.map(\.id) == ["quality", "top-ten-overspend", "headlines"])
    let context = PackContext(fullInput())
    let whole = try #require(definition)
    let pack = try #require(buildPack(whole, kind: .commissioner, code: "10H", context: context))
    #expect(pack.sections.map(\.title) == ["Quality of care", "Top ten over plan", "Headlines"])
    #expect(pack.sections[0].question == "Is it safe?")
    #expect(pack.table("top-ten-overspend")?.rows.count == 5)
  }

  @Test func aShortPackKeepsTheFirstTablesAndChartsOfASection() throws {
    let (definition, findings) = read(
      """
      format: 1
      pack: commissioner
      sections:
        - id: position-by-provider
          parts: 1
        - id: activity-by-pod
          parts: 2
          detail: no
      """)
    #expect(findings.isEmpty)
    let context = PackContext(fullInput())
    let short = try #require(definition)
    let pack = try #require(buildPack(short, kind: .commissioner, code: "10H", context: context))
    #expect(pack.sections[0].blocks.map(kindOf) == ["position-by-provider-ytd"])
    #expect(pack.sections[1].blocks.map(kindOf) == ["activity-by-pod-ytd", "activity-by-pod-split"])
    let points = try #require(pack.table("activity-by-pod-ytd"))
    #expect(!points.rows.isEmpty && points.rows.allSatisfy { $0.kind == .body }, "no line within a group, so no groups")
    let usual = try builtInDefinition(.commissioner)
    let whole = try #require(buildPack(usual, kind: .commissioner, code: "10H", context: context))
    #expect(whole.table("activity-by-pod-ytd")?.rows.contains { $0.kind == .detail } == true)
  }

  @Test(arguments: [
    (
      "  - id: quality\n    detail: no", "packs/commissioner.yaml:5:13",
      "the section \"quality\" has no lines within its groups, so it takes no \"detail\"",
      "take the line out"
    ),
    (
      "  - headline", "packs/commissioner.yaml:4:5", "there is no section \"headline\"", "did you mean \"headlines\"?"
    ),
    (
      "  - id: headlines\n    titel: X", "packs/commissioner.yaml:5:5", "there is no key \"titel\" in \"sections\"", "did you mean \"title\"?"
    ),
    (
      "  - commentary", "packs/commissioner.yaml:4:5", "the section \"commentary\" may not stand in a pack for a commissioner",
      "sections of this pack: headlines"
    ),
    (
      "  - methods\n  - methods", "packs/commissioner.yaml:5:5", "the section \"methods\" is listed more than once", "keep one of them"
    ),
  ])
  func aMistakeIsNamedWithItsPlaceAndTheNearestName(_ lines: String, _ place: String, _ message: String, _ hint: String) throws {
    let (definition, findings) = read("format: 1\npack: commissioner\nsections:\n" + lines + "\n")
    #expect(definition == nil)
    let finding = try #require(findings.first)
    #expect(finding.origin.description == place)
    #expect(finding.message == message)
    #expect(finding.hint?.hasPrefix(hint) == true, "\(finding.hint ?? "")")
    #expect(findings.count == 1)
  }

  @Test func oneFileMayServeSeveralKinds() throws {
    let (definition, findings) = read("format: 1\npack: [commissioner, provider]\nsections: [position-by-provider, position-by-commissioner]\n")
    #expect(findings.isEmpty)
    let context = PackContext(fullInput())
    let whole = try #require(definition)
    #expect(buildPack(whole, kind: .commissioner, code: "10H", context: context)?.sections.map(\.id) == ["position-by-provider"])
    #expect(buildPack(whole, kind: .provider, code: "RQM", context: context)?.sections.map(\.id) == ["position-by-commissioner"])
  }

  @Test func theBenchmarksStandardPackServesBothSides() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let bytes = [UInt8](try Data(contentsOf: root.appendingPathComponent("Benchmarks/packs/standard.yaml")))
    let (definition, findings) = readPackDefinition(bytes, file: "standard.yaml")
    #expect(findings.isEmpty)
    let standard = try #require(definition)
    let context = PackContext(fullInput())
    for (kind, code) in [(PackKind.commissioner, "10H"), (.provider, "RQM")] {
      let pack = try #require(buildPack(standard, kind: kind, code: code, context: context))
      #expect(pack.sections.count == 11)
      for table in pack.allTables { #expect(!table.rows.isEmpty, "\(code) \(table.id)") }
      #expect(pack.headline("referrals")?.hasSuffix("each of the 35 months lay within ordinary variation") == true)
    }
  }

  @Test func theReferenceNamesEverySection() {
    let reference = packDefinitionReference()
    for builder in sectionBuilders { #expect(reference.contains("`\(builder.id)`")) }
  }

  @Test func sectionIdsAreUnique() { #expect(Set(sectionBuilders.map(\.id)).count == sectionBuilders.count) }
}

/// The id of a table or chart; empty for any other block.
private func kindOf(_ block: Block) -> String {
  switch block {
  case .table(let table): table.id
  case .chart(let chart): chart.id
  default: ""
  }
}
