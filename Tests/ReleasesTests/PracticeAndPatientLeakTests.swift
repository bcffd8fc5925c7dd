import Foundation
import Programme
import Releases
import TestSupport
import Testing

/// Practices and patients in packs: a commissioner's holds its own alone, a provider's none.
struct PracticeAndPatientLeakTests {
  /// What is found in a pack when the extracts say that 1000485485 is 10H's, 1000606638 10R's, and 1000700700 has been of both.
  private func found(_ name: String, _ text: String, in pack: String) throws -> [String] { try found("\(pack)/\(name)", Array(text.utf8)) }

  private func found(_ path: String, _ bytes: [UInt8]) throws -> [String] {
    let sample = try LeakSample()
    try sample.put(path, bytes)
    var terms = ForbiddenTerms(LeakSample.organisations)
    terms.addPatient("1000485485", of: ["10H"])
    terms.addPatient("1000606638", of: ["10R"])
    terms.addPatient("1000700700", of: ["10H", "10R"])
    terms.addPatient("AB-7731-X", of: ["10H"])
    terms.addOutside(code: "RTH", name: "Oxford University Hospitals NHS Trust")
    return LeakTest(policy: LeakPolicy(sample.settings), forbidden: terms).check(sample.folder).map { leak in
      if case .shows(let term, _) = leak.cause { term } else { "unreadable" }
    }
  }

  private let everybody = "patient,cost\n1000485485,1\n1000606638,1\n1000700700,1\nAB-7731-X,1\n"

  @Test func aCommissionersListOfPatientsHoldsItsOwnAlone() throws {
    #expect(try found("data/high-cost-patients.csv", everybody, in: "commissioners/10H") == ["1000606638"])
    #expect(try found("data/high-cost-patients-frequent.csv", everybody, in: "commissioners/10R") == ["1000485485", "AB-7731-X"])
    // Elsewhere in the same pack not even its own.
    #expect(try found("data/referrals-by-practice.csv", "1000485485", in: "commissioners/10H") == ["1000485485"])
    let page = """
      <html><section data-section="high-cost-patients"><p>1000485485 1000606638</p></section>
      <section data-section="quality"><p>1000485485</p></section>
      """
    #expect(try found("pack.html", page, in: "commissioners/10H") == ["1000606638", "1000485485"])
  }

  @Test func aFiguresIdNamesAPatientOfItsOwnAlone() throws {
    func figures(_ patient: String) -> String {
      "{\"figures\":[\n{\"id\":\"sus/10H/ALL/patient=\(patient)/ytd_patient_cost\",\"value\":\"1\"}]}"
    }
    #expect(try found("figures.json", figures("1000485485"), in: "commissioners/10H") == [])
    #expect(try found("figures.json", figures("1000606638"), in: "commissioners/10H") == ["1000606638"])
  }

