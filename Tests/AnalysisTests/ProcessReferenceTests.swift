import Foundation
import Quantities
import Testing

@testable import Analysis

/// Every row of the reference: twelve trusts' monthly A&E figures, three measures, read in four ways by the R package's own functions.
@Suite struct ProcessReferenceTests {
  struct Row {
    var key: String
    var month: MonthIndex
    var y: Double
    var mean: Double
    var lower: Double
    var upper: Double
    var label: String
    var point: String
  }

  static let rows: [Row] = {
    let url = Bundle.module.bundleURL.appendingPathComponent("Reference/spc_golden_ae.csv")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { line -> Row? in
      let fields: [String] = line.replacing("\"", with: "").split(separator: ",").map { String($0) }
      guard fields.count == 10, let date = CalendarDate(iso: fields[3]), let y = Double(fields[4]), let mean = Double(fields[5]),
        let lower = Double(fields[6]), let upper = Double(fields[7])
      else { return nil }
      return Row(
        key: fields[0...2].joined(separator: "/"), month: date.period.index, y: y, mean: mean, lower: lower, upper: upper, label: fields[8],
        point: fields[9])
    }
  }()

  private func settings(_ mode: String) throws -> ProcessSettings {
    switch mode {
    case "noscreen": ProcessSettings(screensOutliers: false)
    case "fix12": try ProcessSettings(fixedAfter: 12)
    case "rebase201804": ProcessSettings(rebases: [MonthIndex(year: FinancialYear(start: 2018), month: 1)])
    default: .standard
    }
  }

  @Test func `every row of the reference comes out`() throws {
    #expect(Self.rows.count == 5184)
    let series = Dictionary(grouping: Self.rows) { $0.key }
    #expect(series.count == 144)
    var compared = 0
    for (key, rows) in series.sorted(by: { $0.key < $1.key }) {
      let parts = key.split(separator: "/").map(String.init)
      let direction: ImprovementDirection = parts[1] == "breaches" ? .decrease : .neutral
      // Given last month first: the order of the input is not the order of time.
      let shuffled = rows.sorted { $0.month > $1.month }
      let control = ProcessControl(months: shuffled.map(\.month), values: shuffled.map(\.y), settings: try settings(parts[2]))
      let expected = rows.sorted { $0.month < $1.month }
      #expect(control.points.count == expected.count)
      for (point, row) in zip(control.points, expected) {
        let limits = try #require(control.group(of: point).limits)
        // Six decimals are printed of numbers up to some forty thousand.
        #expect(abs(limits.mean - row.mean) < 1e-6, "\(key)")
        #expect(abs(limits.lower - row.lower) < 1e-6, "\(key)")
        #expect(abs(limits.upper - row.upper) < 1e-6, "\(key)")
        #expect(point.month == row.month)
        #expect(point.value == row.y)
        #expect(point.cause.rawValue == row.label, "\(key) \(row.month.period.description)")
        #expect(control.type(of: point, improving: direction).rawValue == row.point, "\(key) \(row.month.period.description)")
        compared += 1
      }
    }
    #expect(compared == 5184)
  }
}
