import ArgumentParser
import HTML
import Pipeline
import Programme
import Releases

/// `outturn archive`: what is in the archive, and retention.
struct ArchiveVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Lists what was released, shows a figure's history, takes old inputs away.",
    discussion: """
      EXAMPLES
        outturn archive list
        outturn archive history position/10H/ALL/ytd_variance
        outturn archive prune --dry-run
      """,
    subcommands: [ArchiveListVerb.self, ArchiveHistoryVerb.self, ArchivePruneVerb.self])
}

/// `outturn archive list`: every release.
struct ArchiveListVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists every release in the order of the chain.",
    discussion: """
      EXAMPLES
        outturn archive list
        outturn archive list --json
      """)

  @OptionGroup var options: CommonOptions

  func run() throws {
    try perform("archive list", options) { console throws(RunFailure) in
      let request = try options.request()
      let releases: [ReleaseRow]
      do throws(ArchiveError) { releases = try ArchiveReader(programme: request.programme).releases() } catch { throw .archive(error) }
      console.result(bytes: options.json ? json(releases) : text(releases))
      return .done
    }
  }

  private func text(_ releases: [ReleaseRow]) -> [UInt8] {
    var lines = ["Entry  Release                   Made                  Figures   Files   Inputs taken away"]
    for row in releases {
      let start = String(row.sequence).padded(to: 7) + row.name.text.padded(to: 26) + row.time.padded(to: 22)
      let counts = String(row.figureCount).padded(to: 10) + String(row.fileCount).padded(to: 8) + String(row.prunedCount)
      lines.append(start + counts + (row.reason.map { "   \($0)" } ?? ""))
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func json(_ releases: [ReleaseRow]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("releases") { json in
        json.array(releases) { row, json in
          json.newLine()
          json.object { json in
            json.field("entry") { $0.number(String(row.sequence)) }
            json.field("release") { $0.string(row.name.text) }
            json.field("at") { $0.string(row.time) }
            json.field("hash") { $0.string(row.hash) }
            json.field("manifest") { $0.string(row.manifestSHA256) }
            json.field("figures") { $0.number(String(row.figureCount)) }
            json.field("files") { $0.number(String(row.fileCount)) }
            json.field("inputs_taken_away") { $0.number(String(row.prunedCount)) }
            if let reason = row.reason { json.field("reason") { $0.string(reason) } }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}

/// `outturn archive history`: one figure in every release.
struct ArchiveHistoryVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Shows what every release said of one figure.",
    discussion: """
      EXAMPLES
        outturn archive history position/10H/ALL/ytd_variance
        outturn archive history position/10H/ALL/ytd_variance --json
      """)

  @Argument(help: ArgumentHelp("The figure's id, as `outturn figures` gives it.", valueName: "ID"))
  var id: String

  @OptionGroup var options: CommonOptions

  func run() throws {
    try perform("archive history", options) { console throws(RunFailure) in
      let request = try options.request()
      let history: [(name: ReleaseName, figure: ArchivedFigure)]
      do throws(ArchiveError) { history = try ArchiveReader(programme: request.programme).history(of: id) } catch { throw .archive(error) }
      guard !history.isEmpty else { throw .archive(.unknown("figure \(id)")) }
      guard options.json else {
        var csv = CSVWriter()
        for head in ["release", "value", "unit"] { csv.text(head) }
        csv.endRow()
        for row in history {
          csv.text(row.name.text)
          csv.value(row.figure.value)
          csv.text(row.figure.unit)
          csv.endRow()
        }
        console.result(bytes: csv.bytes)
        return .done
      }
      var json = JSONWriter()
      json.object { json in
        json.field("schema") { $0.number("1") }
        json.field("figure_id") { $0.string(id) }
        json.field("history") { json in
          json.array(history) { row, json in
            json.newLine()
            json.object { json in
              json.field("release") { $0.string(row.name.text) }
              json.field("value") { $0.string(row.figure.value) }
              json.field("unit") { $0.string(row.figure.unit) }
            }
          }
        }
      }
      json.finish()
      console.result(bytes: json.bytes)
      return .done
    }
  }
}

/// `outturn archive prune`: retention.
struct ArchivePruneVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Takes inputs away that are older than the retention rule.",
    discussion: """
      The rule is retention.inputs_months in programme.yaml, counted back from today.
      An input that a later release has too is kept. Figures, packs, digests and
      entries always stay; what was taken is an entry of the archive.

      EXAMPLES
        outturn archive prune --dry-run
        outturn archive prune
      """)

  @Flag(help: "List what would be taken away; change nothing.")
  var dryRun = false

  @Option(help: signingKeyHelp)
  var signingKey: String?

  @OptionGroup var options: CommonOptions

  func run() throws {
    try perform("archive prune", options) { console throws(RunFailure) in
      let request = try options.request()
      let loaded = loadProgramme(at: request.programme)
      guard let rule = loaded.programme?.configuration.retention else { throw .configuration(loaded.findings) }
      let clock = ReleaseClock.system
      let before = PrunePlan.cutOff(clock.today, months: rule.inputsMonths)
      let plan: PrunePlan
      do throws(ArchiveError) {
        if dryRun {
          plan = try ArchiveReader(programme: request.programme).prunePlan(before: before)
        } else {
          // There must be one already: retention makes no archive.
          _ = try ArchiveReader(programme: request.programme)
          let signer = try SigningKey.signer(file: signingKey.map(absolute), among: loaded.programme?.configuration.archiveKeys ?? [])
          let archive = try Archive(programme: request.programme, time: clock.timestamp, signer: signer)
          plan = try archive.reader.prunePlan(before: before)
          _ = try archive.prune(plan, time: clock.timestamp)
        }
      } catch { throw .archive(error) }
      if options.json {
        console.result(bytes: json(plan))
      } else if !options.quiet {
        let lines = plan.inputs.map { "\(String($0.byteCount).padded(to: 12))\($0.sha256.prefix(12))  \($0.path)" }
        let sum =
          "\(plan.inputs.count) inputs, \(plan.byteCount) bytes, of releases made before \(before.prefix(10)), \(dryRun ? "would be" : "were") taken away"
        console.result((lines + [sum]).joined(separator: "\n"))
      }
      return .done
    }
  }

  private func json(_ plan: PrunePlan) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("before") { $0.string(plan.before) }
      json.field("taken_away") { $0.number(dryRun ? "false" : "true") }
      json.field("bytes") { $0.number(String(plan.byteCount)) }
      json.field("inputs") { json in
        json.array(plan.inputs) { input, json in
          json.newLine()
          json.object { json in
            json.field("sha256") { $0.string(input.sha256) }
            json.field("bytes") { $0.number(String(input.byteCount)) }
            json.field("path") { $0.string(input.path) }
          }
        }
      }
    }
    json.finish()
    return json.bytes
  }
}
