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

  /// The names in a folder, in order, without hidden ones; nil when there is no such folder.
  func names(in relative: String) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path(relative)) else { return nil }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }

  func isFolder(_ relative: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path(relative), isDirectory: &isDirectory) && isDirectory.boolValue
  }
}
