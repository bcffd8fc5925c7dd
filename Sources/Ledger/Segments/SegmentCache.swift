import Extracts
import Glibc

/// The folder of segments of a programme, `.outturn/cache`, and its memo of which file was read into which.
///
/// Nothing in it is needed: whatever is missing, damaged, stale or cannot be written is made again from the extracts. Files are written under a
/// name of their own and then given their name, so that runs at the same time do each other no harm.
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
  /// The segments that there are.
  private let segments: [[UInt8]: SegmentMemory]
  /// The packs' names, and the bytes of each by key.
  private let packs: [(name: String, sizes: [[UInt8]: Int])]
  private let writer: PackWriter
  /// Whether there was anything in the folder: if not, digests need not be taken ahead of reading.
  var isEmpty: Bool { segments.isEmpty }

  init(programme: String) {
    folder = programme + "/.outturn/cache"
    mkdir(programme + "/.outturn", 0o777)
    mkdir(folder, 0o777)
    let path = folder + "/memo"
    memoWritten = FileSignature(path: path)?.modified ?? 0
    memo = SegmentMemory(path: path).flatMap { Self.readMemo($0) } ?? [:]
    var segments: [[UInt8]: SegmentMemory] = [:]
    var packs: [(name: String, sizes: [[UInt8]: Int])] = []
    for name in Self.names(folder) {
      if name.hasPrefix("writing.") { Self.removeIfLeftBehind(folder + "/" + name) }
      guard name.hasSuffix(".segments") else { continue }
      var sizes: [[UInt8]: Int] = [:]
      if let pack = SegmentPack(path: folder + "/" + name) {
        for entry in pack.entries {
          segments[entry.key] = SegmentMemory(pack.memory, entry.range)
          sizes[entry.key] = entry.range.count
        }
      }
      packs.append((name, sizes))
    }
    self.segments = segments
    self.packs = packs
    writer = PackWriter(folder: folder)
  }

  /// The names in a folder in byte order.
  private static func names(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Takes away a pack that a run which was stopped had begun: nobody holds its lock any more.
  private static func removeIfLeftBehind(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    close(descriptor)
  }

  /// The key of the segment that a file was last read into, if the file is still the same for sure.
  func key(for path: String, _ signature: FileSignature) -> [UInt8]? {
    guard let entry = memo[path], entry.signature == signature else { return nil }
    // Clocks of file systems tick in milliseconds, some in seconds.
    let tick: Int64 = signature.changed % 1_000_000_000 == 0 ? 2_000_000_000 : 50_000_000
    return signature.changed + tick < memoWritten && signature.modified + tick < memoWritten ? entry.key : nil
  }

  /// The segment of a key, mapped; nil when there is none.
  func segment(_ key: [UInt8]) -> SegmentMemory? { segments[key] }

  /// Keeps a segment and maps it; nil when it cannot be written, which costs time at the next run and nothing else.
  func store(_ key: [UInt8], _ bytes: UnsafeRawBufferPointer) -> SegmentMemory? { writer.add(key, bytes) }

  private func write(_ bytes: UnsafeRawBufferPointer, to path: String) -> Bool {
    var temporary = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&temporary)
    guard descriptor >= 0 else { return false }
    let name = temporary.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    let whole = writeAll(descriptor, bytes, at: 0)
    let closed = close(descriptor) == 0
    guard whole, closed, rename(name, path) == 0 else {
      unlink(name)
      return false
    }
    return true
  }

  /// Remembers what files were read into. Entries of files that this run did not look at stay.
  func remember(_ entries: [String: Entry]) {
    writer.finish(after: packs.compactMap { Int($0.name.prefix { $0 != "." }) }.max() ?? 0)
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
    // Packs of which little is still in use go; what they had of use is read again when it is wanted.
    let wanted = Set(all.values.map(\.key))
    for pack in packs {
      let size = pack.sizes.values.reduce(0, +)
      let used = pack.sizes.reduce(0) { $0 + (wanted.contains($1.key) ? $1.value : 0) }
      if used * 4 <= size { unlink(folder + "/" + pack.name) }
    }
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
