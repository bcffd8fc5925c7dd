import Extracts
import Quantities
import Storage
import Synchronization

/// A folder of output that is written beside its place and swapped in: the month's, or one part's.
struct MonthFolder {
  /// Where it will stand.
  let path: String

  init(output: String, period: Period) { path = "\(output)/\(period.year.label)/\(period.monthLabel)" }
  init(path: String) { self.path = path }

  /// Prepares the place.
  func stage() throws(RunFailure) -> StagedMonth {
    do {
      return StagedMonth(folder: try StagedFolder(replacing: path))
    } catch {
      throw .output(error)
    }
  }
}

/// A staged folder whose files are written with their digests, from any thread.
struct StagedMonth: Sendable {
  let folder: StagedFolder

  /// Makes the folders of these paths.
  func prepare(_ paths: [String]) throws(RunFailure) {
    do {
      try folder.makeFolders(for: paths)
    } catch {
      throw .output(error)
    }
  }

  /// Writes a file.
  func write(_ file: PackFile) throws(RunFailure) -> WrittenFile {
    do {
      try FileSystem.write(file.bytes, to: folder.stagedPath(file.path))
    } catch {
      throw .output(error)
    }
    return WrittenFile(path: file.path, sha256: hexadecimal(file.bytes.withUnsafeBytes { sha256($0) }), byteCount: file.bytes.count)
  }

  /// Puts what was written so far on the disk, so that less is left to do before the swap.
  func sync() throws(RunFailure) {
    do {
      try FileSystem.sync(folder.stagedPath("."))
    } catch {
      throw .output(error)
    }
  }

  /// Swaps the folder in.
  func commit() throws(RunFailure) {
    do {
      try folder.commit()
    } catch {
      throw .output(error)
    }
  }
}

/// `SHA256SUMS` of a folder's files, in path order, as `sha256sum -c` reads it.
func sums(of files: [WrittenFile]) -> PackFile {
  let lines = files.sorted { $0.path < $1.path }.map { "\($0.sha256)  \($0.path)\n" }
  return PackFile(path: "SHA256SUMS", bytes: Array(lines.joined().utf8))
}

/// Counts finished pieces of work from any thread.
final class ProgressCounter: Sendable {
  private let stage: String
  private let total: Int
  private let report: ProgressReport
  private let done = Atomic<Int>(0)

  init(stage: String, total: Int, report: @escaping ProgressReport) {
    self.stage = stage
    self.total = total
    self.report = report
    report(stage, 0, total)
  }

  /// One more is done.
  func advance() { report(stage, done.add(1, ordering: .relaxed).newValue, total) }
}
