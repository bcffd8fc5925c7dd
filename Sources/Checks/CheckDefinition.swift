package import Findings
import Quantities

/// A column that a check needs: where no return has it, the check is not run.
package enum CheckColumn: String, Sendable, Hashable, CaseIterable {
  case practice = "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)"
  case treatmentFunction = "ACTIVITY TREATMENT FUNCTION CODE"
  case pod = "POINT OF DELIVERY CODE"
  case tariff = "TARIFF CODE"
  case nationalTariff = "NATIONAL TARIFF INDICATOR"
  case site = "ORGANISATION SITE IDENTIFIER (OF TREATMENT)"
  case responsiblePractice = "ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)"
  case service = "SERVICE CODE"
  case planActivity = "CONTRACT MONITORING PLANNED ACTIVITY"
  case planPrice = "CONTRACT MONITORING PLANNED PRICE"
  case actualActivity = "CONTRACT MONITORING ACTUAL ACTIVITY"
  case actualPrice = "CONTRACT MONITORING ACTUAL PRICE"
  case marketForces = "CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR"
  case commissioner = "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)"
  case month = "FINANCIAL MONTH"
  /// No column, but that planned and actual price stand in the same row: where each has rows or a file of its own, a row says nothing of their difference.
  case planBesideActual = "planned and actual price in one row"
  // The columns of attendance-level files.
  case patient = "PSEUDO_PATIENT_ID"
  case attended = "ATTENDED"
  case firstAttendance = "FIRST_ATTENDANCE"
  case attendanceCost = "COST_GBP"
  case attendanceHRG = "HRG"
  case attendanceDate = "ATTENDANCE_DATE"
  case admissionDate = "ADMISSION_DATE"
  case dischargeDate = "DISCHARGE_DATE"
  case lengthOfStay = "LENGTH_OF_STAY"
  case patientClass = "PATIENT_CLASS"
  case age = "AGE"
  case dateOfDeath = "DATE_OF_DEATH"
}

/// A size from which a check fires, which a programme can set.
package struct CheckLimit: Sendable, Hashable {
  /// What it is counted in.
  package enum Unit: String, Sendable, Hashable {
    case pounds, percent, deviations, times, days, years, number
  }
  /// The size where the programme says nothing, as a count of 10⁻⁸.
  package let standard: Int64
  /// What it is counted in.
  package let unit: Unit
  /// What it limits, a phrase.
  package let meaning: String

  /// - Parameter standard: the size, a whole number of units.
  package init(_ standard: Int64, _ unit: Unit, _ meaning: String) {
    self.standard = standard * Int64(exactScale)
    self.unit = unit
    self.meaning = meaning
  }
}

/// A check as it is listed and as a programme can set it: its stable code, what it looks at, and why.
package struct CheckDefinition: Sendable, Hashable {
  /// The code, `SLAM-130`. It never changes its meaning.
  package let code: FindingCode
  /// The family.
  package let family: CheckFamily
  /// How much a finding matters where the programme says nothing.
  package let severity: Severity
  /// What holds where nothing is found, a sentence without full stop.
  package let title: String
  /// The standard or the reason that it comes from.
  package let reason: String
  /// What is wrong where it fires, a clause: `priced without activity`.
  package let message: String
  /// What to do about it.
  package let hint: String
  /// The column that a finding points to.
  package let about: CheckColumn?
  /// The columns without which it cannot be run.
  package let needs: [CheckColumn]
  /// The size from which it fires, where it has one.
  package let limit: CheckLimit?
  /// The category under which what it finds may be challenged; nil where it is no ground for a challenge.
  package let challenge: String?

  init(
    _ code: FindingCode, _ family: CheckFamily, _ severity: Severity, _ title: String, reason: String, message: String, hint: String,
    about: CheckColumn? = nil, needs: [CheckColumn] = [], limit: CheckLimit? = nil, challenge: String? = nil
  ) {
    self.code = code
    self.family = family
    self.severity = severity
    self.title = title
    self.reason = reason
    self.message = message
    self.hint = hint
    self.about = about
    self.needs = needs
    self.limit = limit
    self.challenge = challenge
  }
}
