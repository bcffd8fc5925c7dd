import Analysis
import Charts
import Figures
import Quantities
import Report

/// How the limits of every process chart are made, as the chart says it.
let processMethod = "single extreme jumps do not widen the limits"

/// The note on the method of process charts.
let processNote: Sentence =
  "XmR chart: limits are the mean ± 2.66 × the mean moving range; ranges of 3.267 × their mean or more are screened out once, no month is left out of the mean."

extension ProcessSeries {
  /// The chart of the series.
  ///
  /// - Parameters:
  ///   - reasons: why a group begins at a month, in few words.
  func chart(title: String, targetName: String = "Standard", reasons: [MonthIndex: String] = [:]) -> ProcessChart {
    var causes: [MonthIndex: SpecialCause] = [:]
    for point in control.points { causes[point.month] = point.cause }
    let marks = months.map { month -> ProcessMark? in
      guard isReadable, let cause = causes[month], let rule = cause.rule else { return nil }
      return ProcessMark(rule, meaning(cause))
    }
    let starts = control.groups.map { place(control.points[$0.points.lowerBound].month) }
    let groups = control.groups.enumerated().map { number, group in
      ProcessChart.Group(
        months: (number == 0 ? 0 : starts[number])..<(number + 1 < starts.count ? starts[number + 1] : months.count), mean: mean(group),
        lower: lower(group), upper: upper(group), reason: number == 0 ? nil : reasons[control.points[group.points.lowerBound].month] ?? "counted anew"
      )
    }
    let labels = signals().compactMap { signal -> ProcessChart.Label? in
      guard let rule = signal.cause.rule else { return nil }
      let (first, last) = (control.points[signal.points.lowerBound].month, control.points[signal.points.upperBound].month)
      return ProcessChart.Label(rule, months: place(first)...place(last), count: count(signal))
    }
    return ProcessChart(
      title: title, months: months, values: values, marks: marks, groups: groups, labels: labels, target: target, targetName: targetName,
      method: method)
  }

  /// How the limits were made, or why there are none; nil where the chart says it in its middle, or has too few months.
  private var method: String? {
    if !isReadable || isNil { return nil }
    return isJudged ? processMethod : "too few differences to set limits"
  }

  private func place(_ month: MonthIndex) -> Int { months.firstIndex(of: month) ?? 0 }

  private func meaning(_ cause: SpecialCause) -> ProcessMark.Meaning {
    switch ProcessPointType(cause, improving: direction) {
    case .improvement: .improvement
    case .concern: .concern
    default: .neither
    }
  }

  /// The chart with its sentence, its data and its notes.
  ///
  /// - Parameters:
  ///   - noun: what a month’s value is, the head of its column: `Cases`.
  func block(
    _ context: PackContext, id: String, title: String, caption: String, noun: String, targetName: String = "Standard",
    reasons: [MonthIndex: String] = [:],
    empty: Sentence
  ) -> ChartBlock {
    ChartBlock(
      id: id, title: title, caption: caption, standfirst: control.points.isEmpty ? nil : ruleSentence(context),
      chart: chart(title: title, targetName: targetName, reasons: reasons), data: dataTable(id: id, title: title, caption: caption, noun: noun),
      notes: shortNotes, empty: empty)
  }

  /// What must be said where there are few months.
  var shortNotes: [Sentence] {
    guard let group = control.current else { return [] }
    if group.points.count < ProcessSeries.fewest { return ["Fewer than seven months: the mean alone, without limits or marks."] }
    if group.limits == nil { return [] }
    if group.isTrial { return ["Trial limits: they rest on fewer than twelve months and will move."] }
    return group.isShort ? ["The limits rest on twelve months: read them with care."] : []
  }

  /// The months as a table, each with what it is.
  private func dataTable(id: String, title: String, caption: String, noun: String) -> ReportTable {
    var causes: [MonthIndex: SpecialCause] = [:]
    for point in control.points { causes[point.month] = point.cause }
    let rows = zip(months, values).map { month, value -> ReportTable.Row in
      let cell: ReportTable.Cell = value.map { .number($0, isMoney ? .pounds : isShare ? .percentSigned : .number) } ?? .text("not held")
      return ReportTable.Row(.body, [.text(month.period.monthName), cell, .text(isReadable ? causes[month]?.rawValue ?? "" : "")])
    }
    return ReportTable(
      id: "\(id)-data", title: title, caption: caption, columns: [.init("Month", .name), .init(noun, .number), .init("Special cause", .words)],
      rows: rows, empty: "No month is held.")
  }

  private var isMoney: Bool { values.contains { if case .money? = $0?.value { true } else { false } } }
}
