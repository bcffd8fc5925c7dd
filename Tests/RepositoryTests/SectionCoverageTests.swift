import Foundation
import Testing

/// Every section of the default packs has a test of its analysis, HTML that was looked at and kept, and stands in the packs whose PDF is read and whose
/// pages are under review.
struct SectionCoverageTests {
  /// The pack of each kind whose HTML, PDF text and pictures the end-to-end tests hold.
  private static let samples = ["commissioner": "10H", "provider": "RQM", "programme": "programme", "practice": "10H-practices"]

  /// Where the amounts of each section are tested against figures worked by hand or published: a file and a test in it.
  private static let analysisTests: [String: [(file: String, test: String)]] = [
    :
  ]

  /// The section ids of each default pack definition, as a reader of the file sees them.
  private static func sections() throws -> [(pack: String, id: String)] {
    try Repository.files("Templates/packs", ".yaml").flatMap { file in
      let pack = String(file.split(separator: "/").last ?? "").replacing(".yaml", with: "")
      return try Repository.text(file).matches(of: /(?m)^  - (?:id: )?([a-z][a-z-]+)/).map { (pack: pack, id: String($0.1)) }
    }
  }

  @Test func everyPackHasASample() throws {
    let packs = Set(try Self.sections().map(\.pack))
    #expect(packs == Set(Self.samples.keys))
    let golden = try Repository.text("Tests/EndToEndTests/GoldenPagesTests.swift")
    for sample in Self.samples.values { #expect(golden.contains("/\(sample)_2015-16_M11\""), "no pages of \(sample) are under review") }
  }

  @Test func everySectionHasGoldenHTML() throws {
    for (pack, id) in try Self.sections() {
      let file = "Tests/Golden/sections/\(Self.samples[pack] ?? pack)/\(id).html"
      let text = try? Repository.text(file)
      #expect(text?.contains("data-section=\"\(id)\"") == true, "\(file) is not there or not of this section")
    }
  }

  @Test func everySectionHasATestOfItsAnalysis() throws {
    for id in Set(try Self.sections().map(\.id)).sorted() {
      let tests = Self.analysisTests[id] ?? []
      #expect(!tests.isEmpty, "\(id) names no test of its analysis")
      for (file, test) in tests {
        let text = try? Repository.text("Tests/\(file)")
        #expect(text?.contains("func \(test)(") == true, "\(id): Tests/\(file) has no test \(test)")
      }
    }
  }
}
