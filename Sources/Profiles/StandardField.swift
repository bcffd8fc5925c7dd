import Extracts

/// A field of the standard's aggregate contract monitoring extract, or of the attendance files, by the name that profiles give it.
package enum StandardField: String, Sendable, Hashable, CaseIterable {
  case month
  case year
  case created
  case reportingType = "reporting_type"
  case provider
  case site
  case practiceResponsibility = "practice_responsibility"
  case residenceResponsibility = "residence_responsibility"
  case commissioner
  case practice
  case treatmentFunction = "treatment_function"
  case subSpecialty = "sub_specialty"
  case ward
  case serviceCategory = "service_category"
  case serviceCode = "service_code"
  case mentalHealthCategory = "mental_health_category"
  case nationalPOD = "national_pod"
  case podDetail = "pod_detail"
  case podDetailDescription = "pod_detail_description"
  case localPOD = "local_pod"
  case localPODDescription = "local_pod_description"
  case contract
  case contractDescription = "contract_description"
  case monitoring
  case monitoringDescription = "monitoring_description"
  case additional
  case additionalDescription = "additional_description"
  case tariff
  case tariffIndicator = "tariff_indicator"
  case plannedActivity = "planned_activity"
  case plannedPrice = "planned_price"
  case plannedMarketForces = "planned_mff"
  case actualActivity = "actual_activity"
  case actualPrice = "actual_price"
  case actualMarketForces = "actual_mff"
  /// Activity of a row that another column says is plan or actual.
  case activity
  /// Price of such a row.
  case price
  case hrg
  case cost
  case firstAttendance = "first_attendance"
  case attended
  case referralSource = "source_of_referral"
  case referrer = "referring_organisation"
  case patientClass = "patient_class"
  case patient
  case locality
  case admissionMethod = "admission_method"
  case lengthOfStay = "length_of_stay"
  case arrivalMode = "arrival_mode"
  case disposal
  case attendanceDate = "attendance_date"
  case admissionDate = "admission_date"
  case dischargeDate = "discharge_date"
  case age
  case deathDate = "date_of_death"

  /// The heading that the standard gives the field in files of a kind; nil where they have no such field, and for those that stand for plan or actual.
  package func header(in extract: Profile.Extract) -> String? { extract.isAttendances ? headerOfAttendances : header }

  /// The heading of returns and plans.
  private var header: String? {
    switch self {
    case .month: "FINANCIAL MONTH"
    case .year: "FINANCIAL YEAR"
    case .created: "DATE AND TIME DATA SET CREATED"
    case .reportingType: "REPORTING TYPE INDICATOR"
    case .provider: "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"
    case .site: "ORGANISATION SITE IDENTIFIER (OF TREATMENT)"
    case .practiceResponsibility: "ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)"
    case .residenceResponsibility: "ORGANISATION IDENTIFIER (RESIDENCE RESPONSIBILITY)"
    case .commissioner: "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)"
    case .practice: "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)"
    case .treatmentFunction: "ACTIVITY TREATMENT FUNCTION CODE"
    case .subSpecialty: "LOCAL SUB-SPECIALTY CODE"
    case .ward: "WARD CODE"
    case .serviceCategory: "COMMISSIONED SERVICE CATEGORY CODE"
    case .serviceCode: "SERVICE CODE"
    case .mentalHealthCategory: "SPECIALISED MENTAL HEALTH SERVICE CATEGORY CODE"
    case .nationalPOD: "POINT OF DELIVERY CODE"
    case .podDetail: "POINT OF DELIVERY FURTHER DETAIL CODE"
    case .podDetailDescription: "POINT OF DELIVERY FURTHER DETAIL DESCRIPTION"
    case .localPOD: "LOCAL POINT OF DELIVERY CODE"
    case .localPODDescription: "LOCAL POINT OF DELIVERY DESCRIPTION"
    case .contract: "LOCAL CONTRACT CODE"
    case .contractDescription: "LOCAL CONTRACT CODE DESCRIPTION"
    case .monitoring: "LOCAL CONTRACT MONITORING CODE"
    case .monitoringDescription: "LOCAL CONTRACT MONITORING DESCRIPTION"
    case .additional: "CONTRACT MONITORING ADDITIONAL DETAIL"
    case .additionalDescription: "CONTRACT MONITORING ADDITIONAL DESCRIPTION"
    case .tariff: "TARIFF CODE"
    case .tariffIndicator: "NATIONAL TARIFF INDICATOR"
    case .plannedActivity: "CONTRACT MONITORING PLANNED ACTIVITY"
    case .plannedPrice: "CONTRACT MONITORING PLANNED PRICE"
    case .plannedMarketForces: "CONTRACT MONITORING PLANNED MARKET FORCES FACTOR"
    case .actualActivity: "CONTRACT MONITORING ACTUAL ACTIVITY"
    case .actualPrice: "CONTRACT MONITORING ACTUAL PRICE"
    case .actualMarketForces: "CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR"
    default: nil
    }
  }

  /// The heading of attendance files.
  private var headerOfAttendances: String? {
    switch self {
    case .month: "FINANCIAL_MONTH"
    case .year: "FINANCIAL_YEAR"
    case .provider: "PROVIDER"
    case .commissioner: "COMMISSIONER"
    case .practice: "GP_PRACTICE"
    case .treatmentFunction: "TREATMENT_FUNCTION"
    case .hrg: "HRG"
    case .cost: "COST_GBP"
    case .firstAttendance: "FIRST_ATTENDANCE"
    case .attended: "ATTENDED"
    case .referralSource: "SOURCE_OF_REFERRAL"
    case .referrer: "REFERRING_ORGANISATION"
    case .patientClass: "PATIENT_CLASS"
    case .patient: "PSEUDO_PATIENT_ID"
    case .locality: "LOCALITY"
    case .admissionMethod: "ADMISSION_METHOD"
    case .lengthOfStay: "LENGTH_OF_STAY"
    case .arrivalMode: "ARRIVAL_MODE"
    case .disposal: "DISPOSAL"
    case .attendanceDate: "ATTENDANCE_DATE"
    case .admissionDate: "ADMISSION_DATE"
    case .dischargeDate: "DISCHARGE_DATE"
    case .age: "AGE"
    case .deathDate: "DATE_OF_DEATH"
    default: nil
    }
  }

  /// What the field is, for the reference.
  package var meaning: String {
    switch self {
    case .activity: "activity of a row that `lines` or `files` tells to be plan or actual"
    case .price: "price of a row that `lines` or `files` tells to be plan or actual"
    default: (header ?? headerOfAttendances ?? "").lowercased()
    }
  }

  /// Whether it is a number of units or pounds.
  package var isAmount: Bool {
    switch self {
    case .plannedActivity, .plannedPrice, .plannedMarketForces, .actualActivity, .actualPrice, .actualMarketForces, .activity, .price, .cost: true
    default: false
    }
  }

  /// The half of a return that its amounts are; nil for any that stand for either, and for all other fields.
  var part: ReturnPart? {
    switch self {
    case .plannedActivity, .plannedPrice, .plannedMarketForces: .plan
    case .actualActivity, .actualPrice, .actualMarketForces: .actual
    default: nil
    }
  }

  /// The field of amounts that are plan or actual, whichever another column or the file says; nil for any that has none.
  var ofEither: StandardField? {
    switch self {
    case .plannedActivity, .actualActivity: .activity
    case .plannedPrice, .actualPrice: .price
    default: nil
    }
  }

  /// Whether it is a day.
  var isDate: Bool { [.attendanceDate, .admissionDate, .dischargeDate, .deathDate].contains(self) }

  /// Whether a file of a kind can't be read without it.
  func isMandatory(in extract: Profile.Extract) -> Bool {
    switch self {
    case .firstAttendance, .attended: extract == .outpatients
    case .month, .year, .provider, .commissioner, .cost: extract.isAttendances || isMandatory
    default: !extract.isAttendances && isMandatory
    }
  }

  /// Whether a return can't be read without it.
  private var isMandatory: Bool {
    switch self {
    case .month, .year, .provider, .commissioner, .nationalPOD, .plannedActivity, .plannedPrice, .actualActivity, .actualPrice: true
    default: false
    }
  }
}
