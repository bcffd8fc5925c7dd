import Glibc
import Storage

/// The lock that one writer at a time holds. The system gives it up when its holder ends, however that happens.
final class LedgerLock: Sendable {
  private let descriptor: Int32

  /// Waits for the lock and says in the file who holds it.
  init(_ path: String, time: String, waiting seconds: Int) throws(SendLedgerError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .output(OutputError(.cannotCreate, "open", path)) }
    var tries = seconds * 20
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      guard code == EWOULDBLOCK || code == EINTR else {
        close(descriptor)
        throw .output(OutputError(.cannotCreate, "lock", path, code: code))
      }
      guard tries > 0 else {
        close(descriptor)
        throw .busy(holder: Self.holder(path), seconds: seconds)
      }
      tries -= 1
      usleep(50_000)
    }
    let text = Array("process \(getpid()), since \(time)\n".utf8)
    // Who holds it is said for people; the lock holds without.
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func holder(_ path: String) -> String {
    let text = (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = text.prefix { $0 != "\n" }
    return line.isEmpty ? "a process that has not said which" : String(line)
  }
}

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
