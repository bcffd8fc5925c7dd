import Findings
import Foundation
import Programme

/// A programme folder made for one test and removed after it.
final class TemporaryProgramme {
  let path: String

  init(_ files: [String: String], named name: String = "northern-programme") throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "outturn-\(UUID().uuidString)").appending(path: name)
    path = root.path()
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for (file, text) in files { try write(Array(text.utf8), to: file) }
  }

  deinit { try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent()) }

  func write(_ bytes: [UInt8], to file: String) throws {
    let url = URL(filePath: path).appending(path: file)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}

/// The least that loads.
let smallProgramme = [
  "programme.yaml": "format: 1\nname: Northern\n",
  "organisations/commissioners.csv":
    "code,name,cluster,weighted_population\n10H,NHS Chiltern CCG,Bucks,318000\n10Y,NHS Aylesbury Vale CCG,Bucks,198000\n",
  "organisations/providers.csv":
    "code,name,short_name\nRQM,Chelsea and Westminster Hospital NHS Foundation Trust,Chelsea & Westminster\nRAS,The Hillingdon Hospitals NHS Foundation Trust,\n",
]

/// Loads the small programme with some files more or other.
func load(_ files: [String: String] = [:]) throws -> (programme: ProgrammeDefinition?, findings: [Finding]) {
  let folder = try TemporaryProgramme(smallProgramme.merging(files) { _, new in new })
  return loadProgramme(at: folder.path)
}

/// A finding as one line: place, code, severity, message and hint.
func line(_ finding: Finding) -> String {
  "\(finding.origin.description) \(finding.code.text) \(finding.severity.rawValue): \(finding.message)" + (finding.hint.map { " | \($0)" } ?? "")
}
