package import Figures
package import Styling

/// A point of a scene: x to the right, y down, from the scene's top left corner, in points (pixels where the scene is made for the screen).
package struct Point: Sendable, Hashable {
  /// Across, to the right.
  package var x: Double
  /// Down.
  package var y: Double
  /// Makes a point.
  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle of a scene.
package struct Box: Sendable, Hashable {
  /// Left edge.
  package var x: Double
  /// Top edge.
  package var y: Double
  /// Width, not negative.
  package var width: Double
  /// Height, not negative.
  package var height: Double
  /// Makes a box.
  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

/// How a line is drawn.
package struct Stroke: Sendable, Hashable {
  /// The colour's role.
  package var role: ColourRole
  /// The width.
  package var width: Double
  /// Lengths on and off, empty for a whole line.
  package var dash: [Double]
  /// Makes a stroke.
  package init(_ role: ColourRole, _ width: Double, dash: [Double] = []) {
    self.role = role
    self.width = width
    self.dash = dash
  }
}

/// One line of text of a scene.
package struct TextRun: Sendable, Hashable {
  /// Which point of the baseline `at` is.
  package enum Anchor: String, Sendable, Hashable {
    /// The left end.
    case start
    /// The middle.
    case middle
    /// The right end.
    case end
  }
  /// The text.
  package var text: String
  /// The anchor point, on the baseline.
  package var at: Point
  /// Size and weight.
  package var style: TextStyle
  /// The colour's role.
  package var role: ColourRole
  /// Which point of the baseline `at` is.
  package var anchor: Anchor
  /// Whether the text has a 2.5 pt halo in the ground colour, because it stands over a line.
  package var halo: Bool
  /// Whether it reads upwards (turned 90° to the left about `at`); only heat-map heads do.
  package var upward: Bool
  /// The figure that the text prints, when it prints one.
  package var figure: FigureID?

  /// Makes a run.
  package init(
    _ text: String, at: Point, _ style: TextStyle, _ role: ColourRole, anchor: Anchor = .start, halo: Bool = false, upward: Bool = false,
    figure: FigureID? = nil
  ) {
    self.text = text
    self.at = at
    self.style = style
    self.role = role
    self.anchor = anchor
    self.halo = halo
    self.upward = upward
    self.figure = figure
  }
}

/// One thing to draw. All positions are decided: a back-end only strokes, fills and shows.
package enum DrawCommand: Sendable, Hashable {
  /// A run of straight lines.
  case line([Point], Stroke)
  /// A filled shape, closed by itself.
  case area([Point], ColourRole)
  /// A filled and perhaps outlined upright rectangle.
  case rectangle(Box, fill: ColourRole?, stroke: Stroke?)
  /// A filled and perhaps outlined circle.
  case circle(Point, radius: Double, fill: ColourRole?, stroke: Stroke?)
  /// A line of text.
  case text(TextRun)

  /// Whether it is words.
  package var isText: Bool { if case .text = self { true } else { false } }
}

/// A finished chart: what to draw, and what to say of it to who cannot see it.
package struct Scene: Sendable, Hashable {
  /// Width.
  package var width: Double
  /// Height.
  package var height: Double
  /// What to draw, from back to front.
  package var commands: [DrawCommand]
  /// The short accessible name.
  package var title: String
  /// The finding in words, the alternative text.
  package var description: String
  /// Labels that found no free place and were left out, to be noted in `run.json`.
  package var droppedLabels: [String]

  /// Makes a scene.
  package init(width: Double, height: Double, commands: [DrawCommand], title: String, description: String, droppedLabels: [String] = []) {
    self.width = width
    self.height = height
    self.commands = commands
    self.title = title
    self.description = description
    self.droppedLabels = droppedLabels
  }
}

/// Where a scene will be shown, which decides sizes, tick counts and names.
package enum ChartMedium: String, Sendable, Hashable, CaseIterable {
  /// A4 page: unit points, full width 493.2, labels 8.5.
  case page
  /// HTML over 720 px: unit CSS pixels, full width 876, labels 13.
  case wide
  /// HTML under 720 px: unit CSS pixels, full width 358, labels 12 to 13, fewer ticks, short names.
  case narrow
}

/// A chart as a value: its data with their figures, which can be laid out for any medium.
package protocol ChartSpecification: Sendable {
  /// The short accessible name.
  var title: String { get }
  /// Whether there is anything to draw; when not, the block prints its sentence for *empty*.
  var isEmpty: Bool { get }
  /// Every figure that the chart prints as text or draws as a mark.
  var figures: [Figure] { get }
  /// Lays the chart out.
  func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene
  /// The same chart with other figures; where one of them is held back, the chart shows that.
  func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification
}
