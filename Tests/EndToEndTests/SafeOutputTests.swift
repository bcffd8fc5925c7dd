import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Whatever happens in mid-build, the old month stays whole and the next run leaves nothing behind.
  struct SafeOutput {
    let folder: TemporaryFolder
    let output: String
    let year: String

    init() throws {
      folder = try TemporaryFolder()
      output = folder.path + "/Output"
      year = output + "/2015-16"
    }

    /// Arguments of a build of the fixture whose bytes differ from the old month's: another date stands on every page.
    private func arguments(asAt date: String, jobs: Int = 1) throws -> [String] {
      ["build", "--programme", try FixtureBuild.thamesValley.get().programme, "--output", output, "--jobs", "\(jobs)", "--as-at", date]
    }

    /// Puts a finished month in place.
    private func oldMonth() throws {
      try FileManager.default.createDirectory(atPath: year, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: try FixtureBuild.thamesValley.get().month, toPath: year + "/M11")
    }

    private func expectTheOldMonth() throws {
      let different = try differences(try FixtureBuild.thamesValley.get().month, year + "/M11")
      #expect(different.isEmpty, "the old month changed: \(different.prefix(5))")
    }

    /// Starts a build and comes back once it has written some files beside the month.
    private func caughtInMidBuild(_ arguments: [String]) throws -> RunningCommand {
      let running = try RunningCommand(builtProgram("outturn"), arguments)
      let deadline = Date().addingTimeInterval(300)
      while running.process.isRunning && Date() < deadline {
        if let staging = names(in: year).first(where: { $0.hasPrefix(".M11.building-") }),
          names(in: year + "/" + staging + "/commissioners").contains(where: {
            !names(in: year + "/\(staging)/commissioners/\($0)").filter { $0.hasSuffix(".html") }.isEmpty
          })
        {
          return running
        }
        usleep(2000)
      }
      throw CouldNotPrepare(what: "a build caught half-way", said: try running.finish().said)
    }

    @Test func killedInMidBuildTheOldMonthStaysAndTheNextRunCleansUp() throws {
      try oldMonth()
      let running = try caughtInMidBuild(arguments(asAt: "2016-03-15"))
      running.send(SIGKILL)
      #expect(try running.finish().status == 128 + SIGKILL)
      try expectTheOldMonth()
      #expect(names(in: year).count == 2, "the killed run's folder: \(names(in: year))")
      let next = try run(builtProgram("outturn"), arguments(asAt: "2016-03-15", jobs: 2))
      #expect(next.status == 0, "\(next.said)")
      #expect(names(in: year) == ["M11"])
      let checked = try run("/usr/bin/env", ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], in: year + "/M11")
      #expect(checked.status == 0, "\(checked.said)")
      #expect(try !differences(try FixtureBuild.thamesValley.get().month, year + "/M11").isEmpty, "the new month is another")
    }

    @Test func killedBeforeAnyMonthThereIsNone() throws {
      let running = try caughtInMidBuild(arguments(asAt: "2016-03-15"))
      running.send(SIGKILL)
      #expect(try running.finish().status == 128 + SIGKILL)
      #expect(!FileManager.default.fileExists(atPath: year + "/M11"))
    }

    @Test(arguments: [SIGINT])
    func interruptedItSaysSoAndTidiesUp(signal: Int32) throws {
      try oldMonth()
      let running = try caughtInMidBuild(arguments(asAt: "2016-03-15"))
      running.send(signal)
      let ran = try running.finish()
      #expect(ran.status == 130, "\(ran.said)")
      #expect(running.process.terminationReason == .exit)
      #expect(ran.errors.contains("interrupted; the old output is as it was"), "\(ran.errors)")
      try expectTheOldMonth()
      #expect(names(in: year) == ["M11"])
    }

    /// Where two renames had to stand for the swap and the run was killed between them, the next run undoes the first.
    @Test func aMonthLeftUnderItsPreviousNameComesBack() throws {
      try oldMonth()
      try FileManager.default.moveItem(atPath: year + "/M11", toPath: year + "/.M11.previous")
      let running = try caughtInMidBuild(arguments(asAt: "2016-03-15"))
      try expectTheOldMonth()
      running.send(SIGINT)
      #expect(try running.finish().status == 130)
      try expectTheOldMonth()
      #expect(names(in: year) == ["M11"])
    }

    @Test func leftoversOfDeadRunsGo() throws {
      try oldMonth()
      for name in [".M11.previous", ".M11.building-999999999"] {
        try FileManager.default.createDirectory(atPath: year + "/" + name + "/commissioners", withIntermediateDirectories: true)
        try Data("old".utf8).write(to: URL(fileURLWithPath: year + "/" + name + "/commissioners/index.html"))
      }
      let ran = try run(builtProgram("outturn"), arguments(asAt: "2016-03-15", jobs: 2))
      #expect(ran.status == 0, "\(ran.said)")
      #expect(names(in: year) == ["M11"])
    }

    @Test func twoRunsAtOnceDoNotHarmEachOther() throws {
      try oldMonth()
      let first = try caughtInMidBuild(arguments(asAt: "2016-03-15"))
      let second = try run(builtProgram("outturn"), arguments(asAt: "2016-03-15"))
      let other = try first.finish()
      #expect(second.status == 0, "\(second.said)")
      #expect(other.status == 0, "\(other.said)")
      #expect(names(in: year) == ["M11"])
      let checked = try run("/usr/bin/env", ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], in: year + "/M11")
      #expect(checked.status == 0, "\(checked.said)")
    }

    /// A limit on the size of a file stands for any write that fails; it needs no privilege.
    @Test func aWriteThatFailsLeavesTheOldMonth() throws {
      try oldMonth()
      let build = ([builtProgram("outturn")] + (try arguments(asAt: "2016-03-15"))).map { "'\($0)'" }.joined(separator: " ")
      let ran = try run("/bin/bash", ["-c", "trap '' XFSZ; ulimit -f 200; exec \(build)"])
      #expect(ran.status == 74, "\(ran.said)")
      #expect(ran.errors.contains("the old output is as it was"), "\(ran.errors)")
      try expectTheOldMonth()
      #expect(names(in: year) == ["M11"])
    }

    @Test(.enabled(if: mayMount, "SKIPPED: this account may make no mount of its own, so no disk can be filled"))
    func aFullDiskLeavesTheOldMonth() throws {
      let programme = try GeneratedProgramme.small.get().copy(in: folder)
      let trial = try outturn("build", "--programme", programme, "--output", output)
      #expect(trial.status == 0, "\(trial.said)")
      var size = 0
      for path in try filePaths(below: output) {
        size += (try FileManager.default.attributesOfItem(atPath: output + "/" + path)[.size] as? Int ?? 0) / 4096 * 4096 + 8192
      }
      // Room for one month and half of another.
      let script = """
        mkdir -p "$D" && mount -t tmpfs -o size=\(size * 3 / 2) tmpfs "$D" || exit 99
        "$O" build --programme "$P" --output "$D"; echo "first $?"
        "$O" build --programme "$P" --output "$D" --as-at 2014-06-30; echo "second $?"
        cd "$D/2014-15/M02" && sha256sum --check --strict --quiet SHA256SUMS && echo whole
        ls -A "$D/2014-15"
        grep -c '"date":"2014-06-30"' run.json
        """
      let ran = try run(
        "/usr/bin/env", ["unshare", "--map-root-user", "--mount", "bash", "-c", script],
        environment: ["D": folder.path + "/disk", "O": builtProgram("outturn"), "P": programme])
      let lines = ran.output.split(separator: "\n").map(String.init)
      #expect(lines.contains("first 0"), "\(ran.said)")
      #expect(lines.contains("second 74"), "\(ran.said)")
      #expect(lines.suffix(3) == ["whole", "M02", "0"], "\(ran.said)")
      #expect(ran.errors.contains("No space left on device; the old output is as it was"), "\(ran.errors)")
    }

    @Test(.enabled(if: mayMount, "SKIPPED: this account may make no mount of its own, so no folder is read-only to it"))
    func anUnwritableOutputLeavesTheOldMonth() throws {
      let programme = try GeneratedProgramme.small.get().copy(in: folder)
      #expect(try outturn("build", "--programme", programme, "--output", output).status == 0)
      let script = """
        mount --bind "$D" "$D" && mount -o remount,ro,bind "$D" || exit 99
        "$O" build --programme "$P" --output "$D" --as-at 2014-06-30; echo "second $?"
        cd "$D/2014-15/M02" && sha256sum --check --strict --quiet SHA256SUMS && echo whole
        ls -A "$D/2014-15"
        """
      let ran = try run(
        "/usr/bin/env", ["unshare", "--map-root-user", "--mount", "bash", "-c", script],
        environment: ["D": output, "O": builtProgram("outturn"), "P": programme])
      let lines = ran.output.split(separator: "\n").map(String.init)
      #expect(lines == ["second 73", "whole", "M02"], "\(ran.said)")
      #expect(ran.errors.contains("Read-only file system; the old output is as it was"), "\(ran.errors)")
    }
  }
}

/// Whether this account may mount in a namespace of its own, tried once.
private let mayMount: Bool = {
  let tried = try? run("/usr/bin/env", ["unshare", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /mnt"])
  return tried?.status == 0
}()
