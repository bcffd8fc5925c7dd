import Quantities

/// What a provider stated of one commissioner, point of delivery and month. Amounts are counts of 10⁻⁸.
package struct SeriesCell: Sendable, Hashable {
  package var rows: Int32 = 0
  package var planPrice: Int128 = 0
  package var actualPrice: Int128 = 0
  package var activity: Int128 = 0

  /// Makes an empty cell.
  package init() {}

  package static func += (a: inout SeriesCell, b: SeriesCell) {
    a.rows += b.rows
    a.planPrice += b.planPrice
    a.actualPrice += b.actualPrice
    a.activity += b.activity
  }
}

/// A provider's year up to the period, month by month: what the checks of completeness and continuity see.
package struct ProviderSeries: Sendable {
  /// What an earlier submission said of a commissioner's point of delivery in a month that the last has stated again.
  package struct Restated: Sendable, Hashable {
    package var commissioner: Int
    package var pod: Int
    package var month: Int
    package var planPrice: Int128
    package var actualPrice: Int128
    /// What counts now.
    package var planPriceNow: Int128
    package var actualPriceNow: Int128

    /// Makes one.
    package init(
      commissioner: Int, pod: Int, month: Int, planPrice: Int128, actualPrice: Int128, planPriceNow: Int128, actualPriceNow: Int128
    ) {
      self.commissioner = commissioner
      self.pod = pod
      self.month = month
      self.planPrice = planPrice
      self.actualPrice = actualPrice
      self.planPriceNow = planPriceNow
      self.actualPriceNow = actualPriceNow
    }
  }
  /// The unit prices of one HRG at one point of delivery: the median of the months before and of the period's.
  package struct PriceChange: Sendable, Hashable {
    package var pod: Int
    /// The HRG.
    package var tariff: String
    package var before: Int64
    package var now: Int64
    /// The period's activity at that price.
    package var activity: Int128
    /// The lines that the two are known from.
    package var lines: (before: Int, now: Int) { (linesBefore, linesNow) }
    var linesBefore: Int
    var linesNow: Int

    /// Makes one.
    package init(pod: Int, tariff: String, before: Int64, now: Int64, activity: Int128, linesBefore: Int, linesNow: Int) {
      self.pod = pod
      self.tariff = tariff
      self.before = before
      self.now = now
      self.activity = activity
      self.linesBefore = linesBefore
      self.linesNow = linesNow
    }
  }

  /// How many commissioners, points of delivery and months there are; the period's month is the last.
  package let commissioners: Int
  package let pods: Int
  package let months: Int
  /// At ((commissioner × pods) + pod) × months + month.
  package private(set) var cells: [SeriesCell]
  /// What each point of delivery is.
  package let traits: [PODTraits]
  /// Whether the provider stated each month.
  package var stated: [Bool]
  /// Of the period's rows: those of care, and of them those without a practice; those that a tariff prices, and of them those without an HRG.
  package var careRows = 0
  package var withoutPractice = 0
  package var tariffedRows = 0
  package var withoutResourceGroup = 0
  /// What the last submission stated again of what counted before it.
  package var restated: [Restated] = []
  /// How many of the first months were final before the last submission.
  package var frozenMonths = 0
  /// Unit prices of the period beside those of the months before.
  package var prices: [PriceChange] = []

  /// Makes a series with nothing in it.
  package init(commissioners: Int, traits: [PODTraits], months: Int) {
    self.commissioners = commissioners
    pods = traits.count
    self.traits = traits
    self.months = months
    cells = Array(repeating: SeriesCell(), count: commissioners * traits.count * months)
    stated = Array(repeating: true, count: months)
  }

  /// The cell of a commissioner, point of delivery and month.
  package subscript(commissioner: Int, pod: Int, month: Int) -> SeriesCell {
    get { cells[(commissioner * pods + pod) * months + month] }
    set { cells[(commissioner * pods + pod) * months + month] = newValue }
  }

  /// Adds a row.
  @inline(__always)
  package mutating func add(_ commissioner: Int, _ pod: Int, _ month: Int, planPrice: Int64, actualPrice: Int64, activity: Int64) {
    let place = (commissioner * pods + pod) * months + month
    cells[place].rows += 1
    cells[place].planPrice += Int128(planPrice)
    cells[place].actualPrice += Int128(actualPrice)
    cells[place].activity += Int128(activity)
  }

  /// The period's month.
  var last: Int { months - 1 }

  /// A commissioner's months over all points of delivery.
  func ofCommissioner(_ commissioner: Int) -> [SeriesCell] {
    (0..<months).map { month in
      var sum = SeriesCell()
      for pod in 0..<pods { sum += self[commissioner, pod, month] }
      return sum
    }
  }

  /// A point of delivery's months over all commissioners.
  func ofPOD(_ pod: Int) -> [SeriesCell] {
    (0..<months).map { month in
      var sum = SeriesCell()
      for commissioner in 0..<commissioners { sum += self[commissioner, pod, month] }
      return sum
    }
  }

  /// The months of all.
  var ofAll: [SeriesCell] {
    (0..<months).map { month in
      var sum = SeriesCell()
      for commissioner in 0..<commissioners { for pod in 0..<pods { sum += self[commissioner, pod, month] } }
      return sum
    }
  }
}

/// What a check of a provider's year found.
package struct SeriesHit: Sendable, Hashable {
  /// The commissioner whom it is about; nil where it is about all.
  package var commissioner: Int?
  /// The point of delivery; nil where it is about all.
  package var pod: Int?
  /// The month, from nought.
  package var month: Int
  /// The money at stake, a count of 10⁻⁸ pounds: above nought what may be too much, below it what may be too little.
  package var stake: Int64
  /// What was there and what is, words for the finding: `40 rows in place of 120`.
  package var words: String

  init(commissioner: Int? = nil, pod: Int? = nil, month: Int, stake: Int128, _ words: String) {
    self.commissioner = commissioner
    self.pod = pod
    self.month = month
    self.stake = Int64(clamping: stake)
    self.words = words
  }
}

/// A check of a provider's year: a pure function from its months and a limit to what is odd.
package struct SeriesCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// Finds what is odd. The limit is a count of 10⁻⁸.
  package let find: @Sendable (_ series: ProviderSeries, _ limit: Int64) -> [SeriesHit]

  init(_ definition: CheckDefinition, _ find: @escaping @Sendable (_ series: ProviderSeries, _ limit: Int64) -> [SeriesHit]) {
    self.definition = definition
    self.find = find
  }
}

/// How far a value is from those before it, in robust deviations; nil where they are too few.
func robustDistance(of value: Int128, from earlier: [Int128]) -> (deviations: Int128, median: Int128)? {
  guard earlier.count >= 5 else { return nil }
  let ordered = earlier.sorted()
  let median = middle(ordered)
  let deviation = middle(ordered.map { Int128(($0 - median).magnitude) }.sorted()) * 14826 / 10000
  // Where the months before hardly differ, a hundredth of their median stands for the deviation.
  let unit = max(deviation, Int128(median.magnitude) / 100, exactScale)
  return (Int128((value - median).magnitude) * exactScale / unit, median)
}

/// `£12,345`.
func pounds(_ parts: Int128) -> String { Money(parts: parts).sterling }
