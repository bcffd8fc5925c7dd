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

  /// Writes the marks of a process chart, a link to it where the page holds it; readers hear their words.
  mutating func verdict(_ verdict: ProcessVerdict, _ context: PageContext) {
    guard !verdict.icons.isEmpty else {
      raw("<span class=\"w\">")
      text(verdict.words)
      raw("</span>")
      return
    }
    let anchor = verdict.chart.flatMap { context.titles[$0] == nil ? nil : $0 }
    if let anchor {
      raw("<a class=\"v\"")
      attribute("href", "#" + anchor)
    } else {
      raw("<span class=\"v\"")
    }
    attribute("title", verdict.words)
    raw(">")
    for icon in verdict.icons {
      raw("<svg class=\"k\" aria-hidden=\"true\"><use href=\"#p-")
      text(icon.name)
      raw("\"/></svg>")
    }
    raw("<span class=\"sr\">")
    text(verdict.words)
    raw(anchor == nil ? "</span></span>" : "</span></a>")
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
  for icon in ProcessIcon.all {
    out.raw("<symbol")
    out.attribute("id", "p-" + icon.name)
    out.raw(" viewBox=\"0 0 16 16\" fill=\"none\">")
    out.raw(bytes: SVGWriter.shapes(icon.commands(at: Point(8, 8), size: 13)))
    out.raw("</symbol>")
  }
  out.raw("<symbol id=\"k-wordmark\" viewBox=\"0 0 26 20\" fill=\"none\">")
  out.raw(bytes: SVGWriter.shapes(Mark.wordmark.commands(at: Point(13, 10), size: 20)))
  out.raw("</symbol></svg>")
  return out.bytes
}
