import GRDB
import Records
import Storage
import Synchronization

/// The send-once ledger, open for writing: one process at a time, for as long as this lives or until it is closed.
///
/// A dispatch is registered once under its release, organisation, address and pack. Each change is one transaction, final on the disk when the call returns:
/// whoever records `sending` before the first byte goes to a server knows after any end of the process that the message may have gone out.
package final class SendLedger: Sendable {
  /// Where it stands.
  package let place: LedgerPlace
  /// The dispatches that an earlier run was sending when it ended: this opening has recorded of each that its outcome is unknown.
  package let foundUnknown: [DispatchID]
  let queue: DatabaseQueue
  private let user: String
  private let host: String
  private let opened: Mutex<Opened>

  private struct Opened {
    /// The lock; nil when the ledger was closed.
    var lock: WriterLock?
    /// What `LEDGER` says.
    var head: LedgerHead
  }

  /// Opens the ledger of an archive folder or makes one, waits for its lock, and records of every dispatch that a run which ended was sending that its outcome is
  /// unknown.
  ///
  /// - Parameters:
  ///   - archiveFolder: `archive/` of the programme.
  ///   - time: now, in UTC: `2016-03-14T09:30:00Z`.
  ///   - user: who runs the program.
  ///   - host: the machine's name.
  ///   - waiting: how many seconds to wait for another writer.
  /// - Throws: `SendLedgerError`.
  package convenience init(archiveFolder: String, time: String, user: String, host: String, waiting: Int = 10) throws(SendLedgerError) {
    try self.init(LedgerPlace(archiveFolder: archiveFolder), .current, time: time, user: user, host: host, waiting: waiting)
  }

  init(_ place: LedgerPlace, _ format: LedgerFormat, time: String, user: String, host: String, waiting: Int) throws(SendLedgerError) {
    self.place = place
    self.user = user
    self.host = host
    try Self.check(time: time)
    guard !user.isEmpty, fitsLedgerLine(user), !host.isEmpty, fitsLedgerLine(host) else { throw .unfit("the user “\(user)” or the host “\(host)”") }
    let start = try LedgerOpening(place, format, time: time, waiting: waiting)
    queue = start.queue
    // What a run left is recorded before anything else is, and then sealed.
    foundUnknown = try ledgerErrors { try start.leftSending() }
    opened = Mutex(Opened(lock: start.lock, head: start.head ?? LedgerHead(tail: LedgerTail(), seal: nil)))
    try ledgerErrors {
      let unknown = DispatchEvent.unknown(reason: "the run ended before the outcome was recorded")
      if !foundUnknown.isEmpty { try write { db in for id in foundUnknown { try insert([unknown], for: id, at: time, db) } } }
      if start.head?.seal == nil || !foundUnknown.isEmpty || start.isBehind { try sealNow() }
    }
  }

  deinit {
    // Before the lock goes. What was not sealed is sealed by the next opening.
    try? queue.close()
  }

  /// What is in the ledger.
  package var reader: SendLedgerReader { SendLedgerReader(ofWriter: place, queue) }

  /// Registers a dispatch, or finds it where it is registered with the same content.
  ///
  /// - Throws: `SendLedgerError`: `otherContent`, `sameMessageID`, `unfit`…
  package func register(_ dispatch: Dispatch, at time: String) throws(SendLedgerError) -> DispatchID {
    try register([dispatch], at: time)[0]
  }

  /// Registers dispatches in one transaction, all or none, and gives their numbers in the same order.
  package func register(_ dispatches: [Dispatch], at time: String) throws(SendLedgerError) -> [DispatchID] {
    try Self.check(time: time)
    if let fault = dispatches.lazy.compactMap(\.fault).first { throw .unfit(fault) }
    return try change { db in try dispatches.map { try self.register($0, at: time, db) } }
  }

  /// Records what happened to a dispatch; final on the disk when this returns.
  ///
  /// - Returns: the state of the dispatch after it.
  /// - Throws: `SendLedgerError`: `illegal` where the event cannot happen in the state of the dispatch, `wrongAttempt`, `unknownDispatch`, `unfit`…
  @discardableResult
  package func record(_ event: DispatchEvent, for id: DispatchID, at time: String) throws(SendLedgerError) -> DispatchState {
    try record([event], for: id, at: time)
  }

  /// Records several things of one dispatch in one transaction, all or none.
  @discardableResult
  package func record(_ events: [DispatchEvent], for id: DispatchID, at time: String) throws(SendLedgerError) -> DispatchState {
    try Self.check(events, time)
    return try change { db in try self.insert(events, for: id, at: time, db) }
  }

  /// Records several things of many dispatches in one transaction, all or none.
  package func record(_ batch: [(id: DispatchID, events: [DispatchEvent])], at time: String) throws(SendLedgerError) {
    for (_, events) in batch { try Self.check(events, time) }
    try change { db in for (id, events) in batch { try self.insert(events, for: id, at: time, db) } }
  }

  /// Brings all into the database's file and writes `LEDGER` with the last entry and the file's digest.
  package func seal() throws(SendLedgerError) {
    guard opened.withLock({ $0.lock != nil }) else { throw .closed }
    try ledgerErrors { try sealNow() }
  }

  /// Seals the ledger and gives the lock up. To be called at the end of a run; one that is left out costs nothing but the seal, which the next opening writes.
  package func close() throws(SendLedgerError) {
    try seal()
    try ledgerErrors { try queue.close() }
    opened.withLock { $0.lock = nil }
  }

  private func sealNow() throws {
    let head = opened.withLock { $0.head }
    if head.seal != nil, try queue.read({ try LedgerTail($0) }) == head.tail { return }
    let written = try LedgerHead.write(queue, place)
    opened.withLock { $0.head = written }
  }

  private func change<R>(_ work: (Database) throws -> R) throws(SendLedgerError) -> R {
    guard opened.withLock({ $0.lock != nil }) else { throw .closed }
    return try ledgerErrors { try write(work) }
  }

  private func write<R>(_ work: (Database) throws -> R) throws -> R { try finalChange(of: queue, place.database, work) }

  private func register(_ dispatch: Dispatch, at time: String, _ db: Database) throws -> DispatchID {
    let sameKey = "SELECT id FROM dispatch WHERE release = ? AND organisation = ? AND address_key = ? AND pack = ?"
    let key: StatementArguments = [dispatch.release, dispatch.organisation, dispatch.addressKey, dispatch.pack]
    if let number = try Row.fetchOne(db, cachedSQL: sameKey, key)?.ledgerInteger("id") {
      let id = DispatchID(number)
      guard let known = try SendLedgerReader.histories(db, "WHERE dispatch.id = ?", [number]).first?.dispatch else {
        throw SendLedgerError.damaged("archive/ledger.sqlite: the dispatch \(number) has no entry")
      }
      let fields = known.fieldsThatDiffer(from: dispatch)
      guard fields.isEmpty else { throw SendLedgerError.otherContent(id, fields: fields) }
      return id
    }
    if let other = try Row.fetchOne(db, cachedSQL: "SELECT id FROM dispatch WHERE message_id = ?", [dispatch.messageID])?.ledgerInteger("id") {
      throw SendLedgerError.sameMessageID(dispatch.messageID, DispatchID(other))
    }
    let number = try insert(.dispatch(dispatch), at: time, db)
    try db.cachedStatement(sql: "INSERT INTO dispatch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        number, dispatch.release, dispatch.organisation, dispatch.address, dispatch.addressKey, dispatch.name, dispatch.role.rawValue, dispatch.pack,
        dispatch.messageID, dispatch.isEncrypted ? 1 : 0, dispatch.replaces,
      ])
    for (place, attachment) in dispatch.attachments.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO attachment VALUES (?, ?, ?, ?)").execute(
        arguments: [number, place + 1, attachment.name, attachment.sha256])
    }
    return DispatchID(number)
  }

  @discardableResult
  private func insert(_ events: [DispatchEvent], for id: DispatchID, at time: String, _ db: Database) throws -> DispatchState {
    guard var progress = try SendLedgerReader.histories(db, "WHERE dispatch.id = ?", [id.number]).first?.progress else {
      throw SendLedgerError.unknownDispatch(id)
    }
    for event in events {
      do { try progress.take(event) } catch {
        switch error {
        case .illegal(let state): throw SendLedgerError.illegal(event.kind, in: state, id)
        case .attempt(let expected):
          guard case .sending(_, let given) = event else { throw SendLedgerError.illegal(event.kind, in: progress.state, id) }
          throw SendLedgerError.wrongAttempt(given, expected: expected, id)
        }
      }
      try insert(.event(event, of: id), at: time, db)
    }
    return progress.state
  }

  @discardableResult
  private func insert(_ content: LedgerContent, at time: String, _ db: Database) throws -> Int {
    let tail = try LedgerTail(db)
    let payload = LedgerPayload(content, seq: tail.sequence &+ 1, previous: tail.hash, at: time, user: user, host: host)
    let text = payload.text
    try db.cachedStatement(sql: "INSERT INTO entry(seq, dispatch, kind, at, payload, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [payload.seq, payload.dispatch ?? payload.seq, payload.kind, time, text, tail.hash, LedgerDigest.of(text)])
    return payload.seq
  }

  private static func check(_ events: [DispatchEvent], _ time: String) throws(SendLedgerError) {
    try check(time: time)
    if let fault = events.lazy.compactMap(\.fault).first { throw .unfit(fault) }
  }

  private static func check(time: String) throws(SendLedgerError) {
    let shape = Array("0000-00-00T00:00:00Z".utf8)
    let fits = time.utf8.count == shape.count && zip(time.utf8, shape).allSatisfy { $1 == 0x30 ? (0x30...0x39).contains($0) : $0 == $1 }
    guard fits else { throw .unfit("the time “\(time)”, which is written like 2016-03-14T09:30:00Z") }
  }
}

extension Dispatch {
  /// The fields in which two dispatches of one key differ, byte by byte.
  func fieldsThatDiffer(from other: Dispatch) -> [String] {
    func differ(_ a: String?, _ b: String?) -> Bool { a.map { Array($0.utf8) } != b.map { Array($0.utf8) } }
    let fields: [(String, Bool)] = [
      ("address", differ(address, other.address)), ("name", differ(name, other.name)), ("role", role != other.role),
      ("attachments", attachments.map { Array(($0.sha256 + $0.name).utf8) } != other.attachments.map { Array(($0.sha256 + $0.name).utf8) }),
      ("Message-ID", differ(messageID, other.messageID)), ("encrypted", isEncrypted != other.isEncrypted),
      ("replaces", differ(replaces, other.replaces)),
    ]
    return fields.filter(\.1).map(\.0)
  }
}
