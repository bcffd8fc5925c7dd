package import Charts
package import Typesetting

extension Canvas {
  /// Draws a scene with its top left corner at a point.
  package mutating func draw(_ scene: Scene, x: Double, y: Double, library: borrowing FontLibrary) {
    draw(scene.commands, x: x, y: y, library: library)
  }

  /// Draws commands about a point.
  package mutating func draw(_ commands: [DrawCommand], x: Double, y: Double, library: borrowing FontLibrary) {
    for command in commands {
      switch command {
      case .line(let points, let stroke): self.stroke(points, dx: x, dy: y, stroke)
      case .area(let points, let role): fill(points, dx: x, dy: y, role)
      case .rectangle(let box, let fill, let stroke): rectangle(box, dx: x, dy: y, fill: fill, stroke: stroke)
      case .circle(let centre, let radius, let fill, let stroke): circle(centre, radius: radius, dx: x, dy: y, fill: fill, stroke: stroke)
      case .text(let run): show(run, dx: x, dy: y, library: library)
      }
    }
  }
}
