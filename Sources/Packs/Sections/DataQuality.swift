import Analysis
import Figures
import Findings
import Ledger
import Quantities
import Report

/// How many findings the list shows.
private let findingRows = 25

/// `data-quality`: from the files to the pack, what agrees with what, and what the checks found; in a pack by practice what agrees with what alone.
let dataQuality = SectionBuilder(
  "data-quality", [.commissioner, .provider, .programme, .practice], title: { _ in "Data quality" }, question: Question.rely
) { request in
  if request.frame.kind == .practice { return practiceQuality(request) }
  let controls = fileControls(request)
  var blocks: [Block] = [.table(controlTable(request, controls)), .table(agreementTable(request))]
  blocks += findingBlocks(request) + waiverBlocks(request)
  return [request.section(controlHeadline(request, controls), blocks)]
}

/// The returns of the providers that the pack may speak of.
private func fileControls(_ request: SectionRequest) -> [FileControl] {
  let context = request.context
  let codes = Set(providers(of: request).map(context.providerCode))
  return context.fileControls.filter { codes.contains($0.code) }
}

private func providers(of request: SectionRequest) -> [Int] {
  let (context, frame) = (request.context, request.frame)
  if let own = frame.scope.provider { return [own] }
  guard frame.scope.commissioner != nil else { return Array(0..<context.positions.ownProviderCount) }
  return frame.rows.rows.compactMap { $0.isOutside ? nil : $0.index }.sorted()
}

private func controlTable(_ request: SectionRequest, _ controls: [FileControl]) -> ReportTable {
  let context = request.context
  func result(_ control: FileControl) -> ReportTable.Cell {
    if !control.unaccounted.isZero { return .mark(.error, word: "Differs") }
    if control.refused > 0 { return .mark(.warning, word: "File refused") }
    return control.heldBack > 0 ? .mark(.warning, word: "Held back") : .mark(.met, word: "Agrees")
  }
  var sum = FileControl(code: "ALL", name: "All \(context.words.providers)")
  for control in controls { sum.add(control) }
  let leavesOut = sum.leftOutRows > 0 || !sum.leftOut.actualCost.isZero
  func cells(_ control: FileControl, _ stem: FigureStem, isTotal: Bool) -> [ReportTable.Cell] {
    var cells: [ReportTable.Cell] = [
      .text(control.name), .number(stem.figure(Measure.rowsRead, count: control.rows), .number),
      .number(stem.figure(Measure.rowsCounted, count: control.counted), .number),
      .number(stem.figure(Measure.rowsHeldBack, count: control.heldBack), .number),
      .number(stem.figure(Measure.rowsReplaced, count: control.replacedRows), .number),
    ]
    if leavesOut { cells.append(.number(stem.figure(Measure.rowsLeftOut, count: control.leftOutRows), .number)) }
    cells += [
      .number(stem.figure(Measure.rawActual, control.raw.actualCost)), .number(stem.figure(Measure.usedActual, control.used.actualCost)),
      .number(stem.figure(Measure.heldBackActual, control.heldBackTotal.actualCost)),
      .number(stem.figure(Measure.replacedActual, control.replaced.actualCost)),
    ]
    if leavesOut { cells.append(.number(stem.figure(Measure.leftOutActual, control.leftOut.actualCost))) }
    return cells + [.number(stem.figure(Measure.unaccountedActual, control.unaccounted)), isTotal ? .none : result(control)]
  }
  let isOne = request.frame.scope.provider != nil
  let words = leavesOut ? ["Used", "Held back", "Replaced later", "Left out"] : ["Used", "Held back", "Replaced later"]
  let parts = words.map { ReportTable.Column($0, .number) }
  var columns: [ReportTable.Column] = [.init(capitalised(context.words.provider), .name), .init("Read", .number)]
  columns += parts
  columns.append(.init("In the files", .number))
  columns += parts
  columns += [.init("Left over", .number), .init("Result", .mark)]
  return ReportTable(
    id: "data-quality-files", title: "From the \(isOne ? "" : "\(context.words.providers)’ ")files to the packs",
    caption: "whole files of all \(context.words.commissioners) and all months shown; actual cost in £",
    spanners: [.init("Rows", 1..<parts.count + 2), .init("Actual cost", parts.count + 2..<2 * parts.count + 4)],
    columns: columns,
    rows: controls.map { ReportTable.Row(.body, cells($0, FigureStem("control", provider: $0.code), isTotal: false)) },
    total: controls.count > 1 ? ReportTable.Row(.total, cells(sum, controlStem(request), isTotal: true)) : nil,
    notes: controlNotes(request, leavesOut: leavesOut), empty: context.sentence("empty.returns")
  ).notingRounding()
}

