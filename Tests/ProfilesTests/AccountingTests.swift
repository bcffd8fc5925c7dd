import Extracts
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Profiles

/// What a random file holds, known from how it was made.
private struct MadeFile {
  var text = ""
  var rows = 0
  /// The readable amounts of all rows, as counts of 10⁻¹⁸ in pounds and units, in the sign of the standard.
  var sums = FourSums()
}

/// One amount: how it is written, and what it comes to as a count of 10⁻¹⁸; nil for what is no number.
private func oneAmount(_ dice: inout SeededGenerator, most: Int) -> (text: String, exact: Int128?) {
  let odd = ["", "-", "TBC", "#REF!", "1e3", "12,34", "--5", " 7.25 "]
  let readable: [String: Int128] = ["": 0, "-": 0, " 7.25 ": 7_250_000_000_000_000_000]
  if Int.random(in: 0..<6, using: &dice) == 0, let text = odd.randomElement(using: &dice) { return (text, readable[text]) }
  let whole = Int.random(in: 0...9_999_999, using: &dice)
  let decimals = Int.random(in: 0...most, using: &dice)
  let digits = (0..<decimals).map { _ in Int.random(in: 0...9, using: &dice) }
  var exact = Int128(whole)
  for place in 0..<18 { exact = exact * 10 + Int128(place < decimals ? digits[place] : 0) }
  let isNegative = Bool.random(using: &dice)
  var text = String(whole)
  if Int.random(in: 0..<4, using: &dice) == 0, whole >= 1_000 {
    var grouped = ""
    for (place, digit) in text.reversed().enumerated() { grouped = String(digit) + (place > 0 && place % 3 == 0 ? "," : "") + grouped }
    text = grouped
  }
  if decimals > 0 { text += "." + digits.map(String.init).joined() }
  switch (isNegative, Int.random(in: 0..<3, using: &dice)) {
  case (true, 0): text = "(\(text))"
  case (true, _): text = "-" + text
  case (false, 0): text = "£" + text
  default: break
  }
  return (text, isNegative ? -exact : exact)
}

/// Fields in quotes where they need them.
private func csv(_ fields: [String]) -> String {
  fields.map { $0.contains { ",\"\n".contains($0) } ? "\"" + $0.replacing("\"", with: "\"\"") + "\"" : $0 }.joined(separator: ",") + "\n"
}

struct AccountingTests {
  /// Rows and money of a reading, from whichever heap they went to.
  private func expectAll(_ made: MadeFile, _ reading: ContractReading, _ name: Comment) {
    var counted = FourSums()
    for row in reading.rows.all {
      counted += FourSums(
        planPrice: Int128(row.planPrice), actualPrice: Int128(row.actualPrice), planActivity: Int128(row.planActivity),
        actualActivity: Int128(row.actualActivity))
    }
    #expect(!reading.refused, name)
    #expect(made.rows == reading.rows.count + reading.quarantine.count + reading.dropped.rows, name)
    #expect(made.sums == (counted + reading.quarantined).times(finerThanStored) + reading.rounding + reading.dropped.amounts, name)
  }

