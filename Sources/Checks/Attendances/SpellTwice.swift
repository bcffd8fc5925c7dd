import Findings
import Quantities

/// No spell stands twice.
let spellTwice = AttendanceRepeatCheck(
  CheckDefinition(
    "SUS-117", .duplicates, .warning, "no spell stands twice",
    reason: "A patient is admitted once on a day for one need",
    message: "a second spell of the patient on the day, with the same HRG",
    hint: "ask the provider whether it is one spell",
    about: .admissionDate, needs: [.admissionDate, .patient], challenge: "Charged twice"
  ), [.spell],
  where: { row in row.patient != 0 && row.day != CheckedAttendance.notGiven && row.cost != 0 },
  key: { row in AttendanceKey(patient: row.patient, provider: row.provider, hrg: row.hrg, day: row.day) }
)
