import Styling

/// The zero line and the scale of a column of in-row bars: over plan to the left, under to the right, one scale for both sides. Positions are
/// shares of the cell's width, so the browser may give the column any width.
struct BarAxis {
  /// Where the zero line stands, 0 to 1.
  let zero: Double
  /// The length of a share of one.
  let scale: Double

  /// Fits the shares of all rows (−1 to 1), and leaves either side room for its word in the head.
  init(_ shares: [Double]) {
    let left = max(0, -(shares.min() ?? 0))
    let right = max(0, shares.max() ?? 0)
    zero = left + right == 0 ? 0.6 : min(0.68, max(0.52, left / (left + right)))
    scale = min(left == 0 ? .infinity : zero / left, right == 0 ? .infinity : (1 - zero) / right, 1)
  }

  /// The drawing of one row: the zero line, and a bar or a dot on its stem.
  func write(_ share: Double, _ role: ColourRole, isDot: Bool, _ out: inout HTMLWriter) {
    out.raw("<svg aria-hidden=\"true\">")
    let end = zero + share * scale
    if isDot {
      out.raw("<line x1=\"")
      out.percentage(zero)
      out.raw("\" x2=\"")
      out.percentage(end)
      out.raw("\" y1=\"50%\" y2=\"50%\"")
      out.attribute("class", "s-\(role.rawValue)")
      out.raw("/><circle cx=\"")
      out.percentage(end)
      out.raw("\" cy=\"50%\" r=\"3.2\"")
      out.attribute("class", "f-\(role.rawValue)")
      out.raw("/>")
    } else if share != 0 {
      // A bar is at least three quarters of a point long: at 150 px that is 0.7 %.
      let length = max(abs(share * scale), 0.007)
      out.raw("<rect x=\"")
      out.percentage(share < 0 ? zero - length : zero)
      out.raw("\" width=\"")
      out.percentage(length)
      out.raw("\" y=\"50%\"")
      out.attribute("class", "f-\(role.rawValue)")
      out.raw("/>")
    }
    line(&out)
    out.raw("</svg>")
  }

  /// The zero line alone.
  func writeLine(_ out: inout HTMLWriter) {
    out.raw("<svg aria-hidden=\"true\">")
    line(&out)
    out.raw("</svg>")
  }

  private func line(_ out: inout HTMLWriter) {
    out.raw("<line class=\"z\" x1=\"")
    out.percentage(zero)
    out.raw("\" x2=\"")
    out.percentage(zero)
    out.raw("\" y2=\"100%\"/>")
  }

  /// The head: “over plan” and “under” on either side of the zero line. A head of the form `left|right` gives both words.
  func writeHead(_ head: String, _ out: inout HTMLWriter) {
    let (left, right) = Self.words(head)
    // The words of a drawing are not text to a screen reader.
    out.raw("<span class=\"unseen\">")
    out.text("\(left), \(right)")
    out.raw("</span><svg aria-hidden=\"true\">")
    out.raw("<text text-anchor=\"end\" y=\"100%\" dy=\"-8\" dx=\"-6\" x=\"")
    out.percentage(zero)
    out.raw("\">◄ ")
    out.text(left)
    out.raw("</text><text y=\"100%\" dy=\"-8\" dx=\"6\" x=\"")
    out.percentage(zero)
    out.raw("\">")
    out.text(right)
    out.raw(" ►</text>")
    line(&out)
    out.raw("</svg>")
  }

  /// The words on either side of the zero line.
  static func words(_ head: String) -> (left: String, right: String) {
    let parts = head.split(separator: "|", maxSplits: 1)
    return parts.count == 2 ? (trimmed(parts[0]), trimmed(parts[1])) : ("over plan", "under")
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
