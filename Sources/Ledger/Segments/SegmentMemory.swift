import Glibc

/// The bytes of a segment: mapped from its file, or held in memory where there is no cache.
final class SegmentMemory: @unchecked Sendable {
  // Read-only once made; the mapping is private, and segment files are never written in place.
  let bytes: UnsafeRawBufferPointer
  private let mapped: Bool

  /// Takes over allocated memory.
  init(adopting memory: UnsafeMutableRawBufferPointer) {
    bytes = UnsafeRawBufferPointer(memory)
    mapped = false
  }

  /// Maps a file; nil when it cannot be.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else { return nil }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
    mapped = true
  }

  deinit {
    if mapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.deallocate()
    }
  }
}
