import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// One chart and table of attendances or spells.
private struct SUSTopic {
  var key: String
  var title: String
  var noun: String
  var series: [Line]

  /// A series: its measure by month, to date, and its change on the year before.
  struct Line {
    var name: String
    var measure: String
    var toDate: String
    var change: String
    var of: [SUSMeasure]

    init(_ name: String, _ measure: String, _ toDate: String, _ change: String, _ of: [SUSMeasure]) {
      self.name = name
      self.measure = measure
      self.toDate = toDate
      self.change = change
      self.of = of
    }
  }
}

private let topics = [
  SUSTopic(
    key: "outpatient", title: "Outpatient attendances", noun: "attendances",
    series: [
      .init(
        "All attended", Measure.outpatients, Measure.ytdOutpatients, Measure.outpatientChange, [.firstAttendances, .followUpAttendances]),
      .init("First", Measure.firsts, Measure.ytdFirsts, Measure.firstChange, [.firstAttendances]),
      .init("Follow-up", Measure.followUps, Measure.ytdFollowUps, Measure.followUpChange, [.followUpAttendances]),
    ]),
  SUSTopic(
    key: "inpatient", title: "Inpatient admissions", noun: "admissions",
    series: [.init("Admissions", Measure.admissions, Measure.ytdAdmissions, Measure.admissionChange, [.admissions])]),
  SUSTopic(
    key: "emergency", title: "Emergency department attendances", noun: "attendances",
    series: [.init("Attendances", Measure.emergencyAttendances, Measure.ytdEmergencies, Measure.emergencyChange, [.emergencyAttendances])]),
]

/// `sus-activity`: attendances and spells by month over the years, with their estimated cost.
let susActivity = SectionBuilder(
  "sus-activity", [.commissioner, .provider, .programme], title: { _ in "Hospital activity (SUS)" }, shortTitle: { _ in "SUS activity" },
  question: Question.patients
) { request in
  let (context, frame) = (request.context, request.frame)
  let sus = context.input.ledger.sus
  var blocks: [Block] = []
  for topic in topics {
    let series = topic.series.map { SUSSeries(sus, scope: frame.scope, measures: $0.of) }
    guard series[0].latestMonth != nil else {
      blocks.append(.heading(topic.title))
      blocks.append(.paragraph(context.sentence("sus-activity.no-file", ["kind": .words(topic.key)])))
      continue
    }
    blocks += topicBlocks(topic, series, request)
  }
  return [request.section(susHeadline(request), blocks)]
}

private func topicBlocks(_ topic: SUSTopic, _ series: [SUSSeries], _ request: SectionRequest) -> [Block] {
  let (context, frame) = (request.context, request.frame)
  let stem = context.stem("sus", frame.scope)
  let window = context.window
  let last = series[0].latestMonth
  func figure(_ measure: String, _ value: SUSSeries, _ offset: Int) -> Figure? {
    value[window[offset]].map { stem.figure(measure, count: $0.count, context.monthSuffix[offset]) }
  }
  let lines = zip(topic.series, series).map { definition, values in
    MonthlyLines.Series(name: definition.name, values: window.indices.map { figure(definition.measure, values, $0) })
  }
  let first = window.first?.period.monthName ?? ""
  let chart = ChartBlock(
    id: "sus-\(topic.key)", title: topic.title, caption: "\(topic.noun) a month, \(first) to \((last ?? context.period.index).period.monthName)",
    chart: MonthlyLines(title: topic.title, months: window, series: lines, money: false), data: monthTable(topic, series, request),
    notes: last != context.period.index
      ? [
        context.sentence("sus-activity.late", ["month": .words((last ?? context.period.index).period.monthName)])
      ] : [],
    empty: context.sentence("empty.sus", ["what": .words(topic.noun)]))
  return [.chart(chart), .table(yearTable(topic, series, request))]
}

