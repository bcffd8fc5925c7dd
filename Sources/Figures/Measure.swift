/// The names of measures, the last part of an id before its period. A name never changes its meaning: a changed formula gets a new name.
///
/// `MeasureDefinitions` says what each is. The same name with `activitySuffix` is the same of activity, with `costSuffix` its estimated cost.
package enum Measure {
  /// Added to a measure of cost for the same of activity.
  package static let activitySuffix = "_activity"
  /// Added to a count of attendances or spells for their estimated cost.
  package static let costSuffix = "_cost"
  /// Added to a quality indicator for its standard or objective.
  package static let standardSuffix = "_standard"

  // Positions.
  package static let annualPlan = "annual_plan"
  package static let ytdPlan = "ytd_plan"
  package static let ytdActual = "ytd_actual"
  package static let ytdVariance = "ytd_variance"
  package static let ytdVariancePercent = "ytd_variance_percent"
  package static let monthPlan = "month_plan"
  package static let monthActual = "month_actual"
  package static let monthVariance = "month_variance"
  package static let monthChange = "month_change"
  package static let monthChangePercent = "month_change_percent"
  package static let forecastOutturn = "forecast_outturn"
  package static let forecastVariance = "forecast_variance"
  package static let spendPerThousand = "ytd_actual_per_1000_weighted"
  package static let weightedPopulation = "weighted_population"
  package static let contractValue = "contract_value"
  package static let contractEnvelope = "contract_envelope"
  package static let contractVariance = "contract_variance"

  // What a variance is made of.
  package static let volumeVariance = "volume_variance"
  package static let mixVariance = "mix_variance"
  package static let priceVariance = "price_variance"
  package static let unplannedVariance = "unplanned_variance"
  package static let nonActivityVariance = "non_activity_variance"

  // Counts and shares over one side of the contracts.
  package static let providers = "providers"
  package static let commissioners = "commissioners"
  package static let contracts = "contracts"
  package static let pods = "points_of_delivery"
  package static let specialties = "specialties"
  package static let lines = "lines"
  package static let providersOver = "providers_over_plan"
  package static let commissionersOver = "commissioners_over_plan"
  package static let contractsOver = "contracts_over_plan"
  package static let providersUnder = "providers_under_plan"
  package static let commissionersUnder = "commissioners_under_plan"
  package static let providersAlwaysOver = "providers_over_plan_every_month"
  package static let commissionersAlwaysOver = "commissioners_over_plan_every_month"
  package static let providersOverspending = "providers_overspending"
  package static let commissionersOverspending = "commissioners_overspending"
  package static let providersUnderspending = "providers_underspending"
  package static let commissionersUnderspending = "commissioners_underspending"
  package static let providersOverspendingShare = "providers_overspending_share"
  package static let commissionersOverspendingShare = "commissioners_overspending_share"
  package static let providersOffsetShare = "providers_offset_share"
  package static let commissionersOffsetShare = "commissioners_offset_share"
  package static let contractShareOfNet = "contracts_share_of_net"
  package static let shareOfNet = "share_of_net_variance"
  package static let shareSince = "share_since"
  package static let largestShare = "largest_share"
  package static let monthsOver = "months_over_plan"
  package static let monthsSameWay = "months_same_way"

  // Attendances and spells.
  package static let firsts = "first_attendances"
  package static let followUps = "follow_up_attendances"
  package static let outpatients = "outpatient_attendances"
  package static let admissions = "admissions"
  package static let emergencyAttendances = "emergency_attendances"
  package static let monthsHeld = "months_held"
  package static let outpatientChange = "outpatient_change"
  package static let firstsMean = "first_attendances_mean"
  package static let firstsLowerLimit = "first_attendances_lower_limit"
  package static let firstsUpperLimit = "first_attendances_upper_limit"
  package static let firstsOutside = "first_attendances_months_outside"
  package static let firstsMonths = "first_attendances_months"
  package static let firstToFollowUp = "first_to_follow_up"
  package static let firstToFollowUpMedian = "first_to_follow_up_median"
  package static let firstToFollowUpLowerQuartile = "first_to_follow_up_lower_quartile"
  package static let firstToFollowUpUpperQuartile = "first_to_follow_up_upper_quartile"
  package static let followUpCostAboveMedian = "follow_up_cost_above_median"

  // Quality.
  /// Put before an indicator for the months of the year added up.
  package static let yearToDatePrefix = "ytd_"
  package static let providersMet = "providers_met"
  package static let providersPublished = "providers_published"
  package static let providersNotPublished = "providers_not_published"

  // Files and checks.
  package static let filesRead = "files_read"
  package static let rowsRead = "rows_read"
  package static let rowsCounted = "rows_counted"
  package static let rowsHeldBack = "rows_held_back"
  package static let heldBackActual = "held_back_actual"
  package static let replacedActual = "replaced_actual"
  package static let unaccountedActual = "unaccounted_actual"
  package static let otherSide = "other_side"
  package static let findings = "findings"
  package static let findingsShown = "findings_shown"
  package static let findingPlaces = "finding_places"
}
