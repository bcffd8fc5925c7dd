import Synchronization

/// Values that are worked out when they are first asked for and then kept: what several sections of one pack, and a pack that is written twice, read.
///
/// The same key always has the same value, whoever asks first. Two threads that ask at once may both work it out; the first to finish is kept.
final class Computed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])

  /// The value of a key.
  func value(_ key: Key, _ work: () -> Value) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let made = work()
    return known.withLock { known in
      if let value = known[key] { return value }
      known[key] = made
      return made
    }
  }
}
