import ArgumentParser
import HTML
import Pipeline
import Programme
import Releases

/// `outturn upgrade`: an archive of an older format becomes one of the newest.
struct UpgradeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: "Brings an archive of an older format to the newest.",
    discussion: """
      Keeps a copy of the old database beside the new one, archive.sqlite.format-N,
      and adds an entry that says what was done. An archive of a newer format than
      this version knows is refused.

      EXAMPLES
        outturn upgrade --dry-run
        outturn upgrade
      """)

  @Flag(help: "Say what would be done; change nothing.")
  var dryRun = false

  @Option(help: signingKeyHelp)
  var signingKey: String?

  @OptionGroup var options: CommonOptions

  func run() throws {
    try perform("upgrade", options) { console throws(RunFailure) in
      let request = try options.request()
      let upgrade: ArchiveUpgrade
      do throws(ArchiveError) {
        upgrade = try ArchiveUpgrade(programme: request.programme)
        if upgrade.isNeeded && !dryRun {
          let keys = loadProgramme(at: request.programme, commentary: .none).programme?.configuration.archiveKeys ?? []
          try upgrade.run(time: ReleaseClock.system.timestamp, signer: try SigningKey.signer(file: signingKey.map(absolute), among: keys))
        }
      } catch { throw .archive(error) }
      if options.json {
        var json = JSONWriter()
        json.object { json in
          json.field("schema") { $0.number("1") }
          json.field("found") { $0.number(String(upgrade.found)) }
          json.field("format") { $0.number(String(upgrade.current)) }
          json.field("upgraded") { $0.number(upgrade.isNeeded && !dryRun ? "true" : "false") }
        }
        json.finish()
        console.result(bytes: json.bytes)
      } else if !upgrade.isNeeded {
        if !options.quiet { console.result("the archive has format \(upgrade.found), the newest; there is nothing to do") }
      } else if !options.quiet {
        console.result(
          "format \(upgrade.found) \(dryRun ? "would become" : "became") format \(upgrade.current); the old database: \(upgrade.backup)")
      }
      return .done
    }
  }
}
