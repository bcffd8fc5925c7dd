import Figures
import Quantities

extension CountLattice {
  /// A way to part a whole: by which dimension, and among which codes.
  private struct Parting: Hashable {
    var whole: Int
    /// The way, by the number of its word.
    var by: Int32
  }

  /// Finds every sum between places.
  ///
  /// - Parameter listed: for each code that stands for “the others”, what the tables that hold it name beside it.
  mutating func connect(_ listed: [(dimension: String, others: String, named: Set<String>)]) {
    addReferralsByOthers()
    var partings: [Parting: [Int]] = [:]
    let years = Set(nodes.filter { $0.place.isYearToDate }.map(\.place.month))
    let ways = Ways(words)
    var next = 0
    while next < nodes.count {
      let place = nodes[next].place
      for (by, whole) in wholes(of: place, years: years, ways) {
        partings[Parting(whole: number(of: whole), by: by), default: []].append(next)
      }
      next += 1
    }
    let byWay = Dictionary(grouping: partings.keys, by: \.by)
    var besides: [Parting: [Int]] = [:]
    for (index, (dimension, others, named)) in listed.enumerated() {
      let (way, restWay) = (words.number(dimension), words.number(dimension + " " + others))
      // Each table by itself: two may gather their others under one code and differ in what they name.
      let beside = words.number("\(dimension) beside \(others) \(index)")
      for parting in byWay[way] ?? [] {
        guard let rest = partings[Parting(whole: parting.whole, by: restWay)], !rest.isEmpty else { continue }
        let chosen = (partings[parting] ?? []).filter { axisCode(nodes[$0].place, dimension).map(named.contains) ?? false }
        besides[Parting(whole: parting.whole, by: beside)] = chosen + rest
      }
    }
    let ordered = (partings.filter { !ways.isGathering($0.key.by) }.map { ($0.key, $0.value) } + besides.map { ($0.key, $0.value) }).map {
      (parting: $0.0, parts: $0.1.sorted())
    }.sorted { a, b in
      a.parting.whole != b.parting.whole ? a.parting.whole < b.parting.whole : words.text(a.parting.by) < words.text(b.parting.by)
    }
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

  /// Adds, for each practice of which the release says how many it referred, how many of those were other practices' patients: what it referred less what it
  /// referred of its own patients. Nothing prints it, and the sum over the practices is printed.
  private mutating func addReferralsByOthers() {
    for number in nodes.indices {
      let place = nodes[number].place
      guard let referrer = code(place, "referrer"), code(place, "referred_by") == nil, let all = nodes[number].value,
        let own = numberOf[ownPatients(of: referrer, in: place)], let ofOwn = nodes[own].value, ofOwn <= all
      else { continue }
      let others = self.number(of: self.place(place, with: "referred_by", "practice"))
      nodes[others].value = all - ofOwn
      nodes[others].one = nodes[number].one
    }
  }

  /// Of what a practice referred, those who are its own patients.
  private func ownPatients(of referrer: String, in place: Place) -> Place {
    self.place(self.place(place, with: "practice", referrer, insteadOf: "referrer"), with: "referred_by", "same")
  }

  /// The places that a place is a part of by who referred.
  private func wholesOfReferrals(_ place: Place, _ ways: Ways) -> [(by: Int32, whole: Place)] {
    var wholes: [(by: Int32, whole: Place)] = []
    func add(_ way: Int32, _ whole: Place) { if numberOf[whole] != nil { wholes.append((way, whole)) } }
    // What a practice refers is of its own patients or of other practices'.
    if let practice = code(place, "practice"), code(place, "referred_by") == "same" {
      var whole = self.place(place, with: "referrer", practice, insteadOf: "practice")
      whole.dimensions = words.without(whole.dimensions, ways.referredBy)
      add(ways.referredBy, whole)
    }
    // The practices of others that refer are other practices to all patients.
    if code(place, "referrer") == SeveralOrganisations.outside, code(place, "referred_by") == nil {
      add(ways.referrer, self.place(place, with: "referred_by", "practice", insteadOf: "referrer"))
    }
    // Referrals are those of GPs, who are mostly the patient's own: where the two counts are the same, one tells the other.
    if words.text(place.quantity) == Measure.referrals {
      var whole = self.place(place, with: "referred_by", "same")
      whole.quantity = words.number(Measure.firsts)
      add(ways.referrals, whole)
    }
    return wholes
  }

  /// The places that a place is a part of, by what they are parted.
  private func wholes(of place: Place, years: Set<MonthIndex>, _ ways: Ways) -> [(by: Int32, whole: Place)] {
    var wholes: [(by: Int32, whole: Place)] = []
    for dimension in words.lists[Int(place.dimensions)] {
      var whole = place
      whole.dimensions = words.without(place.dimensions, dimension.name)
      wholes.append((ways.by(dimension.name, dimension.code), whole))
    }
    if let practice = code(place, "practice"), let locality = localities[practice] {
      wholes.append((ways.locality, self.place(place, with: "locality", locality, insteadOf: "practice")))
    }
    // Organisations that refer, and those that are not named, are one class of referrers.
    if let referrer = code(place, "referrer"), !referrer.hasPrefix("_"), localities[referrer] == nil {
      wholes.append((ways.referrers, self.place(place, with: "referred_by", "elsewhere", insteadOf: "referrer")))
    }
    wholes += wholesOfReferrals(place, ways)
    if place.provider != all {
      var whole = place
      whole.provider = all
      wholes.append((ways.by(ways.provider, place.provider), whole))
    }
    if place.commissioner != all {
      var whole = place
      whole.commissioner = all
      // Commissioners' packs meet only in figures of the programme.
      if numberOf[whole] != nil { wholes.append((ways.by(ways.commissioner, place.commissioner), whole)) }
    }
    if !place.isYearToDate {
      for end in years where end.year == place.month.year && end >= place.month {
        var whole = place
        whole.month = end
        whole.isYearToDate = true
        wholes.append((ways.month, whole))
      }
    }
    let quantity = words.text(place.quantity)
    if quantity == Measure.ncaValue, let status = code(place, statusDimension), status != rejectedStatus {
      var whole = place
      whole.dimensions = words.without(place.dimensions, words.number(statusDimension))
      whole.quantity = words.number(Measure.ncaCountedValue)
      wholes.append((words.number(statusDimension), whole))
    }
    for (quantity, kind) in sumsOfQuantities[quantity] ?? [] {
      var whole = place
      whole.quantity = words.number(quantity)
      wholes.append((words.number(kind), whole))
    }
    return wholes
  }
}

/// The ways in which wholes are parted, by the numbers of their words.
private final class Ways {
  private struct Coded: Hashable {
    var dimension: Int32
    var code: Int32
  }

