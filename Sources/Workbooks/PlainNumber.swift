/// How many digits of a number a spreadsheet keeps and shows: what it writes beyond them is how its binary numbers come out.
private let spreadsheetDigits = 15

/// Writes a number of a workbook as a plain decimal: `1.1000000000000001` is 1.1, `1.5E-3` is 0.0015.
///
/// Rounded half away from nought at the fifteenth digit, from the text and without floating point.
/// - Returns: false, with nothing written, for what is not a number.
func appendPlainNumber(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
  if appendAsItStands(text, to: &bytes) { return true }
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
  guard (1...spreadsheetDigits).contains(text.count), let first = text.first, let last = text.last else { return false }
  guard first != 0x2E, (0x30...0x39).contains(last) else { return false }
  var points = 0
  for (place, byte) in text.enumerated() {
    switch byte {
    case 0x30...0x39: break
    case 0x2E: points += 1
    case 0x2D where place == 0 && text.count > 1 && text[1] != 0x2E: break
    default: return false
    }
  }
  guard points <= 1 else { return false }
  bytes.append(contentsOf: text)
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
