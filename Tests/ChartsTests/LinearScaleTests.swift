import Charts
import Testing

/// Round ticks and straight mapping, worked by hand.
struct LinearScaleTests {
  @Test(arguments: [
    ([12_220_991.0], 5, 2_500_000.0, [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000]),
    ([12_220_991], 6, 2_500_000, [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000, 12_500_000]),
    ([-1_471_206], 4, 500_000, [-1_500_000, -1_000_000, -500_000, 0]),
    ([93_000, -1_327_000], 4, 500_000, [-1_000_000, -500_000, 0]),
    ([1], 6, 0.2, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ([22, 25.2], 4, 10, [0, 10, 20]),
    ([0, 0], 5, 2, [0]),
  ])
  func ticksAreRound(values: [Double], most: Int, step: Double, ticks: [Double]) {
    let scale = LinearScale(covering: values, from: 0, to: 100, most: most)
    #expect(abs(scale.step - step) < step * 1e-9)
    #expect(scale.ticks.count == ticks.count)
    for (got, wanted) in zip(scale.ticks, ticks) { #expect(abs(got - wanted) < step * 1e-9) }
  }

  @Test func placesAreProportional() {
    let scale = LinearScale(covering: [400], from: 100, to: 0, most: 5)
    #expect(scale.place(0) == 100)
    #expect(scale.place(400) == 0)
    #expect(scale.place(100) == 75)
  }

  /// Every span from a penny to Int64's range of pounds gives two to six gridlines within the domain, at steps of 1, 2, 2.5 or 5.
  @Test func everySpanHasFewRoundTicks() {
    for exponent in -4...11 {
      for lead in stride(from: 1.0, through: 9.7, by: 0.3) {
        var top = lead
        for _ in 0..<abs(exponent) { top = exponent < 0 ? top / 10 : top * 10 }
        for values in [[top], [-top], [top, -top / 3]] {
          let scale = LinearScale(covering: values, from: 0, to: 300, most: 6)
          #expect((2...6).contains(scale.ticks.count), "\(values): \(scale.ticks)")
          #expect(scale.ticks.contains(0))
          #expect(scale.lower <= values.min() ?? 0 && scale.upper >= values.max() ?? 0)
          var mantissa = scale.step
          while mantissa >= 9.999 { mantissa /= 10 }
          while mantissa < 0.9999 { mantissa *= 10 }
          #expect([1, 2, 2.5, 5].contains { abs($0 - mantissa) < 1e-6 }, "step \(scale.step)")
        }
      }
    }
  }

  @Test func whatIsNotFiniteIsLeftOut() {
    let scale = LinearScale(covering: [.nan, .infinity, 10], from: 0, to: 10, most: 6)
    #expect(scale.upper == 10)
    #expect(scale.place(5) == 5)
  }
}
