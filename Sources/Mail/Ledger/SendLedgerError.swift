package import Storage

/// Why the send-once ledger could not be used, as facts; `OutturnCommand` words them.
package enum SendLedgerError: Error, Hashable, Sendable {
  /// There is no ledger in the archive folder: nothing was ever sent.
  case missing(folder: String)
  /// Another run holds the lock, after waiting this many seconds.
  case busy(holder: String, seconds: Int)
  /// The ledger was written by a later version of the program.
  case newerFormat(found: Int, known: Int)
  /// The ledger is of an older format; the next opening for writing brings it to the current one.
  case olderFormat(found: Int, current: Int)
  /// Database and `LEDGER` are not of the same time, as after a part of a backup was restored: each line says what is seen. Nothing may be sent.
  case notTogether([String])
  /// Something that is kept is not as it was kept.
  case damaged(String)
  /// A dispatch of the same release, organisation, address and pack is there and differs in these fields.
  case otherContent(DispatchID, fields: [String])
  /// Another dispatch has the same Message-ID.
  case sameMessageID(String, DispatchID)
  /// The ledger has no dispatch of the number.
  case unknownDispatch(DispatchID)
  /// The event cannot happen to the dispatch in its state.
  case illegal(DispatchEvent.Kind, in: DispatchState, DispatchID)
  /// An attempt has another number than the one that follows.
  case wrongAttempt(Int, expected: Int, DispatchID)
  /// What was handed over cannot be kept.
  case unfit(String)
  /// The ledger was closed.
  case closed
  /// The database refused, in its own words.
  case database(String)
  /// The disk refused.
  case output(OutputError)
}
