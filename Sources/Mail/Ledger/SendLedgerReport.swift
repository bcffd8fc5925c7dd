/// What a verification of the send-once ledger read and found.
package struct SendLedgerReport: Sendable, Hashable {
  /// Something that is not as it was kept.
  package struct Problem: Sendable, Hashable {
    /// The place in the chain of the entry that it belongs to; nil for what belongs to none.
    package var entry: Int?
    /// What is wrong, with its place.
    package var text: String
  }

  /// A thing that was checked and how much of it.
  package struct Check: Sendable, Hashable {
    /// What: `entries`, `dispatches`…
    package var what: String
    /// How many.
    package var count: Int
    /// What was looked at, in words.
    package var words: String
  }

  /// Makes a report of nothing.
  package init() {}

  /// What was checked, in order.
  package var checks: [Check] = []
  /// Everything that is wrong.
  package var problems: [Problem] = []
  /// What a run that ended early left and the next one puts right, or what a run that goes on now keeps from being looked at.
  package var notes: [String] = []
  /// The place of the last entry; nought in an empty ledger.
  package var sequence = 0
  /// The hash of the last entry: noted down elsewhere, it shows a whole ledger being put back to an earlier day.
  package var hash = ""

  /// Whether everything is as it was kept.
  package var isWhole: Bool { problems.isEmpty }
  /// The first entry that something is wrong with.
  package var firstBadEntry: Int? { problems.compactMap(\.entry).min() }

  /// Notes something that is not as it was kept.
  package mutating func problem(_ entry: Int?, _ text: String) { problems.append(Problem(entry: entry, text: text)) }
  /// Notes what was checked.
  package mutating func check(_ what: String, _ count: Int, _ words: String) { checks.append(Check(what: what, count: count, words: words)) }
}