  /// For any file in the standard's layout: rows = counted + held back, and the money likewise to the last decimal.
  @Test func theStandardsLayoutIsAccountedFor() throws {
    let folder = try TemporaryFolder()
    var dice = SeededGenerator(seed: 20_151_106)
    var heldBack = 0
    for place in 0..<250 {
      let fields = StandardField.allCases.filter { $0.header(in: .slam) != nil }
      var made = MadeFile(text: csv(fields.compactMap { $0.header(in: .slam) }))
      for _ in 0..<Int.random(in: 1...60, using: &dice) {
        let plan = (oneAmount(&dice, most: 18), oneAmount(&dice, most: 18))
        let actual = (oneAmount(&dice, most: 18), oneAmount(&dice, most: 18))
        let row = fields.map { field -> String in
          switch field {
          case .month: ["1", "2", "2", "13", "x"].randomElement(using: &dice) ?? ""
          case .year: ["201516", "201516", "201516", "2015/16", "1"].randomElement(using: &dice) ?? ""
          case .provider: "RQM"
          case .commissioner: ["10H", "10J", "", "NHS Somewhere"].randomElement(using: &dice) ?? ""
          case .nationalPOD: "DC"
          case .localPODDescription: ["Day, cases", "say \"so\"", "two\nlines", ""].randomElement(using: &dice) ?? ""
          case .plannedActivity: plan.0.text
          case .plannedPrice: plan.1.text
          case .actualActivity: actual.0.text
          case .actualPrice: actual.1.text
          default: ""
          }
        }
        made.text += csv(row)
        made.rows += 1
        made.sums += FourSums(
          planPrice: plan.1.exact ?? 0, actualPrice: actual.1.exact ?? 0, planActivity: plan.0.exact ?? 0, actualActivity: actual.0.exact ?? 0)
      }
      let path = folder.path + "/\(place).csv"
      try made.text.write(toFile: path, atomically: true, encoding: .utf8)
      let period = try #require(Period("2015-16/M02"))
      let reading = readContracts(path: path, kind: .slam, months: .submission(period), provider: "RQM")
      heldBack += reading.quarantine.count
      expectAll(made, reading, "file \(place)")
    }
    #expect(heldBack > 1_000)
  }

  /// For any file through a profile, with units and signs of its own: rows = counted + held back + left out, and the money likewise.
  @Test func aLayoutOfItsOwnIsAccountedFor() throws {
    let folder = try TemporaryFolder()
    var dice = SeededGenerator(seed: 2_016)
    var dropped = 0
    for place in 0..<250 {
      let unit = ["units", "thousands", "pence"].randomElement(using: &dice) ?? "units"
      let sign = ["as_given", "reversed"].randomElement(using: &dice) ?? "as_given"
      let own = try profile(
        """
        columns: {month: Month, commissioner: CCG, national_pod: POD, planned_activity: Plan, planned_price: Plan £, actual_activity: Actual, actual_price: Actual £}
        units: {actual_price: \(unit)}
        signs: {planned_price: \(sign)}
        drop: [{column: CCG, equals: Total}, {column: CCG, starts: Sub}]
        ends_at: {column: CCG, equals: Notes}

        """)
      var made = MadeFile(text: "Month,CCG,POD,Plan,Plan £,Actual,Actual £\n")
      for _ in 0..<Int.random(in: 1...60, using: &dice) {
        let amounts = [18, 18, 18, unit == "thousands" ? 15 : 16].map { oneAmount(&dice, most: $0) }
        let name =
          ["10H", "10J", "10H", "Total", "Sub-total", Int.random(in: 0..<8, using: &dice) == 0 ? "Notes" : "10H"].randomElement(using: &dice) ?? ""
        var row = [["April", "M02", "2015-05-01", "Smarch"].randomElement(using: &dice) ?? "", name, "DC"] + amounts.map(\.text)
        // A field too many: nobody knows which is which, and the row is held back with what stands under the headings.
        if Int.random(in: 0..<20, using: &dice) == 0 { row.append("more") }
        made.text += csv(row)
        made.rows += 1
        let price = amounts[3].exact ?? 0
        made.sums += FourSums(
          planPrice: (amounts[1].exact ?? 0) * (sign == "reversed" ? -1 : 1),
          actualPrice: unit == "thousands" ? price * 1_000 : unit == "pence" ? price / 100 : price,
          planActivity: amounts[0].exact ?? 0, actualActivity: amounts[2].exact ?? 0)
      }
      let path = folder.path + "/\(place).csv"
      try made.text.write(toFile: path, atomically: true, encoding: .utf8)
      let year = FinancialYear(start: 2015)
      let reading = readContracts(path: path, by: own, kind: .slam, months: .submission(Period(year: year, month: 2)), provider: "RQM", year: year)
      dropped += reading.dropped.rows
      expectAll(made, reading, "file \(place), \(unit), \(sign)")
    }
    #expect(dropped > 1_000)
  }
}
