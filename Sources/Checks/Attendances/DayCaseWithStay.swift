import Findings
import Quantities

/// A day case stays no night.
let dayCaseWithStay = AttendanceCheck(
  CheckDefinition(
    "SUS-109", .attendances, .warning, "a day case stays no night",
    reason: "NHS Data Dictionary: a day case was admitted and discharged on one day, as intended",
    message: "a day case that stayed",
    hint: "ask the provider whether it was an ordinary admission",
    about: .patientClass, needs: [.patientClass, .lengthOfStay], challenge: "Day case that stayed"
  ), [.spell]
) { row, _ in
  row.patientClass == 2 && row.lengthOfStay != CheckedAttendance.notGiven && row.lengthOfStay > 0 ? row.cost : nil
}