/// Count and cost of each year; where the last is not whole, those of the same months of the year before and the change on them.
private func yearTable(_ topic: SUSTopic, _ series: [SUSSeries], _ request: SectionRequest) -> ReportTable {
  let (context, frame) = (request.context, request.frame)
  let stem = context.stem("sus", frame.scope)
  let years = series[0].years
  func cells(_ measure: String, _ amount: SUSRollUp.Amount?, _ stem: FigureStem) -> [ReportTable.Cell] {
    let count = stem.figure(measure, value: amount.map { .count($0.count) } ?? .missing(.notYetReported))
    let cost = stem.figure(measure + Measure.costSuffix, value: amount.map { .money($0.cost) } ?? .missing(.notYetReported))
    return [.number(count, .number), .number(cost)]
  }
  var columns: [ReportTable.Column] = [.init("Year", .name), .init("Months held", .number)]
  var spanners: [ReportTable.Spanner] = []
  for definition in topic.series {
    spanners.append(.init(definition.name, columns.count..<(columns.count + 2)))
    columns += [.init(capitalised(topic.noun), .number), .init("Cost, £", .number)]
  }
  let rows = years.indices.map { index in
    let yearStem = stem.with("year", years[index].year.label)
    let held = yearStem.with("file", topic.key).figure(Measure.monthsHeld, count: years[index].monthsHeld)
    return ReportTable.Row(
      .body,
      [.text(years[index].year.label), .number(held, .number)]
        + zip(topic.series, series).flatMap { cells($0.measure, $1.years[index].total, yearStem) })
  }
  let compared = sameMonthsRows(topic, series, request)
  return ReportTable(
    id: "sus-\(topic.key)-years", title: "\(topic.title) by year", caption: "\(topic.noun) and estimated cost in £",
    spanners: topic.series.count > 1 ? spanners : [], columns: columns, rows: rows + compared,
    notes: [
      compared.isEmpty
        ? "Attended only, procedures included; cost as estimated in the attendance files. A year with fewer than twelve months held is not comparable as it stands."
        : "Attended only, procedures included; cost as estimated in the attendance files. A year with fewer than twelve months held is compared with the same months of the year before."
    ],
    empty: context.sentence("empty.sus", ["what": .words(topic.noun)])
  )
}

/// The months of the last year in the year before, and the change in number and cost since; none where the last year is whole or a month is missing.
private func sameMonthsRows(_ topic: SUSTopic, _ series: [SUSSeries], _ request: SectionRequest) -> [ReportTable.Row] {
  let context = request.context
  guard let latest = series[0].latestMonth, latest.month < 12, series.allSatisfy({ $0.latestMonth == latest }) else { return [] }
  let before = latest.advanced(by: -12)
  let stem = context.stem("sus", request.frame.scope)
  func toDate(_ series: SUSSeries, _ month: MonthIndex) -> SUSRollUp.Amount? {
    guard let year = series.years.first(where: { $0.year == month.year }) else { return nil }
    let months = year.months.prefix(month.month)
    return months.contains { $0 == nil } ? nil : months.reduce(.zero) { $0 + ($1 ?? .zero) }
  }
  let sums = series.map { (now: toDate($0, latest), before: toDate($0, before)) }
  guard sums.allSatisfy({ $0.now != nil && $0.before != nil }) else { return [] }
  let suffix = latest == context.period.index ? "" : "@" + latest.period.identifier
  let held = stem.with("year", before.year.label).with("file", topic.key).figure(Measure.monthsHeld, count: latest.month, "~same")
  var same: [ReportTable.Cell] = [
    .text("\(before.year.label), \(latest.month == 1 ? "April" : "April to \(latest.period.shortMonthName)")"), .number(held, .number),
  ]
  var change: [ReportTable.Cell] = [.text("Change on same months, %"), .none]
  for (line, sum) in zip(topic.series, sums) {
    guard let now = sum.now, let then = sum.before else { continue }
    let id = "@" + before.period.identifier
    same.append(.number(stem.figure(line.toDate, count: then.count, id), .number))
    same.append(.number(stem.figure(line.toDate + Measure.costSuffix, then.cost, id)))
    change.append(
      .number(
        stem.figure(line.change, value: .ratio(Int128(now.count - then.count), Int128(then.count), else: .notApplicable), suffix), .percent))
    change.append(.none)
  }
  return [ReportTable.Row(.subtotal, same), ReportTable.Row(.subtotal, change)]
}

