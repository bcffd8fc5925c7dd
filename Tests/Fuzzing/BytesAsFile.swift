import Glibc

/// Bytes under a path, for readers that open files.
final class BytesAsFile {
  private let descriptor: Int32
  /// A path that can be opened any number of times while this lives.
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: [UInt8]) throws {
    // In memory where there is such a folder; without a name from the start, so that no crash leaves any behind.
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var name = Array("\(folder)/outturn-input-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw BrokenPromise("the system gives files in \(folder)") }
    unlink(name)
    var written = 0
    while written < bytes.count {
      let more = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written) }
      guard more > 0 else { throw BrokenPromise("the system takes what is written to a file") }
      written += more
    }
  }

  deinit { close(descriptor) }
}
