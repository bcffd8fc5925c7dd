import Charts
import Report
import Styling

extension HTMLWriter {
  /// Writes a mark; its word stands beside it, so the mark itself is silent.
  mutating func mark(_ mark: ReportMark) {
    raw("<svg class=\"k\" aria-hidden=\"true\"><use href=\"#k-")
    text(mark.rawValue)
    raw("\"/></svg>")
  }
}

/// The drawings that a page uses many times: the marks of its tables, written once and referred to.
func markSymbols() -> [UInt8] {
  var out = HTMLWriter()
  out.raw("<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"symbols\">")
  for mark in ReportMark.allCases {
    guard let drawn = Mark(rawValue: mark.rawValue) else { continue }
    out.raw("<symbol")
    out.attribute("id", "k-" + mark.rawValue)
    out.raw(" viewBox=\"0 0 16 16\" fill=\"none\">")
    out.raw(bytes: SVGWriter.shapes(drawn.commands(at: Point(8, 8), size: 14)))
    out.raw("</symbol>")
  }
  out.raw("<symbol id=\"k-wordmark\" viewBox=\"0 0 26 20\" fill=\"none\">")
  out.raw(bytes: SVGWriter.shapes(Mark.wordmark.commands(at: Point(13, 10), size: 20)))
  out.raw("</symbol></svg>")
  return out.bytes
}