/// Count and cost of each month of the window.
private func monthTable(_ topic: SUSTopic, _ series: [SUSSeries], _ request: SectionRequest) -> ReportTable {
  let context = request.context
  let stem = context.stem("sus", request.frame.scope)
  let window = context.window
  var columns: [ReportTable.Column] = [.init("Month", .name)]
  for definition in topic.series { columns += [.init(definition.name, .number), .init("\(definition.name), cost £", .number)] }
  let rows = window.indices.map { offset in
    let suffix = context.monthSuffix[offset]
    let cells = zip(topic.series, series).flatMap { definition, values -> [ReportTable.Cell] in
      let amount = values[window[offset]]
      let count = stem.figure(definition.measure, value: amount.map { .count($0.count) } ?? .missing(.notYetReported), suffix)
      let cost = stem.figure(definition.measure + Measure.costSuffix, value: amount.map { .money($0.cost) } ?? .missing(.notYetReported), suffix)
      return [.number(count, .number), .number(cost)]
    }
    return ReportTable.Row(.body, [.text(window[offset].period.monthName)] + cells)
  }
  return ReportTable(
    id: "sus-\(topic.key)-months", title: "\(topic.title) by month", caption: "\(topic.noun) and estimated cost in £", columns: columns, rows: rows,
    empty: context.sentence("empty.sus", ["what": .words(topic.noun)]))
}

/// `Outpatient attendances are 4.2% up on the same eleven months of 2014-15`.
private func susHeadline(_ request: SectionRequest) -> Sentence? {
  let (context, frame) = (request.context, request.frame)
  let sus = context.input.ledger.sus
  let all = SUSSeries(sus, scope: frame.scope, measures: [.firstAttendances, .followUpAttendances])
  guard let latest = all.latestMonth else { return nil }
  let stem = context.stem("sus", frame.scope)
  guard let now = all.years.first(where: { $0.year == latest.year }), let before = all.years.first(where: { $0.year.start == latest.year.start - 1 }),
    before.months.prefix(latest.month).allSatisfy({ $0 != nil }), now.months.prefix(latest.month).allSatisfy({ $0 != nil })
  else { return context.sentence("sus-activity.to-month", ["month": .words(latest.period.monthName)]) }
  let months = monthsInWords(latest.month)
  let sameMonths = latest.month == 1 ? "April" : "the same \(months) months"
  let (a, b) = (
    now.months.prefix(latest.month).reduce(0) { $0 + ($1?.count ?? 0) }, before.months.prefix(latest.month).reduce(0) { $0 + ($1?.count ?? 0) }
  )
  guard b > 0 else { return context.sentence("sus-activity.to-month", ["month": .words(latest.period.monthName)]) }
  let suffix = latest == context.period.index ? "" : "@\(latest.period.identifier)"
  let change = stem.figure(Measure.outpatientChange, value: .ratio(Int128(a - b), Int128(b), else: .notApplicable), suffix)
  let isLate = latest != context.period.index
  let rule = a == b ? (isLate ? "sus-activity.same-to" : "sus-activity.same") : isLate ? "sus-activity.change-to" : "sus-activity.change"
  return context.sentence(
    rule,
    [
      "change": .figure(change), "months": .words(sameMonths), "year": .words(before.year.label), "month": .words(latest.period.monthName),
    ])
}

let susRules: [SentenceRule] =
  [
    SentenceRule("sus-activity.no-file", .words("kind")), SentenceRule("sus-activity.late", .words("month")),
    SentenceRule("sus-activity.to-month", .words("month")),
  ]
  + ["sus-activity.same", "sus-activity.same-to", "sus-activity.change", "sus-activity.change-to"].map {
    SentenceRule($0, .shareChange("change"), .words("months"), .words("year"), .words("month"))
  }
