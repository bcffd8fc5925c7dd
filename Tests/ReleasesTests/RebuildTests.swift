import Foundation
import Programme
import Quantities
import Storage
import TestSupport
import Testing

@testable import Pipeline
@testable import Releases

/// A release is made again from what was kept with it, byte for byte.
@Suite(.serialized)
struct RebuildTests {
  /// A real programme, built, signed and released once.
  private struct Made: Sendable {
    let folder: TemporaryFolder
    let programme: String
    let release: ReleaseName
  }

  private static let made = Result {
    let folder = try TemporaryFolder()
    let programme = folder.path + "/programme"
    try writeGeneratedProgramme(at: programme, seed: 11, months: 12)
    let file = programme + "/programme.yaml"
    let yaml = String(decoding: try FileSystem.read(file), as: UTF8.self)
    try FileSystem.write(
      Array((yaml + "\napprovers:\n  - {name: Ann, roles: [analyst]}\n  - {name: Len, roles: [lead]}\n").utf8), to: file)
    // A waiver, a template of the programme's own, and a file that is no extract and is spoken of.
    try FileSystem.write(
      Array("id,scope,reason,owner,until\nW7,returns/ZZZ,late & <known>,Len,2030-01-01\n".utf8), to: programme + "/registers/waivers.csv")
    try FileSystem.write(Array("see".utf8), to: programme + "/extracts/slam/notes.txt")
    let run = RunRequest(programme: programme, jobs: 2)
    let outcome = try build(BuildRequest(run: run, output: folder.path + "/Output", formats: OutputFormat.standard.union([.rows])))
    try FileSystem.write(Array("changed after the build".utf8), to: programme + "/commentary.txt")
    func request() -> ReleasingRequest {
      ReleasingRequest(
        run: run, output: folder.path + "/Output", clock: .noon(of: CalendarDate(iso: "2026-11-20")!), workplace: Workplace(user: "u", host: "h"))
    }
    _ = try approveJob(ApprovalRequest(name: "Ann", role: .analyst), request())
    _ = try approveJob(ApprovalRequest(name: "Len", role: .lead), request())
    let released = try releaseJob(request(), leaks: { _, _, _ in [] }) { try FolderArchive(programme: programme) }
    guard released.released != nil else { throw ReleaseFailure.cannotSign(released.gate.conditions.filter { $0.state == .failed }) }
    return Made(folder: folder, programme: programme, release: .month(outcome.period, .flex, version: 1))
  }

  private func object(_ made: Made) -> (String) -> String { { made.programme + "/archive/objects/" + $0 } }

  @Test func everyByteIsTheSame() throws {
    let made = try Self.made.get()
    // What the programme has become since does not matter.
    let file = made.programme + "/organisations/commissioners.csv"
    let bytes = try FileSystem.read(file)
    try FileSystem.write(Array("code,name\n".utf8), to: file)
    defer { try? FileSystem.write(bytes, to: file) }
    let outcome = try rebuildJob(made.release, RunRequest(programme: made.programme, jobs: 2), object: object(made))
    #expect(outcome.differences == [])
    #expect(outcome.versions == [])
    #expect(outcome.compared > 40)
  }

  @Test func otherVersionsAreSaidFirst() throws {
    let made = try Self.made.get()
    var versions = SoftwareVersions.present(program: "9.9.9")
    versions.packages[0].version = "8.0.0"
    var said: [String] = []
    let outcome = try rebuildJob(
      made.release, RunRequest(programme: made.programme, jobs: 2), versions: versions, object: object(made), foretell: { said = $0 })
    #expect(said == ["outturn: \(outturnVersion) then, 9.9.9 now", "Swift package grdb.swift: 7.10.0 then, 8.0.0 now"])
    #expect(outcome.versions == said)
  }

  @Test func aPackThatIsNotAsItIsMadeIsNamed() throws {
    let made = try Self.made.get()
    let folder = made.programme + "/" + made.release.folder + "/packs"
    let path = folder + "/index.html"
    let good = try FileSystem.read(path)
    var bad = good
    bad[99] ^= 1
    try FileSystem.setMode(0o644, of: path)
    try FileSystem.write(bad, to: path)
    defer { try? FileSystem.write(good, to: path) }
    let outcome = try rebuildJob(made.release, RunRequest(programme: made.programme, jobs: 2), object: object(made))
    #expect(outcome.differences == ["index.html differs from byte 100 on; \(good.count) bytes then, \(good.count) now"])
  }

  @Test func withoutItsInputsItSaysSo() throws {
    let made = try Self.made.get()
    do {
      _ = try rebuildJob(made.release, RunRequest(programme: made.programme), object: { _ in made.programme + "/nowhere" })
      Issue.record("it was built")
    } catch {
      guard case .release(.pruned(let name, let files)) = error else { throw error }
      #expect(name == made.release && files.contains { $0.hasPrefix("extracts/slam/2013-14/M12/") })
    }
    do {
      _ = try rebuildJob(ReleaseName("2013-14/M12-v7")!, RunRequest(programme: made.programme), object: object(made))
      Issue.record("it was built")
    } catch {
      guard case .release(.noRelease("2013-14/M12-flex-v7", let available)) = error else { throw error }
      #expect(available == [made.release.text])
    }
  }

  @Test func theWaiverIsPrinted() throws {
    let made = try Self.made.get()
    let packs = made.programme + "/" + made.release.folder + "/packs/"
    let html = try #require(FileSystem.files(under: packs).first { $0.hasPrefix("programme/") && $0.hasSuffix(".html") })
    let text = String(decoding: try FileSystem.read(packs + html), as: UTF8.self)
    #expect(text.contains("Waivers in force"))
    #expect(text.contains("late &amp; &lt;known&gt;"))
    // It names a provider that is none of a commissioner's.
    let other = try #require(FileSystem.files(under: packs).first { $0.hasPrefix("commissioners/") && $0.hasSuffix(".html") })
    #expect(!String(decoding: try FileSystem.read(packs + other), as: UTF8.self).contains("Waivers in force"))
  }
}
