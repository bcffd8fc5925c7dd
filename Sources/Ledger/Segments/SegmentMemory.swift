import Glibc

/// The bytes of a segment: mapped from its file, or held in memory where there is no cache.
final class SegmentMemory: @unchecked Sendable {
  // Read-only once made; the mapping is private, and segment files are never written in place.
  let bytes: UnsafeRawBufferPointer
  private let ownership: Ownership

  private enum Ownership {
    case mapped, allocated
    case part(SegmentMemory)
  }

  /// Takes over allocated memory.
  init(adopting memory: UnsafeMutableRawBufferPointer) {
    bytes = UnsafeRawBufferPointer(memory)
    ownership = .allocated
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
    case .allocated: UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.deallocate()
    case .part: break
    }
  }
}
