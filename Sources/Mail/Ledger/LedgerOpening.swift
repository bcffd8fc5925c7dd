import GRDB
import Records
import Storage

/// What the opening of a ledger for writing has under its lock: a database of the current format that `LEDGER` knows.
struct LedgerOpening {
  let place: LedgerPlace
  let lock: WriterLock
  let queue: DatabaseQueue
  /// What `LEDGER` says; nil when there is none yet.
  let head: LedgerHead?
  /// Whether `LEDGER` names an earlier entry than the last, as after a run that ended early.
  let isBehind: Bool

  /// Waits for the lock, opens or makes the database, and refuses one that `LEDGER` does not know.
  init(_ place: LedgerPlace, _ format: LedgerFormat, time: String, waiting: Int) throws(SendLedgerError) {
    self.place = place
    (lock, queue, head, isBehind) = try ledgerErrors {
      try FileSystem.makeFolder(place.folder)
      let lock = try WriterLock(place.lock, time: time, waiting: waiting)
      let head = try LedgerHead.read(place)
      // Before the database is opened, which may bring its log into its file.
      let isAsSealed = head?.seal.map { LedgerDigest.ofFile(place.database) == $0 } ?? true
      let isThere = FileSystem.exists(place.database)
      if head != nil, !isThere { throw SendLedgerError.notTogether(["archive/ledger.sqlite is missing, and there is archive/LEDGER"]) }
      let queue = try DatabaseQueue(path: place.database, configuration: recordConfiguration())
      let found = try queue.read { try LedgerFormat.number(of: $0) }
      if found > format.number { throw SendLedgerError.newerFormat(found: found, known: format.number) }
      if found == 0, head != nil {
        throw SendLedgerError.notTogether(["archive/LEDGER names an entry, and archive/ledger.sqlite holds nothing"])
      }
      var isBehind = false
      if found > 0 {
        let (problems, tail) = try queue.read { (try LedgerHead.problems(head, $0), try LedgerTail($0)) }
        guard problems.isEmpty else { throw SendLedgerError.notTogether(problems) }
        if let head, head.tail == tail, !isAsSealed {
          throw SendLedgerError.damaged("archive/ledger.sqlite is not as archive/LEDGER seals it")
        }
        isBehind = head?.tail != tail
      }
      guard found < format.number else { return (lock, queue, head, isBehind) }
      if let head, head.seal != nil {
        // The upgrade changes the file without an entry: a run that ends after it must not leave a seal of the file of before.
        let unsealed = LedgerHead(tail: head.tail, seal: nil)
        try FileSystem.writeDurably(Array(unsealed.text.utf8), to: place.head + ".new")
        try FileSystem.rename(place.head + ".new", to: place.head)
        try FileSystem.syncNames(in: place.folder)
      }
      try finalChange(of: queue, place.database) { try format.bringUp($0) }
      return (lock, queue, head.map { LedgerHead(tail: $0.tail, seal: nil) }, isBehind)
    }
  }

  /// The dispatches that are being sent: under the lock, those of a run that ended.
  func leftSending() throws -> [DispatchID] {
    let sql = """
      SELECT DISTINCT dispatch FROM entry WHERE kind = 'sending' AND NOT EXISTS (
        SELECT 1 FROM entry AS later WHERE later.dispatch = entry.dispatch AND later.seq > entry.seq) ORDER BY dispatch
      """
    return try queue.read { try Row.fetchAll($0, sql: sql).compactMap { $0.ledgerInteger("dispatch").map(DispatchID.init) } }
  }
}
