import Quantities

@testable import Extracts
@testable import Profiles
@testable import Workbooks

/// Reads bytes as numbers by every routine that reads any: they must agree wherever two of them read it.
func readNumbers(_ bytes: [UInt8]) throws {
  let reading = readNumber(bytes)
  if reading.readable {
    try hold(abs(reading.remainder) <= finerThanStored / 2, "rounding takes at most half of the eighth decimal")
    let exact = reading.parts * finerThanStored + reading.remainder
    try hold(exact.magnitude < UInt128(finerThanStored) * UInt128(finerThanStored) * 10_000_000_000, "a number is of a size that can be added up")
  } else {
    try hold(reading.parts == 0 && reading.remainder == 0, "what is no number comes to nothing")
  }
  try readPlainly(bytes, reading)
  try readDecimal(bytes, reading)
  try readAmounts(bytes)
  try readOfWorkbook(bytes)
  try readReturn(asExtract(bytes))
}

/// The routine of everyday numbers.
private func readPlainly(_ bytes: [UInt8], _ reading: NumberReading) throws {
  let padded = bytes + Array(repeating: 0x37, count: 8)
  var parts: Int64 = 0
  for isLong in [false, true] {
    let isPlain = padded.withUnsafeBufferPointer { text in
      powersOfTen.withUnsafeBufferPointer { scales in
        guard let start = text.baseAddress, let scale = scales.baseAddress else { return false }
        return isLong
          ? readLongNumber(start, bytes.count, scale: scale, into: &parts) : readPlainNumber(start, bytes.count, scale: scale, into: &parts)
      }
    }
    guard isPlain else { continue }
    try hold(reading.readable && reading.remainder == 0 && !reading.styled, "what is an everyday number is a number")
    try hold(reading.parts == Int128(parts), "an everyday number is the same by both ways: \(parts) and \(reading.parts)")
  }
}

/// The routine of configuration and data files.
private func readDecimal(_ bytes: [UInt8], _ reading: NumberReading) throws {
  guard let money = Money(decimal: String(decoding: bytes, as: UTF8.self)) else { return }
  try hold(Money(decimal: money.decimal) == money, "an amount is read as it is printed")
  if reading.readable { try hold(reading.parts == money.parts, "a decimal is the same everywhere") }
}

/// Amounts by profiles, in every unit and sign: what goes into the stream is read from it as it was meant.
private func readAmounts(_ bytes: [UInt8]) throws {
  for unit in Profile.Unit.allCases {
    for (isReversed, hasDecimalComma) in [(false, false), (true, false), (false, true), (true, true)] {
      let own = amount(bytes[...], unit: unit, isReversed: isReversed, hasDecimalComma: hasDecimalComma)
      let read = readNumber(own.text)
      if let exact = own.exact {
        try hold(read.readable, "an amount is a number in the stream")
        try hold(read.parts * finerThanStored + read.remainder == exact, "an amount is the same in the stream")
      } else {
        try hold(!read.readable, "what is no amount is none in the stream")
      }
    }
  }
}

private func readOfWorkbook(_ bytes: [UInt8]) throws {
  var plain: [UInt8] = []
  let isNumber = bytes.withUnsafeBufferPointer { appendPlainNumber($0, to: &plain) }
  try hold(isNumber || plain.isEmpty, "what is no number writes nothing")
  guard isNumber else { return }
  try hold(plain.count < 500, "a number of a workbook is short")
  var again: [UInt8] = []
  try hold(plain.withUnsafeBufferPointer { appendPlainNumber($0, to: &again) } && again == plain, "a number of a workbook stays as it is")
  let read = readNumber(plain)
  try hold(read.readable || read.huge, "a number of a workbook is a number")
}

/// A return in whose rows lines of the input stand as its four amounts, as they are and in quotes.
private func asExtract(_ bytes: [UInt8]) -> [UInt8] {
  var lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
  while lines.count < 4 { lines.append([0x31]) }
  var text = Array(
    ("FINANCIAL MONTH,FINANCIAL YEAR,PROVIDER CODE,COMMISSIONER CODE,POINT OF DELIVERY CODE,CONTRACT MONITORING PLANNED ACTIVITY,"
      + "CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE\n").utf8)
  for isQuoted in [false, true] {
    text += Array("1,201516,RQM,10H,DC".utf8)
    for line in lines {
      text.append(0x2C)
      if isQuoted { text.append(0x22) }
      for byte in line where byte != 0x22 || !isQuoted { text.append(byte) }
      if isQuoted { text.append(0x22) }
    }
    text.append(0x0A)
  }
  return text
}
