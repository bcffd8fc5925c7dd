import Glibc

/// Why a file could not be read.
package struct FileFault: Error, Sendable, Hashable {
  /// What the system said, in a few words: `permission denied`, `is a directory`.
  package var reason: String
  /// What to do about it, where that is not to put the file in its place.
  package var hint: String?
  /// The line or row at which it shows.
  package var line: Int?

  /// Makes a fault.
  package init(reason: String, hint: String? = nil, line: Int? = nil) {
    self.reason = reason
    self.hint = hint
    self.line = line
  }
}

/// The plain words for a system error number.
func words(forError number: Int32) -> String {
  switch number {
  case ENOENT: "there is no such file"
  case EACCES, EPERM: "permission denied"
  case EISDIR: "it is a folder, not a file"
  case EIO: "the disk could not be read"
  case ENOSPC: "the disk is full"
  case EMFILE, ENFILE: "too many files are open"
  default: String(cString: strerror(number)).lowercased()
  }
}

/// Where the bytes of an extract come from: a file, or a stream that is made of one.
package protocol ExtractSource: AnyObject {
  /// Reads up to `count` bytes; nought at the end.
  func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(FileFault) -> Int
}

/// An open file, read in order.
final class ByteSource: ExtractSource {
  private let descriptor: Int32

  init(path: String) throws(FileFault) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw FileFault(reason: words(forError: errno)) }
    var status = stat()
    let known = fstat(opened, &status) == 0
    guard known, status.st_mode & S_IFMT == S_IFREG else {
      let reason = known && status.st_mode & S_IFMT == S_IFDIR ? words(forError: EISDIR) : "it is not a regular file"
      close(opened)
      throw FileFault(reason: reason)
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Reads up to `count` bytes; nought at the end of the file.
  func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(FileFault) -> Int {
    while true {
      let got = Glibc.read(descriptor, buffer, count)
      if got >= 0 { return got }
      if errno != EINTR { throw FileFault(reason: words(forError: errno)) }
    }
  }
}
