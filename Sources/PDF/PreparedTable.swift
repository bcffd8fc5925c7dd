import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// A table whose texts are shaped and whose columns are placed; only the height of its rows and its page breaks are still open.
struct PreparedTable {
  /// A column of the page.
  struct Column {
    var x: Double
    var width: Double
    /// Where numbers end: the right edge, less the room of the word in a variance column.
    var numberRight: Double
    /// The zero line of a column of bars about it, and the points of a whole share on its left and on its right.
    var zero: Double?
    var scale: Double
  }
  /// A text of a row.
  struct Text {
    var text: ShapedText
    var x: Double
    /// The line within the row, from nought.
    var line: Int
    var role: ColourRole
    var mark: ContentMark
  }
  /// A drawn thing of a row, centred on the row's middle.
  enum Mark {
    case bar(x: Double, width: Double, height: Double, role: ColourRole)
    /// The ground behind a number, nearly as high as the row.
    case ground(x: Double, width: Double, role: ColourRole)
    case dot(from: Double, to: Double, role: ColourRole)
    case scene(Scene, x: Double, ContentMark)
    case icon(ReportMark, x: Double)
    case drawing([DrawCommand], x: Double, ContentMark)
  }
  /// A row.
  struct Row {
    var kind: ReportTable.Row.Kind
    var isHighlighted = false
    var texts: [Text] = []
    var marks: [Mark] = []
    /// Parts of it that lead to a section.
    var links: [(anchor: String, x: Double, width: Double, mark: ContentMark)] = []
    /// The lines of its tallest cell.
    var lines = 1
  }

  var left: Double
  var right: Double
  /// What must stand over it on the same page: a heading.
  var lead: [Slab] = []
  var title: Slab
  var continuedTitle: Slab
  var head: PageContent
  var headHeight: Double
  /// The zero lines, each with where in the head it begins.
  var zeroLines: [(x: Double, top: Double)]
  var rows: [Row] {
    didSet { sumLines() }
  }
  /// The further lines of the rows before each row, and of all.
  private var furtherLines: [Int] = [0]
  var total: Row?
  /// What stands in place of the rows when there are none.
  var empty: Slab?
  var notes: [Slab]

  /// The height of a row at a pitch; further lines of a long name add theirs.
  func height(_ row: Row, _ pitch: Double) -> Double {
    pitch + Double(row.lines - 1) * 11 + (row.kind == .total ? 1.5 : 0)
  }

  /// The height of a range of rows at a pitch.
  func height(of range: Range<Int>, _ pitch: Double) -> Double {
    guard range.upperBound < furtherLines.count else { return 0 }
    return Double(range.count) * pitch + Double(furtherLines[range.upperBound] - furtherLines[range.lowerBound]) * 11
  }

  private mutating func sumLines() {
    furtherLines = [0]
    furtherLines.reserveCapacity(rows.count + 1)
    var sum = 0
    for row in rows {
      sum += row.lines - 1
      furtherLines.append(sum)
    }
  }

  init(left: Double, right: Double, title: Slab, continuedTitle: Slab) {
    self.left = left
    self.right = right
    self.title = title
    self.continuedTitle = continuedTitle
    head = PageContent()
    headHeight = 0
    zeroLines = []
    rows = []
    notes = []
  }

  /// Puts a row into content at a height.
  func put(_ row: Row, top: Double, pitch: Double, into content: inout PageContent) {
    let height = height(row, pitch)
    let middle = top + pitch / 2 + (row.kind == .total ? 0.75 : 0)
    if row.isHighlighted {
      content.fills.append(PageContent.Fill(box: Box(x: left, y: top, width: right - left, height: height), role: .pale))
    }
    for mark in row.marks { put(mark, middle: middle, pitch: pitch, into: &content) }
    for link in row.links {
      content.links.append(PageContent.Link(anchor: link.anchor, box: Box(x: link.x, y: top, width: link.width, height: pitch), mark: link.mark))
    }
    for text in row.texts { content.add(text.text, x: text.x, y: middle + 3.4 + Double(text.line) * 11, text.role, text.mark) }
    switch row.kind {
    case .total:
      content.addRule(left, right, y: top, .ink, 0.75)
      content.addRule(left, right, y: top + height, .ink, 0.75)
    default: content.addRule(left, right, y: top + height, .hair, 0.4)
    }
  }

