import Figures
import Quantities
import Report

/// The numbers of an audience's release that tell of people, and the sums that hold among them: what somebody can work with who has read all of it.
///
/// A number stands at a place: what is counted, and for each dimension either a code or all. Sums hold between a place and those that differ from it in one
/// dimension (a practice's specialties, its months to date, the practices of a locality, first and follow-up attendances), between the total of a table and its
/// rows, and between a whole and what a table names of it with “the others”. Places that nothing prints are among them where two sums meet there. A sum is taken
/// to hold where it does: a list that leaves something out tells nothing of its total.
struct CountLattice {
  /// A number at a place.
  struct Node {
    /// The figures that print it; none for a place that is not printed.
    var ids: [FigureID] = []
    /// The number, exact, in its own unit; nil where it cannot be known.
    var value: Int128?
    /// Whether it counts people, rather than telling of a count.
    var isPersons = false
    /// What one is in its unit: activity is counted in parts of 10⁻⁸.
    var one: Int128 = 1
    let place: Place

    /// Whether it is printed, counts people and is of fewer than so many, but of some; all that is said of one patient is.
    func isSmall(below bound: Int128) -> Bool {
      guard isPersons, !ids.isEmpty, let value, value != 0 else { return false }
      return place.isOnePatient || value.magnitude < (bound * one).magnitude
    }
  }

  /// A place.
  struct Place: Hashable {
    var quantity: String
    var commissioner: String
    var provider: String
    var dimensions: [FigureName.Dimension]
    var month: MonthIndex
    var isYearToDate: Bool
    var qualifier: String?

    func code(_ dimension: String) -> String? { dimensions.first { $0.name == dimension }?.code }

    /// Whether it is of one patient of a list, not of the list’s others or all of them.
    var isOnePatient: Bool { code("patient").map { !$0.hasPrefix("_") } ?? false }

    func without(_ dimension: String) -> Place {
      var place = self
      place.dimensions.removeAll { $0.name == dimension }
      return place
    }

    /// What the months of one series have in common.
    var withoutMonth: Place {
      var place = self
      place.month = MonthIndex(year: FinancialYear(start: 0), month: 1)
      place.isYearToDate = false
      return place
    }

    func replacing(_ dimension: String, by other: FigureName.Dimension) -> Place {
      var place = without(dimension)
      place.dimensions.append(other)
      place.dimensions.sort { ($0.name, $0.code) < ($1.name, $1.code) }
      return place
    }
  }

  /// A sum: the whole is all of its parts together.
  struct Sum: Hashable {
    var whole: Int
    var parts: [Int]
  }

  var nodes: [Node] = []
  var sums: [Sum] = []
  private(set) var numberOf: [Place: Int] = [:]
  private(set) var nodeOfFigure: [FigureID: Int] = [:]
  /// The quantities that count people: places of theirs that nothing prints do too.
  private var quantitiesOfPersons: Set<String> = []
  /// The plan that a figure was taken from, for those that say a number as its difference from a plan.
  private(set) var planOf: [FigureID: Int128] = [:]
  /// The figures that stand with a number whose multiple they are, with the multiples.
  private(set) var forecasts: [FigureID: Int128] = [:]
  /// The last month to which figures of the packs' year are to date.
  private var lastMonths: [FinancialYear: MonthIndex] = [:]
  /// The places of a series that are printed, by what they have in common.
  private(set) var monthsOf: [Place: [Place]] = [:]
  /// The locality of each practice.
  let localities: [String: String]

  /// Gathers the numbers of documents.
  ///
  /// - Parameters:
  ///   - pages: what the month's own pages say to the same readers.
  ///   - localities: the locality of each practice that has one.
  init(_ documents: [ReportDocument], pages: [Figure] = [], localities: [String: String]) {
    self.localities = localities
    var plans: [String: Int128] = [:]
    for document in documents {
      document.forEachFigure {
        note($0, ownPeriod: document.identity.period)
        if planMeasures.contains(String($0.id.measure)), let value = $0.value.exactAmount { plans[$0.id.text] = value }
      }
    }
    for document in documents { document.forEachFigure { add($0, plans, ownPeriod: document.identity.period) } }
    if let period = documents.first?.identity.period { for figure in pages { add(figure, plans, ownPeriod: period) } }
    // A forecast is a multiple of what it runs on: where that is printed, both are shown or neither.
    for document in documents { document.forEachFigure { join($0, plans, ownPeriod: document.identity.period) } }
    var sets = documents.flatMap { $0.sections.flatMap { $0.blocks.flatMap(tables) } }.flatMap(tableSums)
    connect(documents.flatMap { $0.sections.flatMap { $0.blocks.flatMap(tables) } }.flatMap(namedBesideOthers))
    sets = sets.filter { holds($0) }
    sums += sets
    var seen: Set<Sum> = []
    sums = sums.filter { seen.insert($0).inserted }
  }

  // MARK: Places

