/// How many digits of a number a spreadsheet keeps and shows: what it writes beyond them is how its binary numbers come out.
private let spreadsheetDigits = 15

/// Writes a number of a workbook as a plain decimal: `1.1000000000000001` is 1.1, `1.5E-3` is 0.0015.
///
/// Rounded half away from nought at the fifteenth digit, from the text and without floating point.
/// - Returns: false, with nothing written, for what is not a number.
func appendPlainNumber(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
  if appendAsItStands(text, to: &bytes) || appendRounded(text, to: &bytes) { return true }
  var index = 0
  var isNegative = false
  if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
    isNegative = text[index] == 0x2D
    index += 1
  }
  var digits: [UInt8] = []
  /// The power of ten of the place after the last digit kept.
  var power = 0
  var any = false
  var isPastPoint = false
  loop: while index < text.count {
    switch text[index] {
    case 0x30...0x39:
      any = true
      if isPastPoint { power -= 1 }
      if digits.count < 40 {
        if !digits.isEmpty || text[index] != 0x30 { digits.append(text[index] - 0x30) }
      } else {
        power += 1
      }
    case 0x2E where !isPastPoint: isPastPoint = true
    default: break loop
    }
    index += 1
  }
  guard any else { return false }
  if index < text.count {
    guard text[index] | 0x20 == 0x65, let exponent = exponent(text[(index + 1)...]) else { return false }
    power += exponent
  }
  if digits.count > spreadsheetDigits {
    let roundsUp = digits[spreadsheetDigits] >= 5
    power += digits.count - spreadsheetDigits
    digits.removeLast(digits.count - spreadsheetDigits)
    if roundsUp {
      var place = digits.count - 1
      while place >= 0, digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place >= 0 { digits[place] += 1 } else { digits.insert(1, at: 0) }
    }
  }
  while digits.last == 0 {
    digits.removeLast()
    power += 1
  }
  // No spreadsheet holds numbers past 10³⁰⁸.
  guard !digits.isEmpty else {
    bytes.append(0x30)
    return true
  }
  guard (-400...400).contains(power) else { return false }
  if isNegative { bytes.append(0x2D) }
  let whole = digits.count + power
  if whole <= 0 { bytes.append(0x30) }
  for place in 0..<max(whole, 0) { bytes.append(0x30 + (place < digits.count ? digits[place] : 0)) }
  guard power < 0 else { return true }
  bytes.append(0x2E)
  for _ in 0..<max(-whole, 0) { bytes.append(0x30) }
  for digit in digits[max(whole, 0)...] { bytes.append(0x30 + digit) }
  return true
}

/// The quick way for what is a plain decimal already and has no more digits than are kept.
private func appendAsItStands(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
  guard text.count >= 1, text.count <= spreadsheetDigits else { return false }
  guard text[0] != 0x2E, text[text.count - 1] &- 0x30 < 10 else { return false }
  var points = 0
  for place in 0..<text.count where text[place] &- 0x30 >= 10 {
    switch text[place] {
    case 0x2E: points += 1
    case 0x2D where place == 0 && text[1] != 0x2E: break
    default: return false
    }
  }
  guard points <= 1 else { return false }
  bytes.append(contentsOf: text)
  return true
}

/// The quick way for a decimal without exponent of a few more digits than are kept, with digits before and after its point: `1234.5599999999999`.
private func appendRounded(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
  guard text.count > spreadsheetDigits, text.count <= 24 else { return false }
  let start = text[0] == 0x2D ? 1 : 0
  var value: UInt64 = 0
  /// Digits from the first that is not nought, and digits after the point.
  var (digits, decimals) = (0, 0)
  var point = -1
  for place in start..<text.count {
    let digit = text[place] &- 0x30
    if digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      if value > 0 { digits += 1 }
      if point >= 0 { decimals += 1 }
    } else {
      guard text[place] == 0x2E, point < 0, place > start else { return false }
      point = place
    }
  }
  guard point >= 0, decimals > 0, digits > 0, digits <= 18 else { return false }
  if digits > spreadsheetDigits {
    var scale: UInt64 = 10
    for _ in 1..<(digits - spreadsheetDigits) { scale *= 10 }
    decimals -= digits - spreadsheetDigits
    value = (value + scale / 2) / scale
  }
  while decimals > 0, value % 10 == 0 {
    value /= 10
    decimals -= 1
  }
  guard decimals >= 0 else { return false }
  if start == 1 { bytes.append(0x2D) }
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { room in
    var first = room.count
    func put(_ byte: UInt8) {
      first -= 1
      room[first] = byte
    }
    for place in 0..<max(decimals + 1, 1) {
      if place == decimals, decimals > 0 { put(0x2E) }
      put(0x30 + UInt8(value % 10))
      value /= 10
    }
    while value > 0 {
      put(0x30 + UInt8(value % 10))
      value /= 10
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[first...]))
  }
  return true
}

/// The whole number after an `E`; nil for anything else, and for one that no number has.
private func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
  var rest = text
  var isNegative = false
  if let sign = rest.first, sign == 0x2D || sign == 0x2B {
    isNegative = sign == 0x2D
    rest = rest.dropFirst()
  }
  guard (1...4).contains(rest.count) else { return nil }
  var value = 0
  for byte in rest {
    guard (0x30...0x39).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 0x30)
  }
  return isNegative ? -value : value
}
