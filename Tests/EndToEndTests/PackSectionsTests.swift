import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Every section of a finished pack of each kind: its HTML against the one that was looked at and kept, its words and numbers in the PDF, and a picture
  /// of the page on which it begins.
  ///
  /// Changed HTML is recorded with `make golden`, after it has been looked at.
  @Suite(.enabled(if: canRun("pdftotext", "-v") && canRun("qpdf", "--version"), "SKIPPED: no pdftotext or qpdf"))
  struct PackSections {
    let month: String

    init() throws { month = try FixtureBuild.thamesValley.get().month }

    @Test func everySectionReadsAsItDid() throws {
      let recording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"].map { !$0.isEmpty } ?? false
      try sections([recording ? "record" : "compare", repository + "/Tests/Golden/sections"] + GoldenPages.packs.map { "\(month)/\($0).html" })
    }

    @Test(arguments: GoldenPages.packs)
    func everySectionStandsInThePDF(pack: String) throws {
      try sections(["text", "\(month)/\(pack).html", "\(month)/\(pack).pdf"])
    }

    @Test(arguments: GoldenPages.packs)
    func everySectionHasAPictureUnderReview(pack: String) throws {
      try sections(["pictures", repository + "/Tests/Golden/pages", "\(month)/\(pack).html", "\(month)/\(pack).pdf"])
    }

    private func sections(_ arguments: [String]) throws {
      let script = try #require(Bundle.module.path(forResource: "Tools/pack_sections", ofType: "py"))
      let ran = try run("/usr/bin/env", [systemPython, script] + arguments)
      #expect(ran.status == 0, "\(ran.said)")
    }
  }
}
