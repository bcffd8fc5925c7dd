package import Ledger
package import Quantities

/// A provider's month of which two cuts hold different statements.
package struct ReturnMove: Sendable, Hashable {
  /// What one cut knows of it.
  package struct Statement: Sendable, Hashable {
    /// The submission that counts; nil where none had stated the month.
    package var submission: Period?
    /// Its files.
    package var files: [String] = []
    /// Its rows of the month.
    package var rows = 0
    /// What they come to.
    package var measures = Measures.zero
  }
  /// The provider's code.
  package var provider: String
  /// The month.
  package var month: Period
  /// What the older cut knows.
  package var old: Statement
  /// What the newer cut knows.
  package var new: Statement

  /// New − old.
  package var change: Measures { new.measures - old.measures }
}

/// The statements in which two cuts differ, from what a ledger keeps of replaced submissions.
///
/// A month sent again unchanged is among them, with a change of nought. Months that only the newer cut's period holds are not: a new month is no restatement.
///
/// - Parameters:
///   - ledger: filled at the later of the two cuts, or later.
///   - old: the last submission of the older cut, and the last month that it states.
///   - new: the last submission of the newer cut.
package func returnMoves(_ ledger: ProgrammeLedger, old: (submission: MonthIndex, month: MonthIndex), new: MonthIndex) -> [ReturnMove] {
  struct Key: Hashable {
    var provider: Int
    var month: Int
  }
  struct Slice: Hashable {
    var commissioner: Int
    var submission: Int
  }
  // What each submission said of each commissioner, by provider and month.
  var said: [Key: [Slice: (rows: Int, measures: Measures)]] = [:]
  for statement in ledger.replaced {
    let slice = Slice(commissioner: Int(statement.commissioner), submission: statement.submission.index.value)
    var sofar = said[Key(provider: Int(statement.provider), month: statement.month.value)]?[slice] ?? (0, .zero)
    sofar.rows += statement.rowCount
    sofar.measures += statement.measures
    said[Key(provider: Int(statement.provider), month: statement.month.value), default: [:]][slice] = sofar
  }
  let monthly = ledger.monthly
  for provider in ledger.providers.codes.indices {
    for offset in 0..<monthly.monthCount where monthly.stated[provider * monthly.monthCount + offset] {
      let month = monthly.firstMonth.advanced(by: offset)
      for commissioner in ledger.commissioners.codes.indices {
        let cell = (commissioner * monthly.providerCount + provider) * monthly.monthCount + offset
        if monthly.submission[cell] < 0 { continue }
        said[Key(provider: provider, month: month.value), default: [:]][
          Slice(commissioner: commissioner, submission: Int(monthly.submission[cell]))] =
          (Int(monthly.rowCount[cell]), monthly[commissioner: commissioner, provider: provider, month: offset])
      }
    }
  }
  let split = Set(providersWithSeveralFiles(ledger))
  func statement(_ key: Key, upTo last: MonthIndex) -> ReturnMove.Statement {
    let slices = (said[key] ?? [:]).filter { $0.key.submission <= last.value }
    guard let latest = slices.keys.map(\.submission).max() else { return ReturnMove.Statement() }
    var statement = ReturnMove.Statement(submission: MonthIndex(value: latest).period)
    let code = ledger.providers.codes[key.provider]
    var counted: Set<Int> = []
    for (slice, amount) in slices {
      // Where each commissioner has a file of its own, the latest of each counts.
      let own = split.contains(code) ? slices.keys.filter { $0.commissioner == slice.commissioner }.map(\.submission).max() ?? latest : latest
      guard slice.submission == own else { continue }
      counted.insert(own)
      statement.rows += amount.rows
      statement.measures += amount.measures
    }
    statement.files = ledger.sources.filter {
      $0.kind == "slam" && $0.provider == code && !$0.refused && ($0.submission.map { counted.contains($0.index.value) } ?? false)
    }.map(\.path).sorted()
    return statement
  }
  return said.keys.filter { $0.month <= old.month.value }.sorted { ($0.provider, $0.month) < ($1.provider, $1.month) }.compactMap { key in
    let (before, after) = (statement(key, upTo: old.submission), statement(key, upTo: new))
    if before == after { return nil }
    return ReturnMove(provider: ledger.providers.codes[key.provider], month: MonthIndex(value: key.month).period, old: before, new: after)
  }
}

/// The providers that send several files in one submission: one for each commissioner.
private func providersWithSeveralFiles(_ ledger: ProgrammeLedger) -> [String] {
  struct Key: Hashable {
    var provider: String
    var submission: Period
  }
  var files: [Key: Int] = [:]
  for source in ledger.sources where source.kind == "slam" && source.isReturn && !source.refused {
    if let provider = source.provider, let submission = source.submission { files[Key(provider: provider, submission: submission), default: 0] += 1 }
  }
  return files.filter { $0.value > 1 }.map(\.key.provider)
}
