import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The workbooks and the descriptions of the data files, by tools that know nothing of this program.
  struct WorkbookFiles {
    let build: FixtureBuild

    init() throws { build = try FixtureBuild.thamesValley.get() }

    private func look(_ tool: String, _ arguments: [String], python: String = systemPython) throws -> [String: Any] {
      let script = try #require(Bundle.module.path(forResource: "Tools/" + tool, ofType: "py"))
      let ran = try run(python, [script] + arguments)
      #expect(ran.status == 0, "\(ran.said)")
      let last = try #require(ran.output.split(separator: "\n").last)
      return try #require(JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
    }

    /// Every cell that names a figure, against `figures.json`; tables, filters, frozen heads, hidden ids, notes, links, print set-up, properties; no formula.
    @Test(.enabled(if: pythonHas("openpyxl"), "SKIPPED: no openpyxl"))
    func openpyxlFindsEveryFigureInItsCell() throws {
      let counts = try look("workbooks", [build.month])
      #expect(counts["packs"] as? Int == 53, "\(counts)")
      #expect(
        (counts["figures"] as? Int ?? 0) > 100_000 && (counts["sheets"] as? Int ?? 0) > 1_000 && (counts["charts"] as? Int ?? 0) > 100, "\(counts)")
    }

    /// Small numbers are held back in the workbook as they are everywhere: the packs by practice, whose numbers are the smallest, hold words for them.
    @Test(.enabled(if: pythonHas("openpyxl"), "SKIPPED: no openpyxl"))
    func openpyxlFindsEveryFigureOfASecondProgramme() throws {
      let counts = try look("workbooks", [try FixtureBuild.trustDashboard.get().month])
      #expect((counts["figures"] as? Int ?? 0) > 1_000, "\(counts)")
    }

    @Test(
      .enabled(if: canRun("soffice", "--version"), "SKIPPED: no LibreOffice"),
      arguments: ["commissioners/10H/10H_2015-16_M11", "providers/RQM/RQM_2015-16_M11", "programme/programme_2015-16_M11"])
    func libreOfficeOpensItAndShowsTheSameCells(pack: String) throws {
      let place = try TemporaryFolder()
      let ran = try run(
        "/usr/bin/env",
        [
          "soffice", "-env:UserInstallation=file://\(place.path)/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
          place.path, "\(build.month)/\(pack).xlsx",
        ], environment: ["HOME": place.path])
      #expect(ran.status == 0, "\(ran.said)")
      let name = try #require(pack.split(separator: "/").last)
      let counts = try look("same_cells", ["\(build.month)/\(pack).xlsx", "\(place.path)/\(name).xlsx"])
      #expect((counts["cells"] as? Int ?? 0) > 1_000, "\(counts)")
    }

    @Test(.enabled(if: frictionlessIsThere, "SKIPPED: no frictionless"))
    func frictionlessFindsEveryDataFileAsItIsDescribed() throws {
      let counts = try look("datapackages", [build.month], python: frictionlessPython)
      #expect(counts["packages"] as? Int == 53, "\(counts)")
      #expect((counts["resources"] as? Int ?? 0) > 1_000 && (counts["numbers"] as? Int ?? 0) > 5_000, "\(counts)")
    }

    /// The rows of a commissioner's and of a trust's own workbook add up to what their packs print; no other kind of pack has one.
    @Test(.enabled(if: pythonHas("openpyxl"), "SKIPPED: no openpyxl"))
    func theRowsAddUpToTheFigures() throws {
      let output = try TemporaryFolder()
      let ran = try outturn(
        "build", "--programme", build.programme, "--output", output.path, "--formats", "rows", "--only", "10H,RQM,programme,10H-practices")
      #expect(ran.status == 0, "\(ran.said)")
      let files = try filePaths(below: output.path).filter { $0.hasSuffix(".xlsx") }
      #expect(files.map { $0.split(separator: "/").last } == ["10H_2015-16_M11_rows.xlsx", "RQM_2015-16_M11_rows.xlsx"], "\(files)")
      for file in files {
        let counts = try look("rows", ["\(output.path)/\(file)"])
        #expect((counts["rows"] as? Int ?? 0) > 100, "\(counts)")
      }
    }
  }
}

/// The Python that `scripts/dependencies.sh test` makes for frictionless.
private let frictionlessPython = repository + "/.build/frictionless/bin/python"

private let frictionlessIsThere =
  FileManager.default.fileExists(atPath: frictionlessPython) || ProcessInfo.processInfo.environment["CI"].map { !$0.isEmpty } ?? false
