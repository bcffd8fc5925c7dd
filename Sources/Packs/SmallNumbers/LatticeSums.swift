import Figures
import Quantities

extension CountLattice {
  /// A number as a part of a whole.
  private struct Share {
    var whole: Int32
    /// The way in which the whole is parted, by the number of its word.
    var by: Int32
    var part: Int32
  }

  /// The parts of one whole, way by way.
  private struct GroupsByWay {
    /// The ways, in the order in which they are met.
    private(set) var by: [Int32] = []
    private var starts: [Int] = []
    private var parts: [Int32] = []
    private var groupOfShare: [Int] = []

    mutating func take(_ shares: ArraySlice<Share>) {
      by.removeAll(keepingCapacity: true)
      groupOfShare.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      starts.append(0)
      for share in shares {
        let group = by.firstIndex(of: share.by) ?? by.count
        if group == by.count {
          by.append(share.by)
          starts.append(0)
        }
        starts[group + 1] += 1
        groupOfShare.append(group)
      }
      for group in by.indices { starts[group + 1] += starts[group] }
      if parts.count < shares.count { parts = Array(repeating: 0, count: shares.count * 2) }
      var next = starts
      for (share, group) in zip(shares, groupOfShare) {
        parts[next[group]] = share.part
        next[group] += 1
      }
    }

    func parts(_ group: Int) -> ArraySlice<Int32> { parts[starts[group]..<starts[group + 1]] }
  }

  /// Ways to part wholes: the parts of each whole and way.
  private struct Partings {
    var list = SumList()
    /// The ways, by the numbers of their words.
    var by: [Int32] = []
  }

  /// Finds every sum between places, in the order of their wholes and of the words of the ways in which these are parted.
  ///
  /// - Parameter listed: for each code that stands for “the others”, what each table that holds it names beside it.
  mutating func connect(_ listed: [NamedBesideOthers]) -> SumList {
    addReferralsByOthers()
    let ways = Ways(words, localities: localities)
    let shares = shares(ways)
    let partings = ordered(partings(shares, ways, beside(listed)))
    // A place that nothing prints has the value of its fullest parting; parts of it may be such places themselves.
    for _ in 0..<6 {
      var changed = false
      for parting in 0..<partings.count where !isPrinted(partings.whole(parting)) {
        let whole = partings.whole(parting)
        guard let sum = sum(of: partings.parts(parting)),
          sum > (isKnown[whole] ? values[whole] : Int128.min)
        else { continue }
        set(whole, sum)
        changed = true
      }
      if !changed { break }
    }
    var sums = SumList()
    for parting in 0..<partings.count
    where holds(partings.parts(parting), whole: partings.whole(parting)) {
      sums.add(partings.parts(parting), whole: Int32(partings.whole(parting)))
    }
    return sums
  }

  /// Every number as a part of others; places where sums meet become numbers.
  private mutating func shares(_ ways: Ways) -> [Share] {
    var years: [MonthIndex] = []
    for number in 0..<count where place(number).isYearToDate && !years.contains(place(number).month)
    { years.append(place(number).month) }
    years.sort()
    var shares: [Share] = []
    var wholes: [(by: Int32, whole: Place)] = []
    var next = 0
    while next < count {
      wholes.removeAll(keepingCapacity: true)
      addWholes(of: place(next), years: years, ways, to: &wholes)
      for (by, whole) in wholes {
        shares.append(Share(whole: Int32(number(of: whole)), by: by, part: Int32(next)))
      }
      next += 1
    }
    return shares
  }

  /// What tables name beside “the others”, each with the word of its way. Each table by itself: two may gather their others under one code and differ in what
  /// they name; of those that don't, the one whose word goes first stands for all.
  private func beside(_ listed: [NamedBesideOthers]) -> [(way: Int32, named: NamedBesideOthers)] {
    var known: [NamedBesideOthers: String] = [:]
    for (index, named) in listed.enumerated() {
      let word = "\(words.text(named.dimension)) beside \(words.text(named.others)) \(index)"
      known[named] = min(known[named] ?? word, word)
    }
    return known.sorted { $0.value < $1.value }.map { (words.number($0.value), $0.key) }
  }

