import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// A programme that the program has never seen: `init`, `build`, and every position added up again by Python.
  struct ScaffoldedProgramme {
    private struct Made: Sendable {
      let programme: GeneratedProgramme
      let scaffolded: Ran
      let built: Ran
    }

    private static let made = Result {
      let programme = try GeneratedProgramme(seed: 20_161, commissioners: 12, providers: 9, months: 17, linesPerPair: 12)
      let scaffolded = try outturn("init", programme.path)
      let built = try outturn("build", "--programme", programme.path, "--output", programme.folder.path + "/Output")
      return Made(programme: programme, scaffolded: scaffolded, built: built)
    }

    @Test func itIsScaffoldedAndBuiltWithNoEdit() throws {
      let made = try Self.made.get()
      #expect(made.scaffolded.status == 0, "\(made.scaffolded.said)")
      #expect(made.scaffolded.errors.contains("12 commissioners, 9 providers, 17 months to 2014-15/M05"))
      #expect([0, 1].contains(made.built.status), "\(made.built.said)")
      #expect(made.built.output.contains("2014-15/M05 flex: 34 packs"), "\(made.built.said)")
      // The benchmark's programme has no finding above a warning.
      #expect(made.built.output.contains("0 errors"), "\(made.built.said)")
      #expect(names(in: made.programme.folder.path + "/Output/2014-15") == ["M05"])
    }

    @Test(arguments: [("M05", "flex"), ("M03", "freeze")])
    func everyPositionIsTheSumOfTheFiles(month: String, cut: String) throws {
      let made = try Self.made.get()
      let figures = try PrintedFigures(["--programme", made.programme.path, "--period", "2014-15/\(month)", "--cut", cut])
      let compared = try comparePositions(figures, programme: made.programme.path, year: "2014-15", month: month, cut: cut)
      // 12 × 9 pairs with their totals, money and activity.
      #expect(compared > 1500, "only \(compared) positions")
    }

    @Test func thePackFilesSayTheSame() throws {
      let made = try Self.made.get()
      let root = made.programme.folder.path + "/Output/2014-15/M05"
      let figures = try PrintedFigures(["--programme", made.programme.path])
      var compared = 0
      for path in try filePaths(below: root) where path.hasSuffix("/figures.json") {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: root + "/" + path))) as? [String: Any])
        for figure in try #require(json["figures"] as? [[String: Any]]) {
          let id = try #require(figure["id"] as? String)
          guard let value = figure["value"] as? String else { continue }
          #expect(figures.values[id] == value, "\(path) and “figures” disagree on \(id)")
          compared += 1
        }
      }
      #expect(compared > 10_000)
    }

    @Test func initNeverOverwrites() throws {
      let made = try Self.made.get()
      let path = made.programme.path + "/programme.yaml"
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      let again = try outturn("init", made.programme.path)
      #expect(again.status == 73, "\(again.said)")
      #expect(again.errors.contains("PROG-018"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func initPrintsWithoutWriting() throws {
      let folder = try TemporaryFolder()
      let programme = try GeneratedProgramme.small.get().copy(in: folder)
      try FileManager.default.removeItem(atPath: programme + "/programme.yaml")
      let ran = try outturn("init", programme, "--dry-run")
      #expect(ran.status == 0)
      #expect(ran.output.contains("format: 1"))
      #expect(!FileManager.default.fileExists(atPath: programme + "/programme.yaml"))
    }
  }

  /// The fixture, too, is added up by Python: it has cumulative returns and restatements.
  struct FixtureByPython {
    @Test(arguments: [("M11", "flex"), ("M10", "freeze")])
    func everyPositionIsTheSumOfTheFiles(month: String, cut: String) throws {
      let programme = try FixtureBuild.thamesValley.get().programme
      let figures = try PrintedFigures(["--programme", programme, "--period", "2015-16/\(month)", "--cut", cut])
      let compared = try comparePositions(figures, programme: programme, year: "2015-16", month: month, cut: cut)
      #expect(compared > 3500, "only \(compared) positions")
    }
  }
}

/// Compares every year-to-date and month position of `figures` with Python's, both ways, exactly.
private func comparePositions(_ figures: PrintedFigures, programme: String, year: String, month: String, cut: String) throws -> Int {
  let script = try #require(Bundle.module.path(forResource: "Tools/positions", ofType: "py"))
  let added = try run("/usr/bin/env", ["python3", script, programme, year, month, cut])
  guard added.status == 0 else { throw CouldNotPrepare(what: "Python's sums", said: added.said) }
  var compared = 0
  var expected: [String: Decimal] = [:]
  let locale = Locale(identifier: "en_GB")
  for line in added.output.split(separator: "\n") {
    let fields = line.split(separator: ",")
    let sum: Decimal = try #require(Decimal(string: String(fields[1]), locale: locale))
    expected[String(fields[0])] = sum
  }
  for (id, sum) in expected {
    let printed = try #require(
      figures.values[id].flatMap { Decimal(string: $0, locale: locale) }, "\(id) is not among the figures; Python has \(sum)")
    #expect(printed == sum, "\(id): \(printed), and Python has \(sum)")
    compared += 1
  }
  let measures = Set(expected.keys.map { String($0.split(separator: "/")[3]) })
  for (id, value) in figures.values where id.hasPrefix("position/") {
    let parts = id.split(separator: "/")
    guard parts.count == 4, measures.contains(String(parts[3])), expected[id] == nil else { continue }
    #expect(Decimal(string: value, locale: locale) == 0, "\(id) is \(value), and the files have no such pair")
  }
  return compared
}
