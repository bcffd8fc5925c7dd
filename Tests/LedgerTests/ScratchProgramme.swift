import Foundation
import Ledger
import Programme
import Quantities
import Testing

/// A small programme in a temporary folder that goes away with it.
final class ScratchProgramme {
  /// The programme folder.
  let folder: String

  /// Makes a programme of two commissioners and two providers.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("outturn-ledger-\(UUID().uuidString)").path
    try write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\n")
    try write("organisations/commissioners.csv", "code,name,cluster,weighted_population\n10H,Chiltern,A,1000\n10J,North Hampshire,A,1000\n")
    try write("organisations/providers.csv", "code,name,short_name\nRQM,Chelsea,Chelsea\nRYJ,Imperial,Imperial\n")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes a file of the programme.
  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Writes a submission of 2015-16: `month commissioner planned actual`, a line each.
  func submit(_ month: Int, _ file: String, _ rows: [(month: Int, commissioner: String, plan: String, actual: String)], year: String = "201516")
    throws
  {
    let header =
      "FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),"
      + "ACTIVITY TREATMENT FUNCTION CODE,POINT OF DELIVERY CODE,TARIFF CODE,CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE,"
      + "CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE\n"
    let provider = file.prefix(3)
    let lines = rows.map { "\($0.month),\(year),\(provider),\($0.commissioner),110,DC,HB12A,1,\($0.plan),1,\($0.actual)\n" }
    let folder = month < 10 ? "M0\(month)" : "M\(month)"
    try write("extracts/slam/2015-16/\(folder)/\(file).csv", header + lines.joined())
  }

  /// A request for a period.
  func request(_ period: String, cut: Cut = .flex, usesCache: Bool = false, jobs: Int = 1) throws -> LedgerRequest {
    let definition = try #require(loadProgramme(at: folder).programme)
    return LedgerRequest(folder: folder, definition: definition, period: try #require(Period(period)), cut: cut, usesCache: usesCache, jobs: jobs)
  }

  /// Fills the ledger of a period.
  func ledger(_ period: String, cut: Cut = .flex, usesCache: Bool = false, jobs: Int = 1) throws -> LedgerResult {
    try buildLedger(try request(period, cut: cut, usesCache: usesCache, jobs: jobs))
  }
}

/// Actual price year to date of a commissioner and provider, as an exact decimal.
func actual(_ result: LedgerResult, _ commissioner: String, _ provider: String) -> String {
  let ledger = result.ledger
  var sum = Money.zero
  for line in 0..<ledger.lines.count
  where ledger.commissioners.codes[Int(ledger.lines.commissioner[line])] == commissioner
    && ledger.providers.codes[Int(ledger.lines.provider[line])] == provider
  {
    sum += ledger.lines.ytd[line].actualCost
  }
  return sum.decimal
}