private func controlNotes(_ request: SectionRequest, leavesOut: Bool) -> [Sentence] {
  let context = request.context
  return [
    context.sentence("data-quality.whole-files", ["commissioners": .words(context.words.commissioners)]),
    leavesOut
      ? "Read, and what is in the files = used + held back + replaced later + left out + rounding at the eighth decimal of a pound; what is left over is nought, or the files do not agree. Each file is added up from its raw bytes before anything else reads it. Left out: months that no pack shows, and rows that repeat another and count once."
      : "Read, and what is in the files = used + held back + replaced later + rounding at the eighth decimal of a pound; what is left over is nought, or the files do not agree. Each file is added up from its raw bytes before anything else reads it.",
  ]
}

/// The stem of sums over the providers that the pack speaks of.
private func controlStem(_ request: SectionRequest) -> FigureStem { request.context.stem("control", request.frame.scope) }

/// `Every pound is accounted for: four rows worth £1,380 are held back, and none is lost`.
private func controlHeadline(_ request: SectionRequest, _ controls: [FileControl]) -> Sentence {
  let stem = controls.count == 1 ? FigureStem("control", provider: controls[0].code) : controlStem(request)
  let heldBack = controls.reduce(0) { $0 + $1.heldBack }
  let value = controls.reduce(Money.zero) { $0 + $1.heldBackTotal.actualCost }
  let lost = controls.reduce(Money.zero) { $0 + $1.unaccounted }
  if controls.isEmpty { return request.context.sentence("data-quality.none") }
  if controls.contains(where: { !$0.unaccounted.isZero }) {
    return request.context.sentence("data-quality.unaccounted", ["lost": .figure(stem.figure(Measure.unaccountedActual, lost))])
  }
  if heldBack == 0 { return request.context.sentence("data-quality.whole") }
  return request.context.sentence(
    "data-quality.held-back",
    [
      "count": .figure(stem.figure(Measure.rowsHeldBack, count: heldBack)), "value": .figure(stem.figure(Measure.heldBackActual, value)),
    ])
}

let dataQualityRules: [SentenceRule] = [
  SentenceRule("data-quality.none"), SentenceRule("data-quality.unaccounted", .money("lost")), SentenceRule("data-quality.whole"),
  SentenceRule("data-quality.held-back", .count("count"), .money("value")), SentenceRule("data-quality.shown", .count("shown"), .count("count")),
  SentenceRule("data-quality.whole-files", .words("commissioners")),
]

/// What agrees with what, worked out here by a second route.
private func agreementTable(_ request: SectionRequest) -> ReportTable {
  let (context, frame) = (request.context, request.frame)
  let total = frame.rows.total
  let plural = context.plural(frame.counterpart)
  let series = context.positions.series.monthly(of: frame.scope, year: context.period.year)
  let stem = context.stem("check", frame.scope)
  let parts = frame.rows.rows.reduce(Position.zero) { $0 + $1.position }
  let months = series.reduce(Measures.zero) { $0 + $1.measures }
  let split = frame.breakdown.total.split
  let checks: [(words: String, key: String, one: Figure, other: Money)] = [
    ("\(capitalised(plural))’ actual to date = actual to date", "parts_actual", total.ytdActual, parts.ytd.actualCost),
    ("\(capitalised(plural))’ plan to date = plan to date", "parts_plan", total.ytdPlan, parts.ytd.planCost),
    (
      "\(context.months == 1 ? "The month’s" : "\(capitalised(monthsInWords(context.months))) months’") cost = actual to date", "months_actual",
      total.ytdActual, months.actualCost
    ),
    ("Plan − actual = variance", "plan_less_actual", total.ytdVariance, total.ytd.planCost - total.ytd.actualCost),
    ("Volume + mix + price + unplanned + not activity = variance", "split", total.ytdVariance, split.variance),
    ("\(capitalised(plural))’ forecast = forecast outturn", "parts_forecast", total.forecastOutturn, parts.forecastOutturn),
  ]
  return ReportTable(
    id: "data-quality-agreement", title: "What agrees with what", caption: "£, checked at each build",
    columns: [.init("Check", .words), .init("One side", .number), .init("Other side", .number), .init("Result", .mark)],
    rows: checks.map { check in
      let agrees = check.one.value == .money(check.other)
      return ReportTable.Row(
        .body,
        [
          .text(check.words), .number(check.one), .number(stem.with("sum", check.key).figure(Measure.otherSide, check.other)),
          agrees ? .mark(.met, word: "Agrees") : .mark(.error, word: "Differs"),
        ])
    }, empty: context.sentence("empty.compared"))
}

