import GRDB
import Storage

/// The folder of a release, made of what the archive has.
struct ReleaseFolder {
  let place: ArchivePlace
  let queue: DatabaseQueue

  /// The file that lists the digests of all others.
  static let sums = "SHA256SUMS"

  /// Gives a release its folder from the objects, as the process that ended would have given it.
  func restore(_ name: ReleaseName) throws {
    let files = try queue.read { db in try ArchiveReader.files(of: name, db) }.filter { $0.role != .input }
    let folder = try StagedFolder(replacing: place.release(name))
    try folder.makeFolders(for: files.map(\.path))
    for file in files { try FileSystem.write(try FileSystem.read(place.object(file.sha256)), to: folder.stagedPath(file.path)) }
    if !files.contains(where: { $0.path == Self.sums }) {
      try FileSystem.write(Array(Self.sumsText(files.map { ($0.path, $0.sha256) }).utf8), to: folder.stagedPath(Self.sums))
    }
    try FileSystem.makeReadOnly(folder.stagedPath("."))
    try folder.commit()
  }

  /// What SHA256SUMS says of files, as `sha256sum -c` reads it, in bytewise order of path.
  static func sumsText(_ files: [(path: String, sha256: String)]) -> String {
    files.filter { $0.path != sums }.sorted { standsBefore($0.path, $1.path) }.map { "\($0.sha256)  \($0.path)\n" }.joined()
  }

  /// Removes a folder that may have been made read-only.
  static func remove(_ path: String) throws {
    try makeWritable(path)
    try FileSystem.remove(path)
  }

  private static func makeWritable(_ path: String) throws {
    try FileSystem.setMode(0o755, of: path)
    for name in FileSystem.names(in: path) where FileSystem.isFolder(path + "/" + name) { try makeWritable(path + "/" + name) }
  }
}
