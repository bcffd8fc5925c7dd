import CSeparators

/// Adds up the number columns of a file from its raw bytes, as the control of what the reader makes of them.
///
/// A second, independent way through the file: it finds rows 64 bytes at a time, takes the numbers of an everyday row from its end backwards (by the
/// routine of `control.h` where the processor can), and walks any other row byte by byte with rules of its own. It shares no routine with the reader.
struct ControlCounter {
  private(set) var totals = ControlTotals()
  /// For each of the four sums, the place of its column; −1 where absent.
  private let wanted: [Int]
  private let columnCount: Int
  /// Counting columns from the row's end: which sum the k-th from the last feeds; −1 for none.
  private var fromEnd: [Int32] = []
  private var plain: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
  private var plainRows = 0
  private var sums: [Int128] = [0, 0, 0, 0]
  private var headerSeen = false
  /// Whether the processor has the instructions of the quickest way.
  static let hasWideInstructions = outturn_control_usable() != 0
  private static let scales: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

  /// - Parameter wanted: the places of planned price, actual price, planned activity and actual activity.
  init(columnCount: Int, wanted: [Int]) {
    self.columnCount = columnCount
    self.wanted = wanted
    let first = wanted.filter { $0 >= 0 }.min() ?? columnCount
    fromEnd = (min(first, columnCount)..<columnCount).reversed().map { place in Int32(wanted.firstIndex(of: place) ?? -1) }
  }

  /// Adds the whole rows of `count` bytes, which end with a line end; at least 64 readable bytes must follow.
  mutating func add(_ bytes: UnsafePointer<UInt8>, count: Int) { add(bytes, count: count, widely: Self.hasWideInstructions) }

  /// The same, with or without instructions that only some processors have.
  mutating func add(_ bytes: UnsafePointer<UInt8>, count: Int, widely: Bool) {
    let fromEnd = self.fromEnd
    fromEnd.withUnsafeBufferPointer { tail in
      if widely { return addWidely(bytes, count, tail) }
      Self.scales.withUnsafeBufferPointer { scales in
        if let scale = scales.baseAddress { addPortably(bytes, count, tail, scale) }
      }
    }
  }

  private mutating func addWidely(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ tail: UnsafeBufferPointer<Int32>) {
    var rowStart = 0
    while rowStart < count, !headerSeen { rowStart = addSlowly(bytes, from: rowStart, count) }
    while rowStart < count {
      let taken = outturn_control_rows(bytes, Int64(count), Int64(rowStart), Int64(columnCount), tail.baseAddress, Int64(tail.count))
      totals.rows += Int(taken.rows)
      sums[0] += Int128(taken.sums.0)
      sums[1] += Int128(taken.sums.1)
      sums[2] += Int128(taken.sums.2)
      sums[3] += Int128(taken.sums.3)
      rowStart = Int(taken.stopped)
      if taken.slowly != 0 { rowStart = addSlowly(bytes, from: rowStart, count) }
    }
  }

