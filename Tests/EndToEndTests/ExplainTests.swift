import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `explain`: from a figure to its source lines, added up again by another tool that reads the files itself.
  struct Explain {
    let programme: String

    init() throws { programme = try FixtureBuild.thamesValley.get().programme }

    /// Python opens each named line of each named file and adds up the amounts it finds there.
    @Test(arguments: [
      "position/10H/ALL/ytd_variance", "position/10H/ALL/ytd_actual", "position/ALL/RQM/ytd_plan", "position/11C/R1H/ytd_variance",
      "position/10H/ALL/month_actual@2015-16-M05", "position/10H/ALL/ytd_actual_activity", "position/ALL/ALL/month_variance_activity",
      "position/10X/ALL/ytd_actual@2014-15-M12",
    ])
    func theLinesAddUpToTheFigure(id: String) throws {
      let figures = try ReferenceFigures.m11.get()
      guard let value = figures.values[id] else {
        // A figure that no pack prints is refused, with the nearest that some do.
        let ran = try outturn("explain", id, "--programme", programme)
        #expect(ran.status == 66, "\(ran.said)")
        return
      }
      let rows = try outturn("explain", id, "--rows", "--programme", programme)
      #expect(rows.status == 0, "\(rows.said)")
      let file = try TemporaryFolder()
      try rows.output.write(toFile: file.path + "/rows.csv", atomically: true, encoding: .utf8)
      let script = try #require(Bundle.module.path(forResource: "Tools/source_lines", ofType: "py"))
      let added = try run("/usr/bin/env", ["python3", script, programme, file.path + "/rows.csv", id])
      #expect(added.status == 0, "\(added.said)")
      let answer = added.output.split(separator: "\n").map(String.init)
      #expect(answer.count == 3, "\(added.said)")
      #expect(answer.first == value, "the amounts of the lines add up to \(answer.first ?? "nothing"), not \(value)")
      #expect(
        answer.dropFirst().first == value, "the files' own amounts on those lines add up to \(answer.dropFirst().first ?? "nothing"), not \(value)")
    }

    @Test func aFigureShowsItsFilesWithSubtotals() throws {
      let ran = try outturn("explain", "position/10H/ALL/ytd_variance", "--programme", programme)
      #expect(ran.status == 0)
      let lines = ran.output.split(separator: "\n")
      #expect(lines.first == "position/10H/ALL/ytd_variance = -1327151.77 GBP")
      #expect(ran.output.contains("Formula: "))
      #expect(lines.contains { $0.contains("extracts/slam/2015-16/M11/RQM.csv") && $0.contains(" rows ") })
      #expect(lines.last?.hasSuffix("-1327151.77") == true, "\(ran.output)")
    }

    @Test func aRatioShowsItsInputs() throws {
      let figures = try ReferenceFigures.m11.get()
      let id = try #require(figures.values.keys.filter { $0.hasPrefix("ratio/") && $0.hasSuffix("/first_to_follow_up") }.sorted().first)
      let ran = try outturn("explain", id, "--programme", programme)
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output.contains("Worked out from:"), "\(ran.output)")
      let rows = try outturn("explain", id, "--rows", "--programme", programme)
      #expect(rows.status == 64)
      #expect(rows.errors.contains("is not a sum of rows"))
    }

    @Test func anUnknownFigureIsRefusedWithTheNearest() throws {
      let typo = try outturn("explain", "position/10H/ALL/ytd_varience", "--programme", programme)
      #expect(typo.status == 66)
      #expect(typo.errors.contains("position/10H/ALL/ytd_variance"), "\(typo.errors)")
      let malformed = try outturn("explain", "10H", "--programme", programme)
      #expect(malformed.status == 66)
      #expect(malformed.errors.contains("“10H” is not a figure"), "\(malformed.errors)")
    }
  }
}
