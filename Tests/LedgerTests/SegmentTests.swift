import Extracts
import Findings
import Foundation
import Ledger
import Quantities
import Testing

/// Everything of a result that packs can see, as text.
private func picture(_ result: LedgerResult) -> String {
  let ledger = result.ledger
  var text = "\(ledger.pods) \(ledger.treatmentFunctions) \(ledger.hrgs) \(ledger.commissioners) \(ledger.providers)\n"
  for line in 0..<ledger.lines.count {
    text +=
      "\(ledger.lines.commissioner[line]) \(ledger.lines.provider[line]) \(ledger.lines.pod[line]) \(ledger.lines.treatmentFunction[line]) "
      + "\(ledger.lines.hrg[line]) \(ledger.lines.ytd[line]) \(ledger.lines.month[line])\n"
  }
  text += "\(ledger.monthly.columns.actualCost) \(ledger.monthly.stated) \(ledger.sus.amounts.filter { $0.count > 0 }) \(ledger.sus.followUpLines)\n"
  text += ledger.sources.map { "\($0)" }.joined(separator: "\n") + ledger.replaced.map { "\($0)" }.joined(separator: "\n")
  return text + result.findings.map { "\($0)" }.joined(separator: "\n") + "\(result.quarantine)"
}

@Suite("Segments")
struct SegmentTests {
  private func programme() throws -> ScratchProgramme {
    let programme = try ScratchProgramme()
    for month in 1...6 {
      for provider in ["RQM", "RYJ"] {
        try programme.submit(month, provider, (1...month).map { ($0, $0 % 2 == 0 ? "10H" : "10J", "\($0).5", "\(month * $0).12345678") })
      }
    }
    try programme.submit(6, "RQM_more", [(6, "10H", "x", "5"), (9, "10H", "1", "1"), (6, "10Z", "£1", "0.123456789")])
    let header =
      "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,LOCALITY,TREATMENT_FUNCTION,FIRST_ATTENDANCE,ATTENDED,SOURCE_OF_REFERRAL,"
      + "REFERRING_ORGANISATION,HRG,COST_GBP,PSEUDO_PATIENT_ID\n"
    let rows = (1...60).map { "201516,\($0 % 6 + 1),RQM,10H,K1,Loc,110,\($0 % 5 + 1),\($0 % 8),03,K1,WF01A,\($0).50,\(1000 + $0)\n" }
    try programme.write("extracts/sus/2015-16/outpatients.csv", header + rows.joined())
    return programme
  }

  @Test("a ledger is the same with and without them, cold and warm, on one thread and on several")
  func sameEitherWay() throws {
    let programme = try programme()
    let plain = picture(try programme.ledger("2015-16/M06"))
    #expect(plain == picture(try programme.ledger("2015-16/M06", jobs: 3)))
    let cold = try programme.ledger("2015-16/M06", usesCache: true, jobs: 2)
    #expect(cold.filesRead == 14)
    #expect(picture(cold) == plain)
    usleep(120_000)
    _ = try programme.ledger("2015-16/M06", usesCache: true)
    let warm = try programme.ledger("2015-16/M06", usesCache: true)
    #expect(warm.filesRead == 0)
    #expect(picture(warm) == plain)
  }

  @Test("a file that changed is read again, and only that")
  func changedFile() throws {
    let programme = try programme()
    _ = try programme.ledger("2015-16/M06", usesCache: true)
    try programme.submit(6, "RYJ", [(6, "10H", "0", "7777")])
    let result = try programme.ledger("2015-16/M06", usesCache: true)
    #expect(result.filesRead == 1)
    #expect(picture(result) == picture(try programme.ledger("2015-16/M06")))
  }

  @Test("the same bytes in another month's folder are not taken for the same statement")
  func sameBytesElsewhere() throws {
    let programme = try ScratchProgramme()
    try programme.submit(2, "RQM", [(2, "10H", "0", "1")])
    _ = try programme.ledger("2015-16/M02", usesCache: true)
    try programme.submit(1, "RQM", [(2, "10H", "0", "1")])
    let result = try programme.ledger("2015-16/M02", usesCache: true)
    #expect(result.findings.contains { $0.code.text == "SLAM-017" && $0.origin.file.contains("M01") })
  }

  @Test(
    "damaged, cut or foreign segments are made again, wherever the damage is",
    arguments: [0.0, 0.001, 0.02, 0.1, 0.22, 0.3, 0.41, 0.5, 0.63, 0.7, 0.85, 0.9, 0.99, 0.999], ["flip", "cut", "foreign"])
  func damage(_ place: Double, _ kind: String) throws {
    let programme = try programme()
    let plain = picture(try programme.ledger("2015-16/M06"))
    _ = try programme.ledger("2015-16/M06", usesCache: true)
    usleep(60_000)
    _ = try programme.ledger("2015-16/M06", usesCache: true)
    let pack = URL(fileURLWithPath: programme.folder + "/.outturn/cache/000001.segments")
    var bytes = [UInt8](try Data(contentsOf: pack))
    switch kind {
    case "flip": bytes[Int(Double(bytes.count) * place)] ^= 0x40
    case "cut": bytes.removeLast(max(1, Int(Double(bytes.count) * (1 - place))))
    default: bytes = Array(repeating: 0x41, count: Int(Double(bytes.count) * place))
    }
    try Data(bytes).write(to: pack)
    #expect(picture(try programme.ledger("2015-16/M06", usesCache: true)) == plain)
    #expect(picture(try programme.ledger("2015-16/M06", usesCache: true)) == plain)
  }

