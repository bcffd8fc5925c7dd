import Extracts
import Quantities

/// A month as a cell says it, with the year where it says that too.
struct MonthReading: Equatable {
  /// 1 is April.
  var month: Int
  var year: FinancialYear?
}

/// The financial month of a calendar month: April is 1.
private func financialMonth(_ calendar: Int) -> Int { (calendar + 8) % 12 + 1 }

/// Reads a month in a style; nil when it is not one.
func readMonth(_ text: String, _ style: Profile.MonthStyle) -> MonthReading? {
  switch style {
  case .number: return readMonth(Array(text.utf8)).map { MonthReading(month: $0) }
  case .calendar: return readMonth(Array(text.utf8)).map { MonthReading(month: financialMonth($0)) }
  case .name: return namedMonth(text)
  case .date: return datedMonth(text)
  case .any: return readMonth(text, .number) ?? markedMonth(text) ?? namedMonth(text) ?? datedMonth(text)
  }
}

/// `M01`, `M1`, `Month 1`.
private func markedMonth(_ text: String) -> MonthReading? {
  let lower = text.lowercased()
  for mark in ["month", "m"] where lower.hasPrefix(mark) {
    return readMonth(Array(lower.dropFirst(mark.count).utf8)).map { MonthReading(month: $0) }
  }
  return nil
}

/// `April`, `Apr`, `Apr-15`, `April 2015`, `Apr 15/16`.
private func namedMonth(_ text: String) -> MonthReading? {
  let letters = text.prefix { $0.isLetter }.lowercased()
  guard letters.count >= 3, let calendar = monthNames.firstIndex(where: { $0.lowercased().hasPrefix(letters) }) else {
    return nil
  }
  let month = financialMonth(calendar + 1)
  let rest = text.drop { $0.isLetter }.drop { " -/'’.".contains($0) }
  if rest.isEmpty { return MonthReading(month: month) }
  if let year = FinancialYear(String(rest)) { return MonthReading(month: month, year: year) }
  guard rest.count == 2 || rest.count == 4, let number = Int(rest), number >= 0 else { return nil }
  let year = rest.count == 2 ? 2000 + number : number
  guard (1990...2099).contains(year) else { return nil }
  return MonthReading(month: month, year: FinancialYear(start: calendar + 1 >= 4 ? year : year - 1))
}

/// `2015-04-01`, with or without the time of day, or `01/04/2015`.
private func datedMonth(_ text: String) -> MonthReading? {
  let day = text.prefix { $0 != "T" && $0 != " " }
  guard let date = CalendarDate(iso: day) ?? CalendarDate(british: day) else { return nil }
  return MonthReading(month: date.period.month, year: date.period.year)
}
