import Figures

/// The ways in which wholes are parted, by the numbers of their words, and what follows for a place from its list of dimensions alone, found once for each list.
///
/// One belongs to one lattice and is used by one thread.
final class Ways {
  /// What follows from a list of dimensions.
  final class Lists {
    /// The lists of wholes, with the ways in which these are parted.
    fileprivate(set) var wholes: [(by: Int32, list: Int32)] = []
    /// The same by who referred, for wholes that are printed or met elsewhere.
    fileprivate(set) var wholesOfReferrals: [(by: Int32, list: Int32)] = []
    /// The list of those whom their own practice referred.
    fileprivate(set) var ownReferrals: Int32 = 0
    /// The list of charges of every status, where the list is of one that counts.
    fileprivate(set) var withoutCountedStatus: Int32?
  }

  private struct Coded: Hashable {
    var dimension: Int32
    var code: Int32
  }

  private let words: PlaceWords
  private let localities: [String: String]
  private var known: [Coded: Int32] = [:]
  private var gathering: Set<Int32> = []
  private var lists: [Lists?] = []
  private var wholeQuantities: [Int32: [(quantity: Int32, by: Int32)]] = [:]
  let (month, provider, commissioner, status): (Int32, Int32, Int32, Int32)
  let (referrals, referralCount, firsts, charges, countedCharges):
    (Int32, Int32, Int32, Int32, Int32)
  private let (locality, referrers, referrer, referredBy): (Int32, Int32, Int32, Int32)

  /// - Parameter localities: the locality of each practice; empty for one that has none.
  init(_ words: PlaceWords, localities: [String: String]) {
    self.words = words
    self.localities = localities
    (month, provider, commissioner) = (
      words.number("month"), words.number("provider"), words.number("commissioner")
    )
    status = words.number(statusDimension)
    (locality, referrers) = (
      words.number("practice of a locality"), words.number("kinds of referrer")
    )
    (referrer, referredBy, referrals) = (
      words.number("referrer"), words.number("referred_by"),
      words.number("referrals by the own practice")
    )
    (referralCount, firsts) = (words.number(Measure.referrals), words.number(Measure.firsts))
    (charges, countedCharges) = (
      words.number(Measure.ncaValue), words.number(Measure.ncaCountedValue)
    )
    for (quantity, wholes) in sumsOfQuantities {
      wholeQuantities[words.number(quantity)] = wholes.map {
        (words.number($0.whole), words.number($0.by))
      }
    }
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
    } else if text.hasPrefix("_"), text != SeveralOrganisations.outside,
      text != SeveralOrganisations.elsewhere
    {
      way = words.number(name + " " + text)
      gathering.insert(way)
    }
    known[coded] = way
    return way
  }

  /// Whether a way is that of codes that gather others.
  func isGathering(_ way: Int32) -> Bool { gathering.contains(way) }

  /// The quantities that a quantity is part of, with the ways in which they are parted.
  func quantities(_ quantity: Int32) -> [(quantity: Int32, by: Int32)] {
    wholeQuantities[quantity] ?? []
  }

  /// What follows from a list of dimensions.
  func lists(_ list: Int32) -> Lists {
    while lists.count <= Int(list) { lists.append(nil) }
    if let known = lists[Int(list)] { return known }
    let made = made(list)
    lists[Int(list)] = made
    return made
  }

  private func made(_ list: Int32) -> Lists {
    func code(_ dimension: String) -> String? {
      words.code(list, words.number(dimension)).map(words.text)
    }
    let found = Lists()
    for dimension in words.dimensions(list) {
      found.wholes.append((by(dimension.name, dimension.code), words.without(list, dimension.name)))
    }
    if let practice = code("practice"), let locality = localities[practice] {
      found.wholes.append(
        (self.locality, words.replacing(list, "practice", by: "locality", locality)))
    }
    // Organisations that refer, and those that are not named, are one class of referrers.
    if let referrer = code("referrer"), !referrer.hasPrefix("_"), localities[referrer] == nil {
      found.wholes.append(
        (referrers, words.replacing(list, "referrer", by: "referred_by", "elsewhere")))
    }
    // What a practice refers is of its own patients or of other practices'.
    if let practice = code("practice"), code("referred_by") == "same" {
      found.wholesOfReferrals.append(
        (
          referredBy,
          words.without(words.replacing(list, "practice", by: "referrer", practice), referredBy)
        ))
    }
    // The practices of others that refer are other practices to all patients.
    if code("referrer") == SeveralOrganisations.outside, code("referred_by") == nil {
      found.wholesOfReferrals.append(
        (referrer, words.replacing(list, "referrer", by: "referred_by", "practice")))
    }
    found.ownReferrals = words.replacing(list, nil, by: "referred_by", "same")
    if let status = code(statusDimension), status != rejectedStatus {
      found.withoutCountedStatus = words.without(list, self.status)
    }
    return found
  }
}
