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

  let restored = RestoredProgramme()
  let place = restored.place
  do {
    try restored.fill(from: manifest, name, in: folder) { try object($0.sha256) }
  } catch {
    throw RunFailure(releasing: error)
  }
  guard let period = Period(manifest.options.period), let cut = Cut(rawValue: manifest.options.cut),
    let date = CalendarDate(iso: manifest.options.as_at)
  else { throw .release(.damaged(path: path, reason: "its build options cannot be read")) }
  var request = run
  request.programme = restored.programme
  request.period = period
  request.cut = cut
  request.asAt = date
  request.usesCache = false
  let outcome = try build(
    BuildRequest(
      run: request, output: place + "/Output", formats: Set(manifest.options.formats.compactMap(OutputFormat.init)),
      packDefinitions: restored.programme + "/templates/packs"), progress: progress)

  var differences: [String] = []
  let packs = folder + "/packs"
  let (then, now) = (FileSystem.files(under: packs), FileSystem.files(under: outcome.folder))
  func compare(_ file: String, _ before: [UInt8]?, _ after: [UInt8]?) {
    guard let before else {
      differences.append("\(file) is new")
      return
    }
    guard let after else {
      differences.append("\(file) is not made any more")
      return
    }
    if before == after { return }
    let first = zip(before, after).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(before.count, after.count)
    differences.append("\(file) differs from byte \(first + 1) on; \(before.count) bytes then, \(after.count) now")
  }
  for file in Set(then).union(now).sorted() {
    compare(file, try? FileSystem.read(packs + "/" + file), try? FileSystem.read(outcome.folder + "/" + file))
  }
  var compared = Set(then).union(now).count
  if case .quarter(let quarter) = name {
    // What a freeze has beside the packs, from the invoices that were kept with it.
    let records = try freezeRecords(quarter, run, restored, invoices: try? FileSystem.read(folder + "/" + frozenInvoicesName))
    for record in records { compare(record.name, try? FileSystem.read(folder + "/" + record.name), record.bytes) }
    compared += records.count
  }
  return RebuildOutcome(release: name, versions: differing, compared: compared, differences: differences)
}
