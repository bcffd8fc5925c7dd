import Figures
import Quantities
import Report

/// The numbers of an audience's release that tell of people, and the sums that hold among them: what somebody can work with who has read all of it.
///
/// A number stands at a place: what is counted, and for each dimension either a code or all. Sums hold between a place and those that differ from it in one
/// dimension (a practice's specialties, its months to date, the practices of a locality, first and follow-up attendances), between the total of a table and its
/// rows, and between a whole and what a table names of it with “the others”. Places that nothing prints are among them where two sums meet there. A sum is taken
/// to hold where it does: a list that leaves something out tells nothing of its total.
///
/// A release has thousands of numbers: each is known by its number, and what is known of all of them stands in arrays.
struct CountLattice {
  /// A place; its words and its list of dimensions are those of the lattice’s `words`, by their numbers.
  struct Place: Equatable {
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

    /// The same so many months later.
    func later(by months: Int) -> Place {
      var place = self
      place.month = month.advanced(by: months)
      return place
    }
  }

  /// A figure of the release that tells of people.
  private struct Telling {
    /// Its place in `figures`.
    var figure: Int
    /// The measure that it gives away, its own or that of the number that it is said as a difference from a plan of.
    var measure: CountedMeasure
    /// The number that it gives away, and the plan that it is said as a difference from.
    var value: Int128
    var plan: Int128?
  }

  // MARK: Numbers

  private var table = PlaceTable()
  /// The numbers, exact, each in its own unit; nought where one cannot be known.
  private(set) var values: [Int128] = []
  /// Whether a number can be known.
  private(set) var isKnown: [Bool] = []
  /// Whether a number counts people, rather than telling of a count.
  private(set) var isPersons: [Bool] = []
  /// What one is in the unit of each number: activity is counted in parts of 10⁻⁸.
  private(set) var ones: [Int128] = []
  /// Whether a number is of one patient of a list, not of the list’s others or all of them.
  private(set) var isOnePatient: [Bool] = []
  /// The figures that print a number, as a list: the first and the last of each number, −1 for a place that is not printed, and the next of each figure.
  private var firstFigures: [Int32] = []
  private var lastFigures: [Int32] = []
  private var nextFigures: [Int32] = []
  /// The sums.
  private(set) var sums = SumList()

  // MARK: Figures

  /// Every figure of the documents, once, then those of the pages.
  private(set) var figures: [Figure] = []
  /// How many of them the documents hold.
  private(set) var printedCount = 0
  /// The number that a figure gives away; −1 for none.
  private(set) var numberOfFigure: [Int32] = []
  /// The names of figures that give a number away.
  private var names: [FigureName?] = []
  private var placeOfID = TextTable()
  /// The plan that a figure was taken from, for those that say a number as its difference from a plan.
  private(set) var planOf: [Int: Int128] = [:]
  /// The figures that stand with a number whose multiple they are, with the multiples.
  private(set) var forecasts: [Int: Int128] = [:]

