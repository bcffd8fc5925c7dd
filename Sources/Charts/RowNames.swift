import Styling

/// The names down the left of a chart of rows: each on one line where it fits, else short, else smaller, else on as many lines as it needs; never cut.
struct RowNames {
  /// One name as it is written.
  struct Name {
    var lines: [String]
    var style: TextStyle
  }
  /// The names in row order.
  private(set) var names: [Name]
  /// The room of the column.
  let width: Double

  /// Fits names into at most `most`.
  init(_ rows: [(name: String, short: String, bold: Bool)], most: Double, preferShort: Bool, _ scene: SceneBuilder) {
    let style = scene.style
    var names: [Name] = []
    for row in rows {
      let weight: FontWeight = row.bold ? .bold : .regular
      let full = TextStyle(style.row.size, weight)
      let small = TextStyle(style.label.size, weight)
      let choices = preferShort ? [(row.short, full), (row.short, small)] : [(row.name, full), (row.short, full), (row.short, small)]
      if let choice = choices.first(where: { scene.widthOf($0.0, $0.1) <= most }) {
        names.append(Name(lines: [choice.0], style: choice.1))
      } else {
        names.append(Name(lines: wrapped(row.short, small, most, scene), style: small))
      }
    }
    self.names = names
    width = names.flatMap { name in name.lines.map { scene.widthOf($0, name.style) } }.max() ?? 0
  }

  /// The height of a row: the pitch, or more where its name takes several lines.
  func height(_ index: Int, _ style: ChartStyle) -> Double {
    max(style.pitch, Double(names[index].lines.count) * style.leading + style.pitch - style.leading)
  }

  /// Writes a name with its middle at `middle`.
  func draw(_ index: Int, _ scene: inout SceneBuilder, x: Double, middle: Double) {
    let name = names[index]
    let first = middle - Double(name.lines.count - 1) * scene.style.leading / 2
    for (line, text) in name.lines.enumerated() {
      scene.text(text, x, first + Double(line) * scene.style.leading + name.style.size * 0.35, name.style, .ink)
    }
  }
}

/// Breaks a text into lines at spaces, and within a word that is wider than a line.
func wrapped(_ text: String, _ style: TextStyle, _ most: Double, _ scene: SceneBuilder) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    let longer = line.isEmpty ? String(word) : line + " " + word
    if scene.widthOf(longer, style) <= most {
      line = longer
      continue
    }
    if !line.isEmpty { lines.append(line) }
    line = ""
    for character in word {
      if !line.isEmpty, scene.widthOf(line + String(character), style) > most {
        lines.append(line)
        line = ""
      }
      line.append(character)
    }
  }
  if !line.isEmpty { lines.append(line) }
  return lines.isEmpty ? [""] : lines
}
