/// The measures of the section `forecast`.
extension Measure {
  // What the year is foreseen to have come to at the end of a month, and the range about it.
  package static let forecastToDate = "forecast_to_date"
  package static let forecastLow = "forecast_low"
  package static let forecastHigh = "forecast_high"
  package static let forecastMethodDifference = "forecast_method_difference"

  // Back-test.
  package static let backTestScaledError = "backtest_scaled_error"
  package static let backTestError = "backtest_error"
  package static let backTestBias = "backtest_bias"
  package static let backTestMonths = "backtest_months"
  package static let backTestOrigins = "backtest_origins"
  package static let backTestOutturnError = "backtest_outturn_error"
  package static let intervalForecasts = "interval_forecasts"
  package static let intervalWithin = "interval_within"
  package static let intervalCoverage = "interval_coverage"
  package static let forecastMethodsBettered = "groups_bettered"
  package static let forecastGroups = "forecast_groups"

  // Adjustments, and the forecast with them.
  package static let adjustment = "forecast_adjustment"
  package static let adjustments = "forecast_adjustments"
  package static let adjustmentCount = "forecast_adjustment_count"
  package static let adjustedOutturn = "adjusted_forecast_outturn"
  package static let adjustedVariance = "adjusted_forecast_variance"

  // The bridge from last month's forecast.
  package static let previousForecast = "previous_forecast_outturn"
  package static let forecastFromData = "forecast_change_data"
  package static let forecastFromActivity = "forecast_change_activity"
  package static let forecastFromPrice = "forecast_change_price"
  package static let forecastFromMoney = "forecast_change_without_activity"
  package static let forecastFromMethod = "forecast_change_method"
  package static let forecastFromAdjustments = "forecast_change_adjustments"
  package static let forecastChange = "forecast_change"
  package static let previousAdjusted = "previous_adjusted_forecast_outturn"

  // Last year's forecasts.
  package static let pastYearToDate = "past_year_to_date"
  package static let pastForecast = "past_forecast_outturn"
  package static let pastOutturn = "past_outturn"
  package static let pastError = "past_forecast_error"
  package static let pastErrorPercent = "past_forecast_error_percent"
}

private let testSource =
  "the returns’ months as known now: each method’s forecasts at every month of the years shown, beside what came (rolling origin)"
private let thenSource = "the returns as they counted then: what later submissions replaced is put back (outturn compare names files and rows)"

