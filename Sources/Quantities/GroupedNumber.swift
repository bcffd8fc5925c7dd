/// Writes a whole number of 10⁻ⁿ parts with commas and a typographic minus; a value that rounds to nought has no sign.
package func fixed(_ value: Int128, places: Int) -> String {
  var digits = Array(String(value.magnitude <= UInt128(UInt64.max) ? UInt64(value.magnitude) : UInt64.max).utf8)
  if value.magnitude > UInt128(UInt64.max) { digits = Array(String(value.magnitude).utf8) }
  while digits.count <= places { digits.insert(0x30, at: 0) }
  let whole = digits.count - places
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count + whole / 3 + 5)
  if value < 0 { bytes += [0xE2, 0x88, 0x92] }
  for index in 0..<whole {
    if index > 0, (whole - index) % 3 == 0 { bytes.append(0x2C) }
    bytes.append(digits[index])
  }
  if places > 0 {
    bytes.append(0x2E)
    bytes += digits[whole...]
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension Money {
  /// Whole pounds as print has them, rounded half away from nought: `−£1,327,152`.
  package var sterling: String { (rounded < 0 ? "\u{2212}£" : "£") + fixed(Int128(rounded.magnitude), places: 0) }
}
