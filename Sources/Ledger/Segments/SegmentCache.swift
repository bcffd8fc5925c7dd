import Extracts
import Glibc

/// The folder of segments of a programme, `.outturn/cache`, and its memo of which file was read into which.
///
/// Nothing in it is needed: whatever is missing, damaged, stale or cannot be written is made again from the extracts. Files are written under a
/// name of their own and renamed, so that runs at the same time do each other no harm.
final class SegmentCache: Sendable {
  /// What the memo holds of a file.
  struct Entry: Sendable {
    var signature: FileSignature
    var key: [UInt8]
  }

  private let folder: String
  private let memo: [String: Entry]
  /// When the memo was written: a file that changed about then may have changed again unseen.
  private let memoWritten: Int64
  /// Whether there was anything in the folder: if not, digests need not be taken ahead of reading.
  let isEmpty: Bool

  init(programme: String) {
    folder = programme + "/.outturn/cache"
    mkdir(programme + "/.outturn", 0o777)
    mkdir(folder, 0o777)
    let path = folder + "/memo"
    memoWritten = FileSignature(path: path)?.modified ?? 0
    let entries = SegmentMemory(path: path).flatMap { Self.readMemo($0) }
    memo = entries ?? [:]
    isEmpty = !Self.holdsSegments(folder)
  }

  private static func holdsSegments(_ folder: String) -> Bool {
    guard let directory = opendir(folder) else { return false }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasSuffix(".segment") { return true }
    }
    return false
  }

  /// The key of the segment that a file was last read into, if the file is still the same for sure.
  func key(for path: String, _ signature: FileSignature) -> [UInt8]? {
    guard let entry = memo[path], entry.signature == signature else { return nil }
    // Clocks of file systems tick in milliseconds, some in seconds.
    let tick: Int64 = signature.changed % 1_000_000_000 == 0 ? 2_000_000_000 : 50_000_000
    return signature.changed + tick < memoWritten && signature.modified + tick < memoWritten ? entry.key : nil
  }

  /// The segment of a key, mapped; nil when there is none.
  func segment(_ key: [UInt8]) -> SegmentMemory? { SegmentMemory(path: path(key)) }

  private func path(_ key: [UInt8]) -> String { folder + "/" + hexadecimal(key.prefix(20)) + ".segment" }

  /// Puts a segment in the folder; false when it cannot be, which costs time at the next run and nothing else.
  func store(_ key: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool { write(bytes, to: path(key)) }

  private func write(_ bytes: UnsafeRawBufferPointer, to path: String) -> Bool {
    var temporary = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&temporary)
    guard descriptor >= 0 else { return false }
    let name = temporary.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    var written = 0
    while written < bytes.count, let base = bytes.baseAddress {
      let count = Glibc.write(descriptor, base + written, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      written += count
    }
    let closed = close(descriptor) == 0
    guard written == bytes.count, closed, rename(name, path) == 0 else {
      unlink(name)
      return false
    }
    return true
  }

  /// Remembers what files were read into. Entries of files that this run did not look at stay.
  func remember(_ entries: [String: Entry]) {
    if entries.allSatisfy({ path, entry in memo[path].map { $0.signature == entry.signature && $0.key == entry.key } ?? false }),
      !entries.contains(where: { key(for: $0.key, $0.value.signature) == nil })
    {
      return
    }
    let all = memo.merging(entries) { _, new in new }
    var writer = SegmentWriter()
    writer.put(SegmentFrame.version)
    writer.put(UInt32(all.count))
    for (path, entry) in all.sorted(by: { $0.key < $1.key }) {
      writer.put(path)
      writer.put(entry.signature.size)
      writer.put(entry.signature.modified)
      writer.put(entry.signature.changed)
      writer.put(entry.signature.inode)
      writer.put(entry.key)
    }
    let sum = writer.bytes.withUnsafeBytes { checksum($0) }
    writer.put(sum)
    _ = writer.bytes.withUnsafeBytes { write($0, to: folder + "/memo") }
  }

  private static func readMemo(_ memory: SegmentMemory) -> [String: Entry]? {
    let bytes = memory.bytes
    guard bytes.count >= 16 else { return nil }
    let body = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)])
    guard checksum(body) == bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self) else { return nil }
    var reader = SegmentReader(memory, 0..<body.count)
    do throws(DamagedSegment) {
      guard try reader.number(UInt32.self) == SegmentFrame.version else { return nil }
      let count = try reader.count(ofSize: 40)
      var entries: [String: Entry] = [:]
      entries.reserveCapacity(count)
      for _ in 0..<count {
        let path = try reader.text()
        let signature = FileSignature(
          size: try reader.number(), modified: try reader.number(), changed: try reader.number(), inode: try reader.number())
        entries[path] = Entry(signature: signature, key: try reader.data())
      }
      return entries
    } catch {
      return nil
    }
  }
}
