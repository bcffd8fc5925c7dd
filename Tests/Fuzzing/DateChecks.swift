import Extracts
import Quantities

@testable import Profiles
@testable import Workbooks

/// Reads a text as everything that says when something was, or where.
func readDates(_ bytes: [UInt8]) throws {
  let text = String(decoding: bytes, as: UTF8.self)
  try readMonthsAndYears(bytes, text)
  try readPeriods(text)
  try readDays(bytes, text)
  if let address = CellAddress(bytes) {
    try hold(CellAddress(address.description.utf8) == address, "a place is read as it is printed")
  }
  if let merged = MergedCells(bytes) { try hold(merged.first.column <= merged.last.column, "merged cells have a first and a last") }
  _ = isDateFormat(text)
}

private func readMonthsAndYears(_ bytes: [UInt8], _ text: String) throws {
  if let month = readMonth(bytes) {
    try hold((1...12).contains(month), "a month is of a year")
    try hold(readMonth(" \(month)\t".utf8) == month, "a month is read as it is printed")
  }
  let trimmed = bytes.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
  let year = FinancialYear(String(decoding: trimmed, as: UTF8.self))
  if let read = readYear(bytes) {
    try hold((1990...2099).contains(read.start), "a year of an extract is of its time")
    try hold(read.bare == (year == nil), "a year with its second is the same everywhere")
    if let year { try hold(year.start == read.start, "a year is the same everywhere") }
    try hold(readYear(FinancialYear(start: read.start).code.utf8)?.start == read.start, "a year is read as it is printed")
  } else if let year {
    try hold(!(1990...2099).contains(year.start), "\(year.label) is a year of an extract")
  }
  for style in Profile.MonthStyle.allCases {
    guard let read = readMonth(text, style) else { continue }
    try hold((1...12).contains(read.month), "a month is of a year")
    if let year = read.year { try hold((0...9999).contains(year.start), "a year has four digits") }
    if style != .calendar { try hold(readMonth(text, .any) != nil, "any style reads what \(style) reads") }
  }
}

private func readPeriods(_ text: String) throws {
  if let period = Period(text) {
    try hold(Period(period.description) == period && Period(period.identifier) == period, "a period is read as it is printed")
    try hold(period.month == 13 || period.index.period == period, "a month's index is its own")
    try hold(!period.monthName.isEmpty && (1...12).contains(period.calendar.month), "a period has a month of the calendar")
  }
  if let year = FinancialYear(text) {
    try hold(FinancialYear(year.label) == year && FinancialYear(year.code) == year, "a year is read as it is printed")
  }
}

private func readDays(_ bytes: [UInt8], _ text: String) throws {
  if let date = CalendarDate(iso: text) { try hold(date.iso == text, "a date is read as it is printed: \(date.iso)") }
  for date in [CalendarDate(iso: text), CalendarDate(british: text)].compactMap(\.self) {
    let (year, month, day) = date.components
    try hold(CalendarDate(year: year, month: month, day: day) == date, "a date is what it is made of")
    try hold(CalendarDate(iso: date.iso) == date && CalendarDate(british: "\(day)/\(month)/\(pad(year))") == date, "a date is read as it is printed")
    try hold(date.adding(days: 7).weekday == date.weekday && date.days(until: date.adding(days: 7)) == 7, "a week has seven days")
    try hold((1...12).contains(date.period.month) && !date.longText.isEmpty, "a date falls in a month")
  }
  for base in [DateBase.from1900, .from1904] {
    var written: [UInt8] = []
    let isDate = bytes.withUnsafeBufferPointer { appendDate($0, base, to: &written) }
    try hold(isDate == !written.isEmpty, "what is no date writes nothing")
    let day = String(decoding: written.prefix { $0 != 0x54 }, as: UTF8.self)
    guard isDate, !day.contains(":"), day != "1900-02-29" else { continue }
    try hold(CalendarDate(iso: day) != nil, "a workbook's day is a day: \(day)")
  }
}

private func pad(_ year: Int) -> String { String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year) }
