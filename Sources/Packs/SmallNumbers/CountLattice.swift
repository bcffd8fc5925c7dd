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

    /// Whether it is of one patient of a list, not of the list’s others or all of them.
    var isOnePatient = false

    /// Whether it is printed, counts people and is of fewer than so many, but of some; all that is said of one patient is.
    func isSmall(below bound: Int128) -> Bool {
      guard isPersons, !ids.isEmpty, let value, value != 0 else { return false }
      return isOnePatient || value.magnitude < (bound * one).magnitude
    }
  }

  /// A place; its words and its list of dimensions are those of the lattice’s `words`, by their numbers.
  struct Place: Hashable {
    var quantity: Int32
    var commissioner: Int32
    var provider: Int32
    var dimensions: Int32
    var qualifier: Int32
    var month: MonthIndex
    var isYearToDate: Bool

    /// What the months of one series have in common.
    var withoutMonth: Place {
      var place = self
      place.month = MonthIndex(value: 0)
      place.isYearToDate = false
      return place
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(UInt64(UInt32(bitPattern: quantity)) << 32 | UInt64(UInt32(bitPattern: commissioner)))
      hasher.combine(UInt64(UInt32(bitPattern: provider)) << 32 | UInt64(UInt32(bitPattern: dimensions)))
      hasher.combine(UInt64(UInt32(bitPattern: qualifier)) << 32 | UInt64(truncatingIfNeeded: month.value) << 1 | (isYearToDate ? 1 : 0))
    }
  }

  /// A figure of the release that tells of people.
  private struct Telling {
    var id: FigureID
    var name: FigureName
    var definition: MeasureDefinition
    /// The number that it gives away, and the plan that it is said as a difference from.
    var value: Int128
    var plan: Int128?
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
  private var quantitiesOfPersons: Set<Int32> = []
  /// The plan that a figure was taken from, for those that say a number as its difference from a plan.
  private(set) var planOf: [FigureID: Int128] = [:]
  /// The figures that stand with a number whose multiple they are, with the multiples.
  private(set) var forecasts: [FigureID: Int128] = [:]
  /// The last month to which figures of the packs' year are to date.
  private var lastMonths: [FinancialYear: MonthIndex] = [:]
  /// The numbers of a series that are printed, by what their places have in common.
  private(set) var monthsOf: [Place: [Int]] = [:]
  /// The locality of each practice; empty for one that has none.
  let localities: [String: String]
  /// Every figure of the documents, once.
  private(set) var figures: [Figure] = []
  /// The words of places.
  let words: PlaceWords
  /// What stands for every organisation, and for no qualifier.
  let all: Int32
  private let noQualifier: Int32

  /// Gathers the numbers of documents, all of one period.
  ///
  /// - Parameters:
  ///   - pages: what the month's own pages say to the same readers.
  ///   - localities: the locality of each practice; empty for one that has none.
  init(_ documents: [ReportDocument], pages: [Figure] = [], localities: [String: String]) {
    self.localities = localities
    words = PlaceWords()
    all = words.number(SeveralOrganisations.all)
    noQualifier = words.number("")
    guard let ownPeriod = documents.first?.identity.period else { return }
    var met: Set<FigureID> = []
    var found: [Figure] = []
    for document in documents { document.forEachFigure { if met.insert($0.id).inserted { found.append($0) } } }
    figures = found
    var plans: [String: Int128] = [:]
    var named: [(figure: Figure, name: FigureName, definition: MeasureDefinition)] = []
    for (place, figure) in (figures + pages.filter { met.insert($0.id).inserted }).enumerated() {
      let measure = String(figure.id.measure)
      if planMeasures.contains(measure), let value = figure.value.exactAmount { plans[figure.id.text] = value }
      guard disclosingMeasures.contains(measure), let definition = measureDefinition(measure), let name = try? FigureName(parsing: figure.id.text)
      else { continue }
      if place < figures.count { note(name, definition, ownPeriod: ownPeriod) }
      named.append((figure, name, definition))
    }
    let telling = named.compactMap { uncovered($0.figure, $0.name, plans) }
    for figure in telling where !forecastMeasures.contains(figure.name.measure) { add(figure, ownPeriod: ownPeriod) }
    // A forecast is a multiple of what it runs on: where that is printed, both are shown or neither.
    for figure in telling where forecastMeasures.contains(figure.name.measure) { join(figure, ownPeriod: ownPeriod) }
    let printed = documents.flatMap { $0.sections.flatMap { $0.blocks.flatMap(tables) } }
    let sets = printed.flatMap(tableSums)
    connect(printed.flatMap(namedBesideOthers))
    sums += sets.filter { holds($0) }
    var seen: Set<Sum> = []
    sums = sums.filter { seen.insert($0).inserted }
  }

  // MARK: Places

  /// Notes to which month of a year the attendance files reach, by the figures to date of it.
  private mutating func note(_ name: FigureName, _ definition: MeasureDefinition, ownPeriod: Period) {
    guard case .rows(let amount) = definition.derivation, amount.field == .attendance, amount.months == .yearToDate,
      name.dimensions.allSatisfy({ $0.name != "year" })
    else { return }
    let month = (name.period ?? ownPeriod).index
    if month.year == ownPeriod.year { lastMonths[month.year] = max(lastMonths[month.year] ?? month, month) }
  }

  /// What a figure says, where it says it as the difference from a plan that anyone may see: the measure that it gives away, and the plan.
  private func uncovered(_ figure: Figure, _ name: FigureName, _ plans: [String: Int128]) -> Telling? {
    var name = name
    guard let value = figure.value.exactAmount else { return nil }
    func telling(_ value: Int128, _ plan: Int128?) -> Telling? {
      measureDefinition(name.measure).map { Telling(id: figure.id, name: name, definition: $0, value: value, plan: plan) }
    }
    guard let (plan, actual) = differencesFromPlan[name.measure] else { return telling(value, nil) }
    var planned = name
    planned.measure = plan
    guard let amount = plans[planned.id.text] else { return telling(value, nil) }
    name.measure = actual
    return telling(amount - value, amount)
  }

  private mutating func add(_ figure: Telling, ownPeriod: Period) {
    let disclosure = disclosure(of: figure.name)
    if disclosure == .none { return }
    var place = place(of: figure.name, figure.definition, ownPeriod: ownPeriod)
    // Two families that count different things under one name are two quantities.
    if let known = numberOf[place], let other = nodes[known].value, other != figure.value {
      place.quantity = words.number(words.text(place.quantity) + " of " + figure.name.family)
    }
    attach(figure, to: place, isPersons: disclosure == .persons)
  }

  private mutating func attach(_ figure: Telling, to place: Place, isPersons: Bool) {
    if let plan = figure.plan { planOf[figure.id] = plan }
    let number = number(of: place)
    nodes[number].ids.append(figure.id)
    nodes[number].value = figure.value
    nodes[number].one = figure.definition.unit == .activity ? exactScale : 1
    nodes[number].isPersons = nodes[number].isPersons || isPersons
    if isPersons { quantitiesOfPersons.insert(place.quantity) }
    nodeOfFigure[figure.id] = number
    if nodes[number].ids.count == 1, !place.isYearToDate { monthsOf[place.withoutMonth, default: []].append(number) }
  }

  private mutating func join(_ figure: Telling, ownPeriod: Period) {
    var base = figure.name
    base.measure = Measure.ytdActual + Measure.activitySuffix
    base.qualifier = nil
    if let actual = measureDefinition(base.measure), let number = numberOf[place(of: base, actual, ownPeriod: ownPeriod)], !nodes[number].ids.isEmpty
    {
      if let plan = figure.plan { planOf[figure.id] = plan }
      nodes[number].ids.append(figure.id)
      nodeOfFigure[figure.id] = number
      forecasts[figure.id] = figure.value
      return
    }
    attach(figure, to: place(of: figure.name, figure.definition, ownPeriod: ownPeriod), isPersons: true)
  }

  /// The place of a figure. A year as a dimension is that year to date, or whole: the same place as a measure to date has in its last month.
  func place(of name: FigureName, _ definition: MeasureDefinition, ownPeriod: Period) -> Place {
    // Funding requests and prior approvals are two registers.
    let quantity = name.measure.hasPrefix("request") ? "\(definition.quantity) of \(name.family)" : definition.quantity
    var place = Place(
      quantity: words.number(quantity), commissioner: words.number(name.commissioner), provider: words.number(name.provider),
      dimensions: words.list(of: name.dimensions.lazy.filter { $0.name != "year" || FinancialYear($0.code) == nil }),
      qualifier: name.qualifier.map(words.number) ?? noQualifier, month: (name.period ?? ownPeriod).index,
      isYearToDate: definition.isYearToDate || name.family == "ratio")
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
    let patient = code(place, "patient")
    nodes.append(
      Node(
        isPersons: quantitiesOfPersons.contains(place.quantity), place: place, isOnePatient: patient.map { !$0.hasPrefix("_") } ?? false))
    return nodes.count - 1
  }

  /// The code of a dimension of a place; nil where it has none.
  func code(_ place: Place, _ dimension: String) -> String? { words.code(place.dimensions, words.number(dimension)).map(words.text) }

  /// A place with a dimension more.
  func place(_ place: Place, with dimension: String, _ code: String, insteadOf other: String? = nil) -> Place {
    var place = place
    place.dimensions = words.replacing(
      place.dimensions, other.map(words.number), by: .init(name: words.number(dimension), code: words.number(code)))
    return place
  }
}
