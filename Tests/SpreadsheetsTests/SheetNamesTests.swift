import Testing

@testable import Spreadsheets

@Suite("Names of sheets and tables")
struct SheetNamesTests {
  @Test("a sheet's name is one that spreadsheets take, each once")
  func sheets() {
    var names = SheetNames()
    let long = "position-by-provider-and-point-of-delivery"
    #expect(names.sheet("top-ten") == "top-ten")
    #expect(names.sheet("TOP-TEN") == "TOP-TEN~2")
    #expect(names.sheet(long) == "position-by-provider-and-point-")
    #expect(names.sheet(long) == "position-by-provider-and-poin~2")
    #expect(names.sheet("a/b:c*d?e[f]g\\h'i") == "a-b-c-d-e-f-g-h-i")
    #expect(names.sheet("History") == "sheet" && names.sheet("") == "sheet~2")
    #expect(names.sheet(String(repeating: "😀", count: 20)).utf16.count <= 31)
  }

  @Test(
    "a table's name is no cell's",
    arguments: [
      ("position-by-provider", "position_by_provider"), ("q1", "table_q1"), ("R1C1", "table_R1C1"), ("r", "table_r"), ("4-more", "table_4_more"),
    ])
  func tables(_ id: String, _ name: String) { #expect(SheetNames.table(id) == name) }
}
