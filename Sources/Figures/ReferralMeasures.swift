extension Measure {
  // Referrals: attended first outpatient attendances from the sources that the programme counts. With the dimension `year` a count is of that year's
  // months held; without, of the id's month.
  package static let referrals = "referrals"
  package static let ytdReferrals = "ytd_referrals"
  package static let referralsChange = "referrals_change"
  package static let referralsChangePercent = "referrals_change_percent"
  package static let referralsPerThousand = "referrals_per_1000_weighted"
  package static let weightedList = "weighted_list"

  // The year to date of the attendance files. With `costSuffix`, the estimated cost.
  package static let ytdFirsts = "ytd_first_attendances"
  package static let ytdOutpatients = "ytd_outpatient_attendances"
  package static let ytdAdmissions = "ytd_admissions"
  package static let ytdEmergencies = "ytd_emergency_attendances"
  package static let ytdBedDays = "ytd_bed_days"
  package static let ytdPatientCost = "ytd_patient_cost"
  package static let ytdThroughEmergency = "ytd_admissions_through_emergency"
  package static let ytdBedDaysThroughEmergency = "ytd_bed_days_through_emergency"

  // Patients who are listed by themselves.
  package static let costliestSpell = "costliest_spell_cost"
  package static let highCostThreshold = "high_cost_threshold"
  package static let frequentThreshold = "frequent_attendances_threshold"
  package static let highCostPatients = "high_cost_patients"
  package static let highCostShown = "high_cost_patients_shown"
  package static let frequentAttenders = "frequent_attenders"
  package static let frequentShown = "frequent_attenders_shown"
  package static let withoutPseudonym = "ytd_without_pseudonym"
  package static let referrers = "referring_organisations"
  package static let referrersShown = "referring_organisations_shown"
}

let referralMeasures: [MeasureDefinition] =
  [
    summed(Measure.ytdFirsts, "First attendances, year to date", "attended first outpatient attendances, procedures included"),
    summed(Measure.ytdOutpatients, "Outpatient attendances, year to date", "attended outpatient attendances, first and follow-up"),
    summed(Measure.ytdAdmissions, "Admissions, year to date", "admitted spells"),
    summed(Measure.ytdEmergencies, "Emergency attendances, year to date", "emergency department attendances"),
    summed(
      Measure.ytdThroughEmergency, "Admissions through an emergency department, year to date",
      "admitted spells of admission method 21 (the provider’s own emergency department) or 2A (another’s)"),
  ].flatMap { $0 } + [
    .init(
      Measure.referrals, "Referrals", .count,
      "attended first outpatient attendances from the sources of referral that the programme counts, procedures included",
      .rows(RowAmount(.attendance, .month))),
    .init(
      Measure.ytdReferrals, "Referrals, year to date", .count, "sum of referrals, April to the month",
      .rows(RowAmount(.attendance, .yearToDate))),
    .init(
      Measure.referralsChange, "Change in referrals", .count, "referrals of the year to date − those of the same months a year before",
      .figures([.same(Measure.ytdReferrals), .yearBefore(Measure.ytdReferrals)])),
    .init(
      Measure.referralsChangePercent, "Change in referrals, %", .fraction,
      "(referrals of the year to date − those of the same months a year before) ÷ those of the year before",
      .figures([.same(Measure.ytdReferrals), .yearBefore(Measure.ytdReferrals)])),
    .init(
      Measure.referralsPerThousand, "Referrals for each 1,000 weighted patients a year", .rate,
      "referrals of the year’s months held × 12 ÷ months held × 1,000 ÷ weighted list",
      .figures([.same(Measure.referrals), .whole(Measure.weightedList)])),
    .init(
      Measure.weightedList, "Weighted list", .count, "weighted populations of the practices, added",
      .source("organisations/practices.csv")),
    .init(
      Measure.ytdBedDays, "Bed days, year to date", .count, "lengths of stay of the spells that give one, added",
      .rows(RowAmount(.bedDays, .yearToDate)), disclosure: .reveals([Measure.ytdAdmissions])),
    .init(
      Measure.ytdBedDaysThroughEmergency, "Bed days of admissions through an emergency department, year to date", .count,
      "lengths of stay of the spells of admission method 21 or 2A that give one, added", .rows(RowAmount(.bedDays, .yearToDate)),
      disclosure: .reveals([Measure.ytdThroughEmergency])),
    .init(
      Measure.ytdPatientCost, "Cost of a patient, year to date", .pounds,
      "estimated cost of attended outpatient attendances, spells and emergency attendances, April to the month",
      .rows(RowAmount(.attendanceCost, .yearToDate)), disclosure: .reveals([Measure.ytdAdmissions, Measure.ytdEmergencies])),
    .init(
      Measure.costliestSpell, "Cost of the costliest spell", .pounds, "the highest estimated cost of one of the patient’s spells, year to date",
      .source("extracts/sus"), disclosure: .reveals([Measure.ytdAdmissions])),
    .init(
      Measure.highCostThreshold, "Cost from which a patient is listed", .pounds, "as the programme sets it",
      .source("programme.yaml, thresholds, high_cost_patient")),
    .init(
      Measure.frequentThreshold, "Emergency attendances from which a patient is listed", .count, "as the programme sets it",
      .source("programme.yaml, thresholds, frequent_attendances")),
    .init(
      Measure.highCostPatients, "Patients of high cost", .count,
      "pseudonyms whose estimated cost within these organisations, year to date, reaches the programme’s threshold", .source("extracts/sus"),
      disclosure: .persons),
    .init(Measure.highCostShown, "Patients of high cost shown", .count, "rows of the table", .figures([.same(Measure.highCostPatients)])),
    .init(
      Measure.frequentAttenders, "Frequent attenders", .count,
      "pseudonyms whose emergency attendances within these organisations, year to date, reach the programme’s threshold", .source("extracts/sus"),
      disclosure: .persons),
    .init(Measure.frequentShown, "Frequent attenders shown", .count, "rows of the table", .figures([.same(Measure.frequentAttenders)])),
    .init(
      Measure.withoutPseudonym, "Attendances and spells without a pseudonym, year to date", .count,
      "attended outpatient attendances, spells and emergency attendances whose patient is blank", .source("extracts/sus"), disclosure: .persons),
    .init(
      Measure.referrers, "Referring organisations", .count, "different codes of referring organisation of attended outpatients, year to date",
      .source("extracts/sus")),
    .init(Measure.referrersShown, "Referring organisations shown", .count, "rows of the table", .figures([.same(Measure.referrers)])),
  ]

/// A count of the year to date over the attendance files and its cost.
private func summed(_ measure: String, _ title: String, _ what: String) -> [MeasureDefinition] {
  [
    .init(measure, title, .count, "sum of \(what), April to the month", .rows(RowAmount(.attendance, .yearToDate))),
    .init(
      measure + Measure.costSuffix, "Cost of \(title.lowercasedStart)", .pounds, "estimated cost of \(what), April to the month, added",
      .rows(RowAmount(.attendanceCost, .yearToDate))),
  ]
}

extension String {
  fileprivate var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}
