import Figures
import Findings
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private let june = Period(year: FinancialYear(start: 2015), month: 3)
private let may = Period(year: FinancialYear(start: 2015), month: 2)

private var quarter: SampleAxes {
  var axes = SampleAxes()
  axes.period = june
  return axes
}

/// Chelsea & Westminster for Chiltern: £300,000 over to May, £500,000 over to June; Royal National Orthopaedic £10,000 under.
private let rows: [SampleRow] = [
  .pounds("10H", "RQM", "DC", ago: 1, plan: 200_000, actual: 500_000, planned: 10, done: 20),
  .pounds("10H", "RQM", "DC", plan: 200_000, actual: 400_000, planned: 10, done: 11),
  .pounds("10H", "RAN", "DC", plan: 300_000, actual: 290_000, planned: 5, done: 5),
]

/// What a text with one citation reads in a pack, and what is remarked of it.
private func cited(
  _ id: String, format: String? = nil, recorded: String? = nil, month: Period = june, kind: PackKind = .programme, code: String = "RQM"
) throws -> (words: String, figures: [Figure], remarks: [TextRemark.Kind], notes: [String]) {
  var input = sampleInput(sampleLedger(rows, quarter))
  let file = "commentary/\(month.identifier)/\(kind == .programme ? "narrative" : code).md"
  let citation = Citation(id: id, format: format, recorded: recorded, file: file, line: 3, month: month)
  let text = PackCommentary(
    blocks: [.paragraph(Sentence([.words("It is "), .citation(citation), .words(" now.")]))], source: file, earlier: month == june ? nil : month)
  if kind == .programme { input.narrative = text } else { input.commentary[code] = text }
  let pack = try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)))
  let section = try #require(pack.section(kind == .programme ? "narrative" : "commentary"))
  var blocks = section.blocks
  if case .aside(_, let inner)? = blocks.first { blocks = inner + blocks.dropFirst() }
  let sentences = blocks.compactMap { if case .paragraph(let sentence) = $0 { sentence } else { nil } }
  let sentence = try #require(sentences.first { $0.plain.hasPrefix("It is ") })
  var figures: [Figure] = []
  sentence.forEachFigure { figures.append($0) }
  let notes = blocks.flatMap { block -> [String] in if case .notes(let notes) = block { notes.map(\.plain) } else { [] } }
  #expect(pack.remarks.allSatisfy { $0.file == file })
  return (sentence.plain, figures, pack.remarks.map(\.kind), notes)
}

/// Figures that persons' texts cite: printed as figures of the pack, refused where it has none, and marked where they have moved.
struct CitationTests {
  @Test func aCitationIsTheFigureOfThePack() throws {
    let text = try cited("position/ALL/RQM/ytd_variance")
    #expect(text.words == "It is −£500,000 now.")
    #expect(text.figures == [Figure(FigureID(wellFormed: "position/ALL/RQM/ytd_variance"), .money(Money(parts: -500_000 * exactScale)))])
    #expect(text.remarks.isEmpty)
    #expect(text.notes.contains { $0.hasSuffix("The figures that it cites are this pack’s; its other numbers are the author’s.") })
    #expect(try cited("position/ALL/RQM/ytd_variance", format: "size").words == "It is £500,000 now.")
    #expect(try cited("position/ALL/RQM/ytd_variance_percent", format: "percentWhole").words == "It is 125% now.")
    // The pack's own period may be written.
    #expect(try cited("position/ALL/RQM/ytd_variance@2015-16-M03").figures.first?.id.text == "position/ALL/RQM/ytd_variance")
  }

