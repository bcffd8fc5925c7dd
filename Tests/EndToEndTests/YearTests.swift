import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// A year of releases: twelve months, four quarters, a late restatement, a correction, a tampering that is found, a release made again.
  struct Year {
    let year: ScriptedYear

    init() throws { year = try ScriptedYear.made.get() }

    @Test func everyMonthIsBuiltSignedByTwoAndReleased() throws {
      for month in 1...12 {
        let label = month < 10 ? "M0\(month)" : "M\(month)"
        let due = try #require(year.ran("due before \(label)"))
        #expect(due.output.hasPrefix("2015-16 \(label) flex pack is due today, "), "\(due.said)")
        #expect(due.output.hasSuffix("; all returns are in\n"), "\(due.said)")
        let unsigned = try #require(year.ran("unsigned \(label)"))
        #expect(unsigned.status == 1, "\(label) could be released unsigned: \(unsigned.said)")
        #expect(unsigned.output.contains("sign-offs"), "\(unsigned.said)")
        for name in ["build", "analyst", "lead", "release"] {
          let ran = try #require(year.ran("\(name) \(label)"))
          #expect(ran.status == 0, "\(name) \(label): \(ran.said)")
        }
      }
      var expected =
        (1...12).map { $0 < 10 ? "M0\($0)-flex-v1" : "M\($0)-flex-v1" } + ["M10-flex-v2"] + ["M03", "M06", "M09", "M12"].map { $0 + "-freeze-v1" }
      expected += (1...4).map { "Q\($0)-freeze" }
      expected.sort()
      #expect(names(in: year.programme + "/releases/2015-16") == expected)
    }

    @Test func everyReleaseIsWholeAndReadOnly() throws {
      for name in names(in: year.programme + "/releases/2015-16") {
        let release = year.programme + "/releases/2015-16/" + name
        let sums = try run("/bin/bash", ["-c", "sha256sum --quiet -c SHA256SUMS"], in: release)
        #expect(sums.status == 0, "\(name): \(sums.said)")
        let summed = try String(contentsOfFile: release + "/SHA256SUMS", encoding: .utf8).split(separator: "\n").map { String($0.dropFirst(66)) }
        let files = try filePaths(below: release)
        #expect(summed.sorted() == files.filter { $0 != "SHA256SUMS" }.sorted(), "\(name)")
        #expect(files.contains("manifest.json"), "\(name)")
        #expect(
          files.contains { $0.hasSuffix(".pdf") } && files.contains { $0.hasSuffix(".html") } && files.contains { $0.hasSuffix("figures.json") })
        for path in files + [""] {
          let mode = try #require(FileManager.default.attributesOfItem(atPath: release + "/" + path)[.posixPermissions] as? Int)
          #expect(mode & 0o222 == 0, "\(name)/\(path) can be written to")
        }
      }
    }

    @Test func aQuarterIsFrozenOnceAndNotBeforeItsDay() throws {
      let early = try #require(year.ran("freeze too early"))
      #expect(early.status == 1, "\(early.said)")
      #expect(early.said.contains("14 August 2015"), "\(early.said)")
      #expect(try #require(year.ran("freeze without pack")).status != 0)
      for quarter in 1...4 {
        let due = try #require(year.ran("due before Q\(quarter)"))
        // At the year's end the next year's first pack is due on the same day, and goes first.
        #expect(
          due.output.hasPrefix(quarter < 4 ? "2015-16 M0\(quarter * 3) freeze pack is due today, " : "2016-17 M01 flex pack is due today, "),
          "\(due.said)")
        for name in ["build", "analyst", "lead", "release", "freeze"] {
          let ran = try #require(year.ran("\(name) Q\(quarter)"))
          #expect(ran.status == 0, "\(name) Q\(quarter): \(ran.said)")
        }
      }
      let again = try #require(year.ran("freeze again"))
      #expect(again.status == 73, "\(again.said)")
      #expect(again.said.contains("2015-16/Q1-freeze"), "\(again.said)")
    }

    @Test func aFrozenQuarterHoldsItsInvoicesAgainstItsPosition() throws {
      let release = year.programme + "/releases/2015-16/Q1-freeze"
      let files = try filePaths(below: release)
      let table = try #require(files.first { $0.hasSuffix("invoice-reconciliation.csv") }, "\(files)")
      let text = try String(contentsOfFile: release + "/" + table, encoding: .utf8)
      #expect(text.contains("INV-2") || text.contains("20400"), "\(text)")
      #expect(files.contains { $0.hasSuffix("invoice-reconciliation.html") }, "\(files)")
    }

    @Test func aCorrectionNeedsAReasonAndLeavesTheFirstVersionAsItWas() throws {
      let changed = try #require(year.ran("changed"))
      #expect(changed.status == 1, "\(changed.said)")
      #expect(changed.said.contains("extracts/slam/2015-16/M10/RAS.csv"), "\(changed.said)")
      #expect(try #require(year.ran("unreasoned")).status == 1)
      #expect(try #require(year.ran("release v2")).status == 0, "\(year.ran("release v2")?.said ?? "")")
      let first = year.programme + "/releases/2015-16/M10-flex-v1"
      #expect(year.beforeCorrection.count > 20)
      #expect(try filePaths(below: first).sorted() == year.beforeCorrection.keys.sorted())
      for (path, bytes) in year.beforeCorrection { #expect(try Data(contentsOf: URL(fileURLWithPath: first + "/" + path)) == bytes, "\(path)") }
      let manifest = try String(contentsOfFile: year.programme + "/releases/2015-16/M10-flex-v2/manifest.json", encoding: .utf8)
      #expect(manifest.contains("RAS sent its return of January again"))
      #expect(manifest.contains("2015-16/M10-flex-v1"), "the manifest names what it replaces")

      let compared = try outturn("compare", "2015-16/M10-flex-v1", "2015-16/M10-flex-v2", in: year.programme)
      #expect(compared.status == 0, "\(compared.said)")
      // £12,010 where £120,100 was said: £108,090 less.
      #expect(compared.output.contains("108,090") || compared.output.contains("108090"), "\(compared.output.prefix(2000))")
      #expect(compared.output.contains("extracts/slam/2015-16/M10/RAS.csv"), "\(compared.output.prefix(2000))")
    }

    /// M02 was frozen with the first quarter; the return of M08 states it anew, £1,234.56 dearer.
    @Test func aLateRestatementMovesWhatWasFrozenAndIsReported() throws {
      let pack = year.programme + "/releases/2015-16/M08-flex-v1/packs/providers/RQM/RQM_2015-16_M08.html"
      let html = try String(contentsOfFile: pack, encoding: .utf8)
      #expect(html.contains("data-section=\"restatements\""))
      #expect(html.contains("1,235") || html.contains("1,234"), "the restatement’s size is not printed")
      let other = try String(contentsOfFile: pack.replacing("RQM", with: "RAS"), encoding: .utf8)
      #expect(!other.contains("1,235"), "the other trust’s pack tells of it")
      let compared = try outturn("compare", "2015-16/M07-flex-v1", "2015-16/M08-flex-v1", in: year.programme)
      #expect(compared.status == 0, "\(compared.said)")
      #expect(compared.output.contains("1,234.56") || compared.output.contains("1234.56"), "\(compared.output.prefix(2000))")
    }

    @Test func theArchiveIsWholeAndTellsAFiguresHistory() throws {
      let verified = try #require(year.ran("verify"))
      #expect(verified.status == 0, "\(verified.said)")
      let history = try outturn("archive", "history", "position/10H/RQM/ytd_actual", in: year.programme)
      #expect(history.status == 0, "\(history.said)")
      // April: £10,100 and £10,200.
      #expect(history.output.contains("20300"), "\(history.output)")
      #expect(history.output.contains("2015-16/M12-flex-v1"), "\(history.output)")
    }

    @Test func entriesAreSignedFromTheDayThatTheProgrammeAsksForIt() throws {
      let refused = try #require(year.ran("release without the key"))
      #expect(refused.status != 0 && refused.errors.contains("--signing-key"), "\(refused.said)")
      let verified = try #require(year.ran("verify"))
      #expect(verified.output.contains("signatures") && verified.output.contains("older than the first signature"), "\(verified.said)")
      // The key by name asks more: that every entry is signed.
      let strict = try outturn("verify", "--key", year.publicKey, in: year.programme)
      #expect(strict.status == 1 && strict.errors.contains("entry 1 is not signed"), "\(strict.said)")
    }

    @Test func aTamperingIsFoundAndNamed() throws {
      let folder = try TemporaryFolder()
      let programme = try year.copy(in: folder)
      let path = "releases/2015-16/M05-flex-v1/packs/commissioners/10H/10H_2015-16_M05.pdf"
      #expect(try outturn("verify", in: programme).status == 0)
      let url = URL(fileURLWithPath: programme + "/" + path)
      var bytes = try Data(contentsOf: url)
      bytes[bytes.count / 2] ^= 1
      #expect(try run("/bin/chmod", ["u+w", url.path]).status == 0)
      try bytes.write(to: url)
      #expect(try run("/bin/chmod", ["u-w", url.path]).status == 0)
      let found = try outturn("verify", in: programme)
      #expect(found.status == 1, "\(found.said)")
      #expect(found.said.contains("2015-16/M05-flex-v1") && found.said.contains("10H_2015-16_M05.pdf"), "\(found.said)")
    }

    @Test func aReleaseIsMadeAgainByteForByte() throws {
      let rebuilt = try outturn("verify", "--rebuild", "2015-16/M11-v1", in: year.programme)
      #expect(rebuilt.status == 0, "\(rebuilt.said)")
      let frozen = try outturn("verify", "--rebuild", "2015-16/Q3-freeze", in: year.programme)
      #expect(frozen.status == 0, "\(frozen.said)")
    }
  }
}
