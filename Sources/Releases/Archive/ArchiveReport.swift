/// Something in the archive that is not as it was kept.
package struct ArchiveProblem: Sendable, Hashable {
  /// The place in the chain of the entry that it belongs to; nil for what belongs to none.
  package var entry: Int?
  /// What is wrong, with its place.
  package var text: String

  /// Makes one.
  package init(entry: Int?, text: String) {
    self.entry = entry
    self.text = text
  }
}

/// What a verification read and found.
package struct ArchiveReport: Sendable, Hashable {
  /// A thing that was checked and how much of it.
  package struct Check: Sendable, Hashable {
    /// What: `entries`, `figures`…
    package var what: String
    /// How many.
    package var count: Int
    /// What was looked at, in words.
    package var words: String

    /// Makes one.
    package init(what: String, count: Int, words: String) {
      self.what = what
      self.count = count
      self.words = words
    }
  }

  /// What was checked, in order.
  package var checks: [Check] = []
  /// Everything that is wrong, the earliest entry first; what belongs to no entry stands after.
  package var problems: [ArchiveProblem] = []
  /// What a run that ended early left and the next one puts right: nothing is lost or changed.
  package var notes: [String] = []
  /// The place of the last entry; nought in an empty archive.
  package var sequence = 0
  /// The hash of the last entry: noted down elsewhere, it shows a whole archive being put back to an earlier day.
  package var hash = ""

  /// Whether everything is as it was kept.
  package var isWhole: Bool { problems.isEmpty }
  /// The first entry that something is wrong with.
  package var firstBadEntry: Int? { problems.compactMap(\.entry).min() }

  mutating func problem(_ entry: Int?, _ text: String) { problems.append(ArchiveProblem(entry: entry, text: text)) }
}
