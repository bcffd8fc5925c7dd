import Findings
import Programme
import Quantities
import Testing

private func read(_ text: String) -> (runs: [ProseRun], findings: [Finding]) {
  let (prose, findings) = readMarkdown(Array(text.utf8), file: "x.md")
  return (
    prose.blocks.flatMap { block -> [ProseRun] in
      switch block {
      case .heading(_, let runs), .paragraph(let runs): runs
      case .bullets(let items), .numbered(let items): items.flatMap { $0 }
      }
    }, findings
  )
}

/// `{{figure:…}}` in Markdown: found wherever text may stand, and hostile texts do no harm.
@Suite struct CitedFigureTests {
  @Test func citationsKeepTheirLineStyleIdAndFormat() {
    let (runs, findings) = read(
      "One\n\nTwo **{{figure:position/10H/_outside/pod=DC/ytd_variance|size=1,327}}** and\n{{ figure:a }} {{figure: sus/ALL/ALL/firsts@2015-16-M05~x=12 }}.\n"
    )
    let cited = runs.compactMap(\.citation)
    #expect(
      cited == [
        ProseCitation(id: "position/10H/_outside/pod=DC/ytd_variance", format: "size", recorded: "1,327", line: 3),
        ProseCitation(id: "sus/ALL/ALL/firsts@2015-16-M05~x", recorded: "12", line: 4),
      ])
    #expect(runs.first { $0.citation != nil }?.isStrong == true)
    #expect(findings.map { "\($0.origin.description) \($0.code.text)" } == ["x.md:4 PROG-016"])
    #expect(runs.contains { $0.text.contains("{{ figure:a }}") })
  }

  @Test func listsQuotesCodeAndLinksMayCite() {
    for text in [
      "- a {{figure:p/A/B/m}}\n", "> {{figure:p/A/B/m}}\n", "    {{figure:p/A/B/m}}\n", "`{{figure:p/A/B/m}}`\n",
      "[{{figure:p/A/B/m}}](https://e.org)\n",
      "# {{figure:p/A/B/m}}\n", "1. x\n   - {{figure:p/A/B/m}}\n",
    ] {
      #expect(read(text).runs.compactMap(\.citation).map(\.id) == ["p/A/B/m"], "\(text)")
    }
  }

  @Test(arguments: [
    "{{figure:", "{{", "}}", "{{figure:}}", "{{figure:a b/c/d/e}}", "{{figure:x}}", "{{#if}}{{/if}}", "{{{{figure:p/A/B/m}}}}",
    "\u{F0000}0\u{F0001}", "{{figure:p/A/B/m\u{0}}}", "{{figure:\u{202E}p/A/B/m}}", String(repeating: "{{", count: 50_000),
  ])
  func hostileTextsDoNoHarm(_ text: String) {
    let (runs, _) = read(text + "\n")
    #expect(!runs.contains { $0.text.contains("\u{F0000}") || $0.text.contains("\u{F0001}") })
    for citation in runs.compactMap(\.citation) { #expect(citation.id.hasSuffix("p/A/B/m") || citation.id.contains("p/A/B/m")) }
  }

  @Test func htmlAroundACitationIsLeftOut() {
    let (runs, findings) = read("<script>{{figure:p/A/B/m}}</script>\n\n<b>{{figure:p/A/B/m}}</b>\n")
    #expect(runs.compactMap(\.citation).count == 1)
    #expect(findings.count == 2)
  }
}

/// Which text stands in a month.
@Suite struct StandingTextTests {
  private func load(_ files: [String: String], _ month: Int) throws -> (ProgrammeDefinition, [Finding]) {
    let folder = try TemporaryProgramme(smallProgramme.merging(files) { $1 })
    var programme = try #require(loadProgramme(at: folder.path, commentary: .none).programme)
    let findings = programme.readCommentary(at: folder.path, of: Period(year: FinancialYear(start: 2015), month: month))
    return (programme, findings)
  }

  private func standing(_ name: String, _ programme: ProgrammeDefinition, _ month: Int) -> String? {
    let period = Period(year: FinancialYear(start: 2015), month: month)
    guard let (prose, written) = programme.text(name, standingIn: period), case .paragraph(let runs)? = prose.blocks.first else { return nil }
    return "\(runs.plainText) of \(written.identifier)"
  }

  @Test func theLatestEarlierTextStandsWhereTheMonthHasNone() throws {
    let files = [
      "commentary/2015-16-M08/narrative.md": "Eight\n", "commentary/2015-16-M09/narrative.md": "Nine\n", "commentary/2015-16-M10/RQM.md": "Ten\n",
      "commentary/2015-16-M12/narrative.md": "Twelve\n", "commentary/2015-16-M11/readme.txt": "no text",
    ]
    let (programme, findings) = try load(files, 11)
    #expect(standing("narrative", programme, 11) == "Nine of 2015-16-M09")
    #expect(standing("RQM", programme, 11) == "Ten of 2015-16-M10")
    #expect(findings.map(\.origin.file) == ["commentary/2015-16-M11/readme.txt"])
    // What was read is an input of the run, and nothing else is.
    #expect(programme.files.filter { $0.hasPrefix("commentary/") } == ["commentary/2015-16-M09/narrative.md", "commentary/2015-16-M10/RQM.md"])
  }

  @Test func aTextStandsForAYearAndNoLonger() throws {
    let files = ["commentary/2014-15-M11/narrative.md": "Old\n"]
    #expect(standing("narrative", try load(files, 11).0, 11) == "Old of 2014-15-M11")
    #expect(standing("narrative", try load(files, 12).0, 12) == nil)
  }
}