let forecastMeasures: [MeasureDefinition] = [
  .init(
    Measure.forecastToDate, "Foreseen to the end of the month", .pounds, "actual to date + the months to come up to it, by the chosen methods",
    .figures([.same(Measure.ytdActual)])),
  .init(
    Measure.forecastLow, "Forecast, lower end of its range", .pounds,
    "foreseen − half-width; the share of forecasts that keep to the range stands after ~; half-width = Student’s t × root mean square of the back-test’s errors of so many months ahead",
    .source(testSource)),
  .init(
    Measure.forecastHigh, "Forecast, upper end of its range", .pounds,
    "foreseen + half-width; the share of forecasts that keep to the range stands after ~; half-width = Student’s t × root mean square of the back-test’s errors of so many months ahead",
    .source(testSource)),
  .init(
    Measure.forecastMethodDifference, "Best back-tested method less chosen method", .pounds,
    "forecast by the best back-tested method − forecast by the chosen one; above nought, the best foresees more",
    .figures([.same(Measure.forecastOutturn)])),
  .init(
    Measure.backTestScaledError, "Mean absolute scaled error (MASE)", .ratio,
    "mean error without sign of the months foreseen ÷ mean difference from the same month a year before; below 1 is better than last year’s month",
    .source(testSource)),
  .init(
    Measure.backTestError, "Error of the months foreseen", .fraction, "sum of errors without sign ÷ sum of the actuals", .source(testSource)),
  .init(
    Measure.backTestBias, "Bias of the months foreseen", .fraction,
    "(foreseen − actual) ÷ actual, all months together; above nought, too much was foreseen",
    .source(testSource)),
  .init(
    Measure.backTestMonths, "Months foreseen in the back-test", .count, "months foreseen at the origins that the methods share", .source(testSource)),
  .init(Measure.backTestOrigins, "Origins of the back-test", .count, "months at which every compared method could be used", .source(testSource)),
  .init(
    Measure.backTestOutturnError, "Error of the outturn by month of the forecast", .fraction,
    "for forecasts made at the month: error of the months to March without sign ÷ the year’s cost, mean of the years that are known whole",
    .source(testSource)),
  .init(
    Measure.intervalForecasts, "Forecasts judged", .count, "back-test’s forecasts with a range from the errors of the other years",
    .source(testSource)),
  .init(Measure.intervalWithin, "Forecasts within their range", .count, "forecasts judged whose actual lay within the range", .source(testSource)),
  .init(
    Measure.intervalCoverage, "Coverage of the range", .fraction, "forecasts within their range ÷ forecasts judged",
    .figures([.same(Measure.intervalWithin), .same(Measure.intervalForecasts)])),
  .init(
    Measure.forecastMethodsBettered, "Groups whose method was bettered", .count,
    "groups in which another method than the chosen one did best in the back-test",
    .source(testSource)),
  .init(Measure.forecastGroups, "Groups compared", .count, "groups with enough months to compare methods", .source(testSource)),
  .init(Measure.adjustment, "Adjustment", .pounds, "as the register gives it: what it adds to the outturn", .source("registers/adjustments.csv")),
  .init(
    Measure.adjustments, "Adjustments", .pounds, "the register’s adjustments of the year that stand at the month, added",
    .source("registers/adjustments.csv")),
  .init(
    Measure.adjustmentCount, "Number of adjustments", .count, "rows of the register that stand at the month", .source("registers/adjustments.csv")),
  .init(
    Measure.adjustedOutturn, "Adjusted forecast outturn", .pounds, "forecast outturn + adjustments",
    .figures([.same(Measure.forecastOutturn), .same(Measure.adjustments)])),
  .init(
    Measure.adjustedVariance, "Adjusted forecast variance", .pounds, "annual plan − adjusted forecast outturn; negative is over plan",
    .figures([.same(Measure.annualPlan), .same(Measure.adjustedOutturn)])),
  .init(
    Measure.previousForecast, "Last month’s forecast outturn", .pounds,
    "the chosen methods on the months up to the one before, as they were known then; by commissioner × provider × POD group, added",
    .source(thenSource)),
  .init(
    Measure.forecastFromData, "Change of forecast: corrected data", .pounds,
    "forecast at the month before on what is known now − on what was known then", .source(thenSource)),
  .init(
    Measure.forecastFromActivity, "Change of forecast: activity", .pounds,
    "by commissioner × provider × POD group: forecast with the month’s activity at the average price to date − forecast at the month before, added",
    .source(testSource)),
  .init(
    Measure.forecastFromPrice, "Change of forecast: price and mix", .pounds,
    "by commissioner × provider × POD group: forecast with the month’s cost − with its activity at the average price to date, added",
    .source(testSource)),
  .init(
    Measure.forecastFromMoney, "Change of forecast: money without activity", .pounds,
    "the change from the new month where it has no activity that a price could be taken of", .source(testSource)),
  .init(
    Measure.forecastFromMethod, "Change of forecast: method", .pounds,
    "forecast by the method that applies now − by the one that applied at the month before", .source(testSource)),
  .init(
    Measure.forecastFromAdjustments, "Change of forecast: adjustments", .pounds,
    "adjustments of the kind that stand now − those that stood last month",
    .source("registers/adjustments.csv")),
  .init(
    Measure.forecastChange, "Change of forecast", .pounds, "adjusted forecast outturn − last month’s",
    .figures([.same(Measure.adjustedOutturn), .same(Measure.previousAdjusted)])),
  .init(
    Measure.previousAdjusted, "Last month’s adjusted forecast outturn", .pounds, "last month’s forecast outturn + the adjustments that stood then",
    .figures([.same(Measure.previousForecast)])),
  .init(
    Measure.pastYearToDate, "Actual to date, as known then", .pounds, "sum of actual price, April to the month, as it counted at that month’s cut",
    .source(thenSource)),
  .init(
    Measure.pastForecast, "Forecast outturn of last year, as it would have stood", .pounds,
    "today’s methods on the months up to the one named, as they counted at that month’s cut", .source(thenSource)),
  .init(
    Measure.pastOutturn, "Last year’s outturn", .pounds, "last year’s twelve months as they count now, added",
    .source("extracts/slam, last year’s months")),
  .init(
    Measure.pastError, "Error of last year’s forecast", .pounds, "forecast − outturn; above nought, too much was foreseen",
    .figures([.same(Measure.pastForecast), .same(Measure.pastOutturn)])),
  .init(
    Measure.pastErrorPercent, "Error of last year’s forecast, %", .fraction, "error ÷ outturn",
    .figures([.same(Measure.pastError), .same(Measure.pastOutturn)])),
]
