import Foundation
import Testing

/// What every file of the repository keeps to.
struct SourceTests {
  private func swiftFiles() throws -> [String] { try ["Sources", "Tests", "Benchmarks", "Templates"].flatMap { try Repository.files($0, ".swift") } }

  @Test func noSourceFileIsTooLong() throws {
    var lengths: [Int] = []
    for file in try Repository.files("Sources", ".swift") {
      let lines = try Repository.text(file).count { $0 == "\n" }
      #expect(lines <= 600, "\(file) has \(lines) lines")
      lengths.append(lines)
    }
    lengths.sort()
    #expect(lengths.count > 150)
    #expect(lengths[lengths.count / 2] < 150, "the median is \(lengths[lengths.count / 2]) lines")
  }

  @Test func noFileNamesAPathOfAMachine() throws {
    // Written in two parts, so that this file is none.
    let paths = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/"]
    let files =
      try swiftFiles()
      + ["Templates", "docs", "scripts", "Benchmarks", ".ci"].flatMap {
        try Repository.files($0, ".md", ".yaml", ".mustache", ".sh", ".py", ".css", ".js", ".1", "run")
      } + [
        "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "DEVIATIONS.md", "GLOSSARY.md", "NOTICE", "SECURITY.md", "Makefile",
        "Package.swift",
      ]
    for file in files {
      let text = try Repository.text(file)
      // A test may look for such a path in what the program wrote.
      for path in paths where text.contains(path) && !file.hasPrefix("Tests/") { Issue.record("\(file) names \(path)") }
    }
    #expect(files.count > 250)
  }

  @Test func nothingIsLeftToDo() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"]
    for file in try swiftFiles() {
      let text = try Repository.text(file)
      for mark in marks where text.contains(mark) { Issue.record("\(file) says \(mark)") }
    }
  }

  @Test func userInputCanCrashNothing() throws {
    for file in try Repository.files("Sources", ".swift") where !file.contains("SampleProgrammes") {
      for (number, line) in try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let code = line.prefix { _ in true }.components(separatedBy: "//")[0]
        for word in ["try" + "!", "fatal" + "Error(", "as" + "! "] where code.contains(word) { Issue.record("\(file):\(number + 1) says \(word)") }
      }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Repository.root + "/.git"), "SKIPPED: this copy has no history"))
  func gitIgnoresWhatABuildMakes() throws {
    func isIgnored(_ path: String) throws -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git", "-C", Repository.root, "check-ignore", "--quiet", "--no-index", path]
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
    for path in [
      "Output/2015-16/M11/index.html", "Output/2015-16/.M11.building-1/x", ".build/release.yaml", "Fixtures/thames-valley-wessex/.outturn/cache/x",
      "Fixtures/thames-valley-wessex/releases/x", "Fixtures/trust-dashboard-2016-17/archive/x",
    ] {
      #expect(try isIgnored(path), "git does not ignore \(path)")
    }
    for path in ["Output/README.md", "Sources/Pipeline/Build.swift", "Tests/Golden/pages/x.png", "Package.swift", "docs/configuration.md"] {
      #expect(try !isIgnored(path), "git ignores \(path)")
    }
  }
}
