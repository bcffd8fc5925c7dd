import Figures
import Proof
import Quantities
import Testing

private func money(_ text: String) -> FigureValue { .money(Money(decimal: text) ?? .zero) }

@Suite struct PrintedNumberTests {
  @Test(arguments: ["", "–", "over", "1,2", "12,34", "1234567", "1,2345", "£", "1.", ".5", "12 3", "−", "1k2", "--1", "1,234,56"])
  func refusesWhatIsNoNumber(_ text: String) { #expect(PrintedNumber(text) == nil) }

  @Test func readsEveryStyle() throws {
    let number = try #require(PrintedNumber("−£1,327,152"))
    #expect(number.digits == 1_327_152 && number.sign == -1 && number.isSterling && number.places == 0)
    let short = try #require(PrintedNumber("£1.3m"))
    #expect(short.digits == 13 && short.places == 1 && short.multiplier == 1_000_000)
  }

  @Test(arguments: [
    ("−1,327,152", "-1327152.49", true), ("−1,327,153", "-1327152.49", false), ("1,327,152", "-1327152.49", false), ("1,327,152", "1327152.49", true),
    ("£1.3m", "1327152", true), ("£1.4m", "1327152", false), ("£413k", "412816", true), ("−1,327", "-1327152", true), ("0", "0.4", true),
    ("0", "-0.4", true),
    ("–", "0", true), ("–", "0.00000001", false), ("+£5", "5", true), ("+£5", "-5", false),
  ]) func comparesMoneyInCells(_ text: String, _ value: String, _ expected: Bool) {
    #expect(agrees(text, with: money(value), unit: .pounds, in: .cell) == expected)
  }

  @Test func aWordMayCarryTheSignInProseOnly() {
    #expect(agrees("£1,327,152", with: money("-1327152"), unit: .pounds, in: .prose))
    #expect(!agrees("1,327,152", with: money("-1327152"), unit: .pounds, in: .cell))
    #expect(!agrees("−£1,327,152", with: money("1327152"), unit: .pounds, in: .prose))
  }

  @Test func comparesSharesAndRatios() {
    let share = FigureValue.ratio(numerator: -134, denominator: 1000)
    #expect(agrees("−13.4", with: share, unit: .fraction, in: .cell))
    #expect(!agrees("−13.5", with: share, unit: .fraction, in: .cell))
    #expect(agrees("13%", with: share, unit: .fraction, in: .prose))
    #expect(agrees("4.0", with: .ratio(numerator: 79, denominator: 20), unit: .ratio, in: .cell))
    #expect(agrees("no plan", with: .missing(.noPlan), unit: .fraction, in: .cell))
    #expect(!agrees("0", with: .missing(.noPlan), unit: .fraction, in: .cell))
  }

  /// Everything that the formatter writes is read back and found right by arithmetic that shares nothing with it, and a value one printed step away is not.
  @Test func theFormatterAndTheReaderAgreeOnRandomValues() {
    var state: UInt64 = 42
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    for _ in 0..<4000 {
      let digits = next() % 17
      var size: Int128 = 1
      for _ in 0..<digits { size *= 10 }
      let parts = Int128(next() % 20_000_000_000) * size / 1_000_000 * (next() % 2 == 0 ? 1 : -1)
      let value = FigureValue.money(Money(parts: parts))
      for format in [FigureFormat.pounds, .sterling, .sterlingShort, .thousands] {
        let text = printed(value, format)
        #expect(agrees(text, with: value, unit: .pounds, in: .cell), "\(parts) \(text)")
      }
      let off = FigureValue.money(Money(parts: parts + 100_000_000))
      #expect(!agrees(printed(off, .pounds), with: value, unit: .count, in: .cell), "\(parts)")
    }
  }
}
