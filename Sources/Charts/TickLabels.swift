import Figures
import Quantities

/// How the ticks of one axis are written: one unit and one number of decimals for all of them, nought as `0`.
struct TickLabels {
  /// Whether the values are pounds.
  let money: Bool
  /// Whether values above nought carry a plus sign.
  let signed: Bool
  /// Whether the values are shares, written per cent.
  let percent: Bool
  private let divisor: Double
  private let places: Int
  private let suffix: String

  init(_ scale: LinearScale, money: Bool, signed: Bool = false, percent: Bool = false) {
    self.money = money
    self.signed = signed
    self.percent = percent
    let most = max(abs(scale.lower), abs(scale.upper))
    // Millions where two decimals are enough for the step, thousands likewise, else whole ones.
    func decimals(_ divisor: Double) -> Int? {
      let step = scale.step / divisor
      for places in 0...2 {
        let shifted = step * (places == 0 ? 1 : places == 1 ? 10 : 100)
        if abs(shifted - shifted.rounded()) < 1e-6 * max(1, shifted) { return places }
      }
      return nil
    }
    if percent {
      divisor = 0.01
      suffix = "%"
      places = decimals(0.01) ?? 2
      return
    }
    let units: [(Double, String)] = money ? [(1e6, "m"), (1e3, "k")] : [(1e6, "m")]
    for (divisor, suffix) in units where most >= divisor * 0.999 {
      if let places = decimals(divisor) {
        self.divisor = divisor
        self.places = places
        self.suffix = suffix
        return
      }
    }
    divisor = 1
    suffix = ""
    places = decimals(1) ?? 2
  }

  /// The label of a tick.
  func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    let shifted = abs(value) / divisor * (places == 0 ? 1 : places == 1 ? 10 : 100)
    guard shifted.isFinite, shifted < 1e30 else { return "" }
    let sign = value < 0 ? Typography.minus : signed ? "+" : ""
    return sign + (money ? "£" : "") + fixed(Int128(shifted.rounded()), places: places) + suffix
  }
}

/// Whether the figures of a chart are pounds, which their axis then says.
func areMoney(_ figures: some Sequence<Figure>) -> Bool {
  figures.contains { if case .money = $0.value { true } else { false } }
}
