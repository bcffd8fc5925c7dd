import Checks
import Findings
import Quantities

/// Gathers what checks find by check and commissioner.
struct HitGathering {
  struct Entry {
    var check: Int
    var commissioner: Int
    var count = 0
    /// Counts of 10⁻⁸ pounds: what may be too much, and what may be too little.
    var tooMuch: Int128 = 0
    var tooLittle: Int128 = 0
    var first: Int
    /// The places that may be challenged; empty where the check is no ground for one.
    var places: [(line: Int, stake: Int64)] = []
    /// The money at stake.
    var stake: Stake {
      var stake = Stake(Money(parts: tooMuch))
      stake.add(Money(parts: -tooLittle))
      return stake
    }
  }
  let checks: [CheckDefinition]
  private let commissioners: Int
  private var slots: [Int32]
  private(set) var found: [Entry] = []

  init(checks: [CheckDefinition], commissioners: Int) {
    self.checks = checks
    self.commissioners = commissioners
    slots = Array(repeating: -1, count: checks.count * commissioners)
  }

  mutating func add(_ check: Int, _ commissioner: Int, _ line: Int, _ stake: Int64) {
    let slot = check * commissioners + commissioner
    if slots[slot] < 0 {
      slots[slot] = Int32(found.count)
      found.append(Entry(check: check, commissioner: commissioner, first: line))
    }
    let place = Int(slots[slot])
    found[place].count += 1
    if stake < 0 { found[place].tooLittle -= Int128(stake) } else { found[place].tooMuch += Int128(stake) }
    if checks[check].challenge != nil { found[place].places.append((line, stake)) }
  }

  /// What was found, by check and commissioner.
  var entries: [Entry] {
    found.sorted { ($0.check, $0.commissioner) < ($1.check, $1.commissioner) }
  }
}
