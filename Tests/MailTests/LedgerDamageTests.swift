import Foundation
import GRDB
import MailAddresses
import Storage
import TestSupport
import Testing

@testable import Mail

/// A changed byte, wherever it is, is found; and the ledger is verified without this program.
struct LedgerDamageTests {
  private let sample: LedgerSample

  init() throws {
    sample = try LedgerSample()
    try sample.fill()
  }

  @Test func everyOneOfThousandsOfFlippedBitsIsFound() throws {
    var generator = SeededGenerator(seed: 4)
    let originals = [try FileSystem.read(sample.place.database), try FileSystem.read(sample.place.head)]
    try #require(sample.verify().isWhole)
    for number in 0..<2500 {
      // Every bit of LEDGER, which is small, in the course of it.
      let file = number % 2
      let path = file == 0 ? sample.place.database : sample.place.head
      var bytes = originals[file]
      let place = file == 0 ? Int.random(in: 0..<bytes.count, using: &generator) : number / 2 / 8 % bytes.count
      let bit = file == 0 ? Int.random(in: 0..<8, using: &generator) : number / 2 % 8
      bytes[place] ^= UInt8(1) << UInt8(bit)
      try FileSystem.write(bytes, to: path)
      if let report = try? sample.verify(), report.isWhole { Issue.record("\(path.suffix(8)) byte \(place) bit \(bit) went unseen") }
      // Nor is anything sent from it.
      if number % 40 == 0 { #expect(throws: SendLedgerError.self) { _ = try sample.open() } }
      try FileSystem.write(originals[file], to: path)
      if number % 40 == 0 { try LedgerShell.run("rm -f archive/ledger.sqlite-*", in: sample.folder.path) }
    }
    #expect(originals[1].count * 8 <= 2500 / 2)
    #expect(try sample.verify().isWhole)
  }

  /// Without the seal, as after a run that ended early, what a flip changes of the record is still found.
  @Test func aFlipThatChangesTheRecordIsFoundWithoutTheSeal() throws {
    let original = try FileSystem.read(sample.place.database)
    let head = LedgerHead(tail: try LedgerHead.read(sample.place)?.tail ?? LedgerTail(), seal: nil)
    try FileSystem.write(Array(head.text.utf8), to: sample.place.head)
    func record() throws -> [[DatabaseValue]] {
      try SendLedgerReader.open(sample.place).read { db in
        try ["entry", "dispatch", "attachment"].flatMap { try Row.fetchAll(db, sql: "SELECT * FROM \($0)").map { Array($0.databaseValues) } }
      }
    }
    let before = try record()
    var generator = SeededGenerator(seed: 7)
    var unseen = 0
    for _ in 0..<800 {
      var bytes = original
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
      try FileSystem.write(bytes, to: sample.place.database)
      guard let report = try? sample.verify(), report.isWhole else { continue }
      unseen += 1
      #expect(try record() == before, "byte \(place) changes the record and went unseen")
    }
    // Unused bytes of pages, which only the seal covers.
    #expect(unseen > 50)
  }

  /// Whoever changes the database with SQL and writes LEDGER anew, so that the seal holds, is found by what the entries say.
  @Test(arguments: [
    ("UPDATE entry SET payload = replace(payload, '250', '251') WHERE kind = 'sent'", 31), ("DELETE FROM entry WHERE seq = 8", 8),
    ("DELETE FROM entry WHERE seq = 1", 1), ("UPDATE entry SET at = '2016-03-14T09:31:01Z' WHERE seq = 9", 9),
    ("UPDATE entry SET kind = 'approved' WHERE seq = 9", 9), ("UPDATE entry SET dispatch = 2 WHERE seq = 7", 7),
    ("UPDATE entry SET hash = 'a' WHERE seq = 4", 4), ("UPDATE dispatch SET address = 'other@example.nhs.uk' WHERE id = 2", 2),
    ("UPDATE dispatch SET address_key = 'other@example.nhs.uk' WHERE id = 2", 2), ("UPDATE dispatch SET encrypted = 1 WHERE id = 1", 1),
    ("UPDATE dispatch SET replaces = '2015-16/M11-flex-v0' WHERE id = 5", 5), ("UPDATE dispatch SET pack = 'x' WHERE id = 3", 3),
    ("UPDATE dispatch SET message_id = 'x' WHERE id = 3", 3), ("DELETE FROM dispatch WHERE id = 6", 6),
    ("UPDATE attachment SET name = 'x' WHERE dispatch = 4", 4), ("DELETE FROM attachment WHERE dispatch = 4", 4),
    ("INSERT INTO attachment VALUES (5, 2, 'x', 'y')", 5), ("UPDATE entry SET payload = payload || char(0) WHERE seq = 12", 12),
    ("UPDATE entry SET payload = ' ' || payload WHERE seq = 13", 13),
    ("INSERT INTO entry SELECT seq + 1, 1, 'queued', at, payload, hash, hash FROM entry WHERE seq = (SELECT max(seq) FROM entry)", 41),
  ])
  func aChangeWithSQLIsFoundAndItsEntryNamed(_ change: (sql: String, entry: Int)) throws {
    try tamper { db in try db.execute(sql: change.sql) }
    let report = try sample.verify()
    #expect(report.firstBadEntry == change.entry, "\(report.problems)")
  }

  /// Whoever works every hash out anew is found where what the chain then says could not happen.
  @Test func aChainThatWasWrittenAnewMustStillBeOneThatCouldHappen() throws {
    try tamper { db in
      let payloads = try Row.fetchAll(db, sql: "SELECT seq, payload FROM entry ORDER BY seq").compactMap {
        $0.ledgerText("payload").flatMap(LedgerPayload.init)
      }
      var previous = LedgerTail.origin
      for var payload in payloads {
        // The one that failed is made one that was sent, so that its requeueing makes no sense.
        if payload.kind == "failed" { payload.kind = "sent" }
        payload.previous = previous
        let text = payload.text
        try db.execute(
          sql: "UPDATE entry SET kind = ?, payload = ?, previous = ?, hash = ? WHERE seq = ?",
          arguments: [payload.kind, text, previous, LedgerDigest.of(text), payload.seq])
        previous = LedgerDigest.of(text)
      }
    }
    #expect(try sample.verify().problems.map(\.text).first?.hasSuffix(": requeued cannot happen to dispatch 3, which is sent") == true)
  }

  @Test func aTriggerOrTableThatIsMissingIsNamed() throws {
    let queue = try DatabaseQueue(path: sample.place.database)
    try queue.write { try $0.execute(sql: "DROP TRIGGER entry_no_update; CREATE TABLE extra(x)") }
    let problems = try sample.verify().problems.map(\.text)
    for name in ["trigger entry_no_update", "table extra"] { #expect(problems.contains { $0.contains(name) }, "\(problems)") }
  }

  private func tamper(_ change: (Database) throws -> Void) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: sample.place.database, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
      try change(db)
      for row in triggers { try db.execute(sql: row["sql"] as String) }
    }
    _ = try LedgerHead.write(queue, sample.place)
  }

