import Glibc

/// A folder of output that appears whole or not at all.
///
/// Files are written to `.<name>.building-<process>-<number>` beside the place, synced, and swapped in by one rename. A run that is killed leaves the old
/// folder as it was and a building folder that the next run removes: a live run holds a lock on its own, so that two runs do not remove each other's.
/// Making and locking one, looking for what others left, and the swap are each done under a lock on the folder above, so that none sees another half-way.
package final class StagedFolder: @unchecked Sendable {
  // Unchecked because of `finished` alone, which only `commit` and `deinit` touch, after every writing thread has ended.
  /// Where the folder will stand.
  package let path: String
  private let parent: String
  private let name: String
  private let staging: String
  private let lock: Int32
  private var finished = false

  /// Prepares the place, completing or undoing what a killed run left.
  ///
  /// - Throws: `OutputError` when the place cannot be written.
  package init(replacing path: String) throws(OutputError) {
    self.path = path
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw OutputError(.cannotCreate, "create", path, code: EINVAL) }
    parent = String(path[..<slash])
    name = String(path[path.index(after: slash)...])
    try FileSystem.makeFolder(parent)
    let above = try FolderLock(parent)
    defer { above.release() }
    try Self.recover(parent: parent, name: name)
    staging = try Self.makeBuildingFolder(parent: parent, name: name)
    lock = open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw OutputError(.cannotCreate, "lock", staging) }
  }

  /// Makes a folder of a name that nobody has: not another folder of this process, nor one of the same number on another machine that shares the disk.
  private static func makeBuildingFolder(parent: String, name: String) throws(OutputError) -> String {
    for number in 0..<100_000 {
      let path = parent + "/.\(name).building-\(getpid())-\(number)"
      try FaultPlan.pass(.makeFolder, path)
      if mkdir(path, 0o777) == 0 { return path }
      guard errno == EEXIST else { throw OutputError(.cannotCreate, "create the folder", path) }
    }
    throw OutputError(.cannotCreate, "create the folder", parent + "/.\(name).building-\(getpid())", code: EEXIST)
  }

  deinit {
    // A run that failed takes its unfinished folder away; where that fails too, the next run does it.
    if !finished { try? FileSystem.remove(staging) }
    close(lock)
  }

  /// Makes the folders that the files will need, so that files can be written from any thread.
  package func makeFolders(for relativePaths: some Sequence<String>) throws(OutputError) {
    var made: Set<Substring> = []
    for path in relativePaths {
      guard let slash = path.lastIndex(of: "/") else { continue }
      if made.insert(path[..<slash]).inserted { try FileSystem.makeFolder(staging + "/" + path[..<slash]) }
    }
  }

  /// The path at which a file is written before the swap.
  package func stagedPath(_ relativePath: String) -> String { staging + "/" + relativePath }

  /// Puts all on the disk and swaps it in.
  ///
  /// - Throws: `OutputError`; the old folder is then as it was.
  package func commit() throws(OutputError) {
    try FileSystem.sync(staging)
    let above = try FolderLock(parent)
    defer { above.release() }
    if FileSystem.exists(path) {
      if try FileSystem.exchange(staging, path) {
        finished = true
        try FileSystem.remove(staging)
        return
      }
      let previous = parent + "/.\(name).previous"
      try FileSystem.remove(previous)
      try FileSystem.rename(path, to: previous)
      try FileSystem.rename(staging, to: path)
      finished = true
      try FileSystem.remove(previous)
      return
    }
    try FileSystem.rename(staging, to: path)
    finished = true
  }

  /// Makes all read-only and puts it on the disk: nothing is left to do but to give it its name.
  ///
  /// - Throws: `OutputError`.
  package func seal() throws(OutputError) {
    try FileSystem.makeReadOnly(staging)
    try FileSystem.sync(staging)
  }

  /// Gives a sealed folder its name, which nothing may have yet, and waits until the name is on the disk.
  ///
  /// It is called when the folder is spoken of elsewhere as finished, so that one which cannot be given its name is kept for whoever puts that in order.
  ///
  /// - Throws: `OutputError`; whatever stands at the place is left as it is.
  package func place() throws(OutputError) {
    finished = true
    let above = try FolderLock(parent)
    defer { above.release() }
    guard !FileSystem.exists(path) else { throw OutputError(.cannotCreate, "create", path, code: EEXIST) }
    try FileSystem.rename(staging, to: path)
    try FileSystem.syncNames(in: parent)
  }

  /// Removes from a folder what killed runs left half-made, whatever it was to be called.
  ///
  /// - Throws: `OutputError`.
  package static func removeAbandoned(in parent: String) throws(OutputError) {
    guard FileSystem.isFolder(parent) else { return }
    let above = try FolderLock(parent)
    defer { above.release() }
    for entry in FileSystem.names(in: parent) where entry.hasPrefix(".") && entry.contains(".building-") { try removeUnlocked(parent + "/" + entry) }
  }

  /// Completes or undoes the swap of a killed run and removes its unfinished folders. To be called under the lock of the folder above.
  private static func recover(parent: String, name: String) throws(OutputError) {
    let path = parent + "/" + name
    let previous = parent + "/.\(name).previous"
    if FileSystem.exists(previous) {
      if FileSystem.exists(path) { try FileSystem.remove(previous) } else { try FileSystem.rename(previous, to: path) }
    }
    for entry in FileSystem.names(in: parent) where entry.hasPrefix(".\(name).building-") { try removeUnlocked(parent + "/" + entry) }
  }

  /// Removes a building folder that no live run holds.
  private static func removeUnlocked(_ stale: String) throws(OutputError) {
    let descriptor = open(stale, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    let free = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    close(descriptor)
    if free { try FileSystem.remove(stale) }
  }
}

/// A lock on a folder, held by one thread of one process at a time. The system gives it up when its holder ends, however that happens.
private struct FolderLock {
  private let descriptor: Int32

  /// Waits for the lock.
  init(_ path: String) throws(OutputError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.cannotCreate, "open", path) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let code = errno
        close(descriptor)
        throw OutputError(.cannotCreate, "lock", path, code: code)
      }
    }
  }

  func release() { close(descriptor) }
}
