import Figures
import Programme
import Quantities
import Report
import Testing

@testable import Packs

private let year = FinancialYear(start: 2015)

private func row(_ provider: String, _ quarter: Int, _ statement: String, _ answer: String, evidence: String = "Board paper") -> SelfCertification {
  SelfCertification(
    provider: provider, quarter: Quarter(year: year, number: quarter), statement: statement, answer: answer, evidence: evidence, owner: "Director")
}

private func document(_ rows: [SelfCertification], _ kind: PackKind = .commissioner, _ code: String = "10H") throws -> ReportDocument {
  var input = fullInput()
  input.registers.selfCertifications = rows
  return try #require(buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)))
}

@Suite struct QualitySelfCertificationTests {
  @Test func `answers by quarter, and what changed`() throws {
    let pack = try document([
      row("RQM", 1, "Staffing is published", "Yes"), row("RQM", 2, "Staffing is published", "Yes"), row("RQM", 3, "Staffing is published", "No"),
      row("RQM", 1, "Lists are validated", "Partly"), row("RQM", 3, "Lists are validated", "Partly", evidence: ""),
      row("R1H", 3, "Lists are validated", "Yes"),
    ])
    let table = try #require(pack.table("quality-self-certification"))
    #expect(table.columns.map(\.head) == ["Statement", "Q1", "Q2", "Q3", "Change", "Evidence", "Owner"])
    #expect(
      table.printed == [
        ["Barts", "", "", "", "", "", ""], ["Lists are validated", "none", "none", "Yes", "new", "Board paper", "Director"],
        ["Chelsea & Westminster", "", "", "", "", "", ""],
        ["Staffing is published", "Yes", "Yes", "No", "from Yes to No", "Board paper", "Director"],
        ["Lists are validated", "Partly", "none", "Partly", "–", "none given", "Director"],
      ])
    #expect(pack.headline("quality-self-certification") == "One of three answers for 2015-16 Q3 is “no”; one has changed since the answer before")
  }

  @Test func `quarters after the period are not there yet`() throws {
    let pack = try document([row("RQM", 4, "Staffing is published", "Yes")])
    // Month 11 lies in quarter 4: its answers may be given; those of the next year not.
    #expect(pack.table("quality-self-certification")?.rows.count == 2)
    var input = fullInput()
    input.registers.selfCertifications = [
      SelfCertification(
        provider: "RQM", quarter: Quarter(year: FinancialYear(start: 2016), number: 1), statement: "S", answer: "Yes", evidence: "", owner: "")
    ]
    let later = try #require(
      buildPack(try builtInDefinition(.commissioner), kind: .commissioner, code: "10H", context: PackContext(input)))
    #expect(later.table("quality-self-certification")?.rows.isEmpty == true)
    #expect(later.section("quality-self-certification")?.headline == nil)
  }

  @Test func `an absent register is told in methods`() throws {
    let pack = try document([])
    #expect(pack.section("quality-self-certification") == nil)
    #expect(String(reflecting: try #require(pack.section("methods"))).contains("no register of self-certifications has been given"))
  }

  @Test func `the programme holds every provider, a provider's pack none`() throws {
    let rows = ["R1H", "RAN", "RQM", "RYJ"].map { row($0, 3, "Staffing is published", "Yes") }
    let programme = try document(rows, .programme, "programme")
    #expect(programme.table("quality-self-certification")?.rows.count == 8)
    #expect(programme.headline("quality-self-certification") == "None of the four answers for 2015-16 Q3 is “no”; none has changed")
    #expect(try document(rows, .provider, "RQM").section("quality-self-certification") == nil)
  }
}
