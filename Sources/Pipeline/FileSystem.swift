import CLinux
import Glibc

/// The few calls to the system that output needs, each checked. Nothing else in the pipeline touches the disk.
enum FileSystem {
  /// Makes a folder and every missing one above it.
  static func makeFolder(_ path: String) throws(OutputError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST {
      guard isFolder(path) else { throw OutputError(.cannotCreate, "create the folder", path, code: ENOTDIR) }
      return
    }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw OutputError(.cannotCreate, "create the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw OutputError(.cannotCreate, "create the folder", path) }
  }

  /// Whether the path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether anything stands at the path.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Writes a new file; a full disk shows here and not at the end.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError(.cannotCreate, "create", path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written) }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        Glibc.close(descriptor)
        throw OutputError(.inputOutput, "write", path, code: code)
      }
      written += count
    }
    guard Glibc.close(descriptor) == 0 else { throw OutputError(.inputOutput, "write", path) }
  }

  /// Reads a whole file.
  static func read(_ path: String) throws(OutputError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.inputOutput, "open", path) }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw OutputError(.inputOutput, "read", path) }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0 {
          if errno == EINTR { continue }
          failure = errno
          return
        }
        if got == 0 { return }
        count += got
      }
    }
    guard failure == 0 else { throw OutputError(.inputOutput, "read", path, code: failure) }
    return bytes
  }

  /// The names in a folder, sorted, without `.` and `..`; none when it is not there.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The files under a folder, sorted, relative to it.
  static func files(under path: String, prefix: String = "") -> [String] {
    names(in: path).flatMap { name -> [String] in
      let inner = path + "/" + name
      return isFolder(inner) ? files(under: inner, prefix: prefix + name + "/") : [prefix + name]
    }
  }

  /// Removes a file or a folder with all in it. A failure leaves the rest in place and is reported.
  static func remove(_ path: String) throws(OutputError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in names(in: path) { try remove(path + "/" + name) }
      guard rmdir(path) == 0 else { throw OutputError(.inputOutput, "remove", path) }
    } else {
      guard unlink(path) == 0 else { throw OutputError(.inputOutput, "remove", path) }
    }
  }

  /// Renames within one file system.
  static func rename(_ from: String, to: String) throws(OutputError) {
    guard Glibc.rename(from, to) == 0 else { throw OutputError(.inputOutput, "rename", from) }
  }

  /// Puts everything written so far to the file system of the path on the disk.
  static func sync(_ path: String) throws(OutputError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.inputOutput, "open", path) }
    defer { Glibc.close(descriptor) }
    guard sync_file_system(descriptor) == 0 else { throw OutputError(.inputOutput, "sync", path) }
  }
}

/// Writes a file that a person will edit; never over one that is there.
///
/// - Throws: `OutputError`.
package func writeFile(_ bytes: [UInt8], to path: String) throws(OutputError) {
  if FileSystem.exists(path) { throw OutputError(.cannotCreate, "create", path, code: EEXIST) }
  try FileSystem.write(bytes, to: path)
}

/// Appends to a file, which is made with its folder where they are missing.
///
/// - Throws: `OutputError`.
package func appendToFile(_ bytes: [UInt8], at path: String) throws(OutputError) {
  if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try FileSystem.makeFolder(String(path[..<slash])) }
  let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw OutputError(.cannotCreate, "create", path) }
  defer { close(descriptor) }
  // One write, so that lines of two runs never mix.
  let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, bytes.count) }
  guard count == bytes.count else { throw OutputError(.inputOutput, "write", path) }
}
