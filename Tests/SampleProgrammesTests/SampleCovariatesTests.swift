import Foundation
import Testing

struct SampleCovariatesTests {
  @Test(arguments: ["thames-valley-wessex", "trust-dashboard-2016-17"])
  func everyCommissionerHasTwelveBelievableValues(name: String) throws {
    let folder = fixtures.appendingPathComponent("\(name)/organisations")
    let commissioners = try PlainTable(folder.appendingPathComponent("commissioners.csv")).rows.map { $0[0] }
    let rows = try PlainTable(folder.appendingPathComponent("peers.csv")).rows
    #expect(rows.count == 12 * commissioners.count)
    for commissioner in commissioners {
      let own = rows.filter { $0[0] == commissioner }
      #expect(Set(own.map { $0[1] }).count == 12)
      func value(_ start: String) throws -> Double { try #require(own.first { $0[1].hasPrefix(start) }.flatMap { Double($0[2]) }) }
      let aged = own.filter { $0[1].hasPrefix("aged") }.compactMap { Double($0[2]) }
      // The age bands leave out 45 to 64, a quarter of the people or so.
      #expect(aged.reduce(0, +) > 60 && aged.reduce(0, +) < 92, "\(commissioner): \(aged)")
      #expect(try (5...40).contains(value("deprivation")))
      #expect(try (0.1...70).contains(value("people per hectare")))
    }
    let deprivation = Set(rows.filter { $0[1].hasPrefix("deprivation") }.map { $0[2] })
    #expect(deprivation.count > 10)
  }
}
