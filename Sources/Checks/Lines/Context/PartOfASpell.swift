import Findings
import Quantities

/// Spells and attendances are counted in whole numbers.
let partOfASpell = LineCheck(
  CheckDefinition(
    "SLAM-118", .context, .note, "spells and attendances are counted in whole numbers",
    reason: "NHS Data Dictionary: a spell or an attendance is counted one by one",
    message: "a fraction of a spell or attendance",
    hint: "ask the provider how the activity was counted",
    about: .actualActivity, needs: [.pod]
  )
) { line, _ in
  !line.pod.isDisjoint(with: .counted) && line.actualActivity % Int64(exactScale) != 0 ? line.actualPrice : nil
}
