import BuiltInTemplates
import CCrypto
import Charts
import Figures
import Foundation
import HTML
import Quantities
import Report
import Styling
import Testing

@Suite("A pack as a page")
struct PackPageTests {
  let page: RenderedPage
  let document: StrictTokenizer

  init() throws {
    page = try renderHTML(sampleReport(), templates: try sampleTemplates(), links: sampleLinks, measure: FixedMeasure())
    document = StrictTokenizer(page.bytes)
  }

  @Test("is well formed, with no id twice and no link that leads nowhere")
  func wellFormed() { #expect(document.errors == []) }

  @Test("prints each figure in an element with its name and exactly its text")
  func everyFigure() {
    var texts: [String: Set<String>] = [:]
    for element in document.elements {
      if let id = element.attributes["data-figure"] { texts[unescaped(id), default: []].insert(unescaped(element.text)) }
    }
    for figure in sampleReport().figures {
      let written = FigureFormat.allCases.map { printed(figure.value, $0) }
      #expect(texts[figure.id.text]?.contains(where: written.contains) == true, "\(figure.id.text)")
    }
    #expect(texts["position/10H/RAS/ytd_variance"] == ["−412,816"])
    #expect(texts["position/10H/RVR/ytd_variance_percent"] == ["no plan"])
    #expect(texts["position/10H/RVR/ytd_plan"] == ["–"])
    let known = Set(sampleReport().figures.map(\.id.text))
    #expect(Set(texts.keys).subtracting(known) == [])
  }

  @Test("keeps a figure and the punctuation after it on one line")
  func punctuation() throws {
    func figure(_ pounds: Int) -> Sentence.Run {
      .figure(Printed(Figure(FigureID(wellFormed: "position/10H/x"), .count(pounds)), .number), bold: false, role: nil)
    }
    var report = sampleReport()
    report.sections[0].headline = Sentence([
      .words("Saved "), figure(76), .words(", or "), figure(91), .words(" of ("), figure(5), .words("). It is "), figure(3),
    ])
    let html = String(
      decoding: try renderHTML(report, templates: try sampleTemplates(), links: sampleLinks, measure: FixedMeasure()).bytes, as: UTF8.self)
    func span(_ text: String) -> String { "<span data-figure=\"position/10H/x\">\(text)</span>" }
    #expect(
      html.contains(
        "Saved <span class=\"nb\">\(span("76")),</span> or \(span("91")) of (<span class=\"nb\">\(span("5"))).</span> It is \(span("3"))"))
  }

  @Test("lists repeated sections once by question, and each beside the page")
  func contentsOfRepeatedSections() throws {
    var report = sampleReport()
    let places = report.sections.indices.filter { $0 > 0 }.prefix(2)
    for place in places {
      (report.sections[place].id, report.sections[place].repeatCode) = ("trust-dashboard", "R\(place)")
      (report.sections[place].shortTitle, report.sections[place].groupTitle) = ("Barts \(place)", "Trust dashboards")
    }
    let html = String(
      decoding: try renderHTML(report, templates: try sampleTemplates(), links: sampleLinks, measure: FixedMeasure()).bytes, as: UTF8.self)
    let start = try #require(html.range(of: "<div class=\"contents\">"))
    let list = html[start.upperBound...].components(separatedBy: "</div>\n</div>")[0]
    func links(_ label: String, _ text: some StringProtocol) -> Int { text.components(separatedBy: ">\(label)</a>").count - 1 }
    #expect(links("Trust dashboards", html) == 1 && links("Trust dashboards", list) == 1)
    for place in places { #expect(links("Barts \(place)", html) == 1 && links("Barts \(place)", list) == 0) }
  }

  @Test("holds each section under its id, repeated ones with their code")
  func sections() {
    let sections = document.elements.filter { $0.name == "section" }.map { [$0.attributes["id"], $0.attributes["data-section"]] }
    #expect(
      sections == [
        ["cover", "cover"], ["headlines", "headlines"], ["position-by-provider", "position-by-provider"],
        ["trust-dashboard--RAS", "trust-dashboard"], ["methods", "methods"],
      ])
  }

