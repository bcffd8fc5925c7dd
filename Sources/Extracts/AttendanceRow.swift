/// One attendance or spell: numbers for its codes, its estimated cost as a count of 10⁻⁸ pounds.
package struct AttendanceRow: Sendable {
  /// Index into the file's providers.
  package var provider: UInt32
  /// Index into the file's commissioners.
  package var commissioner: UInt32
  /// Index into the file's practices.
  package var practice: UInt32
  /// Index into the file's treatment functions; nought where the file has none.
  package var treatmentFunction: UInt32
  /// Index into the file's HRGs.
  package var hrg: UInt32
  /// Index into the file's referring organisations; nought where the file has none.
  package var referrer: UInt32
  /// The `MonthIndex`.
  package var month: UInt32
  /// FIRST ATTENDANCE, as its digit; nought where blank or not of the list.
  package var firstAttendance: UInt8
  /// ATTENDED OR DID NOT ATTEND, as its digit; 255 where blank or not of the list.
  package var attended: UInt8
  /// SOURCE OF REFERRAL, as its number; 255 where blank or not of the list.
  package var source: UInt8
  /// PATIENT CLASSIFICATION, as its digit; nought where blank or not there.
  package var patientClass: UInt8
  /// Estimated cost.
  package var cost: Int64
  /// A number for the pseudonymised patient: the id where it is a number, else a fingerprint; nought where blank.
  package var patient: UInt64
  /// The line in the file.
  package var line: UInt64
}

/// Everything that was read of one attendance-level file.
package struct AttendanceReading: Sendable {
  package var rows: [AttendanceRow] = []
  package var providers: [String] = []
  package var commissioners: [String] = []
  package var practices: [String] = []
  package var treatmentFunctions: [String] = []
  package var hrgs: [String] = []
  package var referrers: [String] = []
  package var quarantine: [QuarantinedRow] = []
  package var observations: [Observation] = []
  package var control = ControlTotals()
  package var quarantined = FourSums()
  package var rounding = FourSums()
  package var digest: [UInt8] = []
  package var byteCount = 0
  package var refused = false
}
