import Extracts
import Quantities

/// Reads a text as the date of a row, such as an attendance's or that of a death.
func readRowDays(_ bytes: [UInt8]) throws {
  let text = String(decoding: bytes, as: UTF8.self)
  let date = readDate(bytes)
  // What is no text in UTF-8 has no letters to compare.
  if Array(text.utf8) == bytes {
    try hold(date == schoolbookDate(text), "a date is read as the schoolbook reads it: \(date?.iso ?? "none")")
  }
  guard let date else {
    try hold(CalendarDate(iso: text) == nil, "every date of the standard is read")
    return
  }
  let (year, month, day) = date.components
  try hold(CalendarDate(year: year, month: month, day: day) == date, "a date is what it is made of")
  let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  let four = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
  var written = [date.iso, date.iso + "T09:17:00", "\(day)/\(month)/\(four)", "\(day)-\(month)-\(four) 09:17", "\(day)-\(names[month - 1])-\(four)"]
  if (1950...2049).contains(year) { written.append("\(day)/\(names[month - 1].uppercased())/\(four.suffix(2))") }
  for other in written { try hold(readDate(Array(other.utf8)) == date, "\(other) is the same date") }
  if let row = dayOfRow(date) {
    try hold(CalendarDate(year: 1900, month: 1, day: 1)?.adding(days: Int(row)) == date, "a row holds the date that was read")
  } else {
    try hold(year < 1900 || year >= 2079, "a row holds every date of its time: \(date.iso)")
  }
}

/// The same rules with none of the same steps.
private func schoolbookDate(_ text: String) -> CalendarDate? {
  func digits(_ part: some Collection<UInt8>, _ counts: ClosedRange<Int>) -> Int? {
    counts.contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) } ? Int(String(decoding: part, as: UTF8.self)) : nil
  }
  // By bytes: a mark that combines with a space or a stroke does not take it away.
  let bytes = Array(text.utf8)
  func parts(_ bytes: ArraySlice<UInt8>, _ separator: Character) -> [[UInt8]] {
    bytes.split(separator: separator.asciiValue ?? 0, omittingEmptySubsequences: false).map(Array.init)
  }
  let first = parts(bytes.prefix(10), "-")
  if first.map(\.count) == [4, 2, 2] {
    guard bytes.count == 10 || [UInt8(ascii: "T"), UInt8(ascii: " ")].contains(bytes[10]) else { return nil }
    guard let year = digits(first[0], 4...4), let month = digits(first[1], 2...2), let day = digits(first[2], 2...2) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }
  if let serial = digits(bytes, 5...5) {
    // Day 36526 of spreadsheets is the first of January 2000.
    guard let first = CalendarDate(year: 2000, month: 1, day: 1), let last = CalendarDate(year: 2099, month: 12, day: 31) else { return nil }
    let date = first.adding(days: serial - 36_526)
    return date < first || date > last ? nil : date
  }
  let head = bytes.prefix { $0 != UInt8(ascii: " ") }
  for separator: Character in ["/", "-"] {
    let parts = parts(head, separator)
    guard parts.count == 3, let day = digits(parts[0], 1...2) else { continue }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let month = digits(parts[1], 1...2) ?? months.firstIndex(of: String(decoding: parts[1], as: UTF8.self).lowercased()).map { $0 + 1 }
    guard let month, let year = digits(parts[2], 2...4), parts[2].count != 3 else { return nil }
    return CalendarDate(year: parts[2].count == 4 ? year : year <= 49 ? 2000 + year : 1900 + year, month: month, day: day)
  }
  return nil
}