  @Test("says a variance by sign, word and colour")
  func varianceWords() {
    let cells = document.elements.indices.filter { document.elements[$0].attributes["data-figure"] == "position/10H/RP4/ytd_variance" }
    #expect(!cells.isEmpty)
    for cell in cells where document.elements[cell].name == "span" {
      #expect(document.elements[cell - 1].attributes["class"] == "v u")
      #expect(document.elements[cell + 1].text == "under")
    }
  }

  @Test("asks nothing of any host and runs nothing that its policy does not name")
  func selfContained() throws {
    for element in document.elements {
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on"), "\(name) of \(element.name)")
        #expect(name != "style" && name != "src", "\(name) of \(element.name)")
        #expect(!value.contains("//"), "\(value)")
      }
    }
    let policy = try #require(document.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"])
    let allowed = unescaped(policy)
    for name in ["style", "script"] {
      let blocks = document.elements.filter { $0.name == name }
      #expect(blocks.count == 1)
      #expect(allowed.contains("\(name)-src 'sha256-\(digest(blocks[0].text))'"))
    }
    #expect(allowed.hasPrefix("default-src 'none';"))
    #expect(!allowed.contains("unsafe"))
    #expect(!document.elements.first { $0.name == "style" }!.text.contains("url("))
  }

  private func digest(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var sum = [UInt8](repeating: 0, count: 32)
    EVP_Digest(bytes, bytes.count, &sum, nil, EVP_sha256(), nil)
    return Data(sum).base64EncodedString()
  }

  @Test("has a style for the dark and for print, with the theme's colours")
  func styles() throws {
    let style = try #require(document.elements.first { $0.name == "style" }?.text)
    #expect(style.contains("--over:#0A0101"))
    #expect(style.contains("@media screen and (prefers-color-scheme:dark){:root{--ink:#000202;"))
    #expect(style.contains("@media print {"))
    #expect(!style.contains("/*") && !style.contains("\n"))
  }

  @Test("draws each chart in two sizes, each with a title and a description, and hides the second until it is shown")
  func charts() {
    let wrappers = document.elements.filter { ["at-wide", "at-narrow"].contains($0.attributes["class"]) }
    #expect(wrappers.count == 4)
    #expect(wrappers.filter { $0.attributes["class"] == "at-narrow" }.allSatisfy { $0.attributes["aria-hidden"] == "true" })
    let titled = document.elements.filter { $0.name == "svg" && $0.attributes["aria-labelledby"] != nil }
    #expect(titled.count == 4)
    #expect(page.droppedLabels == ["cover: Hillingdon", "bridge: Hillingdon"])
  }

  @Test("puts the sentence for empty where there are no rows and nothing to draw")
  func empty() {
    #expect(document.elements.contains { $0.text == "No lines with a plan are over plan." })
    #expect(document.elements.contains { $0.text == "No referrals were recorded." })
  }

  @Test("gives heads their scope and tables their caption")
  func tables() {
    let heads = document.elements.filter { $0.name == "th" }
    #expect(heads.allSatisfy { ["col", "row", "colgroup"].contains($0.attributes["scope"]) })
    #expect(document.elements.count { $0.name == "caption" } == document.elements.count { $0.name == "table" })
    #expect(document.elements.contains { $0.name == "caption" && $0.text == "Year to date, April to February. £, most over plan first" })
  }

  @Test("leaves out the links to what was not made")
  func links() {
    let top = document.elements.filter { $0.name == "a" }.compactMap { $0.attributes["href"] }
    #expect(top.contains("10H_2015-16_M11.pdf"))
    #expect(top.contains("data/position-by-provider-ytd.csv"))
    #expect(!document.elements.contains { $0.text == "Workbook" })
  }

  @Test("stops when a chart has data and draws no mark")
  func noMarks() throws {
    let report = ReportDocument(
      identity: sampleIdentity(finding: Sentence("Finding"), chart: SampleChart(figures: [pounds(1, "month_actual")], marks: false)), sections: [])
    #expect {
      try renderHTML(report, templates: try sampleTemplates(), links: PackLinks(), measure: FixedMeasure())
    } throws: { error in
      if case RenderingError.noMarks(chart: "cover") = error { true } else { false }
    }
  }

  @Test("is the same each time")
  func deterministic() throws {
    let again = try renderHTML(sampleReport(), templates: try sampleTemplates(), links: sampleLinks, measure: FixedMeasure())
    #expect(again.bytes == page.bytes)
  }
}
