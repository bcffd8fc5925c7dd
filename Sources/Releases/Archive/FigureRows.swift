import Extracts
import GRDB
import GRDBSQLite

/// A statement whose columns are given and read as bytes, without a value between: what hundred thousands of figures need.
struct RawStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  private let db: Database

  init(_ db: Database, _ sql: String) throws {
    self.db = db
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  func bind(_ value: Int, at column: Int32) { sqlite3_bind_int64(handle, column, Int64(value)) }

  /// Binds a text for the length of the call.
  func withText<R>(_ text: String, at column: Int32, _ body: () throws -> R) rethrows -> R {
    var text = text
    return try text.withUTF8 { utf8 in
      try utf8.withMemoryRebound(to: CChar.self) { bytes in
        _ = sqlite3_bind_text(handle, column, bytes.baseAddress, Int32(bytes.count), nil)
        return try body()
      }
    }
  }

  /// Runs a statement that gives no row, and makes it ready to be run again.
  func run() throws {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage) }
  }

  /// The next row, if there is one.
  func next() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      sqlite3_reset(handle)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
    }
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  /// The bytes of a text column of the present row.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let text = sqlite3_column_text(handle, column)
    return UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, column)))
  }
}

/// The digest of a release's figures: SHA-256 over `id<tab>value<tab>unit<line end>` in bytewise order of id.
func digestOfFigures(_ figures: [ArchivedFigure]) -> String {
  let digest = Digest()
  var block: [UInt8] = []
  for figure in figures {
    block += figure.id.utf8
    block.append(0x09)
    block += figure.value.utf8
    block.append(0x09)
    block += figure.unit.utf8
    block.append(0x0A)
    if block.count > 1 << 16 {
      block.withUnsafeBytes { if let base = $0.baseAddress { digest.update(base, count: $0.count) } }
      block.removeAll(keepingCapacity: true)
    }
  }
  block.withUnsafeBytes { if let base = $0.baseAddress, !$0.isEmpty { digest.update(base, count: $0.count) } }
  return hexadecimal(digest.finish())
}

/// Adds the figures of a release, in order of id.
func insertFigures(_ figures: [ArchivedFigure], release: Int, into db: Database) throws {
  var numbers: [String: Int] = [:]
  let known = try RawStatement(db, "SELECT id, text FROM figure_name")
  while try known.next() { numbers[String(decoding: known.bytes(1), as: UTF8.self)] = known.integer(0) }
  var next = (numbers.values.max() ?? 0) + 1
  let addName = try RawStatement(db, "INSERT INTO figure_name(id, text) VALUES (?, ?)")
  // A release's first figures are numbered in order of id, so that they are read back in nearly that order.
  for figure in figures where numbers[figure.id] == nil {
    numbers[figure.id] = next
    addName.bind(next, at: 1)
    try addName.withText(figure.id, at: 2) { try addName.run() }
    next += 1
  }
  let add = try RawStatement(db, "INSERT INTO figure(release, name, value, unit) VALUES (?, ?, ?, ?)")
  add.bind(release, at: 1)
  let rows = figures.compactMap { figure in numbers[figure.id].map { (number: $0, figure: figure) } }.sorted { $0.number < $1.number }
  for row in rows {
    add.bind(row.number, at: 2)
    try add.withText(row.figure.value, at: 3) { try add.withText(row.figure.unit, at: 4) { try add.run() } }
  }
}

/// The ids of all figures and their bytewise order, once for many releases.
struct FigureNames {
  private var bytes: [UInt8] = []
  private var place: [Int: Range<Int>] = [:]
  /// The place of a number's id in bytewise order, by number.
  private(set) var rank: [Int: Int] = [:]
  private var inOrder: [Int] = []

  init(_ db: Database) throws {
    let statement = try RawStatement(db, "SELECT id, text FROM figure_name ORDER BY text COLLATE BINARY")
    while try statement.next() {
      let number = statement.integer(0)
      let start = bytes.count
      bytes.append(contentsOf: statement.bytes(1))
      bytes.append(0x09)
      place[number] = start..<bytes.count
      rank[number] = inOrder.count
      inOrder.append(number)
    }
  }

  /// How many there are.
  var count: Int { inOrder.count }

  /// The count and digest of a release's figures as they stand in the database.
  func listing(ofRelease release: Int, _ db: Database) throws -> EntryPayload.Listing {
    let statement = try RawStatement(db, "SELECT name, value, unit FROM figure WHERE release = ? ORDER BY name")
    statement.bind(release, at: 1)
    var values: [UInt8] = []
    var rows: [(rank: Int, number: Int, start: Int, end: Int)] = []
    var isSorted = true
    while try statement.next() {
      let number = statement.integer(0)
      let start = values.count
      values.append(contentsOf: statement.bytes(1))
      values.append(0x09)
      values.append(contentsOf: statement.bytes(2))
      values.append(0x0A)
      let row = (rank: rank[number] ?? -1, number: number, start: start, end: values.count)
      if let last = rows.last, last.rank > row.rank { isSorted = false }
      rows.append(row)
    }
    if !isSorted { rows.sort { $0.rank < $1.rank } }
    let digest = Digest()
    var block: [UInt8] = []
    block.reserveCapacity(1 << 17)
    for row in rows {
      // A figure of no name is a broken reference, which the digest then shows.
      if let id = place[row.number] { block.append(contentsOf: bytes[id]) }
      block.append(contentsOf: values[row.start..<row.end])
      if block.count > 1 << 16 {
        block.withUnsafeBytes { if let base = $0.baseAddress { digest.update(base, count: $0.count) } }
        block.removeAll(keepingCapacity: true)
      }
    }
    block.withUnsafeBytes { if let base = $0.baseAddress, !$0.isEmpty { digest.update(base, count: $0.count) } }
    return EntryPayload.Listing(count: rows.count, sha256: hexadecimal(digest.finish()))
  }
}
