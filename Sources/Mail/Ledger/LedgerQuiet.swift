import Glibc

/// A moment in which no writer holds the lock, where there is one; a writer that comes waits for its end.
///
/// It tells a dispatch that is being sent from one that a run left when it ended.
final class LedgerQuiet {
  private var descriptor: Int32
  /// Whether a writer was at work, so that it is no such moment.
  let isBeingWritten: Bool

  init(_ place: LedgerPlace) {
    // Where the lock's file cannot be opened, as on a read-only disk, there is no writer.
    descriptor = open(place.lock, O_RDONLY | O_CLOEXEC)
    isBeingWritten = descriptor >= 0 && flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
