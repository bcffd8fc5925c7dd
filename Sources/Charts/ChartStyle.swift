import Styling

/// Sizes of text, marks and rows in one medium.
struct ChartStyle {
  /// Tick labels, notes, words: 8.5 pt on paper, 13 px wide, 12 px narrow.
  let label: TextStyle
  /// Labels that name data.
  let strong: TextStyle
  /// Names and numbers of rows: 9.5 pt, 15 px, 14 px.
  let row: TextStyle
  /// The total row.
  let rowStrong: TextStyle
  /// Numbers in heat-map cells.
  let cell: TextStyle
  /// What one point of a mark or a line becomes.
  let unit: Double
  /// From row to row.
  let pitch: Double
  /// The height of a row's bar.
  let bar: Double
  /// From line to line of labels.
  let leading: Double
  /// From a tick label to the plot.
  let gap: Double

  init(_ medium: ChartMedium) {
    let size: (label: Double, row: Double, cell: Double, unit: Double, pitch: Double, bar: Double)
    switch medium {
    case .page: size = (8.5, 9.5, 8.25, 1, 13.4, 9)
    case .wide: size = (13, 15, 12, 1.4, 24, 14)
    case .narrow: size = (12, 13, 12, 1.3, 22, 11)
    }
    label = TextStyle(size.label)
    strong = TextStyle(size.label, .bold)
    row = TextStyle(size.row)
    rowStrong = TextStyle(size.row, .bold)
    cell = TextStyle(size.cell)
    unit = size.unit
    pitch = size.pitch
    bar = size.bar
    leading = (size.label * 1.3).rounded()
    gap = 5 * size.unit
  }

  /// A line of so many points in this medium.
  func stroke(_ role: ColourRole, _ points: Double, dash: [Double] = []) -> Stroke {
    Stroke(role, points * unit, dash: dash.map { $0 * unit })
  }
}
