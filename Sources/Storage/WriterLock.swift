import Glibc

/// A file that one writer at a time holds a lock on. The system gives it up when its holder ends, however that happens.
package final class WriterLock: Sendable {
  /// Why the lock could not be had.
  package enum Failure: Error, Hashable, Sendable {
    /// Another holds it, after waiting this many seconds; as the file says, who.
    case busy(holder: String, seconds: Int)
    /// The file cannot be made or locked.
    case output(OutputError)
  }

  private let descriptor: Int32

  /// Waits for the lock and says in the file who holds it.
  ///
  /// - Parameters:
  ///   - time: when the holder began, for the words of the one that waits.
  ///   - seconds: how long to wait.
  package init(_ path: String, time: String, waiting seconds: Int) throws(Failure) {
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

  /// Who holds the lock, as its file says.
  package static func holder(_ path: String) -> String {
    let text = (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = text.prefix { $0 != "\n" }
    return line.isEmpty ? "a process that has not said which" : String(line)
  }
}
