import Foundation
import TestSupport
import Testing

extension EndToEnd {
  struct Output {
    let build: FixtureBuild

    init() throws { build = try FixtureBuild.thamesValley.get() }

    @Test func theBuildEndsWell() {
      #expect(build.ran.status == 0, "\(build.ran.said)")
      #expect(build.ran.output.contains("2015-16/M11 flex: 53 packs"))
      // The programme's text is January's, and both figures that it cites have moved since; 24 invoices are not what the returns say, and one trust's point of
      // delivery of the months before is missing.
      #expect(build.ran.output.contains("0 errors, 27 warnings"))
      // Where there is no terminal for a bar, the stages are named and nothing else is said.
      #expect(
        build.ran.errors.split(separator: "\n").count < 8 && !build.ran.errors.contains("error") && !build.ran.errors.contains("warning"),
        "\(build.ran.errors)")
    }

    @Test func everyPathOfTheDesignIsThere() throws {
      let paths = try filePaths(below: build.month)
      var expected = ["index.html", "referrals.html", "proof.html", "data-quality.html", "run.json", "SHA256SUMS"]
      let commissioners = try codes("commissioners.csv")
      let providers = try codes("providers.csv")
      #expect(commissioners.count == 18)
      #expect(providers.count == 16)
      let folders =
        commissioners.map { ("commissioners/\($0)", $0) } + providers.map { ("providers/\($0)", $0) }
        + commissioners.map { ("practices/\($0)", "\($0)-practices") } + [("programme", "programme")]
      for (folder, code) in folders {
        let stem = "\(folder)/\(code)_2015-16_M11"
        expected += ["\(stem).html", "\(stem).pdf", "\(stem).xlsx", "\(folder)/figures.json", "\(folder)/data/datapackage.json"]
        #expect(paths.contains { $0.hasPrefix("\(folder)/data/") && $0.hasSuffix(".csv") }, "\(folder) has no data")
        #expect(paths.contains { $0.hasPrefix("\(folder)/charts/") && $0.hasSuffix(".png") }, "\(folder) has no pictures")
      }
      for path in expected { #expect(paths.contains(path), "\(path) is missing") }
      let places = Set(folders.map { $0.0 })
      let strangers = paths.filter { path in
        !expected.contains(path) && !places.contains { path.hasPrefix($0 + "/data/") || path.hasPrefix($0 + "/charts/") }
          && !path.hasPrefix("quarantine/") && !path.hasPrefix("challenges/")
      }
      #expect(strangers.isEmpty, "the design does not know \(strangers)")
      #expect(paths.contains("challenges/RQM.csv") && paths.contains("challenges/RQM-rows.csv"))
    }

    @Test func nothingIsLeftBesideTheMonth() {
      #expect(names(in: build.output) == ["2015-16"])
      #expect(names(in: build.output + "/2015-16") == ["M11"])
    }

    @Test func theSumsAreAcceptedAndNameEveryFile() throws {
      let checked = try run("/usr/bin/env", ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], in: build.month)
      #expect(checked.status == 0, "\(checked.said)")
      let sums = try String(contentsOfFile: build.month + "/SHA256SUMS", encoding: .utf8)
      let named = sums.split(separator: "\n").map { String($0.dropFirst(66)) }
      #expect(named == (try filePaths(below: build.month)).filter { $0 != "SHA256SUMS" })
    }

    @Test func everyFileThatIsJSONParses() throws {
      for path in try filePaths(below: build.month) where path.hasSuffix(".json") {
        let data = try Data(contentsOf: URL(fileURLWithPath: build.month + "/" + path))
        #expect(throws: Never.self, "\(path)") { try JSONSerialization.jsonObject(with: data) }
      }
    }

    /// `run.json` says what was read and made, and nothing of when, where or by whom.
    @Test func theRunFileHoldsNoTimePathHostOrJobCount() throws {
      let text = try String(contentsOfFile: build.month + "/run.json", encoding: .utf8)
      for word in [build.folder.path, ProcessInfo.processInfo.hostName, "\"jobs\"", "\"time\"", "/home/", NSHomeDirectory()] where word.count > 1 {
        #expect(!text.contains(word), "run.json says \(word)")
      }
      let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(json["period"] as? String == "2015-16/M11")
      #expect(json["cut"] as? String == "flex")
      #expect((json["packs"] as? [Any])?.count == 53)
      let proof = try #require(json["proof"] as? [[String: Any]])
      #expect(!proof.isEmpty)
      for check in proof {
        #expect(check["violations"] as? Int == 0)
        #expect(check["compared"] as? Int ?? 0 > 0, "\(check["check"] ?? "a check") compared nothing")
      }
    }

    /// The pages say that the figures are samples, wherever one may be opened alone.
    @Test func everyPackSaysSampleData() throws {
      for path in try filePaths(below: build.month) where path.hasSuffix("_2015-16_M11.html") {
        #expect(try String(contentsOfFile: build.month + "/" + path, encoding: .utf8).contains("SAMPLE DATA"), "\(path)")
      }
    }

    private func codes(_ file: String) throws -> [String] {
      let text = try String(contentsOfFile: build.programme + "/organisations/" + file, encoding: .utf8)
      return text.split(whereSeparator: \.isNewline).dropFirst().map { String($0.prefix { $0 != "," }) }
    }
  }
}
