import Packs
import Programme
import Proof
import Quantities
import Report
import SampleProgrammes
import TestSupport
import Testing

@testable import Pipeline

/// The section on pressures in print: one page, whatever there is to say and however long the text beside it, within reason.
struct NarrativePageTests {
  @Test(arguments: [0, 3, 6, 14]) func thePressuresTakeOnePage(_ paragraphs: Int) throws {
    var size = BenchmarkProgramme.Size()
    size.seed = 7
    size.commissioners = 6
    size.providers = 5
    size.months = 14
    size.linesPerPair = 12
    try expectOnePage(size, paragraphs)
  }

  /// Every organisation of a large programme, each of a long name, and many specialties press: the page holds the largest and no more.
  @Test(arguments: [0, 3]) func veryManyPressuresTakeOnePage(_ paragraphs: Int) throws {
    var size = BenchmarkProgramme.Size()
    size.seed = 11
    size.commissioners = 20
    size.providers = 12
    size.months = 13
    size.linesPerPair = 25
    try expectOnePage(size, paragraphs, longNames: true)
  }

  private func expectOnePage(_ size: BenchmarkProgramme.Size, _ paragraphs: Int, longNames: Bool = false) throws {
    let folder = try TemporaryFolder()
    _ = try BenchmarkProgramme(size).write(to: folderOutput(at: folder.path))
    let request = RunRequest(programme: folder.path, jobs: 1)
    let inputs = try readInputs(request)
    let templating = try Templating(request, definitions: nil)
    var input = packInput(inputs, rules: templating.rules)
    if longNames {
      for place in input.providers.indices { input.providers[place].shortName += " Royal Infirmary and Children’s Hospitals" }
      for place in input.commissioners.indices { input.commissioners[place].shortName += " and the Surrounding Villages" }
    }
    if paragraphs > 0 {
      let words = Sentence(String(repeating: "Some ten words that a person has written here. ", count: 3))
      let text = Array(repeating: Block.paragraph(words), count: paragraphs - 1) + [Block.bullets([words, words])]
      input.narrative = PackCommentary(blocks: text, source: "commentary/narrative.md", earlier: inputs.period.index.advanced(by: -1).period)
    }
    let context = PackContext(input)
    let maker = PackMaker(
      assembly: PackAssembly(context, templating.definitions), templates: templating.pages, theme: templating.theme, measure: templating.measure,
      formats: [.pdf], sources: [], facts: FactsOfFigures(context), register: NameRegister(inputs.programme.organisations))
    let target = try #require(PackTarget.all(of: context).first { $0.kind == .programme })
    var report = try maker.document(target)
    report.sections = report.sections.filter { $0.id == "narrative" }
    let findings = report.sections[0].blocks.reduce(0) { if case .keyFindings(_, let list) = $1 { $0 + list.count } else { $0 } }
    #expect(findings >= 3)
    #expect(report.sections.count == 1)
    let pages = try maker.render(report, target, try DrawingTools(templating.theme)).pageCount
    // The cover, and the one page; of a text that leaves no room for it the author is told.
    let isTooLong = report.remarks.contains { if case .tooLong = $0.kind { true } else { false } }
    #expect(isTooLong == (paragraphs >= 6))
    if !isTooLong { #expect(pages == 2, "\(report.sections[0].blocks.count) blocks on \(pages - 1) pages") }
  }
}
