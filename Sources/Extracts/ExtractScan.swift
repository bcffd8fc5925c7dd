/// A stretch of whole rows in memory.
struct RowBatch {
  var bytes: UnsafePointer<UInt8>
  /// The places of separators, as `RowTokeniser.ends`.
  var ends: UnsafePointer<UInt32>
  /// As `RowTokeniser.rowEnds`.
  var rowEnds: UnsafePointer<UInt32>
  /// The first row to read: past the header in the first batch.
  var firstRow: Int
  var rowCount: Int
  /// The line of the batch's first byte.
  var line: Int
  var quotedNewlines: [UInt32]
  var malformedRows: [Int]
}

/// What decodes the rows of one kind of extract.
protocol BatchReader: ~Copyable {
  /// Looks at the header.
  ///
  /// - Returns: false when the file is refused, with the reason noted.
  mutating func begin(header: [String], line: Int) -> Bool
  /// The places of the columns of the four sums, for the control; −1 where absent.
  var controlColumns: [Int] { get }
  /// Decodes the rows of a batch.
  mutating func read(_ batch: RowBatch)
  /// Where odd things are noted.
  var log: ObservationLog { get set }
}

/// What a scan found out about the file as a whole.
struct ScanOutcome {
  var header: [String] = []
  var encoding = TextEncoding.utf8
  var byteCount = 0
  var digest: [UInt8] = []
  var control = ControlTotals()
  /// Whether the file was refused whole; the reason is in the log.
  var refused = false
}

/// A row longer than this is taken for an unclosed quote.
private let longestRow = 64 * 1024 * 1024

/// Reads a file once, in chunks: digest, control totals and rows.
func scan<Reader: BatchReader & ~Copyable>(path: String, into reader: inout Reader, options: ScanOptions) -> ScanOutcome {
  scan(into: &reader, options: options) { () throws(FileFault) in try ByteSource(path: path) }
}

/// Reads what a source gives once, in chunks: digest, control totals and rows.
func scan<Reader: BatchReader & ~Copyable>(
  into reader: inout Reader, options: ScanOptions, open: () throws(FileFault) -> any ExtractSource
) -> ScanOutcome {
  var outcome = ScanOutcome()
  let workspace = ScanWorkspace.take()
  defer { workspace.giveBack() }
  do throws(FileFault) {
    try scan(open(), into: &reader, options: options, workspace, &outcome)
  } catch {
    if let hint = error.hint {
      reader.log.note(.unreadableTable, line: error.line ?? 0, value: Array(error.reason.utf8), detail: hint)
    } else {
      reader.log.note(.unreadableFile, line: 0, value: Array(error.reason.utf8))
    }
    outcome.refused = true
  }
  return outcome
}

/// What a scan is to do beside decoding rows: parts can be left out where only they are measured or wanted.
package struct ScanOptions: Sendable, Hashable {
  /// Whether the digest is taken.
  package var digest = true
  /// Whether the control totals are added up.
  package var control = true
  /// Whether repeated rows are looked for.
  package var repeats = true
  /// Makes options: everything.
  package init(digest: Bool = true, control: Bool = true, repeats: Bool = true) {
    self.digest = digest
    self.control = control
    self.repeats = repeats
  }
}