  private let words: PlaceWords
  private var known: [Coded: Int32] = [:]
  private var gathering: Set<Int32> = []
  let (month, provider, commissioner, locality, referrers): (Int32, Int32, Int32, Int32, Int32)
  let (referrer, referredBy, referrals): (Int32, Int32, Int32)

  init(_ words: PlaceWords) {
    self.words = words
    (month, provider, commissioner) = (words.number("month"), words.number("provider"), words.number("commissioner"))
    (locality, referrers) = (words.number("practice of a locality"), words.number("kinds of referrer"))
    (referrer, referredBy, referrals) = (words.number("referrer"), words.number("referred_by"), words.number("referrals by the own practice"))
  }

  /// The way of a code of a dimension. A code that gathers several (the others, the providers that are not local) is no part beside them, and has a way of its
  /// own; what is outside the programme's lists is a part. Nor are rejected charges part of what is charged.
  func by(_ dimension: Int32, _ code: Int32) -> Int32 {
    let coded = Coded(dimension: dimension, code: code)
    if let way = known[coded] { return way }
    let (name, text) = (words.text(dimension), words.text(code))
    var way = dimension
    if name == statusDimension, text == rejectedStatus {
      way = words.number(name + " _" + text)
      gathering.insert(way)
    } else if text.hasPrefix("_"), text != SeveralOrganisations.outside, text != SeveralOrganisations.elsewhere {
      way = words.number(name + " " + text)
      gathering.insert(way)
    }
    known[coded] = way
    return way
  }

  /// Whether a way is that of codes that gather others.
  func isGathering(_ way: Int32) -> Bool { gathering.contains(way) }
}
