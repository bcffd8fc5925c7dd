import Findings
import Quantities

/// Outpatient attendances have an HRG of attendances.
let procedureAsAttendance = LineCheck(
  CheckDefinition(
    "SLAM-120", .context, .note, "outpatient attendances have an HRG of attendances",
    reason: "National tariff: a procedure’s group makes an attendance an outpatient procedure",
    message: "an outpatient attendance with a procedure’s HRG",
    hint: "ask the provider whether it is a procedure",
    about: .tariff, needs: [.pod, .tariff, .nationalTariff]
  )
) { line, _ in
  !line.pod.isDisjoint(with: [.firstAttendance, .followUp]) && line.tariff.contains(.hrg) && line.tariff.isDisjoint(with: [.attendance, .ungrouped])
    && line.indicator == .yes ? line.actualPrice : nil
}