  private func put(_ mark: Mark, middle: Double, pitch: Double, into content: inout PageContent) {
    switch mark {
    case .bar(let x, let width, let height, let role):
      content.fills.append(PageContent.Fill(box: Box(x: x, y: middle - height / 2, width: width, height: height), role: role))
    case .ground(let x, let width, let role):
      content.fills.append(PageContent.Fill(box: Box(x: x, y: middle - pitch / 2 + 1.6, width: width, height: pitch - 3.2), role: role))
    case .dot(let from, let to, let role):
      content.rules.append(PageContent.Rule(from: Point(from, middle), to: Point(to, middle), stroke: Stroke(role, 1)))
      content.items.append(.shape([.circle(Point(0, 0), radius: 2.4, fill: role, stroke: nil)], x: to, y: middle, .artifact))
    case .scene(let scene, let x, let mark): content.items.append(.scene(scene, x: x, y: middle - scene.height / 2, mark))
    case .drawing(let commands, let x, let mark): content.items.append(.shape(commands, x: x, y: middle, mark))
    // Its word stands beside it.
    case .icon(let mark, let x): content.items.append(.shape(mark.commands, x: x, y: middle, .artifact))
    }
  }
}

extension ReportMark {
  /// The mark's drawing about its middle: 9.2 points wide and high. Its meaning is its shape; the word stands beside it.
  var commands: [DrawCommand] {
    let tick = DrawCommand.line([Point(-2.1, 0.1), Point(-0.6, 1.7), Point(2.3, -1.7)], Stroke(.cellPaper, 1.2))
    let cross: [DrawCommand] = [
      .line([Point(-1.5, -1.5), Point(1.5, 1.5)], Stroke(.cellPaper, 1.1)), .line([Point(-1.5, 1.5), Point(1.5, -1.5)], Stroke(.cellPaper, 1.1)),
    ]
    let diamond = [Point(0, -4.9), Point(4.9, 0), Point(0, 4.9), Point(-4.9, 0)]
    switch self {
    case .met: return [.circle(Point(0, 0), radius: 4.6, fill: .met, stroke: nil), tick]
    case .complete: return [.rectangle(Box(x: -4.3, y: -4.3, width: 8.6, height: 8.6), fill: .met, stroke: nil), tick]
    case .notMet, .error: return [.area(diamond, .over)] + cross
    case .noValue:
      return [.circle(Point(0, 0), radius: 4.1, fill: nil, stroke: Stroke(.ink2, 0.9)), .line([Point(-2, 0), Point(2, 0)], Stroke(.ink2, 0.9))]
    case .warning:
      return [
        .area([Point(0, -4.8), Point(5, 4.2), Point(-5, 4.2)], .concern), .line([Point(0, -1.9), Point(0, 1.2)], Stroke(.cellPaper, 1.2)),
        .circle(Point(0, 2.7), radius: 0.7, fill: .cellPaper, stroke: nil),
      ]
    case .note:
      return [
        .circle(Point(0, 0), radius: 4.1, fill: nil, stroke: Stroke(.ink2, 0.9)), .line([Point(0, -0.6), Point(0, 2.2)], Stroke(.ink2, 1)),
        .circle(Point(0, -2.1), radius: 0.65, fill: .ink2, stroke: nil),
      ]
    case .commonCause: return [.circle(Point(0, 0), radius: 2, fill: .axis, stroke: nil)]
    case .outsideLimit: return [.area(diamond.map { Point($0.x * 0.8, $0.y * 0.8) }, .neutral)]
    case .nearLimit:
      return [
        .circle(Point(0, 0), radius: 3.4, fill: .paper, stroke: Stroke(.neutral, 1)), .circle(Point(0, 0), radius: 1.4, fill: .neutral, stroke: nil),
      ]
    }
  }
}
