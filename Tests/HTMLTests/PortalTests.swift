import Charts
import Figures
import Findings
import Foundation
import HTML
import Quantities
import Report
import Styling
import Testing

/// A release of two commissioners and three providers, the name of one of which would end a script.
func samplePortal() -> PortalModel {
  func figure(_ commissioner: String, _ provider: String, _ measure: String, _ value: FigureValue) -> Figure {
    Figure(FigureName("position", commissioner: commissioner, provider: provider, [], measure).id, value)
  }
  func money(_ amount: Int) -> FigureValue { .money(Money(parts: Int128(amount) * 100_000_000)) }
  let commissioners = ["10H", "10X"]
  let providers = ["RAS", "RRV", "R/F"]
  let values: [[Int?]] = [[-412_816, -49_999, nil], [9_999, 10_000, 150_000]]
  func grid(_ measure: String, _ value: (Int) -> FigureValue) -> PortalModel.Grid {
    PortalModel.Grid(
      cells: commissioners.indices.map { i in
        providers.indices.map { j in values[i][j].map { figure(commissioners[i], providers[j], measure, value($0)) } }
      },
      commissionerTotals: commissioners.indices.map { i in
        figure(commissioners[i], "ALL", measure, value(values[i].compactMap { $0 }.reduce(0, +)))
      },
      providerTotals: providers.indices.map { j in
        figure("ALL", providers[j], measure, value(values.compactMap { $0[j] }.reduce(0, +)))
      }, total: figure("ALL", "ALL", measure, value(-292_816)))
  }
  let money1 = grid("ytd_variance", money)
  func organisation(_ code: String, _ name: String) -> PortalModel.Organisation {
    PortalModel.Organisation(code: code, name: "NHS \(name)", shortName: name, pack: "packs/\(code).html")
  }
  func amounts(_ plan: Int128, _ actual: Int128) -> PortalCube.Amounts {
    PortalCube.Amounts(
      planCost: Money(parts: plan), actualCost: Money(parts: actual), planActivity: Activity(parts: Int128(0)),
      actualActivity: Activity(parts: Int128(700_000_000)))
  }
  let cube = PortalCube(
    months: [.init(suffix: "@2015-16-M01", name: "April 2015", shortName: "Apr"), .init(suffix: "", name: "May 2015", shortName: "May")],
    stated: [[true, true], [true, false], [true, true], [false, false]],
    pairs: [
      .init(commissioner: 0, provider: 0, months: [amounts(0, 1_230_000_000), amounts(36, -125_000_000)], year: amounts(1, 2)),
      .init(commissioner: 1, provider: 2, months: [amounts(0, 0), amounts(0, 500_000_000)], year: amounts(0, 0)),
    ], pods: [.init(part: "pod=DC", name: "DC Day case")],
    podLeaves: [.init(pair: 1, key: 0, ytd: amounts(0, 500_000_000), month: amounts(0, 500_000_000))], specialties: [], specialtyLeaves: [])
  return PortalModel(
    heading: ReleaseHeading(programme: "Thames Valley & Wessex", release: "Release 2015-16 M11", banner: nil, links: [.init("Proof", "proof.html")]),
    tiles: [Tile(label: "Plan to date", value: Printed(figure("ALL", "ALL", "ytd_plan", money(7)), .sterling), context: Sentence("three trusts"))],
    proof: [.init(.met, "Agrees:", "41,208 figures")],
    words: .init(commissioner: "CCG", commissioners: "CCGs", provider: "trust", providers: "trusts"),
    commissioners: [organisation("10H", "Chiltern"), organisation("10X", "Oxford</script>shire")],
    providers: [organisation("RAS", "Hillingdon"), organisation("RRV", "UCL"), organisation("R/F", "Frimley")],
    variance: money1,
    months: [.init(name: "April 2015", figures: [figure("ALL", "ALL", "month_plan@2015-16-M01", money(1234))])],
    yearToDate: .init(name: "Year to date", figures: [figure("ALL", "ALL", "ytd_plan", money(7))]), cube: cube,
    packs: [
      .init(
        group: "CCGs", name: "NHS Chiltern CCG", code: "10H", variance: money1.commissionerTotals[0],
        state: (.warning, "1 of 3 trusts with warnings"),
        links: [.init("Read", "packs/10H.html")], sections: [("headlines", "Headlines")]),
      .init(
        group: "GP practices, by CCG", name: "NHS Chiltern CCG: GP practices", code: "10H", variance: nil, state: (.met, "good"), links: [],
        sections: []),
    ])
}

