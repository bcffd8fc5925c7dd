import Foundation
import TestSupport

/// A released month of three commissioners and three trusts, with mail settings, for tests that send it.
struct ReleasedProgramme: Sendable {
  let folder: TemporaryFolder
  let programme: String
  let release: String
  /// The codes of the commissioners and providers, in order.
  let commissioners: [String]
  let providers: [String]

  static let made = Result { try ReleasedProgramme() }

  private init() throws {
    let folder = try TemporaryFolder()
    let programme = try GeneratedProgramme.small.get().copy(in: folder)
    func codes(_ file: String) throws -> [String] {
      try String(contentsOfFile: programme + "/organisations/\(file)", encoding: .utf8).split(separator: "\n").dropFirst()
        .map { String($0.prefix { $0 != "," }) }
    }
    let (commissioners, providers) = (try codes("commissioners.csv"), try codes("providers.csv"))
    // Short packs, so that a thousand of them are sent in seconds.
    for kind in ["commissioner", "provider"] {
      try FileManager.default.createDirectory(atPath: programme + "/templates/packs", withIntermediateDirectories: true)
      let other = kind == "provider" ? "commissioner" : "provider"
      let short = "format: 1\npack: \(kind)\ntitle: Contract monitoring pack\nsections:\n  - position-by-\(other)\n"
      try short.write(toFile: programme + "/templates/packs/\(kind).yaml", atomically: true, encoding: .utf8)
    }
    var recipients = "organisation,email,name,role,formats,from,until,clearance,encryption\n"
    for code in commissioners + providers + ["programme"] {
      let domain = code.lowercased() + ".packs.test"
      recipients += "\(code),lead@\(domain),\"Lead of \(code), Zoë\",to,pdf,,,,\n\(code),copy@\(domain),,cc,pdf html,,,,\n"
    }
    try recipients.write(toFile: programme + "/recipients.csv", atomically: true, encoding: .utf8)
    var yaml = try String(contentsOfFile: programme + "/programme.yaml", encoding: .utf8)
    yaml +=
      "\napprovers:\n  - {name: Ann, roles: [analyst]}\n  - {name: Len, roles: [lead]}\nmail:\n  host: localhost\n  port: 2525\n  security: none\n"
    yaml +=
      "  from: packs@office.packs.test\n  from_name: Contract Monitoring – Büro\n  reply_to: answers@office.packs.test\n  retry_seconds: [0]\n  domains:\n"
    for code in commissioners + providers + ["programme"] { yaml += "    \(code): [\(code.lowercased()).packs.test]\n" }
    yaml += "    \"*\": [everyone.packs.test]\n"
    try yaml.write(toFile: programme + "/programme.yaml", atomically: true, encoding: .utf8)
    let output = folder.path + "/Output"
    var name = ""
    for arguments in [
      ["build"], ["approve", "--as", "Ann", "--role", "analyst"], ["approve", "--as", "Len", "--role", "lead"], ["release", "--json"],
    ] {
      let ran = try run(builtProgram("outturn"), arguments + ["--programme", programme, "--output", output])
      guard ran.status == 0 else { throw CouldNotPrepare(what: arguments[0], said: ran.said) }
      if arguments[0] == "release" {
        let object = try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any]
        name = object?["release"] as? String ?? ""
      }
    }
    self.folder = folder
    self.programme = programme
    self.commissioners = commissioners
    self.providers = providers
    release = name
  }

  /// A copy that a test may spoil, with its mail going to a port.
  func copy(in place: TemporaryFolder, port: Int = 2525, mail changes: [(String, String)] = []) throws -> Office {
    let copied = try run("/bin/cp", ["-a", programme, place.path + "/programme"])
    guard copied.status == 0 else { throw CouldNotPrepare(what: "a copy", said: copied.said) }
    let office = Office(programme: place.path + "/programme", release: release)
    try office.edit("programme.yaml") { yaml in
      changes.reduce(yaml.replacing("  port: 2525\n", with: "  port: \(port)\n")) { $0.replacing($1.0, with: $1.1) }
    }
    return office
  }
}

/// A programme from which packs are sent.
struct Office {
  let programme: String
  let release: String
  var outbox: String { "\(programme)/outbox/\(release)" }

  func edit(_ file: String, _ change: (String) -> String) throws {
    let path = programme + "/" + file
    try change(try String(contentsOfFile: path, encoding: .utf8)).write(toFile: path, atomically: true, encoding: .utf8)
  }

  func send(_ more: String...) throws -> Ran { try run(builtProgram("outturn"), ["send", "--release", release, "--programme", programme] + more) }

  func sent(_ more: String...) throws -> Ran { try run(builtProgram("outturn"), ["sent", "--programme", programme] + more) }

  /// The messages of `outturn sent --json`.
  func ledger() throws -> [[String: Any]] {
    let ran = try sent("--json")
    guard let object = try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any],
      let messages = object["messages"] as? [[String: Any]]
    else { throw CouldNotPrepare(what: "the ledger", said: ran.said) }
    return messages
  }

  /// The state of each address.
  func states() throws -> [String: String] {
    try Dictionary(ledger().map { ($0["address"] as? String ?? "", $0["state"] as? String ?? "") }, uniquingKeysWith: { $1 })
  }
}

/// A mail host on loopback, and what it has seen.
final class MailHost {
  let folder: TemporaryFolder
  private let running: RunningCommand
  let port: Int

  init(_ options: String...) throws {
    folder = try TemporaryFolder()
    running = try RunningCommand("/usr/bin/python3", [repository + "/Tests/MailTests/Tools/smtp_server.py", folder.path] + options)
    let deadline = Date().addingTimeInterval(20)
    var found: Int?
    while found == nil, Date() < deadline {
      found = (try? String(contentsOfFile: folder.path + "/port", encoding: .utf8)).flatMap {
        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
      if found == nil { Thread.sleep(forTimeInterval: 0.02) }
    }
    guard let found else {
      running.send(SIGKILL)
      throw CouldNotPrepare(what: "a mail host (python3-aiosmtpd)", said: try running.finish().said)
    }
    port = found
  }

  deinit { running.send(SIGKILL) }

  /// How many things it has recorded.
  var lineCount: Int { ((try? Data(contentsOf: URL(fileURLWithPath: folder.path + "/record.jsonl"))) ?? Data()).count { $0 == 0x0A } }

  /// The messages that it took: recipient and SHA-256 of the content, in order.
  func messages() throws -> [(recipient: String, sha256: String)] {
    let text = (try? String(contentsOfFile: folder.path + "/record.jsonl", encoding: .utf8)) ?? ""
    return try text.split(separator: "\n").compactMap { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], object["event"] as? String == "message",
        let recipients = object["recipients"] as? [String], recipients.count == 1, let digest = object["sha256"] as? String
      else { return nil }
      return (recipients[0], digest)
    }
  }
}
