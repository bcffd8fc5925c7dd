import Foundation
import MailAddresses
import TestSupport
import Testing

/// A mail as Python's `email` package reads it.
struct PythonMail: Decodable {
  struct Box: Decodable, Equatable {
    var name: String
    var display: String
    var address: String

    init(_ name: String, _ address: String) {
      self.name = name
      display = name
      self.address = address
    }
  }
  struct File: Decodable {
    var name: String
    var type: String
    var bytes: String
    var likeness: String?
  }
  var file: String
  var defects: [String]
  var types: [String]
  var names: [String]
  var from: [Box]
  var replyTo: [Box]
  var to: [Box]
  var cc: [Box]
  var subject: String
  var seconds: Int
  var utc: String
  var messageID: String
  var references: [String]
  var extra: [String: String]
  var text: String
  var html: String?
  var files: [File]
}

/// Reads mails with Python, which is a Debian package that the tests need: `python3`.
func readByPython(_ messages: [[UInt8]]) throws -> [PythonMail] {
  let folder = try TemporaryFolder()
  for (number, message) in messages.enumerated() {
    let digits = String(number + 100_000).dropFirst()
    try Data(message).write(to: URL(fileURLWithPath: folder.path + "/\(digits).eml"))
  }
  let script = try #require(Bundle.module.path(forResource: "Tools/read_messages", ofType: "py"))
  let result = try runTool("/usr/bin/python3", [script, folder.path])
  try #require(result.status == 0, "python3 read_messages.py failed: \(result.errors)")
  let mails = try JSONDecoder().decode([PythonMail].self, from: Data(result.output))
  try #require(mails.count == messages.count)
  return mails
}

/// What a command gave.
struct ToolResult {
  var status: Int32
  var output: [UInt8]
  var errors: String
}

/// Runs a command to its end, its output kept in files so that no pipe fills.
func runTool(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> ToolResult {
  try #require(FileManager.default.isExecutableFile(atPath: program), "\(program) is needed for this test and is missing")
  let folder = try TemporaryFolder()
  func place(_ name: String) -> URL { URL(fileURLWithPath: folder.path + "/" + name) }
  try Data(input).write(to: place("in"))
  for name in ["out", "err"] { try Data().write(to: place(name)) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
  process.standardInput = try FileHandle(forReadingFrom: place("in"))
  process.standardOutput = try FileHandle(forWritingTo: place("out"))
  process.standardError = try FileHandle(forWritingTo: place("err"))
  try process.run()
  process.waitUntilExit()
  return ToolResult(
    status: process.terminationStatus, output: Array(try Data(contentsOf: place("out"))),
    errors: String(decoding: try Data(contentsOf: place("err")), as: UTF8.self))
}
