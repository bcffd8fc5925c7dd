import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `monthly-firsts`: first attendances by month with the mean and limits of ordinary variation.
let monthlyFirsts = SectionBuilder(
  "monthly-firsts", [.commissioner, .provider, .programme], title: { _ in "First attendances by month" }, shortTitle: { _ in "First attendances" },
  question: Question.patients
) { request in
  let (context, scope) = (request.context, request.frame.scope)
  let series = SUSSeries(context.input.ledger.sus, scope: scope, measures: [.firstAttendances])
  let stem = context.stem("sus", scope)
  let window = context.window
  let values = window.indices.map { offset in
    series[window[offset]].map { stem.figure(Measure.firsts, count: $0.count, context.monthSuffix[offset]) }
  }
  let counts = series.points.map { Double($0.amount.count) }
  let limits = ProcessLimits(counts)
  let mean = limits.map { stem.figure(Measure.firstsMean, value: .statistic($0.mean)) }
  let lower = limits.map { stem.figure(Measure.firstsLowerLimit, value: .statistic($0.lower)) }
  let upper = limits.map { stem.figure(Measure.firstsUpperLimit, value: .statistic($0.upper)) }
  let data = ReportTable(
    id: "monthly-firsts-data", title: "First attendances by month", caption: "attended, procedures included",
    columns: [.init("Month", .name), .init("First attendances", .number)],
    rows: window.indices.map { offset in
      let missing = stem.figure(Measure.firsts, value: .missing(.notYetReported), context.monthSuffix[offset])
      return ReportTable.Row(.body, [.text(window[offset].period.monthName), .number(values[offset] ?? missing, .number)])
    }, empty: "No first attendances were recorded.")
  var notes: [Sentence] = ["Limits: mean ± 2.66 × the mean moving range; outlying ranges are screened out once."]
  if let limits, limits.isTrial { notes.append("Fewer than 12 months: trial limits.") }
  let chart = ChartBlock(
    id: "monthly-firsts", title: "First attendances", caption: "a month",
    chart: ProcessChart(title: "First attendances by month", months: window, values: values, mean: mean, lower: lower, upper: upper), data: data,
    notes: notes,
    empty: "No first attendances were recorded.")
  return [request.section(firstsHeadline(series, limits, stem, mean, lower, upper), [.chart(chart)])]
}

/// `First attendances stayed within 12.0 to 25.2 a month in 35 months`.
private func firstsHeadline(
  _ series: SUSSeries, _ limits: ProcessLimits?, _ stem: FigureStem, _ mean: Figure?, _ lower: Figure?, _ upper: Figure?
) -> Sentence? {
  guard let limits, let lower, let upper, limits.count >= 7 else { return nil }
  let outside = series.points.count { limits.isOutside(Double($0.amount.count)) }
  let count = stem.figure(Measure.firstsOutside, count: outside)
  let all = stem.figure(Measure.firstsMonths, count: limits.count)
  if outside == 0 {
    return limits.lower < 0
      ? "First attendances stayed within ordinary variation in \(count: all) months: up to \(upper, .oneDecimal) a month"
      : "First attendances stayed within ordinary variation in \(count: all) months: \(lower, .oneDecimal) to \(upper, .oneDecimal) a month"
  }
  return "First attendances were outside ordinary variation in \(count: count) of \(count: all) months"
}
