import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `referrals`: first attendances as a proxy for referrals, month by month with the limits of ordinary variation, and by practice, provider, specialty and
/// source.
let referralsSection = SectionBuilder(
  "referrals", [.commissioner, .provider, .programme], title: { _ in "Referrals" }, question: Question.patients,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth[.referrals] == nil ? "no outpatient attendance file has been received" : nil
  }
) { request in
  let (context, scope) = (request.context, request.frame.scope)
  let table = ReferralTable(context.input.ledger, scope: scope)
  let view = ReferralView(request: request, table: table, stem: context.stem("sus", scope))
  var blocks: [Block] = [.chart(view.monthChart)]
  switch scope {
  case .commissioner(let commissioner), .pair(let commissioner, _):
    blocks.append(.table(view.byOrganisation(.provider)))
    blocks += view.practiceTables(of: commissioner).map(Block.table)
  case .provider: blocks.append(.table(view.byOrganisation(.commissioner)))
  case .programme: blocks += [.table(view.byOrganisation(.provider)), .table(view.byOrganisation(.commissioner))]
  }
  blocks += [.table(view.bySpecialty), .table(view.bySource)]
  return [request.section(view.headline, blocks)]
}

/// What the parts of the section share.
struct ReferralView {
  let request: SectionRequest
  let table: ReferralTable
  let stem: FigureStem

  var context: PackContext { request.context }

  /// `@2016-01-M10` where the attendance files end before the period; else empty.
  var latestSuffix: String { suffix(of: table.held.last) }

  /// The suffix of a place in the window.
  private func suffix(of place: Int?) -> String { place.map { context.monthSuffix[$0] } ?? "" }

  /// `2015-16 to February`, or the year alone where it is whole.
  func yearHead(_ year: HeldYear) -> String {
    guard let last = year.months.last, year.months.count < 12 else { return year.year.label }
    let start = MonthIndex(year: year.year, month: 1)
    let first = context.window[year.months.lowerBound]
    let end = context.window[last].period.shortMonthName
    if year.months.count == 1 { return "\(year.year.label), \(end)" }
    return first == start ? "\(year.year.label) to \(end)" : "\(year.year.label), \(first.period.shortMonthName) to \(end)"
  }

  /// The note on what is counted, which every table of the section rests on.
  var proxyNote: Sentence {
    let rules = context.input.attendanceRules
    let sources = rules.referralSources.sorted().joined(separator: ", ")
    let procedures = rules.includesProcedures ? "outpatient procedures included" : "outpatient procedures left out"
    return Sentence(
      "Referrals: attended first outpatient attendances whose source of referral is \(sources), \(procedures). A patient referred and not seen is not among them, and a referral counts in the month of the attendance."
    )
  }

  /// Where the attendance files end before the period; nil where they reach it.
  var behindNote: Sentence? {
    guard let latest = table.latestMonth, latest != context.period.index else { return nil }
    return context.sentence("referrals.behind", ["month": .words(latest.period.monthName)])
  }

  // MARK: Months

  private var values: [Figure?] {
    context.window.indices.map { place in
      table.held.contains(place) ? stem.figure(Measure.referrals, count: table.total.counts[place], context.monthSuffix[place]) : nil
    }
  }

  private var limits: ProcessLimits? { ProcessLimits(table.held.map { Double(table.total.counts[$0]) }) }

  private func limit(_ measure: String, _ value: KeyPath<ProcessLimits, Double>) -> Figure? {
    limits.map { stem.figure(measure, value: .statistic($0[keyPath: value])) }
  }

