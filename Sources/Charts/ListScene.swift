import Figures
import Styling

/// The values of a series that can be drawn, with their places.
func plotted(_ values: [Figure?]) -> [(index: Int, value: Double)] {
  values.enumerated().compactMap { index, figure in figure?.value.approximation.map { (index, $0) } }
}

/// The plainest picture of a chart: its values, one a line.
func listScene(_ chart: some ChartSpecification, width: Double, medium: ChartMedium) -> Scene {
  let size = medium == .page ? 8.5 : 13
  let pitch = size * 1.5
  var commands: [DrawCommand] = []
  for (index, figure) in chart.figures.enumerated() {
    let at = Point(width, Double(index + 1) * pitch)
    commands.append(.text(TextRun(printed(figure.value, .number), at: at, TextStyle(size), .ink2, anchor: .end, figure: figure.id)))
  }
  return Scene(
    width: width, height: Double(chart.figures.count) * pitch + size, commands: commands, title: chart.title, description: chart.title)
}
