import Foundation
import Quantities
package import Releases
import Storage

/// What a rebuild found.
package struct RebuildOutcome: Sendable {
  /// The release.
  package var release: ReleaseName
  /// Versions that are not those of the release, a sentence each.
  package var versions: [String]
  /// How many files were compared.
  package var compared: Int
  /// Files whose bytes differ, are missing or are new, a sentence each.
  package var differences: [String]

  /// Whether every byte is the same.
  package var isSame: Bool { differences.isEmpty }
}

/// Makes a release's packs again from the inputs and the configuration that were kept with it, and compares every byte:
///
/// 1. read the manifest, and say which versions differ;
/// 2. put together a programme folder in a temporary place;
/// 3. build it with the options of then;
/// 4. compare each file with the release's.
///
/// - Parameters:
///   - object: where the archive keeps the bytes of a digest.
///   - foretell: is told, before anything is built, which versions differ.
/// - Throws: `RunFailure`, among them that inputs were taken away by retention.
package func rebuildJob(
  _ name: ReleaseName, _ run: RunRequest, versions: SoftwareVersions = .present(program: outturnVersion), object: (_ sha256: String) throws -> String,
  foretell: ([String]) -> Void = { _ in }, progress: @escaping ProgressReport = { _, _, _ in }
) throws(RunFailure) -> RebuildOutcome {
  let root = run.programme
  let folder = root + "/" + name.folder
  let path = folder + "/manifest.json"
  guard FileSystem.exists(path) else { throw .release(.noRelease(name.text, available: releases(of: root).map(\.text))) }
  let manifest = try releasing { () throws(ReleaseFailure) in
    do { return try Manifest(reading: try FileSystem.read(path), path: path) } catch { throw ReleaseFailure(any: error) }
  }
  let differing = versions.differences(from: manifest.versions)
  foretell(differing)

  let place = FileManager.default.temporaryDirectory.path + "/outturn-rebuild-\(getpid())-\(UUID().uuidString)"
  // A folder that is left in the temporary place harms nobody.
  defer { try? FileSystem.remove(place) }
  do {
    try restore(manifest, name, from: folder, to: place + "/programme", object: object)
  } catch {
    throw RunFailure(releasing: error)
  }
  guard let period = Period(manifest.options.period), let cut = Cut(rawValue: manifest.options.cut),
    let date = CalendarDate(iso: manifest.options.as_at)
  else { throw .release(.damaged(path: path, reason: "its build options cannot be read")) }
  var request = run
  request.programme = place + "/programme"
  request.period = period
  request.cut = cut
  request.asAt = date
  request.usesCache = false
  let outcome = try build(
    BuildRequest(
      run: request, output: place + "/Output", formats: Set(manifest.options.formats.compactMap(OutputFormat.init)),
      packDefinitions: place + "/programme/templates/packs"), progress: progress)

  var differences: [String] = []
  let packs = folder + "/packs"
  let (then, now) = (FileSystem.files(under: packs), FileSystem.files(under: outcome.folder))
  for file in Set(then).union(now).sorted() {
    let before = try? FileSystem.read(packs + "/" + file)
    let after = try? FileSystem.read(outcome.folder + "/" + file)
    guard let before else {
      differences.append("\(file) is new")
      continue
    }
    guard let after else {
      differences.append("\(file) is not made any more")
      continue
    }
    if before == after { continue }
    let first = zip(before, after).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(before.count, after.count)
    differences.append("\(file) differs from byte \(first + 1) on; \(before.count) bytes then, \(after.count) now")
  }
  return RebuildOutcome(release: name, versions: differing, compared: Set(then).union(now).count, differences: differences)
}

/// Puts a programme folder together from a release and the archive.
private func restore(_ manifest: Manifest, _ name: ReleaseName, from folder: String, to place: String, object: (String) throws -> String) throws {
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
    let source = try object(file.sha256)
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
