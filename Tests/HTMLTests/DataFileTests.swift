import Figures
import Foundation
import HTML
import Quantities
import Report
import Testing

@Suite("Data files")
struct DataFileTests {
  @Test("one for each table and each chart's data, exact, with the total last")
  func tables() throws {
    let files = dataFiles(of: sampleReport())
    #expect(files.map(\.name) == ["position-by-provider-ytd.csv", "bridge.csv", "top-ten.csv", "controls.csv"])
    let text = String(decoding: try #require(files.first).bytes, as: UTF8.self)
    #expect(
      text == """
        Trust,"To date, Plan","To date, Actual","To date, Variance",% of plan
        Hillingdon,2435020,2847836,-412816,-0.1695329
        University College London,812460,1099400,-286940,-0.35317431
        Imperial College,1985420,2226797,-241377,-0.12157478
        Epsom & St Helier,0,1905,-1905,no plan
        Great Ormond Street,318440,222405,96035,0.30157958
        All trusts,5551340,6398343,-847003,-0.15257631

        """)
  }

  @Test(
    "text that a spreadsheet would run gets an apostrophe; numbers stay numbers; a column without a head gets one",
    arguments: [
      ("=1+1", "'=1+1"), ("+44", "'+44"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\r=x", "\"'\r=x\""), ("a,b", "\"a,b\""),
      ("say \"no\"", "\"say \"\"no\"\"\""), ("two\nlines", "\"two\nlines\""), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("plain", "plain"), ("", ""),
    ])
  func injection(_ text: String, _ expected: String) {
    let table = ReportTable(
      id: "t", title: "", caption: "", columns: [.init(text, .name), .init("£", .number)],
      rows: [.init(.body, [.text(text), .figure(Printed(pounds(-5, "x"), .pounds))])], empty: Sentence(""))
    let section = ReportSection(id: "s", title: "", question: "", headline: nil, blocks: [.table(table)])
    let file = dataFiles(of: ReportDocument(identity: sampleIdentity(finding: Sentence("")), sections: [section]))
    #expect(file.map { String(decoding: $0.bytes, as: UTF8.self) } == ["\(expected.isEmpty ? "Mark" : expected),£\n\(expected),-5\n"])
  }

  @Test("figures.json holds each figure once with its exact value, and is JSON")
  func figures() throws {
    let money = Figure(FigureName("position", commissioner: "10H", [], "ytd_variance").id, .money(Money(parts: Int128(-132_715_212_345_678))))
    let earlier = Figure(
      FigureName("position", commissioner: "10H", [], "ytd_actual", at: Period(year: FinancialYear(start: 2015), month: 5), qualifier: "freeze").id,
      .missing(.notSent))
    let sentence = Sentence([
      .figure(Printed(money, .pounds), bold: false, role: nil), .figure(Printed(money, .sterling), bold: false, role: nil),
      .figure(Printed(earlier, .pounds), bold: false, role: nil),
    ])
    let report = ReportDocument(identity: sampleIdentity(finding: sentence, name: "\"Q\" & <S>\\\u{1}"), sections: [])
    struct Facts: FigureFacts {
      func measure(_ name: String) -> MeasureFacts {
        MeasureFacts(title: "“\(name)”", unit: .pounds, formula: "plan − actual", sources: name == "ytd_actual" ? ["register"] : nil)
      }
      func stem(_ text: Substring) -> StemFacts { StemFacts(words: [("c:10H", "a \"stem\"")], sources: ["slam/RQM"]) }
    }
    let bytes = figuresFile(of: report, FigureIndex(report), sources: [FigureSource(key: "slam/RQM", files: ["a.csv", "b.csv"])], facts: Facts())
    let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(object["name"] as? String == "\"Q\" & <S>\\\u{1}")
    #expect(object["period"] as? String == "2015-16/M11")
    #expect((object["sources"] as? [String: [String]]) == ["slam/RQM": ["a.csv", "b.csv"]])
    let list = try #require(object["figures"] as? [[String: Any]])
    #expect(list.count == 2)
    #expect(list[0]["id"] as? String == "position/10H/ALL/ytd_variance")
    #expect(list[0]["label"] as? String == "“ytd_variance”: a \"stem\"")
    #expect(list[0]["sources"] as? [String] == ["slam/RQM"])
    #expect(list[1]["sources"] as? [String] == ["register"])
    #expect(list[0]["value"] as? String == "-1327152.12345678")
    #expect(list[0]["unit"] as? String == "GBP")
    #expect(list[0]["period"] as? String == "2015-16/M11")
    #expect(list[0]["formula"] as? String == "plan − actual")
    #expect(list[1]["period"] as? String == "2015-16/M05")
    #expect(list[1]["value"] is NSNull)
    #expect(list[1]["missing"] as? String == "not sent")
    #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\n").count { $0.hasPrefix("{\"id\":") } == 2)
  }
}
