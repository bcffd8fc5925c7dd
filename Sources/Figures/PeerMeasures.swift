extension Measure {
  // Years side by side.
  package static let sameMonthsActual = "same_months_actual"
  package static let growth = "growth_on_year_before"
  package static let changeOnYear = "change_on_year_before"
  package static let rankOfYear = "rank_of_year"
  package static let restOfMonth = "month_actual_of_rest"

  // Similar commissioners.
  package static let peerDistance = "peer_distance"
  package static let similarPeers = "similar_peers"
  package static let benchmarkPeers = "benchmark_peers"
  package static let peerCovariates = "peer_covariates"

  // A specialty beside the best of them.
  package static let specialtyRate = "specialty_actual_per_1000_weighted"
  package static let specialtyRateLower = "specialty_actual_per_1000_weighted_lower"
  package static let specialtyRateUpper = "specialty_actual_per_1000_weighted_upper"
  package static let benchmarkRate = "benchmark_per_1000_weighted"
  package static let peerExcess = "peer_excess"
  package static let opportunity = "peer_opportunity"
  package static let opportunityActivity = "peer_opportunity_by_activity"
  package static let opportunityPrice = "peer_opportunity_by_price"
  package static let opportunityOther = "peer_opportunity_without_activity"
  package static let unitCost = "actual_per_unit"
  package static let benchmarkUnitCost = "benchmark_per_unit"
  package static let opportunities = "peer_opportunities"
  package static let specialtiesCompared = "specialties_compared"

  // Prices beside other providers'.
  package static let averagePrice = "average_price"
  package static let othersLowerQuartile = "others_lower_quartile_price"
  package static let othersMedian = "others_median_price"
  package static let othersUpperQuartile = "others_upper_quartile_price"
  package static let tariffPrice = "tariff_price"
  package static let moneyAtStake = "money_at_stake"
  package static let peersOfLowCoverage = "similar_of_low_coverage"
  package static let tariffDifference = "price_over_tariff"
  package static let pricesCompared = "prices_compared"
  package static let pricesAbove = "prices_above_median"
  package static let comparedCost = "compared_cost"
  package static let comparedShare = "compared_share_of_cost"
  package static let dearerBy = "dearer_by"
  package static let cheaperBy = "cheaper_by"
}

private let returnsOfYears = "the returns’ monthly costs: month_actual of the same organisations in the same months"
private let sumsByPeer = "the returns of the similar commissioners and organisations/commissioners.csv"
private let pricesOfOthers = "the returns of the other providers, of which a pack shows the median and the quartiles alone"