  /// The parts of each whole, way by way in ascending order of parts; codes that gather others are parts only where a table names them beside others.
  private func partings(
    _ shares: [Share], _ ways: Ways, _ beside: [(way: Int32, named: NamedBesideOthers)]
  ) -> Partings {
    let rests = beside.map {
      words.number(words.text($0.named.dimension) + " " + words.text($0.named.others))
    }
    let (provider, commissioner) = (words.number("provider"), words.number("commissioner"))
    // The shares of each whole, in the order of the parts.
    var starts = [Int32](repeating: 0, count: count + 1)
    for share in shares { starts[Int(share.whole) + 1] += 1 }
    for whole in 0..<count { starts[whole + 1] += starts[whole] }
    var next = starts
    var sorted = shares
    for share in shares {
      sorted[Int(next[Int(share.whole)])] = share
      next[Int(share.whole)] += 1
    }
    var found = Partings()
    var groups = GroupsByWay()
    for whole in 0..<count where starts[whole] < starts[whole + 1] {
      groups.take(sorted[Int(starts[whole])..<Int(starts[whole + 1])])
      for (group, by) in groups.by.enumerated() where !ways.isGathering(by) {
        found.list.add(groups.parts(group), whole: Int32(whole))
        found.by.append(by)
      }
      for (rest, (way, named)) in zip(rests, beside) {
        guard let gathered = groups.by.firstIndex(of: rest),
          let shared = groups.by.firstIndex(of: named.dimension)
        else { continue }
        let chosen = groups.parts(shared).filter { part in
          let place = place(Int(part))
          let code =
            named.dimension == provider
            ? place.provider
            : named.dimension == commissioner
              ? place.commissioner : words.code(place.dimensions, named.dimension)
          return code.map(named.named.contains) ?? false
        }
        found.list.add((chosen + groups.parts(gathered)).sorted(), whole: Int32(whole))
        found.by.append(way)
      }
    }
    return found
  }

  /// Partings in the order of their wholes and of the words of their ways.
  private func ordered(_ partings: Partings) -> SumList {
    var ranks: [Int32: Int] = [:]
    for (rank, word) in Set(partings.by).sorted(by: { words.text($0) < words.text($1) })
      .enumerated()
    { ranks[word] = rank }
    let rank = partings.by.map { ranks[$0] ?? 0 }
    var ordered = SumList()
    for parting in (0..<partings.list.count).sorted(by: {
      (partings.list.whole($0), rank[$0]) < (partings.list.whole($1), rank[$1])
    }) {
      ordered.add(partings.list.parts(parting), whole: Int32(partings.list.whole(parting)))
    }
    return ordered
  }

  /// Adds, for each practice of which the release says how many it referred, how many of those were other practices' patients: what it referred less what it
  /// referred of its own patients. Nothing prints it, and the sum over the practices is printed.
  private mutating func addReferralsByOthers() {
    let (referrer, referredBy) = (words.number("referrer"), words.number("referred_by"))
    for number in 0..<count where isKnown[number] {
      let place = place(number)
      guard let code = words.code(place.dimensions, referrer),
        words.code(place.dimensions, referredBy) == nil,
        let own = self.number(at: ownPatients(of: words.text(code), in: place)), isKnown[own],
        values[own] <= values[number]
      else { continue }
      let others = self.number(of: self.place(place, with: "referred_by", "practice"))
      set(others, values[number] - values[own], one: ones[number])
    }
  }

  /// Of what a practice referred, those who are its own patients.
  private func ownPatients(of referrer: String, in place: Place) -> Place {
    self.place(
      self.place(place, with: "practice", referrer, insteadOf: "referrer"), with: "referred_by",
      "same")
  }

  /// A place with a dimension more.
  func place(_ place: Place, with dimension: String, _ code: String, insteadOf other: String? = nil)
    -> Place
  {
    var place = place
    place.dimensions = words.replacing(place.dimensions, other, by: dimension, code)
    return place
  }

  /// Adds the places that a place is a part of, by what they are parted.
  private func addWholes(
    of place: Place, years: [MonthIndex], _ ways: Ways, to wholes: inout [(by: Int32, whole: Place)]
  ) {
    let lists = ways.lists(place.dimensions)
    func add(_ by: Int32, _ dimensions: Int32) {
      var whole = place
      whole.dimensions = dimensions
      wholes.append((by, whole))
    }
    for (by, list) in lists.wholes { add(by, list) }
    for (by, list) in lists.wholesOfReferrals {
      var whole = place
      whole.dimensions = list
      if number(at: whole) != nil { wholes.append((by, whole)) }
    }
    // Referrals are those of GPs, who are mostly the patient's own: where the two counts are the same, one tells the other.
    if place.quantity == ways.referralCount {
      var whole = place
      whole.dimensions = lists.ownReferrals
      whole.quantity = ways.firsts
      if number(at: whole) != nil { wholes.append((ways.referrals, whole)) }
    }
    if place.provider != all {
      var whole = place
      whole.provider = all
      wholes.append((ways.by(ways.provider, place.provider), whole))
    }
    if place.commissioner != all {
      var whole = place
      whole.commissioner = all
      // Commissioners' packs meet only in figures of the programme.
      if number(at: whole) != nil {
        wholes.append((ways.by(ways.commissioner, place.commissioner), whole))
      }
    }
    if !place.isYearToDate {
      for end in years where end.year == place.month.year && end >= place.month {
        var whole = place
        whole.month = end
        whole.isYearToDate = true
        wholes.append((ways.month, whole))
      }
    }
    if place.quantity == ways.charges, let list = lists.withoutCountedStatus {
      var whole = place
      whole.dimensions = list
      whole.quantity = ways.countedCharges
      wholes.append((ways.status, whole))
    }
    for (quantity, by) in ways.quantities(place.quantity) {
      var whole = place
      whole.quantity = quantity
      wholes.append((by, whole))
    }
  }
}
