import Glibc
import Storage

/// Held by the one run that releases from a programme; the system gives it up when its holder ends, however that happens.
package final class ReleaseLock {
  private let descriptor: Int32

  /// Waits for the lock of a programme's `releases` folder.
  ///
  /// - Parameter patience: how many seconds to wait for another run.
  /// - Throws: `ReleaseFailure.busy` with what the holder says of itself.
  package init(programme: String, clock: ReleaseClock, patience: Double = 10) throws(ReleaseFailure) {
    let folder = programme + "/releases"
    let path = folder + "/.lock"
    do { try FileSystem.makeFolder(folder) } catch { throw .output(error) }
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .output(OutputError(.cannotCreate, "open", path)) }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .output(OutputError(.cannotCreate, "lock", path)) }
      guard waited < patience else {
        let text = (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        throw .busy(holder: text.split(separator: "\n").first.map(String.init) ?? "another run")
      }
      usleep(50_000)
      waited += 0.05
    }
    // Who holds it, for whoever waits; the lock holds without it.
    let words = Array("process \(getpid()) since \(clock.timestamp)\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, words, words.count, 0) }
  }

  deinit { close(descriptor) }
}
