import Charts
import Report
import Styling

/// Small drawings in table cells. They repeat what the row says in numbers, so they are hidden from readers.
enum CellDrawing {
  /// A bar from the left, `share` of the cell wide.
  static func bar(fromLeft share: Double, _ role: ColourRole, _ out: inout HTMLWriter) {
    out.raw("<svg aria-hidden=\"true\"><rect y=\"50%\" width=\"")
    out.percentage(min(1, max(0, share)))
    out.raw("\"")
    out.attribute("class", "f-\(role.rawValue)")
    out.raw("/></svg>")
  }

  /// A tinted bar from the right behind a number.
  static func bar(fromRight share: Double, _ role: ColourRole, _ out: inout HTMLWriter) {
    let length = min(1, max(0, share))
    out.raw("<svg aria-hidden=\"true\"><rect x=\"")
    out.percentage(1 - length)
    out.raw("\" width=\"")
    out.percentage(length)
    out.raw("\" height=\"100%\"")
    out.attribute("class", "f-\(role.rawValue)")
    out.raw("/></svg>")
  }

  /// A sparkline of a row.
  static func sparkline(_ chart: any ChartSpecification, _ context: inout PageContext) -> [UInt8] {
    drawing(chart.scene(width: 58, medium: .wide, measure: context.measure), decorative: true, &context)
  }
}
