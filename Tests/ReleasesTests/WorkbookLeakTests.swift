import Testing

/// What a workbook may name is agreed by sheet: a sheet is known by the names of its tables.
struct WorkbookLeakTests {
  private static let head = "<?xml version=\"1.0\"?>"

  /// A workbook of two sheets, the first with a table of the peers and a chart, the second with one of other things.
  private func found(_ changed: [String: String]) throws -> [String] {
    let tables = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var parts = [
      "xl/workbook.xml":
        "<workbook><sheets><sheet name=\"Peers\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Trends\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>",
      "xl/_rels/workbook.xml.rels":
        "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
      "xl/sharedStrings.xml": "<sst><si><t>Own</t></si><si><t>Portsmouth</t></si></sst>",
      "xl/worksheets/sheet1.xml": "<worksheet><c r=\"A2\" s=\"3\" t=\"s\"><v>0</v></c></worksheet>",
      "xl/worksheets/sheet2.xml": "<worksheet><c r=\"B3\" t=\"s\"><v>0</v></c></worksheet>",
      "xl/worksheets/_rels/sheet1.xml.rels":
        "<Relationships><Relationship Id=\"rId1\" Type=\"\(tables)/table\" Target=\"../tables/table1.xml\"/><Relationship Id=\"rId2\" Type=\"\(tables)/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>",
      "xl/worksheets/_rels/sheet2.xml.rels":
        "<Relationships><Relationship Id=\"rId1\" Type=\"\(tables)/table\" Target=\"../tables/table2.xml\"/></Relationships>",
      "xl/drawings/_rels/drawing1.xml.rels":
        "<Relationships><Relationship Id=\"rId1\" Type=\"\(tables)/chart\" Target=\"../charts/chart1.xml\"/></Relationships>",
      "xl/tables/table1.xml": "<table id=\"1\" name=\"peer_similar\" displayName=\"peer_similar\" ref=\"A1:B2\"><tableColumns/></table>",
      "xl/tables/table2.xml": "<table id=\"2\" name=\"provider_trends\" displayName=\"provider_trends\" ref=\"A1:B2\"><tableColumns/></table>",
      "xl/charts/chart1.xml": "<chart><v>Own</v></chart>", "xl/drawings/drawing1.xml": "<drawing/>",
    ]
    parts.merge(changed) { $1 }
    return try LeakSample.found(
      "pack.xlsx", MadeFile.zip(parts.sorted { $0.key < $1.key }.map { ($0.key, Array((Self.head + $0.value).utf8)) }), in: "commissioners/10H")
  }

  @Test func aNameIsAgreedOnTheSheetOfTheComparison() throws {
    #expect(try found(["xl/worksheets/sheet1.xml": "<worksheet><c r=\"A2\" s=\"3\" t=\"s\"><v>1</v></c></worksheet>"]).isEmpty)
    #expect(
      try found(["xl/worksheets/sheet2.xml": "<worksheet><c r=\"B3\" t=\"s\"><v>1</v></c></worksheet>"])
        == ["xl/sharedStrings.xml, shared string 2, sheet “Trends”, cell B3: Portsmouth"])
  }

  @Test func aNameOnSeveralSheetsIsAgreedOnAllOfThemOrOnNone() throws {
    let both = [
      "xl/worksheets/sheet1.xml": "<worksheet><c r=\"A2\" t=\"s\"><v>1</v></c></worksheet>",
      "xl/worksheets/sheet2.xml": "<worksheet><c t=\"s\" r=\"B3\"><v>1</v></c></worksheet>",
    ]
    #expect(try found(both).count == 1)
  }

  @Test func aNameInNoCellIsNotAgreed() throws {
    #expect(try found([:]) == ["xl/sharedStrings.xml, shared string 2, in no cell: Portsmouth"])
  }

  @Test func headsAndChartsAreOfTheirSheet() throws {
    let quiet = ["xl/sharedStrings.xml": "<sst><si><t>Own</t></si></sst>"]
    func found(_ part: String, _ text: String) throws -> [String] { try self.found(quiet.merging([part: text]) { $1 }) }
    #expect(
      try found(
        "xl/tables/table1.xml",
        "<table name=\"peer_similar\" displayName=\"peer_similar\"><tableColumns><tableColumn name=\"Portsmouth\"/></tableColumns></table>"
      ).isEmpty)
    #expect(try found("xl/charts/chart1.xml", "<chart><v>Portsmouth</v></chart>").isEmpty)
    #expect(
      try found(
        "xl/tables/table2.xml",
        "<table name=\"provider_trends\" displayName=\"provider_trends\"><tableColumns><tableColumn name=\"Portsmouth\"/></tableColumns></table>"
      ).count == 1)
    #expect(try found("xl/charts/chart2.xml", "<chart><v>Portsmouth</v></chart>").count == 1)
    #expect(try found("docProps/app.xml", "<p>Portsmouth</p>").count == 1)
  }

  @Test func aDescriptionOfDataFilesIsReadByFile() throws {
    let line =
      "{\"name\":\"p\",\"resources\":[\n{\"path\":\"peer-similar.csv\",\"title\":\"Portsmouth\"},\n{\"path\":\"provider-trends.csv\",\"title\":\"Portsmouth\"}]}\n"
    #expect(
      try LeakSample.found("data/datapackage.json", line, in: "commissioners/10H") == ["line 3, provider-trends: Portsmouth"])
  }
}
