import Foundation

/// The regular files below a folder as paths from it, sorted.
func filePaths(below folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
  }.sorted()
}

/// The paths at which two folders differ: missing on one side, or other bytes.
func differences(_ a: String, _ b: String) throws -> [String] {
  let (first, second) = (Set(try filePaths(below: a)), Set(try filePaths(below: b)))
  var different = first.symmetricDifference(second).map { "\($0): only in one" }
  for path in first.intersection(second) where !FileManager.default.contentsEqual(atPath: a + "/" + path, andPath: b + "/" + path) {
    different.append("\(path): other bytes")
  }
  return different.sorted()
}

/// The names in a folder, hidden ones too, sorted.
func names(in folder: String) -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
