import Findings
import Quantities

/// No spell is longer than a year.
let spellLongerThanYear = AttendanceCheck(
  CheckDefinition(
    "SUS-104", .attendances, .note, "no spell is longer than a year",
    reason: "A stay of more than a year in acute care is most often a date that is wrong",
    message: "a spell longer than a year",
    hint: "ask the provider for the dates: excess bed days depend on them",
    about: .lengthOfStay, needs: [.lengthOfStay], limit: CheckLimit(366, .days, "the longest stay that is passed over"), challenge: "Length of stay"
  ), [.spell]
) { row, limit in
  row.lengthOfStay != CheckedAttendance.notGiven && Int64(row.lengthOfStay) * Int64(exactScale) > limit ? row.cost : nil
}
