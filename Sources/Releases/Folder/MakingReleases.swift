import Extracts
package import Quantities
import Storage

/// A file on its way into a release.
package struct ReleaseSource: Sendable, Hashable {
  /// Its path in the release, or for an input in the programme folder.
  package var path: String
  /// Where it stands now.
  package var source: String
  /// The digest that was judged.
  package var sha256: String
  /// `slam`, `plan`…, of an input.
  package var kind: String?

  /// Makes one.
  package init(path: String, source: String, sha256: String, kind: String? = nil) {
    self.path = path
    self.source = source
    self.sha256 = sha256
    self.kind = kind
  }
}

/// Everything that goes into a release, judged already.
package struct ReleaseContent: Sendable {
  /// The release.
  package var name: ReleaseName
  /// Why it replaces an earlier version.
  package var reason: String?
  /// The files of the output folder, by their paths in it.
  package var packs: [ReleaseSource]
  /// Programme files and templates.
  package var configuration: [ReleaseSource]
  /// Extracts: kept by the archive, not in the folder.
  package var inputs: [ReleaseSource]
  /// Names that the build saw and did not read.
  package var bystanders: [String]
  /// The gate's answer.
  package var gate: GateAnswer
  /// The sign-offs.
  package var signOffs: [SignOff]
  /// What `run.json` says.
  package var run: RunRecord
  /// Programs and libraries.
  package var versions: SoftwareVersions
  /// Further records beside the packs, by name: a freeze's own files, how far the ledger of what was sent had come.
  package var records: [(name: String, bytes: [UInt8])] = []

  /// Makes content.
  package init(
    name: ReleaseName, reason: String?, packs: [ReleaseSource], configuration: [ReleaseSource], inputs: [ReleaseSource], bystanders: [String],
    gate: GateAnswer, signOffs: [SignOff], run: RunRecord, versions: SoftwareVersions
  ) {
    self.name = name
    self.reason = reason
    self.packs = packs
    self.configuration = configuration
    self.inputs = inputs
    self.bystanders = bystanders
    self.gate = gate
    self.signOffs = signOffs
    self.run = run
    self.versions = versions
  }
}

/// What came of a release.
package struct Released: Sendable {
  /// Its folder.
  package var folder: String
  /// Its manifest.
  package var manifest: Manifest
  /// Its entry in the archive's chain.
  package var entry: ArchiveEntry
}

/// Makes a release: the folder beside its place, whole, read-only and on the disk; then the archive's entry, which is what makes it a release; then its name.
///
/// To be called under the `ReleaseLock`, after the archive has put in order what a killed run left.
package func makeRelease(_ content: ReleaseContent, programme: String, archive: some ReleaseArchive, clock: ReleaseClock) throws(ReleaseFailure)
  -> Released
{
  let folder = programme + "/" + content.name.folder
  guard !FileSystem.exists(folder) else { throw .alreadyThere(content.name) }
  do {
    if let slash = folder.lastIndex(of: "/") { try StagedFolder.removeAbandoned(in: String(folder[..<slash])) }
    let staged = try StagedFolder(replacing: folder)
    let writer = ReleaseWriter(staged: staged)
    try staged.makeFolders(for: content.packs.map { "packs/" + $0.path } + content.configuration.map { "configuration/" + $0.path })
    for file in content.packs { try writer.copy(file, to: "packs/" + file.path, role: .pack) }
    for file in content.configuration { try writer.copy(file, to: "configuration/" + file.path, role: .configuration) }
    let packs = writer.files(.pack)
    let configuration = writer.files(.configuration)
    let figures = try releasedFigures(
      content.packs.map(\.path).filter { $0.hasSuffix("/figures.json") }.sorted(), in: staged.stagedPath("packs"))
    for input in content.inputs { try writer.keep(input) }

    try writer.write(try canonicalJSON(content.signOffs), to: "signoffs.json")
    try writer.write(try canonicalJSON(content.gate), to: "gate.json")
    for record in content.records { try writer.write(record.bytes, to: record.name) }
    let time = clock.timestamp
    let kinds = Dictionary(content.inputs.map { ($0.path, $0.kind) }, uniquingKeysWith: { first, _ in first })
    let manifest = Manifest(
      release: content.name.text, programme: content.run.programme, at: time, day: content.gate.day, as_at: content.run.date, reason: content.reason,
      replaces: content.name.before?.text, versions: content.versions,
      options: Manifest.Options(period: content.run.period, cut: content.run.cut, as_at: content.run.date, formats: content.run.formats),
      inputs: writer.files(.input, under: "inputs/").map { file in
        Manifest.File(path: file.path, bytes: file.bytes, sha256: file.sha256, kind: kinds[file.path] ?? nil)
      }, configuration: configuration, bystanders: content.bystanders, packs: packs, figures: figuresDigest(figures), previous: try archive.head())
    let manifestBytes = try canonicalJSON(manifest)
    try writer.write(manifestBytes, to: "manifest.json")
    try writer.write(
      sumsText(writer.objects.filter { $0.role != .input }.map { SealedFile(path: $0.path, sha256: $0.sha256) }), to: sumsName)
    try staged.seal()

    let record = ReleaseRecord(name: content.name, time: time, manifestSHA256: digestOf(manifestBytes), reason: content.reason)
    let entry = try archive.append(record, objects: writer.objects, figures: figures) { try staged.place() }
    return Released(folder: folder, manifest: manifest, entry: entry)
  } catch {
    throw ReleaseFailure(any: error)
  }
}

