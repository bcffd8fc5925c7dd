import GRDB
import Storage

/// The send-once ledger, open for reading: takes no lock for longer than one reading and changes nothing.
package struct SendLedgerReader: Sendable {
  /// Where it stands.
  package let place: LedgerPlace
  let queue: DatabaseQueue
  /// Whether it reads for the run that writes, whose dispatches may be on their way.
  private let isOfWriter: Bool

  /// Opens the ledger of an archive folder.
  ///
  /// - Throws: `SendLedgerError`: there is none, or it is of another format.
  package init(archiveFolder: String) throws(SendLedgerError) { try self.init(LedgerPlace(archiveFolder: archiveFolder), .current) }

  init(_ place: LedgerPlace, _ format: LedgerFormat) throws(SendLedgerError) {
    self.place = place
    isOfWriter = false
    guard FileSystem.exists(place.database) else { throw .missing(folder: place.folder) }
    queue = try ledgerErrors {
      let queue = try Self.open(place)
      let found = try queue.read { try LedgerFormat.number(of: $0) }
      if found > format.number { throw SendLedgerError.newerFormat(found: found, known: format.number) }
      if found == 0 { throw SendLedgerError.missing(folder: place.folder) }
      if found < format.number { throw SendLedgerError.olderFormat(found: found, current: format.number) }
      return queue
    }
  }

  init(ofWriter place: LedgerPlace, _ queue: DatabaseQueue) {
    (self.place, self.queue, isOfWriter) = (place, queue, true)
  }

  static func open(_ place: LedgerPlace) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: place.database, configuration: configuration)
  }

  /// Every dispatch, in the order in which they were registered.
  package func dispatches() throws(SendLedgerError) -> [DispatchHistory] { try histories("") }

  /// The dispatches of a release, in the order in which they were registered.
  package func dispatches(release: String) throws(SendLedgerError) -> [DispatchHistory] { try histories("WHERE dispatch.release = ?", [release]) }

  /// The dispatches of an organisation's packs to an address, whatever the release.
  package func dispatches(organisation: String, address: String) throws(SendLedgerError) -> [DispatchHistory] {
    try histories("WHERE dispatch.address_key = ? AND dispatch.organisation = ?", [Dispatch.addressKey(of: address), organisation])
  }

  /// One dispatch.
  ///
  /// - Throws: `SendLedgerError.unknownDispatch`.
  package func dispatch(_ id: DispatchID) throws(SendLedgerError) -> DispatchHistory {
    guard let history = try histories("WHERE dispatch.id = ?", [id.number]).first else { throw .unknownDispatch(id) }
    return history
  }

  /// The dispatch of a message, as a notification of its fate names it, with the angle brackets or without; nil where there is none.
  package func find(messageID: String) throws(SendLedgerError) -> DispatchHistory? {
    var bare = messageID[...]
    if bare.first == "<", bare.last == ">" { bare = bare.dropFirst().dropLast() }
    return try histories("WHERE dispatch.message_id IN (?, ?)", [String(bare), "<\(bare)>"]).first
  }

  /// The last dispatch of an organisation's packs that an address has or may have, among the releases that the caller chooses: what a corrected version
  /// replaces. Nil where there is none.
  package func lastSent(organisation: String, address: String, where isWanted: (_ release: String) -> Bool) throws(SendLedgerError)
    -> DispatchHistory?
  {
    try dispatches(organisation: organisation, address: address).last { $0.state.mayHaveArrived && isWanted($0.dispatch.release) }
  }

  /// The place and hash of the last entry; nought in an empty ledger. Noted down elsewhere, they show a whole ledger being put back to an earlier day.
  package func last() throws(SendLedgerError) -> (sequence: Int, hash: String) {
    try ledgerErrors {
      let tail = try queue.read { try LedgerTail($0) }
      return (tail.sequence, tail.hash)
    }
  }

  /// Whether the entry at a place has the hash that was noted down of it.
  package func holds(sequence: Int, hash: String) throws(SendLedgerError) -> Bool {
    if sequence == 0 { return hash == LedgerTail.origin }
    return try ledgerErrors {
      try queue.read { try Row.fetchOne($0, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [sequence])?.ledgerText("hash") == hash }
    }
  }

  private func histories(_ condition: String, _ arguments: StatementArguments = []) throws(SendLedgerError) -> [DispatchHistory] {
    try ledgerErrors {
      let quiet = isOfWriter ? nil : LedgerQuiet(place)
      var histories = try withExtendedLifetime(quiet) { try queue.read { try Self.histories($0, condition, arguments) } }
      guard let quiet, !quiet.isBeingWritten else { return histories }
      for index in histories.indices where histories[index].state == .sending { histories[index].progress.state = .unknown }
      return histories
    }
  }

  /// Dispatches with their entries, read from the payloads.
  static func histories(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> [DispatchHistory] {
    let sql = """
      SELECT entry.seq AS seq, entry.hash AS hash, entry.payload AS payload FROM dispatch JOIN entry ON entry.dispatch = dispatch.id
      \(condition) ORDER BY dispatch.id, entry.seq
      """
    var histories: [DispatchHistory] = []
    for row in try Row.fetchAll(db, cachedSQL: sql, arguments) {
      let number = row.ledgerInteger("seq") ?? 0
      guard let hash = row.ledgerText("hash"), let text = row.ledgerText("payload"), let payload = LedgerPayload(text), payload.seq == number else {
        throw SendLedgerError.damaged("archive/ledger.sqlite: entry \(number) is not as one is written")
      }
      switch payload.content {
      case .dispatch(let dispatch):
        histories.append(
          DispatchHistory(id: DispatchID(number), dispatch: dispatch, time: payload.at, events: [], progress: DispatchProgress()))
      case .event(let event, let id):
        guard let last = histories.indices.last, histories[last].id == id else {
          throw SendLedgerError.damaged("archive/ledger.sqlite: entry \(number) is of no dispatch")
        }
        do { try histories[last].progress.take(event) } catch {
          throw SendLedgerError.damaged(
            "archive/ledger.sqlite: entry \(number) says \(event.kind.rawValue) of a dispatch that is \(histories[last].state.rawValue)")
        }
        histories[last].events.append(
          RecordedEvent(sequence: number, hash: hash, event: event, time: payload.at, user: payload.user, host: payload.host))
      case nil: throw SendLedgerError.damaged("archive/ledger.sqlite: entry \(number) is not as one is written")
      }
    }
    return histories
  }
}
