import Figures
import Programme
import Quantities
import Report

/// What a table names of a dimension beside “the others” of it, by the numbers of their words.
struct NamedBesideOthers: Hashable {
  var dimension: Int32
  var others: Int32
  var named: Set<Int32>
}

extension CountLattice {
  /// The numbers that the cells of a table print, row by row and last its total; −1 for cells that print none.
  func rowsOfNumbers(_ table: ReportTable) -> [[Int32]] {
    var rows: [[Int32]] = []
    rows.reserveCapacity(table.rows.count + 1)
    for index in table.rows.indices { rows.append(numbers(table.rows[index])) }
    if let total = table.total { rows.append(numbers(total)) }
    return rows
  }

  private func numbers(_ row: ReportTable.Row) -> [Int32] {
    row.cells.indices.map { index in
      switch row.cells[index] {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _):
        number(of: printed.figure.id).map { Int32($0) } ?? -1
      default: -1
      }
    }
  }

  /// Adds the sums that the rows of a table make: the total of the rows, a group of its details.
  func addSums(of table: ReportTable, _ rows: [[Int32]], to found: inout SumList) {
    var parts: [Int32] = []
    var details: [Int32] = []
    for column in table.columns.indices {
      parts.removeAll(keepingCapacity: true)
      details.removeAll(keepingCapacity: true)
      var group: Int32?
      func close() {
        if let group, !details.isEmpty { found.add(details, whole: group) }
        group = nil
        details.removeAll(keepingCapacity: true)
      }
      for (index, row) in table.rows.enumerated() where rows[index].indices.contains(column) {
        let number = rows[index][column]
        if number < 0 { continue }
        switch row.kind {
        case .group:
          close()
          group = number
          parts.append(number)
        case .detail: if group == nil { parts.append(number) } else { details.append(number) }
        case .body:
          close()
          parts.append(number)
        case .subtotal:
          close()
          if !parts.isEmpty, !parts.contains(number) { found.add(parts, whole: number) }
        case .total: break
        }
      }
      close()
      if table.total != nil, let last = rows.last, last.indices.contains(column), last[column] >= 0,
        !parts.contains(last[column])
      {
        found.add(parts, whole: last[column])
      }
    }
  }

  /// What a table names of a dimension beside “the others” of it.
  func namedBesideOthers(_ table: ReportTable, _ rows: [[Int32]]) -> [NamedBesideOthers] {
    let (provider, commissioner) = (words.number("provider"), words.number("commissioner"))
    var codes: [Int32: Set<Int32>] = [:]
    var before: Int32 = -1
    for row in rows.prefix(table.rows.count) {
      for number in row where number >= 0 {
        let place = place(Int(number))
        if place.provider != all { codes[provider, default: []].insert(place.provider) }
        if place.commissioner != all { codes[commissioner, default: []].insert(place.commissioner) }
        if place.dimensions == before { continue }
        before = place.dimensions
        for dimension in words.dimensions(place.dimensions) {
          codes[dimension.name, default: []].insert(dimension.code)
        }
      }
    }
    return codes.flatMap { dimension, codes in
      let others = codes.filter { words.text($0).hasPrefix(SeveralOrganisations.others) }
      return others.map {
        NamedBesideOthers(dimension: dimension, others: $0, named: codes.subtracting(others))
      }
    }.sorted {
      (words.text($0.dimension), words.text($0.others)) < (
        words.text($1.dimension), words.text($1.others)
      )
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
    if name.hasPrefix(Measure.yearToDatePrefix) {
      return String(name.dropFirst(Measure.yearToDatePrefix.count))
    }
    return name.hasPrefix(Measure.monthActual)
      ? String(name.dropFirst(Measure.monthPrefix.count)) : name
  }
}

/// Quantities that are part of others, with the names of the ways in which they are.
let sumsOfQuantities: [String: [(whole: String, by: String)]] = {
  let everything = "attendances_and_spells"
  let both = "attendances_and_admissions"
  let parts: [(part: String, whole: String)] = [
    (Measure.firsts, Measure.outpatients), (Measure.followUps, Measure.outpatients),
    (Measure.outpatients, everything),
    (Measure.admissions, everything),
    (Measure.emergencyAttendances, everything), (Measure.outpatients, both),
    (Measure.admissions, both),
  ]
  var found: [String: [(whole: String, by: String)]] = [:]
  for suffix in ["", Measure.costSuffix] {
    for (part, whole) in parts {
      found[part + suffix, default: []].append((whole + suffix, "kinds of " + whole))
    }
  }
  return found
}()

/// Measures that say a number as its difference from a plan, with the plan's measure and that of the number.
let differencesFromPlan: [String: (plan: String, actual: String)] = {
  let activity = Measure.activitySuffix
  return [
    Measure.ytdVariance: (Measure.ytdPlan, Measure.ytdActual),
    Measure.monthVariance: (Measure.monthPlan, Measure.monthActual),
    Measure.ytdVariance + activity: (Measure.ytdPlan + activity, Measure.ytdActual + activity),
    Measure.monthVariance + activity: (
      Measure.monthPlan + activity, Measure.monthActual + activity
    ),
    Measure.forecastVariance + activity: (
      Measure.annualPlan + activity, Measure.forecastOutturn + activity
    ),
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