/// Writes the files of a release and keeps what the archive is told of them.
private final class ReleaseWriter {
  let staged: StagedFolder
  private(set) var objects: [ObjectSource] = []

  init(staged: StagedFolder) { self.staged = staged }

  /// Copies a file whose bytes must be the ones that were judged.
  func copy(_ file: ReleaseSource, to path: String, role: ObjectSource.Role) throws {
    let bytes = try FileSystem.read(file.source)
    guard digestOf(bytes) == file.sha256 else { throw ReleaseFailure.changed(path: file.source) }
    let place = staged.stagedPath(path)
    try FileSystem.write(bytes, to: place)
    objects.append(ObjectSource(role: role, path: path, source: place, sha256: file.sha256, byteCount: bytes.count))
  }

  /// Notes a file that only the archive keeps.
  func keep(_ file: ReleaseSource) throws {
    let bytes = try FileSystem.read(file.source)
    guard digestOf(bytes) == file.sha256 else { throw ReleaseFailure.changed(path: file.source) }
    objects.append(ObjectSource(role: .input, path: "inputs/" + file.path, source: file.source, sha256: file.sha256, byteCount: bytes.count))
  }

  /// Writes a record of the release's own.
  func write(_ bytes: [UInt8], to path: String) throws {
    let place = staged.stagedPath(path)
    try FileSystem.write(bytes, to: place)
    objects.append(ObjectSource(role: .record, path: path, source: place, sha256: digestOf(bytes), byteCount: bytes.count))
  }

  /// The files of a role as a manifest lists them, in path order.
  func files(_ role: ObjectSource.Role, under prefix: String = "") -> [Manifest.File] {
    objects.filter { $0.role == role }.map { Manifest.File(path: String($0.path.dropFirst(prefix.count)), bytes: $0.byteCount, sha256: $0.sha256) }
      .sorted { $0.path < $1.path }
  }
}

extension ReleaseName {
  /// The version before it; nil for a first and for a quarter.
  package var before: ReleaseName? {
    guard case .month(let period, let cut, let version) = self, version > 1 else { return nil }
    return .month(period, cut, version: version - 1)
  }
}

/// The versions of a period and cut that are released, in order: those whose folders stand in the programme.
package func releasedVersions(programme: String, period: Period, cut: Cut) -> [Int] {
  FileSystem.names(in: "\(programme)/releases/\(period.year.label)").compactMap { name in
    guard case .month(let own, let ownCut, let version)? = ReleaseName("\(period.year.label)/\(name)"), own == period, ownCut == cut else {
      return nil
    }
    return version
  }.sorted()
}

/// Every release of a programme, in order of year and name.
package func releases(of programme: String) -> [ReleaseName] {
  FileSystem.names(in: programme + "/releases").filter { FinancialYear($0) != nil }.flatMap { year in
    FileSystem.names(in: "\(programme)/releases/\(year)").compactMap { ReleaseName("\(year)/\($0)") }
  }
}
