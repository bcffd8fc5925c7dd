import Configuration
import Findings
import Programme
import Quantities

@testable import Extracts
@testable import Profiles
@testable import Tables

/// What stands between a profile and the table that it is tried on.
private let between = Array("\n=== table\n".utf8)

/// A table for profiles that bring none: the headings of the seven layouts.
private let ownTable = Array(
  """
  Month,CCG,GP,TFC,POD,Local POD,Description,HRG,Type,Activity,Price,Plan,Plan p,Actual,Actual p,Apr Plan,Apr Actual
  1,10H,J82001,110,DC,DC1,Day case,HB12A,Budget,1,10.50,2,1050,3,£1\u{A0}234.50,5,6
  M02,10H,J82001,110,DC,DC1,Day case,HB12A,Outturn,"1,5",-10.50,,-1,(12.00),0.000000000000000001,,7
  May-15,Total,,,,,,,,1,2,3,4,5,6,7,8

  """.utf8)

/// Reads a profile and, where it holds together, converts a table by it. All money of the table must be in rows, in quarantine, in rows left out or in what
/// rounding took.
func readByProfile(_ bytes: [UInt8]) throws {
  let cut = bytes.firstRange(of: between)
  let yaml = cut.map { Array(bytes[..<$0.lowerBound]) } ?? bytes
  let table = cut.map { Array(bytes[$0.upperBound...]) } ?? ownTable
  let (profile, findings) = readProfile(yaml, file: "profiles/input.yaml")
  try hold(profile != nil || !findings.isEmpty, "a profile that is refused is said why")
  for finding in findings {
    try hold(!finding.message.isEmpty, "a finding says what is wrong")
    try hold(finding.message.utf8.count < 2_000 + yaml.count, "a finding is no longer than what it is about")
  }
  guard let profile else { return }
  let file = try BytesAsFile(table)
  let kind: ExtractKind = profile.extract == .plan ? .plan : .slam
  let year = FinancialYear(start: 2015)
  let reading = readContracts(
    path: file.path, by: profile, kind: kind, months: kind == .plan ? .year(year) : .submission(Period(year: year, month: 2)), provider: "RQM",
    year: year)
  try account(for: reading)
  guard !reading.refused else { return }
  do {
    let converter = try ProfileConverter(profile, TableFile(path: file.path), provider: "RQM", year: year)
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 61) { buffer in
      guard let base = buffer.baseAddress else { return }
      while try converter.read(into: base, count: 61) > 0 {}
    }
    let report = converter.report
    try hold(report.droppedRows == reading.dropped.rows && report.droppedAmounts == reading.dropped.amounts, "what is left out is told twice alike")
    let found = reading.control.exact + report.droppedAmounts
    try hold(report.amounts == found, "the table's \(report.amounts) is in the stream or left out: \(found)")
  } catch is TableFault { throw BrokenPromise("a table that was read can be read again") }
}
