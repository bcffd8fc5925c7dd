package import GRDB
import Storage

/// How a database of records is opened for writing: a change is on the disk when it returns, and a database that is only opened keeps the bytes that its head
/// seals.
package func recordConfiguration() -> Configuration {
  var configuration = Configuration()
  configuration.foreignKeysEnabled = true
  configuration.busyMode = .timeout(10)
  // Not through `journalMode`, which writes to the database to make its log.
  configuration.prepareDatabase { db in
    _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
    try db.execute(sql: "PRAGMA synchronous = FULL")
  }
  return configuration
}

/// Changes a database of records in one transaction, which is final when this returns.
///
/// - Parameter path: the database's file.
package func finalChange<R>(of queue: DatabaseQueue, _ path: String, _ change: (Database) throws -> R) throws -> R {
  let result = try queue.writeWithoutTransaction { db in
    var result: R?
    try db.inTransaction(.immediate) {
      result = try change(db)
      try FaultPlan.pass(.commit, path)
      return .commit
    }
    return result
  }
  guard let result else { throw DatabaseError(message: "the transaction gave nothing") }
  try FaultPlan.pass(.committed, path)
  return result
}
