import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The real program, killed while it releases: there is no release or a whole one, and the next run puts all in order.
  struct KilledRelease {
    private let folder: TemporaryFolder
    private let base: String
    private let output: String
    private static let name = "2014-15/M02-flex-v1"

    init() throws {
      folder = try TemporaryFolder()
      base = try GeneratedProgramme.small.get().copy(in: folder)
      output = folder.path + "/Output"
      let file = base + "/programme.yaml"
      let yaml = try String(contentsOfFile: file, encoding: .utf8)
      try (yaml + "\napprovers:\n  - {name: Ann, roles: [analyst]}\n  - {name: Len, roles: [lead]}\n").write(
        toFile: file, atomically: true, encoding: .utf8)
      for arguments in [
        ["build"], ["approve", "--as", "Ann", "--role", "analyst"], ["approve", "--as", "Len", "--role", "lead"],
      ] {
        let ran = try run(builtProgram("outturn"), arguments + ["--programme", base, "--output", output])
        guard ran.status == 0 else { throw CouldNotPrepare(what: arguments[0], said: ran.said) }
      }
    }

    private func sumsHold(_ release: String) throws -> Bool {
      try run("/usr/bin/env", ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], in: release).status == 0
    }

    @Test func atWhateverMomentItIsKilled() throws {
      func place(_ number: Int) throws -> String {
        let programme = folder.path + "/programme-\(number)"
        try FileManager.default.copyItem(atPath: base, toPath: programme)
        return programme
      }
      let undisturbed = try place(0)
      let start = Date()
      let whole = try outturn("release", "--programme", undisturbed, "--output", output)
      var seconds = Date().timeIntervalSince(start)
      #expect(whole.status == 0, "\(whole.said)")
      var dice = SeededGenerator(seed: 9)
      var killed = 0
      var number = 0
      // A run that ended before its time shows how long one takes now: the next are stopped sooner.
      while killed < 8, number < 60 {
        number += 1
        let programme = try place(number)
        let running = try RunningCommand(builtProgram("outturn"), ["release", "--programme", programme, "--output", output])
        // Most of the time goes before anything is written: three in four are killed in the second half.
        let share = number % 4 == 0 ? Double.random(in: 0...0.5, using: &dice) : Double.random(in: 0.5...1, using: &dice)
        Thread.sleep(forTimeInterval: seconds * share)
        running.send(SIGKILL)
        let status = try running.finish().status
        if status == 128 + SIGKILL {
          killed += 1
        } else {
          #expect(status == 0)
          seconds *= 0.8
        }
        let release = programme + "/releases/" + Self.name
        if FileManager.default.fileExists(atPath: release) {
          let holds = try sumsHold(release)
          #expect(holds, "run \(number): half a release after \(seconds * share) s")
        }
        // A run that had come to the entry is finished by the next, which then finds nothing left to release.
        let next = try outturn("release", "--programme", programme, "--output", output)
        #expect(next.status == 0 || (next.status == 1 && next.errors.contains("M02-flex-v1 is released")), "run \(number): \(next.said)")
        let holds = try sumsHold(release)
        #expect(holds, "run \(number)")
        let left = names(in: programme + "/releases/2014-15")
        #expect(left == ["M02-flex-v1"], "run \(number): \(left)")
      }
      #expect(killed == 8)
    }
  }
}