  private mutating func addPortably(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ tail: UnsafeBufferPointer<Int32>, _ scale: UnsafePointer<UInt64>
  ) {
    var rowStart = 0
    var fields = 1
    var inside: UInt64 = 0  // all ones while a quote is open
    var block = 0  // the place of the block's first byte
    var commasBefore: UInt64 = 0
    var quotesBefore: UInt64 = 0
    blocks: while block < count {
      var valid = UInt64.max
      if count - block < 64 { valid = (UInt64(1) &<< UInt64(count - block)) &- 1 }
      // Where a row was walked slowly, its own separators are behind us.
      if rowStart > block { valid &= UInt64.max &<< UInt64(rowStart - block) }
      let commas = outturn_control_places_of(0x2C, bytes + block) & valid
      let quotes = outturn_control_places_of(0x22, bytes + block) & valid
      var end = outturn_control_places_of(0x0A, bytes + block) & valid
      var outside = commas
      var hidden: UInt64 = 0
      if quotes | inside != 0 {
        var parity = quotes
        parity ^= parity &<< 1
        parity ^= parity &<< 2
        parity ^= parity &<< 4
        parity ^= parity &<< 8
        parity ^= parity &<< 16
        parity ^= parity &<< 32
        parity ^= inside
        hidden = end & parity
        outside &= ~parity
        end &= ~parity
        inside = parity &>> 63 == 0 ? 0 : .max
      }
      while true {
        let below = end == 0 ? UInt64.max : end ^ (end &- 1)  // up to the next line end
        if hidden & below != 0 {
          // A line end within quotes: the byte-by-byte way says whether they are quotes that count, and where the row ends.
          rowStart = addSlowly(bytes, from: rowStart, count)
          fields = 1
          inside = 0
          block = rowStart & ~63
          continue blocks
        }
        fields &+= (outside & below).nonzeroBitCount
        if end == 0 { break }
        let place = block &+ end.trailingZeroBitCount
        var rowEnd = place
        if rowEnd > rowStart, bytes[rowEnd &- 1] == 0x0D { rowEnd &-= 1 }
        // The 64 bytes before the row's end, as far as they are the row's own: the last of them is the highest bit.
        let back = rowEnd &- block
        let own = UInt64.max << UInt64(max(0, 64 &- (rowEnd &- rowStart)))
        let lastCommas = Self.window(commas, commasBefore, back) & own
        let lastQuotes = Self.window(quotes, quotesBefore, back) & own
        if !addRow(bytes, rowStart, rowEnd, fields, lastCommas, lastQuotes, tail, scale) {
          let slowly = addSlowly(bytes, from: rowStart, count)
          if slowly != place + 1 {  // the quotes are not what they seemed: go on from where the row really ends
            rowStart = slowly
            fields = 1
            inside = 0
            block = rowStart & ~63
            continue blocks
          }
        }
        rowStart = place &+ 1
        fields = 1
        outside &= ~below
        end &= ~below
      }
      commasBefore = commas
      quotesBefore = quotes
      block &+= 64
    }
    while rowStart < count { rowStart = addSlowly(bytes, from: rowStart, count) }
  }

  /// The bits of the 64 bytes that end `back` bytes into a block, from the block's own bits and those of the block before it; `back` is −1 to 63.
  @inline(__always)
  private static func window(_ here: UInt64, _ before: UInt64, _ back: Int) -> UInt64 {
    back < 0 ? before &<< 1 : back == 0 ? before : here &<< UInt64(64 &- back) | before &>> UInt64(back)
  }

  /// Adds an everyday row from its end backwards; false when it is anything else.
  ///
  /// - Parameter lastCommas: which of the 64 bytes before the row's end are commas of its own, the last byte highest; `lastQuotes` likewise.
  @inline(__always)
  private mutating func addRow(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ rowEnd: Int, _ fields: Int, _ lastCommas: UInt64, _ lastQuotes: UInt64,
    _ tail: UnsafeBufferPointer<Int32>, _ scale: UnsafePointer<UInt64>
  ) -> Bool {
    guard headerSeen, fields == columnCount, tail.count > 0 else { return false }
    var commas = lastCommas
    var end = rowEnd
    var planPrice: Int64 = 0
    var actualPrice: Int64 = 0
    var planActivity: Int64 = 0
    var actualActivity: Int64 = 0
    var anyDigits = 0
    for place in 0..<tail.count {
      var from: Int
      if commas != 0 {
        let distance = commas.leadingZeroBitCount
        commas &= ~(0x8000_0000_0000_0000 &>> UInt64(distance))
        from = rowEnd &- distance
      } else {
        // Further back than 64 bytes, or the row's first.
        guard end >= start else { return false }
        from = end
        while from > start, bytes[from &- 1] != 0x2C {
          if bytes[from &- 1] == 0x22 { return false }
          from &-= 1
        }
      }
      let sum = tail[place]
      if sum >= 0 {
        var value: Int64 = 0
        let digits = Self.number(bytes, from, end, scale, &value)
        if digits < 0 { return false }
        anyDigits |= digits
        switch sum {
        case 0: planPrice = value
        case 1: actualPrice = value
        case 2: planActivity = value
        default: actualActivity = value
        }
      }
      end = from &- 1
    }
    // A quote within these fields: not everyday.
    if anyDigits == 0 || lastQuotes >> UInt64(max(0, 65 &- (rowEnd &- end))) != 0 { return false }
    totals.rows += 1
    plain.0 &+= planPrice
    plain.1 &+= actualPrice
    plain.2 &+= planActivity
    plain.3 &+= actualActivity
    plainRows += 1
    if plainRows == 2048 { settle() }  // 2,048 values under 2⁵² stay under 2⁶³
    return true
  }

