import Figures
import Programme
import Quantities
import Report

extension CountLattice {
  private func node(_ cell: ReportTable.Cell) -> Int? { cell.printedFigure.flatMap { nodeOfFigure[$0.figure.id] } }

  /// The sums that the rows of a table make: the total of the rows, a group of its details.
  func tableSums(_ table: ReportTable) -> [Sum] {
    var found: [Sum] = []
    for column in table.columns.indices {
      var parts: [Int] = []
      var group: (whole: Int, parts: [Int])?
      func close() {
        if let group, !group.parts.isEmpty { found.append(Sum(whole: group.whole, parts: group.parts)) }
        group = nil
      }
      for row in table.rows where row.cells.indices.contains(column) {
        guard let number = node(row.cells[column]) else { continue }
        switch row.kind {
        case .group:
          close()
          group = (number, [])
          parts.append(number)
        case .detail: if group == nil { parts.append(number) } else { group?.parts.append(number) }
        case .body:
          close()
          parts.append(number)
        case .subtotal:
          close()
          if !parts.isEmpty, !parts.contains(number) { found.append(Sum(whole: number, parts: parts)) }
        case .total: break
        }
      }
      close()
      if let total = table.total, total.cells.indices.contains(column), let whole = node(total.cells[column]), !parts.contains(whole) {
        found.append(Sum(whole: whole, parts: parts))
      }
    }
    return found
  }

  /// What a table names of a dimension beside “the others” of it.
  func namedBesideOthers(_ table: ReportTable) -> [(dimension: String, others: String, named: Set<String>)] {
    var codes: [Int32: Set<Int32>] = [:]
    for row in table.rows {
      for cell in row.cells {
        guard let number = node(cell) else { continue }
        let place = nodes[number].place
        for dimension in words.lists[Int(place.dimensions)] { codes[dimension.name, default: []].insert(dimension.code) }
        if place.provider != all { codes[words.number("provider"), default: []].insert(place.provider) }
        if place.commissioner != all { codes[words.number("commissioner"), default: []].insert(place.commissioner) }
      }
    }
    let texts = codes.map { (dimension: words.text($0.key), codes: Set($0.value.map(words.text))) }
    return texts.sorted { $0.dimension < $1.dimension }.flatMap { dimension, codes in
      codes.filter { $0.hasPrefix(SeveralOrganisations.others) }.sorted().map { others in
        (dimension, others, codes.filter { !$0.hasPrefix(SeveralOrganisations.others) })
      }
    }
  }

  /// The code of a dimension of a place, an organisation among them.
  func axisCode(_ place: Place, _ dimension: String) -> String? {
    switch dimension {
    case "provider": words.text(place.provider)
    case "commissioner": words.text(place.commissioner)
    default: code(place, dimension)
    }
  }
}

/// The tables of a block, those behind charts among them.
func tables(_ block: Block) -> [ReportTable] {
  switch block {
  case .table(let table): [table]
  case .chart(let chart): chart.data.map { [$0] } ?? []
  default: []
  }
}

extension ReportTable.Cell {
  /// What a cell prints of a figure; nil for words, bars and graphics.
  var printedFigure: Printed? {
    switch self {
    case .figure(let printed), .variance(let printed), .barred(let printed, _, _): printed
    default: nil
    }
  }
}

extension FigureValue {
  /// A value that adds up, exactly, in its own unit; nil for ratios, statistics and missing values.
  var exactAmount: Int128? {
    switch self {
    case .money(let money): money.parts
    case .activity(let activity): activity.parts
    case .count(let count): Int128(count)
    case .ratio, .statistic, .missing: nil
    }
  }
}

extension MeasureDefinition {
  /// What is counted, whether in a month or to date: measures that differ only in their months are one quantity.
  var quantity: String {
    if name.hasPrefix(Measure.yearToDatePrefix) { return String(name.dropFirst(Measure.yearToDatePrefix.count)) }
    return name.hasPrefix(Measure.monthActual) ? String(name.dropFirst(Measure.monthPrefix.count)) : name
  }
}

/// Quantities that are part of others, with the names of the ways in which they are.
let sumsOfQuantities: [String: [(whole: String, by: String)]] = {
  let everything = "attendances_and_spells"
  let both = "attendances_and_admissions"
  let parts: [(part: String, whole: String)] = [
    (Measure.firsts, Measure.outpatients), (Measure.followUps, Measure.outpatients), (Measure.outpatients, everything),
    (Measure.admissions, everything),
    (Measure.emergencyAttendances, everything), (Measure.outpatients, both), (Measure.admissions, both),
  ]
  var found: [String: [(whole: String, by: String)]] = [:]
  for suffix in ["", Measure.costSuffix] {
    for (part, whole) in parts { found[part + suffix, default: []].append((whole + suffix, "kinds of " + whole)) }
  }
  return found
}()

/// Measures that say a number as its difference from a plan, with the plan's measure and that of the number.
let differencesFromPlan: [String: (plan: String, actual: String)] = {
  let activity = Measure.activitySuffix
  return [
    Measure.ytdVariance: (Measure.ytdPlan, Measure.ytdActual), Measure.monthVariance: (Measure.monthPlan, Measure.monthActual),
    Measure.ytdVariance + activity: (Measure.ytdPlan + activity, Measure.ytdActual + activity),
    Measure.monthVariance + activity: (Measure.monthPlan + activity, Measure.monthActual + activity),
    Measure.forecastVariance + activity: (Measure.annualPlan + activity, Measure.forecastOutturn + activity),
    Measure.ncaVariance: (Measure.ncaBudgetToDate, Measure.ncaCountedValue),
  ]
}()

/// The plans of `differencesFromPlan`.
let planMeasures: Set<String> = Set(differencesFromPlan.values.map(\.plan))

/// Measures that are the activity to date times something that the reader knows.
let forecastMeasures: Set<String> = [Measure.forecastOutturn + Measure.activitySuffix]

/// The dimension of a charge's status, and the status of charges that are no cost.
let statusDimension = "status"
let rejectedStatus = NCAStatus.rejected.rawValue
