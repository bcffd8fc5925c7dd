import Glibc
import Synchronization

/// A file of segments that one run wrote: `000001.segments`, `000002.segments` … The latest that has a key counts.
///
/// One file a run, and not one a segment: making hundreds of files costs more than writing them. Each segment begins on a page of its own, so that it
/// can be mapped as soon as it is written. At the end stands the list of contents: key, place and length of each, their count, a checksum.
struct SegmentPack: Sendable {
  /// Where a segment stands.
  struct Entry: Sendable {
    var key: [UInt8]
    var range: Range<Int>
  }
  var memory: SegmentMemory
  var entries: [Entry]

  private static let entrySize = 48
  static let page = 4096

  /// Opens a finished pack; nil when it is not whole.
  init?(path: String) {
    guard let memory = SegmentMemory(path: path), memory.bytes.count >= 16 else { return nil }
    let bytes = memory.bytes
    let tail = bytes.count - 16
    guard let count = Int(exactly: bytes.loadUnaligned(fromByteOffset: tail, as: UInt64.self)), count <= tail / Self.entrySize else { return nil }
    let list = UnsafeRawBufferPointer(rebasing: bytes[(tail - count * Self.entrySize)..<(tail + 8)])
    guard checksum(list) == bytes.loadUnaligned(fromByteOffset: tail + 8, as: UInt64.self) else { return nil }
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for index in 0..<count {
      let at = index * Self.entrySize
      guard let place = Int(exactly: list.loadUnaligned(fromByteOffset: at + 32, as: UInt64.self)),
        let length = Int(exactly: list.loadUnaligned(fromByteOffset: at + 40, as: UInt64.self)), place <= tail, length <= tail - place
      else { return nil }
      entries.append(Entry(key: Array(list[at..<at + 32]), range: place..<place + length))
    }
    self.memory = memory
    self.entries = entries
  }

  /// The list of contents as it stands at a pack's end.
  static func contents(_ entries: [Entry]) -> [UInt8] {
    var writer = SegmentWriter()
    for entry in entries {
      for byte in entry.key { writer.put(byte) }
      writer.put(UInt64(entry.range.lowerBound))
      writer.put(UInt64(entry.range.count))
    }
    writer.put(UInt64(entries.count))
    let sum = writer.bytes.withUnsafeBytes { checksum($0) }
    writer.put(sum)
    return writer.bytes
  }
}

/// The pack that this run is writing. Until it is finished it bears a temporary name and a lock, so that others know it from one left behind.
final class PackWriter: Sendable {
  private struct State {
    var descriptor: Int32 = -1
    var name = ""
    var end = 0
    var failed = false
    var entries: [SegmentPack.Entry] = []
  }
  private let folder: String
  private let state = Mutex(State())

  init(folder: String) { self.folder = folder }

  deinit {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      unlink(state.name)
      close(state.descriptor)
    }
  }

  /// Adds a segment and maps it; nil when it cannot be written, which costs time at the next run and nothing else.
  func add(_ key: [UInt8], _ bytes: UnsafeRawBufferPointer) -> SegmentMemory? {
    let place: (descriptor: Int32, offset: Int)? = state.withLock { state in
      if state.descriptor < 0, !state.failed { open(&state) }
      guard state.descriptor >= 0, !state.failed else { return nil }
      let offset = state.end
      state.end += (bytes.count + SegmentPack.page - 1) / SegmentPack.page * SegmentPack.page
      return (state.descriptor, offset)
    }
    guard let place else { return nil }
    guard writeAll(place.descriptor, bytes, at: place.offset),
      let memory = SegmentMemory(descriptor: place.descriptor, offset: place.offset, count: bytes.count)
    else {
      state.withLock { $0.failed = true }
      return nil
    }
    state.withLock { $0.entries.append(SegmentPack.Entry(key: key, range: place.offset..<place.offset + bytes.count)) }
    return memory
  }

  private func open(_ state: inout State) {
    var template = Array((folder + "/writing.XXXXXX").utf8CString)
    state.descriptor = mkstemp(&template)
    state.failed = state.descriptor < 0
    state.name = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    if !state.failed { flock(state.descriptor, LOCK_EX | LOCK_NB) }
  }

  /// Finishes the pack under the next free number. What could not be written whole is dropped.
  func finish(after last: Int) {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      let list = SegmentPack.contents(state.entries.sorted { $0.range.lowerBound < $1.range.lowerBound })
      let whole = !state.failed && list.withUnsafeBytes { writeAll(state.descriptor, $0, at: state.end) }
      var number = last + 1
      while whole, link(state.name, folder + "/" + packName(number)) != 0, errno == EEXIST, number < last + 1000 { number += 1 }
      unlink(state.name)
      close(state.descriptor)
      state = State()
    }
  }
}

/// `000012.segments`.
func packName(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".segments"
}

/// Writes all bytes at a place of a file; false when they cannot all be written.
func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
  var written = 0
  while written < bytes.count, let base = bytes.baseAddress {
    let count = pwrite(descriptor, base + written, bytes.count - written, offset + written)
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return false }
    written += count
  }
  return true
}