private func scan<Reader: BatchReader & ~Copyable>(
  _ source: any ExtractSource, into reader: inout Reader, options: ScanOptions, _ workspace: ScanWorkspace, _ outcome: inout ScanOutcome
) throws(FileFault) {
  let digest = Digest()
  var control: ControlCounter?
  var buffer = workspace.buffer
  var slow = false
  var carried = 0
  var line = 1
  var headerSeen = false
  var atEnd = false
  while !atEnd {
    if carried == workspace.capacity {
      guard workspace.capacity < longestRow else {
        reader.log.note(.unclosedQuote, line: line, value: [])
        outcome.refused = true
        return
      }
      workspace.grow(keeping: carried)
      buffer = workspace.buffer
    }
    let got = try source.read(into: buffer + carried, count: workspace.capacity - carried)
    if options.digest { digest.update(buffer + carried, count: got) }
    var total = carried + got
    atEnd = got == 0
    if outcome.byteCount == 0 {
      if atEnd {
        reader.log.note(.emptyFile, line: 0, value: [])
        outcome.refused = true
        break
      }
      let start = UnsafeBufferPointer(start: buffer, count: min(total, 4096))
      if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) || start.contains(0) {
        reader.log.note(.notText, line: 0, value: [])
        outcome.refused = true
      } else if start.starts(with: [0xEF, 0xBB, 0xBF]) {
        (buffer).update(from: buffer + 3, count: total - 3)
        total -= 3
      }
    }
    outcome.byteCount += got
    if outcome.refused {  // the digest is still of the whole file
      carried = 0
      continue
    }
    if atEnd {
      if total == 0 { break }
      buffer[total] = 0x0A
      total += 1
    }
    (buffer + total).update(repeating: 0, count: 64)
    if !slow { slow = !workspace.tokeniser.tokenise(buffer, count: total) }
    if slow { workspace.tokeniser.tokeniseSlowly(buffer, count: total) }
    let consumed = workspace.tokeniser.consumed
    if let open = workspace.tokeniser.strayQuote ?? (atEnd ? workspace.tokeniser.openQuote : nil) {
      reader.log.note(
        .unclosedQuote, line: line + newlines(buffer, open), value: UnsafeBufferPointer(start: buffer + open, count: min(60, total - open)))
      outcome.refused = true
      carried = 0
      continue
    }
    if workspace.tokeniser.beyondASCII, outcome.encoding == .utf8, !isUTF8(UnsafeBufferPointer(start: buffer, count: consumed)) {
      outcome.encoding = .windows1252
      reader.log.note(.windows1252, line: 0, value: [])
    }
    var firstRow = 0
    if !headerSeen {
      while firstRow < workspace.tokeniser.rowCount, isBlank(workspace.tokeniser, buffer, row: firstRow) { firstRow += 1 }
      if firstRow < workspace.tokeniser.rowCount {
        headerSeen = true
        outcome.header = fields(workspace.tokeniser, buffer, row: firstRow, encoding: outcome.encoding)
        if reader.begin(header: outcome.header, line: line + firstRow) {
          if options.control { control = ControlCounter(columnCount: outcome.header.count, wanted: reader.controlColumns) }
        } else {
          outcome.refused = true
          carried = 0
          continue
        }
        firstRow += 1
      }
    }
    if consumed > 0 {
      // Before its header the reader knows no columns: all rows so far are blank.
      if headerSeen {
        control?.add(buffer, count: consumed)
        reader.read(
          RowBatch(
            bytes: UnsafePointer(buffer), ends: UnsafePointer(workspace.tokeniser.ends), rowEnds: UnsafePointer(workspace.tokeniser.rowEnds),
            firstRow: firstRow,
            rowCount: workspace.tokeniser.rowCount, line: line, quotedNewlines: workspace.tokeniser.quotedNewlines,
            malformedRows: workspace.tokeniser.malformedRows))
      }
      line += workspace.tokeniser.rowCount + workspace.tokeniser.quotedNewlines.count { $0 < UInt32(consumed) }
      carried = total - consumed
      if carried > 0 { buffer.update(from: buffer + consumed, count: carried) }
    } else {
      carried = total
    }
  }
  if options.digest { outcome.digest = digest.finish() }
  if var control { outcome.control = control.finish() }
  if !outcome.refused, !headerSeen {
    reader.log.note(.emptyFile, line: 0, value: [])
    outcome.refused = true
  }
}

private func newlines(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
  UnsafeBufferPointer(start: bytes, count: count).count { $0 == 0x0A }
}

private func rowBounds(_ tokeniser: borrowing RowTokeniser, row: Int) -> (first: Int, last: Int, start: Int) {
  let first = row == 0 ? 0 : Int(tokeniser.rowEnds[row - 1])
  return (first, Int(tokeniser.rowEnds[row]), first == 0 ? 0 : Int(tokeniser.ends[first - 1]) + 1)
}

private func isBlank(_ tokeniser: borrowing RowTokeniser, _ bytes: UnsafePointer<UInt8>, row: Int) -> Bool {
  let bounds = rowBounds(tokeniser, row: row)
  var end = Int(tokeniser.ends[bounds.last - 1])
  if end > bounds.start, bytes[end - 1] == 0x0D { end -= 1 }
  return Row(bytes, tokeniser.ends, bounds.first, bounds.last, bounds.start, end, 0).isBlank
}

/// The fields of a row as text, trimmed.
private func fields(_ tokeniser: borrowing RowTokeniser, _ bytes: UnsafePointer<UInt8>, row: Int, encoding: TextEncoding) -> [String] {
  let bounds = rowBounds(tokeniser, row: row)
  var cleaner = FieldCleaner()
  var start = bounds.start
  var texts: [String] = []
  for index in bounds.first..<bounds.last {
    let end = Int(tokeniser.ends[index])
    texts.append(encoding.text(cleaner.text(bytes + start, end - start).bytes))
    start = end + 1
  }
  return texts
}
