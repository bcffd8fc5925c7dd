import Foundation
import Programme
import Releases
import TestSupport
import Testing

/// Practices and patients in packs: a commissioner's holds its own alone, a provider's none.
struct PracticeAndPatientLeakTests {
  /// What is found in a pack when the extracts say that 1000485485 is 10H's, 1000606638 10R's, and 1000700700 has been of both.
  private func found(_ name: String, _ text: String, in pack: String) throws -> [String] {
    let sample = try LeakSample()
    try sample.put("\(pack)/\(name)", text)
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
