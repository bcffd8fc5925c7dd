import Findings
import Quantities

/// Nearly all care has the patient’s practice.
let practicesBlank = SeriesCheck(
  CheckDefinition(
    "SLAM-153", .completeness, .warning, "nearly all care has the patient’s practice",
    reason: "Without the practice of registration nobody can say who is responsible for the charge",
    message: "much of the care is without the patient’s practice",
    hint: "ask the provider to fill the practice",
    about: .practice, needs: [.practice], limit: CheckLimit(10, .percent, "the share of the month’s rows of care")
  )
) { series, limit in
  guard series.careRows >= 20,
    Int64(series.withoutPractice) * 100 * Int64(exactScale) > limit * Int64(series.careRows)
  else { return [] }
  return [SeriesHit(month: series.last, stake: 0, "\(series.withoutPractice) of \(series.careRows) rows of care have none")]
}
