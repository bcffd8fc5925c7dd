import Foundation

/// A folder that is gone when nothing holds it any longer.
package final class TemporaryFolder: Sendable {
  /// Its path.
  package let path: String

  /// Makes an empty folder.
  package init() throws {
    path = Self.root + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A test's leftovers harm nobody and go with the root at the end of the run.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// One folder a run, taken away when the process ends, with whatever global values still hold.
  private static let root: String = {
    let path = FileManager.default.temporaryDirectory.path + "/outturn-tests-\(getpid())"
    temporaryRoot = path
    atexit { try? FileManager.default.removeItem(atPath: temporaryRoot) }
    return path
  }()
}

/// The path of the temporary root for `atexit`, whose function captures nothing: set once, before it is registered.
nonisolated(unsafe) private var temporaryRoot = ""
