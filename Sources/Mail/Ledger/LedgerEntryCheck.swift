import GRDB

/// Checks the chain, what each entry says against the rows that say it again, and that each event could happen.
struct LedgerEntryCheck {
  /// Whether a run is writing, so that what is being sent is on its way.
  let isBeingWritten: Bool

  func run(_ db: Database, _ report: inout SendLedgerReport) throws {
    // Bytes and not text: what stands behind a NUL is part of what was hashed.
    let sql = "SELECT seq, dispatch, kind, at, CAST(payload AS BLOB) AS payload, previous, hash FROM entry ORDER BY seq"
    let rows = try Row.fetchCursor(db, sql: sql)
    var progress: [DispatchID: DispatchProgress] = [:]
    report.hash = LedgerTail.origin
    var events = 0
    while let row = try rows.next() {
      let expected = report.sequence &+ 1
      let sequence = row.ledgerInteger("seq") ?? 0
      if sequence != expected { report.problem(expected, "entry \(expected) is missing: entry \(sequence) stands in its place") }
      if row.ledgerText("previous") != report.hash { report.problem(sequence, "entry \(sequence) does not follow the hash of the entry before it") }
      let bytes = row.ledgerBytes("payload") ?? []
      report.sequence = max(sequence, report.sequence)
      report.hash = row.ledgerText("hash") ?? ""
      if LedgerDigest.of(bytes) != report.hash { report.problem(sequence, "entry \(sequence): its payload does not have its hash") }
      guard let payload = LedgerPayload(String(decoding: bytes, as: UTF8.self)), let content = payload.content else {
        report.problem(sequence, "entry \(sequence): its payload is not as one is written")
        continue
      }
      let columns: [(String, Bool)] = [
        ("seq", payload.seq == sequence), ("dispatch", payload.dispatch ?? payload.seq == row.ledgerInteger("dispatch")),
        ("kind", payload.kind == row.ledgerText("kind")), ("at", payload.at == row.ledgerText("at")),
        ("previous", payload.previous == row.ledgerText("previous")), ("format", (1...LedgerPayload.format).contains(payload.format)),
      ]
      for (column, agrees) in columns where !agrees { report.problem(sequence, "entry \(sequence): \(column) is not what its payload says") }
      switch content {
      case .dispatch(let dispatch):
        progress[DispatchID(sequence)] = DispatchProgress()
        if payload.pack != dispatch.pack { report.problem(sequence, "entry \(sequence): its pack is not the digest of its attachments") }
        try checkDispatch(dispatch, sequence, db, &report)
      case .event(let event, let id):
        events += 1
        do throws(DispatchProgress.Refusal) {
          guard progress[id] != nil else { throw .illegal(.registered) }
          try progress[id]?.take(event)
        } catch {
          let state = progress[id]?.state.rawValue ?? "not registered"
          report.problem(sequence, "entry \(sequence): \(event.kind.rawValue) cannot happen to dispatch \(id.number), which is \(state)")
        }
      }
    }
    try checkStrays(db, dispatches: progress.count, &report)
    report.checks.insert(.init(what: "entries", count: report.sequence, words: "each chained to the one before by SHA-256"), at: 0)
    report.check("dispatches", progress.count, "their rows and attachments against their entries")
    report.check("events", events, "each one that could happen then")
    if isBeingWritten { return }
    for (id, progress) in progress.sorted(by: { $0.key < $1.key }) where progress.state == .sending {
      report.notes.append("dispatch \(id.number) was being sent when its run ended: its outcome is unknown; the next run writes that down")
    }
  }

  private func checkDispatch(_ dispatch: Dispatch, _ sequence: Int, _ db: Database, _ report: inout SendLedgerReport) throws {
    guard let row = try Row.fetchOne(db, cachedSQL: "SELECT * FROM dispatch WHERE id = ?", [sequence]) else {
      return report.problem(sequence, "entry \(sequence): the row of its dispatch is missing")
    }
    func same(_ column: String, _ text: String?) -> Bool { row.ledgerText(column).map { Array($0.utf8) } == text.map { Array($0.utf8) } }
    let columns: [(String, Bool)] = [
      ("release", same("release", dispatch.release)), ("organisation", same("organisation", dispatch.organisation)),
      ("address", same("address", dispatch.address)), ("address_key", same("address_key", dispatch.addressKey)),
      ("name", same("name", dispatch.name)), ("role", same("role", dispatch.role.rawValue)), ("pack", same("pack", dispatch.pack)),
      ("message_id", same("message_id", dispatch.messageID)), ("encrypted", row.ledgerInteger("encrypted") == (dispatch.isEncrypted ? 1 : 0)),
      ("replaces", same("replaces", dispatch.replaces)),
    ]
    for (column, agrees) in columns where !agrees { report.problem(sequence, "dispatch \(sequence): \(column) is not what its entry says") }
    let rows = try Row.fetchAll(db, cachedSQL: "SELECT place, name, sha256 FROM attachment WHERE dispatch = ? ORDER BY place", [sequence])
    let found = rows.map { "\($0.ledgerInteger("place") ?? 0) \($0.ledgerText("sha256") ?? "") \($0.ledgerText("name") ?? "")" }
    let expected = dispatch.attachments.enumerated().map { "\($0 + 1) \($1.sha256) \($1.name)" }
    if found.map({ Array($0.utf8) }) != expected.map({ Array($0.utf8) }) {
      report.problem(sequence, "dispatch \(sequence): its attachments are not what its entry says")
    }
  }

  /// Rows that no entry speaks of; attachments of no dispatch are broken references.
  private func checkStrays(_ db: Database, dispatches: Int, _ report: inout SendLedgerReport) throws {
    let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM dispatch") ?? 0
    if all != dispatches { report.problem(nil, "archive/ledger.sqlite: it has \(all) rows of dispatches, and its entries \(dispatches)") }
  }
}