  /// Notes to which month of a year the attendance files reach, by the figures to date of it.
  private mutating func note(_ figure: Figure, ownPeriod: Period) {
    guard disclosingMeasures.contains(String(figure.id.measure)), let name = try? FigureName(parsing: figure.id.text),
      let definition = measureDefinition(name.measure), case .rows(let amount) = definition.derivation, amount.field == .attendance,
      amount.months == .yearToDate, name.dimensions.allSatisfy({ $0.name != "year" })
    else { return }
    let month = (name.period ?? ownPeriod).index
    if month.year == ownPeriod.year { lastMonths[month.year] = max(lastMonths[month.year] ?? month, month) }
  }

  /// What a figure says, where it says it as the difference from a plan that anyone may see: the measure that it gives away, and the plan.
  private func uncovered(_ figure: Figure, _ plans: [String: Int128]) -> (name: FigureName, value: Int128, plan: Int128?)? {
    guard disclosingMeasures.contains(String(figure.id.measure)), var name = try? FigureName(parsing: figure.id.text),
      let value = figure.value.exactAmount
    else { return nil }
    guard let (plan, actual) = differencesFromPlan[name.measure] else { return (name, value, nil) }
    var planned = name
    planned.measure = plan
    guard let amount = plans[planned.id.text] else { return (name, value, nil) }
    name.measure = actual
    return (name, amount - value, amount)
  }

  private mutating func add(_ figure: Figure, _ plans: [String: Int128], ownPeriod: Period) {
    guard nodeOfFigure[figure.id] == nil, let (name, value, plan) = uncovered(figure, plans), let definition = measureDefinition(name.measure),
      !forecastMeasures.contains(name.measure)
    else { return }
    let disclosure = disclosure(of: name)
    if disclosure == .none { return }
    var place = place(of: name, definition, ownPeriod: ownPeriod)
    // Two families that count different things under one name are two quantities.
    if let known = numberOf[place], let other = nodes[known].value, other != value { place.quantity += " of " + name.family }
    if plan != nil { planOf[figure.id] = plan }
    attach(figure.id, value, to: place, isPersons: disclosure == .persons, unit: definition.unit)
  }

  private mutating func attach(_ id: FigureID, _ value: Int128, to place: Place, isPersons: Bool, unit: FigureUnit) {
    let number = number(of: place)
    nodes[number].ids.append(id)
    nodes[number].value = value
    nodes[number].one = unit == .activity ? exactScale : 1
    nodes[number].isPersons = nodes[number].isPersons || isPersons
    if isPersons { quantitiesOfPersons.insert(place.quantity) }
    nodeOfFigure[id] = number
    if nodes[number].ids.count == 1, !place.isYearToDate { monthsOf[place.withoutMonth, default: []].append(place) }
  }

  private mutating func join(_ figure: Figure, _ plans: [String: Int128], ownPeriod: Period) {
    guard nodeOfFigure[figure.id] == nil, let (name, value, plan) = uncovered(figure, plans), forecastMeasures.contains(name.measure),
      let definition = measureDefinition(name.measure)
    else { return }
    var base = name
    base.measure = Measure.ytdActual + Measure.activitySuffix
    base.qualifier = nil
    if plan != nil { planOf[figure.id] = plan }
    if let actual = measureDefinition(base.measure), let number = numberOf[place(of: base, actual, ownPeriod: ownPeriod)], !nodes[number].ids.isEmpty
    {
      nodes[number].ids.append(figure.id)
      nodeOfFigure[figure.id] = number
      forecasts[figure.id] = value
      return
    }
    attach(figure.id, value, to: place(of: name, definition, ownPeriod: ownPeriod), isPersons: true, unit: definition.unit)
  }

  /// The place of a figure. A year as a dimension is that year to date, or whole: the same place as a measure to date has in its last month.
  func place(of name: FigureName, _ definition: MeasureDefinition, ownPeriod: Period) -> Place {
    // Funding requests and prior approvals are two registers.
    let quantity = name.measure.hasPrefix("request") ? "\(definition.quantity) of \(name.family)" : definition.quantity
    var place = Place(
      quantity: quantity, commissioner: name.commissioner, provider: name.provider,
      dimensions: name.dimensions.filter { $0.name != "year" || FinancialYear($0.code) == nil }.sorted { ($0.name, $0.code) < ($1.name, $1.code) },
      month: (name.period ?? ownPeriod).index, isYearToDate: definition.isYearToDate || name.family == "ratio", qualifier: name.qualifier)
    if let label = name.dimensions.first(where: { $0.name == "year" })?.code, let year = FinancialYear(label) {
      place.isYearToDate = true
      place.month = lastMonths[year] ?? (year == ownPeriod.year ? ownPeriod.index : MonthIndex(year: year, month: 12))
    } else if name.family == "ratio", name.period == nil {
      // The ratios' counts are to the latest month that the files hold.
      place.month = lastMonths[ownPeriod.year] ?? ownPeriod.index
    }
    return place
  }

  mutating func number(of place: Place) -> Int {
    if let known = numberOf[place] { return known }
    numberOf[place] = nodes.count
    nodes.append(Node(isPersons: quantitiesOfPersons.contains(place.quantity), place: place))
    return nodes.count - 1
  }
}
