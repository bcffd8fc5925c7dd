import Figures
import Foundation
import HTML
import Report
import Testing

/// Facts whose words would end a script.
private struct SampleFacts: FigureFacts, Sendable {
  func measure(_ name: String) -> MeasureFacts {
    MeasureFacts(title: "Title of \(name)", unit: .pounds, formula: "a < b & \"c\"", sources: name == "line_variance" ? ["register"] : nil)
  }
  func stem(_ text: Substring) -> StemFacts {
    let parts = text.split(separator: "/")
    guard parts.count >= 3 else { return StemFacts(words: [], sources: []) }
    return StemFacts(
      words: [("c:\(parts[1])", "NHS Chiltern </script>"), ("p:\(parts[2])", "Trust \(parts[2])")],
      sources: parts[2] == "RAS" ? ["slam/RAS"] : ["slam"])
  }
}

@Suite("Passports of a page's figures")
struct PassportTests {
  let document: StrictTokenizer
  let data: [String: Any]

  init() throws {
    let material = PassportMaterial(
      facts: SampleFacts(),
      sources: [
        FigureSource(key: "slam", files: ["extracts/slam/2015-16"]),
        FigureSource(key: "slam/RAS", files: ["extracts/slam/2015-16/M01/RAS.csv", "extracts/slam/2015-16/M02/RAS.csv"]),
      ], figures: FigureIndex(sampleReport()))
    let page = try renderHTML(
      sampleReport(), templates: try sampleTemplates(), links: sampleLinks, measure: FixedMeasure(), passports: material)
    document = StrictTokenizer(page.bytes)
    let block = try #require(document.elements.first { $0.attributes["id"] == "passports" }?.text)
    data = try #require(try JSONSerialization.jsonObject(with: Data(block.utf8)) as? [String: Any])
  }

  /// What the page's script does: ids in the order in which they first come, each with the value at its place or the number that the page prints.
  private var values: [String: String?] {
    let exact = (data["values"] as? String ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var values: [String: String?] = [:]
    for element in document.elements {
      guard let id = element.attributes["data-figure"].map(unescaped), values[id] == nil else { continue }
      let plain = unescaped(element.text).replacing(/[,£]/, with: "").replacing("−", with: "-")
      let place = exact.indices.contains(values.count) ? exact[values.count] : "too few"
      values[id] = .some(place.isEmpty ? (Double(plain) == nil ? nil : plain) : place)
    }
    return values
  }

  @Test("the page stays well formed, and a word that would end the script does not")
  func wellFormed() { #expect(document.errors == []) }

  @Test("every figure of the page has the exact value of its data file, or none where it is missing")
  func exactValues() throws {
    let found = values
    let wanted = Dictionary(sampleReport().figures.map { ($0.id.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(found.count == Set(wanted.keys).count)
    for (id, value) in wanted {
      let known = try #require(found[id], "\(id)")
      if case .missing = value { #expect(known == nil, "\(id)") } else { #expect(known == value.dataText, "\(id)") }
    }
    // A nought is printed as a dash and has a value; no plan has none.
    #expect(found["position/10H/RVR/ytd_plan"] == "0")
    #expect(found["position/10H/RVR/ytd_variance_percent"] == .some(nil))
    // What a sentence prints without its sign keeps it.
    #expect(found["position/10H/ALL/ytd_variance"] == "-1327152")
  }

  @Test("a measure, a word and a path are each said once, and sources are shared")
  func facts() throws {
    let measures = try #require(data["measures"] as? [String: [String]])
    #expect(measures["ytd_plan"] == ["Title of ytd_plan", "GBP", "a < b & \"c\""])
    let sets = try #require(data["sets"] as? [[Int]])
    let sources = try #require(data["sources"] as? [[String]])
    let own = try #require(measures["line_variance"]?.last.flatMap { Int($0) })
    #expect(sets[own].map { sources[$0] } == [["register", ""]])
    #expect(sources.contains(["slam/RAS", "extracts/slam/2015-16/M0", "1/RAS.csv", "2/RAS.csv"]))
    let words = try #require(data["words"] as? [String: String])
    #expect(words["c:10H"] == "NHS Chiltern </script>" && words["p:RAS"] == "Trust RAS")
    // One set a stem, in the order of the page: the first is the commissioner's own.
    let stems = try #require(data["stems"] as? [Int])
    let distinct = Set(document.elements.compactMap { $0.attributes["data-figure"]?.split(separator: "/").dropLast().joined(separator: "/") })
    #expect(stems.count == distinct.count)
    #expect(sets[stems[0]].map { sources[$0][0] } == ["slam"])
  }

  @Test("a page without them is the same but for them")
  func without() throws {
    let bare = try renderHTML(sampleReport(), templates: try sampleTemplates(), links: sampleLinks, measure: FixedMeasure())
    let text = String(decoding: bare.bytes, as: UTF8.self)
    #expect(!text.contains("id=\"passports\""))
  }
}
