import Foundation
import Glibc
import Programme
import Quantities
import Storage
import TestSupport

@testable import Pipeline
@testable import Releases

/// A programme of two commissioners and two trusts with a month that looks as if it had been built: a few files, so that hundreds of releases take
/// seconds.
struct SmallMonth {
  let folder: TemporaryFolder
  var programme: String { folder.path + "/programme" }
  var output: String { folder.path + "/Output" }
  var month: String { output + "/2015-16/M11" }
  let period = Period(year: FinancialYear(start: 2015), month: 11)
  /// 14 March 2016, the release day of the month.
  static let releaseDay = CalendarDate(iso: "2016-03-14")!

  static let programmeFile = """
    format: 1
    name: Small
    approvers:
      - {name: Ann, roles: [analyst, lead]}
      - {name: Len, roles: [lead]}
      - {name: Old, roles: [analyst]}

    """

  static let inputs = ["extracts/slam/2015-16/M11/RQM.csv", "extracts/slam/2015-16/M11/RYJ.csv"]
  static let configuration = ["organisations/commissioners.csv", "organisations/providers.csv", "programme.yaml"]
  static let template = "theme.yaml"

  init(approvers: String = programmeFile) throws {
    folder = try TemporaryFolder()
    try put("programme.yaml", approvers)
    try put("organisations/commissioners.csv", "code,name\n10H,NHS Chiltern CCG\n10X,NHS Southampton CCG\n")
    try put("organisations/providers.csv", "code,name\nRQM,Chelsea\nRYJ,Imperial\n")
    for input in Self.inputs { try put(input, "rows of \(input)\n") }
    try put("templates/theme.yaml", "a theme\n")
    try build()
  }

  /// Writes a file of the programme.
  func put(_ path: String, _ text: String) throws { try write(Array(text.utf8), programme + "/" + path) }

  func write(_ bytes: [UInt8], _ path: String) throws {
    try FileSystem.makeFolder((path as NSString).deletingLastPathComponent)
    try FileSystem.write(bytes, to: path)
  }

  private func facts(_ path: String, as name: String? = nil, _ more: [String: Any] = [:]) throws -> [String: Any] {
    let bytes = try FileSystem.read(programme + "/" + path)
    return ["path": name ?? path, "bytes": bytes.count, "sha256": digestOf(bytes)].merging(more) { $1 }
  }

  /// Writes a month whose packs carry the text.
  ///
  /// - Parameter change: what is to be different in `run.json`.
  func build(_ text: String = "first", silent: [String] = [], change: (inout [String: Any]) -> Void = { _ in }) throws {
    try FileSystem.remove(month)
    var run: [String: Any] = [
      "schema": 1, "outturn": outturnVersion, "programme": "Small", "period": "2015-16/M11", "cut": "flex", "date": "2016-03-14",
      "formats": ["html"],
      "programme_files": try (Self.configuration + (FileSystem.exists(programme + "/registers/waivers.csv") ? ["registers/waivers.csv"] : []))
        .map { try facts($0) },
      "templates": [try facts("templates/theme.yaml", as: "theme.yaml")],
      "proof": [["check": "files", "compared": 12, "violations": 0]], "findings": [[String: Any]](),
    ]
    run["extracts"] = try Self.inputs.filter { FileSystem.exists(programme + "/" + $0) }.map { path in
      let provider = String(path.suffix(7).dropLast(4))
      return try facts(
        path, ["kind": "slam", "provider": provider, "submission": "2015-16/M11", "rows": silent.contains(provider) ? 0 : 1])
    }
    change(&run)
    var files = ["run.json": [UInt8](try JSONSerialization.data(withJSONObject: run, options: [.sortedKeys]))]
    for code in ["10H", "10X"] {
      files["commissioners/\(code)/\(code).html"] = Array("<p>\(text) of \(code)</p>".utf8)
      files["commissioners/\(code)/figures.json"] = Array(
        "{\"figures\":[\n{\"id\":\"position/\(code)/ALL/ytd_actual\",\"label\":\"a \\\"label\\\",\",\"value\":\"\(text.utf8.count).00\",\"unit\":\"GBP\",\"period\":\"2015-16/M11\"},\n{\"id\":\"position/\(code)/RQM/ytd_plan\",\"label\":\"b\",\"value\":null,\"missing\":\"not sent\",\"unit\":\"GBP\"}]}\n"
          .utf8)
    }
    for (path, bytes) in files { try write(bytes, month + "/" + path) }
    try write(sumsText(files.map { SealedFile(path: $0.key, sha256: digestOf($0.value)) }), month + "/SHA256SUMS")
  }

