import ArgumentParser
import Extracts
import Findings
import HTML
import Pipeline
import Profiles
import Quantities
import Storage
import Tables

/// `outturn profile`: drafting and trying a mapping profile.
struct ProfileVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Drafts a profile for a trust’s own layout, and tries one.",
    discussion: """
      A profile in profiles/ says how a trust's own layout becomes the standard's
      fields; docs/configuration.md lists its keys.

      EXAMPLES
        outturn profile suggest RQM.xlsx > profiles/rqm.yaml
        outturn profile test profiles/rqm.yaml RQM.xlsx
      """, subcommands: [ProfileSuggestVerb.self, ProfileTestVerb.self])
}

/// What a file's path says of it: `…/2015-16/M11/RQM.xlsx`.
private struct FilePlace {
  let provider: String?
  let period: Period?

  init(_ path: String) {
    let parts = path.split(separator: "/")
    provider = parts.last.flatMap { $0.split(whereSeparator: { $0 == "." || $0 == "_" }).first }.map(String.init)
    period = parts.count >= 3 ? Period(parts[parts.count - 3] + "/" + parts[parts.count - 2]) : nil
  }
}

/// A table that can't be read, as its message says it.
private func complaint(_ fault: TableFault, _ file: String) -> String {
  "outturn: \(file)\(fault.line.map { ":\($0)" } ?? ""): \(fault.reason)\n  \(fault.hint)"
}

/// `outturn profile suggest`: a draft from a file.
struct ProfileSuggestVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest", abstract: "Drafts a profile from a file, each guess with how sure it is.",
    discussion: """
      The profile goes to standard output. Fields that a return must have and that
      were not found are said, and the exit status is then 1.

      EXAMPLES
        outturn profile suggest RQM.xlsx
        outturn profile suggest return.csv --provider RQM > profiles/rqm.yaml
      """)

  @Argument(help: ArgumentHelp("The return.", valueName: "FILE"))
  var file: String

  @Option(help: ArgumentHelp("The trust whose file it is (default: by the file's name).", valueName: "CODE"))
  var provider: String?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    let console = Console(quiet: quiet)
    guard FileSystem.exists(absolute(file)) else {
      console.complain("outturn: there is no file \(file)")
      throw ExitStatus.noInput.code
    }
    let draft: ProfileDraft
    do throws(TableFault) {
      draft = try ProfileDraft(TableFile(path: absolute(file)), provider: provider ?? FilePlace(file).provider ?? "RXX", name: file)
    } catch {
      console.complain(complaint(error, file))
      throw ExitStatus.unusableInput.code
    }
    console.result(draft.yaml)
    guard draft.missing.isEmpty else {
      console.complain("outturn: no column was found for \(draft.missing.map(\.rawValue).joined(separator: ", "))")
      throw ExitStatus.findings.code
    }
  }
}

/// `outturn profile test`: the first rows before and after, and what was not understood.
struct ProfileTestVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Shows the first rows of a file before and after a profile, and what was not understood.",
    discussion: """
      The exit status is 1 where rows would be held back or left out unasked.

      EXAMPLES
        outturn profile test profiles/rqm.yaml RQM.xlsx
        outturn profile test rqm.yaml return.csv --period 2015-16/M11 --rows 3
      """)

  @Argument(help: ArgumentHelp("The profile.", valueName: "PROFILE"))
  var profile: String

  @Argument(help: ArgumentHelp("The return.", valueName: "FILE"))
  var file: String

  @Option(help: ArgumentHelp("The trust whose file it is (default: by the file's name).", valueName: "CODE"))
  var provider: String?

  @Option(help: ArgumentHelp("The submission that it is of (default: by the file's folder, else the last of the profile's).", valueName: "PERIOD"))
  var period: String?

  @Option(help: ArgumentHelp("How many lines to show.", valueName: "N"))
  var rows = 5

  func run() throws {
    let console = Console(quiet: false)
    for path in [profile, file] where !FileSystem.exists(absolute(path)) {
      console.complain("outturn: there is no file \(path)")
      throw ExitStatus.noInput.code
    }
    let bytes: [UInt8]
    do throws(OutputError) { bytes = try FileSystem.read(absolute(profile)) } catch {
      console.complain("outturn: \(profile) cannot be read")
      throw ExitStatus.inputOutput.code
    }
    let (read, findings) = readProfile(bytes, file: profile)
    for finding in findings { console.complain(findingText(finding)) }
    guard let read else { throw ExitStatus.configuration.code }
    let place = FilePlace(file)
    let asked = period.map { Period($0) }
    if case .some(nil) = asked {
      console.complain("outturn: “\(period ?? "")” is no period; write it like 2015-16/M11")
      throw ExitStatus.usage.code
    }
    guard let when = asked.flatMap({ $0 }) ?? place.period ?? read.to ?? read.from else {
      console.complain("outturn: nothing says which month the file is of\n  give --period 2015-16/M11")
      throw ExitStatus.usage.code
    }
    let trial: ProfileTrial
    do throws(TableFault) {
      trial = try ProfileTrial(
        read, path: absolute(file), name: file, provider: provider ?? place.provider ?? read.providers.first ?? "", period: when, shown: max(rows, 0))
    } catch {
      console.complain(complaint(error, file))
      throw ExitStatus.unusableInput.code
    }
    console.result(report(trial))
    if trial.heldBack > 0 || trial.conversion.dropped.contains(where: \.isUnasked) { throw ExitStatus.findings.code }
  }

  private func report(_ trial: ProfileTrial) -> String {
    var lines = trial.part.map { ["By its name this is the \($0.words); its amounts are \($0 == .plan ? "planned" : "actual") ones", ""] } ?? []
    lines.append("Columns")
    for (field, column) in trial.columns { lines.append("  " + field.padded(to: 24) + column) }
    for sample in trial.samples {
      lines += ["", sample.place, "  before  " + sample.before.joined(separator: " | ")]
      lines.append("  after   " + sample.after.map { "\($0.field) \($0.value)" }.joined(separator: " | "))
    }
    let done = trial.conversion
    lines += [
      "",
      "\(counted(done.rows, "row")): \(counted(done.lines, "line")) of the standard, \(counted(done.droppedRows, "row")) left out; \(trial.counted) would count, \(trial.heldBack) be held back",
    ]
    if !done.unmapped.isEmpty {
      lines += ["", "Values that the profile’s maps do not name, and that stay as they are"]
      for value in done.unmapped.prefix(20) {
        lines.append("  " + value.field.rawValue.padded(to: 24) + "“\(value.value)”, \(counted(value.rows, "row"))")
      }
      if done.unmapped.count > 20 { lines.append("  and \(done.unmapped.count - 20) more") }
    }
    if !trial.findings.isEmpty {
      lines += ["", "Findings"]
      for finding in trial.findings { lines.append(findingText(finding)) }
    }
    return lines.joined(separator: "\n")
  }

  private func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
