import Figures
import Quantities
import Testing

@Suite struct FigureNameTests {
  @Test(arguments: [
    "position/10H/ALL/ytd_variance",
    "position/10H/ALL/ytd_actual@2015-16-M05",
    "position/10H/RQM/pod=DC/tfc=361/ytd_variance",
    "ratio/10X/RAN/tfc=110/first_to_follow_up",
    "position/ALL/ALL/forecast_outturn@2015-16-M11~theta",
    "position/10H/RQM/pod=HCD%20%28devices%29/tfc=_blank/ytd_plan",
    "position/10H/RQM/hrg=%C2%A3/ytd_plan~2015-16%2FM11-flex-v1",
  ]) func parsesAndWritesBack(_ text: String) throws {
    #expect(try FigureName(parsing: text).id.text == text)
  }

  @Test func readsEachPart() throws {
    let name = try FigureName(parsing: "position/10H/RQM/pod=HCD%20%28devices%29/tfc=_blank/ytd_variance@2015-16-M05~freeze")
    #expect(name.family == "position")
    #expect(name.commissioner == "10H")
    #expect(name.provider == "RQM")
    #expect(name.dimensions == [.init("pod", "HCD (devices)"), .init("tfc", "")])
    #expect(name.measure == "ytd_variance")
    #expect(name.period == Period("2015-16/M05"))
    #expect(name.qualifier == "freeze")
  }

  @Test(arguments: [
    ("", "family"), ("position", "family"), ("position/10H/ytd_variance", "family"), ("Position/10H/ALL/ytd_variance", "“Position”"),
    ("position/10H//ytd_variance", "organisation"), ("position/10H/ALL/pod/ytd_variance", "“pod”"),
    ("position/10H/ALL/ytd_variance@2015-16", "period"),
    ("position/10H/ALL/ytd_variance@2015-16/M05", "period"), ("position/10H/ALL/YTD", "“YTD”"), ("position/1 H/ALL/ytd_plan", "organisation"),
    ("position/10H/ALL/ytd_plan~", "qualifier"), ("position/%4/ALL/ytd_plan", "organisation"),
  ]) func refusesWithTheReason(_ text: String, _ word: String) {
    #expect {
      try FigureName(parsing: text)
    } throws: { error in
      (error as? FigureGrammarError).map { $0.text == text && $0.reason.contains(word) } ?? false
    }
  }

  @Test func codesComeBackFromTheirEncodedForm() {
    for code in ["", "10H", "HCD (devices)", "a/b", "50%", "£", "_blank2", "x~y@z"] {
      #expect(decodedCode(Substring(encodedCode(code))) == code)
    }
  }
}
