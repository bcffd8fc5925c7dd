import Charts
import Styling
import TaggedPDF
import Typesetting

/// What stands on a page or on a part of one, from back to front: fills, then rules, then texts and scenes in reading order.
///
/// Fills and rules are never read. Each text and drawing bears what it belongs to.
struct PageContent {
  /// A filled rectangle.
  struct Fill {
    var box: Box
    var role: ColourRole
  }
  /// A straight line.
  struct Rule {
    var from: Point
    var to: Point
    var stroke: Stroke
  }
  /// A text with its baseline's start.
  struct Text {
    var text: ShapedText
    var x: Double
    var y: Double
    var role: ColourRole
    var mark: ContentMark
  }
  /// The numbers of the pages where sections begin, written when they are known: `page 3, 6`.
  struct Reference {
    var anchors: [String]
    var prefix: String
    var style: TextStyle
    var role: ColourRole
    /// The left end of the text, or its right end.
    var x: Double
    var y: Double
    var isRightAligned: Bool
    var mark: ContentMark
  }
  /// Something in reading order.
  enum Item {
    case text(Text)
    case reference(Reference)
    case scene(Scene, x: Double, y: Double, ContentMark)
    case shape([DrawCommand], x: Double, y: Double, ContentMark)
  }
  /// An area that leads to a section.
  struct Link {
    var anchor: String
    var box: Box
    var mark: ContentMark
  }

  var fills: [Fill] = []
  var rules: [Rule] = []
  var items: [Item] = []
  var links: [Link] = []
  /// The sections that begin here, with the height of their beginning.
  var destinations: [(anchor: String, y: Double)] = []

  /// Adds a text.
  mutating func add(_ text: ShapedText, x: Double, y: Double, _ role: ColourRole, _ mark: ContentMark) {
    if text.count > 0 { items.append(.text(Text(text: text, x: x, y: y, role: role, mark: mark))) }
  }

  /// Adds a horizontal rule.
  mutating func addRule(_ left: Double, _ right: Double, y: Double, _ role: ColourRole, _ width: Double) {
    rules.append(Rule(from: Point(left, y), to: Point(right, y), stroke: Stroke(role, width)))
  }

  /// The same content when it only repeats what was read before: the head of a table on its next page.
  var unread: PageContent {
    var content = self
    for index in items.indices {
      switch items[index] {
      case .text(var text):
        text.mark = .artifact
        content.items[index] = .text(text)
      case .reference(var reference):
        reference.mark = .artifact
        content.items[index] = .reference(reference)
      case .scene(let scene, let x, let y, _): content.items[index] = .scene(scene, x: x, y: y, .artifact)
      case .shape(let commands, let x, let y, _): content.items[index] = .shape(commands, x: x, y: y, .artifact)
      }
    }
    return content
  }

  /// Adds other content, moved.
  mutating func add(_ other: PageContent, dx: Double, dy: Double) {
    for fill in other.fills {
      fills.append(Fill(box: moved(fill.box, dx, dy), role: fill.role))
    }
    for rule in other.rules {
      rules.append(Rule(from: Point(rule.from.x + dx, rule.from.y + dy), to: Point(rule.to.x + dx, rule.to.y + dy), stroke: rule.stroke))
    }
    for item in other.items {
      switch item {
      case .text(var text):
        text.x += dx
        text.y += dy
        items.append(.text(text))
      case .reference(var reference):
        reference.x += dx
        reference.y += dy
        items.append(.reference(reference))
      case .scene(let scene, let x, let y, let mark): items.append(.scene(scene, x: x + dx, y: y + dy, mark))
      case .shape(let commands, let x, let y, let mark): items.append(.shape(commands, x: x + dx, y: y + dy, mark))
      }
    }
    for link in other.links { links.append(Link(anchor: link.anchor, box: moved(link.box, dx, dy), mark: link.mark)) }
    for place in other.destinations { destinations.append((place.anchor, place.y + dy)) }
  }

  private func moved(_ box: Box, _ dx: Double, _ dy: Double) -> Box { Box(x: box.x + dx, y: box.y + dy, width: box.width, height: box.height) }
}

/// A part of a page that no break may cut. Its content is placed from its own top left corner.
struct Slab {
  var height: Double
  /// The room above it, left out at the top of a page.
  var gapBefore: Double
  /// Whether the next slab must follow on the same page.
  var keepsWithNext: Bool
  /// Whether it may be left out where the page has no room for it: a chart's title under its section's headline.
  var isDispensable = false
  var content: PageContent

  init(height: Double, gapBefore: Double = 0, keepsWithNext: Bool = false, content: PageContent = PageContent()) {
    self.height = height
    self.gapBefore = gapBefore
    self.keepsWithNext = keepsWithNext
    self.content = content
  }
}

/// A finished page.
struct LaidPage {
  var content = PageContent()
  /// The section whose name its footer bears; nil on the cover.
  var section: Int?
  /// Where its lowest mark stands.
  var bottom = 0.0
}
