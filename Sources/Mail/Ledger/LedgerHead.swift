import GRDB
import Storage

/// The file `LEDGER`: `<sequence> <hash>` of the last entry, and `database <bytes> <SHA-256>` of the database's file when all was in it.
///
/// The second line is the seal: it finds a changed byte even where SQLite would never read it.
struct LedgerHead: Hashable, Sendable {
  /// The size and SHA-256 of the database's file.
  struct Seal: Hashable, Sendable {
    var byteCount: Int
    var sha256: String
  }

  var tail: LedgerTail
  var seal: Seal?

  var text: String { "\(tail.sequence) \(tail.hash)\n" + (seal.map { "database \($0.byteCount) \($0.sha256)\n" } ?? "") }

  init(tail: LedgerTail, seal: Seal?) {
    self.tail = tail
    self.seal = seal
  }

  /// Reads the file; nil for any text that is not exactly one that is written.
  init?(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 2 || lines.count == 3 else { return nil }
    let first = lines[0].split(separator: " ")
    guard first.count == 2, let sequence = Int(first[0]), sequence >= 0, LedgerDigest.isOne(first[1]) else { return nil }
    tail = LedgerTail()
    (tail.sequence, tail.hash) = (sequence, String(first[1]))
    if lines.count == 3 {
      let second = lines[1].split(separator: " ")
      guard second.count == 3, second[0] == "database", let count = Int(second[1]), LedgerDigest.isOne(second[2]) else { return nil }
      seal = Seal(byteCount: count, sha256: String(second[2]))
    }
    guard text.utf8.elementsEqual(bytes) else { return nil }
  }

  /// Reads `LEDGER`; nil when there is none.
  ///
  /// - Throws: `SendLedgerError.damaged` when it is not as one is written.
  static func read(_ place: LedgerPlace) throws -> LedgerHead? {
    guard FileSystem.exists(place.head) else { return nil }
    guard let head = LedgerHead(try FileSystem.read(place.head)) else { throw SendLedgerError.damaged("archive/LEDGER is not as one is written") }
    return head
  }

  /// Brings the log into the database's file and writes `LEDGER` with the file's digest. Where a reader keeps the log in use, `LEDGER` seals nothing until the
  /// next time.
  static func write(_ queue: DatabaseQueue, _ place: LedgerPlace) throws -> LedgerHead {
    try FaultPlan.pass(.write, place.database)
    let (tail, isWhole) = try queue.writeWithoutTransaction { db in
      let busy: Int = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] ?? 1
      return (try LedgerTail(db), busy == 0)
    }
    let head = LedgerHead(tail: tail, seal: isWhole ? LedgerDigest.ofFile(place.database) : nil)
    try FileSystem.writeDurably(Array(head.text.utf8), to: place.head + ".new")
    try FileSystem.rename(place.head + ".new", to: place.head)
    try FileSystem.syncNames(in: place.folder)
    return head
  }

  /// How head and database disagree, in words; none where a run that ended before it wrote the head explains what is seen.
  static func problems(_ head: LedgerHead?, _ db: Database) throws -> [String] {
    let last = try LedgerTail(db)
    guard let head else {
      // A head is written when the database is made, before its first entry.
      return last.sequence == 0 ? [] : ["archive/LEDGER is missing, and the last entry of archive/ledger.sqlite is \(last.sequence)"]
    }
    let number = head.tail.sequence
    if number > last.sequence {
      return [
        "archive/LEDGER names entry \(number), and the last entry of archive/ledger.sqlite is \(last.sequence): the database is older than LEDGER"
      ]
    }
    let hash =
      number == 0
      ? LedgerTail.origin : try Row.fetchOne(db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [number])?.ledgerText("hash") ?? ""
    return hash == head.tail.hash ? [] : ["archive/LEDGER gives entry \(number) the hash \(head.tail.hash), archive/ledger.sqlite \(hash)"]
  }
}
