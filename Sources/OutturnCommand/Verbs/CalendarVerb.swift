import ArgumentParser
import Quantities

/// `outturn calendar`: working days, release days and quarter ends of a year.
struct CalendarVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Shows the working days, release days and quarter ends of a financial year.",
    discussion: """
      Working days leave out weekends and England's bank holidays. A month's flex
      pack is released on working day ten of the first month after it, its freeze
      pack on working day ten of the second.

      EXAMPLES
        outturn calendar 2015-16
        outturn calendar 2026-27 --json
      """)

  @Argument(help: ArgumentHelp("The financial year, 2015-16.", valueName: "YEAR"))
  var year: FinancialYear

  @Flag(help: "Write one JSON document to standard output in place of text.")
  var json = false

  func run() throws {
    let console = Console(quiet: false)
    let calendar = WorkingCalendar.england
    guard year.start >= 2009, year.start <= 2033 else {
      console.complain("outturn: bank holidays are known from 2009-10 to 2033-34, not for \(year.label)")
      throw ExitStatus.usage.code
    }
    let periods = (1...12).map { Period(year: year, month: $0) }
    if json {
      let rows = periods.map { period in
        """
            {"period": "\(period.description)", "working_days": \(calendar.workingDayCount(in: period)), \
        "flex_release": "\(calendar.releaseDate(of: period, cut: .flex).iso)", "freeze_release": "\(calendar.releaseDate(of: period, cut: .freeze).iso)", \
        "quarter_end": \(period.isQuarterEnd)}
        """
      }
      console.result("{\n  \"schema\": 1,\n  \"year\": \"\(year.label)\",\n  \"months\": [\n\(rows.joined(separator: ",\n"))\n  ]\n}")
      return
    }
    var lines = ["Month               Working days  Flex pack released  Freeze pack released"]
    for period in periods {
      let name = (period.monthLabel + " " + period.monthName).padded(to: 20)
      let days = "\(calendar.workingDayCount(in: period))".padded(to: 14)
      let flex = calendar.releaseDate(of: period, cut: .flex).iso.padded(to: 20)
      let freeze = calendar.releaseDate(of: period, cut: .freeze).iso
      lines.append(name + days + flex + freeze + (period.isQuarterEnd ? "  closes Q\(period.quarter)" : ""))
    }
    console.result(lines.joined(separator: "\n"))
  }
}

extension FinancialYear: ExpressibleByArgument {
  /// Reads `2015-16` and the other spellings of a year.
  package init?(argument: String) { self.init(argument) }
  package var defaultValueDescription: String { label }
}

extension String {
  /// The text with spaces after it up to a width; a longer one is left whole, with one space.
  func padded(to width: Int) -> String {
    count < width ? self + String(repeating: " ", count: width - count) : self + " "
  }
}
