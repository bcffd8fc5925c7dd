import Foundation
import SampleProgrammes
import Testing

struct RegenerationTests {
  @Test(arguments: ["thames-valley-wessex", "trust-dashboard-2016-17"])
  func everyFileOfTheFixtureIsWhatTheGeneratorWrites(name: String) throws {
    let root = fixtures.appendingPathComponent(name)
    var written: [String] = []
    let compare: SampleOutput = { path, bytes in
      written.append(path)
      let kept = FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
      #expect(
        kept == Data(bytes), "\(name)/\(path) is not what the generator writes: run “outturn-samples fixtures Fixtures” and look at the difference")
    }
    if name == "thames-valley-wessex" {
      try ThamesValleyWessex().write(to: compare)
    } else {
      try TrustDashboard().write(to: compare)
    }
    #expect(Set(written).count == written.count, "a file is written twice")
    #expect(try files(below: root) == written.sorted(), "a file is missing or left over")
  }

  @Test func theFixturesStayUnderSixtyMegabytes() throws {
    var size = 0
    for path in try files(below: fixtures) {
      size += try FileManager.default.attributesOfItem(atPath: fixtures.appendingPathComponent(path).path)[.size] as? Int ?? 0
    }
    #expect(size > 10_000_000)
    #expect(size < 60_000_000)
  }
}
