import ArgumentParser
import Quantities

/// The options of every verb that reads a programme.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .customLong("programme"),
    help: ArgumentHelp("The programme folder (default: this folder, or the nearest above it with a programme.yaml).", valueName: "DIR"))
  var programme: String?

  @Option(help: ArgumentHelp("The financial year and month, 2015-16/M11 (default: the latest month that has a submission).", valueName: "PERIOD"))
  var period: Period?

  @Option(help: "Which cut of the month: flex, the first position, or freeze, the final one.")
  var cut: Cut = .flex

  @Option(help: ArgumentHelp("The date that the packs carry, YYYY-MM-DD (default: the release day of the period and cut).", valueName: "DATE"))
  var asAt: CalendarDate?

  @Option(help: ArgumentHelp("How many packs to make at once (default: one a core).", valueName: "N"))
  var jobs: Int?

  @Flag(help: "Read every extract anew, neither using nor writing the cache.")
  var noCache = false

  @Flag(help: "Write one JSON document to standard output in place of text.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Option(
    help: ArgumentHelp("Append the run's log, JSON lines, to this file (default: .outturn/log/run.jsonl in the programme folder).", valueName: "FILE")
  )
  var log: String?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is a number from 1 to 256, not \(jobs)") }
  }
}

extension Period: ExpressibleByArgument {
  /// Reads `2015-16/M11`, `2015-16 M11` or `2015-16-M11`.
  package init?(argument: String) { self.init(argument) }
  package var defaultValueDescription: String { description }
}

extension Cut: ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
  /// Reads `2016-03-14`.
  package init?(argument: String) { self.init(iso: argument) }
  package var defaultValueDescription: String { iso }
}

/// The packs of an option such as `--only 10H,RQM,10H-practices`.
struct ChosenPacks {
  /// Their names, in the order given.
  let names: [String]

  /// Reads them.
  ///
  /// - Throws: `ValidationError` where nobody is named: as from an empty variable of a script, which must not mean everybody.
  init(_ text: String) throws {
    names = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    if names.isEmpty { throw ValidationError("--only names no organisation") }
  }
}
