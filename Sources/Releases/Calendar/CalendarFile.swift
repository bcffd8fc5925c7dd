import Extracts
package import Quantities

/// Writes days as a calendar file (iCalendar, RFC 5545) that any calendar program can take in, and take in again when days have moved: an event keeps its
/// UID. The same days always give the same bytes.
///
/// - Parameters:
///   - name: the programme's name, untrusted; it also keeps two programmes' events apart in one calendar.
///   - year: the financial year that the events are of.
package func calendarFile(_ events: [CalendarEvent], name: String, year: FinancialYear) -> [UInt8] {
  let programme = Array(name.utf8).withUnsafeBytes { hexadecimal(sha256($0).prefix(6)) }
  // A stamp is needed and must say nothing of the clock: the year's first day.
  let stamp = compact(Period(year: year, month: 1).firstDay) + "T000000Z"
  var lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Outturn//Release calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    "X-WR-CALNAME:" + escaped("\(name) \(year.label)"),
  ]
  for event in events {
    lines += [
      "BEGIN:VEVENT", "UID:\(event.name)-\(programme)@outturn", "DTSTAMP:\(stamp)", "DTSTART;VALUE=DATE:\(compact(event.day))",
      "DTEND;VALUE=DATE:\(compact(event.day.adding(days: 1)))", "SUMMARY:" + escaped(event.title),
      "DESCRIPTION:" + escaped("\(name): \(event.title)"),
      "CATEGORIES:\(event.kind.rawValue)", "TRANSP:TRANSPARENT", "END:VEVENT",
    ]
  }
  lines.append("END:VCALENDAR")
  var bytes: [UInt8] = []
  for line in lines { appendFolded(line, to: &bytes) }
  return bytes
}

/// `20160314`.
private func compact(_ date: CalendarDate) -> String { date.iso.replacing("-", with: "") }

/// A text value: backslash, semicolon, comma and line ends are escaped (RFC 5545, 3.3.11); other control characters, which no text may hold, become spaces.
private func escaped(_ text: String) -> String {
  var result = ""
  var previous: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\", ";", ",": result += "\\" + String(scalar)
    case "\n": if previous != "\r" { result += "\\n" }
    case "\r": result += "\\n"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
    default: result.unicodeScalars.append(scalar)
    }
    previous = scalar
  }
  return result
}

/// A content line with its line end, folded so that no line is longer than 75 octets; a character is never cut (RFC 5545, 3.1).
private func appendFolded(_ line: String, to bytes: inout [UInt8]) {
  var length = 0
  for scalar in line.unicodeScalars {
    let encoded = Array(String(scalar).utf8)
    if length + encoded.count > 75 {
      bytes += [0x0D, 0x0A, 0x20]
      length = 1
    }
    bytes += encoded
    length += encoded.count
  }
  bytes += [0x0D, 0x0A]
}