  var monthChart: ChartBlock {
    let window = context.window
    let values = values
    let data = ReportTable(
      id: "referrals-months", title: "Referrals by month", caption: "attended first attendances that count as referrals",
      columns: [.init("Month", .name), .init("Referrals", .number)],
      rows: window.indices.map { place in
        let missing = stem.figure(Measure.referrals, value: .missing(.notYetReported), context.monthSuffix[place])
        return ReportTable.Row(.body, [.text(window[place].period.monthName), .number(values[place] ?? missing, .number)])
      }, empty: context.sentence("empty.referrals"))
    var notes: [Sentence] = [
      proxyNote,
      "Limits: mean ± 2.66 × the mean moving range; outlying ranges are screened out once. They tell change from ordinary variation, not good from bad.",
    ]
    if let limits, limits.isTrial { notes.append("Fewer than 12 months: trial limits.") }
    if let behindNote { notes.append(behindNote) }
    let series = ProcessSeries(of: stem, Measure.referrals, months: window, values: values, direction: .neutral, period: context.period.index)
    var chart = series.chart(title: "Referrals by month")
    chart.groups = [
      ProcessChart.Group(
        months: 0..<window.count, mean: limit(Measure.referralsMean, \.mean), lower: limit(Measure.referralsLowerLimit, \.lower),
        upper: limit(Measure.referralsUpperLimit, \.upper))
    ]
    return ChartBlock(
      id: "referrals", title: "Referrals by month", caption: "attended first attendances, mean and limits of ordinary variation",
      standfirst: series.signals().isEmpty ? nil : series.ruleSentence(), chart: chart, data: data, notes: notes,
      empty: context.sentence("empty.referrals"))
  }

  /// `There were 159 referrals in eleven months, 6 more than in the same months of 2014-15; every month lay within ordinary variation`.
  var headline: Sentence? {
    guard let year = table.latestYear else { return context.sentence("referrals.no-file") }
    let sum = table.total.sum(year.months)
    let months = monthsInWords(year.months.count)
    let during = RuleValue.words(
      year.months.count == 1 ? "in one month of \(year.year.label)" : "in \(months) months of \(year.year.label)")
    if sum == 0 { return context.sentence("referrals.none", ["during": during]) }
    let count = stem.figure(Measure.ytdReferrals, count: sum, latestSuffix)
    var headline = context.sentence("referrals.count", ["count": .figure(count), "during": during])
    if let before = table.sameMonthsBefore {
      let earlier = table.total.sum(before)
      let change = stem.figure(Measure.referralsChange, count: sum - earlier, latestSuffix)
      let label = FinancialYear(start: year.year.start - 1).label
      headline = context.sentence(
        "referrals.change",
        [
          "opening": .clause(headline), "change": .figure(change),
          "months": .words(year.months.count == 1 ? "the same month of \(label)" : "the same months of \(label)"),
        ])
    }
    headline = withVariation(headline)
    guard let latest = table.latestMonth, latest != context.period.index else { return headline }
    return context.sentence("referrals.late", ["headline": .clause(headline), "month": .words(latest.period.monthName)])
  }

  /// `…; every month lay within ordinary variation`.
  private func withVariation(_ opening: Sentence) -> Sentence {
    guard let limits, limits.count >= 12 else { return opening }
    let outside = table.held.count { limits.isOutside(Double(table.total.counts[$0])) }
    let all = stem.figure(Measure.referralsMonths, count: limits.count)
    if outside == 0 { return context.sentence("referrals.within", ["opening": .clause(opening), "months": .figure(all)]) }
    let count = stem.figure(Measure.referralsOutside, count: outside)
    return context.sentence("referrals.outside", ["opening": .clause(opening), "count": .figure(count), "months": .figure(all)])
  }
}

let referralRules: [SentenceRule] = [
  SentenceRule("referrals.no-file"), SentenceRule("referrals.none", .words("during")),
  SentenceRule("referrals.count", .count("count"), .words("during")),
  SentenceRule("referrals.change", .clause("opening"), .countChange("change"), .words("months")),
  SentenceRule("referrals.within", .clause("opening"), .several("months")),
  SentenceRule("referrals.outside", .clause("opening"), .count("count"), .several("months")),
  SentenceRule("referrals.late", .clause("headline"), .words("month")), SentenceRule("referrals.behind", .words("month")),
  SentenceRule("empty.referrals"),
]
