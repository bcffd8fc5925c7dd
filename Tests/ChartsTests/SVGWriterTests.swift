import Charts
import Figures
import Foundation
import FoundationXML
import Styling
import Testing

/// SVG as XML: well formed, escaped, small, with its figures named.
struct SVGWriterTests {
  let measure = ArialAdvances()

  /// Collects what an XML parser sees.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var texts: [String] = []
    private var text = ""
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append((name, attributes))
      text = ""
    }
    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if name == "text" || name == "title" || name == "desc" { texts.append(text) }
      text = ""
    }
  }

  private func read(_ bytes: [UInt8]) throws -> Reader {
    let parser = XMLParser(data: Data(bytes))
    let reader = Reader()
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError?.localizedDescription ?? "") at \(parser.lineNumber):\(parser.columnNumber)")
    return reader
  }

  @Test(arguments: ChartCases.all, [ChartMedium.wide, .narrow])
  func everyChartIsWellFormed(_ example: ChartCases.Case, _ medium: ChartMedium) throws {
    let scene = example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)
    let reader = try read(SVGWriter(idPrefix: "fig").bytes(of: scene))
    #expect(reader.elements.first?.name == "svg")
    #expect(reader.elements.first?.attributes["role"] == "img")
    #expect(reader.elements.first?.attributes["aria-labelledby"] == "fig-t fig-d")
    #expect(reader.texts.prefix(2) == [scene.title, scene.description])
    let runs = scene.commands.compactMap { command -> TextRun? in if case .text(let run) = command { run } else { nil } }
    #expect(reader.texts.dropFirst(2).elementsEqual(runs.map(\.text)))
    let named = reader.elements.compactMap { $0.attributes["data-figure"] }
    #expect(named == runs.compactMap { $0.figure?.text })
  }

  @Test func untrustedTextIsEscaped() throws {
    let evil = "</text><script>alert('x')</script>&\"\u{0}\u{1F}"
    let commands: [DrawCommand] = [
      .text(TextRun(evil, at: Point(1, 2), TextStyle(13), .ink, figure: FigureID(wellFormed: "position/\"><b>/ALL/x")))
    ]
    let scene = Scene(width: 10, height: 10, commands: commands, title: evil, description: evil)
    let bytes = SVGWriter(idPrefix: "a\"b").bytes(of: scene)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("<script"))
    let reader = try read(bytes)
    #expect(reader.elements.map(\.name) == ["svg", "title", "desc", "text"])
    #expect(reader.texts.last == "</text><script>alert('x')</script>&\"\u{FFFD}\u{FFFD}")
    #expect(reader.elements.last?.attributes["data-figure"] == "position/\"><b>/ALL/x")
  }

  @Test func commandsBecomeTheirElements() {
    let scene = Scene(
      width: 100, height: 50,
      commands: [
        .line([Point(0, 0), Point(10, 0), Point(10, 5.25), Point(12, 4)], Stroke(.hair, 0.5)), .line([Point(0, 9), Point(9, 9)], Stroke(.hair, 0.5)),
        .area([Point(0, 0), Point(4, 4), Point(0, 4)], .overArea), .rectangle(Box(x: 1, y: 2, width: 3, height: 4), fill: .overArea, stroke: nil),
        .rectangle(Box(x: 1, y: 2, width: 3, height: 4), fill: nil, stroke: Stroke(.ink, 1)),
        .circle(Point(5, 5), radius: 1.75, fill: .paper, stroke: Stroke(.blue, 1.2, dash: [4, 2.4])),
        .text(
          TextRun(
            "−£5", at: Point(99.999, 3.333), TextStyle(13, .bold), .underText, anchor: .end, halo: true, figure: FigureID(wellFormed: "a/b/c/d"))),
        .text(TextRun("Barts", at: Point(3, 4), TextStyle(12), .ink2, upward: true)),
      ], title: "T", description: "D")
    let expected =
      "<svg class=\"chart\" viewBox=\"0 0 100 50\" width=\"100\" height=\"50\" font-size=\"12\" fill=\"none\" role=\"img\" aria-labelledby=\"p-t p-d\">"
      + "<title id=\"p-t\">T</title><desc id=\"p-d\">D</desc>"
      + "<path d=\"M0 0h10v5.3l2-1.3M0 9h9\" class=\"s-hair\" stroke-width=\".5\"/>"
      + "<path d=\"M0 0l4 4h-4zM1 2h3v4h-3z\" class=\"f-over-area\"/>" + "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" class=\"s-ink\"/>"
      + "<circle cx=\"5\" cy=\"5\" r=\"1.75\" class=\"f-paper s-blue\" stroke-width=\"1.2\" stroke-dasharray=\"4 2.4\"/>"
      + "<text x=\"100\" y=\"3.33\" font-size=\"13\" class=\"f-under-text b e h\" data-figure=\"a/b/c/d\">−£5</text>"
      + "<text x=\"3\" y=\"4\" class=\"f-ink-2\" transform=\"rotate(-90 3 4)\">Barts</text></svg>"
    #expect(SVGWriter(idPrefix: "p").text(of: scene) == expected)
  }

  @Test func aHiddenTwinIsKeptFromReaders() {
    let scene = Scene(width: 1, height: 1, commands: [], title: "T", description: "D")
    let text = SVGWriter(idPrefix: "p", hidden: true).text(of: scene)
    #expect(text.contains("aria-hidden=\"true\"") && !text.contains("aria-labelledby"))
  }

  @Test func styleSheetKnowsEveryRole() {
    for role in ColourRole.allCases {
      #expect(SVGWriter.styleSheet.contains(".f-\(role.rawValue){fill:var(--\(role.rawValue))}"))
      #expect(SVGWriter.styleSheet.contains(".s-\(role.rawValue){stroke:var(--\(role.rawValue))}"))
    }
  }

  /// The accepted text of every chart. With `UPDATE_GOLDEN=1` the files are written anew, to be looked at before they are committed.
  @Test(arguments: ChartCases.cases(.normal) + ProcessChartCases.all.filter { $0.name.hasSuffix(" normal") }, [ChartMedium.wide, .narrow])
  func matchesTheAcceptedText(_ example: ChartCases.Case, _ medium: ChartMedium) throws {
    let scene = example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)
    // One element a line, so that a change reads well.
    let text = SVGWriter(idPrefix: "chart").text(of: scene).replacing("><", with: ">\n<") + "\n"
    let name = example.name.replacing(" normal", with: "")
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden/charts/\(name)-\(medium.rawValue).svg").standardized
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let accepted = try String(contentsOf: file, encoding: .utf8)
    let changed = zip(text.split(separator: "\n"), accepted.split(separator: "\n")).first { $0 != $1 }
    #expect(text == accepted, "\(name)-\(medium.rawValue).svg: \(changed?.0 ?? "") instead of \(changed?.1 ?? "")")
  }
}