  /// Reads digits with an optional minus and point as a count of 10⁻⁸ under 2⁵²; nothing is nought.
  ///
  /// - Returns: how many digits there are; −1 when it is not such a number.
  @inline(__always)
  private static func number(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ scale: UnsafePointer<UInt64>, _ result: inout Int64
  ) -> Int {
    var size = end &- start
    if size == 0 { return 0 }
    let negative = bytes[start] == 0x2D
    if negative { size &-= 1 }
    if size > 8 || size == 0 || end < 8 { return longNumber(bytes, start, end, scale, &result) }
    // The last eight bytes as digits, what stands before the number made nought.
    var lanes = UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self) ^ 0x3030_3030_3030_3030
    lanes &= UInt64.max &<< UInt64(64 &- 8 &* size)
    let odd = (((lanes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | lanes) & 0x8080_8080_8080_8080
    var decimals = 0
    if odd != 0 {
      // One that is no digit may be the point: what stands before it moves up over it.
      let lane = UInt64(odd.trailingZeroBitCount &>> 3)
      guard odd & (odd &- 1) == 0, UInt8(truncatingIfNeeded: lanes &>> (8 &* lane)) == 0x1E else { return -1 }
      let before = lanes & ((1 &<< (8 &* lane)) &- 1)
      let after = lane == 7 ? 0 : lanes & (UInt64.max &<< (8 &* lane &+ 8))
      lanes = before &<< 8 | after
      decimals = 7 &- Int(lane)
      size &-= 1
      if size == 0 { return -1 }
    }
    // Neighbours are put together by twos, fours and eights; the first is the lowest byte.
    lanes = (lanes &* 10 &+ lanes &>> 8) & 0x00FF_00FF_00FF_00FF
    lanes = (lanes &* 100 &+ lanes &>> 16) & 0x0000_FFFF_0000_FFFF
    lanes = (lanes &* 10_000 &+ lanes &>> 32) & 0xFFFF_FFFF
    let scaled = lanes &* scale[8 &- decimals]
    guard scaled < 1 << 52 else { return -1 }
    result = negative ? 0 &- Int64(bitPattern: scaled) : Int64(bitPattern: scaled)
    return size
  }

  /// The same, byte by byte from the end, for longer numbers.
  private static func longNumber(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ scale: UnsafePointer<UInt64>, _ result: inout Int64
  ) -> Int {
    var value: UInt64 = 0
    var unit: UInt64 = 1
    var decimals = 0
    var pointed = false
    var negative = false
    var digits = 0
    for index in (start..<end).reversed() {
      let byte = bytes[index]
      let digit = byte &- 0x30
      if digit <= 9 {
        guard digits < 18, !negative else { return -1 }
        value &+= UInt64(digit) &* unit
        unit &*= 10
        digits += 1
      } else if byte == 0x2E, !pointed, !negative, digits <= 8 {
        pointed = true
        decimals = digits
      } else if byte == 0x2D, !negative, digits > 0 {
        negative = true
      } else {
        return -1
      }
    }
    if digits == 0 { return -1 }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: scale[8 &- decimals])
    guard !overflow, scaled < 1 << 52 else { return -1 }
    result = negative ? 0 &- Int64(scaled) : Int64(scaled)
    return digits
  }

  private mutating func settle() {
    sums[0] += Int128(plain.0)
    sums[1] += Int128(plain.1)
    sums[2] += Int128(plain.2)
    sums[3] += Int128(plain.3)
    plain = (0, 0, 0, 0)
    plainRows = 0
  }

