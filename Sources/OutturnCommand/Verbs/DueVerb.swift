import ArgumentParser
import HTML
import Pipeline
import Programme
import Quantities
import Releases

/// `outturn` with no verb: one line of what the programme here must do next, then how to get help; without a programme the help.
struct DueVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "Says in one line what the programme must do next; the same as no verb.",
    discussion: """
      EXAMPLES
        outturn
        outturn due --programme my-programme
        outturn due --as-at 2016-03-09 --json
      """,
    shouldDisplay: false)

  @Option(
    name: .customLong("programme"),
    help: ArgumentHelp("The programme folder (default: this folder, or the nearest above it with a programme.yaml).", valueName: "DIR"))
  var programme: String?

  @Option(help: ArgumentHelp("The day of the question, YYYY-MM-DD (default: today).", valueName: "DATE"))
  var asAt: CalendarDate?

  @Flag(help: "Write one JSON document to standard output in place of text.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say the one line and nothing else.")
  var quiet = false

  func run() throws {
    let console = Console(quiet: quiet)
    let folder: String
    do throws(RunFailure) {
      folder = try programmeFolder(named: programme)
    } catch {
      guard programme == nil else { return try speaking(to: console) { () throws(RunFailure) in throw error } }
      throw CleanExit.helpRequest(OutturnTool.self)
    }
    let definition = try speaking(to: console) { () throws(RunFailure) in try readDefinition(at: folder) }
    let today = asAt ?? ReleaseClock.system.today
    let item = dueNext(in: definition, at: folder, today: today)
    if json {
      console.result(bytes: document(item))
    } else {
      console.result(dueInWords(item, today: today))
      console.say("Help: outturn help, and outturn help VERB")
    }
  }

  private func document(_ item: DueItem) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      switch item.work {
      case .pack(let period, let cut):
        json.field("work") { $0.string(cut.rawValue) }
        json.field("period") { $0.string(period.description) }
      case .quarter(let quarter):
        json.field("work") { $0.string("quarter") }
        json.field("period") { $0.string("\(quarter.year.label)/Q\(quarter.number)") }
      }
      json.field("due") { $0.string(item.day.iso) }
      json.field("working_days") { $0.number(String(item.workingDays)) }
      json.field("missing_returns") { json in json.array(item.missingReturns) { $1.string($0) } }
    }
    json.finish()
    return json.bytes
  }
}

/// `2015-16 M11 flex pack is due on 14 March 2016, in 3 working days; 2 returns are not in`.
func dueInWords(_ item: DueItem, today: CalendarDate) -> String {
  let work =
    switch item.work {
    case .pack(let period, let cut): "\(period.year.label) \(period.monthLabel) \(cut.rawValue) pack"
    case .quarter(let quarter): "\(quarter.description) freeze"
    }
  func days(_ count: Int) -> String { "\(count) working day\(count == 1 ? "" : "s")" }
  let when: String
  if today == item.day {
    when = "is due today, \(item.day.longText)"
  } else if today < item.day {
    when = "is due on \(item.day.longText), in \(days(item.workingDays))"
  } else {
    when = "was due on \(item.day.longText)" + (item.workingDays == 0 ? "" : ", \(days(-item.workingDays)) ago")
  }
  let missing = item.missingReturns.count
  let returns =
    switch (missing, item.expectedReturns) {
    case (0, _): "all returns are in"
    case (1, _): "1 return is not in"
    case (let missing, let all) where missing == all: "no return is in"
    default: "\(missing) returns are not in"
    }
  return "\(work) \(when); \(returns)"
}
