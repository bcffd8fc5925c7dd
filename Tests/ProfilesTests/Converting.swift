import Quantities
import Tables
import Testing

@testable import Profiles

/// A profile from its YAML; fails the test where it has a mistake.
func profile(_ yaml: String) throws -> Profile {
  let read = readProfile(Array(("format: 1\nproviders: [RQM]\n" + yaml).utf8), file: "profiles/test.yaml")
  #expect(read.findings.isEmpty, "\(read.findings)")
  return try #require(read.profile)
}

/// The lines of the stream that a profile makes of a file, and what was done.
func converted(_ profile: Profile, _ file: TableFile) throws -> (lines: [String], converter: ProfileConverter) {
  let converter = try ProfileConverter(profile, file, provider: "RQM", year: FinancialYear(start: 2015))
  var bytes: [UInt8] = []
  // Small pieces, so that rows are cut anywhere.
  try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 37) { buffer in
    guard let base = buffer.baseAddress else { return }
    while true {
      let got = try converter.read(into: base, count: 37)
      if got == 0 { break }
      bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: got))
    }
  }
  return (String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init), converter)
}

func converted(_ yaml: String, _ text: String) throws -> (lines: [String], converter: ProfileConverter) {
  try converted(profile(yaml), TableFile(text: Array(text.utf8)))
}

/// What stops a file from being converted.
func conversionFault(_ yaml: String, _ text: String) throws -> TableFault? {
  do {
    _ = try converted(yaml, text)
    return nil
  } catch { return error as? TableFault }
}
