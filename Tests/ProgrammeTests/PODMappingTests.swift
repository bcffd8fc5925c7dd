import Programme
import Quantities
import Testing

private let month = MonthIndex(year: FinancialYear(start: 2015), month: 11)

@Suite struct PODMappingTests {
  @Test func nationalCodesAreWhole() {
    #expect(Set(NationalPOD.all.map(\.code)).count == NationalPOD.all.count)
    #expect(NationalPOD.all.count == 81)
    #expect(NationalPOD.localSynonyms.values.allSatisfy { NationalPOD.named($0) != nil })
    #expect(NationalPOD.all.allSatisfy { $0.group != .unknown })
  }

  @Test(arguments: [
    ("DC", "elective", "spell"), ("ELXBD", "elective_bed_days", "bed_day"), ("NEL", "non_elective", "spell"),
    ("NELXBD", "non_elective_bed_days", "bed_day"),
    ("OPFASPCL", "outpatient_first", "attendance"), ("OPFUPMPCL", "outpatient_follow_up", "attendance"),
    ("OPPROC", "outpatient_procedure", "attendance"),
    ("AE", "emergency", "attendance"), ("DRUG", "drugs", "item"), ("UNBACC", "critical_care", "bed_day"), ("IPSPECIAL", "inpatient_hours", "hour"),
    ("IPFCE", "inpatient_episodes", "episode"), ("ADJUSTMENT", "financial", "pounds"),
  ])
  func nationalCodesHaveAGroupAndAUnit(code: String, group: String, unit: String) throws {
    let pod = try #require(NationalPOD.named(code))
    #expect(pod.group.rawValue == group)
    #expect(pod.group.unit.rawValue == unit)
  }

  /// The names of the benchmark's extracts: description, local code and national code of each.
  @Test(arguments: [
    ("Day Cases", "PSD", "DC", "PSD", "elective"), ("Accident and Emergency", "AandE", "AE", "AandE", "emergency"),
    ("Adult Critical Care, bed days", "ACRIT", "UNBACC", "ACRIT", "critical_care"),
    ("Outpatient Non Face to Face", "OPNFTF", "NF2FFUP", "OPNFTF", "outpatient_follow_up"), ("Direct Access", "DA", "DAOTHER", "DA", "direct_access"),
    ("Excluded Devices", "HCD (devices)", "", "HCD (devices)", "devices"), ("", "AandE", "", "AandE", "emergency"),
    ("Day Cases", "", "", "Day Cases", "elective"),
    ("", "", "OPFUP", "OPFUP", "outpatient_follow_up"), ("Something new", "XYZ", "", "XYZ", "unknown"), ("", "", "", "", "unknown"),
  ])
  func withoutAFileTheBuiltInNamesServe(description: String, local: String, national: String, derived: String, group: String) {
    let pod = PODMapping(rules: []).resolve(provider: "RQM", localDescription: description, localCode: local, nationalCode: national, month: month)
    #expect(pod.providerPOD == (description.isEmpty ? local.isEmpty ? national : local : description))
    #expect(pod.derivedPOD == derived)
    #expect(pod.group.rawValue == group)
    #expect(pod.isKnown == (group != "unknown"))
  }

  @Test func aProvidersOwnLineGoesBeforeTheLineForAllWithinItsMonths() throws {
    let programme = try #require(
      try load([
        "organisations/pods.csv": """
        provider,local_pod,from,to,derived_pod,national_pod,group,unit
        *,Ward Attender,,,WARD,WAFA,,
        RQM,Ward Attender,,2014-15/M12,OLD,WAFUP,,
        RQM,Ward Attender,2015-16/M01,,NEW,WAFUP,,
        RQM,Gym,,,GYM,,other,item
        """
      ]).programme)
    let pods = programme.organisations.pods
    func derived(_ provider: String, _ name: String, _ month: MonthIndex) -> ResolvedPOD {
      pods.resolve(provider: provider, localDescription: name, localCode: "WA", nationalCode: "WAFA", month: month)
    }
    let lastYear = MonthIndex(year: FinancialYear(start: 2014), month: 12)
    #expect(derived("RAS", "Ward Attender", month).derivedPOD == "WARD")
    #expect(derived("RQM", "Ward Attender", month).derivedPOD == "NEW")
    #expect(derived("RQM", "Ward Attender", month).group == .outpatientFollowUp)
    #expect(derived("RQM", "Ward Attender", lastYear).derivedPOD == "OLD")
    #expect(derived("RQM", "Gym", month).group == .other)
    #expect(derived("RQM", "Gym", month).nationalPOD == "")
  }

  @Test func treatmentFunctionsFallBackToTheNationalList() throws {
    let programme = try #require(try load(["organisations/specialties.csv": "code,name\n361,Renal Medicine\n"]).programme)
    #expect(programme.organisations.treatmentFunctionName("361") == "Renal Medicine")
    #expect(programme.organisations.treatmentFunctionName("110") == "Trauma & Orthopaedics")
    #expect(programme.organisations.treatmentFunctionName("999") == nil)
  }
}
