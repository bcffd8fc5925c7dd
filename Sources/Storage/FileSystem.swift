import CLinux
package import Glibc

/// The few calls to the system that output needs, each checked. Nothing else that makes output touches the disk.
///
/// Each call that changes the disk goes past the `FaultPlan` of the task, where a test has given one.
package enum FileSystem {
  /// Makes a folder and every missing one above it.
  package static func makeFolder(_ path: String) throws(OutputError) {
    try FaultPlan.pass(.makeFolder, path)
    if mkdir(path, 0o777) == 0 || errno == EEXIST {
      guard isFolder(path) else { throw OutputError(.cannotCreate, "create the folder", path, code: ENOTDIR) }
      return
    }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw OutputError(.cannotCreate, "create the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    try FaultPlan.pass(.makeFolder, path)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw OutputError(.cannotCreate, "create the folder", path) }
  }

  /// Whether the path is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether the path is a folder, and no link to one, of the account that runs the program.
  package static func isOwnFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }

  /// Whether anything stands at the path.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Writes a new file; a full disk shows here and not at the end.
  package static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    try bytes.withUnsafeBytes { bytes in Result { () throws(OutputError) in try write(bytes, to: path, syncs: false) } }.get()
  }

  /// Writes a new file and waits until it is on the disk.
  package static func writeDurably(_ bytes: [UInt8], to path: String) throws(OutputError) {
    try bytes.withUnsafeBytes { bytes in Result { () throws(OutputError) in try write(bytes, to: path, syncs: true) } }.get()
  }

  /// Writes a file that its owner alone may read, in place of whatever stood there; a link that somebody planted is taken away and not followed.
  package static func writePrivately(_ bytes: [UInt8], to path: String) throws(OutputError) {
    try remove(path)
    try bytes.withUnsafeBytes { bytes in
      Result { () throws(OutputError) in try write(bytes, to: path, syncs: false, flags: O_EXCL | O_NOFOLLOW, mode: 0o600) }
    }.get()
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to path: String, syncs: Bool, flags: Int32 = O_TRUNC, mode: mode_t = 0o666
  ) throws(OutputError) {
    try FaultPlan.pass(.create, path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode)
    guard descriptor >= 0 else { throw OutputError(.cannotCreate, "create", path) }
    do throws(OutputError) {
      // A run that dies while it writes leaves the first part of a file.
      let half = FaultPlan.isGiven ? bytes.count / 2 : 0
      try append(UnsafeRawBufferPointer(rebasing: bytes[..<half]), to: descriptor, path)
      try FaultPlan.pass(.write, path)
      try append(UnsafeRawBufferPointer(rebasing: bytes[half...]), to: descriptor, path)
      if syncs {
        try FaultPlan.pass(.sync, path)
        guard fsync(descriptor) == 0 else { throw OutputError(.inputOutput, "sync", path) }
      }
    } catch {
      Glibc.close(descriptor)
      throw error
    }
    guard Glibc.close(descriptor) == 0 else { throw OutputError(.inputOutput, "write", path) }
  }

  private static func append(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws(OutputError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw OutputError(.inputOutput, "write", path)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Reads a whole file.
  package static func read(_ path: String) throws(OutputError) -> [UInt8] {
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
  package static func names(in path: String) -> [String] {
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
  package static func files(under path: String, prefix: String = "") -> [String] {
    names(in: path).flatMap { name -> [String] in
      let inner = path + "/" + name
      return isFolder(inner) ? files(under: inner, prefix: prefix + name + "/") : [prefix + name]
    }
  }

  /// Removes a file or a folder with all in it. A failure leaves the rest in place and is reported.
  package static func remove(_ path: String) throws(OutputError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      // What was to be a release is read-only by then, and a folder that may not be written keeps what is in it.
      if status.st_mode & 0o200 == 0 { try setMode(0o755, of: path) }
      for name in names(in: path) { try remove(path + "/" + name) }
      try FaultPlan.pass(.remove, path)
      guard rmdir(path) == 0 else { throw OutputError(.inputOutput, "remove", path) }
    } else {
      try FaultPlan.pass(.remove, path)
      guard unlink(path) == 0 else { throw OutputError(.inputOutput, "remove", path) }
    }
  }

  /// Renames within one file system.
  package static func rename(_ from: String, to: String) throws(OutputError) {
    try FaultPlan.pass(.rename, from)
    guard Glibc.rename(from, to) == 0 else { throw OutputError(.inputOutput, "rename", from) }
  }

  /// Puts everything written so far to the file system of the path on the disk.
  package static func sync(_ path: String) throws(OutputError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.inputOutput, "open", path) }
    defer { Glibc.close(descriptor) }
    try FaultPlan.pass(.sync, path)
    guard sync_file_system(descriptor) == 0 else { throw OutputError(.inputOutput, "sync", path) }
  }

  /// Puts the names in a folder on the disk: a file that was given its name there keeps it.
  package static func syncNames(in path: String) throws(OutputError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.inputOutput, "open", path) }
    defer { Glibc.close(descriptor) }
    try FaultPlan.pass(.sync, path)
    guard fsync(descriptor) == 0 else { throw OutputError(.inputOutput, "sync", path) }
  }

  /// Sets what may be done with a file or folder: 0o444, 0o555.
  package static func setMode(_ mode: mode_t, of path: String) throws(OutputError) {
    try FaultPlan.pass(.mode, path)
    guard chmod(path, mode) == 0 else { throw OutputError(.inputOutput, "set the mode of", path) }
  }

  /// Makes a folder with all in it read-only, what is in it before the folder itself.
  package static func makeReadOnly(_ path: String) throws(OutputError) {
    guard isFolder(path) else { return try setMode(0o444, of: path) }
    for name in names(in: path) { try makeReadOnly(path + "/" + name) }
    try setMode(0o555, of: path)
  }

  /// Swaps two paths of one file system in one step.
  ///
  /// - Returns: false where the file system cannot.
  static func exchange(_ first: String, _ second: String) throws(OutputError) -> Bool {
    try FaultPlan.pass(.rename, first)
    if exchange_paths(first, second) == 0 { return true }
    guard errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP else { throw OutputError(.inputOutput, "swap in", second) }
    return false
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
