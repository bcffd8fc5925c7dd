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
    let place: Place
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

  private(set) var nodes: [Node] = []
  private(set) var sums: [Sum] = []
  private var numberOf: [Place: Int] = [:]
  private(set) var nodeOfFigure: [FigureID: Int] = [:]
  /// The last month to which figures of the packs' year are to date.
  private var lastMonths: [FinancialYear: MonthIndex] = [:]
  /// The places of a series that are printed, by what they have in common.
  private var monthsOf: [Place: [Place]] = [:]
  /// The locality of each practice.
  private let localities: [String: String]

  /// Gathers the numbers of documents.
  ///
  /// - Parameter localities: the locality of each practice that has one.
  init(_ documents: [ReportDocument], localities: [String: String]) {
    self.localities = localities
    for document in documents { document.forEachFigure { note($0, ownPeriod: document.identity.period) } }
    for document in documents { document.forEachFigure { add($0, ownPeriod: document.identity.period) } }
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
    guard let name = try? FigureName(parsing: figure.id.text), let definition = measureDefinition(name.measure), definition.disclosure != .none,
      definition.isYearToDate, name.dimensions.allSatisfy({ $0.name != "year" })
    else { return }
    let month = (name.period ?? ownPeriod).index
    if month.year == ownPeriod.year { lastMonths[month.year] = max(lastMonths[month.year] ?? month, month) }
  }

  private mutating func add(_ figure: Figure, ownPeriod: Period) {
    guard nodeOfFigure[figure.id] == nil, let name = try? FigureName(parsing: figure.id.text), let definition = measureDefinition(name.measure) else {
      return
    }
    let isPersons = definition.disclosure == .persons
    guard definition.disclosure != .none, let value = figure.value.exactAmount else { return }
    var place = place(of: name, definition, ownPeriod: ownPeriod)
    // Two families that count different things under one name are two quantities.
    if let known = numberOf[place], nodes[known].value != value { place.quantity += " of " + name.family }
    let number = number(of: place)
    nodes[number].ids.append(figure.id)
    nodes[number].value = value
    nodes[number].isPersons = nodes[number].isPersons || isPersons
    nodeOfFigure[figure.id] = number
    if nodes[number].ids.count == 1, !place.isYearToDate { monthsOf[place.withoutMonth, default: []].append(place) }
  }

  /// The place of a figure. A year as a dimension is that year to date, or whole: the same place as a measure to date has in its last month.
  private func place(of name: FigureName, _ definition: MeasureDefinition, ownPeriod: Period) -> Place {
    var place = Place(
      quantity: definition.quantity, commissioner: name.commissioner, provider: name.provider,
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

  private mutating func number(of place: Place) -> Int {
    if let known = numberOf[place] { return known }
    numberOf[place] = nodes.count
    nodes.append(Node(place: place))
    return nodes.count - 1
  }

  // MARK: Sums

  /// A way to part a whole: by which dimension, and among which codes.
  private struct Parting: Hashable {
    var whole: Int
    var by: String
  }

  /// Finds every sum between places.
  ///
  /// - Parameter listed: for each code that stands for “the others”, what the tables that hold it name beside it.
  private mutating func connect(_ listed: [(dimension: String, others: String, named: Set<String>)]) {
    var partings: [Parting: [Int]] = [:]
    let years = Set(nodes.filter { $0.place.isYearToDate }.map(\.place.month))
    var next = 0
    while next < nodes.count {
      let place = nodes[next].place
      for (by, whole) in wholes(of: place, years: years) {
        partings[Parting(whole: number(of: whole), by: by), default: []].append(next)
      }
      next += 1
    }
    for (index, (dimension, others, named)) in listed.enumerated() {
      for (parting, parts) in partings where parting.by == dimension {
        let chosen = parts.filter { nodes[$0].place.axisCode(dimension).map(named.contains) ?? false }
        let rest = partings[Parting(whole: parting.whole, by: dimension + " " + others)] ?? []
        // Each table by itself: two may gather their others under one code and differ in what they name.
        if !rest.isEmpty { partings[Parting(whole: parting.whole, by: "\(dimension) beside \(others) \(index)")] = chosen + rest }
      }
    }
    let ordered = partings.filter { !$0.key.by.contains(" _") || $0.key.by.contains(" beside ") }.map {
      (parting: $0.key, parts: $0.value.sorted())
    }.sorted { ($0.parting.whole, $0.parting.by) < ($1.parting.whole, $1.parting.by) }
    // A place that nothing prints has the value of its fullest parting; parts of it may be such places themselves.
    for _ in 0..<6 {
      var changed = false
      for (parting, parts) in ordered where nodes[parting.whole].ids.isEmpty {
        guard let sum = sum(of: parts), sum > nodes[parting.whole].value ?? Int128.min else { continue }
        nodes[parting.whole].value = sum
        changed = true
      }
      if !changed { break }
    }
    sums += ordered.map { Sum(whole: $0.parting.whole, parts: $0.parts) }.filter { holds($0) }
  }

  private func sum(of parts: [Int]) -> Int128? {
    var sum: Int128 = 0
    for part in parts {
      guard let value = nodes[part].value else { return nil }
      sum += value
    }
    return sum
  }

  private func holds(_ sum: Sum) -> Bool { !sum.parts.isEmpty && nodes[sum.whole].value != nil && nodes[sum.whole].value == self.sum(of: sum.parts) }

  /// The places that a place is a part of, by what they are parted.
  private func wholes(of place: Place, years: Set<MonthIndex>) -> [(by: String, whole: Place)] {
    var wholes: [(by: String, whole: Place)] = []
    func by(_ dimension: String, _ code: String) -> String {
      // A code that gathers several (the others, the providers that are not local) is no part beside them; what is outside the programme's lists is.
      code.hasPrefix("_") && code != SeveralOrganisations.outside && code != SeveralOrganisations.elsewhere ? dimension + " " + code : dimension
    }
    for dimension in place.dimensions { wholes.append((by(dimension.name, dimension.code), place.without(dimension.name))) }
    if let practice = place.code("practice"), let locality = localities[practice] {
      wholes.append(("practice of a locality", place.replacing("practice", by: .init("locality", locality))))
    }
    if place.provider != SeveralOrganisations.all {
      var whole = place
      whole.provider = SeveralOrganisations.all
      wholes.append((by("provider", place.provider), whole))
    }
    if place.commissioner != SeveralOrganisations.all {
      var whole = place
      whole.commissioner = SeveralOrganisations.all
      // Commissioners' packs meet only in figures of the programme.
      if numberOf[whole] != nil { wholes.append((by("commissioner", place.commissioner), whole)) }
    }
    if !place.isYearToDate {
      for end in years where end.year == place.month.year && end >= place.month {
        var whole = place
        whole.month = end
        whole.isYearToDate = true
        wholes.append(("month", whole))
      }
    }
    for (quantity, kind) in sumsOfQuantities[place.quantity] ?? [] {
      var whole = place
      whole.quantity = quantity
      wholes.append((kind, whole))
    }
    return wholes
  }

  // MARK: What tells of a count

  /// The measure of the series that a figure of a process chart is worked out from, where that counts people.
  static func countedSeries(_ name: FigureName) -> String? {
    guard name.family == "spc", let series = name.dimensions.first(where: { $0.name == FigureName.seriesDimension })?.code,
      let dot = series.firstIndex(of: ".")
    else { return nil }
    let measure = String(series[series.index(after: dot)...])
    return measureDefinition(measure)?.disclosure == .persons ? measure : nil
  }

  /// The counts that a figure would give away, by the measures that its own measure names; empty where the release prints none of them.
  func counts(behind id: FigureID, ownPeriod: Period) -> [Int] {
    guard let name = try? FigureName(parsing: id.text), let definition = measureDefinition(name.measure) else { return [] }
    if let measure = Self.countedSeries(name), let counted = measureDefinition(measure) {
      var source = name
      source.dimensions.removeAll { $0.name == FigureName.seriesDimension || $0.name == "rule" }
      source.qualifier = nil
      let places = monthsOf[place(of: source, counted, ownPeriod: ownPeriod).withoutMonth] ?? []
      return places.compactMap { numberOf[$0] }.filter { !nodes[$0].ids.isEmpty }.sorted()
    }
    guard case .reveals(let measures) = definition.disclosure else { return [] }
    var inputs: [MeasureInput] = []
    if case .figures(let list) = definition.derivation { inputs = list }
    var found: Set<Int> = []
    for measure in measures {
      guard let counted = measureDefinition(measure) else { continue }
      var plain = name
      plain.qualifier = nil
      let own = place(of: plain, counted, ownPeriod: ownPeriod)
      var places = [own]
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
        case .whole: if let last = name.dimensions.last { places.append(own.without(last.name)) }
        case .eachMonth:
          places += monthsOf[own.withoutMonth] ?? []
        default: break
        }
      }
      found.formUnion(places.compactMap { numberOf[$0] }.filter { !nodes[$0].ids.isEmpty })
    }
    return found.sorted()
  }

  // MARK: Tables

  private func node(_ cell: ReportTable.Cell) -> Int? { cell.printedFigure.flatMap { nodeOfFigure[$0.figure.id] } }

  /// The sums that the rows of a table make: the total of the rows, a group of its details.
  private func tableSums(_ table: ReportTable) -> [Sum] {
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
  private func namedBesideOthers(_ table: ReportTable) -> [(dimension: String, others: String, named: Set<String>)] {
    var codes: [String: Set<String>] = [:]
    for row in table.rows {
      for cell in row.cells {
        guard let number = node(cell) else { continue }
        let place = nodes[number].place
        for dimension in place.dimensions { codes[dimension.name, default: []].insert(dimension.code) }
        if place.provider != SeveralOrganisations.all { codes["provider", default: []].insert(place.provider) }
        if place.commissioner != SeveralOrganisations.all { codes["commissioner", default: []].insert(place.commissioner) }
      }
    }
    return codes.sorted { $0.key < $1.key }.flatMap { dimension, codes in
      codes.filter { $0.hasPrefix(SeveralOrganisations.others) }.sorted().map { others in
        (dimension, others, codes.filter { !$0.hasPrefix(SeveralOrganisations.others) })
      }
    }
  }
}

extension CountLattice.Place {
  /// The code of a dimension, an organisation among them.
  fileprivate func axisCode(_ dimension: String) -> String? {
    switch dimension {
    case "provider": provider
    case "commissioner": commissioner
    default: code(dimension)
    }
  }
}

/// The tables of a block, those behind charts among them.
private func tables(_ block: Block) -> [ReportTable] {
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
  fileprivate var quantity: String {
    name.hasPrefix(Measure.yearToDatePrefix) ? String(name.dropFirst(Measure.yearToDatePrefix.count)) : name
  }
}

/// Quantities that are part of others, with the names of the ways in which they are.
private let sumsOfQuantities: [String: [(whole: String, by: String)]] = {
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
