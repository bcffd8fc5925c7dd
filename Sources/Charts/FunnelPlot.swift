package import Figures
import Quantities
package import Styling

/// Rates of units against their population, between limits that narrow as the population grows.
///
/// A unit outside a limit is a mark of another shape and is named; one whose rate is held back is a ring with a dash on the axis, at its population.
package struct FunnelPlot: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// What the units are called, in the plural: `practices`.
  package var unitWord: String
  /// What the horizontal axis is: `weighted population`.
  package var populationWord: String
  /// The units, in the caller's order.
  package var points: [Spot]
  /// The rate of all units together; nil where it is held back, and then no limits are drawn.
  package var overall: Figure?
  /// The limits, the inner pair first.
  package var limits: [Limits]
  /// φ, where the limits are widened for over-dispersion, which the chart then says.
  package var overDispersion: Figure?

  /// One unit.
  package struct Spot: Sendable {
    /// Where it lies.
    package enum Standing: Sendable, Hashable {
      /// Within the inner limits.
      case within
      /// Between the inner and the outer limits.
      case outsideInner
      /// Outside the outer limits.
      case outsideOuter
    }
    /// The name, for the label of one outside.
    package var name: String
    /// Its population.
    package var population: Figure
    /// Its rate.
    package var rate: Figure
    /// Where it lies.
    package var standing: Standing

    /// Makes one.
    package init(name: String, population: Figure, rate: Figure, standing: Standing) {
      self.name = name
      self.population = population
      self.rate = rate
      self.standing = standing
    }
  }

  /// A pair of limits.
  package struct Limits: Sendable {
    /// What they are called: `95%`.
    package var name: String
    /// The lower and the upper rate at populations in ascending order.
    package var curve: [(population: Double, lower: Double, upper: Double)]

    /// Makes a pair.
    package init(name: String, curve: [(population: Double, lower: Double, upper: Double)]) {
      self.name = name
      self.curve = curve
    }
  }

  /// Makes the chart.
  package init(
    title: String, unitWord: String, populationWord: String, points: [Spot], overall: Figure?, limits: [Limits], overDispersion: Figure?
  ) {
    self.title = title
    self.unitWord = unitWord
    self.populationWord = populationWord
    self.points = points
    self.overall = overall
    self.limits = limits
    self.overDispersion = overDispersion
  }

  package var isEmpty: Bool { points.isEmpty }
  package var figures: [Figure] { points.flatMap { [$0.population, $0.rate] } + [overall, overDispersion].compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    scene.height = medium == .page ? 255 : medium == .wide ? 420 : 340
    let field = FunnelField(self, scene)
    field.drawAxes(&scene, populationWord: populationWord)
    field.drawLimits(&scene)
    field.drawPoints(&scene)
    field.drawNames(&scene)
    field.drawKey(&scene)
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    func named(_ standing: Spot.Standing) -> String {
      points.filter { $0.standing == standing && !$0.isHeldBack }.map { "\($0.name) \(printed($0.rate.value, .oneDecimal))" }.joined(separator: "; ")
    }
    var text = points.count == 1 ? "One point." : "\(points.count) \(unitWord)."
    if let overall { text += " All together \(printed(overall.value, .oneDecimal))." }
    let (outer, inner) = (named(.outsideOuter), named(.outsideInner))
    if let last = limits.last, !outer.isEmpty { text += " Outside the \(last.name) limits: \(outer)." }
    if let first = limits.first, !inner.isEmpty { text += " Outside the \(first.name) limits only: \(inner)." }
    if let first = limits.first, outer.isEmpty, inner.isEmpty { text += " None is outside the \(first.name) limits." }
    let held = points.count { $0.isHeldBack }
    if held > 0 { text += " \(held) held back." }
    return text
  }
}

extension FunnelPlot.Spot {
  /// Whether the small-number policy holds its rate back.
  var isHeldBack: Bool { rate.value == .missing(.suppressed) }
}