  @Test func nobodyElseSeesAPatient() throws {
    for pack in ["providers/RAL", "practices/10H", "programme"] {
      #expect(
        try found("data/high-cost-patients.csv", everybody, in: pack) == ["1000485485", "1000606638", "1000700700", "AB-7731-X"], "\(pack)")
    }
  }

  @Test func aPlantedPracticeOfAnotherIsFound() throws {
    let rates = "practice,rate\nBrook Health Centre,1\nHarbour View Surgery,2\nK80001,1\nJ82002,2\n"
    #expect(try found("data/referrals-by-practice.csv", rates, in: "commissioners/10H") == ["Harbour View Surgery", "J82002"])
    #expect(try found("data/referrals-by-practice.csv", rates, in: "commissioners/10R") == ["Brook Health Centre", "K80001"])
    #expect(try found("data/referrals-by-practice.csv", rates, in: "providers/RAL").count == 4)
  }

  /// Whatever kind of file it is: the code of another commissioner's practice, its name, and another's patient.
  @Test(arguments: ["J82002", "Harbour View Surgery", "1000606638"])
  func everyKindOfFileIsSearchedForThem(_ term: String) throws {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g><title>\(term)</title><text>1</text></g></svg>"
    let files: [(name: String, bytes: [UInt8])] = [
      ("pack.html", Array("<html><td>\(term)</td></html>".utf8)), ("pack.html", Array("<html><p>1</p>\(svg)</html>".utf8)),
      ("chart.svg", Array(svg.utf8)), ("data/referrals-by-practice.csv", Array("practice,rate\n\(term),1\n".utf8)),
      ("figures.json", Array("{\"figures\":[\n{\"id\":\"sus/10H/ALL/practice=\(term)/rate\",\"value\":\"1\"}]}".utf8)),
      ("figures.json", Array("{\"figures\":[\n{\"id\":\"a\",\"value\":\"1\",\"label\":\"\(term)\"}]}".utf8)),
      ("pack.pdf", MadeFile.pdf(page: "Practice \(term) of another")), ("pack.pdf", MadeFile.pdf(info: "/Subject (\(term))")),
      (
        "rows.xlsx",
        MadeFile.zip([("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/sharedStrings.xml", Array("<sst><si><t>\(term)</t></si></sst>".utf8))])
      ),
    ]
    for pack in ["commissioners/10H", "practices/10H", "providers/RAL"] {
      for (name, bytes) in files { #expect(try found("\(pack)/\(name)", bytes) == [term], "\(pack)/\(name)") }
    }
    // The portal and the referrals page are the programme's own: they show practices, and patients as little as any page.
    for name in ["index.html", "referrals.html", "programme/pack.html"] {
      #expect(
        try found(name, Array("<html><script>var rows = [\"\(term)\"]</script></html>".utf8)) == (term == "1000606638" ? [term] : []), "\(name)")
    }
  }

  /// Practices that no list has are organisations outside the programme: a practice of another commissioner's that was forgotten in the list is no leak's way out.
  @Test func aPracticeThatTheExtractsAloneNameIsFoundToo() throws {
    let place = try TemporaryFolder()
    func put(_ path: String, _ text: String) throws {
      let file = URL(fileURLWithPath: place.path + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try put("organisations/commissioners.csv", "code,name\n10H,NHS Chiltern CCG\n10R,NHS Portsmouth CCG\n")
    try put("organisations/providers.csv", "code,name\nRAL,Royal Free London NHS Foundation Trust\n")
    try put("programme.yaml", "format: 1\nname: N\n")
    try put("extracts/sus/2015-16/emergency.csv", "COMMISSIONER,GP_PRACTICE,PSEUDO_PATIENT_ID\n10R,J82999,1000606638\n")
    try put("extracts/slam/2015-16/M01/RAL.csv", "\"GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)\"\nJ82998\n")
    let definition = try #require(loadProgramme(at: place.path).programme)
    let sample = try LeakSample()
    try sample.put("practices/10H/data/practice-overview.csv", "practice,cost\nJ82999,1\nJ82998,1\n1000606638,1\n")
    let leaks = LeakTest(policy: LeakPolicy(.standard), forbidden: try ForbiddenTerms(definition, folder: place.path, jobs: 2)).check(sample.folder)
    #expect(leaks.map { if case .shows(let term, _) = $0.cause { term } else { "unreadable" } } == ["J82999", "J82998", "1000606638"])
  }

  @Test func organisationsOutsideTheProgrammeStandAmongReferrersAlone() throws {
    #expect(try found("data/referring-organisations.csv", "RTH, Oxford University Hospitals", in: "commissioners/10H") == [])
    #expect(try found("data/variance.csv", "RTH", in: "commissioners/10H") == ["RTH"])
    #expect(try found("data/referring-organisations.csv", "RTH", in: "providers/RAL") == ["RTH"])
  }

  /// The extracts themselves say whose patients they are: in any order of columns, in quotes, in two files.
  @Test func theExtractsSayWhosePatientsTheyAre() throws {
    let place = try TemporaryFolder()
    func put(_ path: String, _ text: String) throws {
      let file = URL(fileURLWithPath: place.path + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try put("organisations/commissioners.csv", "code,name\n10H,NHS Chiltern CCG\n10R,NHS Portsmouth CCG\n")
    try put("organisations/providers.csv", "code,name\nRAL,Royal Free London NHS Foundation Trust\n")
    try put("programme.yaml", "format: 1\nname: N\n")
    try put(
      "extracts/sus/2015-16/inpatients.csv",
      "COMMISSIONER,COST,PSEUDO_PATIENT_ID\n10H,1,1000485485\n10R,1,1000606638\n\"10H\",1,\"1000700700\"\n10R,1,1000700700\n,1,1000800800\n")
    try put("extracts/sus/2015-16/emergency.csv", "PSEUDO_PATIENT_ID,COMMISSIONER\n1000900900,10R\n1000900900,10H\n1000606638,10R")
    let definition = try #require(loadProgramme(at: place.path).programme)
    let terms = try ForbiddenTerms(definition, folder: place.path, jobs: 2)
    let ids = "1000485485\n1000606638\n1000700700\n1000800800\n1000900900\n"
    func leaks(_ pack: String) throws -> [String] {
      let sample = try LeakSample()
      try sample.put("\(pack)/data/high-cost-patients.csv", ids)
      return LeakTest(policy: LeakPolicy(.standard), forbidden: terms).check(sample.folder).map {
        if case .shows(let term, _) = $0.cause { term } else { "unreadable" }
      }
    }
    // One that names no commissioner is nobody's.
    #expect(try leaks("commissioners/10H") == ["1000606638", "1000800800"])
    #expect(try leaks("commissioners/10R") == ["1000485485", "1000800800"])
  }
}
