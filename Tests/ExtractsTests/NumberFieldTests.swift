import Testing

@testable import Extracts

@Suite("Numbers of real returns")
struct NumberFieldTests {
  @Test(
    "are read as the amount that they mean",
    arguments: [
      ("1234.50", "123450000000"), ("£1,234.50", "123450000000"), ("(12.00)", "-1200000000"), ("-", "0"), ("", "0"), ("  7 ", "700000000"),
      ("-0.01", "-1000000"), ("+5", "500000000"), (".5", "50000000"), ("5.", "500000000"), ("-£3", "-300000000"), ("£-3", "-300000000"),
      ("(£1,000)", "-100000000000"), ("1.123456785", "112345679"), ("-1.123456785", "-112345679"), ("1.123456784999", "112345678"),
      ("1234,567", "123456700000000"), ("000000000000000000000001", "100000000"), ("0.000000005", "1"),
      ("92233720368.54775807", "9223372036854775807"),
    ])
  func reads(_ text: String, _ parts: String) {
    let reading = readNumber(Array(text.utf8))
    #expect(reading.readable)
    #expect(String(reading.parts) == parts)
  }

  @Test(
    "are not guessed at", arguments: ["TBC", "1,23", "1.2.3", "--1", "(-1)", "12a", "1e5", "1,2345", "£", ".", ",5", "1 2", "12,", "0x10", "N/A"])
  func refuses(_ text: String) {
    #expect(!readNumber(Array(text.utf8)).readable)
  }

  @Test("keep what rounding takes away")
  func remainder() {
    #expect(readNumber(Array("1.123456785".utf8)).remainder == -5_000_000_000)
    #expect(readNumber(Array("-1.123456784".utf8)).remainder == -4_000_000_000)
    #expect(readNumber(Array("1.12345678".utf8)).remainder == 0)
  }

  @Test("the pound sign of any encoding is one", arguments: [[0xA3], [0xC2, 0xA3], [0xC3, 0x82, 0xC2, 0xA3]] as [[UInt8]])
  func pounds(_ sign: [UInt8]) {
    let reading = readNumber(sign + Array("12".utf8))
    #expect(reading.readable && reading.styled && reading.parts == 1_200_000_000)
  }

  @Test("of more whole digits than any amount are told from words")
  func huge() {
    let reading = readNumber(Array("12345678901234567890".utf8))
    #expect(!reading.readable && reading.huge)
    #expect(readNumber(Array("999999999999.99999999".utf8)).readable)
    #expect(readNumber(Array("1000000000000".utf8)).huge)
  }

  /// What the quick way must not give up on.
  private let everyday: Set<String> = ["0", "0.00", "6.07", "-6.07", "12345678", "1234567.", ".1234567", "-12345678", "123456789.12345678", "7"]

  @Test(
    "the quick way agrees with the careful one, or gives up",
    arguments: [
      "0", "0.00", "6.07", "-6.07", "123456789.12345678", "1234567890123456.78", "-", "", ".", "-.5", "1.", "92233720368.54775808", "1,000", "5-",
      "12345678", "1234567.", ".1234567", "-12345678", "7", "1.2.3", "12:4", "/1", "1/", "99999999", "-0", "..", "--1", "1 ", "0.0000001", "00000000",
      "1-2",
    ])
  func quickAgrees(_ text: String) {
    let bytes = Array(text.utf8) + Array(repeating: 0, count: 32)
    var parts: Int64 = 0
    let plain = bytes.withUnsafeBufferPointer { field in
      powersOfTen.withUnsafeBufferPointer { scale in
        field.baseAddress.flatMap { start in scale.baseAddress.map { readPlainNumber(start, text.utf8.count, scale: $0, into: &parts) } } ?? false
      }
    }
    #expect(plain || !everyday.contains(text))
    if plain {
      let careful = readNumber(Array(text.utf8))
      #expect(careful.readable && careful.parts == Int128(parts))
    }
  }
}