  /// Walks one row byte by byte: the header, a ragged row, one with odd quotes or numbers. Gives the place past its line end.
  private mutating func addSlowly(_ bytes: UnsafePointer<UInt8>, from start: Int, _ count: Int) -> Int {
    var fields: [(text: [UInt8], isQuoted: Bool)] = []
    var field: [UInt8] = []
    var isQuoted = false
    var state = 0  // 0 at a field's start, 1 unquoted, 2 quoted, 3 after a quote within a quoted field
    var index = start
    while index < count {
      let byte = bytes[index]
      switch (state, byte) {
      case (2, 0x22): state = 3
      case (2, _): field.append(byte)
      case (3, 0x22):
        field.append(byte)
        state = 2
      case (_, 0x2C):
        fields.append((field, isQuoted))
        field = []
        isQuoted = false
        state = 0
      case (_, 0x0A):
        if field.last == 0x0D { field.removeLast() }
        fields.append((field, isQuoted))
        settleRow(fields)
        return index + 1
      case (0, 0x22):
        state = 2
        isQuoted = true
      case (3, 0x0D) where index + 1 == count || bytes[index + 1] == 0x0A: break
      default:
        if state == 3 { field.append(0x22) }  // text after a closing quote: no number, whatever it looks like
        field.append(byte)
        state = 1
      }
      index += 1
    }
    return count
  }

  private mutating func settleRow(_ fields: [(text: [UInt8], isQuoted: Bool)]) {
    if fields.allSatisfy({ $0.text.allSatisfy { $0 <= 0x20 } }) { return }
    guard headerSeen else {
      headerSeen = true
      return
    }
    totals.rows += 1
    // A row with too many fields most often has a comma too many in a text, so its numbers are where they stand from the end;
    // one with too few was cut short, so those it has are where they stand from the start.
    let shift = max(0, fields.count - columnCount)
    for (sum, column) in wanted.enumerated() where column >= 0 && column + shift < fields.count {
      let field = fields[column + shift]
      totals.exact.add(controlNumber(field.isQuoted ? field.text : withoutLateQuotes(field.text)), to: sum)
    }
  }

  /// The totals of all that was added.
  mutating func finish() -> ControlTotals {
    settle()
    for sum in 0..<4 {
      totals.exact.add(sums[sum] * finerThanStored, to: sum)
      sums[sum] = 0
    }
    return totals
  }
}

extension FourSums {
  /// Adds to one of the four by its place in the order.
  fileprivate mutating func add(_ amount: Int128, to place: Int) {
    switch place {
    case 0: planPrice += amount
    case 1: actualPrice += amount
    case 2: planActivity += amount
    default: actualActivity += amount
    }
  }
}

/// A field in which spaces stand before a quote, so that it is none that quotes count for, without the quotes that stand around its text all the same.
private func withoutLateQuotes(_ field: [UInt8]) -> [UInt8] {
  let text = field.drop { $0 <= 0x20 }
  guard text.first == UInt8(ascii: "\"") else { return field }
  let inner = text.dropFirst().reversed().drop { $0 <= 0x20 }
  return inner.first == UInt8(ascii: "\"") ? inner.dropFirst().reversed() : inner.reversed()
}

/// A number of any accepted style as a count of 10⁻¹⁸; nil (nought) when it cannot be read.
private func controlNumber(_ field: [UInt8]) -> Int128 {
  var text = Array(field.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
  var sign: Int128 = 1
  if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
    text = Array(text[1..<(text.count - 1)])
    sign = -1
    if text.contains(UInt8(ascii: "-")) || text.contains(UInt8(ascii: "+")) { return 0 }
  }
  let digitsFrom = text.firstIndex { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") } ?? text.count
  var signs = 0
  for byte in text[..<digitsFrom] {
    if byte == UInt8(ascii: "-") { sign = -sign }
    if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { signs += 1 } else if ![0x20, 0xA3, 0xC2, 0xC3, 0x82].contains(byte) { return 0 }
  }
  let parts = text[digitsFrom...].split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
  guard signs <= 1, let wholeText = parts.first else { return 0 }
  let groups = wholeText.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
  if groups.count > 1, groups.dropFirst().contains(where: { $0.count != 3 }) || groups[0].isEmpty { return 0 }
  let whole = groups.joined().drop { $0 == 0x30 }
  let decimals = parts.count > 1 ? Array(parts[1]) : []
  guard whole.count <= mostWholeDigits, wholeText.count + decimals.count > 0 else { return 0 }
  var value: Int128 = 0
  for byte in Array(whole) + (decimals + Array(repeating: 0x30, count: 18)).prefix(18) {
    guard byte >= 0x30, byte <= 0x39 else { return 0 }
    value = value * 10 + Int128(byte - 0x30)
  }
  if decimals.dropFirst(18).contains(where: { $0 < 0x30 || $0 > 0x39 }) { return 0 }
  return sign * value
}
