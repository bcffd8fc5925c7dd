package import Programme
package import Quantities

/// How many challenges and what they are worth. Adds.
package struct CountedValue: Sendable, Hashable, AdditiveArithmetic {
  /// How many.
  package var count: Int
  /// The money in dispute.
  package var value: Money

  /// Makes a sum.
  package init(count: Int = 0, value: Money = .zero) {
    self.count = count
    self.value = value
  }

  /// None.
  package static let zero = CountedValue()
  package static func + (a: CountedValue, b: CountedValue) -> CountedValue { CountedValue(count: a.count + b.count, value: a.value + b.value) }
  package static func - (a: CountedValue, b: CountedValue) -> CountedValue { CountedValue(count: a.count - b.count, value: a.value - b.value) }
}

/// Challenges of something by the state that they are counted under.
package struct ChallengeSums: Sendable, Hashable {
  /// Open and restated: nothing has come of them yet.
  package var outstanding = CountedValue.zero
  /// Being talked about.
  package var progressing = CountedValue.zero
  /// Agreed, at the value that was in dispute.
  package var agreed = CountedValue.zero
  /// Turned down.
  package var rejected = CountedValue.zero
  /// The money that agreed challenges brought back; never that of others.
  package var recovered = Money.zero

  /// Outstanding and progressing.
  package var open: CountedValue { outstanding + progressing }
  /// Agreed and rejected.
  package var settled: CountedValue { agreed + rejected }
  /// All.
  package var all: CountedValue { open + settled }

  /// Counts one more.
  package mutating func add(_ challenge: Challenge) {
    let one = CountedValue(count: 1, value: challenge.value)
    switch challenge.status.stage {
    case .outstanding: outstanding += one
    case .progressing: progressing += one
    case .recovered:
      agreed += one
      recovered += challenge.recovered
    case .closed: rejected += one
    }
  }

  /// The sums of some.
  package init(_ challenges: some Sequence<Challenge> = EmptyCollection()) {
    for challenge in challenges { add(challenge) }
  }
}

/// How long open challenges have stood, in days.
package enum ChallengeAge: Int, Sendable, Hashable, CaseIterable {
  /// Under 30 days.
  case month
  /// 30 to 89.
  case quarter
  /// 90 to 179.
  case halfYear
  /// 180 to 364.
  case year
  /// 365 and more.
  case older

  /// The band of an age.
  package init(days: Int) {
    self = days < 30 ? .month : days < 90 ? .quarter : days < 180 ? .halfYear : days < 365 ? .year : .older
  }

  /// The band as ids carry it: `30-89`.
  package var code: String {
    switch self {
    case .month: "0-29"
    case .quarter: "30-89"
    case .halfYear: "90-179"
    case .year: "180-364"
    case .older: "365"
    }
  }

  /// The band in words.
  package var words: String {
    switch self {
    case .month: "Under 30 days"
    case .quarter: "30 to 89 days"
    case .halfYear: "90 to 179 days"
    case .year: "180 to 364 days"
    case .older: "A year and longer"
    }
  }
}

/// The challenge log of a scope as it stands on a day.
package struct ChallengeTable: Sendable {
  /// The day from which ages are counted.
  package let date: CalendarDate
  /// The challenges raised up to that day, in file order.
  package let challenges: [Challenge]
  /// How many were raised after it, and do not count.
  package let later: Int

  /// Chooses a scope's challenges; a nil code takes all.
  package init(_ log: [Challenge], commissioner: String? = nil, provider: String? = nil, on date: CalendarDate) {
    self.date = date
    let own = log.filter { (commissioner ?? $0.commissioner) == $0.commissioner && (provider ?? $0.provider) == $0.provider }
    challenges = own.filter { $0.raised <= date }
    later = own.count - challenges.count
  }

  /// All together.
  package var total: ChallengeSums { ChallengeSums(challenges) }

  /// The sums by something; most money in open ones first, then most in all, ties by the name of the group.
  package func grouped(by key: (Challenge) -> String) -> [(key: String, sums: ChallengeSums)] {
    Dictionary(grouping: challenges, by: key).map { ($0.key, ChallengeSums($0.value)) }.sorted { a, b in
      if a.1.open.value != b.1.open.value { return a.1.open.value > b.1.open.value }
      return a.1.all.value != b.1.all.value ? a.1.all.value > b.1.all.value : a.0 < b.0
    }
  }

  /// The days since a challenge was raised.
  package func days(_ challenge: Challenge) -> Int { challenge.raised.days(until: date) }

  /// The open ones by age, every band once, youngest first.
  package var ages: [(band: ChallengeAge, sums: ChallengeSums)] {
    let open = challenges.filter(\.isOpen)
    return ChallengeAge.allCases.map { band in (band, ChallengeSums(open.filter { ChallengeAge(days: days($0)) == band })) }
  }

  /// The open ones with most money in dispute, ties by id.
  package func largestOpen(_ limit: Int) -> [Challenge] {
    Array(challenges.filter(\.isOpen).sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }.prefix(limit))
  }
}

extension Challenge {
  /// Whether it is outstanding or progressing.
  package var isOpen: Bool { status.stage == .outstanding || status.stage == .progressing }
}
