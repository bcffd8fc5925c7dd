import Figures
import Programme
import Quantities

extension CountLattice {
  /// What a figure says of people: as its measure is declared, and for the money of a contract's single line the activity that its price gives away.
  func disclosure(of name: FigureName, _ measure: CountedMeasure) -> Disclosure {
    guard measure.disclosure == .none, let count = measure.countOfContractMoney,
      name.dimensions.contains(where: { oneLine.contains($0.name) })
    else {
      return measure.disclosure
    }
    return .reveals([count])
  }

  /// Whether a figure tells of people, or could: no other is ever held back or rounded.
  static func tellsOfPeople(_ name: FigureName) -> Bool {
    disclosingMeasures.contains(name.measure) || countedSeries(name) != nil
  }

  /// Whether a figure is held back where the release prints none of the counts that it is worked out from. Money of contracts and charges is not: it is of
  /// many prices, unless it is a single line's, beside which its activity stands.
  func isHiddenWithoutCounts(_ name: FigureName, _ measure: CountedMeasure) -> Bool {
    guard case .reveals(let measures) = disclosure(of: name, measure) else {
      return Self.countedSeries(name) != nil
    }
    return !measures.contains { $0.hasSuffix(Measure.activitySuffix) || $0 == Measure.ncaCharges }
  }

  /// The measure of the series that a figure of a process chart is worked out from, where that counts people.
  static func countedSeries(_ name: FigureName) -> String? {
    guard name.family == "spc",
      let series = name.dimensions.first(where: { $0.name == FigureName.seriesDimension })?.code,
      let dot = series.firstIndex(of: ".")
    else { return nil }
    let measure = String(series[series.index(after: dot)...])
    return measureDefinition(measure)?.disclosure == .persons ? measure : nil
  }

  /// The counts that a figure would give away, by the measures that its own measure names, in ascending order; empty where the release prints none of them.
  func counts(behind name: FigureName, _ measure: CountedMeasure, ownPeriod: Period) -> [Int] {
    if let series = Self.countedSeries(name), let counted = CountedMeasure.named(series) {
      var source = name
      source.dimensions.removeAll { $0.name == FigureName.seriesDimension || $0.name == "rule" }
      source.qualifier = nil
      return months(of: place(of: source, counted, for: name.measure, ownPeriod: ownPeriod))
        .sorted()
    }
    guard case .reveals(let measures) = disclosure(of: name, measure) else { return [] }
    // The share of a list's first line tells of that line, which the id doesn't name: it goes with any line that is held back.
    if name.measure == Measure.largestShare {
      return (0..<count).filter { isPersons[$0] && isPrinted($0) && code(place($0), "hrg") != nil }
    }
    var found: [Int] = []
    func take(_ place: Place) {
      if let number = number(at: place), isPrinted(number) { found.append(number) }
    }
    var plain = name
    plain.qualifier = nil
    for counting in measures {
      guard let counted = CountedMeasure.named(counting) else { continue }
      let own = place(of: plain, counted, for: name.measure, ownPeriod: ownPeriod)
      take(own)
      // What is charged is what is paid and what is queried.
      if counting == Measure.ncaCharges, code(own, statusDimension) == nil {
        for status in NCAStatus.allCases where status != .rejected {
          take(place(own, with: statusDimension, status.rawValue))
        }
      }
      for input in measure.inputs {
        switch input {
        case .monthBefore: take(own.later(by: -1))
        case .yearBefore: take(own.later(by: -12))
        case .whole:
          guard let last = name.dimensions.last else { break }
          var place = own
          place.dimensions = words.without(own.dimensions, words.number(last.name))
          take(place)
        case .eachMonth: found += months(of: own)
        default: break
        }
      }
    }
    if found.count < 2 { return found }
    return Set(found).sorted()
  }
}

/// Measures that tell of people, or may.
let disclosingMeasures: Set<String> = Set(
  measureDefinitions.filter {
    $0.disclosure != .none || activityOfContractMoney[$0.name] != nil
      || differencesFromPlan[$0.name] != nil
  }.map(\.name))

/// Money of contracts, with the activity that it gives away where it is of one line.
let activityOfContractMoney: [String: String] = {
  let (ytd, month) = (
    Measure.ytdActual + Measure.activitySuffix, Measure.monthActual + Measure.activitySuffix
  )
  return [
    Measure.ytdActual: ytd, Measure.ytdVariance: ytd, Measure.ytdVariancePercent: ytd,
    Measure.largestShare: ytd,
    Measure.monthActual: month, Measure.monthVariance: month,
  ]
}()

/// Dimensions of a contract's single line, and of a list of such lines.
private let oneLine = ["hrg", "list"]
