/// The place of a column of the standard in its layout; nil for any other name.
package func contractColumnPlace(_ name: String) -> Int? { placesByName[name] }

private let placesByName = Dictionary(uniqueKeysWithValues: contractLayout(.slam).enumerated().map { ($0.element.name, $0.offset) })

/// The place of a column of attendance-level files within their layout, which is one for all of them; nil for a name that it does not have.
package func attendanceColumnPlace(_ name: String) -> Int? { placesOfAttendances[name] }

private let placesOfAttendances = Dictionary(uniqueKeysWithValues: attendanceLayout(.outpatients).enumerated().map { ($0.element.name, $0.offset) })

/// Other names by which a column of the standard is known in files of a kind.
package func otherNames(ofColumn name: String, in kind: ExtractKind = .slam) -> [String] {
  (kind.isSUS ? attendanceLayout(kind) : contractLayout(.slam)).first { $0.name == name }?.aliases ?? []
}

/// The places of the columns that the contract reader decodes, within `contractLayout`.
enum ContractColumn: Int, CaseIterable {
  case month, year, provider, commissioner, practice, treatmentFunction, nationalPOD, localPOD, localDescription, tariff
  case planActivity, planPrice, actualActivity, actualPrice
  case created, reportingType, site, responsiblePractice, residence, subSpecialty, ward, serviceCategory, service, mentalHealthCategory
  case podDetail, podDetailDescription, contract, contractDescription, monitoring, monitoringDescription, additionalDetail, additionalDescription
  case nationalTariff, plannedMarketForces, actualMarketForces
}

/// The columns of Aggregate Contract Monitoring (DCB2050). Totals need the first fourteen; of the others the checks ask.
func contractLayout(_ kind: ExtractKind) -> [LayoutColumn] {
  let actual: LayoutColumn.Need = kind == .plan ? .optional : .mandatory
  let planned: LayoutColumn.Need = kind.isPatientLevel ? .optional : .mandatory
  let described: LayoutColumn.Need = kind.isPatientLevel ? .optional : .expected
  return [
    LayoutColumn(name: "FINANCIAL MONTH", need: .mandatory),
    LayoutColumn(name: "FINANCIAL YEAR", need: .mandatory),
    LayoutColumn(
      name: "ORGANISATION IDENTIFIER (CODE OF PROVIDER)", aliases: ["ORGANISATION CODE (CODE OF PROVIDER)", "PROVIDER CODE"], need: .mandatory),
    LayoutColumn(
      name: "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)", aliases: ["ORGANISATION CODE (CODE OF COMMISSIONER)", "COMMISSIONER CODE"],
      need: .mandatory),
    LayoutColumn(
      name: "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)",
      aliases: ["GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)", "GP PRACTICE CODE"], need: described),
    LayoutColumn(name: "ACTIVITY TREATMENT FUNCTION CODE", aliases: ["TREATMENT FUNCTION CODE"], need: described),
    LayoutColumn(name: "POINT OF DELIVERY CODE", need: planned),
    LayoutColumn(name: "LOCAL POINT OF DELIVERY CODE", need: described),
    LayoutColumn(name: "LOCAL POINT OF DELIVERY DESCRIPTION", need: described),
    LayoutColumn(name: "TARIFF CODE", aliases: ["HRG CODE"], need: described),
    LayoutColumn(name: "CONTRACT MONITORING PLANNED ACTIVITY", need: planned),
    LayoutColumn(name: "CONTRACT MONITORING PLANNED PRICE", need: planned),
    LayoutColumn(
      name: "CONTRACT MONITORING ACTUAL ACTIVITY", aliases: kind.isPatientLevel ? ["ACTIVITY COUNT (POINT OF DELIVERY)", "ACTIVITY COUNT"] : [],
      need: kind.isPatientLevel ? .optional : actual),
    LayoutColumn(name: "CONTRACT MONITORING ACTUAL PRICE", aliases: kind.isPatientLevel ? ["TOTAL COST"] : [], need: actual),
    LayoutColumn(name: "DATE AND TIME DATA SET CREATED", need: .optional),
    LayoutColumn(name: "REPORTING TYPE INDICATOR", need: .optional),
    LayoutColumn(name: "ORGANISATION SITE IDENTIFIER (OF TREATMENT)", aliases: ["SITE CODE (OF TREATMENT)"], need: .optional),
    LayoutColumn(name: "ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)", need: .optional),
    LayoutColumn(name: "ORGANISATION IDENTIFIER (RESIDENCE RESPONSIBILITY)", need: .optional),
    LayoutColumn(name: "LOCAL SUB-SPECIALTY CODE", need: .optional),
    LayoutColumn(name: "WARD CODE", need: .optional),
    LayoutColumn(name: "COMMISSIONED SERVICE CATEGORY CODE", need: .optional),
    LayoutColumn(name: "SERVICE CODE", need: .optional),
    LayoutColumn(name: "SPECIALISED MENTAL HEALTH SERVICE CATEGORY CODE", need: .optional),
    LayoutColumn(name: "POINT OF DELIVERY FURTHER DETAIL CODE", need: .optional),
    LayoutColumn(name: "POINT OF DELIVERY FURTHER DETAIL DESCRIPTION", need: .optional),
    LayoutColumn(name: "LOCAL CONTRACT CODE", need: .optional),
    LayoutColumn(name: "LOCAL CONTRACT CODE DESCRIPTION", need: .optional),
    LayoutColumn(name: "LOCAL CONTRACT MONITORING CODE", need: .optional),
    LayoutColumn(name: "LOCAL CONTRACT MONITORING DESCRIPTION", need: .optional),
    LayoutColumn(name: "CONTRACT MONITORING ADDITIONAL DETAIL", need: .optional),
    LayoutColumn(name: "CONTRACT MONITORING ADDITIONAL DESCRIPTION", need: .optional),
    LayoutColumn(name: "NATIONAL TARIFF INDICATOR", need: .optional),
    LayoutColumn(name: "CONTRACT MONITORING PLANNED MARKET FORCES FACTOR", need: .optional),
    LayoutColumn(name: "CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR", need: .optional),
  ]
}
