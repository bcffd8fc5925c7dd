import CSeparators

/// Whether the processor has the instructions of the quickest way.
private let hasWideInstructions = outturn_separators_usable() != 0

/// Finds where the fields and rows of a stretch of CSV end, by the rules of RFC 4180.
///
/// The quick way works on 64-byte blocks and holds as long as quotes stand only where the RFC has them (at the start and end of a
/// field, doubled within it). At the first that stands elsewhere it gives up, and `tokeniseSlowly` takes over for the rest of the file.
struct RowTokeniser: ~Copyable {
  /// The place of each comma or line end that is outside quotes, in order.
  private(set) var ends: UnsafeMutablePointer<UInt32>
  /// For each whole row, the index in `ends` just past its line end.
  private(set) var rowEnds: UnsafeMutablePointer<UInt32>
  /// The whole rows found.
  private(set) var rowCount = 0
  /// The places of line ends inside quotes: an editor counts those lines too.
  private(set) var quotedNewlines: [UInt32] = []
  /// Rows (indexes) that have text after a closing quote: only the slow way finds any.
  private(set) var malformedRows: [Int] = []
  /// Whether any byte outside ASCII was met.
  private(set) var beyondASCII = false
  /// Where the quote opened that was still open at the end of the stretch.
  private(set) var openQuote: Int?
  /// A quote that was closed on a later line in the middle of a field: in truth it was never closed.
  private(set) var strayQuote: Int?

  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity + 64
    ends = .allocate(capacity: capacity + 64)
    rowEnds = .allocate(capacity: capacity + 64)
  }

  deinit {
    ends.deallocate()
    rowEnds.deallocate()
  }

  /// The place just past the last whole row.
  var consumed: Int { rowCount == 0 ? 0 : Int(ends[Int(rowEnds[rowCount - 1]) - 1]) + 1 }

  /// Begins another file.
  mutating func forget() { beyondASCII = false }

  private mutating func prepare(_ count: Int) {
    if count + 64 > capacity {
      capacity = count + 64
      ends.deallocate()
      rowEnds.deallocate()
      ends = .allocate(capacity: capacity)
      rowEnds = .allocate(capacity: capacity)
    }
    rowCount = 0
    quotedNewlines.removeAll(keepingCapacity: true)
    malformedRows.removeAll(keepingCapacity: true)
    openQuote = nil
    strayQuote = nil
  }

  /// Finds the rows of `count` bytes that begin at the start of a row.
  ///
  /// - Parameter bytes: at least 64 readable bytes must follow the last.
  /// - Returns: false when quotes stand where the RFC has none; what was found is then of no use.
  mutating func tokenise(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    prepare(count)
    if hasWideInstructions {
      let found = outturn_separators(bytes, Int64(count), ends, rowEnds)
      if found.status == 0 {
        rowCount = Int(found.rows)
        beyondASCII = beyondASCII || found.beyond_ascii != 0
        if found.open != 0 { openQuote = Int(found.last_opening) }
        return true
      }
    }
    return tokenisePortably(bytes, count: count)
  }

  /// The same without instructions that only some processors have, and for line ends within quotes.
  mutating func tokenisePortably(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    prepare(count)
    let ends = self.ends
    let rowEnds = self.rowEnds
    var found = 0
    var rows = 0
    var insideBefore: UInt64 = 0  // all ones while a quote is open
    var mayOpen: UInt64 = 1  // bit 0: the byte before this block was a separator, or a closing quote
    var mustEnd: UInt64 = 0  // bit 0: the byte before this block was a closing quote
    var lastOpening = 0
    var highBits: UInt64 = 0
    var base = 0
    while base < count {
      var mask = masks(at: bytes + base)
      highBits |= mask.allBytes
      let left = count - base
      if left < 64 {
        let valid = (UInt64(1) &<< UInt64(left)) &- 1
        mask.comma &= valid
        mask.newline &= valid
        mask.quote &= valid
      }
      var separators = mask.comma | mask.newline
      var newlines = mask.newline
      if mask.quote | insideBefore | mustEnd != 0 {
        let inside = prefixParity(mask.quote) ^ insideBefore
        separators &= ~inside
        let opening = mask.quote & inside
        let closing = mask.quote & ~inside
        let allowed = ((separators | closing) &<< 1) | mayOpen
        if opening & ~allowed != 0 { return false }
        var trailing = ((closing &<< 1) | mustEnd) & ~(separators | opening)
        if left < 64 { trailing &= (UInt64(1) &<< UInt64(left)) &- 1 }
        while trailing != 0 {
          guard bytes[base + trailing.trailingZeroBitCount] == 0x0D else { return false }
          trailing &= trailing &- 1
        }
        if mask.newline & inside != 0 {
          newlines &= ~inside
          var quoted = mask.newline & inside
          while quoted != 0 {
            quotedNewlines.append(UInt32(truncatingIfNeeded: base + quoted.trailingZeroBitCount))
            quoted &= quoted &- 1
          }
        }
        if opening != 0 { lastOpening = base + 63 - opening.leadingZeroBitCount }
        insideBefore = UInt64(bitPattern: Int64(bitPattern: inside) &>> 63)
        mayOpen = (separators | closing) &>> 63
        mustEnd = closing &>> 63
      } else {
        mayOpen = separators &>> 63
      }
      while newlines != 0 {
        let below = newlines ^ (newlines &- 1)  // the lowest newline and every bit under it
        rowEnds[rows] = UInt32(truncatingIfNeeded: found + (separators & below).nonzeroBitCount)
        rows += 1
        newlines &= newlines &- 1
      }
      let start = UInt32(truncatingIfNeeded: base)
      let total = separators.nonzeroBitCount
      // Eight at a time, past the last where there are fewer: what is too much is written over. A loop that stopped at the last would be
      // guessed wrong at nearly every block.
      var out = ends + found
      var remaining = total
      while remaining > 0 {
        for _ in 0..<8 {
          out.pointee = start &+ UInt32(truncatingIfNeeded: separators.trailingZeroBitCount)
          out += 1
          separators &= separators &- 1
        }
        remaining &-= 8
      }
      found += total
      base += 64
    }
    rowCount = rows
    beyondASCII = beyondASCII || highBits & 0x8080_8080_8080_8080 != 0
    if insideBefore != 0 { openQuote = lastOpening }
    return true
  }

  /// The same, byte by byte, for files whose quotes stand where the RFC has none: a quote within an unquoted field is a character like any other.
  mutating func tokeniseSlowly(_ bytes: UnsafePointer<UInt8>, count: Int) {
    prepare(count)
    var found = 0
    var atStart = true
    var quoted = false
    var opened = 0
    var openedRow = 0
    var afterClosing = false
    var index = 0
    while index < count {
      let byte = bytes[index]
      if byte >= 0x80 { beyondASCII = true }
      if quoted {
        if byte == 0x22 {
          if index + 1 < count, bytes[index + 1] == 0x22 {
            index += 1
          } else {
            quoted = false
            afterClosing = true
          }
        } else if byte == 0x0A {
          quotedNewlines.append(UInt32(truncatingIfNeeded: index))
        }
      } else if byte == 0x2C || byte == 0x0A {
        ends[found] = UInt32(truncatingIfNeeded: index)
        found += 1
        if byte == 0x0A {
          rowEnds[rowCount] = UInt32(truncatingIfNeeded: found)
          rowCount += 1
        }
        atStart = true
        afterClosing = false
        index += 1
        continue
      } else if byte == 0x22, atStart {
        quoted = true
        opened = index
        openedRow = quotedNewlines.count
      } else if afterClosing, byte != 0x0D {
        if quotedNewlines.count > openedRow, strayQuote == nil { strayQuote = opened }
        if malformedRows.last != rowCount { malformedRows.append(rowCount) }
      }
      atStart = false
      index += 1
    }
    if quoted { openQuote = opened }
  }
}