  /// A request on the release day.
  func request(_ reason: String? = nil, asAt: String? = nil, today: CalendarDate = releaseDay) -> ReleasingRequest {
    ReleasingRequest(
      run: RunRequest(programme: programme, period: period, asAt: asAt.flatMap { CalendarDate(iso: $0) }), output: output, reason: reason,
      clock: .noon(of: today), workplace: Workplace(user: "tester", host: "bench"),
      versions: SoftwareVersions(
        program: outturnVersion, packages: [.init(name: "yams", version: "6.2.2")], libraries: [.init(name: "libcairo2", version: "1")]))
  }

  @discardableResult
  func sign(_ name: String, _ role: ApproverRole, key: String? = nil, reason: String? = nil) throws -> SignOff {
    try approveJob(ApprovalRequest(name: name, role: role, keyFile: key), request(reason))
  }

  func signByTwo() throws {
    try sign("Ann", .analyst)
    try sign("Len", .lead)
  }

  func release(_ reason: String? = nil) throws -> ReleaseOutcome {
    try releaseJob(request(reason), leaks: { _, _, _ in [] }) { try FolderArchive(programme: programme) }
  }

  func gate(_ request: ReleasingRequest? = nil, leaks: @escaping LeakSearch = { _, _, _ in [] }) throws -> GateAnswer {
    try releaseDryRun(request ?? self.request(), leaks: leaks).gate
  }

  func condition(_ id: ReleaseCondition.ID, _ request: ReleasingRequest? = nil) throws -> ReleaseCondition {
    try gate(request).conditions.first { $0.id == id }!
  }

  /// Lets the temporary folder go: a release is read-only.
  func makeWritable() {
    for folder in ["2015-16"] {
      let path = programme + "/releases/" + folder
      for name in FileSystem.names(in: path) { makeWritable(path + "/" + name) }
    }
  }

  private func makeWritable(_ path: String) {
    guard FileSystem.isFolder(path) else { return }
    chmod(path, 0o755)
    for name in FileSystem.names(in: path) { makeWritable(path + "/" + name) }
  }
}

/// An archive of plain files that keeps the same order of things as the real one: objects, then the entry by one rename, then the release's name. At its
/// opening it gives a release its name where a killed run had got as far as the entry.
struct FolderArchive: ReleaseArchive {
  let root: String
  let programme: String

  init(programme: String) throws {
    self.programme = programme
    root = programme + "/archive"
    try FileSystem.makeFolder(root + "/objects")
    try FileSystem.makeFolder(root + "/entries")
    for name in entries {
      let release = String(decoding: try FileSystem.read(root + "/entries/" + name), as: UTF8.self).split(separator: "\n").map(String.init)
      let folder = programme + "/releases/" + release[0]
      if FileSystem.exists(folder) { continue }
      let parent = (folder as NSString).deletingLastPathComponent
      let last = (folder as NSString).lastPathComponent
      guard let staged = FileSystem.names(in: parent).first(where: { $0.hasPrefix(".\(last).building-") }) else {
        throw ReleaseFailure.archive("the release \(release[0]) is gone")
      }
      try FileSystem.rename(parent + "/" + staged, to: folder)
    }
  }

  var entries: [String] { FileSystem.names(in: root + "/entries").filter { !$0.hasSuffix(".new") } }

  func head() throws -> String {
    guard let last = entries.last else { return "" }
    return digestOf(try FileSystem.read(root + "/entries/" + last))
  }

  func append(_ record: ReleaseRecord, objects: [ObjectSource], figures: [ArchivedFigure], finish: () throws -> Void) throws -> ArchiveEntry {
    for object in objects {
      let path = root + "/objects/" + object.sha256
      if FileSystem.exists(path) { continue }
      let bytes = try FileSystem.read(object.source)
      guard digestOf(bytes) == object.sha256, bytes.count == object.byteCount else { throw ReleaseFailure.changed(path: object.source) }
      try FileSystem.writeDurably(bytes, to: path + ".new")
      try FileSystem.rename(path + ".new", to: path)
    }
    let previous = try head()
    let number = entries.count + 1
    let path = root + "/entries/\(1000 + number)"
    let payload = Array("\(record.name.text)\n\(record.manifestSHA256)\n\(previous)\n\(figures.count)\n".utf8)
    try FileSystem.writeDurably(payload, to: path + ".new")
    try FileSystem.rename(path + ".new", to: path)
    try finish()
    return ArchiveEntry(sequence: number, hash: digestOf(payload), previous: previous)
  }
}
