package import Quantities

/// Reads a date as providers write it: `2016-03-14` with or without a time, `14/03/2016`, `14-03-2016`, `14-Mar-16`, `14-Mar-2016`, or a spreadsheet's day number
/// from 36526 (January 2000) on.
///
/// A year of two digits is of this century up to 49, else of the last. Day and month are never exchanged: `03/14/2016` is not a date.
///
/// - Returns: nil for anything else.
package func readDate(_ text: some Collection<UInt8>) -> CalendarDate? {
  let bytes = Array(text)
  func number(_ range: Range<Int>) -> Int? {
    // No part of a date is longer than a serial; more digits would not fit a number.
    guard range.upperBound <= bytes.count, (1...5).contains(range.count) else { return nil }
    var value = 0
    for byte in bytes[range] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
  // ISO, which a time may follow.
  if bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D {
    guard bytes.count == 10 || bytes[10] == 0x54 || bytes[10] == 0x20, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }
  if bytes.count == 5, let serial = number(0..<5), (36_526...73_050).contains(serial) {
    return CalendarDate(year: 1899, month: 12, day: 30)?.adding(days: serial)
  }
  guard let first = bytes.firstIndex(where: { $0 == 0x2F || $0 == 0x2D }), (1...2).contains(first), let day = number(0..<first) else { return nil }
  guard let second = bytes[(first + 1)...].firstIndex(of: bytes[first]) else { return nil }
  let middle = (first + 1)..<second
  let month: Int?
  if middle.count == 3 {
    let name = String(decoding: bytes[middle], as: UTF8.self).lowercased()
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    month = names.firstIndex(of: name).map { $0 + 1 }
  } else {
    month = middle.count <= 2 ? number(middle) : nil
  }
  var end = second + 1
  while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
  guard end == bytes.count || bytes[end] == 0x20, let month, var year = number((second + 1)..<end) else { return nil }
  switch end - second - 1 {
  case 2: year += year <= 49 ? 2000 : 1900
  case 4: break
  default: return nil
  }
  return CalendarDate(year: year, month: month, day: day)
}

/// The days from the first of January 1900 to a date, as rows of attendances hold it; nil before that and after 2079.
package func dayOfRow(_ date: CalendarDate) -> UInt16? {
  UInt16(exactly: date.dayNumber - firstDayOfRows).flatMap { $0 == AttendanceRow.noDay ? nil : $0 }
}

/// The first of January 1900.
private let firstDayOfRows = CalendarDate(year: 1900, month: 1, day: 1)?.dayNumber ?? 0