  @Test("packs of which nothing is in use any more go, and so does what a stopped run left behind")
  func tidy() throws {
    let programme = try ScratchProgramme()
    let cache = programme.folder + "/.outturn/cache"
    try programme.submit(1, "RQM", [(1, "10H", "0", "1")])
    _ = try programme.ledger("2015-16/M01", usesCache: true)
    try programme.write(".outturn/cache/writing.abcdef", "half a pack")
    try programme.submit(1, "RQM", [(1, "10H", "0", "2")])
    let result = try programme.ledger("2015-16/M01", usesCache: true)
    #expect(actual(result, "10H", "RQM") == "2")
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache).sorted() == ["000002.segments", "memo"])
  }

  @Test("runs at the same time do each other no harm")
  func together() async throws {
    let programme = try programme()
    let folder = programme.folder
    let plain = picture(try programme.ledger("2015-16/M06"))
    let request = try programme.request("2015-16/M06", usesCache: true, jobs: 2)
    let pictures = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 { group.addTask { picture(try buildLedger(request)) } }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(pictures.allSatisfy { $0 == plain })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/.outturn/cache").allSatisfy { !$0.hasPrefix("writing.") })
  }

  @Test("a damaged memo costs time and nothing else")
  func damagedMemo() throws {
    let programme = try programme()
    let plain = picture(try programme.ledger("2015-16/M06", usesCache: true))
    try programme.write(".outturn/cache/memo", "nonsense that is longer than sixteen bytes")
    #expect(picture(try programme.ledger("2015-16/M06", usesCache: true)) == plain)
  }

  @Test("a cache that cannot be written does not stop a build")
  func noCacheFolder() throws {
    let programme = try programme()
    try programme.write(".outturn", "a file where the folder should be")
    #expect(picture(try programme.ledger("2015-16/M06", usesCache: true)) == picture(try programme.ledger("2015-16/M06")))
  }
}

@Suite("The rows of a figure")
struct SourceRowTests {
  @Test("sum to it exactly, and stand where they are said to stand")
  func sum() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", [(1, "10H", "10", "1.00000001"), (1, "10J", "10", "2")])
    try programme.submit(2, "RQM", [(1, "10H", "10", "3.5"), (2, "10H", "(4)", "£1000.25"), (2, "10H", "1", "-7")])
    let request = try programme.request("2015-16/M02")
    var filter = RowFilter(.variance, months: MonthIndex(year: FinancialYear(start: 2015), month: 1)...request.period.index)
    filter.commissioner = "10H"
    filter.provider = "RQM"
    filter.treatmentFunction = "110"
    let rows = try sourceRows(filter, request)
    #expect(rows.map(\.origin.line) == [2, 3, 4])
    #expect(rows.allSatisfy { $0.origin.file == "extracts/slam/2015-16/M02/RQM.csv" })
    let result = try buildLedger(request).ledger
    let figure = (0..<result.lines.count).reduce(Money.zero) { $0 + result.lines.ytd[$1].variance }
    #expect(Money(parts: rows.reduce(Int128(0)) { $0 + $1.parts }) == figure)
    filter.hrg = "none"
    #expect(try sourceRows(filter, request).isEmpty)
  }

  @Test("of an attendance file are those that count towards the measure")
  func attendances() throws {
    let programme = try ScratchProgramme()
    try programme.submit(1, "RQM", [(1, "10H", "0", "0")])
    try programme.write(
      "extracts/sus/2015-16/M01/outpatients.csv",
      "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,FIRST_ATTENDANCE,ATTENDED,SOURCE_OF_REFERRAL,HRG,COST_GBP\n"
        + "201516,1,RQM,10H,1,5,03,WF01B,100\n201516,1,RQM,10H,1,3,03,WF01B,0\n201516,1,RQM,10H,3,6,05,WF01D,50\n201516,1,RQM,10H,2,5,03,WF01A,25\n"
        + "201516,1,RQM,10H,5,5,03,WF01A,25\n")
    let request = try programme.request("2015-16/M01")
    let ledger = try buildLedger(request).ledger
    func rows(_ measure: RowFilter.Measure) throws -> [SourceRow] {
      try sourceRows(RowFilter(measure, months: request.period.index...request.period.index), request)
    }
    #expect(try rows(.count(.firstAttendances)).map(\.origin.line) == [2, 4])
    #expect(try rows(.count(.referrals)).map(\.origin.line) == [2])
    #expect(try rows(.cost(.followUpAttendances)).map(\.parts) == [25 * exactScale])
    let month = ledger.sus.monthCount - 1
    #expect(ledger.sus.amounts[ledger.sus.place(.firstAttendances, commissioner: 0, provider: 0, month: month)].count == 2)
    #expect(ledger.sus.amounts[ledger.sus.place(.referrals, commissioner: 0, provider: 0, month: month)].cost.decimal == "100")
    #expect(ledger.sus.followUpLines.map { [$0.first.count, $0.followUp.count] } == [[2, 1]])
  }
}