@Suite("Pages of a release")
struct PortalTests {
  @Test("the portal is well formed, names its figures and keeps its data inside their element")
  func portal() throws {
    let page = try renderPortal(samplePortal(), templates: try sampleTemplates(), measure: FixedMeasure())
    let document = StrictTokenizer(page.bytes)
    #expect(document.errors == [])
    let texts = Dictionary(
      document.elements.filter { $0.name == "td" }.compactMap { element in
        element.attributes["data-figure"].map { (unescaped($0), [element.text, element.attributes["class"] ?? ""]) }
      }, uniquingKeysWith: { first, _ in first })
    // Seven classes by 10, 50 and 150 thousand.
    #expect(texts["position/10H/RAS/ytd_variance"] == ["−413", "c0"])
    #expect(texts["position/10H/RRV/ytd_variance"] == ["−50", "c2"])
    #expect(texts["position/10X/RAS/ytd_variance"] == ["10", "c3"])
    #expect(texts["position/10X/RRV/ytd_variance"] == ["10", "c4"])
    #expect(texts["position/10X/R%2FF/ytd_variance"] == ["150", "c6"])
    #expect(texts["position/10H/ALL/ytd_variance"] == ["−463", "o"])
    #expect(texts["position/10H/R%2FF/ytd_variance"] == nil)
    // What stands where no script runs: the programme's months, and how the data of each pack stand.
    #expect(texts["position/ALL/ALL/month_plan@2015-16-M01"] == ["1,234", ""])
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("</svg>1 of 3 trusts with warnings</td>"))
  }

  @Test("the dashboard's leaves are whole numbers to base 36 in the largest unit that holds a column exactly, and stay inside their element")
  func portalData() throws {
    let page = try renderPortal(samplePortal(), templates: try sampleTemplates(), measure: FixedMeasure())
    let scripts = StrictTokenizer(page.bytes).elements.filter { $0.name == "script" }
    #expect(scripts.count == 2)
    let json = Data(try #require(scripts.first).text.utf8)
    let data = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(
      (data["commissioners"] as? [[String]]) == [
        ["10H", "NHS Chiltern", "Chiltern", "packs/10H.html"], ["10X", "NHS Oxford</script>shire", "Oxford</script>shire", "packs/10X.html"],
      ])
    #expect((data["providers"] as? [[String]])?.last?.first == "R%2FF")
    #expect((data["stated"] as? [String]) == ["11", "10", "11", "00"])
    let pairs = try #require(data["pairs"] as? [String: Any])
    #expect(pairs["commissioner"] as? String == ",1")
    #expect(pairs["provider"] as? String == ",2")
    // £12.30, −£1.25, nought and £5 in pence; 36 parts of a plan in parts.
    #expect(pairs["actual"] as? NSDictionary == ["places": 2, "values": "y6,-3h,,dw"])
    #expect(pairs["plan"] as? NSDictionary == ["places": 8, "values": ",10,,"])
    #expect(pairs["actualActivity"] as? NSDictionary == ["places": 0, "values": "7,7,7,7"])
    let pods = try #require(data["pods"] as? [String: Any])
    #expect((pods["keys"] as? [[String]]) == [["pod=DC", "DC Day case"]])
    #expect(pods["pair"] as? String == "1")
    #expect(pods["monthActual"] as? NSDictionary == ["places": 0, "values": "5"])
  }

  @Test("the proof page counts what agrees and names both places where something does not")
  func proof() throws {
    let good = ProofModel.Check(statement: "Totals equal their parts", compared: 3166, first: "1", second: "1", violations: [])
    let bad = ProofModel.Check(
      statement: "One id, one value", compared: 2, first: "", second: "",
      violations: [("10H: 5 <b>", "RQM: 6", "position/10H/RQM/ytd_plan has one value")])
    let heading = samplePortal().heading
    let passed = try renderProof(
      ProofModel(heading: heading, checks: [good], controls: [], controlTotal: nil), templates: try sampleTemplates(), measure: FixedMeasure())
    let text = StrictTokenizer(passed.bytes)
    #expect(text.errors == [])
    #expect(String(decoding: passed.bytes, as: UTF8.self).contains("All 3,166 comparisons agree"))
    let failed = try renderProof(
      ProofModel(heading: heading, checks: [good, bad], controls: [], controlTotal: nil), templates: try sampleTemplates(), measure: FixedMeasure())
    #expect(StrictTokenizer(failed.bytes).errors == [])
    let failedText = String(decoding: failed.bytes, as: UTF8.self)
    #expect(failedText.contains("1 of 3,168 comparisons do not agree"))
    #expect(failedText.contains("10H: 5 &lt;b&gt;") && failedText.contains("RQM: 6"))
  }

  @Test("packs stand by kind, and one without a variance has none of another's")
  func packsByKind() throws {
    let page = try renderPortal(samplePortal(), templates: try sampleTemplates(), measure: FixedMeasure())
    let text = String(decoding: page.bytes, as: UTF8.self)
    let list = String(text[try #require(text.range(of: "<h2 id=\"packs\">")).upperBound...])
    #expect(list.components(separatedBy: "<tbody>").count == 3)
    #expect(list.contains("scope=\"rowgroup\" colspan=\"4\">CCGs<") && list.contains("colspan=\"4\">GP practices, by CCG<"))
    #expect(list.contains(">NHS Chiltern CCG: GP practices</th><td>–</td>"))
  }

  @Test("the data quality page lists findings with place and remedy, and the checks that did not run")
  func dataQuality() throws {
    let finding = Finding(
      "SLAM-017", .error, at: Origin(file: "extracts/slam/2015-16/M11/RQM.csv", line: 214), value: "12,3x", "“12,3x” is not a price",
      hint: "write 12.30",
      count: 2)
    func windows(_ month: Int) -> Finding {
      Finding("SLAM-027", .note, at: Origin(file: "M0\(month).csv"), "the file is not UTF-8", count: 2)
    }
    let cost = Figure(FigureName("control", provider: "RQM", [], "cost_used").id, .money(Money(parts: Int128(138_000_000_000))))
    func control(_ measure: String, _ parts: Int128) -> Figure {
      Figure(FigureName("control", provider: "RQM", [], measure).id, .money(Money(parts: parts)))
    }
    let row = ControlRow(
      provider: "Chelsea & Westminster", rows: .init(read: 14_710, used: 12_004, heldBack: 4, replaced: 2_702, leftOut: 0),
      cost: .init(
        inFiles: control("in_files", 238_000_000_000), used: cost, heldBack: control("held_back", 0), replaced: control("replaced", 100_000_000_000),
        leftOut: control("left_out", 0), leftOver: control("left_over", 0)), mark: .warning, word: "Held back")
    let model = DataQualityModel(
      heading: samplePortal().heading,
      findings: [
        .init(finding, about: "Chelsea & Westminster"), .init(windows(1), about: "King’s"),
        .init(windows(2), about: "King’s"), .init(windows(3), about: "Barts"),
      ],
      checks: [.init(code: "SLAM-017", meaning: "a price can be read", found: 2), .init(code: "SUS-003", meaning: "ages", found: nil)],
      controls: [row],
      controlTotal: nil)
    let page = try renderDataQuality(model, templates: try sampleTemplates(), measure: FixedMeasure())
    let document = StrictTokenizer(page.bytes)
    #expect(document.errors == [])
    let texts = document.elements.map { unescaped($0.text) }
    for text in [
      "extracts/slam/2015-16/M11/RQM.csv:214 and 1 more", "“12,3x” is not a price", "write 12.30", "14,710", "2,702", "1,380", "1,000", "2,380",
      "Replaced later", "Left over", "–", "Chelsea & Westminster",
      "M01.csv and 3 more", "M03.csv and 1 more",
    ] { #expect(texts.contains(text), "\(text)") }
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("Not run: its columns are absent"))
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("2 errors, 0 warnings, 6 notes"))
    #expect(!texts.contains("Left out"))
  }

  /// Of one commissioner's money it is said whose and what was there; of several commissioners' only the sums, what may be too much and too little apart.
  @Test func whatIsAtStakeIsAddedUpByProvider() throws {
    func stake(_ code: FindingCode, _ commissioner: String, _ whole: Int, _ detail: String) -> DataQualityModel.Row {
      .init(
        Finding(
          code, .warning, at: Origin(file: "M11.csv", line: 2), value: commissioner, "they differ", provider: "RQM", commissioner: commissioner,
          detail: detail,
          stake: Stake(Money(parts: Int128(whole) * exactScale))), about: "Chelsea & Westminster")
    }
    let rows = [stake("XREF-007", "10H", 1_200, "£5 here"), stake("XREF-008", "10H", 30, "£6 here"), stake("XREF-008", "10J", -10, "£7 here")]
    let model = DataQualityModel(heading: samplePortal().heading, findings: rows, checks: [], controls: [], controlTotal: nil)
    let page = try renderDataQuality(model, templates: try sampleTemplates(), measure: FixedMeasure())
    let texts = StrictTokenizer(page.bytes).elements.map { unescaped($0.text) }
    for text in ["they differ, 10H: £5 here", "1,200", "they differ", "30", "10"] { #expect(texts.contains(text), "\(text)") }
    #expect(!texts.contains { $0.contains("£6") || $0.contains("£7") || $0.contains("10J") })
  }
}
