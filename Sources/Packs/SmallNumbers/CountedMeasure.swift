import Figures

/// What the small-number policy asks of a measure, worked out once for each.
final class CountedMeasure: Sendable {
  let name: String
  /// What is counted, whether in a month or to date: measures that differ only in their months are one quantity.
  let quantity: String
  let disclosure: Disclosure
  let isYearToDate: Bool
  let isActivity: Bool
  /// The other figures that it is worked out from.
  let inputs: [MeasureInput]
  /// Whether its figures tell of people, or may.
  let mayDisclose: Bool
  /// Whether its figures can give counts away without being counts.
  let mayReveal: Bool
  /// Whether it counts attendances of the year to date, which say how far the files reach.
  let isOfAttendancesToDate: Bool
  /// Whether it is the activity to date times something that the reader knows.
  let isForecast: Bool
  /// The plan's measure and that of the number, where it says a number as its difference from a plan.
  let difference: (plan: String, actual: String)?
  /// For money of contracts, the activity that it gives away where it is of one line.
  let countOfContractMoney: String?

  private init(_ definition: MeasureDefinition) {
    name = definition.name
    quantity = definition.quantity
    disclosure = definition.disclosure
    isYearToDate = definition.isYearToDate
    isActivity = definition.unit == .activity
    if case .figures(let list) = definition.derivation { inputs = list } else { inputs = [] }
    mayDisclose = disclosingMeasures.contains(name)
    if case .rows(let amount) = definition.derivation {
      isOfAttendancesToDate = amount.field == .attendance && amount.months == .yearToDate
    } else {
      isOfAttendancesToDate = false
    }
    isForecast = forecastMeasures.contains(name)
    difference = differencesFromPlan[name]
    if case .reveals = disclosure {
      mayReveal = true
    } else {
      mayReveal = activityOfContractMoney[name] != nil
    }
    countOfContractMoney = activityOfContractMoney[name]
  }

  private static let known: (names: TextTable, measures: [CountedMeasure]) = {
    var names = TextTable()
    var measures: [CountedMeasure] = []
    for definition in measureDefinitions where names.insert(definition.name) {
      measures.append(CountedMeasure(definition))
    }
    return (names, measures)
  }()

  /// A measure by its name; nil for a name that no figure has.
  static func named(_ name: String) -> CountedMeasure? {
    known.names.number(of: name).map { known.measures[$0] }
  }

  /// The measure of a figure.
  static func of(_ id: FigureID) -> CountedMeasure? {
    var text = id.text
    return text.withUTF8 { bytes in
      let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
      let end =
        bytes[start...].firstIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "~") }
        ?? bytes.count
      return known.names.number(of: UnsafeBufferPointer(rebasing: bytes[start..<end])).map {
        known.measures[$0]
      }
    }
  }
}
