import Analysis
import Figures
import Ledger
import Quantities
import Report

extension Measures {
  /// The larger of plan and actual cost, without sign.
  var size: Money { max(planCost.magnitude, actualCost.magnitude) }
}

extension BreakdownRow {
  /// Adds another row.
  mutating func add(_ other: BreakdownRow) {
    ytd += other.ytd
    month += other.month
    split += other.split
  }
}

/// One line of an activity table.
struct BreakdownLine {
  var kind: ReportTable.Row.Kind
  var name: String
  var row: BreakdownRow
  var stem: FigureStem
}

/// Activity and cost, plan, actual and variance, of the year to date or the month.
func activityTable(
  _ id: String, _ head: String, _ title: String, _ caption: String, _ lines: [BreakdownLine], _ total: BreakdownLine, month: Bool,
  _ context: PackContext
) -> ReportTable {
  func cells(_ line: BreakdownLine) -> [ReportTable.Cell] {
    let amounts = month ? line.row.month : line.row.ytd
    let stem = line.stem
    let (plan, actual, variance) =
      month ? (Measure.monthPlan, Measure.monthActual, Measure.monthVariance) : (Measure.ytdPlan, Measure.ytdActual, Measure.ytdVariance)
    let silent = month && context.isSilent(stem)
    let isUnplanned = amounts.planActivity.isZero && !amounts.actualActivity.isZero
    return [
      .text(line.name), .number(stem.month(plan + Measure.activitySuffix, .activity(amounts.planActivity), silent: silent), .number),
      .number(stem.month(actual + Measure.activitySuffix, .activity(amounts.actualActivity), silent: silent), .number),
      .number(stem.month(variance + Measure.activitySuffix, .activity(amounts.activityVariance), silent: silent), .number),
      .number(stem.month(plan, .money(amounts.planCost), silent: silent)), .number(stem.month(actual, .money(amounts.actualCost), silent: silent)),
      .variance(stem.month(variance, .money(amounts.variance), silent: silent)),
      isUnplanned && line.kind != .total ? .mark(.note, word: "no plan") : .none,
    ]
  }
  let marked = lines.contains { line in
    let amounts = month ? line.row.month : line.row.ytd
    return amounts.planActivity.isZero && !amounts.actualActivity.isZero
  }
  var columns: [ReportTable.Column] = [
    .init(head, .name), .init("Plan", .number), .init("Actual", .number), .init("Variance", .number), .init("Plan", .number),
    .init("Actual", .number),
    .init("Variance", .variance),
  ]
  if marked { columns.append(.init("", .mark)) }
  let width = columns.count
  var notes: [Sentence] = ["Activity is in each line’s own unit (attendances, spells, bed days); a total of activity mixes them."]
  if marked { notes.insert("The mark “no plan” stands where there is activity and none was planned.", at: 0) }
  return ReportTable(
    id: id, title: title, caption: caption, spanners: [.init("Activity", 1..<4), .init("Cost", 4..<7)], columns: columns,
    rows: lines.map { ReportTable.Row($0.kind, Array(cells($0).prefix(width))) }, total: ReportTable.Row(.total, Array(cells(total).prefix(width))),
    notes: notes,
    empty: context.sentence("empty.activity")
  ).notingRounding([.body, .group])
}

/// The variance of the year to date in its parts.
func splitTable(_ id: String, _ head: String, _ lines: [BreakdownLine], _ total: BreakdownLine) -> ReportTable {
  func cells(_ line: BreakdownLine) -> [ReportTable.Cell] {
    let (stem, split) = (line.stem, line.row.split)
    return [
      .text(line.name), .number(stem.figure(Measure.volumeVariance, split.pureVolume)), .number(stem.figure(Measure.mixVariance, split.mix)),
      .number(stem.figure(Measure.priceVariance, split.price)), .number(stem.figure(Measure.unplannedVariance, split.unplanned)),
      .number(stem.figure(Measure.nonActivityVariance, split.nonActivity)), .variance(stem.figure(Measure.ytdVariance, line.row.ytd.variance)),
    ]
  }
  return ReportTable(
    id: id, title: "What the variance is made of", caption: "£, year to date, same order",
    columns: [
      .init(head, .name), .init("Volume", .number), .init("Mix", .number), .init("Price", .number), .init("Unplanned activity", .number),
      .init("Not activity", .number), .init("Variance", .variance),
    ],
    rows: lines.map { ReportTable.Row($0.kind, cells($0)) }, total: ReportTable.Row(.total, cells(total)),
    notes: [
      "Volume: plan − actual activity at the plan price, as if each group had changed evenly; mix: the shift between dearer and cheaper lines; price: the rest. Worked out by contract line and added up.",
      "Unplanned activity: lines with none planned. Not activity: money with no activity on either side, such as devices, blocks and adjustments.",
    ], empty: "No activity is reported."
  ).notingRounding()
}
