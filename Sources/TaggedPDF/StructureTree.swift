/// The logical structure of a document: what each piece of its content is, in reading order.
///
/// Elements are numbered in the order in which they are added, which is their order among their parent's children. Those that in the end hold no content
/// are left out of the file, so that a text may be set twice and placed once.
package struct StructureTree: Sendable {
  /// What an element is, by the standard's own names: nothing needs a role map.
  package enum Role: UInt8, Sendable, CaseIterable {
    /// The whole document.
    case document
    /// A section, or the cover.
    case section
    /// Headings of the first to the fourth rank.
    case heading1
    case heading2
    case heading3
    case heading4
    /// A paragraph.
    case paragraph
    /// A stretch of a paragraph.
    case span
    /// A list, an item of it, the item's number, and what the item says.
    case list
    case listItem
    case label
    case listBody
    /// A table, its rows and cells.
    case table
    case row
    case head
    case cell
    /// A drawing, which bears a text that says what it shows.
    case figure
    /// What leads somewhere.
    case link
    /// A list of contents, an entry of it, and what the entry refers to.
    case contents
    case contentsEntry
    case reference
  }

  /// An element, by its number.
  package struct Element: Hashable, Sendable { let index: Int32 }

  struct Node: Sendable {
    var role: Role
    var parent: Int32
    /// Which of `entries` it has; −1 for none.
    var entries: Int32
  }

  /// What a table's head is the head of.
  package enum Scope: Sendable {
    /// The column under it.
    case column
    /// The row beside it.
    case row
  }

  /// How a list's items are marked.
  package enum Numbering: Sendable {
    /// By a dot.
    case disc
    /// By numbers.
    case decimal
    /// Not at all.
    case none
  }

  private(set) var nodes: [Node] = []
  /// Entries of elements' dictionaries, as they are written; several elements may share them.
  private(set) var entries: [[UInt8]] = []
  /// The heads that cells name, in the order of their names.
  private(set) var named: [Int32] = []

  /// Entries that very many elements have.
  private static let common: [StaticString] = ["/A<</O/Table/Scope/Column>>", "/A<</O/Table/Scope/Row>>"]

  /// A tree of the document alone.
  package init() { removeAll() }

  /// The document.
  package static let root = Element(index: 0)

  /// Forgets everything but the document.
  package mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    named.removeAll()
    nodes.append(Node(role: .document, parent: -1, entries: -1))
    for text in Self.common {
      var bytes: [UInt8] = []
      bytes.put(text)
      entries.append(bytes)
    }
  }

  /// Adds an element after the others of its parent.
  package mutating func add(_ role: Role, in parent: Element) -> Element {
    nodes.append(Node(role: role, parent: parent.index, entries: -1))
    return Element(index: Int32(nodes.count - 1))
  }

  private mutating func add(_ role: Role, in parent: Element, _ bytes: [UInt8]) -> Element {
    entries.append(bytes)
    nodes.append(Node(role: role, parent: parent.index, entries: Int32(entries.count - 1)))
    return Element(index: Int32(nodes.count - 1))
  }

  /// Adds a list.
  package mutating func addList(_ numbering: Numbering, in parent: Element) -> Element {
    var bytes: [UInt8] = []
    switch numbering {
    case .none: return add(.list, in: parent)
    case .disc: bytes.put("/A<</O/List/ListNumbering/Disc>>")
    case .decimal: bytes.put("/A<</O/List/ListNumbering/Decimal>>")
    }
    return add(.list, in: parent, bytes)
  }

  /// Adds a drawing that says in words what it shows; where it stands is known when it is drawn.
  package mutating func addFigure(_ words: String, in parent: Element) -> Element {
    var bytes: [UInt8] = []
    bytes.put("/Alt")
    bytes.put(text: words)
    return add(.figure, in: parent, bytes)
  }

  /// Whether a mark is that of a drawing that says what it shows.
  package func isFigure(_ mark: ContentMark) -> Bool { mark.value >= 0 && nodes[Int(mark.value)].role == .figure }

  /// Adds a mark that reads as a text: an arrow that says “up”.
  package mutating func addMark(_ words: String, in parent: Element) -> Element {
    var bytes: [UInt8] = []
    bytes.put("/ActualText")
    bytes.put(text: words)
    return add(.span, in: parent, bytes)
  }

  /// Adds a head of a table.
  ///
  /// - Parameters:
  ///   - columns: how many columns it stands over.
  ///   - rows: how many rows it stands beside.
  ///   - isNamed: whether cells name it as theirs.
  package mutating func addHead(_ scope: Scope, in row: Element, columns: Int = 1, rows: Int = 1, isNamed: Bool = false) -> Element {
    if columns == 1, rows == 1, !isNamed {
      nodes.append(Node(role: .head, parent: row.index, entries: scope == .column ? 0 : 1))
      return Element(index: Int32(nodes.count - 1))
    }
    var bytes: [UInt8] = []
    bytes.put(scope == .column ? "/A<</O/Table/Scope/Column" : "/A<</O/Table/Scope/Row")
    if columns != 1 { bytes.put("/ColSpan ", columns) }
    if rows != 1 { bytes.put("/RowSpan ", rows) }
    bytes.put(">>")
    let number = Int32(nodes.count)
    if isNamed {
      bytes.put("/ID")
      bytes.put(name: number)
      named.append(number)
    }
    return add(.head, in: row, bytes)
  }

  /// Adds a cell of a table.
  ///
  /// - Parameters:
  ///   - columns: how many columns it takes.
  ///   - heads: the heads that it stands under and beside, where these do not follow from their places.
  package mutating func addCell(in row: Element, columns: Int = 1, under heads: [Element] = []) -> Element {
    if columns == 1, heads.isEmpty { return add(.cell, in: row) }
    var bytes: [UInt8] = []
    bytes.put("/A<</O/Table")
    if columns != 1 { bytes.put("/ColSpan ", columns) }
    if !heads.isEmpty {
      bytes.put("/Headers[")
      for head in heads { bytes.put(name: head.index) }
      bytes.put("]")
    }
    bytes.put(">>")
    return add(.cell, in: row, bytes)
  }
}

extension StructureTree.Role {
  /// The standard's name.
  var name: StaticString {
    switch self {
    case .document: "Document"
    case .section: "Sect"
    case .heading1: "H1"
    case .heading2: "H2"
    case .heading3: "H3"
    case .heading4: "H4"
    case .paragraph: "P"
    case .span: "Span"
    case .list: "L"
    case .listItem: "LI"
    case .label: "Lbl"
    case .listBody: "LBody"
    case .table: "Table"
    case .row: "TR"
    case .head: "TH"
    case .cell: "TD"
    case .figure: "Figure"
    case .link: "Link"
    case .contents: "TOC"
    case .contentsEntry: "TOCI"
    case .reference: "Reference"
    }
  }
}

/// What a piece of a page's content belongs to: an element of the structure, or nothing that is read.
package struct ContentMark: Hashable, Sendable {
  let value: Int32

  private init(value: Int32) { self.value = value }

  /// Content of an element.
  package init(_ element: StructureTree.Element) { value = element.index }

  /// What is only drawn: rules, grounds, what repeats what stands elsewhere.
  package static let artifact = ContentMark(value: -1)
  /// The running header.
  package static let header = ContentMark(value: -2)
  /// The running footer.
  package static let footer = ContentMark(value: -3)

  /// The element; nil for what is not read.
  package var element: StructureTree.Element? { value < 0 ? nil : StructureTree.Element(index: value) }
}
