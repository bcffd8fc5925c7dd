import GRDB
import Storage

/// Reads all of the send-once ledger and says what is not as it was kept.
///
/// Nothing rests on one look: the database is checked by SQLite and against the schema, the chain's hashes cover every word of each entry, the tables beside it
/// are compared with what the entries say, each event must be one that could happen, and the seal in `LEDGER` covers each byte of the file, unused ones too.
package struct SendLedgerVerification {
  let place: LedgerPlace
  let format: LedgerFormat

  /// Prepares a verification of the ledger of an archive folder.
  package init(archiveFolder: String) { self.init(LedgerPlace(archiveFolder: archiveFolder), .current) }

  init(_ place: LedgerPlace, _ format: LedgerFormat) {
    self.place = place
    self.format = format
  }

  /// Reads it all. A run that writes goes on meanwhile; then the seal is not looked at.
  ///
  /// - Throws: `SendLedgerError` when there is no ledger or it is of another format.
  package func run() throws(SendLedgerError) -> SendLedgerReport {
    var report = SendLedgerReport()
    guard FileSystem.exists(place.database) else {
      guard FileSystem.exists(place.head) else { throw .missing(folder: place.folder) }
      report.problem(nil, "archive/ledger.sqlite is missing, and there is archive/LEDGER")
      return report
    }
    return try ledgerErrors {
      let quiet = LedgerQuiet(place)
      var head: LedgerHead?
      do { head = try LedgerHead.read(place) } catch SendLedgerError.damaged(let what) { report.problem(nil, what) }
      let isHeadBroken = !report.isWhole
      let seal = head?.seal.map { LedgerDigest.ofFile(place.database) == $0 }
      do {
        let queue = try SendLedgerReader.open(place)
        try queue.read { db in
          let found = try LedgerFormat.number(of: db)
          if found != format.number, seal != false {
            if found > format.number { throw SendLedgerError.newerFormat(found: found, known: format.number) }
            if found > 0 || head == nil { throw SendLedgerError.olderFormat(found: found, current: format.number) }
          }
          try checkDatabase(db, &report)
          try LedgerEntryCheck(isBeingWritten: quiet.isBeingWritten).run(db, &report)
          if !isHeadBroken { try checkHead(head, db, isBeingWritten: quiet.isBeingWritten, seal: seal, &report) }
        }
      } catch let error as DatabaseError {
        report.problem(nil, "archive/ledger.sqlite cannot be read: \(error.message ?? "\(error)")")
      } catch SendLedgerError.damaged(let what) {
        report.problem(nil, what)
      }
      withExtendedLifetime(quiet) {}
      return report
    }
  }

  private func checkDatabase(_ db: Database, _ report: inout SendLedgerReport) throws {
    for line in try String.fetchAll(db, sql: "PRAGMA integrity_check") where line != "ok" { report.problem(nil, "archive/ledger.sqlite: \(line)") }
    let expected = try Set(format.schema())
    let found = try Set(LedgerFormat.schema(of: db))
    for line in expected.symmetricDifference(found).sorted() {
      report.problem(nil, "archive/ledger.sqlite: its tables are not those of format \(format.number): \(line.prefix { $0 != "(" && $0 != "\n" })")
    }
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      report.problem(
        nil, "archive/ledger.sqlite: a row of \(row.ledgerText("table") ?? "") names a \(row.ledgerText("parent") ?? "") that is not there")
    }
    report.check("database", 1, "SQLite's own check, tables, references, every byte of the file against LEDGER")
  }

  private func checkHead(_ head: LedgerHead?, _ db: Database, isBeingWritten: Bool, seal: Bool?, _ report: inout SendLedgerReport) throws {
    for line in try LedgerHead.problems(head, db) { report.problem(nil, line) }
    report.check("LEDGER", 1, "names an entry of the chain, and the last one at the end of a run")
    let tail = try LedgerTail(db)
    if isBeingWritten {
      report.notes.append("a run is writing now, so that every byte of the database's file was not looked at")
    } else if let head, head.tail.sequence < tail.sequence {
      report.notes.append(
        "entries \(head.tail.sequence + 1) to \(tail.sequence) are final and their run ended before LEDGER; the next run puts it right")
    } else if seal == nil {
      report.notes.append("archive/LEDGER does not seal the database's file; the next run seals it")
    } else if seal == false {
      report.problem(nil, "archive/ledger.sqlite does not have the bytes that archive/LEDGER seals")
    }
  }
}
