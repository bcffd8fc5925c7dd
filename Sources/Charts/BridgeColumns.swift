import Figures
import Styling

/// The numbers at the right of a bridge: the variance with its word, and its share of plan where there is room.
struct BridgeColumns {
  /// Where the columns start.
  let left: Double
  private let numberRight: Double
  private let wordLeft: Double?
  private let percentRight: Double?
  private let chart: BridgeChart

  init(_ chart: BridgeChart, _ scene: SceneBuilder) {
    let style = scene.style
    self.chart = chart
    let variances = chart.steps.map(\.variance)
    let numbers =
      variances.map { scene.widthOf(printed($0.value, .pounds), style.row) } + [scene.widthOf(printed(chart.total.value, .pounds), style.rowStrong)]
    let widest = numbers.max() ?? 0
    if scene.medium == .narrow {
      numberRight = scene.width
      wordLeft = nil
      percentRight = nil
      left = scene.width - widest
      return
    }
    let sides = (variances + [chart.total]).map { chart.word(chart.side($0) ?? .onPlan) }
    let word = sides.map { scene.widthOf($0, style.strong) }.max() ?? 0
    var right = scene.width
    let hasPercent = chart.totalPercent != nil || chart.steps.contains { $0.percent != nil }
    if hasPercent {
      percentRight = right
      right -= scene.widthOf("% of plan", style.strong) + 14 * style.unit
    } else {
      percentRight = nil
    }
    wordLeft = right - word
    numberRight = right - word - 5 * style.unit
    left = numberRight - max(widest, scene.widthOf(Self.head(chart), style.strong))
  }

  private static func head(_ chart: BridgeChart) -> String { chart.kind == .variance ? "Variance, £" : "Change, £" }

  func heads(_ scene: inout SceneBuilder, baseline: Double) {
    let strong = scene.style.strong
    scene.text(scene.medium == .narrow ? "£" : Self.head(chart), numberRight, baseline, strong, .ink2, .end)
    if let percentRight { scene.text("% of plan", percentRight, baseline, strong, .ink2, .end) }
  }

  func draw(_ scene: inout SceneBuilder, variance: Figure, percent: Figure?, middle: Double, bold: Bool) {
    let style = scene.style
    let baseline = middle + style.row.size * 0.35
    let side = chart.side(variance)
    scene.figure(variance, .pounds, numberRight, baseline, bold ? style.rowStrong : style.row, side?.textRole ?? .ink2)
    if let wordLeft, let side { scene.text(chart.word(side), wordLeft, baseline, bold ? style.strong : style.label, side.textRole) }
    if let percentRight, let percent { scene.figure(percent, .percent, percentRight, baseline, bold ? style.rowStrong : style.row, .ink) }
  }
}

/// `£1,327,152 over`, `on plan`: a variance in words, for descriptions.
func varianceWords(_ figure: Figure) -> String {
  guard let side = VarianceSide(figure.value) else { return printed(figure.value, .sterlingSize) }
  if side == .onPlan { return side.rawValue }
  let isShare = if case .ratio = figure.value { true } else { false }
  return "\(printed(figure.value, isShare ? .percentSize : areMoney([figure]) ? .sterlingSize : .numberSize)) \(side.rawValue)"
}
