/// Measures of the registers that people keep beside the returns.
extension Measure {
  // Challenges.
  package static let challenges = "challenges"
  package static let challengeValue = "challenge_value"
  package static let challengeRecovered = "challenge_recovered"
  package static let challengeSettledValue = "challenge_settled_value"
  package static let challengeRecoveryRate = "challenge_recovery_rate"
  package static let challengeDays = "challenge_days"

  // Non-contracted activity.
  package static let ncaCharges = "nca_charges"
  package static let ncaValue = "nca_value"
  package static let ncaCountedValue = "nca_counted_value"
  package static let ncaBudget = "nca_budget"
  package static let ncaBudgetToDate = "nca_budget_to_date"
  package static let ncaVariance = "nca_variance"
  package static let ncaVariancePercent = "nca_variance_percent"

  // Requests: the family says which.
  package static let requests = "requests"
  package static let requestValue = "request_value"

  // Schemes.
  package static let schemes = "schemes"
  package static let schemesLate = "schemes_late"
  package static let schemeTarget = "scheme_target"
  package static let schemeTargetToDate = "scheme_target_to_date"
  package static let schemeDelivered = "scheme_delivered"
  package static let schemeDeliveredPercent = "scheme_delivered_percent"
  package static let schemeForecast = "scheme_forecast"

  // Written intelligence.
  package static let providersWithUpdate = "providers_with_update"
  package static let providersWithOlderUpdate = "providers_with_older_update"
  package static let providersInProgramme = "providers_in_programme"
}

private let challengeLog = "registers/challenges.csv"
private let charges = "registers/nca.csv"
private let schemeRegister = "registers/schemes.csv"

let registerMeasures: [MeasureDefinition] = [
  .init(
    Measure.challenges, "Challenges", .count, "challenges of the log raised up to the pack’s day: how many, in the state that the id names",
    .source(challengeLog)),
  .init(
    Measure.challengeValue, "Money in dispute", .pounds,
    "value of the challenges raised up to the pack’s day, added, in the state that the id names", .source(challengeLog)),
  .init(Measure.challengeRecovered, "Money recovered", .pounds, "money recovered of the challenges agreed, added", .source(challengeLog)),
  .init(
    Measure.challengeSettledValue, "Money that was in dispute, settled", .pounds, "value of the challenges agreed or rejected, added",
    .source(challengeLog)),
  .init(
    Measure.challengeRecoveryRate, "Money recovered, % of settled", .fraction, "money recovered ÷ value of the challenges agreed or rejected",
    .figures([.same(Measure.challengeRecovered), .same(Measure.challengeSettledValue)])),
  .init(
    Measure.challengeDays, "Age of a challenge, days", .count, "days from the day on which it was raised to the pack’s day", .source(challengeLog)),

  .init(
    Measure.ncaCharges, "Non-contracted charges", .count, "charges of the year to date: how many, in the status that the id names", .source(charges),
    disclosure: .persons),
  .init(
    Measure.ncaValue, "Non-contracted charges, money", .pounds, "value of the charges of the year to date, added, in the status that the id names",
    .source(charges), disclosure: .reveals([Measure.ncaCharges])),
  .init(
    Measure.ncaCountedValue, "Non-contracted activity, year to date", .pounds,
    "value of the charges of the year to date that are paid or queried, added; rejected ones are no cost", .source(charges),
    disclosure: .reveals([Measure.ncaCharges])),
  .init(
    Measure.ncaBudget, "Budget for non-contracted activity", .pounds, "as the register gives it for the year; added for a total",
    .source("registers/nca_budget.csv")),
  .init(
    Measure.ncaBudgetToDate, "Budget for non-contracted activity, year to date", .pounds,
    "the year’s budget, the months to date by the programme’s phasing, to the penny; each commissioner’s by itself, then added",
    .source("registers/nca_budget.csv")),
  .init(
    Measure.ncaVariance, "Non-contracted activity, variance", .pounds, "budget to date − charges paid or queried; negative is over",
    .figures([.same(Measure.ncaBudgetToDate), .same(Measure.ncaCountedValue)])),
  .init(
    Measure.ncaVariancePercent, "Non-contracted activity, variance, % of budget", .fraction, "variance ÷ budget to date",
    .figures([.same(Measure.ncaVariance), .same(Measure.ncaBudgetToDate)])),

  .init(
    Measure.requests, "Requests", .count, "requests of the year to date: how many, with the decision that the id names",
    .source("registers/ifr.csv or registers/prior_approvals.csv, as the id’s family says"), disclosure: .persons),
  .init(
    Measure.requestValue, "Requests, money", .pounds, "what the requests of the year to date would cost, added, with the decision that the id names",
    .source("registers/ifr.csv or registers/prior_approvals.csv, as the id’s family says"), disclosure: .reveals([Measure.requests])),

  .init(
    Measure.schemes, "Schemes", .count, "schemes of the year reported up to the month: how many, with the standing that the id names",
    .source(schemeRegister)),
  .init(
    Measure.schemesLate, "Schemes reported late", .count, "schemes whose latest report is of a month before the pack’s", .source(schemeRegister)),
  .init(Measure.schemeTarget, "Target for the year", .pounds, "what the schemes are to save in the year, added", .source(schemeRegister)),
  .init(
    Measure.schemeTargetToDate, "Target, year to date", .pounds,
    "the year’s target, the months to date by the programme’s phasing, to the penny; each scheme’s by itself, then added", .source(schemeRegister)),
  .init(
    Measure.schemeDelivered, "Saved, year to date", .pounds, "what the schemes have saved by their latest report up to the month, added",
    .source(schemeRegister)),
  .init(
    Measure.schemeDeliveredPercent, "Saved, % of target to date", .fraction, "saved ÷ target to date",
    .figures([.same(Measure.schemeDelivered), .same(Measure.schemeTargetToDate)])),
  .init(
    Measure.schemeForecast, "Forecast saving for the year", .pounds, "what the schemes are expected to save in the year, added",
    .source(schemeRegister)),

  .init(
    Measure.providersWithUpdate, "Providers with an update", .count, "providers on which something has been written for the month",
    .source("commentary/<period>/<PROVIDER>-updates.md")),
  .init(
    Measure.providersWithOlderUpdate, "Providers with an older update", .count,
    "providers on which nothing has been written for the month and something for an earlier one that still stands",
    .source("commentary/<period>/<PROVIDER>-updates.md")),
  .init(
    Measure.providersInProgramme, "Providers of the programme", .count, "providers that the programme lists",
    .source("organisations/providers.csv")),
]
