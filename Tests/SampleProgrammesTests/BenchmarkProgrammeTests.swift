import SampleProgrammes
import Testing

struct BenchmarkProgrammeTests {
  private func files(of size: BenchmarkProgramme.Size) throws -> (files: [String: [UInt8]], lines: Int, attendances: Int) {
    var files: [String: [UInt8]] = [:]
    let counts = try BenchmarkProgramme(size).write { files[$0] = $1 }
    return (files, counts.lines, counts.attendances)
  }

  private var small: BenchmarkProgramme.Size {
    var size = BenchmarkProgramme.Size()
    (size.commissioners, size.providers, size.months, size.linesPerPair) = (3, 4, 14, 40)
    return size
  }

  @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws {
    let first = try files(of: small)
    let second = try files(of: small)
    #expect(first.files == second.files)
    var other = small
    other.seed = 2
    let third = try files(of: other)
    #expect(Set(third.files.keys) == Set(first.files.keys))
    #expect(third.files["extracts/slam/2014-15/M02/R1H.csv"] != first.files["extracts/slam/2014-15/M02/R1H.csv"])
  }

  @Test func everyFileIsWhereAProgrammeHasIt() throws {
    let (files, lines, attendances) = try files(of: small)
    let returns = files.keys.filter { $0.hasPrefix("extracts/slam/") }
    #expect(returns.count == 4 * 14)
    for path in [
      "programme.yaml", "organisations/commissioners.csv", "organisations/providers.csv", "organisations/practices.csv", "organisations/pods.csv",
      "organisations/specialties.csv", "organisations/hrg.csv", "extracts/sus/2013-14/outpatients.csv", "extracts/sus/2014-15/inpatients.csv",
      "extracts/sus/2014-15/emergency.csv", "registers/quality.csv", "registers/challenges.csv", "commentary/2014-15-M02/R1H.md",
    ] { #expect(files[path] != nil, "\(path)") }
    // 3 × 4 pairs, 14 months, 40 lines; 420,000 attendances are for 306 pairs and 36 months.
    #expect(abs(lines - 6720) < 540, "\(lines)")
    #expect(abs(attendances - 420_000 * 12 / 306 * 14 / 36) < 700, "\(attendances)")
    var counted = 0
    for path in returns { counted += (files[path] ?? []).filter { $0 == 0x0A }.count - 1 }
    #expect(counted == lines)
  }

  @Test func rowsScaleWithTheFactor() throws {
    var large = small
    large.scaleRows = 3
    let base = try files(of: small)
    let scaled = try files(of: large)
    #expect(Double(scaled.lines) / Double(base.lines) > 2.7 && Double(scaled.lines) / Double(base.lines) < 3.3)
    #expect(Double(scaled.attendances) / Double(base.attendances) > 2.7 && Double(scaled.attendances) / Double(base.attendances) < 3.3)
  }

  @Test func optionsAreReadAndMistakesNamed() throws {
    let size = try benchmarkSize([
      "--seed", "7", "--commissioners", "12", "--providers", "9", "--months", "24", "--lines-per-pair", "20", "--scale-rows", "2",
    ])
    #expect(size.seed == 7 && size.commissioners == 12 && size.providers == 9 && size.months == 24 && size.linesPerPair == 20 && size.scaleRows == 2)
    #expect(throws: UsageMistake(message: "there is no option --ccgs")) { try benchmarkSize(["--ccgs", "3"]) }
    #expect(throws: UsageMistake(message: "--seed needs a whole number, 1 or more")) { try benchmarkSize(["--seed"]) }
    #expect(throws: UsageMistake(message: "--months needs a whole number, 1 or more")) { try benchmarkSize(["--months", "0"]) }
  }
}