  /// What README.md shows, word for word.
  static let script = """
    set -euo pipefail
    db=archive/ledger.sqlite; work=$(mktemp -d)
    # The chain: each payload has its hash, names the hash before it and its own place.
    sqlite3 -readonly $db "SELECT writefile('$work/' || seq, payload) FROM entry" > /dev/null
    sqlite3 -readonly -separator '  ' $db "SELECT hash, seq FROM entry ORDER BY seq" | (cd $work && sha256sum --quiet -c -)
    test 0 = $(sqlite3 -readonly $db "SELECT count(*) FROM (SELECT *, row_number() OVER (ORDER BY seq) AS place,
      lag(hash, 1, printf('%064d', 0)) OVER (ORDER BY seq) AS before FROM entry)
      WHERE seq <> place OR previous <> before OR json_extract(payload, '\\$.seq') <> place OR json_extract(payload, '\\$.previous') <> before
        OR json_extract(payload, '\\$.kind') <> kind OR json_extract(payload, '\\$.at') <> at
        OR coalesce(json_extract(payload, '\\$.dispatch'), place) <> dispatch")
    echo "chain: ok"
    # Nothing stands in the list of dispatches that its entry does not say.
    test 0 = $(sqlite3 -readonly $db "SELECT count(*) FROM dispatch JOIN entry ON seq = id WHERE kind <> 'dispatch'
      OR json_extract(payload, '\\$.release') <> release OR json_extract(payload, '\\$.organisation') <> organisation
      OR json_extract(payload, '\\$.address') <> address OR json_extract(payload, '\\$.messageID') <> message_id
      OR json_extract(payload, '\\$.pack') <> pack")
    echo "dispatches: ok"
    # LEDGER: the last entry, and every byte of the database.
    test "$(sqlite3 -readonly $db "SELECT seq || ' ' || hash FROM entry ORDER BY seq DESC LIMIT 1")" = "$(head -1 archive/LEDGER)"
    sed -n "s|^database [0-9]* \\(.*\\)|\\1  $db|p" archive/LEDGER | sha256sum --quiet -c -
    echo "LEDGER: ok"
    rm -r $work
    """

