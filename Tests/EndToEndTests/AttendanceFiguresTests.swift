import Foundation
import Testing

extension EndToEnd {
  /// Referrals, referrers and patients of the sample programme: against the published tables, and against plain sums that another tool takes from the files.
  struct AttendanceFigures {
    private func figures() throws -> PrintedFigures { try ReferenceFigures.m11.get() }

    @Test func northHampshiresReferralsByMonthAreThePublishedOnes() throws {
      let figures = try figures()
      let rows = try published("north_hampshire_referrals_by_month").dropFirst()
      #expect(rows.count == 35)
      for row in rows {
        let start = try #require(Int(row[0].prefix(4)))
        let own = row[0] == "2015/16" && row[1] == "M11"
        let id = "sus/10J/ALL/referrals" + (own ? "" : "@\(start)-\(String(start + 1).suffix(2))-\(row[1])")
        #expect(figures.values[id] == row[2], "\(id)")
      }
      // DOMAIN's worked limits of the same thirty-five months.
      for (measure, value) in [("process_mean", 13.428571), ("process_lower_limit", 1.615042), ("process_upper_limit", 25.242101)] {
        let printed = try #require(figures.values["spc/10J/ALL/series=sus.referrals/\(measure)"].flatMap(Double.init))
        #expect(abs(printed - value) < 1e-6, "\(measure)")
      }
    }

    @Test func northHampshiresReferralsByTrustAreThePublishedOnesWithTheOthersAddedUp() throws {
      let figures = try figures()
      let rows = try published("north_hampshire_referrals_by_trust").dropFirst()
      #expect(rows.count == 8)
      for row in rows {
        let code = row[1] == "Total" ? "ALL" : row[0].isEmpty ? "_others" : row[0]
        for (column, year) in ["2013-14", "2014-15", "2015-16"].enumerated() {
          #expect(figures.values["sus/10J/\(code)/year=\(year)/referrals"] == row[2 + column], "\(row[1]), \(year)")
        }
      }
      // Barts and the rest are in the line of the others and nowhere else.
      #expect(figures.values["sus/10J/R1H/year=2013-14/referrals"] == nil || figures.values["sus/ALL/R1H/year=2013-14/referrals"] != nil)
    }

    /// The table is headed first attendances and holds all attended of the month; in the fixture both are the same (DEVIATIONS.md).
    @Test(arguments: ["first_attendances", "outpatient_attendances"])
    func southamptonsReferrersAreThePublishedOnes(measure: String) throws {
      let figures = try figures()
      let programme = try FixtureBuild.thamesValley.get().programme
      var codes: [String: String] = ["No detail provided": "_blank", "Grand Total": ""]
      for file in ["practices", "referring_organisations"] {
        for row in try table(of: programme + "/organisations/\(file).csv").dropFirst() where row.count > 1 {
          if file == "referring_organisations" || row[2] == "10X" { codes[row[1]] = row[0] }
        }
      }
      let rows = try published("southampton_referring_organisations_m11").dropFirst()
      #expect(rows.count == 23)
      for row in rows {
        let code = try #require(codes[row[0]], "\(row[0])")
        let stem = "sus/10X/ALL/" + (code.isEmpty ? "" : "referrer=\(code)/")
        #expect(figures.values[stem + measure] == row[2], "\(row[0])")
        #expect(try figures.pounds(stem + measure + "_cost") == Int(row[1]), "\(row[0])")
      }
    }

    @Test func everyFigureOfPracticesReferrersSourcesAndPatientsIsTheFilesOwnSum() throws {
      let figures = try figures()
      let script = try #require(Bundle.module.path(forResource: "Tools/attendance_sums", ofType: "py"))
      let ran = try run("/usr/bin/env", ["python3", script, try FixtureBuild.thamesValley.get().programme, "2013", "2015", "11"])
      #expect(ran.status == 0, "\(ran.said)")
      var sums: [String: String] = [:]
      for line in ran.output.split(separator: "\n") {
        let fields = line.split(separator: ",")
        sums[String(fields[0])] = String(fields[1])
      }
      // What the script adds up, by the names of dimensions and the measure: practice packs print more, which the script knows nothing of.
      func shape(_ id: String) -> String {
        id.split(separator: "/").dropFirst(3).map { part in part.split(separator: "=").first.map { $0.split(separator: "@")[0] } ?? "" }
          .joined(separator: "/")
      }
      let shapes = Set(sums.keys.map(shape))
      var compared: [String: Int] = [:]
      for (id, value) in figures.values where id.hasPrefix("sus/") {
        guard let dimension = ["practice=", "locality=", "referrer=", "source=", "patient="].first(where: { id.contains("/\($0)") }) else { continue }
        guard !id.contains("=_"), !id.contains("weighted") else { continue }
        // Held back in the packs by practice.
        guard shapes.contains(shape(id)), value != "*" else { continue }
        let known = sums[id] ?? "0"
        #expect(value == known || value == "–" && known == "0", "\(id) is printed \(value), the files say \(known)")
        compared[dimension, default: 0] += 1
      }
      for (dimension, least) in [("practice=", 400), ("locality=", 50), ("referrer=", 1000), ("source=", 200), ("patient=", 100)] {
        #expect(compared[dimension, default: 0] >= least, "\(dimension): \(compared[dimension, default: 0])")
      }
      for (id, value) in sums where id.hasSuffix("/high_cost_patients") || id.contains("ytd_admissions_through_emergency") {
        if let printed = figures.values[id] { #expect(printed == value, "\(id)") }
      }
    }

    /// The lines behind a figure of each kind, counted or added up.
    @Test(arguments: [
      "sus/10J/ALL/referrals@2013-14-M04", "sus/10J/RRV/year=2014-15/referrals", "sus/10X/ALL/referrer=_blank/first_attendances_cost",
      "sus/10H/ALL/source=self/year=2015-16/first_attendances", "sus/10X/ALL/ytd_outpatient_attendances_cost",
      "sus/10H/_nonlocal/ytd_bed_days_through_emergency",
    ])
    func theRowsOfAFigureAddUp(id: String) throws {
      let value = try #require(try figures().values[id], "\(id)")
      let ran = try outturn("explain", id, "--rows", "--programme", try FixtureBuild.thamesValley.get().programme)
      #expect(ran.status == 0, "\(ran.said)")
      var sum = Decimal(0)
      let rows = ran.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
      for row in rows { sum += Decimal(string: String(try #require(row.last))) ?? 0 }
      #expect("\(sum)" == value, "\(id): \(rows.count) rows")
    }
  }
}
