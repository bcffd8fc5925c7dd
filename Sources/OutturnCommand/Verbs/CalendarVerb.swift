import ArgumentParser
import Findings
import HTML
import Pipeline
import Programme
import Quantities
import Releases

/// `outturn calendar`: working days, release days, dated cuts and quarters of a year.
struct CalendarVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Shows the working days, release days, freeze dates and quarters of a financial year.",
    discussion: """
      Working days leave out weekends, England's bank holidays and the extra
      holidays of the programme. By the standard rule a month's flex pack is released
      on working day ten of the first month after it, its freeze pack on working day
      ten of the second. A programme's own rule and dated calendar are used where
      one is named, or stands in this folder or above it.

      EXAMPLES
        outturn calendar 2015-16
        outturn calendar --year 2015-16 --format ics > releases.ics
        outturn calendar --year 2026-27 --json
      """)

  @Argument(help: ArgumentHelp("The financial year, 2015-16.", valueName: "YEAR"))
  var givenYear: FinancialYear?

  @Option(name: .customLong("year"), help: ArgumentHelp("The same as YEAR.", valueName: "YEAR"))
  var yearOption: FinancialYear?

  @Option(
    name: .customLong("programme"),
    help: ArgumentHelp("The programme folder (default: this folder, or the nearest above it with a programme.yaml, if any).", valueName: "DIR"))
  var programme: String?

  @Option(help: "table, json, or ics: a file for calendar programs.")
  var format: CalendarFormat = .table

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors and the calendar.")
  var quiet = false

  func validate() throws {
    switch (givenYear, yearOption) {
    case (nil, nil): throw ValidationError("which financial year? outturn calendar --year 2015-16")
    case (let given?, let option?) where given != option:
      throw ValidationError("two different years are given, \(given.label) and \(option.label)")
    default: break
    }
    if json, format == .ics { throw ValidationError("--json and --format ics exclude each other") }
  }

  func run() throws {
    let console = Console(quiet: quiet)
    guard let year = yearOption ?? givenYear else { throw ExitStatus.usage.code }
    guard year.start >= 2009, year.start <= 2033 else {
      console.complain("outturn: bank holidays are known from 2009-10 to 2033-34, not for \(year.label)")
      throw ExitStatus.usage.code
    }
    let definition = try speaking(to: console) { () throws(RunFailure) in try ownProgramme() }
    let days = definition ?? standardRule
    switch json ? .json : format {
    case .table: console.result(table(days, year, name: definition?.name))
    case .json: console.result(bytes: document(days, year, name: definition?.name))
    case .ics: console.result(bytes: calendarFile(days.calendarEvents(of: year), name: definition?.name ?? "Contract monitoring", year: year))
    }
  }

  /// The programme named, or found here or above; nil where none is.
  private func ownProgramme() throws(RunFailure) -> ProgrammeDefinition? {
    let folder: String
    do {
      folder = try programmeFolder(named: programme)
    } catch {
      if programme == nil, case .noProgramme = error { return nil }
      throw error
    }
    return try readDefinition(at: folder)
  }

  private func table(_ programme: ProgrammeDefinition, _ year: FinancialYear, name: String?) -> String {
    let months = programme.releaseCalendar(of: year)
    let isDated = months.contains { $0.dated != nil }
    var lines: [String] = []
    if let name { lines.append("\(name): \(year.label)") }
    lines.append(
      "Month               Working days  Flex pack released  Freeze pack released" + (isDated ? "  Flex data until  Freeze data until" : ""))
    for month in months {
      let period = month.period
      var line = (period.monthLabel + " " + period.monthName).padded(to: 20) + "\(month.workingDays)".padded(to: 14)
      line += month.flexRelease.iso.padded(to: 20)
      if isDated {
        line += month.freezeRelease.iso.padded(to: 22) + (month.dated?.flexInclusion.iso ?? "–").padded(to: 17)
        line += (month.dated?.freezeInclusion.iso ?? "–")
      } else {
        line += month.freezeRelease.iso
      }
      lines.append(line + (period.isQuarterEnd ? "  closes Q\(period.quarter)" : ""))
    }
    lines.append("")
    for days in programme.quarterDays(of: year) {
      lines.append("\(days.quarter.description) ends on \(days.end.longText); it can be frozen from \(days.freeze.longText).")
    }
    lines.append("")
    lines += months.flatMap(\.bankHolidays).map { "\($0.date.iso)  \($0.date.weekday.name.padded(to: 11))\($0.name)" }
    return lines.joined(separator: "\n")
  }

  private func document(_ programme: ProgrammeDefinition, _ year: FinancialYear, name: String?) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("year") { $0.string(year.label) }
      if let name { json.field("programme") { $0.string(name) } }
      json.field("months") { json in
        json.array(programme.releaseCalendar(of: year)) { month, json in
          json.object { json in
            json.field("period") { $0.string(month.period.description) }
            json.field("working_days") { $0.number(String(month.workingDays)) }
            json.field("flex_release") { $0.string(month.flexRelease.iso) }
            json.field("freeze_release") { $0.string(month.freezeRelease.iso) }
            json.field("quarter_end") { $0.number(month.period.isQuarterEnd ? "true" : "false") }
            let dated: [(String, CalendarDate?)] = [
              ("flex_inclusion", month.dated?.flexInclusion), ("flex_publication", month.dated?.flexPublication),
              ("freeze_inclusion", month.dated?.freezeInclusion), ("freeze_publication", month.dated?.freezePublication),
            ]
            for (name, day) in dated { if let day { json.field(name) { $0.string(day.iso) } } }
            json.field("bank_holidays") { json in
              json.array(month.bankHolidays) { holiday, json in
                json.object { json in
                  json.field("date") { $0.string(holiday.date.iso) }
                  json.field("name") { $0.string(holiday.name) }
                }
              }
            }
          }
        }
      }
      json.field("quarters") { json in
        json.array(programme.quarterDays(of: year)) { days, json in
          json.object { json in
            json.field("quarter") { $0.string("\(year.label)/Q\(days.quarter.number)") }
            json.field("end") { $0.string(days.end.iso) }
            json.field("freeze") { $0.string(days.freeze.iso) }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}

/// How the calendar is written.
enum CalendarFormat: String, CaseIterable, ExpressibleByArgument {
  /// Columns for a person.
  case table
  /// One JSON document.
  case json
  /// iCalendar.
  case ics
}

/// The days of a programme that says nothing of its own.
private let standardRule = ProgrammeDefinition(configuration: ProgrammeConfiguration(name: "Contract monitoring"), organisations: Organisations())

/// Reads what a programme says of itself, without its commentary and extracts.
///
/// - Throws: `RunFailure.configuration`.
func readDefinition(at folder: String) throws(RunFailure) -> ProgrammeDefinition {
  let (definition, findings) = loadProgramme(at: folder, commentary: .none)
  guard let definition else { throw .configuration(findings) }
  return definition
}

/// Does a verb's work and says why it failed, for verbs without the options of a run.
func speaking<Result>(to console: Console, _ work: () throws(RunFailure) -> Result) throws -> Result {
  do throws(RunFailure) {
    return try work()
  } catch {
    let wording = FailureWording(error)
    console.complain(wording.text)
    throw wording.status.code
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
