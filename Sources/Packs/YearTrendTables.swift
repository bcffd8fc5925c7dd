import Analysis
import Figures
import Ledger
import Quantities
import Report

/// A row of years side by side.
struct TrendLine {
  /// The index on its axis; nil for everything that is not in the programme.
  let index: Int?
  let name: String
  /// The stem of its costs.
  let position: FigureStem
  /// The stem of its growth and places.
  let stem: FigureStem
  let trend: YearTrend

  /// Whether it cost anything in any year.
  var isIdle: Bool { trend.costs.allSatisfy { $0?.isZero ?? true } }
}

extension PackContext {
  /// The id suffix of a year’s figures: none for the period’s own, else its same month.
  func yearSuffix(_ year: FinancialYear) -> String {
    year == period.year ? "" : "@\(MonthIndex(year: year, month: yearTrends.monthCount).period.identifier)"
  }

  /// The rows of a scope by the other side: the programme’s own in code order, then what is not in the programme.
  func trendLines(of scope: Scope, by counterpart: Counterpart) -> [TrendLine] {
    let ledger = input.ledger
    let axis = counterpart == .provider ? ledger.providers : ledger.commissioners
    func line(_ index: Int) -> TrendLine {
      let place = scope.narrowed(to: index, counterpart)
      return TrendLine(
        index: index, name: counterpart == .provider ? providerShortName(index) : commissionerShortName(index), position: stem("position", place),
        stem: stem("trends", place), trend: yearTrends.trend(of: place))
    }
    let own = (0..<axis.ownCount).map(line).filter { !$0.isIdle }
    let outside = (axis.ownCount..<axis.codes.count).map { yearTrends.trend(of: scope.narrowed(to: $0, counterpart)) }
    guard outside.contains(where: { $0.costs.contains { $0?.isZero == false } }) else { return own }
    func outsideStem(_ family: String) -> FigureStem {
      FigureStem(
        family, commissioner: counterpart == .commissioner ? SeveralOrganisations.outside : scope.commissioner.map(commissionerCode) ?? "ALL",
        provider: counterpart == .provider ? SeveralOrganisations.outside : scope.provider.map(providerCode) ?? "ALL")
    }
    let gathered = TrendLine(
      index: nil, name: "Not in the programme", position: outsideStem("position"), stem: outsideStem("trends"), trend: YearTrend(adding: outside))
    return own + [gathered]
  }

  /// Everything of a scope.
  func trendTotal(of scope: Scope, name: String) -> TrendLine {
    TrendLine(index: nil, name: name, position: stem("position", scope), stem: stem("trends", scope), trend: yearTrends.trend(of: scope))
  }

  /// The years of which anything has been sent, by their places among all.
  func heldYears(_ total: TrendLine) -> [Int] { yearTrends.years.indices.filter { total.trend.costs[$0] != nil } }

  /// The cost of a row in a year: of its year to date where that is the same, else of the months that can be compared.
  func yearCost(_ line: TrendLine, _ year: Int) -> Figure {
    let suffix = yearSuffix(yearTrends.years[year])
    guard let cost = line.trend.costs[year] else { return line.stem.figure(Measure.sameMonthsActual, value: .missing(.notSent), suffix) }
    return line.trend.isYearToDate[year]
      ? line.position.figure(Measure.ytdActual, cost, suffix) : line.stem.figure(Measure.sameMonthsActual, cost, suffix)
  }

  /// The growth of a row on the year before.
  func yearGrowth(_ line: TrendLine, _ year: Int) -> Figure {
    let trend = line.trend
    let value: FigureValue
    if let growth = trend.growth(year) {
      value = .ratio(numerator: growth.numerator, denominator: growth.denominator)
    } else {
      value = .missing(trend.isLikeForLike(year) ? .notApplicable : .notSent)
    }
    return line.stem.figure(Measure.growth, value: value, yearSuffix(yearTrends.years[year]))
  }

  /// The change of a row’s cost on the year before; nil where either is missing.
  func yearChange(_ line: TrendLine, _ year: Int) -> Money? {
    guard line.trend.isLikeForLike(year), let now = line.trend.costs[year], let before = line.trend.costs[year - 1] else { return nil }
    return now - before
  }

  /// The table of years side by side, largest cost of the last year first.
  func trendTable(_ id: String, title: String, head: String, lines: [TrendLine], total: TrendLine, highlighted: (TrendLine) -> Bool = { _ in false })
    -> ReportTable
  {
    let held = heldYears(total)
    let compared = held.filter { held.contains($0 - 1) }
    func cells(_ line: TrendLine) -> [ReportTable.Cell] {
      [.text(line.name)] + held.map { .number(yearCost(line, $0)) } + compared.map { .number(yearGrowth(line, $0), .percent) }
    }
    let columns: [ReportTable.Column] =
      [.init(head, .name)] + held.map { .init(yearTrends.years[$0].label, .number) } + compared.map { .init(yearTrends.years[$0].label, .number) }
    var spanners: [ReportTable.Spanner] = []
    if !held.isEmpty { spanners.append(.init("Actual cost", 1..<(1 + held.count))) }
    if !compared.isEmpty { spanners.append(.init("Growth on the year before, %", (1 + held.count)..<columns.count)) }
    let last = held.last ?? 0
    let sorted = lines.sorted { a, b in
      if (a.index == nil) != (b.index == nil) { return a.index != nil }
      let (x, y) = (a.trend.costs[last], b.trend.costs[last])
      if x != y { return (x ?? Money(parts: Int128.min)) > (y ?? Money(parts: Int128.min)) }
      return (a.index ?? 0) < (b.index ?? 0)
    }
    return ReportTable(
      id: id, title: title, caption: "£, \(yearToDateWords) of each year, largest first", spanners: spanners, columns: columns,
      rows: sorted.map { ReportTable.Row(.body, cells($0), highlighted: highlighted($0)) }, total: ReportTable.Row(.total, cells(total)),
      notes: sameMonthsNotes(total), empty: "No cost is reported in these years."
    ).notingRounding()
  }

  /// What the years are compared on, and what is left out of them.
  private func sameMonthsNotes(_ total: TrendLine) -> [Sentence] {
    var notes: [Sentence] = [
      "Growth: (this year − the year before) ÷ the year before, the same months of each. It is of cost as priced in each year: prices, case mix and what the contracts hold changed with it."
    ]
    let months = yearTrends.months
    let concerned = Set(total.trend.providers.joined())
    let gaps = (0..<positions.ownProviderCount).filter {
      concerned.contains($0) && !months[$0].isEmpty && months[$0].count < yearTrends.monthCount
    }
    if !gaps.isEmpty {
      let parts = gaps.map { provider in
        let missing = (1...yearTrends.monthCount).filter { !months[provider].contains($0) }
        return
          "\(providerShortName(provider)) (\(listed(missing.map { MonthIndex(year: period.year, month: $0).period.shortMonthName })))"
      }
      notes.append(
        sentence("years.gaps", ["gaps": .words(parts.joined(separator: "; "))]))
    }
    let lacking = total.trend.lacking.filter { $0 < positions.ownProviderCount }
    if !lacking.isEmpty {
      notes.append(
        sentence(lacking.count == 1 ? "years.lacks-one" : "years.lacks-several", ["names": .words(listed(lacking.map(providerShortName)))]))
    }
    return notes
  }

  /// `the same eleven months`, `April`.
  var sameMonthsWords: String { yearTrends.monthCount == 1 ? "April" : "the same \(monthsInWords(yearTrends.monthCount)) months" }
}
