import Figures
import Quantities
import Testing

private func money(_ text: String) -> FigureValue { .money(Money(decimal: text) ?? .zero) }

@Suite struct FigureFormatTests {
  @Test(arguments: [
    ("-1327152.49", FigureFormat.pounds, "−1,327,152"), ("0.5", .pounds, "1"), ("-0.5", .pounds, "−1"), ("0.49", .pounds, "0"),
    ("-0.49", .pounds, "0"),
    ("0", .pounds, "–"), ("999.5", .pounds, "1,000"), ("-1327152", .sterling, "−£1,327,152"), ("-1327152", .sterlingSize, "£1,327,152"),
    ("138294", .sterlingChange, "+£138,294"), ("-138294", .sterlingChange, "−£138,294"), ("-1327152", .thousands, "−1,327"),
    ("412816", .sterlingShort, "£413k"), ("1327152", .sterlingShort, "£1.3m"), ("-400000", .sterlingShort, "−£400k"),
    ("3000000", .sterlingShort, "£3m"), ("54990000", .sterlingMillions, "£55.0m"), ("54290000", .sterlingMillions, "£54.3m"),
    ("412816", .sterlingMillions, "£413k"),
    ("999", .sterlingShort, "£999"), ("999.6", .sterlingShort, "£1k"), ("999500", .sterlingShort, "£1m"), ("0", .sterling, "£0"),
  ]) func writesMoney(_ value: String, _ format: FigureFormat, _ expected: String) {
    #expect(printed(money(value), format) == expected)
  }

  @Test(arguments: [
    (-134, 1000, FigureFormat.percent, "−13.4"), (-134, 1000, .percentSize, "13.4%"), (-134, 1000, .percentSigned, "−13.4%"),
    (63, 100, .percentWhole, "63%"),
    (79, 20, .oneDecimal, "4.0"), (2, 4, .oneDecimal, "0.5"), (-1, 3000, .percent, "0.0"), (1, 8, .percent, "12.5"), (1, -8, .percent, "−12.5"),
  ]) func writesRatios(_ numerator: Int, _ denominator: Int, _ format: FigureFormat, _ expected: String) {
    #expect(printed(.ratio(numerator: Int128(numerator), denominator: Int128(denominator)), format) == expected)
  }

  @Test func wordsStandForWhatIsMissing() {
    #expect(printed(.missing(.noPlan), .percent) == "no plan")
    #expect(printed(.count(0), .number) == "0")
    #expect(printed(.activity(.zero), .number) == "–")
    #expect(FigureValue.ratio(1, 0, else: .noPlan) == .missing(.noPlan))
  }
}
