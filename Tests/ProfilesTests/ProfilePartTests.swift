import Extracts
import Findings
import Quantities
import Tables
import TestSupport
import Testing

@testable import Profiles

private let parts = """
  header: {contains: [CCG]}
  columns: {month: Month, commissioner: CCG, national_pod: POD, planned_price: Plan £, actual_price: Actual £}
  units: {planned_price: thousands}
  files:
    - holds: plan
      name: ["*_plan", "*budget*"]
      columns: {activity: Units}
      header: {row: 2}
    - holds: actual
      name: "*_actual"
      columns: {month: Period}
      values: {national_pod: {"Day case": DC}}

  """

struct ProfilePartTests {
  @Test func eachFileIsReadAsItsPartHasIt() throws {
    let profile = try profile(parts)
    let (plan, first) = profile.reading("extracts/slam/2015-16/M01/RQM_2015-16_plan_v2.xlsx")
    let (actual, second) = profile.reading("RQM_M01_actual.csv.gz")
    #expect(first == 0 && second == 1 && plan.part == .plan && actual.part == .actual)
    #expect(plan.header.row == 2 && plan.header.contains.isEmpty && actual.header.contains == ["CCG"])
    // Of the other half nothing is asked for.
    #expect(plan.columns[.actualPrice] == nil && plan.columns[.activity] == .headings(["Units"]) && plan.units[.plannedPrice] == .thousands)
    #expect(actual.columns[.plannedPrice] == nil && actual.units.isEmpty && actual.columns[.month] == .headings(["Period"]))
    #expect(profile.reading("RQM Budget 2015.xls").part == 0 && profile.reading("RQM_notes.csv").part == nil)

    let (planLines, _) = try converted(plan, TableFile(text: Array("Title\nMonth,CCG,POD,Units,Plan £\nApril,10H,DC,3,1.5\n".utf8)))
    #expect(planLines.last == "1,201516,RQM,10H,DC,3,1500,," && planLines.count == 2, "\(planLines)")
    let (actualLines, converter) = try converted(actual, TableFile(text: Array("Period,CCG,POD,Actual £\n1,10H,Day case,2\n".utf8)))
    #expect(actualLines.last == "1,201516,RQM,10H,DC,,,,2")
    #expect(converter.report.amounts.actualPrice == 2 * exactScale * finerThanStored && converter.report.amounts.planPrice == 0)
    // Findings of a cell name the half's own column.
    let places = converter.fieldPlaces(sheet: 0)
    #expect(places[8] == .column(4) && converter.heading(sheet: 0, column: 4) == "Actual £" && places[6] == .absent, "\(places)")
    #expect(throws: TableFault.self) { _ = try converted(profile, TableFile(text: Array("Month,CCG\n".utf8))) }
  }

  @Test func monthsInColumnsOfAPlanAreItsYear() throws {
    let profile = try profile(
      """
      columns: {commissioner: CCG, national_pod: POD}
      files:
        - {holds: plan, name: "*plan", wide: {columns: {price: "{month} £"}}}
        - {holds: actual, name: "*actual", columns: {month: Month, price: Value}}

      """)
    let (lines, _) = try converted(
      profile.reading("RQM_plan.csv").profile, TableFile(text: Array("CCG,POD,Apr £,May £,Mar £\n10H,DC,1,2,12\n".utf8)))
    #expect(lines.dropFirst() == ["1,201516,RQM,10H,DC,,1,,", "2,201516,RQM,10H,DC,,2,,", "12,201516,RQM,10H,DC,,12,,"])
  }

  @Test(arguments: [
    ("files: [{holds: plan, name: \"*plan\", columns: {price: P}}]", "\"files\" names no file of actuals"),
    (
      "files: [{holds: plan, name: \"*plan\", columns: {actual_price: P}}, {holds: actual, name: a, columns: {price: P}}]",
      "the file of plan “*plan” has a column of the other half, \"actual_price\""
    ),
    ("files: [{holds: plan, name: p, columns: {price: P}}, {holds: actual, name: a}]", "the file of actuals “a” has no column of an amount"),
    (
      "lines: {column: Type}\nfiles: [{holds: plan, name: p, columns: {price: P}}, {holds: actual, name: a, columns: {price: P}}]",
      "\"files\" and \"lines\" both say what is plan and what actual"
    ),
    (
      "extract: plan\nfiles: [{holds: plan, name: p, columns: {price: P}}, {holds: actual, name: a, columns: {price: P}}]",
      "\"files\" is of monthly returns, and the profile reads plans"
    ),
    (
      "files: [{holds: plan, name: p, columns: {price: P}, sheet: [A]}, {holds: actual, name: a, columns: {price: P}}]",
      "there is no key \"sheet\" in \"files\""
    ),
    (
      "columns: {price: P}\nfiles: [{holds: plan, name: p, units: {month: pence}}, {holds: actual, name: a}]",
      "\"month\" is no amount and has neither unit nor sign"
    ),
  ]) func mistakesAreSaid(yaml: String, message: String) {
    let (profile, findings) = readProfile(Array("format: 1\nproviders: [RQM]\n\(yaml)\n".utf8), file: "profiles/test.yaml")
    #expect(profile == nil && findings.contains { $0.message == message }, "\(findings.map(\.message))")
  }

  @Test(arguments: [
    ("RQM_plan_v2", "RQM_plan", 2), ("RQM_plan", "RQM_plan", 0), ("RQM plan V10", "RQM plan", 10), ("RQM_M11", "RQM_M11", 0),
    ("v2", "v2", 0), ("RQM_nov2", "RQM_nov2", 0), ("RQM_2015-16_M11_plan-v1", "RQM_2015-16_M11_plan", 1),
  ]) func revisionsAreKnownByTheEndOfTheName(name: String, stem: String, number: Int) {
    let revision = FileRevision(name)
    #expect(revision.stem == stem && revision.number == number)
  }

  /// A file that is named as a half and holds no more is drafted as one.
  @Test func aHalfIsDraftedByItsName() throws {
    let text = "Month,CCG,POD,Activity,Price\n1,10H,DC,1,100.50\n1,10J,EL,2,10.25\n"
    let draft = try ProfileDraft(TableFile(text: Array(text.utf8)), provider: "RQM", name: "M01/RQM_budget_M01.csv")
    #expect(draft.missing.isEmpty, "\(draft.yaml)")
    let (profile, findings) = readProfile(Array(draft.yaml.utf8), file: "profiles/rqm.yaml")
    #expect(findings.isEmpty && profile?.reading("RQM_budget_M02.csv").profile.part == .plan, "\(draft.yaml) \(findings)")
    #expect(profile?.reading("RQM_actual_M02.csv").profile.part == .actual)
    // A whole return may be called so too.
    let whole = "Month,CCG,POD,Plan activity,Plan price,Actual activity,Actual price\n1,10H,DC,1,100.50,2,200\n"
    #expect(try !ProfileDraft(TableFile(text: Array(whole.utf8)), provider: "RQM", name: "RQM_actuals.csv").yaml.contains("files:"))
  }
}