  @Test(
    arguments: [
      ("position/ALL/RQ/ytd_variance", "position/ALL/RQM/ytd_variance"), ("position/ALL/RQM/ytd_varience", "position/ALL/RQM/ytd_variance"),
      ("nonsense", nil), ("position/ALL/RQM/ytd_variance@2015-16-M31", nil),
    ] as [(String, String?)])
  func whatThePackDoesNotPrintCannotBeCited(_ id: String, _ nearest: String?) throws {
    let text = try cited(id)
    #expect(text.words == "It is [figure not found] now.")
    guard case .unknown(let near)? = text.remarks.first else {
      Issue.record("nothing is said of \(id)")
      return
    }
    if let nearest { #expect(near == nearest) }
  }

  /// Another trust's figure is in the programme's pack and not in this one's.
  @Test func aTrustsTextCannotSayAnothersFigure() throws {
    let text = try cited("position/ALL/RAN/ytd_variance", kind: .provider)
    #expect(text.words == "It is [figure not found] now.")
    #expect(text.remarks.count == 1)
    #expect(try cited("position/ALL/RQM/ytd_variance", kind: .provider).words == "It is −£500,000 now.")
  }

  /// Written in May, when the variance was −£300,000 by the ledger: −£200,000 − £300,000 later it stands at −£500,000.
  @Test func anEarlierTextIsMarkedWhereAFigureHasMoved() throws {
    let text = try cited("position/ALL/RQM/ytd_variance", month: may)
    #expect(text.words == "It is −£500,000 (moved; −£300,000 when written) now.")
    #expect(text.figures.map(\.id.text) == ["position/ALL/RQM/ytd_variance", "position/ALL/RQM/ytd_variance@2015-16-M02"])
    #expect(text.remarks == [.carried, .moved(from: "−£300,000", to: "−£500,000")])
    #expect(text.notes.contains("Figures that the text cites have moved since it was written; each is marked where it stands, with its value then."))
    // The plan of the year is the same in both months: nothing to mark.
    let same = try cited("position/ALL/RQM/month_plan", month: may)
    #expect(same.words == "It is £200,000 now.")
    #expect(same.remarks == [.carried])
  }

  @Test func aRecordedValueGoesBeforeTheLedger() throws {
    let recorded = try cited("position/ALL/RQM/ytd_variance", recorded: "−£300,100", month: may)
    #expect(recorded.words == "It is −£500,000 (moved; −£300,100 when written) now.")
    // A text of the period itself is held to what its author recorded: an extract may have come again since.
    #expect(try cited("position/ALL/RQM/ytd_variance", recorded: "-500,000").remarks.isEmpty)
    #expect(try cited("position/ALL/RQM/ytd_variance", format: "size", recorded: "£500,000").remarks.isEmpty)
    #expect(try cited("position/ALL/RQM/ytd_variance", format: "size", recorded: "£499,999").remarks.count == 1)
    #expect(try cited("position/ALL/RQM/ytd_variance_percent", format: "percentWhole", recorded: "125%").remarks.isEmpty)
    #expect(try cited("position/ALL/RQM/ytd_variance", recorded: "half a million").remarks == [.unreadable("half a million")])
  }

  @Test func whatCannotBeComparedIsSaidToTheAuthor() throws {
    let text = try cited("position/ALL/RQM/forecast_outturn", month: may)
    #expect(text.words == "It is £3,600,000 now.")
    #expect(text.remarks == [.carried, .incomparable])
  }

  @Test func aFormatMustFit() throws {
    let text = try cited("position/ALL/RQM/ytd_variance", format: "percentWhole")
    #expect(text.words == "It is −£500,000 now.")
    guard case .format? = text.remarks.first else {
      Issue.record("nothing is said of the format")
      return
    }
  }

  @Test func remarksAreFindingsWithFileLineAndSeverity() throws {
    func finding(_ kind: TextRemark.Kind) -> (String, String, Int?, String?) {
      let finding = TextRemark(kind, id: "a/b/c/d", file: "commentary/2015-16-M02/RQM.md", line: 3, month: may).finding
      return (finding.code.text, finding.severity.rawValue, finding.origin.line, finding.provider)
    }
    #expect(finding(.unknown(nearest: nil)) == ("NARR-009", "error", 3, "RQM"))
    #expect(finding(.moved(from: "1", to: "2")) == ("NARR-010", "warning", 3, "RQM"))
    #expect(finding(.incomparable).1 == "note")
    #expect(finding(.carried).0 == "NARR-011")
    #expect(finding(.tooLong(lines: 4)) == ("NARR-012", "warning", 3, "RQM"))
    #expect(TextRemark(.carried, file: "commentary/2015-16-M02/narrative.md", month: may).finding.provider == nil)
  }

  @Test(arguments: [
    ("1,327,152", 1_327_152), ("−£1,327,152", -1_327_152), ("(412)", -412), ("-5", -5), ("£ 7", 7),
  ])
  func recordedPounds(_ text: String, _ pounds: Int128) {
    #expect(recordedValue(text, like: .money(.zero)) == .money(Money(parts: pounds * exactScale)))
  }

  @Test(arguments: ["", "abc", "1.2.3", "1-2", "5%", "12345678901234567890123456789", "1.123456789"]) func whatIsNoPounds(_ text: String) {
    #expect(recordedValue(text, like: .money(.zero)) == nil)
  }
}
