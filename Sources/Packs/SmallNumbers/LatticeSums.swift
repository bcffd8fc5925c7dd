import Figures
import Quantities

extension CountLattice {
  /// A way to part a whole: by which dimension, and among which codes.
  private struct Parting: Hashable {
    var whole: Int
    var by: String
  }

  /// Finds every sum between places.
  ///
  /// - Parameter listed: for each code that stands for “the others”, what the tables that hold it name beside it.
  mutating func connect(_ listed: [(dimension: String, others: String, named: Set<String>)]) {
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

  func holds(_ sum: Sum) -> Bool { !sum.parts.isEmpty && nodes[sum.whole].value != nil && nodes[sum.whole].value == self.sum(of: sum.parts) }

  /// The places that a place is a part of, by what they are parted.
  private func wholes(of place: Place, years: Set<MonthIndex>) -> [(by: String, whole: Place)] {
    var wholes: [(by: String, whole: Place)] = []
    func by(_ dimension: String, _ code: String) -> String {
      // A code that gathers several (the others, the providers that are not local) is no part beside them; what is outside the programme's lists is. Nor are
      // rejected charges part of what is charged.
      if dimension == statusDimension, code == rejectedStatus { return dimension + " _" + code }
      return code.hasPrefix("_") && code != SeveralOrganisations.outside && code != SeveralOrganisations.elsewhere
        ? dimension + " " + code : dimension
    }
    for dimension in place.dimensions { wholes.append((by(dimension.name, dimension.code), place.without(dimension.name))) }
    if let practice = place.code("practice"), let locality = localities[practice] {
      wholes.append(("practice of a locality", place.replacing("practice", by: .init("locality", locality))))
    }
    // Organisations that refer, and those that are not named, are one class of referrers.
    if let referrer = place.code("referrer"), !referrer.hasPrefix("_"), localities[referrer] == nil {
      let kind = FigureName.Dimension("referred_by", "elsewhere")
      wholes.append(("kinds of referrer", place.replacing("referrer", by: kind)))
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
    if place.quantity == Measure.ncaValue, let status = place.code(statusDimension), status != rejectedStatus {
      var whole = place.without(statusDimension)
      whole.quantity = Measure.ncaCountedValue
      wholes.append(("status", whole))
    }
    for (quantity, kind) in sumsOfQuantities[place.quantity] ?? [] {
      var whole = place
      whole.quantity = quantity
      wholes.append((kind, whole))
    }
    return wholes
  }
}
