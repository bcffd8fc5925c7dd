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
