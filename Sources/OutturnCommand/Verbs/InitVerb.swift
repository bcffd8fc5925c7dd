import ArgumentParser
import Findings
import Foundation
import Pipeline
import Programme
import Quantities
import Storage

/// `outturn init`: scaffolds a programme from a folder of extracts.
struct InitVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a commented programme.yaml from what it finds in a folder.",
    discussion: """
      What it writes builds with no edit. It never overwrites a programme.yaml.

      EXAMPLES
        outturn init my-programme
        outturn init my-programme && outturn build --programme my-programme
      """)

  @Argument(help: ArgumentHelp("The folder of extracts and organisations.", valueName: "DIR"))
  var folder: String

  @Flag(help: "Print what would be written; write nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    let console = Console(quiet: quiet)
    let path = absolute(folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      console.complain("outturn: there is no folder \(folder)")
      throw ExitStatus.noInput.code
    }
    let (scaffold, findings) = Programme.scaffold(programmeAt: path)
    for finding in findings { console.complain(findingText(finding)) }
    if findings.contains(where: { $0.severity == .error }) {
      console.complain("outturn: nothing was written to \(folder)")
      throw (FileManager.default.fileExists(atPath: path + "/" + programmeFileName) ? ExitStatus.cannotCreate : .noInput).code
    }
    if dryRun {
      console.result(scaffold.yaml)
      return
    }
    do {
      try writeFile(Array(scaffold.yaml.utf8), to: path + "/" + programmeFileName)
    } catch {
      let wording = FailureWording(.output(error))
      console.complain(wording.text)
      throw wording.status.code
    }
    let months =
      scaffold.periods.last.map { "\(scaffold.periods.count) \(scaffold.periods.count == 1 ? "month" : "months") to \($0.description)" }
      ?? "no month yet"
    console.result("\(folder)/\(programmeFileName)")
    console.say(
      "\(scaffold.commissionerCount) commissioners, \(scaffold.providerCount) providers, \(months)\nNext: outturn build --programme \(folder)")
  }
}
