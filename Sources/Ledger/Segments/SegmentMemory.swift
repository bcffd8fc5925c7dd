import Glibc
import Synchronization

/// The bytes of a segment: mapped from its file, or held in memory where there is no cache.
final class SegmentMemory: @unchecked Sendable {
  // Read-only once made; the mapping is private, and segment files are never written in place.
  let bytes: UnsafeRawBufferPointer
  private let ownership: Ownership

  private enum Ownership {
    case mapped
    case borrowed(UnsafeMutableRawBufferPointer)
    case part(SegmentMemory)
  }

  /// Takes over the first bytes of memory that came from `SegmentScratch`, and gives it back in the end.
  init(adopting memory: UnsafeMutableRawBufferPointer, count: Int) {
    bytes = UnsafeRawBufferPointer(rebasing: memory[..<count])
    ownership = .borrowed(memory)
  }

  /// Maps a file; nil when it cannot be.
  convenience init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
    self.init(descriptor: descriptor, offset: 0, count: Int(status.st_size))
  }

  /// Maps a part of an open file; nil when it cannot be.
  ///
  /// - Parameter offset: a multiple of the page size.
  init?(descriptor: Int32, offset: Int, count: Int) {
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, offset), address != MAP_FAILED else { return nil }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
    ownership = .mapped
  }

  /// A part of other memory, which it keeps.
  init(_ whole: SegmentMemory, _ range: Range<Int>) {
    bytes = UnsafeRawBufferPointer(rebasing: whole.bytes[range])
    ownership = .part(whole)
  }

  deinit {
    switch ownership {
    case .mapped: munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    case .borrowed(let memory): SegmentScratch.give(memory)
    case .part: break
    }
  }
}

/// Memory that segments are made in, used again for one after the other: fresh pages cost more than what is written to them.
enum SegmentScratch {
  private struct Pool: @unchecked Sendable {
    // Nobody else holds what is in it.
    var free: [UnsafeMutableRawBufferPointer] = []
  }
  private static let pool = Mutex(Pool())

  /// Memory of at least `count` bytes, with whatever in them, aligned to 64.
  static func take(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if let memory = pool.withLock({ $0.free.popLast() }) {
      if memory.count >= count { return memory }
      memory.deallocate()
    }
    var size = 1 << 18
    while size < count { size *= 2 }
    return UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
  }

  /// Takes memory back; what is too large or too much to keep is let go.
  static func give(_ memory: UnsafeMutableRawBufferPointer) {
    let kept = pool.withLock { pool in
      guard memory.count <= 1 << 24, pool.free.count < 16 else { return false }
      pool.free.append(memory)
      return true
    }
    if !kept { memory.deallocate() }
  }
}
