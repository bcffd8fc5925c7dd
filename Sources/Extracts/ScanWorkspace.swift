import Synchronization

/// The memory that a scan works in, used again for file after file: fresh pages cost more than what is written to them.
final class ScanWorkspace: @unchecked Sendable {
  // Used by one scan at a time: the pool hands each out once.
  private(set) var buffer: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  var tokeniser: RowTokeniser

  /// The bytes that are read at a time: they and what is noted of them stay in a core's own cache.
  static let chunkSize = 256 * 1024

  init() {
    capacity = Self.chunkSize
    buffer = .allocate(capacity: capacity + 128)
    tokeniser = RowTokeniser(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// Makes room for twice as much, keeping the first `count` bytes.
  func grow(keeping count: Int) {
    let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + 128)
    bigger.update(from: buffer, count: count)
    buffer.deallocate()
    buffer = bigger
    capacity *= 2
  }

  private static let pool = Mutex<[ScanWorkspace]>([])

  /// One that nobody uses.
  static func take() -> ScanWorkspace {
    let workspace = pool.withLock { $0.popLast() } ?? ScanWorkspace()
    workspace.tokeniser.forget()
    return workspace
  }

  /// Gives it back. One that had to grow is let go.
  func giveBack() {
    guard capacity == Self.chunkSize else { return }
    Self.pool.withLock { if $0.count < 16 { $0.append(self) } }
  }
}
