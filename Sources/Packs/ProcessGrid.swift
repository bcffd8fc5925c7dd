import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// A series that every provider of a pack may have: an indicator of the quality register, or activity of the attendance files.
struct ProcessTopic: Sendable {
  /// The key in anchors and ids.
  var key: String
  /// The name of its page.
  var name: String
  /// The name over a narrow column.
  var shortName: String
  /// What its values are.
  var caption: String
  /// The head of a month's value.
  var noun: String
  /// What its target is called.
  var targetName: String
  /// Why a group begins at a month.
  var reasons: [MonthIndex: String]
  /// How its charts may be misread, where they may.
  var caveat: Sentence?
  /// The series of a provider; nil where it has none.
  var series: @Sendable (PackContext, Scope, Int) -> ProcessSeries?
}

/// Activity with fewer a month on average is not charted: a chart of noughts and ones says nothing.
private let leastActivity = 5.0

private let qualityTopics = qualityMeasures.map { indicator in
  ProcessTopic(
    key: indicator.key, name: indicator.name, shortName: indicator.shortName, caption: indicator.isShare ? "% of pathways" : "cases a month",
    noun: indicator.noun, targetName: indicator.isYearly ? "Objective" : "Standard", reasons: indicator.rebases,
    caveat: indicator.isShare ? nil : "With few cases a month the limits are rough: read one month’s signal with care.",
    series: { context, _, provider in context.qualitySeries(context.providerCode(provider), indicator) })
}

private let activityTopics: [ProcessTopic] = [
  ("firsts", "First attendances", "Firsts", "attendances", Measure.firsts, SUSMeasure.firstAttendances),
  ("admissions", "Inpatient admissions", "Admissions", "admissions", Measure.admissions, .admissions),
  ("emergency", "Emergency department attendances", "Emergency", "attendances", Measure.emergencyAttendances, .emergencyAttendances),
].map { key, name, shortName, unit, measure, source in
  ProcessTopic(
    key: key, name: name, shortName: shortName, caption: "\(unit) a month", noun: "Number", targetName: "", reasons: [:],
    caveat: "Neither more nor fewer is better: a special cause is marked, not judged.",
    series: { context, scope, provider in
      let place = scope.narrowed(to: provider, .provider)
      let counts = SUSSeries(context.input.ledger.sus, scope: place, measures: [source])
      guard !counts.points.isEmpty, counts.points.reduce(0, { $0 + Double($1.amount.count) }) / Double(counts.points.count) >= leastActivity else {
        return nil
      }
      let stem = context.stem("sus", place)
      let window = context.window
      // A verdict and its words are of what the readers see: a month that is held back is no point.
      let values = window.indices.map { offset in
        counts[window[offset]].map { context.seen(stem.figure(measure, count: $0.count, context.monthSuffix[offset])) }
      }
      return ProcessSeries(of: stem, measure, months: window, values: values, direction: .neutral, period: context.period.index)
    })
}

/// The topics of which a pack has at least one series, with them by provider in the order given.
func processTopics(_ context: PackContext, _ scope: Scope, _ providers: [Int]) -> [(
  topic: ProcessTopic, series: [(provider: Int, series: ProcessSeries?)]
)] {
  (qualityTopics + activityTopics).compactMap { topic in
    let list = providers.map { (provider: $0, series: topic.series(context, scope, $0)) }
    return list.contains { !($0.series?.control.points.isEmpty ?? true) } ? (topic, list) : nil
  }
}

/// Whether a series has the months from which limits are read, those that are held back among them: without them its chart would have neither limits nor
/// marks.
func isCharted(_ series: ProcessSeries?) -> Bool {
  let held = series?.values.count { $0.map { $0.value.approximation != nil || $0.isHeldBack } ?? false }
  return (held ?? 0) >= ProcessSeries.fewest
}

/// What the two marks say.
let verdictNote: Sentence =
  "Variation: a wave is common cause; H or L is a special cause in the last month, high or low: in a disc better, in a diamond worse, in a ring neither. Assurance: P passes the standard as a rule, for the limits lie wholly on its better side; F fails it as a rule; ?: it lies between the limits. That is said of the limits, not of the last month, and where the standard is nought it says little."

/// The grid of marks of every series.
func processGrid(_ request: SectionRequest, _ providers: [Int]) -> [Block] {
  let context = request.context
  let topics = processTopics(context, request.frame.scope, providers)
  guard !topics.isEmpty else { return [] }
  let rows = providers.enumerated().map { place, provider in
    ReportTable.Row(
      .body,
      [.text(context.providerShortName(provider))]
        + topics.map { topic in
          // A topic whose series are all too short has no page to lead to.
          verdictCell(
            topic.series[place].series,
            chart: topic.series.contains { isCharted($0.series) } ? processChartsAnchor(request.frame, topic.topic.key) : nil)
        })
  }
  let table = ReportTable(
    id: "quality-marks", title: "Every series at a glance", caption: "variation and assurance to \(context.period.monthName)",
    columns: [.init(capitalised(context.words.provider), .name)] + topics.map { .init($0.topic.shortName, .verdict) }, rows: rows,
    notes: [
      verdictNote,
      "Blank: no series, or under five a month of activity. “No recent month”: nothing for the last three months. “Too few differences”: hardly a month differs from the one before.",
    ]
      + (request.frame.anchors.contains("quality-charts") ? ["Each pair of marks leads to its chart."] : []),
    empty: "No series is held.")
  return [.table(table)]
}

/// The key to shapes and icons.
func processKeyBlock() -> ChartBlock {
  ChartBlock(id: "process-key", title: "Key", caption: "points of the charts, and marks", chart: ProcessKey(), data: nil, empty: "")
}
