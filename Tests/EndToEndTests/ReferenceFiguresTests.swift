import Foundation
import Testing

/// The figures as `outturn figures` prints them, by id.
struct PrintedFigures: Sendable {
  let values: [String: String]
  let units: [String: String]

  init(_ arguments: [String]) throws {
    let ran = try run(builtProgram("outturn"), ["figures", "--format", "csv"] + arguments)
    guard ran.status == 0 else { throw CouldNotPrepare(what: "the list of figures", said: ran.said) }
    var (values, units): ([String: String], [String: String]) = ([:], [:])
    var lines = ran.output.split(separator: "\n")[...]
    guard lines.popFirst() == "figure_id,value,unit" else { throw CouldNotPrepare(what: "the list of figures", said: "another header") }
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 3 else { throw CouldNotPrepare(what: "the list of figures", said: String(line)) }
      values[String(fields[0])] = String(fields[1])
      units[String(fields[0])] = String(fields[2])
    }
    (self.values, self.units) = (values, units)
  }

  /// A figure in whole pounds, rounded half away from nought.
  func pounds(_ id: String) throws -> Int {
    let text = try #require(values[id], "there is no figure \(id)")
    #expect(units[id] == "GBP", "\(id)")
    return try rounded(text)
  }
}

/// A table of published figures, as its lines and fields; none has a quoted field with a comma that matters here.
func published(_ name: String) throws -> [[String]] {
  let text = try String(contentsOfFile: repository + "/Tests/SampleProgrammesTests/Reference/\(name).csv", encoding: .utf8)
  return text.split(whereSeparator: \.isNewline).map { line in
    var fields: [String] = [""]
    var quoted = false
    for character in line {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

extension EndToEnd {
  struct ReferenceFigures {
    static let m11 = Result { try PrintedFigures(["--programme", try FixtureBuild.thamesValley.get().programme, "--period", "2015-16/M11"]) }

    private let measures = ["plan_ytd": "ytd_plan", "actual_ytd": "ytd_actual", "variance_ytd": "ytd_variance"]

    @Test func theBuildsOwnFiguresHoldAllFiveHundredAndNinetyFourPublishedValues() throws {
      let figures = try Self.m11.get()
      let rows = try published("ccg_ytd_by_month_2015-16").dropFirst()
      #expect(rows.count == 54)
      var compared = 0
      for row in rows {
        let measure = try #require(measures[row[2]])
        for month in 1...11 {
          let id = "position/\(row[0])/ALL/\(measure)" + (month == 11 ? "" : "@2015-16-M\(month < 10 ? "0" : "")\(month)")
          #expect(try figures.pounds(id) == Int(row[2 + month]), "\(id)")
          compared += 1
        }
      }
      #expect(compared == 594)
    }

    /// The same months, each as a period of its own, at both cuts.
    @Test(arguments: [(1, "flex"), (6, "freeze"), (10, "flex")])
    func aBuildOfAnEarlierPeriodHoldsThem(month: Int, cut: String) throws {
      let programme = try FixtureBuild.thamesValley.get().programme
      let figures = try PrintedFigures(["--programme", programme, "--period", "2015-16/M\(month < 10 ? "0" : "")\(month)", "--cut", cut])
      for row in try published("ccg_ytd_by_month_2015-16").dropFirst() {
        let id = "position/\(row[0])/ALL/\(try #require(measures[row[2]]))"
        #expect(try figures.pounds(id) == Int(row[2 + month]), "\(id) at M\(month)")
      }
    }

    /// Plans from the table, variances from the chart, which agrees with the commissioner's total (DEVIATIONS.md).
    @Test func windsorByTrustIsThePublishedOne() throws {
      let figures = try Self.m11.get()
      let plans = try published("wam_ccg_ytd_by_trust_m11_2015-16").dropFirst()
      let variances = try published("wam_ccg_ytd_variance_chart_m11_2015-16").dropFirst()
      #expect(plans.count == 16)
      #expect(variances.count == 16)
      for row in plans { #expect(try figures.pounds("position/11C/\(row[0])/ytd_plan") == Int(row[2]), "\(row[0])") }
      for row in variances { #expect(try figures.pounds("position/11C/\(row[0])/ytd_variance") == Int(row[2]), "\(row[0])") }
    }

    /// The second fixture: one trust's table and both of its top-ten lists, but for the two misprints that DEVIATIONS.md names.
    /// Shares of February and infections of the year, as printed; “Not published” stays a word.
    @Test func theQualityIndicatorsAreThePublishedOnes() throws {
      let figures = try Self.m11.get()
      let rows = try published("quality_indicators_2015-16").dropFirst()
      #expect(rows.count == 16)
      var words = 0
      for row in rows {
        for (indicator, printed) in [("rtt_admitted", row[2]), ("rtt_non_admitted", row[3])] {
          let id = "quality/ALL/\(row[0])/\(indicator)"
          let value = try #require(figures.values[id], "there is no figure \(id)")
          guard let share = Double(value) else {
            words += 1
            #expect(value == printed, "\(id)")
            continue
          }
          let tenths = (share * 1000).rounded()
          #expect(printed.hasSuffix("%") && Double(printed.dropLast()) == tenths / 10, "\(id): \(value) for \(printed)")
        }
        #expect(figures.values["quality/ALL/\(row[0])/ytd_mrsa"] == row[4], "MRSA of \(row[0])")
        #expect(figures.values["quality/ALL/\(row[0])/ytd_cdiff"] == row[5], "C. difficile of \(row[0])")
      }
      #expect(words == 6)
    }

    @Test func theTrustDashboardIsThePublishedOne() throws {
      let build = try FixtureBuild.trustDashboard.get()
      #expect(build.ran.status == 0, "\(build.ran.said)")
      let figures = try PrintedFigures(["--programme", build.programme])
      let columns = [
        "annual_plan", "ytd_plan", "ytd_actual", "ytd_variance", "forecast_outturn", "forecast_variance", "month_plan", "month_actual",
      ]
      let rows = try published("trust_dashboard_position_m12_2016-17").dropFirst()
      #expect(rows.count == 19)
      for (place, row) in rows.enumerated() {
        let code = row[0] == "Total" ? "ALL" : "C" + (place < 9 ? "0" : "") + "\(place + 1)"
        for (column, measure) in columns.enumerated() {
          var printed = try #require(Int(row[1 + column]))
          if code == "C02", measure == "annual_plan" || measure == "ytd_plan" { printed = 57_779 }
          if code == "C08", measure == "forecast_outturn" { printed = 32_574 }
          for provider in ["ALL", "RX1"] {
            #expect(try figures.pounds("position/\(code)/\(provider)/\(measure)") == printed, "\(row[0]), \(measure)")
          }
        }
      }
    }

    @Test(arguments: [("non_zero_plan", "top-ten-overspend"), ("zero_plan", "top-ten-zero-plan")])
    func theTopTenListsOfTheTrustsPackAreThePublishedOnes(list: String, file: String) throws {
      let build = try FixtureBuild.trustDashboard.get()
      let rows = try table(of: build.month + "/providers/RX1/data/\(file).csv")
      let head = try #require(rows.first)
      // The total stands last where there is one; the lines are the numbered ones.
      let lines = rows.dropFirst().filter { Int($0[0].prefix { $0 != " " }) != nil }
      #expect(lines.count == 10)
      func column(_ name: String) throws -> Int { try #require(head.firstIndex { $0.hasSuffix(name) }, "\(head)") }
      let (pods, specialty, hrg) = try (column("Provider POD (derived POD)"), column("Treatment function"), column("HRG"))
      let amounts = try ["Activity, Plan", "Activity, Actual", "Cost, £, Plan", "Cost, £, Actual", "Cost, £, Variance"].map(column)
      let found = try lines.map { row in
        let code = String(row[specialty].prefix { $0 != " " })
        let resource = row[hrg] == "no HRG" || row[hrg] == "–" || row[hrg] == "none" ? "" : String(row[hrg].prefix { $0 != " " })
        // Both names of a point of delivery stand in one cell where they differ: “Day Cases (PSD)”.
        let parts = row[pods].split(separator: " (", maxSplits: 1).map(String.init)
        let derived = parts.count == 2 ? String(parts[1].dropLast()) : parts[0]
        return ([parts[0], derived, code, resource] + (try amounts.map { String(try rounded(row[$0])) })).joined(separator: ",")
      }
      let printed = try published("trust_dashboard_top_ten_2016-17").filter { $0[0] == list }.map { $0.dropFirst().joined(separator: ",") }
      #expect(found.sorted() == printed.sorted())
      // The print runs its second list in two; ours is in strict order.
      let order = try lines.map { try rounded($0[amounts[4]]) }
      #expect(order == order.sorted())
    }
  }
}

/// The rows of a CSV file of the program's, with quoted fields.
func table(of path: String) throws -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = [""]
  var quoted = false
  for character in try String(contentsOfFile: path, encoding: .utf8) {
    switch character {
    case "\"": quoted.toggle()
    case "," where !quoted: row.append("")
    case "\n", "\r\n":
      if quoted {
        row[row.count - 1].append(character)
      } else {
        rows.append(row)
        row = [""]
      }
    default: row[row.count - 1].append(character)
    }
  }
  return rows
}

/// A decimal as a whole number, rounded half away from nought.
func rounded(_ text: String) throws -> Int {
  var exact = try #require(Decimal(string: text, locale: Locale(identifier: "en_GB")), "\(text) is no number")
  var whole = Decimal()
  NSDecimalRound(&whole, &exact, 0, .plain)
  return NSDecimalNumber(decimal: whole).intValue
}
