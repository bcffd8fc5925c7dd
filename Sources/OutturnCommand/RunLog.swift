import Foundation
import HTML
import Pipeline
import Programme
import Storage

/// The log of runs: one JSON line a run, with the time and the machine's facts that no pack may hold.
struct RunLog {
  private let path: String?
  private let isAsked: Bool
  private let started = Date()

  init(_ options: CommonOptions) {
    if let log = options.log {
      path = absolute(log)
      isAsked = true
    } else {
      // Where the programme is known to be; nothing is logged where there is none.
      let folder = options.programme.map(absolute) ?? FileManager.default.currentDirectoryPath
      path = FileManager.default.fileExists(atPath: folder + "/" + programmeFileName) ? folder + "/.outturn/log/run.jsonl" : nil
      isAsked = false
    }
  }

  /// Appends a line. A log that was asked for and cannot be written is complained of; the usual one fails in silence only where the programme is read-only.
  func record(verb: String, status: ExitStatus, reason: String?, console: Console) {
    guard let path else { return }
    var json = JSONWriter()
    let time = ISO8601DateFormatter().string(from: started)
    json.object { json in
      json.field("time") { $0.string(time) }
      json.field("verb") { $0.string(verb) }
      json.field("outturn") { $0.string(outturnVersion) }
      json.field("host") { $0.string(ProcessInfo.processInfo.hostName) }
      json.field("arguments") { json in json.array(CommandLine.arguments.dropFirst()) { $1.string($0) } }
      json.field("exit_status") { $0.number(String(status.rawValue)) }
      if let reason { json.field("reason") { $0.string(reason) } }
    }
    json.finish()
    do {
      try appendToFile(json.bytes, at: path)
    } catch {
      if isAsked { console.complain("outturn: the log \(path) cannot be written") }
    }
  }
}
