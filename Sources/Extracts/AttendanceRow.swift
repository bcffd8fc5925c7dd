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
  /// ADMISSION METHOD, its two characters as the digits of a hexadecimal number: `2A` is 0x2A, `21` is 0x21; nought where blank, not of the
  /// list or not there.
  package var admissionMethod: UInt16
  /// LENGTH OF STAY, whole days; `AttendanceRow.noStay` where blank, not a number or not there.
  package var lengthOfStay: UInt16
  /// The line in the file.
  package var line: UInt32
  /// Estimated cost.
  package var cost: Int64
  /// A number for the pseudonymised patient: the id where it is a number without leading noughts, else a fingerprint with its highest bit set, whose
  /// text the file's `pseudonyms` keep; nought where blank.
  package var patient: UInt64
  /// The day of the attendance or admission: days since the first of January 1900; `noDay` where blank, not a date or not there.
  package var day: UInt16
  /// The day of discharge, likewise.
  package var discharge: UInt16
  /// The day of death, likewise.
  package var death: UInt16
  /// The age in whole years; `noDay` where blank, not a number or not there.
  package var age: UInt16

  /// A day or age of a row that gives none.
  package static let noDay = UInt16.max
  /// The length of stay of a row that gives none.
  package static let noStay = UInt16.max

  /// Whether the spell was admitted through an emergency department: its provider's own (21) or another's (2A).
  @inline(__always)
  package var isThroughEmergency: Bool { admissionMethod == 0x21 || admissionMethod == 0x2A }
}

/// The number that rows carry for a pseudonym.
package func patientNumber(_ pseudonym: String) -> UInt64 { patientNumber(Array(pseudonym.utf8)).number }

/// The number of a pseudonym's bytes, and whether it is a fingerprint, whose text must be kept.
@inline(__always)
func patientNumber(_ bytes: some Collection<UInt8>) -> (number: UInt64, isFingerprint: Bool) {
  var value: UInt64 = 0
  let length = bytes.count
  var numeric = length > 0 && length <= 18 && (length == 1 || bytes.first != 0x30)
  var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes {
    value = value &* 10 &+ UInt64(byte &- 0x30)
    fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3
    if byte < 0x30 || byte > 0x39 { numeric = false }
  }
  if length == 0 { return (0, false) }
  return numeric ? (value, false) : (fingerprint | 1 << 63, true)
}

/// The texts of patients' pseudonyms that are not plain numbers, so that a row's fingerprint leads back to what the file holds.
package struct PseudonymTexts: Sendable, Hashable {
  /// The fingerprints, as rows carry them, in the order of their first rows.
  package var fingerprints: [UInt64] = []
  /// The text of each.
  package var texts: [String] = []
}

/// Everything that was read of one attendance-level file.
package struct AttendanceReading: Sendable {
  /// The names of the layout's columns that the file has.
  package var columns: [String] = []
  package var rows: [AttendanceRow] = []
  /// Where each column of the layout stands in the file; of a workbook in its first sheet.
  package var fieldPlaces: [FieldPlace] = []
  /// Of a workbook, the sheets that the rows stand on.
  package var sheets = RowSheets()
  package var providers: [String] = []
  package var commissioners: [String] = []
  package var practices: [String] = []
  package var treatmentFunctions: [String] = []
  package var hrgs: [String] = []
  package var referrers: [String] = []
  package var pseudonyms = PseudonymTexts()
  package var quarantine: [QuarantinedRow] = []
  package var observations: [Observation] = []
  package var control = ControlTotals()
  package var quarantined = FourSums()
  package var rounding = FourSums()
  package var digest: [UInt8] = []
  package var byteCount = 0
  package var refused = false
  /// Rows that a profile left out, and what they came to, counts of 10⁻¹⁸.
  package var dropped = (rows: 0, amounts: FourSums())
}
