package import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// What all packs of a period share: rolled up once, then read by every pack at the same time.
package struct PackContext: Sendable {
  /// What it was made from.
  package private(set) var input: PackInput
  /// Positions of every pair and total.
  package let positions: Positions
  let splits: LineSplits
  let followUps: FollowUpTable
  /// What changed in months already released.
  let restatements: Restatements
  /// What the submissions said of each month.
  let saidCosts: SaidCosts
  let peers: PeerTable
  /// The years of the window side by side.
  let yearTrends: YearTrends
  /// Who is most like whom among the commissioners; nil where no covariates are given.
  let similarity: PeerSimilarity?
  /// What a specialty beside its peers is worked out from; nil where no covariates are given.
  let specialtySpend: SpecialtySpend?
  /// Average prices by provider.
  let prices: PriceTable
  /// What the patients of each commissioner's practices had.
  private let practiceTables = Computed<Int, PracticeTable>()
  /// Weighted populations by the ledger's commissioners.
  let populations: [Int?]
  /// The id suffix of each month of the window: empty for the period's own, else `@2015-16-M05`.
  let monthSuffix: [String]
  /// The offsets of the period's year in the window.
  let yearOffsets: Range<Int>
  /// The quality register's readings by provider and indicator, earliest first.
  private let readings: [String: [QualityReading]]
  /// The values of the twelve months to the period by provider and indicator.
  private let trends: [String: [FigureValue?]]
  /// The names of derived points of delivery in tables.
  private let podTableNames: [String: String]
  /// Each provider's returns added up over their files, in code order; those without a file are left out.
  let fileControls: [FileControl]
  /// The files of the period: its returns, the year's plans and the attendances.
  let periodSources: [SourceFile]
  /// The providers, by their codes as ids write them, that have sent nothing for the period's own month; `ALL` among them when nobody has.
  private let silent: Set<Substring>
  /// Practices of the programme's list by code.
  private let practicesByCode: [String: Practice]
  /// How the forecast was made, under each table that uses it.
  private(set) var forecastNoteText = Sentence([])
  private let commissionerNames: [(name: String, short: String)]
  private let providerNames: [(name: String, short: String)]

  /// Rolls up what packs share.
  package init(_ input: PackInput) {
    self.input = input
    let ledger = input.ledger
    positions = Positions(ledger, phasing: input.phasing, forecast: input.forecast, planDifferencesAbove: input.planDifference)
    splits = LineSplits(ledger)
    followUps = FollowUpTable(ledger)
    restatements = Restatements(ledger)
    saidCosts = SaidCosts(ledger)
    let own = Dictionary(input.commissioners.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let axis = ledger.commissioners.codes
    peers = PeerTable(
      ledger, series: positions.series, clusters: axis.map { own[$0]?.cluster }, weightedPopulation: axis.map { own[$0]?.weightedPopulation })
    yearTrends = YearTrends(ledger, series: positions.series)
    similarity =
      input.covariates.isEmpty ? nil : PeerSimilarity(ledger, covariates: input.covariates, settings: input.peers)
    specialtySpend = input.covariates.isEmpty ? nil : SpecialtySpend(ledger)
    prices = PriceTable(ledger)
    populations = axis.map { own[$0]?.weightedPopulation }
    let trusts = Dictionary(input.providers.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    commissionerNames = axis.map { code in own[code].map { ($0.name, $0.shortName) } ?? (code, code) }
    providerNames = ledger.providers.codes.map { code in trusts[code].map { ($0.name, $0.shortName) } ?? (code, code) }
    qualityIndicators = Set(input.quality.map(\.indicator)).sorted()
    readings = Dictionary(grouping: input.quality.sorted { $0.period < $1.period }) { "\($0.provider)/\($0.indicator)" }
    let lastMonth = ledger.period.index
    trends = readings.mapValues { list in
      (0..<12).map { back in
        let month = lastMonth.advanced(by: back - 11)
        return list.first { $0.period.index == month && $0.period.month <= 12 && $0.value.approximation != nil }?.value
      }
    }
    podTableNames = Dictionary(
      Set(ledger.pods.flatMap { [$0.derivedPOD, $0.nationalPOD] }).map { ($0, tableName(ofPOD: $0, input.podNames[$0])) },
      uniquingKeysWith: { first, _ in first })
    fileControls = input.providers.map { provider in
      var control = FileControl(code: provider.code, name: provider.shortName)
      for source in ledger.sources where source.kind == "slam" && source.provider == provider.code { control.add(source) }
      return control
    }.filter { $0.files > 0 }
    periodSources = ledger.sources.filter { $0.isOf(ledger.period) }
    practicesByCode = Dictionary(input.practices.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let series = positions.series
    let last = series.monthCount - 1
    let silentProviders = ledger.providers.codes.indices.filter { last >= 0 && !series.isStated(provider: $0, offset: last) }
    var silent = Set(silentProviders.map { Substring(encodedCode(ledger.providers.codes[$0])) })
    if silentProviders.count == ledger.providers.codes.count { silent.insert(Substring(SeveralOrganisations.all)) }
    self.silent = silent
    monthSuffix = (0..<series.monthCount).map { $0 == last ? "" : "@" + series.firstMonth.advanced(by: $0).period.identifier }
    let start = series.firstMonth.distance(to: MonthIndex(year: ledger.period.year, month: 1))
    yearOffsets = max(start, 0)..<max(series.monthCount, max(start, 0))
    forecastNoteText = makeForecastNote()
  }

  /// The same for readers from whom a plan holds back numbers: sentences are written from what they see.
  package func seen(through plan: SmallNumberPlan) -> PackContext {
    var context = self
    context.input.rules.shown = { plan.shown($0) }
    return context
  }

  /// A figure as the pack's readers see it: itself, where nothing is held back from them.
  func seen(_ figure: Figure) -> Figure { input.rules.shown?(figure) ?? figure }

  /// The period.
  var period: Period { input.ledger.period }
  /// The programme's words.
  var words: PackWords { input.words }
  /// Months of the year elapsed.
  var months: Int { positions.monthsElapsed }
  /// The months of the window.
  var window: [MonthIndex] { (0..<positions.series.monthCount).map { positions.series.firstMonth.advanced(by: $0) } }
  /// The months of the period's year, up to the period.
  var yearMonths: [MonthIndex] { yearOffsets.map { positions.series.firstMonth.advanced(by: $0) } }
  /// The month before the period's; nil where the window does not hold it.
  var previousMonth: MonthIndex? { positions.series.monthCount >= 2 ? period.index.advanced(by: -1) : nil }
  /// `@2015-16-M10`, the suffix of the month before.
  var previousSuffix: String { monthSuffix.dropLast().last ?? "" }

  /// The indicators that the register holds.
  let qualityIndicators: [String]

  /// The readings of an indicator of a provider, earliest first.
  func qualityReadings(_ provider: String, _ indicator: String) -> [QualityReading] { readings["\(provider)/\(indicator)"] ?? [] }

  /// What the patients of a commissioner's practices had.
  func practiceTable(_ commissioner: Int) -> PracticeTable {
    practiceTables.value(commissioner) { PracticeTable(input.ledger, commissioner: commissioner) }
  }

  /// The practice of a code; nil where the list does not have it.
  func practice(_ code: String) -> Practice? { practicesByCode[code] }
  func commissionerName(_ index: Int) -> String { commissionerNames[index].name }
  func commissionerShortName(_ index: Int) -> String { commissionerNames[index].short }
  func providerName(_ index: Int) -> String { providerNames[index].name }
  func providerShortName(_ index: Int) -> String { providerNames[index].short }
  func commissionerCode(_ index: Int) -> String { input.ledger.commissioners.codes[index] }
  func providerCode(_ index: Int) -> String { input.ledger.providers.codes[index] }

  /// `361 Nephrology`, `Unknown (999)` or `Unknown, blank`.
  func treatmentFunctionName(_ index: Int) -> String {
    let code = input.ledger.treatmentFunctions[index]
    if code.isEmpty { return "Unknown, blank" }
    return input.treatmentFunctionNames[code].map { "\(code) \($0)" } ?? "Unknown, \(code)"
  }

  /// `Nephrology` in a sentence.
  func treatmentFunctionInProse(_ index: Int) -> String {
    let code = input.ledger.treatmentFunctions[index]
    return input.treatmentFunctionNames[code]?.inProse ?? (code.isEmpty ? "the blank specialty" : "specialty \(code)")
  }

  /// `OPFUPSPCL (follow-up, single professional, consultant led)` in a sentence, or the code alone where it has no name.
  func podName(_ code: String) -> String {
    if code.isEmpty { return "the blank point of delivery" }
    return input.podNames[code].map { "\(code) (\($0.lowercasedFirst))" } ?? code
  }

  /// `OPFUPSPCL Follow-up, single prof., cons.-led` in a table.
  package func podTableName(_ code: String) -> String { podTableNames[code] ?? code }

  /// The values of an indicator of a provider in the twelve months to the period; nil where there is none.
  func qualityTrend(_ provider: String, _ indicator: String) -> [FigureValue?] { trends["\(provider)/\(indicator)"] ?? [] }

  /// `April`, `April to February`.
  var yearToDateWords: String { months == 1 ? "April" : "April to \(period.shortMonthName)" }
  /// `after eleven months`, `in one month`.
  var afterMonths: String { months == 1 ? "after one month" : "after \(monthsInWords(months)) months" }
}

/// A derived point of delivery as tables name it: its code, then its name cut short.
private func tableName(ofPOD code: String, _ name: String?) -> String {
  if code.isEmpty { return "Unknown, blank" }
  guard let name else { return code }
  let short = name.replacing("not consultant led", with: "not cons.-led").replacing("consultant led", with: "cons.-led")
    .replacing("single professional", with: "single prof.").replacing("multi-professional", with: "multi-prof.").replacing(" attendance,", with: ",")
  return "\(code) \(short)"
}

/// The stem of a scope's figures in a family.
extension PackContext {
  func stem(_ family: String, _ scope: Scope) -> FigureStem {
    FigureStem(
      family, commissioner: scope.commissioner.map(commissionerCode) ?? SeveralOrganisations.all,
      provider: scope.provider.map(providerCode) ?? SeveralOrganisations.all)
  }

  /// A figure of each month of the window, nil where nobody of the scope has stated it.
  func monthlyFigures(_ scope: Scope, _ measure: String, _ value: (Measures) -> FigureValue) -> [Figure?] {
    figures(scope, measure, positions.series.monthly(of: scope), firstOffset: 0, value)
  }

  /// A figure of each month of the period's year.
  func yearFigures(_ scope: Scope, _ measure: String, _ value: (Measures) -> FigureValue) -> [Figure?] {
    figures(scope, measure, positions.series.monthly(of: scope, year: period.year), firstOffset: yearOffsets.lowerBound, value)
  }

  /// A figure of the sum to each month of the period's year.
  func cumulativeFigures(_ scope: Scope, _ measure: String, _ value: (Measures) -> FigureValue) -> [Figure?] {
    figures(scope, measure, positions.series.cumulative(of: scope, year: period.year), firstOffset: yearOffsets.lowerBound, value)
  }

  private func figures(_ scope: Scope, _ measure: String, _ points: [MonthPoint], firstOffset: Int, _ value: (Measures) -> FigureValue) -> [Figure?] {
    let stem = stem("position", scope)
    return points.enumerated().map { index, point in
      point.isStated ? stem.figure(measure, value: value(point.measures), monthSuffix[firstOffset + index]) : nil
    }
  }
}

extension PackContext {
  /// Whether nobody whom the figures are about has sent the period's own month: its amounts are then not nought but not there.
  func isSilent(_ stem: FigureStem) -> Bool {
    let parts = stem.text.split(separator: "/")
    return parts.count >= 3 && silent.contains(parts[2])
  }
}

extension FigureStem {
  /// A figure of the period's own month: “not sent” where nobody has sent it.
  func month(_ measure: String, _ value: FigureValue, silent: Bool) -> Figure { figure(measure, value: silent ? .missing(.notSent) : value) }
}

extension [Figure?] {
  /// The figures of a year to date with a word where a month has none: for tables.
  ///
  /// - Parameter own: the figure of the period itself, which is what has been sent so far, whether or not its last month has.
  func filled(_ stem: FigureStem, _ measure: String, _ suffixes: ArraySlice<String>, own: Figure) -> [Figure] {
    zip(self, suffixes).map { figure, suffix in figure ?? (suffix.isEmpty ? own : stem.figure(measure, value: .missing(.notSent), suffix)) }
  }
}
