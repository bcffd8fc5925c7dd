import Figures
import Programme
import Quantities

extension CountLattice {
  /// What a figure says of people: as its measure is declared, and for the money of a contract's single line the activity that its price gives away.
  func disclosure(of name: FigureName) -> Disclosure {
    let declared = measureDefinition(name.measure)?.disclosure ?? Disclosure.none
    guard declared == .none, let count = countOfContractMoney[name.measure], name.dimensions.contains(where: { oneLine.contains($0.name) }) else {
      return declared
    }
    return .reveals([count])
  }

  /// Whether a figure tells of people, or could: no other is ever held back or rounded.
  static func tellsOfPeople(_ name: FigureName) -> Bool { disclosingMeasures.contains(name.measure) || countedSeries(name) != nil }

  /// Whether a figure is held back where the release prints none of the counts that it is worked out from. Money of contracts and charges is not: it is of
  /// many prices, unless it is a single line's, beside which its activity stands.
  func isHiddenWithoutCounts(_ name: FigureName) -> Bool {
    guard case .reveals(let measures) = disclosure(of: name) else { return Self.countedSeries(name) != nil }
    return !measures.contains { $0.hasSuffix(Measure.activitySuffix) || $0 == Measure.ncaCharges }
  }

  /// The measure of the series that a figure of a process chart is worked out from, where that counts people.
  static func countedSeries(_ name: FigureName) -> String? {
    guard name.family == "spc", let series = name.dimensions.first(where: { $0.name == FigureName.seriesDimension })?.code,
      let dot = series.firstIndex(of: ".")
    else { return nil }
    let measure = String(series[series.index(after: dot)...])
    return measureDefinition(measure)?.disclosure == .persons ? measure : nil
  }

  /// The counts that a figure would give away, by the measures that its own measure names; empty where the release prints none of them.
  func counts(behind name: FigureName, ownPeriod: Period) -> [Int] {
    guard let definition = measureDefinition(name.measure) else { return [] }
    if let measure = Self.countedSeries(name), let counted = measureDefinition(measure) {
      var source = name
      source.dimensions.removeAll { $0.name == FigureName.seriesDimension || $0.name == "rule" }
      source.qualifier = nil
      return (monthsOf[place(of: source, counted, ownPeriod: ownPeriod).withoutMonth] ?? []).sorted()
    }
    guard case .reveals(let measures) = disclosure(of: name) else { return [] }
    // The share of a list's first line tells of that line, which the id doesn't name: it goes with any line that is held back.
    if name.measure == Measure.largestShare {
      return nodes.indices.filter { nodes[$0].isPersons && !nodes[$0].ids.isEmpty && code(nodes[$0].place, "hrg") != nil }
    }
    var inputs: [MeasureInput] = []
    if case .figures(let list) = definition.derivation { inputs = list }
    var found: Set<Int> = []
    for measure in measures {
      guard let counted = measureDefinition(measure) else { continue }
      var plain = name
      plain.qualifier = nil
      let own = place(of: plain, counted, ownPeriod: ownPeriod)
      var places = [own]
      // What is charged is what is paid and what is queried.
      if measure == Measure.ncaCharges, code(own, statusDimension) == nil {
        places += NCAStatus.allCases.filter { $0 != .rejected }.map { place(own, with: statusDimension, $0.rawValue) }
      }
      for input in inputs {
        switch input {
        case .monthBefore:
          var place = own
          place.month = own.month.advanced(by: -1)
          places.append(place)
        case .yearBefore:
          var place = own
          place.month = own.month.advanced(by: -12)
          places.append(place)
        case .whole:
          guard let last = name.dimensions.last else { break }
          var place = own
          place.dimensions = words.without(own.dimensions, words.number(last.name))
          places.append(place)
        case .eachMonth: found.formUnion(monthsOf[own.withoutMonth] ?? [])
        default: break
        }
      }
      found.formUnion(places.compactMap { numberOf[$0] }.filter { !nodes[$0].ids.isEmpty })
    }
    return found.sorted()
  }
}

/// Measures that tell of people, or may.
let disclosingMeasures: Set<String> = Set(
  measureDefinitions.filter { $0.disclosure != .none || countOfContractMoney[$0.name] != nil || differencesFromPlan[$0.name] != nil }.map(\.name))

/// Money of contracts, with the activity that it gives away where it is of one line.
private let countOfContractMoney: [String: String] = {
  let (ytd, month) = (Measure.ytdActual + Measure.activitySuffix, Measure.monthActual + Measure.activitySuffix)
  return [
    Measure.ytdActual: ytd, Measure.ytdVariance: ytd, Measure.ytdVariancePercent: ytd, Measure.largestShare: ytd,
    Measure.monthActual: month, Measure.monthVariance: month,
  ]
}()

/// Dimensions of a contract's single line, and of a list of such lines.
private let oneLine = ["hrg", "list"]