let peerMeasures: [MeasureDefinition] = [
  .init(
    Measure.sameMonthsActual, "Actual cost of the same months", .pounds,
    "sum of actual price over the months that each provider has sent in every year compared; the year is the id’s", .source(returnsOfYears)),
  .init(
    Measure.growth, "Growth on the year before", .fraction,
    "(cost of the id’s year − cost of the year before) ÷ cost of the year before, the same months of each", .source(returnsOfYears)),
  .init(
    Measure.changeOnYear, "Change on the year before", .pounds, "cost of the id’s year − cost of the year before, the same months of each",
    .source(returnsOfYears)),
  .init(
    Measure.rankOfYear, "Place in a year by cost", .count, "place among the rows by the cost of the same months of the id’s year, 1 the largest",
    .source(returnsOfYears)),
  .init(
    Measure.restOfMonth, "Cost of the month, of those the chart does not name", .pounds,
    "sum of actual price of the month over the commissioners after those that the chart names", .source(returnsOfYears)),

  .init(
    Measure.peerDistance, "Distance of a similar commissioner", .ratio,
    "√ of the sum over the covariates of (own − peer’s)², each in standard deviations over the programme’s commissioners; a missing value counts as the mean",
    .source("organisations/peers.csv")),
  .init(
    Measure.similarPeers, "Similar commissioners", .count, "the nearest commissioners of the programme that have a weighted population",
    .source("organisations/peers.csv")),
  .init(
    Measure.benchmarkPeers, "Commissioners that the benchmark is made of", .count, "how many of the similar ones of lowest spend are averaged",
    .source("programme.yaml, peers")),
  .init(Measure.peerCovariates, "Covariates", .count, "what similar commissioners are found by", .source("organisations/peers.csv")),

  .init(
    Measure.specialtyRate, "Cost for each 1,000 of weighted population", .pounds, "actual to date × 1,000 ÷ weighted population", .source(sumsByPeer)),
  .init(
    Measure.specialtyRateLower, "Lower 95% limit of the cost for each 1,000", .pounds,
    "Dobson and Byar: cost + √(Σ units × price² ÷ units) × (Byar’s lower limit of units − units), for each 1,000; each line’s units a Poisson count at its mean price",
    .source(sumsByPeer)),
  .init(
    Measure.specialtyRateUpper, "Upper 95% limit of the cost for each 1,000", .pounds,
    "Dobson and Byar: cost + √(Σ units × price² ÷ units) × (Byar’s upper limit of units − units), for each 1,000; each line’s units a Poisson count at its mean price",
    .source(sumsByPeer)),
  .init(
    Measure.benchmarkRate, "Mean of the best similar commissioners, for each 1,000", .pounds,
    "mean of the lowest costs above nought for each 1,000 of weighted population among the similar commissioners", .source(sumsByPeer)),
  .init(
    Measure.peerExcess, "Cost above the best similar commissioners", .pounds,
    "(cost for each 1,000 − mean of the best) × weighted population ÷ 1,000; negative is below them",
    .figures([.same(Measure.specialtyRate), .same(Measure.benchmarkRate)])),
  .init(
    Measure.opportunity, "Opportunity", .pounds,
    "cost above the best similar commissioners, where their mean lies below the 95% interval of the cost for each 1,000",
    .figures([.same(Measure.specialtyRate), .same(Measure.benchmarkRate), .same(Measure.specialtyRateLower)])),
  .init(
    Measure.peersOfLowCoverage, "Similar commissioners whose contracts hold little", .count,
    "similar commissioners whose cost for each 1,000 in these contracts is less than half of the commissioner’s", .source(sumsByPeer)),
  .init(
    Measure.opportunityActivity, "Of it activity", .pounds,
    "(own activity − activity at the best peers’ mean rate) × the best peers’ price, by POD group, added; all of a group that only one side has",
    .source(sumsByPeer)),
  .init(Measure.opportunityPrice, "Of it price and mix", .pounds, "the opportunity less what is activity or without activity", .source(sumsByPeer)),
  .init(
    Measure.opportunityOther, "Of it without activity", .pounds,
    "own cost − cost at the best peers’ mean rate, of POD groups counted in pounds or without activity",
    .source(sumsByPeer)),
  .init(
    Measure.unitCost, "Cost of a unit of activity", .pounds, "actual cost ÷ actual activity of the lines with activity, units of all kinds together",
    .source(sumsByPeer)),
  .init(
    Measure.benchmarkUnitCost, "Cost of a unit of activity, best similar commissioners", .pounds,
    "actual cost ÷ actual activity of the lines with activity of the best peers together", .source(sumsByPeer)),
  .init(
    Measure.opportunities, "Specialties that stand out", .count, "specialties whose 95% interval lies above the mean of the best peers",
    .source(sumsByPeer)),
  .init(Measure.specialtiesCompared, "Specialties compared", .count, "the largest specialties by cost", .source(sumsByPeer)),

  .init(
    Measure.averagePrice, "Average price", .pounds, "actual cost ÷ actual activity, year to date, market forces factor included",
    .figures([.same(Measure.ytdActual), .same(Measure.ytdActual + Measure.activitySuffix)])),
  .init(
    Measure.othersLowerQuartile, "Lower quartile of the other providers’ prices", .pounds,
    "Tukey’s hinge of the average prices of the other providers with enough activity; three or more", .source(pricesOfOthers)),
  .init(
    Measure.othersMedian, "Median of the other providers’ prices", .pounds,
    "middle of the average prices of the other providers with enough activity; three or more", .source(pricesOfOthers)),
  .init(
    Measure.othersUpperQuartile, "Upper quartile of the other providers’ prices", .pounds,
    "Tukey’s hinge of the average prices of the other providers with enough activity; three or more", .source(pricesOfOthers)),
  .init(
    Measure.tariffPrice, "Tariff", .pounds, "the price of a unit in the period’s month, before the market forces factor",
    .source("organisations/tariff.csv")),
  .init(
    Measure.moneyAtStake, "Money at stake", .pounds, "actual cost − median of the others × own activity; negative is below them",
    .source(pricesOfOthers)),
  .init(
    Measure.tariffDifference, "Price over the tariff", .fraction, "(average price − tariff) ÷ tariff",
    .figures([.same(Measure.averagePrice), .same(Measure.tariffPrice)])),
  .init(
    Measure.pricesCompared, "Prices compared", .count, "pairs of point of delivery and HRG with enough activity here and at three others",
    .source(pricesOfOthers)),
  .init(
    Measure.pricesAbove, "Prices above the median", .count, "pairs of point of delivery and HRG priced above the others’ median",
    .source(pricesOfOthers)),
  .init(
    Measure.comparedCost, "Cost of what is compared", .pounds, "actual cost of the pairs of point of delivery and HRG that are compared",
    .source(pricesOfOthers)),
  .init(Measure.comparedShare, "Share of cost compared", .fraction, "cost of what is compared ÷ actual to date", .source(pricesOfOthers)),
  .init(Measure.dearerBy, "Above the medians", .pounds, "money at stake of the prices above the others’ median, added", .source(pricesOfOthers)),
  .init(
    Measure.cheaperBy, "Below the medians", .pounds, "money at stake of the prices below the others’ median, added; negative", .source(pricesOfOthers)
  ),
]
