import GRDB
import Glibc
import Storage

/// Checks the bytes of every object that the archive keeps.
struct ObjectCheck {
  let place: ArchivePlace

  func run(_ db: Database, _ state: ArchiveFiles, only: ReleaseName?, _ report: inout ArchiveReport, _ progress: (String, Int, Int) -> Void) throws {
    var wanted: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT sha256, min(release) AS release FROM release_file GROUP BY sha256") {
      wanted[try row.text("sha256")] = try row.integer("release")
    }
    if let only {
      let own = try Set(ArchiveReader.files(of: only, db).map(\.sha256))
      wanted = wanted.filter { own.contains($0.key) }
    }
    let kept = try keptObjects(db)
    let names = Set(kept.map { "\($0.sha256.prefix(2))/\($0.sha256)" })
    var bytes = 0
    var count = 0
    for (index, object) in kept.enumerated() {
      guard let sequence = wanted[object.sha256] else { continue }
      progress("objects", index, kept.count)
      count += 1
      bytes &+= object.byteCount
      let path = place.object(object.sha256)
      guard let found = FileDigest(of: path) else {
        report.problem(sequence, "archive/objects: \(object.sha256) is missing or cannot be read")
        continue
      }
      if found != object { report.problem(sequence, "archive/objects: \(object.sha256) has other bytes than its name says") }
      if mode(of: path) != 0o444 { report.problem(sequence, "archive/objects: \(object.sha256) is not read-only (mode 0444)") }
    }
    for file in state.objects where !names.contains(file) {
      if let sha256 = ObjectStore.digest(named: file), FileDigest(of: place.object(sha256))?.sha256 == sha256 {
        report.notes.append("archive/objects/\(file) is of no release; the next release takes it away")
      } else {
        report.problem(nil, "archive/objects/\(file) is no part of the archive")
      }
    }
    report.checks.append(.init(what: "objects", count: count, words: "\(bytes) bytes against their names"))
  }
}

/// The permissions of a file or folder, links not followed; nil for what is neither.
func mode(of path: String) -> mode_t? {
  var status = stat()
  guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFDIR else { return nil }
  return status.st_mode & 0o7777
}
