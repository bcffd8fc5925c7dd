import Charts
import Figures
import Styling
import Testing

/// Funnel plots with ordinary and with awkward data.
enum FunnelCases {
  static func chart(_ nature: ChartCases.Nature, longName: String) -> FunnelPlot {
    let number =
      switch nature {
      case .empty: 0
      case .oneMonth: 1
      default: 34
      }
    let noise = Sample.noise(21, 80)
    let populations = (0..<number).map { 2_400 + Int(15_000 * noise[$0] * noise[$0]) }
    let rates = (0..<number).map { index -> Double in
      switch nature {
      case .allNought: 0
      case .positive: 11
      case .hugeRange: index == 3 ? 900 : 11
      default: 11 + (noise[40 + index] - 0.5) * (index % 9 == 4 ? 22 : 7)
      }
    }
    let overall = number == 0 ? 0 : zip(rates, populations).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(populations.reduce(0, +))
    func limits(_ name: String, _ z: Double) -> FunnelPlot.Limits {
      let most = Double(populations.max() ?? 0) * 1.03
      return FunnelPlot.Limits(
        name: name,
        curve: number < 2 || overall == 0
          ? []
          : (1...60).map { step in
            let n = most * Double(step) / 60
            let reach = z * (overall * 1_000 / n).squareRoot()
            return (n, max(0, overall - reach), overall + reach)
          })
    }
    let spots = (0..<number).map { index -> FunnelPlot.Spot in
      let reach = (overall * 1_000 / Double(populations[index])).squareRoot()
      let away = reach == 0 || number < 2 ? 0 : abs(rates[index] - overall) / reach
      let isHidden = nature == .missing && index % 5 == 0
      let id = FigureID(wellFormed: "practice/10H/ALL/practice=\(index)/rate")
      return FunnelPlot.Spot(
        name: nature == .longNames
          ? longName : "\(["Amersham", "Bell Lane", "The Simpson Centre", "Water Meadow", "John Hampden"][index % 5]) \(index)",
        population: Sample.count("n\(index)", populations[index]),
        rate: isHidden ? Figure(id, .missing(.suppressed)) : Figure(id, .statistic(rates[index])),
        standing: isHidden ? .within : away > 3.09 ? .outsideOuter : away > 1.96 ? .outsideInner : .within)
    }
    return FunnelPlot(
      title: "First attendances for each 1,000 people by practice", unitWord: "practices", populationWord: "weighted population", points: spots,
      overall: number == 0 ? nil : Sample.statistic("overall", overall), limits: number == 0 ? [] : [limits("95%", 1.96), limits("99.8%", 3.09)],
      overDispersion: nature == .normal ? Sample.statistic("phi", 2.4) : nil)
  }

  @Test static func outliersAreToldByShapeAndNamed() {
    let chart = chart(.normal, longName: "")
    let scene = chart.scene(width: 493.2, medium: .page, measure: ArialAdvances())
    let names = scene.commands.compactMap { if case .text(let run) = $0 { run.text } else { nil } }
    let outside = chart.points.filter { $0.standing != .within }
    #expect(outside.count >= 3)
    for spot in outside { #expect(names.contains(spot.name) || scene.droppedLabels.contains(spot.name)) }
    for spot in chart.points where spot.standing == .within { #expect(!names.contains(spot.name)) }
    // Diamonds and rings, one for each outside and one in the key.
    let diamonds = scene.commands.count { if case .area(let points, .neutral) = $0 { points.count == 4 } else { false } }
    #expect(diamonds == chart.points.count { $0.standing == .outsideOuter } + 1)
    #expect(names.contains("φ") && names.contains("2.4"))
  }

  @Test static func aHeldBackRateIsAMarkOnTheAxisAndNoNumber() {
    let chart = chart(.missing, longName: "")
    let scene = chart.scene(width: 493.2, medium: .page, measure: ArialAdvances())
    let texts = scene.commands.compactMap { if case .text(let run) = $0 { run.text } else { nil } }
    #expect(texts.contains("held back (*)"))
    #expect(scene.description.contains("7 held back"))
  }
}
