import Dispatch
import Glibc
package import Programme
package import Storage
import Synchronization

/// The leak test: opens every built file as a file and looks in all of its text for what its reader may not see.
///
/// Who may see what is `LeakPolicy`; what counts as a mention is `ForbiddenTerms`; each kind of file has a reader of its own, in a file beside this one. What
/// no reader can open is a leak too, since nothing can be said of it. Not read are pixels (a picture of a name), sound, and the outlines of letters.
package struct LeakTest: Sendable {
  private let policy: LeakPolicy
  private let forbidden: ForbiddenTerms

  /// Makes a test by a table and a list of terms.
  package init(policy: LeakPolicy, forbidden: ForbiddenTerms) {
    self.policy = policy
    var sealed = forbidden
    sealed.seal()
    self.forbidden = sealed
  }

  /// Searches every file under a month's folder, with the names of files and folders.
  ///
  /// - Returns: what was found, by file, then in the order of its places; at most 200 a file.
  package func check(_ folder: String, jobs: Int = 2) -> [Leak] {
    let paths = walk(folder, "")
    // Long files first, so that no thread is left with one at the end.
    let files = paths.files.sorted { ($1.size, $0.path) < ($0.size, $1.path) }
    let readers = Set(files.map { LeakReader(path: $0.path) } + paths.folders.map { LeakReader(path: $0) })
    let verdicts = Dictionary(uniqueKeysWithValues: readers.map { reader in (reader, forbidden.groups.map { policy.verdict(reader, $0) }) })
    let found = Mutex<[(path: String, leaks: [Leak])]>([])
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, files.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < files.count else { return }
        let path = files[index].path
        let leaks = check(folder, path, verdicts[LeakReader(path: path)] ?? [])
        if !leaks.isEmpty { found.withLock { $0.append((path, leaks)) } }
      }
    }
    for path in paths.folders {
      var scan = FileScan(terms: forbidden, verdicts: verdicts[LeakReader(path: path)] ?? [], file: path)
      searchName(path, isFolder: true, &scan)
      if !scan.leaks.isEmpty { found.withLock { $0.append((path, scan.leaks)) } }
    }
    return found.withLock { $0 }.sorted { $0.path < $1.path }.flatMap(\.leaks)
  }

  private func check(_ folder: String, _ path: String, _ verdicts: [LeakVerdict]) -> [Leak] {
    guard !verdicts.allSatisfy({ $0 == .allowed }) else { return [] }
    var scan = FileScan(terms: forbidden, verdicts: verdicts, file: path)
    searchName(path, isFolder: false, &scan)
    do throws(OutputError) {
      scan.open(try FileSystem.read(folder + "/" + path), name: path)
    } catch {
      scan.cannotRead("the file", "it cannot be read: \(error.reason)")
    }
    return scan.leaks
  }

  /// Searches the last name of a path; those before it are names of folders, each searched by itself.
  private func searchName(_ path: String, isFolder: Bool, _ scan: inout FileScan) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    scan.search(name, at: isFolder ? "the folder’s name" : "the file’s name")
    if name.contains("%") {
      scan.search(String(decoding: percentDecoded(name.utf8), as: UTF8.self), at: isFolder ? "the folder’s name" : "the file’s name")
    }
  }

  private func walk(_ folder: String, _ prefix: String) -> (files: [(path: String, size: Int)], folders: [String]) {
    var (files, folders): ([(path: String, size: Int)], [String]) = ([], [])
    for name in FileSystem.names(in: folder) {
      let path = folder + "/" + name
      if FileSystem.isFolder(path) {
        folders.append(prefix + name)
        let inner = walk(path, prefix + name + "/")
        files += inner.files
        folders += inner.folders
      } else {
        files.append((prefix + name, byteCount(of: path)))
      }
    }
    return (files, folders)
  }
}

/// The size of a file, for the order of the work alone; 0 when it cannot be told.
private func byteCount(of path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// What stops a release: everything in a built month that its readers may not see.
///
/// - Parameters:
///   - monthFolder: the built month: `Output/2015-16/M11`, or the `packs` of a release.
///   - definition: the programme as read.
///   - programme: the programme's folder, whose extracts name patients and organisations.
///   - jobs: how many threads search.
/// - Throws: `OutputError` for an extract that cannot be read.
package func leakConditions(monthFolder: String, definition: ProgrammeDefinition, programme: String, jobs: Int) throws(OutputError) -> [Leak] {
  let forbidden = try ForbiddenTerms(definition, folder: programme, jobs: jobs)
  return LeakTest(policy: LeakPolicy(definition.configuration.leaks), forbidden: forbidden).check(monthFolder, jobs: jobs)
}
