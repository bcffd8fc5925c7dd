import Charts
import Figures
import Report
import Styling
import Typesetting

/// A cell whose text is shaped and whose width is known, before its column has a place.
struct MeasuredCell {
  enum Content {
    /// Text at the left, a second size of it where it was too wide, and its words for wrapping.
    case text(ShapedText, String)
    /// A three-figure code and its name, the name a size smaller: `361 Nephrology`; and both as text for wrapping.
    case coded(ShapedText, name: ShapedText, String)
    /// A number or a word in its place, at the right.
    case number(ShapedText, ColourRole)
    /// A number with a bar behind it.
    case barred(ShapedText, ColourRole, share: Double, bar: ColourRole)
    /// A variance and its word.
    case variance(ShapedText, word: ShapedText?, ColourRole)
    /// A bar or a dot about the zero line, or a bar from the left.
    case share(Double, ColourRole, isDot: Bool)
    case sparkline(Scene)
    case mark(ReportMark, ShapedText)
    /// The icons of a process chart, with the section that they lead to.
    case icons([ProcessIcon], words: String, link: String?)
    case none
  }
  var content: Content
  /// The width of what stands in it; of a variance, the number's alone.
  var width: Double
}

extension MeasuredCell {
  /// The gap between a variance and its word, and the word's size.
  static let wordGap = 3.2
  /// From a mark's left edge to its word.
  static let markRoom = 14.0
  /// How large a process chart's icon is, and from one to the next.
  static let iconSize = 12.5
  static let iconPitch = 16.0
  /// How far a group's rows are indented.
  static let indent = 8.0

  /// Whether it is words that can name its row.
  var isName: Bool {
    switch content {
    case .text, .coded: true
    default: false
    }
  }

  /// Measures a cell of a row of some kind in a column of some kind.
  static func measure(
    _ cell: ReportTable.Cell, _ row: ReportTable.Row, _ column: ReportTable.Column, isFirst: Bool, _ pack: inout PackContext,
    _ fonts: borrowing FontLibrary
  ) -> MeasuredCell {
    let isBold = row.highlighted || row.kind == .total || row.kind == .subtotal || row.kind == .group
    let style = isBold ? TypeScale.bodyBold : TypeScale.body
    switch cell {
    case .none: return MeasuredCell(content: .none, width: 0)
    case .text(let text):
      switch column.kind {
      case .number, .variance:
        let shaped = pack.shape(text, TypeScale.small, fonts)
        return MeasuredCell(content: .number(shaped, .ink2), width: shaped.width)
      default:
        if column.kind == .words, let space = codeEnd(text) {
          let code = pack.shape(String(text[...space]), style, fonts)
          let name = pack.shape(String(text[text.index(after: space)...]), TextStyle(TypeScale.small.size, style.weight), fonts)
          return MeasuredCell(content: .coded(code, name: name, text), width: code.width + name.width)
        }
        let shaped = pack.shape(text, style, fonts)
        return MeasuredCell(content: .text(shaped, text), width: shaped.width + (isFirst && row.kind == .detail ? indent : 0))
      }
    case .figure(let printed): return number(printed, style, .ink, &pack, fonts)
    case .barred(let printed, let share, let role):
      let cell = number(printed, style, role == .overBar ? .over : .ink, &pack, fonts)
      guard case .number(let shaped, let colour) = cell.content else { return cell }
      return MeasuredCell(content: .barred(shaped, colour, share: share, bar: role), width: cell.width)
    case .variance(let printed): return variance(printed, style, hasWord: column.kind == .variance, &pack, fonts)
    case .bar(let share, let role): return MeasuredCell(content: .share(bounded(share), role, isDot: false), width: 0)
    case .dot(let share, let role): return MeasuredCell(content: .share(bounded(share), role, isDot: true), width: 0)
    case .sparkline(let chart):
      if chart.isEmpty { return MeasuredCell(content: .none, width: 0) }
      let scene = pack.scene(chart, width: 50)
      return MeasuredCell(content: .sparkline(scene), width: scene.width)
    case .mark(let mark, let word):
      let shaped = pack.shape(word, isBold ? TypeScale.smallBold : TypeScale.small, fonts)
      return MeasuredCell(content: .mark(mark, shaped), width: markRoom + shaped.width)
    case .verdict(let verdict):
      guard !verdict.icons.isEmpty else {
        let shaped = pack.shape(verdict.words, TypeScale.small, fonts)
        return MeasuredCell(content: .text(shaped, verdict.words), width: shaped.width)
      }
      let link = verdict.chart.flatMap { pack.hasSection($0) ? $0 : nil }
      return MeasuredCell(content: .icons(verdict.icons, words: verdict.words, link: link), width: Double(verdict.icons.count) * iconPitch)
    }
  }

  /// The space after a treatment function's three figures, where a text begins so.
  private static func codeEnd(_ text: String) -> String.Index? {
    guard let end = text.utf8.index(text.startIndex, offsetBy: 3, limitedBy: text.endIndex), end < text.endIndex, text.utf8[end] == 0x20 else {
      return nil
    }
    return text.utf8[..<end].allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? end : nil
  }

  private static func bounded(_ share: Double) -> Double { share.isFinite ? min(1, max(-1, share)) : 0 }

  private static func isWord(_ value: FigureValue) -> Bool {
    if case .missing(let reason) = value { return reason != .notApplicable && reason != .suppressed }
    return false
  }

  private static func number(
    _ printed: Printed, _ style: TextStyle, _ role: ColourRole, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> MeasuredCell {
    let isWord = isWord(printed.figure.value)
    let shaped = pack.shape(printed.text, isWord ? TypeScale.small : style, fonts)
    return MeasuredCell(content: .number(shaped, isWord ? .ink2 : role), width: shaped.width)
  }

  private static func variance(
    _ printed: Printed, _ style: TextStyle, hasWord: Bool, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> MeasuredCell {
    guard let value = printed.figure.value.approximation else { return number(printed, style, .ink, &pack, fonts) }
    let role: ColourRole = value < 0 ? .over : value > 0 ? .underText : .ink2
    let shaped = pack.shape(printed.text, style, fonts)
    let small = TextStyle(TypeScale.small.size, style.weight)
    let word = hasWord ? pack.shape(value < 0 ? "over" : value > 0 ? "under" : "on plan", small, fonts) : nil
    return MeasuredCell(content: .variance(shaped, word: word, role), width: shaped.width)
  }
}
