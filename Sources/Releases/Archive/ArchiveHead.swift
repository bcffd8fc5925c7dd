import Extracts
import Glibc
import Storage

/// The file HEAD: `<sequence> <hash>` of the last entry, and `database <bytes> <SHA-256>` of the database's file when all was in it.
///
/// The second line is the seal: it finds a changed byte even where SQLite would never read it.
struct ArchiveHead: Hashable, Sendable {
  var sequence: Int
  var hash: String
  var seal: FileDigest?

  var text: String { "\(sequence) \(hash)\n" + (seal.map { "database \($0.byteCount) \($0.sha256)\n" } ?? "") }

  /// Reads the file; nil for any text that is not exactly one that is written.
  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 2 || lines.count == 3 else { return nil }
    let first = lines[0].split(separator: " ")
    guard first.count == 2, let sequence = Int(first[0]), sequence > 0, isDigest(first[1]) else { return nil }
    self.sequence = sequence
    hash = String(first[1])
    if lines.count == 3 {
      let second = lines[1].split(separator: " ")
      guard second.count == 3, second[0] == "database", let count = Int(second[1]), isDigest(second[2]) else { return nil }
      seal = FileDigest(byteCount: count, sha256: String(second[2]))
    }
    guard self.text.utf8.elementsEqual(bytes) else { return nil }
  }

  init(sequence: Int, hash: String, seal: FileDigest?) {
    self.sequence = sequence
    self.hash = hash
    self.seal = seal
  }
}

/// The size and SHA-256 of a file.
package struct FileDigest: Hashable, Sendable {
  package var byteCount: Int
  package var sha256: String

  /// Reads a file through; nil when it cannot be read.
  init?(of path: String) { self.init(path, O_NOFOLLOW) }

  /// Reads the file through that a link names; nil when it cannot be read.
  init?(ofLink path: String) { self.init(path, 0) }

  private init?(_ path: String, _ flags: Int32) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let digest = Digest()
    var total = 0
    let failed = withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 16) { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return count < 0 }
        if let base = buffer.baseAddress { digest.update(base, count: count) }
        total += count
      }
    }
    let bytes = digest.finish()
    if failed { return nil }
    byteCount = total
    sha256 = hexadecimal(bytes)
  }

  init(byteCount: Int, sha256: String) {
    self.byteCount = byteCount
    self.sha256 = sha256
  }
}
