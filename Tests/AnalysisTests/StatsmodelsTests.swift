import Foundation
import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// The statistical methods against Python's `statsmodels`, which shares nothing with them: on the reference programme's months and on random ones.
@Suite struct StatsmodelsTests {
  private struct Given: Codable {
    struct Model: Codable {
      var alpha, beta, gamma, phi, level, trend: Double
      var season: [Double]

      init(_ model: SmoothingModel) {
        (alpha, beta, gamma, phi) = (model.parameters.alpha, model.parameters.beta, model.parameters.gamma, model.parameters.phi)
        (level, trend, season) = (model.initial.level, model.initial.trend, model.initial.season)
      }
    }
    var values: [Double]
    var undamped: Model
    var damped: Model
  }
  private struct Found: Codable {
    struct Smoothed: Codable {
      var errors, forecast, season: [Double]
      var squares, level, trend: Double
    }
    struct Theta: Codable {
      var alpha, slope, squares: Double
      var forecast: [Double]
      var season: String
    }
    var undamped, damped: Smoothed
    var theta: Theta
  }

  /// The monthly cost of each POD group of the reference programme that has 24 months or more, named.
  private static func fixtureSeries() throws -> [(String, [Double])] {
    let programme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/thames-valley-wessex").path
    let definition = try #require(loadProgramme(at: programme).programme)
    let request = LedgerRequest(
      folder: programme, definition: definition, period: Period(year: FinancialYear(start: 2015), month: 11), cut: .flex, usesCache: false, jobs: 2)
    let history = LeafHistory(try buildLedger(request).ledger)
    return zip(history.groups, GroupSeries.all(history, last: history.monthCount - 1)).compactMap { name, series in series.map { (name, $0.values) } }
  }

  /// Level, trend, season and noise of several sizes, some with nought and negative months.
  private static func randomSeries() -> [(String, [Double])] {
    (1...12).map { seed in
      var random = SeededGenerator(seed: UInt64(seed))
      func unit() -> Double { Double(random.next() >> 11) / 9_007_199_254_740_992 }
      let count = 24 + Int(random.next() % 25)
      let (level, slope, season, noise) = (unit() * 100_000, (unit() - 0.4) * 2000, unit() * 30_000, unit() * 20_000)
      let values = (0..<count).map { month in
        let wave = [0, 0.5, 0.87, 1, 0.87, 0.5, 0, -0.5, -0.87, -1, -0.87, -0.5][month % 12]
        let drop = seed % 4 == 0 && month % 7 == 3 ? -level : 0
        return level + slope * Double(month) + season * wave + noise * (unit() + unit() - 1) + drop
      }
      return ("seed \(seed)", seed % 6 == 5 ? values.map { max($0, 0) } : values)
    }
  }

  @Test func `exponential smoothing and Theta agree with statsmodels`() throws {
    let series = try Self.fixtureSeries() + Self.randomSeries()
    #expect(series.count > 20)
    var given: [Given] = []
    var models: [(undamped: SmoothingModel, damped: SmoothingModel)] = []
    for (_, values) in series {
      let undamped = try #require(SmoothingModel.fitted(to: values, damped: false))
      let damped = try #require(SmoothingModel.fitted(to: values, damped: true))
      models.append((undamped, damped))
      given.append(Given(values: values, undamped: .init(undamped), damped: .init(damped)))
    }
    let found = try Self.statsmodels(given)
    try #require(found.count == series.count)
    for ((name, values), (own, other)) in zip(series, zip(models, found)) {
      // Agreement to 10⁻⁸ of the series' own size.
      let size = max(values.map(abs).max() ?? 0, 1)
      func same(_ a: [Double], _ b: [Double], _ what: String) {
        #expect(a.count == b.count)
        let worst = zip(a, b).map { abs($0 - $1) }.max() ?? 0
        #expect(worst <= 1e-8 * size, "\(name), \(what): \(worst) of \(size)")
      }
      for (kind, model, theirs) in [("undamped", own.undamped, other.undamped), ("damped", own.damped, other.damped)] {
        same([model.initial.level, model.initial.trend], [theirs.level, theirs.trend], "initial level and trend, \(kind)")
        same(model.initial.season, theirs.season, "initial season, \(kind)")
        same(model.errors, theirs.errors, "one-month errors, \(kind)")
        same(model.forecast(12), theirs.forecast, "forecasts, \(kind)")
        #expect(model.squares <= theirs.squares * 1.001, "\(name), \(kind): squares \(model.squares), statsmodels \(theirs.squares)")
      }
      let theta = try #require(ThetaModel(values))
      #expect("\(theta.season)" == other.theta.season, "\(name)")
      #expect(abs(theta.slope - other.theta.slope) <= 1e-8 * size, "\(name)")
      #expect(theta.squares <= other.theta.squares * 1.001 + 1e-9, "\(name): squares \(theta.squares), statsmodels \(other.theta.squares)")
      // With the same α the forecasts are the same.
      let alike = try #require(ThetaModel(values, alpha: other.theta.alpha))
      same(alike.forecast(12), other.theta.forecast, "Theta")
    }
  }

  private static func statsmodels(_ given: [Given]) throws -> [Found] {
    let python = "/usr/bin/python3"
    try #require(
      FileManager.default.isExecutableFile(atPath: python), "\(python) with the Debian package python3-statsmodels is needed for this test")
    let folder = try TemporaryFolder()
    let input = folder.path + "/series.json"
    try JSONEncoder().encode(given).write(to: URL(fileURLWithPath: input))
    let script = try #require(Bundle.module.path(forResource: "Tools/models", ofType: "py"))
    for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: folder.path + "/" + name)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script, input]
    process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/err"))
    try process.run()
    process.waitUntilExit()
    let errors = String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder.path + "/err")), as: UTF8.self)
    try #require(process.terminationStatus == 0, "models.py failed (Debian: python3-statsmodels): \(errors)")
    return try JSONDecoder().decode([Found].self, from: try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out")))
  }
}
