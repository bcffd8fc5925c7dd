/// Other names by which a column of the standard is known.
package func otherNames(ofColumn name: String) -> [String] { contractLayout(.slam).first { $0.name == name }?.aliases ?? [] }

/// The places of the columns that the contract reader decodes, within `contractLayout`.
enum ContractColumn: Int, CaseIterable {
  case month, year, provider, commissioner, practice, treatmentFunction, nationalPOD, localPOD, localDescription, tariff
  case planActivity, planPrice, actualActivity, actualPrice
}

/// The columns of Aggregate Contract Monitoring (DCB2050). The first fourteen are decoded; the others are known and kept in the file.
func contractLayout(_ kind: ExtractKind) -> [LayoutColumn] {
  let actual: LayoutColumn.Need = kind == .plan ? .optional : .mandatory
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
      aliases: ["GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)", "GP PRACTICE CODE"], need: .expected),
    LayoutColumn(name: "ACTIVITY TREATMENT FUNCTION CODE", aliases: ["TREATMENT FUNCTION CODE"], need: .expected),
    LayoutColumn(name: "POINT OF DELIVERY CODE", need: .mandatory),
    LayoutColumn(name: "LOCAL POINT OF DELIVERY CODE", need: .expected),
    LayoutColumn(name: "LOCAL POINT OF DELIVERY DESCRIPTION", need: .expected),
    LayoutColumn(name: "TARIFF CODE", aliases: ["HRG CODE"], need: .expected),
    LayoutColumn(name: "CONTRACT MONITORING PLANNED ACTIVITY", need: .mandatory),
    LayoutColumn(name: "CONTRACT MONITORING PLANNED PRICE", need: .mandatory),
    LayoutColumn(name: "CONTRACT MONITORING ACTUAL ACTIVITY", need: actual),
    LayoutColumn(name: "CONTRACT MONITORING ACTUAL PRICE", need: actual),
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
