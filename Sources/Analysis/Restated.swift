package import Ledger
package import Quantities

/// What a submission said about a provider's month before a later one replaced it.
package struct EarlierStatement: Sendable, Hashable {
  /// The submission.
  package let submission: Period
  /// What it said, over the commissioners of the scope.
  package let measures: Measures
}

/// One provider's month that has been restated.
package struct RestatedMonth: Sendable, Hashable {
  /// Index into the ledger's providers.
  package let provider: Int
  /// The month.
  package let month: MonthIndex
  /// What was said, earliest submission first.
  package let earlier: [EarlierStatement]
  /// What counts now, over the same commissioners.
  package let current: Measures

  /// What counts now − what the last replaced submission said.
  package var change: Measures { current - (earlier.last?.measures ?? .zero) }
  /// What counts now − what was first said.
  package var changeSinceFirst: Measures { current - (earlier.first?.measures ?? .zero) }
  /// Whether any amount differs: a month sent again unchanged is no restatement of money.
  package var isChanged: Bool { !change.isZero }
}

/// The months that later submissions restated, with what they said before.
package struct Restated: Sendable {
  /// By provider and month, in order; months that were sent again without a change are among them.
  package let months: [RestatedMonth]

  /// Sets what was replaced beside what counts now.
  ///
  /// A provider that sends one file for each commissioner replaces only those commissioners; then only they are compared. For any other provider a
  /// submission's month is whole, and a commissioner that it did not name had nothing.
  package init(_ ledger: ProgrammeLedger, scope: Scope = .programme) {
    let splitProviders = Self.providersWithAFilePerCommissioner(ledger)
    struct Key: Hashable {
      var provider: Int
      var month: Int
    }
    var statements: [Key: [Period: Measures]] = [:]
    var named: [Key: Set<Int>] = [:]
    for statement in ledger.replaced {
      let (commissioner, provider) = (Int(statement.commissioner), Int(statement.provider))
      if let only = scope.provider, only != provider { continue }
      let key = Key(provider: provider, month: statement.month.value)
      let isInScope = scope.commissioner.map { $0 == commissioner } ?? true
      // A submission that said nothing about this commissioner still stated the month: its sum is nought, unless each commissioner has its own file.
      if !isInScope && splitProviders[provider] { continue }
      statements[key, default: [:]][statement.submission, default: .zero] += isInScope ? statement.measures : .zero
      if isInScope { named[key, default: []].insert(commissioner) }
    }
    let monthly = ledger.monthly
    months = statements.keys.sorted { ($0.provider, $0.month) < ($1.provider, $1.month) }.compactMap { key in
      let offset = key.month - monthly.firstMonth.value
      guard offset >= 0, offset < monthly.monthCount, let said = statements[key] else { return nil }
      let everyone = scope.commissioner.map { [$0] } ?? Array(0..<ledger.commissioners.codes.count)
      let compared = splitProviders[key.provider] ? everyone.filter { named[key]?.contains($0) == true } : everyone
      let current = compared.reduce(Measures.zero) { $0 + monthly[commissioner: $1, provider: key.provider, month: offset] }
      let earlier = said.sorted { $0.key < $1.key }.map { EarlierStatement(submission: $0.key, measures: $0.value) }
      return RestatedMonth(provider: key.provider, month: MonthIndex(value: key.month), earlier: earlier, current: current)
    }
  }

  /// The change of each provider over its restated months, in axis order; providers without one are left out.
  package var byProvider: [(provider: Int, change: Measures)] {
    var sums: [(provider: Int, change: Measures)] = []
    for month in months {
      if let last = sums.last, last.provider == month.provider {
        sums[sums.count - 1].change += month.change
      } else {
        sums.append((month.provider, month.change))
      }
    }
    return sums
  }

  /// By provider: whether it sends one file for each commissioner.
  static func providersWithAFilePerCommissioner(_ ledger: ProgrammeLedger) -> [Bool] {
    struct Key: Hashable {
      var provider: String
      var submission: Period
    }
    var files: [Key: Int] = [:]
    for source in ledger.sources where source.kind == "slam" && source.isReturn && !source.refused {
      if let provider = source.provider, let submission = source.submission {
        files[Key(provider: provider, submission: submission), default: 0] += 1
      }
    }
    let several = Set(files.filter { $0.value > 1 }.keys.map(\.provider))
    return ledger.providers.codes.map { several.contains($0) }
  }
}
