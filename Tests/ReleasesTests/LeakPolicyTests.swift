import Programme
import Releases
import Testing

/// Who may see what, and where.
struct LeakPolicyTests {
  private func terms(_ name: String, _ text: String, in pack: String, settings: LeakSettings = .standard) throws -> [String] {
    var sample = try LeakSample()
    sample.settings = settings
    try sample.put("\(pack)/\(name)", text)
    return sample.leaks().map { if case .shows(let term, _) = $0.cause { term } else { "unreadable" } }
  }

  private let everybody = "10H, Portsmouth, RAL, R1K, K80001, Harbour View Surgery, RTH, RYJ02, 1000606638"

  @Test func eachPackShowsWhatItsTableSays() throws {
    #expect(try terms("a.txt", everybody, in: "programme") == ["1000606638"])
    #expect(try terms("a.txt", everybody, in: "commissioners/10H") == ["Portsmouth", "Harbour View Surgery", "RTH", "1000606638"])
    #expect(try terms("a.txt", everybody, in: "commissioners/10R") == ["10H", "K80001", "RTH", "1000606638"])
    #expect(try terms("a.txt", everybody, in: "providers/RAL") == ["R1K", "K80001", "Harbour View Surgery", "RTH", "RYJ02", "1000606638"])
    #expect(try terms("a.txt", everybody, in: "providers/RYJ") == ["RAL", "R1K", "K80001", "Harbour View Surgery", "RTH", "1000606638"])
    #expect(try terms("a.txt", everybody, in: "practices/10H") == ["Portsmouth", "Harbour View Surgery", "RTH", "1000606638"])
    // Held-back rows are quoted as they were sent, for the analyst; they are part of no pack.
    #expect(try terms("RAL.csv", everybody, in: "quarantine") == [])
  }

  @Test func pagesOfTheMonthAreTheProgrammes() throws {
    for name in ["index.html", "referrals.html", "proof.html", "data-quality.html", "run.json", "SHA256SUMS"] {
      let sample = try LeakSample()
      try sample.put(name, everybody)
      #expect(sample.leaks().map(\.file) == [name])
    }
  }

  @Test func commissionersStandBesideOneAnotherInTheAgreedComparisonsAlone() throws {
    let page = """
      <html><section data-section="headlines"><p>10H</p></section>
      <section data-section="peer-comparison"><svg><text>Portsmouth</text></svg></section>
      <section data-section="quality"><p>Portsmouth</p></section>
      """
    #expect(try LeakSample.found("pack.html", page, in: "commissioners/10H") == ["line 3, section quality: Portsmouth"])
    #expect(try terms("data/peer-position.csv", "Portsmouth,1", in: "commissioners/10H") == [])
    #expect(try terms("data/variance.csv", "Portsmouth,1", in: "commissioners/10H") == ["Portsmouth"])
    let figures =
      "{\"figures\":[\n{\"id\":\"position/10R/ALL/ytd_variance\",\"value\":\"1\"},\n{\"id\":\"position/10R/RAL/ytd_variance\",\"value\":\"1\"}]}"
    #expect(try LeakSample.found("figures.json", figures, in: "commissioners/10H") == ["line 3, position/10R/RAL/ytd_variance: 10R"])
    var none = LeakSettings.standard
    none.comparisons = []
    #expect(try terms("data/peer-position.csv", "Portsmouth,1", in: "commissioners/10H", settings: none) == ["Portsmouth"])
  }

  /// What stands for a drawing to those who cannot see it belongs to the section that the drawing stands in.
  @Test func wordsForADrawingStandInItsSection() throws {
    func figure(_ top: Int, _ attributes: (String) -> String) -> String {
      "<< /S /Figure /Pg 3 0 R /K 0 /Alt (Portsmouth is higher.) /A \(attributes("<< /O /Layout /BBox [50 50 500 \(top)] >>")) >>"
    }
    func found(_ top: Int, _ attributes: (String) -> String = { $0 }) throws -> [String] {
      let places = "/Names << /Dests << /Names [(peer-comparison) [3 0 R /XYZ 0 800 null] (quality) [3 0 R /XYZ 0 400 null]] >> >>"
      return try LeakSample.found("a.pdf", MadeFile.pdf(catalogue: places, more: [figure(top, attributes)]), in: "commissioners/10H")
    }
    #expect(try found(700) == [])
    #expect(try found(700) { "[<< /O /Table >> \($0)]" } == [])
    #expect(try found(300) == ["object 7 /Alt, section quality: Portsmouth"])
    #expect(try found(300) { "[\($0)]" } == ["object 7 /Alt, section quality: Portsmouth"])
    #expect(try found(700) { _ in "null" } == ["object 7 /Alt: Portsmouth"])
  }

  @Test func aTrustsNameHoldsNoCommissioner() throws {
    #expect(try terms("a.txt", "Portsmouth Hospitals NHS Trust and Portsmouth Hospitals", in: "commissioners/10H") == [])
    #expect(try terms("a.txt", "Portsmouth Hospitals and Portsmouth", in: "commissioners/10H") == ["Portsmouth"])
  }

  @Test func leaveIsGivenByAudienceCodeAndPlace() throws {
    var settings = LeakSettings.standard
    settings.allow = [LeakAllowance(packs: .provider, shows: .practices, codes: ["K80001"])]
    #expect(try terms("a.txt", "K80001 J82002", in: "providers/RAL", settings: settings) == ["J82002"])
    settings.allow = [LeakAllowance(packs: .provider, shows: .providers, only: ["RYJ"], places: ["shared-*"])]
    #expect(try terms("shared-list.csv", "R1K", in: "providers/RYJ", settings: settings) == [])
    #expect(try terms("other.csv", "R1K", in: "providers/RYJ", settings: settings) == ["R1K"])
    #expect(try terms("shared-list.csv", "R1K", in: "providers/RAL", settings: settings) == ["R1K"])
    settings.allow = [LeakAllowance(packs: .programme, shows: .patients)]
    #expect(try terms("a.txt", "1000485485", in: "programme", settings: settings) == [])
    #expect(try terms("a.txt", "1000485485", in: "providers/RAL", settings: settings) == ["1000485485"])
  }
}
