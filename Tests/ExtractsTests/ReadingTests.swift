import Foundation
import Quantities
import Testing

@testable import Extracts

/// The columns that the tests write, in an order that is not the standard's.
let testHeader =
  "FINANCIAL YEAR,Financial Month ,CONTRACT MONITORING ACTUAL PRICE,organisation identifier (code of provider),"
  + "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),POINT OF DELIVERY CODE,LOCAL POINT OF DELIVERY DESCRIPTION,TARIFF CODE,"
  + "ACTIVITY TREATMENT FUNCTION CODE,CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY"

/// Writes a file, reads it as a return of 2015-16 M02, and takes it away.
func read(_ bytes: [UInt8]) throws -> ContractReading {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("outturn-\(UUID().uuidString).csv").path
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return readContracts(path: path, kind: .slam, months: .submission(Period(year: FinancialYear(start: 2015), month: 2)), provider: "RQM")
}

/// Whether everything that the control found in the raw bytes is in a row, in quarantine or in the rounding difference.
func isAccountedFor(_ reading: ContractReading) -> Bool {
  var sums = reading.quarantined
  for row in reading.rows.all {
    sums += FourSums(
      planPrice: Int128(row.planPrice), actualPrice: Int128(row.actualPrice), planActivity: Int128(row.planActivity),
      actualActivity: Int128(row.actualActivity))
  }
  return sums.times(finerThanStored) + reading.rounding == reading.control.exact
    && reading.control.rows == reading.rows.count + reading.quarantine.count
}

@Suite("Reading a contract return")
struct ReadingTests {
  @Test("columns are found in any order, case and spacing; line ends may be CRLF; a BOM is passed over")
  func layout() throws {
    let text = "\u{FEFF}\(testHeader)\r\n201516,1,10.50,RQM,10H,DC,\"Day Cases, all\",HB12A,110,1,9.99,2\r\n\r\n201516,02,1,RQM,10J,EL,,,,0,0,0"
    let reading = try read(Array(text.utf8))
    #expect(!reading.refused)
    #expect(reading.rows.count == 2)
    #expect(reading.commissioners == ["10H", "10J"])
    #expect(reading.pods.map(\.description) == ["Day Cases, all", ""])
    #expect(reading.rows.all.map(\.line) == [2, 4])
    #expect(reading.rows.all[0].actualPrice == 1_050_000_000)
    #expect(isAccountedFor(reading))
  }

  @Test("lines are counted as an editor counts them, those within quotes too")
  func lines() throws {
    let text = "\(testHeader)\n201516,1,1,RQM,10H,DC,\"two\nlines\",A,110,1,1,1\n201516,1,x,RQM,10H,DC,,A,110,1,1,1\n"
    let reading = try read(Array(text.utf8))
    #expect(reading.quarantine.map(\.line) == [4])
    #expect(isAccountedFor(reading))
  }

  @Test("a file that is not UTF-8 is Windows-1252")
  func encoding() throws {
    var bytes = Array("\(testHeader)\n201516,1,1,RQM,10H,DC,".utf8)
    bytes += [0x47, 0x75, 0x79, 0x92, 0x73]
    bytes += Array(",A,110,1,1,1\n".utf8)
    let reading = try read(bytes)
    #expect(reading.pods.first?.description == "Guy’s")
    #expect(reading.observations.contains { $0.check == .windows1252 })
  }

  @Test("the length of texts and the place of chunk ends make no difference")
  func longFile() throws {
    var text = testHeader + "\n"
    var expected: Int128 = 0
    for row in 0..<9000 {
      text += "201516,\(row % 2 + 1),\(row).25,RQM,10H,DC,\"\(String(repeating: "x,", count: row % 97))\",H\(row % 700),110,1,1,1\n"
      expected += Int128(row) * exactScale + 25_000_000
    }
    let reading = try read(Array(text.utf8))
    #expect(reading.rows.count == 9000)
    #expect(reading.tariffs.count == 700)
    #expect(reading.rows.all.reduce(Int128(0)) { $0 + Int128($1.actualPrice) } == expected)
    #expect(reading.rows.all.last?.line == 9001)
    #expect(isAccountedFor(reading))
  }

  @Test("whatever stands in the fields, the control and the reader account for the same to the last decimal")
  func everythingIsAccountedFor() throws {
    // A small generator of its own: the same rows on every machine.
    var state: UInt64 = 20_160_314
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let numbers = [
      "0", "0.00", "12.34", "-5", "£1,234.50", "\"1,234.50\"", "(12.00)", "-", "", "TBC", "1.123456785", "-0.000000005", "99999999999999",
      "12345678901234567890", " 7", "5 ", "1 2", "\"(1,000.5)\"", "1e3", "1,000", "92233720368.54775807", "0.1234567890123456789012", "£", "\"\"",
      "+3",
    ]
    let texts = ["plain", "\"quoted, text\"", "\"two\nlines\"", "\"say \"\"no\"\"\"", "5\" nail", "\"open\" end", "", "Guy’s"]
    for _ in 0..<60 {
      var rows: [String] = []
      for _ in 0..<40 {
        var fields = [
          next(12) == 0 ? "junk" : "201516", next(12) == 0 ? "13" : "1", numbers[next(numbers.count)], next(12) == 0 ? "" : "RQM", "10H", "DC",
          texts[next(next(3) == 0 ? texts.count : 4)], "HB12A", "110", numbers[next(numbers.count)], numbers[next(numbers.count)],
          numbers[next(numbers.count)],
        ]
        if next(15) == 0 { fields.removeLast(next(4)) }
        if next(15) == 0 { fields.insert("extra", at: 6) }
        if next(20) == 0 { fields = Array(repeating: "", count: next(14) + 1) }
        rows.append(fields.joined(separator: ",") + (next(3) == 0 ? "\r\n" : "\n"))
      }
      let reading = try read(Array((testHeader + "\n" + rows.joined()).utf8))
      if !reading.refused, !isAccountedFor(reading) {
        // Name the rows that are not accounted for by themselves.
        let culprits = try rows.filter { try !isAccountedFor(read(Array((testHeader + "\n" + $0).utf8))) }
        Issue.record("not accounted for: \(culprits)")
      }
    }
  }
}
