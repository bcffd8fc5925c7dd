import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct ExactArithmeticTests {
  @Test func `scaling agrees with school arithmetic, up to the ends of the range`() {
    var random = SeededGenerator(seed: 1)
    let ends: [Int128] = [1, -1, 2, 3, -7, Int128(Int64.max), Int128(Int64.min), Int128(UInt64.max), 100_000_000, .max, .min, .max - 1, 12]
    var compared = 0
    for round in 0..<4000 {
      func number() -> Int128 {
        if random.next() % 4 == 0 { return ends[Int(random.next() % UInt64(ends.count))] }
        let wide = Int128(truncatingIfNeeded: random.next()) << 64 | Int128(truncatingIfNeeded: random.next())
        return wide >> Int128(random.next() % 128)
      }
      let (value, numerator, denominator) = (number(), number(), number())
      guard denominator != 0 else { continue }
      let expected = schoolbookScaled(value, by: numerator, over: denominator)
      let result = scaledExactly(value, by: numerator, over: denominator)
      if let result {
        #expect(String(result) == expected, "round \(round): \(value) × \(numerator) ÷ \(denominator)")
      } else {
        // What is refused does not fit: 2¹²⁷ or more, with its sign.
        #expect(
          !Digits(String(expected.drop { $0 == "-" })).isBelow(Digits(String(Int128.max))), "round \(round): \(value) × \(numerator) ÷ \(denominator)"
        )
      }
      compared += 1
    }
    #expect(compared > 3000)
  }

  @Test func `nothing divides by nought`() {
    #expect(scaledExactly(1, by: 1, over: 0) == nil)
    #expect(ExactRatio(1, over: 0) == nil)
    #expect(ExactRatio(Money.zero, of: .zero) == nil)
  }

  @Test func `a ratio is in lowest terms with its sign above`() throws {
    let ratio = try #require(ExactRatio(6, over: -4))
    #expect(ratio.numerator == -3)
    #expect(ratio.denominator == 2)
    #expect(ratio.scaled(places: 0) == -2, "half goes away from nought")
    #expect(ratio.parts == -150_000_000)
  }

  @Test func `ratios compare by value however large their parts`() throws {
    let huge = try #require(ExactRatio(.max, over: .max - 1))
    let one = try #require(ExactRatio(1, over: 1))
    let negative = try #require(ExactRatio(-.max, over: .max - 1))
    #expect(one < huge)
    #expect(!(huge < one))
    #expect(negative < one)
    #expect(try negative < #require(ExactRatio(-1, over: 1)))
    #expect(!(one < one))
  }

  @Test func `an even number of ratios has the exact mean of the middle two as median`() throws {
    let values = try [(3, 1), (1, 2), (1, 3), (9, 1)].map { try #require(ExactRatio($0.0, over: $0.1)) }
    #expect(median(of: values) == ExactRatio(7, over: 4))
    #expect(median(of: []) == nil)
    #expect(median(of: Array(values.prefix(1))) == ExactRatio(3, over: 1))
  }

  @Test func `quartiles need three values and are Tukey's hinges`() throws {
    let values = try [5, 1, 4, 2, 3].map { try #require(ExactRatio($0, over: 1)) }
    #expect(quartiles(of: Array(values.prefix(2))) == nil)
    let five = try #require(quartiles(of: values))
    #expect(five.lower == ExactRatio(2, over: 1))
    #expect(five.median == ExactRatio(3, over: 1))
    #expect(five.upper == ExactRatio(4, over: 1))
    #expect(five.count == 5)
    let four = try #require(quartiles(of: Array(values.prefix(4))))
    #expect(four.lower == ExactRatio(3, over: 2))
    #expect(four.upper == ExactRatio(9, over: 2))
  }
}
