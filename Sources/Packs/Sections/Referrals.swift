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
    return Sentence("The outpatient files end in \(latest.period.monthName); later months are not yet reported and are not nought.")
  }

  // MARK: Months

  private var values: [Figure?] {
    context.window.indices.map { place in
      table.held.contains(place) ? stem.figure(Measure.referrals, count: table.total.counts[place], context.monthSuffix[place]) : nil
    }
  }

  private var process: ProcessSeries {
    ProcessSeries(
      of: stem, Measure.referrals, months: context.window, values: values, direction: .neutral, period: context.period.index)
  }

  var monthChart: ChartBlock {
    var block = process.block(
      id: "referrals", title: "Referrals by month", caption: "attended first attendances that count as referrals", noun: "Referrals",
      empty: "No referrals are recorded.")
    block.notes =
      [proxyNote, processNote, "The limits tell change from ordinary variation, not good from bad."] + block.notes + (behindNote.map { [$0] } ?? [])
    return block
  }

  /// `There were 159 referrals in eleven months, 6 more than in the same months of 2014-15; every month lay within ordinary variation`.
  var headline: Sentence? {
    guard let year = table.latestYear else { return "No outpatient file has been received" }
    let sum = table.total.sum(year.months)
    let months = monthsInWords(year.months.count)
    let during = year.months.count == 1 ? "in one month of \(year.year.label)" : "in \(months) months of \(year.year.label)"
    let end: Sentence
    if let latest = table.latestMonth, latest != context.period.index {
      end = "\(variation) (to \(latest.period.monthName), the latest month held)"
    } else {
      end = variation
    }
    if sum == 0 { return Sentence("No referrals are recorded \(during)") }
    let count = stem.figure(Measure.ytdReferrals, count: sum, latestSuffix)
    let start: Sentence =
      sum == 1 ? "There was \(count: count) referral \(during)" : "There were \(count, .number) referrals \(during)"
    guard let before = table.sameMonthsBefore else { return "\(start)\(end)" }
    let earlier = table.total.sum(before)
    let change = stem.figure(Measure.referralsChange, count: sum - earlier, latestSuffix)
    let label = FinancialYear(start: year.year.start - 1).label
    let same = year.months.count == 1 ? "the same month of \(label)" : "the same months of \(label)"
    if sum == earlier { return "\(start), as many as in \(same)\(end)" }
    return "\(start), \(change, .numberSize) \(sum > earlier ? "more" : "fewer") than in \(same)\(end)"
  }

  /// `; each of the 35 months lay within ordinary variation`.
  private var variation: Sentence {
    let process = process
    guard process.isReadable else { return "" }
    if process.control.signals.isEmpty { return "; each of the \(process.points, .number) months lay within ordinary variation" }
    return "; not every one of the \(process.points, .number) months lay within ordinary variation"
  }
}
