import FoundationEssentials
import GRDB
import Storage

/// Columns read without trust: a damaged database may hold anything anywhere, and that is to be said and not to end the process.
extension Row {
  /// A text; nil for anything else.
  func ledgerText(_ column: String) -> String? {
    guard let value = self[column] as DatabaseValue?, case .string(let text) = value.storage else { return nil }
    return text
  }

  /// A whole number; nil for anything else.
  func ledgerInteger(_ column: String) -> Int? {
    guard let value = self[column] as DatabaseValue?, case .int64(let number) = value.storage else { return nil }
    return Int(number)
  }

  /// Bytes, also none; nil for anything else.
  func ledgerBytes(_ column: String) -> [UInt8]? {
    guard let value = self[column] as DatabaseValue?, case .blob(let data) = value.storage else { return nil }
    return Array(data)
  }
}

/// The last entry of a chain.
struct LedgerTail: Hashable, Sendable {
  /// What stands for the entry before the first one.
  static let origin = String(repeating: "0", count: 64)

  var sequence = 0
  var hash = LedgerTail.origin

  init() {}

  /// Reads the last entry; nothing but the origin in an empty ledger.
  init(_ db: Database) throws {
    guard let row = try Row.fetchOne(db, cachedSQL: "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1") else { return }
    guard let sequence = row.ledgerInteger("seq"), let hash = row.ledgerText("hash") else {
      throw SendLedgerError.damaged("archive/ledger.sqlite: its last entry cannot be read")
    }
    (self.sequence, self.hash) = (sequence, hash)
  }
}

extension Row {
  static func fetchOne(_ db: Database, cachedSQL sql: String, _ arguments: StatementArguments = []) throws -> Row? {
    try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }

  static func fetchAll(_ db: Database, cachedSQL sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
    try fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }
}

/// Runs work of the ledger and gives every failure of database and disk as a `SendLedgerError`.
func ledgerErrors<R>(_ work: () throws -> R) throws(SendLedgerError) -> R {
  do { return try work() } catch let error as SendLedgerError { throw error } catch WriterLock.Failure.busy(let holder, let seconds) {
    throw .busy(holder: holder, seconds: seconds)
  } catch WriterLock.Failure.output(let error) { throw .output(error) } catch let error as OutputError { throw .output(error) } catch let error
    as DatabaseError
  {
    if error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB {
      throw .damaged("archive/ledger.sqlite: \(error.message ?? "\(error)")")
    }
    throw .database(error.message ?? "\(error)")
  } catch { throw .database("\(error)") }
}
