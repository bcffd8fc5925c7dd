import Extracts
import Quantities

/// A day of a file as it goes into the stream: 2016-03-14; as it stood where it is none, so that the reader says so.
func dateText(_ text: ArraySlice<UInt8>, _ style: Profile.DateStyle) -> [UInt8] {
  if text.isEmpty { return [] }
  let date: CalendarDate? =
    switch style {
    case .any: readDate(text)
    case .monthFirst: monthFirst(text)
    case .compact: compact(text)
    }
  if let date { return Array(date.iso.utf8) }
  // What is no day by the profile must not be another one in the stream: 14/3/2016 where the month comes first.
  return style == .any ? Array(text) : Array("“".utf8) + text + Array("”".utf8)
}

/// `3/14/2016`, `03-14-16`, with or without a time, and dates of a workbook.
private func monthFirst(_ text: ArraySlice<UInt8>) -> CalendarDate? {
  let day = text.prefix { $0 != 0x20 && $0 != 0x54 }
  let parts = day.split(omittingEmptySubsequences: false) { $0 == 0x2F || $0 == 0x2D }
  // A year or a name in front: there is no doubt of the order.
  guard parts.count == 3, let first = parts.first, first.count <= 2 else { return readDate(text) }
  return readDate(parts[1] + [0x2F] + first + [0x2F] + parts[2])
}

/// `20160314`, with or without a time, and dates of a workbook.
private func compact(_ text: ArraySlice<UInt8>) -> CalendarDate? {
  let day = Array(text.prefix { $0 != 0x20 && $0 != 0x54 })
  guard day.count == 8, day.allSatisfy({ (0x30...0x39).contains($0) }) else { return text.contains(0x2F) ? nil : readDate(text) }
  return readDate(day[..<4] + [0x2D] + day[4..<6] + [0x2D] + day[6...])
}
