import Findings
import Quantities

/// Nearly all care at tariff has an HRG.
let resourceGroupsBlank = SeriesCheck(
  CheckDefinition(
    "SLAM-154", .completeness, .warning, "nearly all care at tariff has an HRG",
    reason: "Without an HRG neither price nor case mix can be checked",
    message: "much of the care is without an HRG",
    hint: "ask the provider to group the activity",
    about: .tariff, needs: [.tariff, .pod], limit: CheckLimit(10, .percent, "the share of the month’s rows of spells and attendances")
  )
) { series, limit in
  guard series.tariffedRows >= 20,
    Int64(series.withoutResourceGroup) * 100 * Int64(exactScale) > limit * Int64(series.tariffedRows)
  else { return [] }
  return [
    SeriesHit(month: series.last, stake: 0, "\(series.withoutResourceGroup) of \(series.tariffedRows) rows of spells and attendances have none")
  ]
}
