import Programme
import Releases
import Testing

/// What a page says of its own figures when they are clicked, its passports: whom they may name, and whom not.
struct PassportLeakTests {
  /// What is found in a page with these passports, when 1000485485 is a patient of 10H and 1000606638 one of 10R: each as `place: term`.
  private func found(
    _ json: String, in pack: String, script: String = "<script type=\"application/json\" id=\"passports\">", settings: LeakSettings = .standard
  ) throws -> [String] {
    let sample = try LeakSample()
    try sample.put(
      "\(pack)/pack.html", "<html><main><section data-section=\"headlines\"><p>£1</p></section></main>\n\(script)\(json)</script></html>")
    var terms = ForbiddenTerms(LeakSample.organisations)
    terms.addPatient("1000485485", of: ["10H"])
    terms.addPatient("1000606638", of: ["10R"])
    terms.addOutside(code: "RTH", name: "Oxford University Hospitals NHS Trust")
    return LeakTest(policy: LeakPolicy(settings), forbidden: terms).check(sample.folder).map { leak in
      guard case .shows(let term, _) = leak.cause else { return "\(leak.place): unreadable" }
      return "\(leak.place): \(term)"
    }
  }

  private let place = "line 2, passports: "

  /// Words of parts of stems, as a page has them.
  private func words(_ key: String, _ word: String) -> String { "{\"words\":{\"\(key)\":\"\(word)\"},\"stems\":[0],\"values\":\"1\"}" }

  @Test(arguments: [
    ("commissioners/10H", "gp=J82002", "", "J82002"), ("commissioners/10H", "gp=x", "Harbour View Surgery", "Harbour View Surgery"),
    ("commissioners/10H", "patient=1000606638", "", "1000606638"), ("practices/10H", "practice=J82002", "", "J82002"),
    ("practices/10H", "patient=1000485485", "", "1000485485"), ("practices/10H", "c:10R", "", "10R"),
    ("practices/10H", "c:x", "NHS Portsmouth CCG", "NHS Portsmouth CCG"), ("providers/RAL", "p:R1K", "", "R1K"),
    ("providers/RAL", "p:x", "London North West", "London North West"), ("providers/RAL", "referrer=RTH", "", "RTH"),
    ("providers/RAL", "practice=K80001", "", "K80001"), ("providers/RAL", "patient=1000485485", "", "1000485485"),
    ("programme", "patient=1000606638", "", "1000606638"),
  ])
  func aStrangerIsFoundThere(pack: String, key: String, word: String, term: String) throws {
    #expect(try found(words(key, word), in: pack) == [place + term])
  }

  @Test(arguments: [
    // An agreed comparison, its own patient, a referrer from outside, its own practice, itself and those whom it pays.
    ("commissioners/10H", "c:10R", "NHS Portsmouth CCG"), ("commissioners/10H", "patient=1000485485", ""),
    ("commissioners/10H", "referrer=RTH", "Oxford University Hospitals"), ("commissioners/10H", "gp=K80001", "Brook Health Centre"),
    ("commissioners/10H", "c:10H", "London North West"), ("practices/10H", "practice=K80001", "Brook Health Centre"),
    ("practices/10H", "referrer=RTH", "Oxford University Hospitals"), ("practices/10H", "p:R1K", "NHS Chiltern CCG"),
    ("providers/RAL", "c:10R", "Royal Free"), ("programme", "c:10R", "Harbour View Surgery"),
  ])
  func whoIsAgreedIsNot(pack: String, key: String, word: String) throws { #expect(try found(words(key, word), in: pack) == []) }

  @Test func withoutAgreedComparisonsNoOtherCommissionerStandsThere() throws {
    var settings = LeakSettings.standard
    settings.comparisons = []
    #expect(try found(words("c:10R", "Portsmouth"), in: "commissioners/10H", settings: settings) == [place + "10R", place + "Portsmouth"])
  }

  /// Letters that the script's language writes as numbers are read as letters.
  @Test func escapesHideNobody() throws {
    #expect(try found(words("gp=\\u004a82002", ""), in: "commissioners/10H") == [place + "J82002"])
    #expect(try found(words("patient=\\u0031000606638", ""), in: "commissioners/10H") == [place + "1000606638"])
  }

  /// What the passports may say, no other script may, nor a section that calls itself so.
  @Test func thePlaceIsTheScriptOfThatNameAlone() throws {
    let own = words("patient=1000485485", "RTH")
    let elsewhere = "line 2, script: "
    for script in ["<script>", "<script id=\"figures\">", "<script data-id=\"passports\">", "<script id=\"passports2\">"] {
      #expect(try found(own, in: "commissioners/10H", script: script) == [elsewhere + "1000485485", elsewhere + "RTH"], "\(script)")
    }
    for id in ["id=\"passports\"", "data-section=\"passports\"", "data-section=\"script/passports\"", "id=\"script/passports\""] {
      #expect(try LeakSample.found("pack.html", "<html><section \(id)>RTH</section></html>", in: "commissioners/10H").count == 1, "\(id)")
    }
    for name in ["data/passports.csv", "passports.html", "script/passports.csv"] {
      #expect(try LeakSample.found(name, "RTH,1", in: "commissioners/10H").count == 1, "\(name)")
    }
    let section = "<html><section data-section=\"quality\" id=\"passports\"><p id=\"passports\">RTH</p></section></html>"
    #expect(try LeakSample.found("pack.html", section, in: "commissioners/10H") == ["line 1, section quality: RTH"])
  }
}
