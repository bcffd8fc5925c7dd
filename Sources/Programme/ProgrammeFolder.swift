import Findings
import Foundation

/// The folder of a programme: the one place of this module that touches files.
struct ProgrammeFolder {
  /// What stands at a path.
  enum Content {
    case missing
    case bytes([UInt8])
    case unreadable(String)
  }

  let root: String

  func path(_ relative: String) -> String { root.hasSuffix("/") ? root + relative : root + "/" + relative }

  /// Reads a file.
  func content(of relative: String) -> Content {
    let path = path(relative)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return .missing }
    if isDirectory.boolValue { return .unreadable("it is a folder") }
    guard FileManager.default.isReadableFile(atPath: path), let data = FileManager.default.contents(atPath: path) else {
      return .unreadable("it can't be opened")
    }
    return .bytes([UInt8](data))
  }

  /// What stands at the path of a folder.
  enum Listing {
    case missing
    case names([String])
    case unreadable
  }

  /// The names in a folder, in order, without hidden ones.
  func listing(of relative: String) -> Listing {
    guard exists(relative) else { return .missing }
    do {
      return .names(try FileManager.default.contentsOfDirectory(atPath: path(relative)).filter { !$0.hasPrefix(".") }.sorted())
    } catch {
      // Whatever the reason, the remedy is the same: look at what stands there.
      return .unreadable
    }
  }

  /// The names in a folder, in order; none when it is not there or can't be listed.
  func names(in relative: String) -> [String] {
    if case .names(let names) = listing(of: relative) { return names }
    return []
  }

  func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }
}
