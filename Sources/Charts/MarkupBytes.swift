/// Appends markup that is known when the program is built.
func write(_ text: StaticString, to bytes: inout [UInt8]) { text.withUTF8Buffer { bytes += $0 } }

/// Appends a length with at most two decimals, without trailing noughts; what is not finite becomes nought.
func appendNumber(_ value: Double, to bytes: inout [UInt8]) { appendHundredths(hundredths(value), to: &bytes) }

/// A length in whole hundredths.
func hundredths(_ value: Double) -> Int {
  guard value.isFinite, abs(value) < 1e12 else { return 0 }
  return Int((value * 100).rounded(.toNearestOrAwayFromZero))
}

/// Appends a count of hundredths as a decimal.
func appendHundredths(_ value: Int, to bytes: inout [UInt8]) {
  let size = value.magnitude
  if value < 0 { bytes.append(0x2D) }
  let whole = size / 100
  let rest = UInt8(size % 100)
  if whole > 0 || rest == 0 { appendDigits(whole, to: &bytes) }
  if rest > 0 {
    bytes.append(0x2E)
    bytes.append(0x30 + rest / 10)
    if rest % 10 > 0 { bytes.append(0x30 + rest % 10) }
  }
}

private func appendDigits(_ value: UInt, to bytes: inout [UInt8]) {
  var unit: UInt = 1
  while value / unit >= 10 { unit *= 10 }
  while unit > 0 {
    bytes.append(UInt8(0x30 + value / unit % 10))
    unit /= 10
  }
}

/// Appends text to XML or HTML with the five reserved characters as references, and the characters that XML forbids as U+FFFD.
package func appendEscaped(_ text: some StringProtocol, to bytes: inout [UInt8]) {
  for byte in text.utf8 {
    // UTF-8 of more than one byte stands as it is, but for the two code points U+FFFE and U+FFFF and the C1 controls, which end in these bytes.
    switch byte {
    case 0x26: write("&amp;", to: &bytes)
    case 0x3C: write("&lt;", to: &bytes)
    case 0x3E: write("&gt;", to: &bytes)
    case 0x22: write("&quot;", to: &bytes)
    case 0x27: write("&#39;", to: &bytes)
    case 0x20...0x7E, 0x09, 0x0A, 0x0D: bytes.append(byte)
    case 0...0x1F, 0x7F: bytes += [0xEF, 0xBF, 0xBD]
    case 0x80...0x9F where bytes.last == 0xC2:
      bytes.removeLast()
      bytes += [0xEF, 0xBF, 0xBD]
    case 0xBE...0xBF where bytes.count > 1 && bytes[bytes.count - 1] == 0xBF && bytes[bytes.count - 2] == 0xEF: bytes.append(0xBD)
    default: bytes.append(byte)
    }
  }
}
