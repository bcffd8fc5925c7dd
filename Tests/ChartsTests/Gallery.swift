import Charts
import Foundation
import Styling
enum Gallery {
  static func write(to folder: String, measure: some TextMeasure) throws {
    let theme = try String(contentsOfFile: folder + "/theme.css", encoding: .utf8)
    for medium in ChartMedium.allCases {
      for nature in ChartCases.Nature.allCases {
        var body = ""
        for (index, example) in ChartCases.cases(nature).enumerated() {
          let scene = example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)
          let bytes = SVGWriter(idPrefix: "c\(index)").bytes(of: scene)
          body += "<h4>\(example.name) \(bytes.count) bytes; dropped \(scene.droppedLabels.count)</h4><p>\(scene.description.replacing("<", with: "&lt;"))</p>"
            + String(decoding: bytes, as: UTF8.self)
        }
        let width = medium == .page ? 493 : medium == .wide ? 876 : 358
        for mode in ["light", "dark"] {
          let html = "<!doctype html><meta charset=utf-8><style>\(theme)\(SVGWriter.styleSheet) body{width:\(width)px;margin:12px;background:var(--paper);color:var(--ink);font-family:Liberation Sans;font-size:11px}h4{margin:14px 0 2px}p{margin:0 0 6px}svg{outline:0.5px dotted #8884}\(medium == .page ? "body{zoom:1.5}" : "")</style><body class=\(mode)>\(body)"
          try html.write(toFile: "\(folder)/\(medium.rawValue)-\(nature.rawValue)-\(mode).html", atomically: true, encoding: .utf8)
        }
      }
    }
  }
}
