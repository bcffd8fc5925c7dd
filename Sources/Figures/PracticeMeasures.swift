extension Measure {
  // What the patients of practices had, year to date. With `costSuffix`, the estimated cost.
  package static let ytdFollowUps = "ytd_follow_up_attendances"
  package static let ytdAttendancesAndSpells = "ytd_attendances_and_spells"
  package static let attendanceCostPerThousand = "ytd_attendances_and_spells_cost_per_1000_weighted"
  package static let ytdAway = "ytd_attendances_and_admissions"
  package static let marketForcesPremium = "market_forces_premium"

  // Referral rates of practices.
  package static let practices = "practices"
  package static let practicesWithList = "practices_with_list"
  package static let practicesOutsideWarning = "practices_outside_95_limits"
  package static let practicesOutsideAction = "practices_outside_998_limits"
  package static let practicesHeldBack = "practices_held_back"
  package static let referralsOverDispersion = "referrals_over_dispersion"

  // Process charts of outpatients by practice.
  package static let practicesWithSpecialCause = "practices_with_special_cause"
}

let practiceMeasures: [MeasureDefinition] =
  [
    toDate(Measure.ytdFollowUps, "Follow-up attendances, year to date", "attended follow-up outpatient attendances, procedures included"),
    toDate(
      Measure.ytdAttendancesAndSpells, "Attendances and spells, year to date",
      "attended outpatient attendances, admitted spells and emergency department attendances"),
    toDate(Measure.ytdAway, "Outpatient attendances and admissions, year to date", "attended outpatient attendances and admitted spells"),
  ].flatMap { $0 } + [
    .init(
      Measure.attendanceCostPerThousand, "Cost of attendances and spells for each 1,000 weighted patients", .pounds,
      "cost of attendances and spells to date × 1,000 ÷ weighted list",
      .figures([.same(Measure.ytdAttendancesAndSpells + Measure.costSuffix), .same(Measure.weightedList)])),
    .init(
      Measure.marketForcesPremium, "Premium for market forces", .pounds,
      "by provider: cost × (1 − market forces factor of the local service ÷ the provider’s), added",
      .figures([.same(Measure.ytdAway + Measure.costSuffix)])),
    .init(Measure.practices, "Practices", .count, "the commissioner’s practices in the list of practices", .source("organisations/practices.csv")),
    .init(
      Measure.practicesWithList, "Practices with a weighted list", .count, "the commissioner’s practices whose weighted population is given",
      .source("organisations/practices.csv")),
    .init(
      Measure.practicesOutsideWarning, "Practices between the 95% and the 99.8% limits", .count,
      "practices whose referral rate lies outside the 95% limits of the funnel and within the 99.8% limits", .source("the funnel of referral rates")),
    .init(
      Measure.practicesOutsideAction, "Practices outside the 99.8% limits", .count,
      "practices whose referral rate lies outside the 99.8% limits of the funnel", .source("the funnel of referral rates")),
    .init(
      Measure.practicesHeldBack, "Practices whose numbers are held back", .count, "practices of whose numbers the readers do not see all",
      .source("the small-number policy of the audience"), disclosure: Disclosure.none),
    .init(
      Measure.referralsOverDispersion, "Over-dispersion of referral rates, φ", .rate,
      "mean of the squares of 2(√referrals − √expected) over the practices with five expected or more, the lowest and highest tenth winsorised, to one decimal",
      .source("the practices’ referrals and lists"), disclosure: Disclosure.none),
    .init(
      Measure.practicesWithSpecialCause, "Practices with a special cause now", .count, "practices whose last month shows a special cause",
      .figures([.eachMonth(Measure.outpatients)]), disclosure: Disclosure.none),
  ]

/// A count of the year to date and its cost.
private func toDate(_ measure: String, _ title: String, _ what: String) -> [MeasureDefinition] {
  [
    .init(measure, title, .count, "\(what), April to the month, counted", .rows(RowAmount(.attendance, .yearToDate))),
    .init(
      measure + Measure.costSuffix, "\(title): cost", .pounds, "estimated cost of \(what), April to the month, added",
      .rows(RowAmount(.attendanceCost, .yearToDate))),
  ]
}