  @Test func sqlite3AndSha256sumVerifyItAlone() throws {
    let script = Self.script
    #expect(try LedgerShell.run(script, in: sample.folder.path) == "chain: ok\ndispatches: ok\nLEDGER: ok\n")
    func isFound(_ change: String) throws {
      let original = try FileSystem.read(sample.place.database)
      try tamper { try $0.execute(sql: change) }
      #expect(throws: LedgerShell.Failed.self) { try LedgerShell.run(script, in: sample.folder.path) }
      try FileSystem.write(original, to: sample.place.database)
    }
    try isFound("UPDATE entry SET payload = replace(payload, '250', '251') WHERE kind = 'sent'")
    try isFound("UPDATE entry SET kind = 'deferred' WHERE kind = 'sent'")
    try isFound("UPDATE dispatch SET address = 'x' WHERE id = 1")
    try isFound("DELETE FROM entry WHERE seq = 3")
  }

  /// The payload is what another program's JSON writer makes of the same values with sorted keys and no space.
  @Test func thePayloadIsCanonicalJSON() throws {
    let script = """
      import json, sqlite3, hashlib
      count = 0
      for payload, digest in sqlite3.connect('file:archive/ledger.sqlite?mode=ro', uri=True).execute('SELECT payload, hash FROM entry'):
          assert json.dumps(json.loads(payload), sort_keys=True, separators=(',', ':'), ensure_ascii=False).replace('\\\\r', '\\\\u000d') \\
            .replace('\\\\n', '\\\\u000a').replace('\\\\t', '\\\\u0009') == payload, payload
          assert hashlib.sha256(payload.encode()).hexdigest() == digest
          count += 1
      print(count)
      """
    try FileSystem.write(Array(script.utf8), to: sample.folder.path + "/check.py")
    #expect(try LedgerShell.run("python3 check.py", in: sample.folder.path) == "\(sample.reader().last().sequence)\n")
  }

  @Test func thePackIsWhatSha256sumSays() throws {
    let folder = sample.folder.path
    try LedgerShell.run("mkdir pack && cd pack && printf one > b.pdf && printf two > a.html && printf three > B.pdf", in: folder)
    let attachments = try ["b.pdf", "B.pdf", "a.html"].map { name in
      Dispatch.Attachment(name: name, sha256: LedgerDigest.of(try FileSystem.read("\(folder)/pack/\(name)")))
    }
    let said = try LedgerShell.run("cd pack && LC_ALL=C; export LC_ALL; sha256sum * | sha256sum | cut -c1-64", in: folder)
    #expect(said == Dispatch.packDigest(of: attachments) + "\n")
  }
}
