import Charts
import Figures

/// Writes HTML as bytes. `raw` takes markup of ours, `text` whatever came from outside; there is no third way in.
struct HTMLWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []
  /// Whether what is written is plain text, in which nothing is markup and nothing is escaped: the text of a message.
  private let isPlain: Bool

  init(capacity: Int = 0, isPlain: Bool = false) {
    self.isPlain = isPlain
    bytes.reserveCapacity(capacity)
  }

  /// Appends markup that stands in the source code.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends markup that was written by an `HTMLWriter`, the SVG writer or a template.
  mutating func raw(bytes markup: [UInt8]) { bytes.append(contentsOf: markup) }

  /// Appends untrusted text, as text or between quotes.
  mutating func text(_ text: String) {
    if isPlain { bytes.append(contentsOf: text.utf8) } else { appendEscaped(text, to: &bytes) }
  }

  /// Appends a space, an attribute's name, and its untrusted value in quotes.
  mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(0x20)
    raw(name)
    raw("=\"")
    text(value)
    bytes.append(0x22)
  }

  /// Appends a whole number.
  mutating func number(_ value: Int) {
    var value = String(value)
    value.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Appends a share as a percentage with at most two decimals, `37.5%`.
  mutating func percentage(_ share: Double) {
    let hundredths = Int((share * 10_000).rounded(.toNearestOrAwayFromZero))
    if hundredths < 0 { bytes.append(0x2D) }
    let size = abs(hundredths)
    number(size / 100)
    if size % 100 != 0 {
      bytes.append(0x2E)
      bytes.append(0x30 + UInt8(size % 100 / 10))
      if size % 10 != 0 { bytes.append(0x30 + UInt8(size % 10)) }
    }
    bytes.append(0x25)
  }

  /// Appends ` data-figure="…"`, which stands on the element around exactly the figure's text.
  mutating func dataFigure(_ id: FigureID) { attribute("data-figure", id.text) }
}
