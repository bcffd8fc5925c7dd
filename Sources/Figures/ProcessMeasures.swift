extension Measure {
  // Process charts. The dimension `series` names what is charted: `quality.cdiff`, `sus.first_attendances`.
  /// The mean of a series in the group of points that is in force at the id's month.
  package static let processMean = "process_mean"
  /// Its lower process limit.
  package static let processLower = "process_lower_limit"
  /// Its upper process limit.
  package static let processUpper = "process_upper_limit"
  /// Added to the three for a series of shares.
  package static let processShareSuffix = "_share"
  /// Added to the three for a series of pounds.
  package static let processMoneySuffix = "_pounds"
  /// How many months of a series have a value.
  package static let processPoints = "process_points"
  /// How many points one firing of a rule is about; the id's month is that of its first.
  package static let processSignalPoints = "process_signal_points"
  /// How many firings of rules a series shows.
  package static let processSignals = "process_signals"
  /// Series whose last point is a special cause of concern, improvement, or neither.
  package static let seriesOfConcern = "series_of_concern"
  package static let seriesImproving = "series_improving"
  package static let seriesChanged = "series_changed"
  /// Series that are read at all.
  package static let seriesRead = "series_read"
}

extension FigureStem {
  /// The stem of the process chart of one of its measures: `quality/ALL/RQM/` and `cdiff` make `spc/ALL/RQM/series=quality.cdiff/`.
  package func process(of measure: String) -> FigureStem {
    let parts = text.split(separator: "/")
    func code(_ place: Int) -> String {
      parts.indices.contains(place) ? decodedCode(parts[place]) ?? SeveralOrganisations.all : SeveralOrganisations.all
    }
    var stem = FigureStem("spc", commissioner: code(1), provider: code(2))
    for part in parts.dropFirst(3) {
      guard let equals = part.firstIndex(of: "=") else { continue }
      stem = stem.with(String(part[..<equals]), decodedCode(part[part.index(after: equals)...]) ?? "")
    }
    return stem.with(FigureName.seriesDimension, "\(parts.first ?? "").\(measure)")
  }
}

extension FigureName {
  /// The dimension that names the series of a process chart.
  package static let seriesDimension = "series"

  /// The name of the series that a figure of a process chart is drawn from, at no month; nil for any other figure.
  package var charted: FigureName? {
    guard let place = dimensions.firstIndex(where: { $0.name == FigureName.seriesDimension }),
      let dot = dimensions[place].code.firstIndex(of: ".")
    else { return nil }
    let code = dimensions[place].code
    return FigureName(
      String(code[..<dot]), commissioner: commissioner, provider: provider, Array(dimensions[..<place]), String(code[code.index(after: dot)...]))
  }
}

private let limitWords = "× the mean moving range of neighbouring months, ranges of 3.267 × their mean or more screened out once"

let processMeasures: [MeasureDefinition] =
  limitMeasures("", .rate) + limitMeasures(Measure.processShareSuffix, .fraction) + limitMeasures(Measure.processMoneySuffix, .pounds)
  + processCounts

/// Mean and limits of series of one unit.
private func limitMeasures(_ suffix: String, _ unit: FigureUnit) -> [MeasureDefinition] {
  let mean = Measure.processMean + suffix
  return [
    .init(mean, "Mean of a process chart", unit, "the months’ values, added, ÷ their number", .figures([.series])),
    .init(
      Measure.processLower + suffix, "Lower process limit", unit, "mean − 2.66 \(limitWords)", .figures([.same(mean), .series])),
    .init(
      Measure.processUpper + suffix, "Upper process limit", unit, "mean + 2.66 \(limitWords)", .figures([.same(mean), .series])),
  ]
}

private let processCounts: [MeasureDefinition] = [
  .init(Measure.processPoints, "Months of a process chart", .count, "months with a value", .figures([.series])),
  .init(
    Measure.processSignalPoints, "Months of a special cause", .count, "months that the run or the points of the rule that the id names hold",
    .figures([.series])),
  .init(Measure.processSignals, "Special causes of a process chart", .count, "runs and points that meet a rule, each once", .figures([.series])),
  .init(
    Measure.seriesOfConcern, "Series of concern", .count, "series whose last month is a special cause on the worse side",
    .source("the process charts")),
  .init(
    Measure.seriesImproving, "Series that improve", .count, "series whose last month is a special cause on the better side",
    .source("the process charts")),
  .init(
    Measure.seriesChanged, "Series that changed", .count, "series whose last month is a special cause, where no side is better",
    .source("the process charts")),
  .init(
    Measure.seriesRead, "Series read", .count, "series with seven months or more, one of them among the last three", .source("the process charts")),
]

extension Measure {
  /// Added to a quality indicator for a twelfth of its objective of the year.
  package static let monthlyObjectiveSuffix = "_objective_a_month"
  /// Added to a quality indicator for its objective's part of the year so far.
  package static let objectiveToDateSuffix = "_objective_to_date"
}

/// Objectives of C. difficile, which the register gives for the year.
let objectiveMeasures: [MeasureDefinition] = [
  .init(
    "cdiff" + Measure.monthlyObjectiveSuffix, "C. difficile: objective a month", .rate, "the objective of the year ÷ 12",
    .figures([.same("cdiff" + Measure.standardSuffix)])),
  .init(
    "cdiff" + Measure.objectiveToDateSuffix, "C. difficile: objective to date", .rate, "the objective of the year × months ÷ 12",
    .figures([.same("cdiff" + Measure.standardSuffix)])),
]

extension Measure {
  /// Standards and objectives of a provider that are judged, and those met.
  package static let standardsJudged = "standards_judged"
  package static let standardsMet = "standards_met"
  /// Answers of a quarter's self-certification.
  package static let answersGiven = "answers_given"
  package static let answersNo = "answers_no"
  package static let answersChanged = "answers_changed"
}

let certificationMeasures: [MeasureDefinition] = [
  .init(
    Measure.standardsJudged, "Standards and objectives judged", .count, "indicators with a value and a standard or an objective",
    .source("registers/quality.csv")),
  .init(
    Measure.standardsMet, "Standards and objectives met", .count, "indicators whose value meets its standard, or its objective so far",
    .source("registers/quality.csv")),
  .init(
    Measure.answersGiven, "Answers given", .count, "answers of the quarter that the id names", .source("registers/self_certification.csv")),
  .init(Measure.answersNo, "Answers “no”", .count, "answers of the quarter that are “no”", .source("registers/self_certification.csv")),
  .init(
    Measure.answersChanged, "Answers that changed", .count, "answers of the quarter that differ from the one before",
    .source("registers/self_certification.csv")),
]
