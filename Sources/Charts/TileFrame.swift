import Figures

/// The size of a graphic in a tile (110 × 24 pt) or in a table's row (50 × 15 pt), a third more on screens.
struct TileFrame {
  /// Whether it stands in a row.
  let small: Bool
  /// The height.
  let height: Double
  /// What one point of a mark becomes.
  let unit: Double

  init(width: Double, medium: ChartMedium) {
    unit = medium == .page ? 1 : 4.0 / 3
    small = width < 60 * unit
    height = (small ? 15 : 24) * unit
  }
}

/// A value as a description says it: pounds with their sign, other things as numbers.
func plainValue(_ figure: Figure) -> String {
  switch figure.value {
  case .money: printed(figure.value, .sterling)
  case .ratio: printed(figure.value, .percentSigned)
  case .statistic: printed(figure.value, .oneDecimal)
  default: printed(figure.value, .number)
  }
}
