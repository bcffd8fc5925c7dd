import Findings
import Quantities

/// Nobody has two first attendances in a specialty on a day.
let firstTwiceADay = AttendanceRepeatCheck(
  CheckDefinition(
    "SUS-101", .attendances, .warning, "nobody has two first attendances in a specialty on a day",
    reason: "A patient is seen for the first time once",
    message: "a second first attendance of the patient in the specialty on the day",
    hint: "ask the provider whether it is one attendance, or a follow-up",
    about: .attendanceDate, needs: [.attendanceDate, .patient, .firstAttendance], challenge: "Charged twice"
  ), [.outpatient],
  where: { row in
    row.patient != 0 && row.day != CheckedAttendance.notGiven && row.isSeen
      && (row.firstAttendance == 1 || row.firstAttendance == 3)
  },
  key: { row in
    AttendanceKey(patient: row.patient, provider: row.provider, treatmentFunction: row.treatmentFunction, day: row.day)
  }
)
