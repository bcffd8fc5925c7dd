import Findings
import Quantities

/// No emergency attendance stands twice.
let emergencyTwiceADay = AttendanceRepeatCheck(
  CheckDefinition(
    "SUS-113", .duplicates, .note, "no emergency attendance stands twice",
    reason: "A patient seldom comes twice on a day with the same need",
    message: "a second emergency attendance of the patient on the day, with the same HRG",
    hint: "ask the provider whether it is one attendance",
    about: .attendanceDate, needs: [.attendanceDate, .patient], challenge: "Charged twice"
  ), [.emergency],
  where: { row in row.patient != 0 && row.day != CheckedAttendance.notGiven && row.cost != 0 },
  key: { row in AttendanceKey(patient: row.patient, provider: row.provider, hrg: row.hrg, day: row.day) }
)
