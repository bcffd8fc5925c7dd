import Foundation
import Releases
import Storage

/// A programme folder in a temporary place, put together as it was when something was released.
final class RestoredProgramme {
  /// The temporary folder, for whatever else is made of it.
  let place: String
  /// The programme folder in it.
  var programme: String { place + "/programme" }

  /// Names the place; nothing is made yet.
  init() { place = FileManager.default.temporaryDirectory.path + "/outturn-rebuild-\(getpid())-\(UUID().uuidString)" }

  // What is left in the temporary place where it cannot be removed can be read by nobody else.
  deinit { try? FileSystem.remove(place) }

  /// Puts the programme together from a release and its inputs.
  ///
  /// - Parameters:
  ///   - folder: the release's folder.
  ///   - input: where the bytes of an input are.
  /// - Throws: `ReleaseFailure`, among them that inputs are gone or have other bytes; `OutputError`.
  func fill(from manifest: Manifest, _ name: ReleaseName, in folder: String, input: (Manifest.File) throws -> String) throws {
    let place = programme
    // Extracts have a row for each patient: whoever else works on the machine is kept out before the first of them is written.
    try FileSystem.makeFolder(self.place)
    try FileSystem.setMode(0o700, of: self.place)
    try FileSystem.makeFolder(place)
    func put(_ bytes: [UInt8], _ file: Manifest.File, at path: String) throws {
      guard digestOf(bytes) == file.sha256 else { throw ReleaseFailure.changed(path: file.path) }
      let target = place + "/" + path
      if let slash = target.lastIndex(of: "/") { try FileSystem.makeFolder(String(target[..<slash])) }
      try FileSystem.write(bytes, to: target)
    }
    for file in manifest.configuration {
      guard isInner(file.path), file.path.hasPrefix("configuration/") else {
        throw ReleaseFailure.damaged(path: folder + "/manifest.json", reason: "it names \(file.path)")
      }
      try put(try FileSystem.read(folder + "/" + file.path), file, at: String(file.path.dropFirst("configuration/".count)))
    }
    var pruned: [String] = []
    for file in manifest.inputs {
      guard isInner(file.path) else { throw ReleaseFailure.damaged(path: folder + "/manifest.json", reason: "it names \(file.path)") }
      let source = try input(file)
      guard FileSystem.exists(source) else {
        pruned.append(file.path)
        continue
      }
      try put(try FileSystem.read(source), file, at: file.path)
    }
    guard pruned.isEmpty else { throw ReleaseFailure.pruned(name, files: pruned) }
    for path in manifest.bystanders {
      let isFolder = path.hasSuffix("/")
      let inner = isFolder ? String(path.dropLast()) : path
      guard isInner(inner) else { throw ReleaseFailure.damaged(path: folder + "/manifest.json", reason: "it names \(path)") }
      let target = place + "/" + inner
      if FileSystem.exists(target) { continue }
      if isFolder {
        try FileSystem.makeFolder(target)
      } else {
        if let slash = target.lastIndex(of: "/") { try FileSystem.makeFolder(String(target[..<slash])) }
        try FileSystem.write([], to: target)
      }
    }
  }
}
