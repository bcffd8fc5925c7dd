import SampleProgrammes

/// Writes a small programme of our own generator into a folder: plan and returns, attendances, practices and registers, the same for the same seed.
///
/// - Parameters:
///   - folder: where `programme.yaml` comes to lie; made where it is missing.
///   - months: the months from April 2013.
///   - linesPerPair: contract lines of a pair of organisations in a month, on average.
package func writeGeneratedProgramme(
  at folder: String, seed: UInt64, commissioners: Int = 2, providers: Int = 2, months: Int, linesPerPair: Int = 4
) throws {
  var size = BenchmarkProgramme.Size()
  (size.seed, size.commissioners, size.providers, size.months, size.linesPerPair) = (seed, commissioners, providers, months, linesPerPair)
  _ = try BenchmarkProgramme(size).write(to: folderOutput(at: folder))
}
