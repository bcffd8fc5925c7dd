import Programme
import Testing

@testable import Releases

/// Whether a file that is to be sent shows rows of practices or of patients, whatever it is and wherever they stand.
struct RowLevelTests {
  private func test() -> RowLevelTest {
    var terms = ForbiddenTerms(LeakSample.organisations)
    for patient in ["1000485485", "1000606638", "AB-7731-X"] { terms.addPatient(patient) }
    terms.addOutside(code: "RTH", name: "Oxford University Hospitals NHS Trust")
    return RowLevelTest(terms)
  }

  private func level(_ text: String, name: String = "10H_2015-16_M11.html") -> Clearance { test().look(Array(text.utf8), name: name).level }

  @Test func sumsOfOrganisationsAreNoRows() {
    #expect(level("<p>NHS Chiltern CCG (10H) with Royal Free (RAL): £1,327,152; Oxford University Hospitals, Portsmouth</p>") == .none)
    #expect(level("") == .none)
    // What every second practice is called by is no practice.
    #expect(level("<p>The Surgery of the future</p>") == .none)
  }

  @Test(arguments: [
    "<p>K80001</p>", "<p>Brook Health Centre</p>", "<p title=\"K80001\">x</p>", "<!-- Harbour View Surgery -->", "<p>brook&#32;health centre</p>",
  ])
  func aPracticeIsFoundByCodeAndName(_ html: String) { #expect(level(html) == .practice) }

  @Test func aPatientCountsMoreThanAPracticeAndItsPlaceIsSaid() {
    let finding = test().look(Array("code,cost\nK80001,1\n1000485485,2\n".utf8), name: "rows.csv")
    #expect(finding.level == .patient && finding.place?.contains("3") == true, "\(finding)")
    #expect(level("<table><tr><td>ab-7731-x</td></tr></table>") == .patient)
    #expect(level("id: 1000485486") == .none)
  }

  /// A file names no more than two hundred places, and the practices of a whole pack stand before its patients.
  @Test func manyPracticesHideNoPatient() {
    let practices = (1...300).map { "<p title=\"\($0)\">K80001 \($0)</p>\n" }.joined()
    #expect(level(practices) == .practice)
    let finding = test().look(Array((practices + "<p>1000485485</p>").utf8), name: "10H_2015-16_M11.html")
    #expect(finding.level == .patient && finding.place == "line 301", "\(finding)")
  }

  /// What one organisation's readers may not see is found in the very bytes, whatever folder they were taken from.
  @Test func anothersPackIsNotForTheReader() throws {
    let pack = Array("<html><h1>NHS Portsmouth CCG</h1><td>J82002</td><td>Harbour View Surgery</td></html>".utf8)
    func leaks(_ path: String) -> [String] {
      test().leaks(pack, at: path).map { if case .shows(let term, _) = $0.cause { term } else { "unreadable" } }
    }
    #expect(leaks("practices/10R/10R-practices_2015-16_M11.html") == [])
    #expect(leaks("practices/10H/10H-practices_2015-16_M11.html") == ["NHS Portsmouth CCG", "J82002", "Harbour View Surgery"])
    #expect(leaks("commissioners/10H/10H_2015-16_M11.html").count == 3)
    #expect(leaks("providers/RAL/RAL_2015-16_M11.html") == ["J82002", "Harbour View Surgery"])
    #expect(leaks("programme/programme_2015-16_M11.html") == [])
  }

  @Test func insideOtherFilesToo() throws {
    let png = MadeFile.png([("tEXt", Array("Comment\u{0}K80001".utf8))])
    #expect(test().look(png, name: "chart.png").level == .practice)
  }

  /// Of what cannot be read nothing can be said.
  @Test func aFileThatCannotBeReadCountsAsPatients() {
    let finding = test().look(Array("%PDF-1.7 and no more".utf8), name: "10H.pdf")
    #expect(finding.level == .patient && finding.place != nil)
  }
}
