/// The financial month of a field: 1 to 12, never rounded from anything else; nil when it is not one.
package func readMonth(_ field: some Collection<UInt8>) -> Int? {
  let digits = field.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed().map { $0 }
  guard (1...2).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  return (1...12).contains(value) ? value : nil
}

/// The year of a field, by the calendar year in which it starts.
package struct YearReading {
  package var start: Int
  /// Whether only one calendar year stood there, which is read as the start.
  package var bare: Bool
}

/// Reads `202526`, `2025/26`, `2025-26`, `2025 26`, `2025-2026` and, as the year of the start, `2025`; the second year must be the first's next.
package func readYear(_ field: some Collection<UInt8>) -> YearReading? {
  let bytes = field.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed().map { $0 }
  guard bytes.count >= 4, bytes.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  let start = bytes.prefix(4).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  guard (1990...2099).contains(start) else { return nil }
  var rest = bytes.dropFirst(4)
  if rest.isEmpty { return YearReading(start: start, bare: true) }
  let separated = [0x2F, 0x2D, 0x20].contains(rest.first)
  if separated { rest = rest.dropFirst() }
  guard rest.allSatisfy({ (0x30...0x39).contains($0) }), rest.count == 2 || (separated && rest.count == 4) else { return nil }
  let second = rest.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  guard second == (rest.count == 2 ? (start + 1) % 100 : start + 1) else { return nil }
  return YearReading(start: start, bare: false)
}
