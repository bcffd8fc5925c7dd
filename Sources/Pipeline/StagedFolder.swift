import CLinux
import Glibc

/// A folder of output that appears whole or not at all.
///
/// Files are written to `.<name>.building-<process>` beside the place, synced, and swapped in by one rename. A run that is killed leaves the old folder as
/// it was and a building folder that the next run removes: a live run holds a lock on its own, so that two runs do not remove each other's.
final class StagedFolder: @unchecked Sendable {
  // Unchecked because of `finished` alone, which only `commit` and `deinit` touch, after every writing thread has ended.
  /// Where the folder will stand.
  let path: String
  private let parent: String
  private let name: String
  private let staging: String
  private let lock: Int32
  private var finished = false

  /// Prepares the place, completing or undoing what a killed run left.
  ///
  /// - Throws: `OutputError` when the place cannot be written.
  init(replacing path: String) throws(OutputError) {
    self.path = path
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw OutputError(.cannotCreate, "create", path, code: EINVAL) }
    parent = String(path[..<slash])
    name = String(path[path.index(after: slash)...])
    staging = parent + "/.\(name).building-\(getpid())"
    try FileSystem.makeFolder(parent)
    try Self.recover(parent: parent, name: name)
    try FileSystem.remove(staging)
    try FileSystem.makeFolder(staging)
    lock = open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw OutputError(.cannotCreate, "lock", staging) }
  }

  deinit {
    // A run that failed takes its unfinished folder away; where that fails too, the next run does it.
    if !finished { try? FileSystem.remove(staging) }
    close(lock)
  }

  /// Makes the folders that the files will need, so that files can be written from any thread.
  func makeFolders(for relativePaths: some Sequence<String>) throws(OutputError) {
    var made: Set<Substring> = []
    for path in relativePaths {
      guard let slash = path.lastIndex(of: "/") else { continue }
      if made.insert(path[..<slash]).inserted { try FileSystem.makeFolder(staging + "/" + path[..<slash]) }
    }
  }

  /// The path at which a file is written before the swap.
  func stagedPath(_ relativePath: String) -> String { staging + "/" + relativePath }

  /// Puts all on the disk and swaps it in.
  ///
  /// - Throws: `OutputError`; the old folder is then as it was.
  func commit() throws(OutputError) {
    try FileSystem.sync(staging)
    if FileSystem.exists(path) {
      if exchange_paths(staging, path) == 0 {
        finished = true
        try FileSystem.remove(staging)
        return
      }
      guard errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP else { throw OutputError(.inputOutput, "swap in", path) }
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

  /// Completes or undoes the swap of a killed run and removes its unfinished folders.
  private static func recover(parent: String, name: String) throws(OutputError) {
    let path = parent + "/" + name
    let previous = parent + "/.\(name).previous"
    if FileSystem.exists(previous) {
      if FileSystem.exists(path) { try FileSystem.remove(previous) } else { try FileSystem.rename(previous, to: path) }
    }
    for entry in FileSystem.names(in: parent) where entry.hasPrefix(".\(name).building-") {
      let stale = parent + "/" + entry
      let descriptor = open(stale, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      let free = flock(descriptor, LOCK_EX | LOCK_NB) == 0
      close(descriptor)
      if free { try FileSystem.remove(stale) }
    }
  }
}
