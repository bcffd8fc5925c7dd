package import Quantities
import Storage

/// A file with the digest that it has or should have.
package struct SealedFile: Sendable, Hashable, Codable {
  /// The path.
  package var path: String
  /// SHA-256, hexadecimal.
  package var sha256: String

  /// Makes one.
  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}

/// A finished month as it stands in the output folder, read whole.
package struct BuiltMonth: Sendable {
  /// Its folder.
  package let folder: String
  /// What `run.json` says.
  package let run: RunRecord
  /// The files that `SHA256SUMS` names, in its order.
  package let files: [SealedFile]
  /// The SHA-256 of `SHA256SUMS` itself: what a sign-off is bound to.
  package let seal: String
  /// What is not as `SHA256SUMS` says, a sentence each.
  package internal(set) var problems: [String]
  /// The size of each file.
  package let sizes: [String: Int]

  /// Reads a month and every file in it.
  ///
  /// - Throws: `ReleaseFailure.notBuilt` where there is no month to look at.
  package init(folder: String, period: Period) throws(ReleaseFailure) {
    self.folder = folder
    guard FileSystem.isFolder(folder) else { throw .notBuilt(period, folder: folder, reason: "there is no such folder") }
    guard let sums = try? FileSystem.read(folder + "/" + sumsName), let files = readSums(sums) else {
      throw .notBuilt(period, folder: folder, reason: "it has no SHA256SUMS that can be read")
    }
    guard let bytes = try? FileSystem.read(folder + "/run.json"), let run = RunRecord(bytes) else {
      throw .notBuilt(period, folder: folder, reason: "it has no run.json of this version")
    }
    self.files = files
    self.run = run
    seal = digestOf(sums)
    var problems: [String] = []
    var sizes: [String: Int] = [sumsName: sums.count]
    for file in files {
      guard let bytes = try? FileSystem.read(folder + "/" + file.path) else {
        problems.append("\(file.path) is missing")
        continue
      }
      sizes[file.path] = bytes.count
      if digestOf(bytes) != file.sha256 { problems.append("\(file.path) was changed after it was built") }
    }
    let known = Set(files.map(\.path)).union([sumsName])
    for path in FileSystem.files(under: folder) where !known.contains(path) { problems.append("\(path) is not of the build") }
    self.problems = problems
    self.sizes = sizes
  }
}

/// The name of the list of digests in every finished folder.
package let sumsName = "SHA256SUMS"

/// Reads a list that `sha256sum -c` reads; nil where a line is none, or names a file outside its folder.
package func readSums(_ bytes: [UInt8]) -> [SealedFile]? {
  var files: [SealedFile] = []
  for line in bytes.split(separator: 0x0A) {
    guard line.count > 66, line[line.startIndex + 64] == 0x20, line[line.startIndex + 65] == 0x20 else { return nil }
    let digest = line.prefix(64)
    guard digest.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
    let path = String(decoding: line.dropFirst(66), as: UTF8.self)
    guard isInner(path) else { return nil }
    files.append(SealedFile(path: path, sha256: String(decoding: digest, as: UTF8.self)))
  }
  return files.isEmpty ? nil : files
}

/// Whether a path stays inside the folder that it is relative to.
package func isInner(_ path: String) -> Bool {
  !path.isEmpty && !path.utf8.contains(0)
    && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
}

/// A list that `sha256sum -c` reads, in path order.
package func sumsText(_ files: [SealedFile]) -> [UInt8] {
  Array(files.sorted { $0.path < $1.path }.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
}

extension BuiltMonth {
  /// Reads the figures of every pack together, as a release archives them, and adds to the problems what keeps them from being one list: asked, approved and
  /// released, a month is then refused for the same reason.
  package mutating func compareFigures() {
    do throws(ReleaseFailure) {
      _ = try releasedFigures(files.map(\.path).filter { $0.hasSuffix("/figures.json") }.sorted(), in: folder)
    } catch {
      problems.append("the figures of the packs are not one list: \(error)")
    }
  }
}
