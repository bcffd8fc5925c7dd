import Figures
import Quantities
import Testing

@testable import Spreadsheets

@Suite("What a cell holds")
struct ExactCellTests {
  @Test(
    "an amount under ten million million pounds is the number of its pennies",
    arguments: ["0", "0.01", "-0.01", "1327152.34", "-1327152.34", "99999999.99", "1234567890.12", "9999999999999.99", "-9999999999999.99"])
  func pennies(_ decimal: String) {
    // Read by the standard library's own reader of decimals, which gives the nearest double.
    #expect(ExactCell(pounds(decimal)) == .number(Double(decimal) ?? .nan))
  }

  @Test("eight decimals are rounded to a double that is right to the penny", arguments: ["0.00000001", "12345678.33333333", "999999999999.12345678"])
  func decimals(_ decimal: String) throws {
    guard case .number(let number) = ExactCell(pounds(decimal)) else {
      Issue.record("\(decimal) is text")
      return
    }
    #expect(abs(number - (try #require(Double(decimal)))) < 0.0005)
  }

  @Test(
    "an amount that would lose a penny is text with all of its digits", arguments: ["10000000000000", "-12345678901234567.89", "10000000000000.01"])
  func large(_ decimal: String) { #expect(ExactCell(pounds(decimal)) == .text(decimal)) }

  @Test("counts are numbers to fifteen digits")
  func counts() {
    #expect(ExactCell(.count(999_999_999_999_999)) == .number(999_999_999_999_999))
    #expect(ExactCell(.count(1_000_000_000_000_000)) == .text("1000000000000000"))
    #expect(ExactCell(.count(-7)) == .number(-7))
  }

  @Test("a missing value is its word with the shorthand of the Government Statistical Service, each its own")
  func missing() {
    let texts = Missing.allCases.map { reason -> String in
      if case .text(let text) = ExactCell(.missing(reason)) { text } else { "a number" }
    }
    #expect(texts == ["[z]", "no plan [z]", "Not published [x]", "not sent [x]", "not yet reported [x]", "[c]"])
    #expect(Set(texts).count == texts.count)
  }

  @Test("number formats have a sign and a word, and neither red nor brackets")
  func formats() {
    let all: [NumberLook] = [.pounds, .pence, .whole, .oneDecimal, .twoDecimals, .percent, .wholePercent].flatMap { digits in
      [NumberLook(digits), NumberLook(digits, showsPlus: true), NumberLook(digits, saysDirection: true)]
    }
    for look in all { #expect(!look.code.lowercased().contains("red") && !look.code.contains("(") && look.code.contains(";-"), "\(look.code)") }
    #expect(NumberLook(.pounds, saysDirection: true).code == "£#,##0\" under\";-£#,##0\" over\";£#,##0\" on plan\"")
  }
}
