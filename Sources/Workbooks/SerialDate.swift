import Quantities

/// The day from which a workbook counts its dates.
enum DateBase: Sendable {
  /// 1 January 1900 is 1, and a 29 February 1900 is counted that never was.
  case from1900
  /// 1 January 1904 is 0.
  case from1904
}

/// Writes a date that a workbook holds as a number of days: `2015-04-01`, with the time of day where there is one, or the time alone where there is no day.
///
/// - Parameter text: a plain decimal.
/// - Returns: false, with nothing written, where the number is of no day before the year 10000.
func appendDate(_ text: UnsafeBufferPointer<UInt8>, _ base: DateBase, to bytes: inout [UInt8]) -> Bool {
  guard let (whole, part) = daysAndPart(text) else { return false }
  var day = whole
  var second = Int((part * 86_400).rounded())
  if second == 86_400 {
    second = 0
    day += 1
  }
  // The first day of 1904 is nought too, but nobody means it by a part of a day.
  let isTimeAlone = day == 0 && (base == .from1900 || second > 0)
  if !isTimeAlone {
    let number: Int
    switch base {
    case .from1904: number = day - 24_107  // 1 January 1904 is this many days before 1970
    case .from1900 where day == 60:
      bytes.append(contentsOf: "1900-02-29".utf8)
      appendTime(second, after: true, to: &bytes)
      return true
    case .from1900: number = day - (day > 60 ? 25_569 : 25_568)
    }
    let (year, month, dayOfMonth) = CalendarDate(dayNumber: number).components
    guard year <= 9999 else { return false }
    appendPadded(year, 4, to: &bytes)
    bytes.append(0x2D)
    appendPadded(month, 2, to: &bytes)
    bytes.append(0x2D)
    appendPadded(dayOfMonth, 2, to: &bytes)
  }
  appendTime(second, after: !isTimeAlone, to: &bytes)
  return true
}

/// The days of a number and the part of a day that follows them; nil for no day before the year 10000.
private func daysAndPart(_ text: UnsafeBufferPointer<UInt8>) -> (days: Int, part: Double)? {
  if (1...7).contains(text.count), text.allSatisfy({ $0 &- 0x30 < 10 }) {
    let days = text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return days < 2_958_466 ? (days, 0) : nil
  }
  guard let value = Double(String(decoding: text, as: UTF8.self)), value >= 0, value < 2_958_466 else { return nil }
  return (Int(value), value - Double(Int(value)))
}

private func appendTime(_ second: Int, after hasDay: Bool, to bytes: inout [UInt8]) {
  if hasDay, second == 0 { return }
  if hasDay { bytes.append(0x54) }
  appendPadded(second / 3_600, 2, to: &bytes)
  bytes.append(0x3A)
  appendPadded(second / 60 % 60, 2, to: &bytes)
  bytes.append(0x3A)
  appendPadded(second % 60, 2, to: &bytes)
}

private func appendPadded(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
  var scale = 1
  for _ in 1..<width { scale *= 10 }
  while scale > 0 {
    bytes.append(0x30 + UInt8(value / scale % 10))
    scale /= 10
  }
}
