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
    context.input.ledger.sus.latestMonth[.referrals] == nil ? context.sentence("absent.outpatients") : nil
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
    return context.sentence("referrals.proxy", ["sources": .words(sources), "procedures": .words(procedures)])
  }

  /// Where the attendance files end before the period; nil where they reach it.
  var behindNote: Sentence? {
    guard let latest = table.latestMonth, latest != context.period.index else { return nil }
    return context.sentence("referrals.behind", ["month": .words(latest.period.monthName)])
  }

  // MARK: Months

  private var values: [Figure?] {
    context.window.indices.map { place in
      table.held.contains(place) ? context.seen(stem.figure(Measure.referrals, count: table.total.counts[place], context.monthSuffix[place])) : nil
    }
  }

  private var process: ProcessSeries {
    ProcessSeries(
      of: stem, Measure.referrals, months: context.window, values: values, direction: .neutral, period: context.period.index)
  }

  var monthChart: ChartBlock {
    var block = process.block(
      context, id: "referrals", title: "Referrals by month", caption: "attended first attendances that count as referrals", noun: "Referrals",
      empty: context.sentence("empty.referrals"))
    block.notes =
      [proxyNote, processNote, "The limits tell change from ordinary variation, not good from bad."] + block.notes + (behindNote.map { [$0] } ?? [])
    return block
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
    let process = process
    guard process.isJudged else { return opening }
    return context.sentence(
      process.control.signals.isEmpty ? "referrals.within" : "referrals.signals",
      ["opening": .clause(opening), "months": .figure(process.points)])
  }
}

let referralRules: [SentenceRule] = [
  SentenceRule("referrals.no-file"), SentenceRule("referrals.none", .words("during")),
  SentenceRule("referrals.count", .count("count"), .words("during")),
  SentenceRule("referrals.change", .clause("opening"), .countChange("change"), .words("months")),
  SentenceRule("referrals.within", .clause("opening"), .several("months")),
  SentenceRule("referrals.signals", .clause("opening"), .several("months")),
  SentenceRule("referrals.late", .clause("headline"), .words("month")), SentenceRule("referrals.behind", .words("month")),
  SentenceRule("empty.referrals"),
]