private func findingBlocks(_ request: SectionRequest) -> [Block] {
  let (context, frame) = (request.context, request.frame)
  let codes = Set(providers(of: request).map(context.providerCode))
  let own = frame.scope.commissioner.map(context.commissionerCode)
  let mine = gathered(
    context.input.findings.filter { finding in
      if frame.kind == .programme { return true }
      // What is said of one commissioner's money is not for another.
      if let own, let commissioner = finding.commissioner, commissioner != own { return false }
      // Nor what is said of the money of all of them.
      if own != nil, finding.commissioner == nil, finding.stake.map({ !$0.isZero }) ?? false { return false }
      return finding.provider.map(codes.contains) ?? false
    }
  ).sorted { a, b in
    if a.severity != b.severity { return a.severity > b.severity }
    if a.count != b.count { return a.count > b.count }
    return (a.code, a.origin, a.message) < (b.code, b.origin, b.message)
  }
  let names = Dictionary(context.input.providers.map { ($0.code, $0.shortName) }, uniquingKeysWith: { first, _ in first })
  let stem = context.stem("finding", frame.scope)
  let shown = mine.prefix(request.entry.rows ?? findingRows)
  let list = ReportTable(
    id: "data-quality-findings", title: "Findings", caption: "most serious first",
    columns: [
      .init("Severity", .mark), .init(capitalised(context.words.provider), .name), .init("What was found", .words), .init("First place", .words),
      .init("Places", .number),
    ],
    rows: shown.enumerated().map { place, finding in
      ReportTable.Row(
        .body,
        [
          .mark(finding.severity.mark, word: capitalised(finding.severity.rawValue)), .text(finding.provider.map { names[$0] ?? $0 } ?? "–"),
          .text(findingWords(finding)), .text(placeText(finding.origin)),
          .number(stem.with("place", String(place + 1)).figure(Measure.findingPlaces, count: finding.count), .number),
        ])
    },
    notes: mine.count > shown.count
      ? [
        context.sentence(
          "data-quality.shown",
          [
            "shown": .figure(stem.figure(Measure.findingsShown, count: shown.count)),
            "count": .figure(stem.figure(Measure.findings, count: mine.count)),
          ])
      ] : [],
    empty: context.sentence("empty.findings"))
  return [.table(list)]
}

/// The waivers in force that concern the pack; nothing where there are none.
private func waiverBlocks(_ request: SectionRequest) -> [Block] {
  let context = request.context
  let codes = Set(providers(of: request).map(context.providerCode))
  let mine = context.input.waivers.filter { waiver in waiver.provider.map { codes.contains($0) || request.frame.kind == .programme } ?? true }
  guard !mine.isEmpty else { return [] }
  return [
    .table(
      ReportTable(
        id: "data-quality-waivers", title: "Waivers in force", caption: "released all the same, and why",
        columns: [
          .init("Waiver", .name), .init("For", .words), .init("Reason", .words), .init("Given by", .words), .init("Until", .words),
        ],
        rows: mine.map { waiver in
          ReportTable.Row(.body, [waiver.id, waiver.scope, waiver.reason, waiver.owner, waiver.until].map { .text($0) })
        }, empty: context.sentence("empty.waivers")))
  ]
}

/// `A price without activity: £705 may be too much and £179 too little`; where there is more to say of one case, that.
private func findingWords(_ finding: Finding) -> String {
  let message = capitalised(finding.message)
  // What takes more than two lines stands in data-quality.html.
  if let detail = finding.detail, message.count + detail.count <= 110 { return "\(message): \(detail)" }
  return finding.stake?.words.map { "\(message): \($0)" } ?? message
}

/// `slam/2015-16/M01/RYJ.csv:24:33`: where a finding was made, as short as it can be said; `data-quality.html` has the field too.
private func placeText(_ origin: Origin) -> String {
  var place = origin
  place.field = nil
  let text = place.description
  return text.hasPrefix("extracts/") ? String(text.dropFirst("extracts/".count)) : text
}

private func sum(_ a: Stake?, _ b: Stake) -> Stake {
  var sum = a ?? Stake()
  sum += b
  return sum
}

/// Like findings of several files of a provider as one, at the first place, with their places added up.
private func gathered(_ findings: [Finding]) -> [Finding] {
  struct Kind: Hashable {
    var code: FindingCode
    var severity: Severity
    var provider: String?
    var message: String
  }
  var places: [Kind: Int] = [:]
  var list: [Finding] = []
  for finding in findings.sorted(by: { $0.origin < $1.origin }) {
    let kind = Kind(code: finding.code, severity: finding.severity, provider: finding.provider, message: finding.message)
    if let place = places[kind] {
      list[place].count += finding.count
      list[place].detail = nil
      if let stake = finding.stake { list[place].stake = sum(list[place].stake, stake) }
    } else {
      places[kind] = list.count
      list.append(finding)
    }
  }
  return list
}

extension Severity {
  /// The drawn mark.
  var mark: ReportMark {
    switch self {
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }
}