  /// The quantities that count people: places of theirs that nothing prints do too.
  private var quantitiesOfPersons: Set<Int32> = []
  /// The last month to which figures of the packs' year are to date.
  private var lastMonths: [FinancialYear: MonthIndex] = [:]
  /// The series of monthly numbers that are printed, by what their places have in common, each with its numbers.
  private var series = PlaceTable()
  private var monthsOfSeries: [[Int]] = []
  /// The locality of each practice; empty for one that has none.
  let localities: [String: String]
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
    var met = TextTable()
    var found: [Figure] = []
    for document in documents {
      document.forEachFigure { if met.insert($0.id.text) { found.append($0) } }
    }
    printedCount = found.count
    for page in pages where met.insert(page.id.text) { found.append(page) }
    figures = found
    placeOfID = met
    numberOfFigure = Array(repeating: -1, count: found.count)
    nextFigures = numberOfFigure
    names = Array(repeating: nil, count: found.count)
    var named: [(figure: Int, measure: CountedMeasure)] = []
    for (place, figure) in found.enumerated() {
      guard let measure = CountedMeasure.of(figure.id), measure.mayDisclose,
        let name = try? FigureName(parsing: figure.id.text)
      else { continue }
      if place < printedCount, measure.isOfAttendancesToDate { note(name, ownPeriod: ownPeriod) }
      names[place] = name
      named.append((place, measure))
    }
    let telling = named.compactMap { uncovered($0.figure, $0.measure) }
    for figure in telling where !figure.measure.isForecast { add(figure, ownPeriod: ownPeriod) }
    // A forecast is a multiple of what it runs on: where that is printed, both are shown or neither.
    for figure in telling where figure.measure.isForecast { join(figure, ownPeriod: ownPeriod) }
    var ofTables = SumList()
    var listed: [NamedBesideOthers] = []
    for document in documents {
      for section in document.sections {
        for block in section.blocks {
          for table in tables(block) {
            let rows = rowsOfNumbers(table)
            addSums(of: table, rows, to: &ofTables)
            listed += namedBesideOthers(table, rows)
          }
        }
      }
    }
    var held = connect(listed)
    for sum in 0..<ofTables.count where holds(ofTables.parts(sum), whole: ofTables.whole(sum)) {
      held.add(ofTables.parts(sum), whole: Int32(ofTables.whole(sum)))
    }
    sums = held.withoutRepeats(numbers: count)
  }

  // MARK: What is known of a number

  /// How many numbers there are.
  var count: Int { values.count }

  /// Where a number stands.
  func place(_ number: Int) -> Place { table.places[number] }

  /// Whether a figure prints a number.
  func isPrinted(_ number: Int) -> Bool { firstFigures[number] >= 0 }

  /// Whether a number is printed, counts people and is of fewer than so many, but of some; all that is said of one patient is.
  func isSmall(_ number: Int, below bound: Int128) -> Bool {
    guard isPersons[number], isPrinted(number), values[number] != 0 else { return false }
    return isOnePatient[number] || values[number].magnitude < (bound * ones[number]).magnitude
  }

  /// The figures that print a number, by their places in `figures`.
  func figures(of number: Int) -> [Int] {
    var found: [Int] = []
    var figure = firstFigures[number]
    while figure >= 0 {
      found.append(Int(figure))
      figure = nextFigures[Int(figure)]
    }
    return found
  }

  /// The first id of a number, which settles ties; empty for one that is not printed.
  func id(_ number: Int) -> String {
    isPrinted(number) ? figures[Int(firstFigures[number])].id.text : ""
  }

  /// The name of the first figure of a number.
  func name(_ number: Int) -> FigureName? {
    isPrinted(number) ? names[Int(firstFigures[number])] : nil
  }

  /// The number that a figure gives away, by its id.
  func number(of id: FigureID) -> Int? {
    guard let place = placeOfID.number(of: id.text), numberOfFigure[place] >= 0 else { return nil }
    return Int(numberOfFigure[place])
  }

  /// The number at a place; nil where there is none.
  func number(at place: Place) -> Int? { table.number(of: place) }

  /// The monthly numbers that are printed of a series, in ascending order.
  func months(of place: Place) -> [Int] {
    series.number(of: place.withoutMonth).map { monthsOfSeries[$0] } ?? []
  }

  // MARK: Taking figures in

  /// Notes to which month of a year the attendance files reach, by the figures to date of it.
  private mutating func note(_ name: FigureName, ownPeriod: Period) {
    guard name.dimensions.allSatisfy({ $0.name != "year" }) else { return }
    let month = (name.period ?? ownPeriod).index
    if month.year == ownPeriod.year {
      lastMonths[month.year] = max(lastMonths[month.year] ?? month, month)
    }
  }

  /// What a figure says, where it says it as the difference from a plan that anyone may see: the measure that it gives away, and the plan.
  private func uncovered(_ figure: Int, _ measure: CountedMeasure) -> Telling? {
    guard let value = figures[figure].value.exactAmount else { return nil }
    if let (plan, actual) = measure.difference, let counted = CountedMeasure.named(actual),
      var name = names[figure]
    {
      name.measure = plan
      if let place = placeOfID.number(of: name.id.text),
        let amount = figures[place].value.exactAmount
      {
        return Telling(figure: figure, measure: counted, value: amount - value, plan: amount)
      }
    }
    return Telling(figure: figure, measure: measure, value: value)
  }

  private mutating func add(_ figure: Telling, ownPeriod: Period) {
    guard let name = names[figure.figure] else { return }
    let disclosure = disclosure(of: name, figure.measure)
    if disclosure == .none { return }
    var place = place(of: name, figure.measure, for: figure.measure.name, ownPeriod: ownPeriod)
    // Two families that count different things under one name are two quantities.
    if let known = table.number(of: place), isKnown[known], values[known] != figure.value {
      place.quantity = words.number(words.text(place.quantity) + " of " + name.family)
    }
    attach(figure, to: place, isPersons: disclosure == .persons)
  }

  private mutating func attach(_ figure: Telling, to place: Place, isPersons: Bool) {
    if let plan = figure.plan { planOf[figure.figure] = plan }
    let number = number(of: place)
    if !isPrinted(number), !place.isYearToDate {
      let of = series.add(place.withoutMonth)
      if of == monthsOfSeries.count { monthsOfSeries.append([]) }
      monthsOfSeries[of].append(number)
    }
    link(figure.figure, to: number)
    (values[number], isKnown[number]) = (figure.value, true)
    ones[number] = figure.measure.isActivity ? exactScale : 1
    if isPersons {
      self.isPersons[number] = true
      quantitiesOfPersons.insert(place.quantity)
    }
  }

  private mutating func link(_ figure: Int, to number: Int) {
    if isPrinted(number) {
      nextFigures[Int(lastFigures[number])] = Int32(figure)
    } else {
      firstFigures[number] = Int32(figure)
    }
    lastFigures[number] = Int32(figure)
    numberOfFigure[figure] = Int32(number)
  }

  private mutating func join(_ figure: Telling, ownPeriod: Period) {
    guard let name = names[figure.figure] else { return }
    var base = name
    base.qualifier = nil
    let ytd = Measure.ytdActual + Measure.activitySuffix
    if let actual = CountedMeasure.named(ytd),
      let number = table.number(of: place(of: base, actual, for: ytd, ownPeriod: ownPeriod)),
      isPrinted(number)
    {
      if let plan = figure.plan { planOf[figure.figure] = plan }
      link(figure.figure, to: number)
      forecasts[figure.figure] = figure.value
      return
    }
    attach(
      figure, to: place(of: name, figure.measure, for: figure.measure.name, ownPeriod: ownPeriod),
      isPersons: true)
  }

  // MARK: Places

  /// The place of what a measure counts, for a figure of a measure with a name's organisations, dimensions and period. A year as a dimension is that year to date, or whole: the same place as a measure to date has in its last month.
  func place(of name: FigureName, _ measure: CountedMeasure, for own: String, ownPeriod: Period)
    -> Place
  {
    // Funding requests and prior approvals are two registers.
    let quantity =
      own.hasPrefix("request") ? "\(measure.quantity) of \(name.family)" : measure.quantity
    var place = Place(
      quantity: words.number(quantity), commissioner: words.number(name.commissioner),
      provider: words.number(name.provider),
      dimensions: words.list(
        of: name.dimensions.lazy.filter { $0.name != "year" || FinancialYear($0.code) == nil }),
      qualifier: name.qualifier.map(words.number) ?? noQualifier,
      month: (name.period ?? ownPeriod).index,
      isYearToDate: measure.isYearToDate || name.family == "ratio")
    if let label = name.dimensions.first(where: { $0.name == "year" })?.code,
      let year = FinancialYear(label)
    {
      place.isYearToDate = true
      place.month =
        lastMonths[year]
        ?? (year == ownPeriod.year ? ownPeriod.index : MonthIndex(year: year, month: 12))
    } else if name.family == "ratio", name.period == nil {
      // The ratios' counts are to the latest month that the files hold.
      place.month = lastMonths[ownPeriod.year] ?? ownPeriod.index
    }
    return place
  }

  /// The number at a place, a new one where there is none.
  mutating func number(of place: Place) -> Int {
    let number = table.add(place)
    if number < values.count { return number }
    values.append(0)
    isKnown.append(false)
    isPersons.append(quantitiesOfPersons.contains(place.quantity))
    ones.append(1)
    isOnePatient.append(words.isOfOnePatient(place.dimensions))
    firstFigures.append(-1)
    lastFigures.append(-1)
    return number
  }

  /// Sets the value of a number that nothing prints.
  mutating func set(_ number: Int, _ value: Int128, one: Int128? = nil) {
    (values[number], isKnown[number]) = (value, true)
    if let one { ones[number] = one }
  }

  /// The code of a dimension of a place; nil where it has none.
  func code(_ place: Place, _ dimension: String) -> String? {
    words.code(place.dimensions, words.number(dimension)).map(words.text)
  }

  /// The sum of numbers; nil where one of them cannot be known.
  func sum(of parts: ArraySlice<Int32>) -> Int128? {
    var sum: Int128 = 0
    for part in parts {
      guard isKnown[Int(part)] else { return nil }
      sum += values[Int(part)]
    }
    return sum
  }

  func holds(_ parts: ArraySlice<Int32>, whole: Int) -> Bool {
    !parts.isEmpty && isKnown[whole] && sum(of: parts) == values[whole]
  }
}
