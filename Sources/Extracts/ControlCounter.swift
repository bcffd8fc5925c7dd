import CSeparators

/// Adds up the number columns of a file from its raw bytes, as the control of what the reader makes of them.
///
/// A second, independent way through the file: it finds rows sixteen bytes at a time, takes the numbers of an everyday row from its end backwards, and
/// walks any other row byte by byte with rules of its own. It shares no routine with the reader.
struct ControlCounter {
  private(set) var totals = ControlTotals()
  /// For each of the four sums, the place of its column; −1 where absent.
  private let wanted: [Int]
  private let columnCount: Int
  /// Counting columns from the row's end: which sum the k-th from the last feeds; −1 for none.
  private var fromEnd: [Int] = []
  private var plain: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
  private var plainRows = 0
  private var sums: [Int128] = [0, 0, 0, 0]
  private var headerSeen = false
  private static let scales: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

  /// - Parameter wanted: the places of planned price, actual price, planned activity and actual activity.
  init(columnCount: Int, wanted: [Int]) {
    self.columnCount = columnCount
    self.wanted = wanted
    let first = wanted.filter { $0 >= 0 }.min() ?? columnCount
    if columnCount - first <= 12 {
      fromEnd = (first..<columnCount).reversed().map { place in wanted.firstIndex(of: place) ?? -1 }
    }
  }

  /// Adds the whole rows of `count` bytes, which end with a line end; at least 64 readable bytes must follow.
  mutating func add(_ bytes: UnsafePointer<UInt8>, count: Int) {
    var rowStart = 0
    var fields = 1
    var inside: UInt64 = 0  // all ones while a quote is open
    var index = 0
    while index < count {
      var end = outturn_places_of(0x0A, bytes + index)
      var comma = outturn_places_of(0x2C, bytes + index)
      let quote = outturn_places_of(0x22, bytes + index)
      if count - index < 64 {
        let valid = (UInt64(1) &<< UInt64(count - index)) &- 1
        end &= valid
        comma &= valid
      }
      var hidden: UInt64 = 0
      if quote | inside != 0 {
        var parity = quote
        parity ^= parity &<< 1
        parity ^= parity &<< 2
        parity ^= parity &<< 4
        parity ^= parity &<< 8
        parity ^= parity &<< 16
        parity ^= parity &<< 32
        parity ^= inside
        hidden = end & parity
        comma &= ~parity
        end &= ~parity
        inside = parity &>> 63 == 0 ? 0 : .max
      }
      var next = index + 64
      while true {
        let below = end == 0 ? UInt64.max : end ^ (end &- 1)  // up to the next line end
        if hidden & below != 0 {
          // A line end within quotes: the byte-by-byte way says whether they are quotes that count, and where the row ends.
          next = addSlowly(bytes, from: rowStart, count)
          rowStart = next
          fields = 1
          inside = 0
          break
        }
        fields += (comma & below).nonzeroBitCount
        if end == 0 { break }
        let place = index + end.trailingZeroBitCount
        if !addRow(bytes + rowStart, place - rowStart, fields) {
          let slowly = addSlowly(bytes, from: rowStart, count)
          if slowly != place + 1 {  // the quotes are not what they seemed: go on from where the row really ends
            next = slowly
            rowStart = next
            fields = 1
            inside = 0
            break
          }
        }
        rowStart = place + 1
        fields = 1
        comma &= ~below
        end &= ~below
      }
      index = next
    }
    while rowStart < count { rowStart = addSlowly(bytes, from: rowStart, count) }
  }

  /// Adds an everyday row from its end backwards; false when it is anything else.
  @inline(__always)
  private mutating func addRow(_ row: UnsafePointer<UInt8>, _ length: Int, _ fields: Int) -> Bool {
    guard headerSeen, fields == columnCount, !fromEnd.isEmpty else { return false }
    var end = length
    if end > 0, row[end - 1] == 0x0D { end -= 1 }
    var values: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
    var anyDigits = 0
    for place in 0..<fromEnd.count {
      let sum = fromEnd[place]
      var index = end - 1
      if sum < 0 {
        while index >= 0, row[index] != 0x2C {
          if row[index] == 0x22 { return false }
          index -= 1
        }
      } else {
        var value: UInt64 = 0
        var unit: UInt64 = 1
        var decimals = 0
        var pointed = false
        var negative = false
        var digits = 0
        while index >= 0 {
          let byte = row[index]
          if byte == 0x2C { break }
          let digit = byte &- 0x30
          if digit <= 9 {
            guard digits < 18, !negative else { return false }
            value &+= UInt64(digit) &* unit
            unit &*= 10
            digits += 1
          } else if byte == 0x2E, !pointed, !negative, digits <= 8 {
            pointed = true
            decimals = digits
          } else if byte == 0x2D, !negative, digits > 0 {
            negative = true
          } else {
            return false
          }
          index -= 1
        }
        anyDigits |= digits
        if digits == 0, end - 1 != index { return false }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: Self.scales[8 &- decimals])
        guard !overflow, scaled < 1 << 52 else { return false }
        let signed = negative ? 0 &- Int64(scaled) : Int64(scaled)
        switch sum {
        case 0: values.0 = signed
        case 1: values.1 = signed
        case 2: values.2 = signed
        default: values.3 = signed
        }
      }
      end = index
    }
    if anyDigits == 0 { return false }
    totals.rows += 1
    plain.0 &+= values.0
    plain.1 &+= values.1
    plain.2 &+= values.2
    plain.3 &+= values.3
    plainRows += 1
    if plainRows == 2048 { settle() }  // 2,048 values under 2⁵² stay under 2⁶³
    return true
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
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
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
        fields.append(field)
        field = []
        state = 0
      case (_, 0x0A):
        if field.last == 0x0D { field.removeLast() }
        fields.append(field)
        settleRow(fields)
        return index + 1
      case (0, 0x22): state = 2
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

  private mutating func settleRow(_ fields: [[UInt8]]) {
    if fields.allSatisfy({ $0.allSatisfy { $0 <= 0x20 } }) { return }
    guard headerSeen else {
      headerSeen = true
      return
    }
    totals.rows += 1
    // A row with too many fields most often has a comma too many in a text, so its numbers are where they stand from the end;
    // one with too few was cut short, so those it has are where they stand from the start.
    let shift = max(0, fields.count - columnCount)
    for (sum, column) in wanted.enumerated() where column >= 0 && column + shift < fields.count {
      totals.exact.add(controlNumber(fields[column + shift]), to: sum)
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
  guard whole.count <= 18, wholeText.count + decimals.count > 0 else { return 0 }
  var value: Int128 = 0
  for byte in Array(whole) + (decimals + Array(repeating: 0x30, count: 18)).prefix(18) {
    guard byte >= 0x30, byte <= 0x39 else { return 0 }
    value = value * 10 + Int128(byte - 0x30)
  }
  if decimals.dropFirst(18).contains(where: { $0 < 0x30 || $0 > 0x39 }) { return 0 }
  return sign * value
}
