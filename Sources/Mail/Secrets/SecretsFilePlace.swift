import Glibc
import Storage

/// Opens a file of secrets and sees that nobody but its owner can read or exchange it.
struct SecretsFilePlace {
  /// Where the file is said to be.
  let path: String
  /// The user who runs, whom the file must belong to unless it is root's.
  var user: uid_t = geteuid()

  /// Reads the file.
  ///
  /// What is judged is what is read: the folder is opened first, the file in it by its name, and both are asked for by their descriptors.
  func read(limit: Int) throws(SecretError) -> [UInt8] {
    let slash = path.lastIndex(of: "/")
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let above = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard !name.isEmpty, name != ".", name != ".." else { throw .notAFile(path: path) }
    let folder = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw errno == ENOENT ? .missing(path: path) : .output(OutputError(.inputOutput, "open the folder", above)) }
    defer { close(folder) }
    try checkFolder(folder, above)
    // Without waiting, which opening a pipe would.
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT: throw .missing(path: path)
      case ELOOP: throw .link(path: path)
      case ENXIO: throw .notAFile(path: path)
      default: throw .output(OutputError(.inputOutput, "open", path))
      }
    }
    defer { close(file) }
    try check(file)
    return try contents(of: file, limit: limit)
  }

  private func checkFolder(_ folder: Int32, _ above: String) throws(SecretError) {
    var status = stat()
    guard fstat(folder, &status) == 0 else { throw .output(OutputError(.inputOutput, "look at the folder", above)) }
    // In a sticky folder, as /tmp is, everybody may exchange their own files alone.
    guard status.st_mode & 0o002 == 0 || status.st_mode & 0o1000 != 0 else { throw .openFolder(path: path, folder: above) }
  }

  private func check(_ file: Int32) throws(SecretError) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .output(OutputError(.inputOutput, "look at", path)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard status.st_uid == user || status.st_uid == 0 else { throw .foreignOwner(path: path, owner: status.st_uid) }
    guard status.st_mode & 0o077 == 0 else { throw .tooOpen(path: path, mode: status.st_mode & 0o7777) }
  }

  private func contents(of file: Int32, limit: Int) throws(SecretError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Room for all from the beginning, so that no copy is left behind where the array grows.
    bytes.reserveCapacity(limit + 1)
    var failure: Int32?
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
      guard let start = buffer.baseAddress else { return }
      defer { explicit_bzero(start, buffer.count) }
      while bytes.count <= limit {
        let count = Glibc.read(file, start, min(buffer.count, limit + 1 - bytes.count))
        if count < 0 && errno == EINTR { continue }
        if count < 0 { failure = errno }
        if count <= 0 { return }
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
      }
    }
    if let failure {
      overwrite(&bytes)
      throw .output(OutputError(.inputOutput, "read", path, code: failure))
    }
    guard bytes.count <= limit else {
      overwrite(&bytes)
      throw .tooLarge(path: path, limit: limit)
    }
    return bytes
  }
}
