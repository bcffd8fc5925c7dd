import Programme
import Releases

/// What files show that are about to be sent, each looked at once.
final class RowLevels {
  private let test: RowLevelTest
  private var known: [String: RowLevelTest.Finding] = [:]
  private var strange: [String: Leak?] = [:]

  /// Knows the practices and patients of the release's own inputs, which the archive keeps.
  init(_ material: SendMaterial) throws(RunFailure) {
    let place = ArchivePlace(programme: material.root)
    let restored = RestoredProgramme()
    do {
      try restored.fill(from: material.manifest, material.name, in: material.folder) { place.object($0.sha256) }
      test = try RowLevelTest(material.signed, programme: restored.programme, jobs: material.request.run.jobs)
    } catch ReleaseFailure.pruned(let name, _) {
      throw .sending(.rowsUnknown(release: name.text))
    } catch {
      throw RunFailure(releasing: error)
    }
  }

  /// The finest rows of some files, with the place of one of them.
  func look(_ files: [PlannedFile]) -> RowLevelTest.Finding {
    var worst = RowLevelTest.Finding(level: .none, place: nil)
    for file in files {
      let finding = known[file.sha256] ?? test.look(file.bytes, name: file.name)
      known[file.sha256] = finding
      if finding.level > worst.level {
        worst = RowLevelTest.Finding(level: finding.level, place: finding.place.map { "\(file.name), \($0)" })
      }
    }
    return worst
  }

  /// The first thing in some files that the readers of a pack may not see; nil where there is none. The release's leak test looked at each file as it stood in a
  /// folder; this asks for whom it is about to go.
  func leak(in files: [PlannedFile], of target: PackTarget) -> Leak? {
    for file in files {
      let path = target.folder + "/" + file.name
      let leak = strange[path + file.sha256] ?? test.leaks(file.bytes, at: path).first
      strange[path + file.sha256] = .some(leak)
      if let leak { return leak }
    }
    return nil
  }
}
