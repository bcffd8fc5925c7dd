/// Marks the content of one page: goes once over the operators that Cairo wrote, takes the numbers of regions out of the colours, and opens and closes a
/// marked sequence wherever what is painted begins to belong to something else.
struct ContentMarking {
  /// The page's content with its marks.
  private(set) var marked: [UInt8] = []
  /// The element of each marked sequence, by its number on the page.
  private(set) var elements: [Int32] = []

  private let source: UnsafeBufferPointer<UInt8>
  private let marks: PageMarks
  private let nodes: [StructureTree.Node]
  /// The next byte, and up to where the source was copied.
  private var at = 0
  private var copied = 0
  /// Where the last three numbers begin.
  private var operands = (0, 0, 0)
  private var region = -1
  private var regionMark = Self.nothing
  /// The texts of the region that are still to come, and the glyphs of the present one.
  private var runs = 0..<0
  private var glyphs = 0
  private var runMark = Self.nothing
  /// What the open sequence belongs to.
  private var open = Self.nothing
  private var isInText = false
  /// Where an array of strings began, if one is open, and whether it has glyphs.
  private var array: (start: Int, hasGlyphs: Bool)?

  /// No mark at all.
  private static let nothing = Int32.min + 1

  /// Marks a page's content.
  ///
  /// - Throws: `TaggingError` where the content has other glyphs than were drawn.
  init(_ source: UnsafeBufferPointer<UInt8>, _ marks: PageMarks, _ nodes: [StructureTree.Node]) throws(TaggingError) {
    self.source = source
    self.marks = marks
    self.nodes = nodes
    marked.reserveCapacity(source.count + source.count / 2 + 1024)
    elements.reserveCapacity(marks.runs.count + marks.regions.count)
    guard marks.runs.allSatisfy({ $0.mark < nodes.count }), marks.regions.allSatisfy({ $0.mark < nodes.count }) else {
      throw TaggingError("content belongs to an element that the structure does not have")
    }
    try run()
  }

  private mutating func run() throws(TaggingError) {
    while at < source.count {
      switch source[at] {
      case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."):
        operands = (operands.1, operands.2, at)
        repeat { at += 1 } while at < source.count && Self.isNumber(source[at])
      case UInt8(ascii: "("): try literal()
      case UInt8(ascii: "<"): try hexadecimal()
      case UInt8(ascii: "["):
        array = (at, false)
        at += 1
      case UInt8(ascii: "]"):
        array = nil
        at += 1
      case UInt8(ascii: "/"): repeat { at += 1 } while at < source.count && source[at] > 0x20
      case 0x41...0x5A, 0x61...0x7A: try operation()
      default: at += 1
      }
    }
    try endRuns()
    copy(to: source.count)
    if open != Self.nothing { marked.put("\nEMC\n") }
  }

  private static func isNumber(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") }

  private mutating func copy(to end: Int) {
    if end > copied { marked.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<end])) }
    copied = max(copied, end)
  }

  // MARK: Operators

  private mutating func operation() throws(TaggingError) {
    let start = at
    repeat { at += 1 } while at < source.count && source[at] > 0x20 && source[at] != UInt8(ascii: "/") && source[at] != UInt8(ascii: "[")
    guard at - start == 2 else { return }
    switch (source[start], source[start + 1]) {
    case (UInt8(ascii: "r"), UInt8(ascii: "g")), (UInt8(ascii: "R"), UInt8(ascii: "G")): try recolour(start)
    case (UInt8(ascii: "B"), UInt8(ascii: "T")): isInText = true
    case (UInt8(ascii: "E"), UInt8(ascii: "T")):
      isInText = false
      // A sequence that began within a text object ends within it.
      if regionMark == PageMarks.mixed, open != Self.nothing {
        copy(to: start)
        marked.put("EMC\n")
        open = Self.nothing
      }
    default: break
    }
  }

  /// Writes a colour without its region's number, and goes on to the region.
  private mutating func recolour(_ start: Int) throws(TaggingError) {
    let red = RegionCode.parts(millionths: millionths(operands.0))
    let green = RegionCode.parts(millionths: millionths(operands.1))
    let blue = RegionCode.parts(millionths: millionths(operands.2))
    let number = red.digit + RegionCode.steps * (green.digit + RegionCode.steps * blue.digit)
    guard number < marks.regions.count, !isInText else { throw TaggingError("a colour stands where none was chosen") }
    copy(to: operands.0)
    if number != region {
      try endRuns()
      if open != Self.nothing {
        marked.put("EMC\n")
        open = Self.nothing
      }
    }
    for part in [red, green, blue] {
      put(thousandths: part.thousandths)
      marked.append(0x20)
    }
    marked.append(source[start])
    marked.append(source[start + 1])
    copied = at
    guard number != region else { return }
    region = number
    regionMark = marks.regions[number].mark
    if regionMark == PageMarks.mixed {
      runs = marks.runs(of: number)
    } else {
      marked.append(10)
      begin(regionMark)
    }
  }

  /// The number at a place in millionths.
  private func millionths(_ start: Int) -> Int {
    var value = 0.0
    var scale = 0.0
    var place = start
    while place < source.count, Self.isNumber(source[place]) {
      if source[place] == UInt8(ascii: ".") {
        scale = 1
      } else {
        value = value * 10 + Double(source[place] &- 0x30)
        scale *= 10
      }
      place += 1
    }
    return Int((scale > 1 ? value / scale : value).magnitude * 1_000_000 + 0.5)
  }

  private mutating func put(thousandths: Int) {
    if thousandths >= 1000 { return marked.append(0x31) }
    marked.append(0x30)
    if thousandths <= 0 { return }
    marked.append(UInt8(ascii: "."))
    var rest = thousandths
    for scale in [100, 10, 1] where rest > 0 {
      marked.append(UInt8(truncatingIfNeeded: rest / scale) + 0x30)
      rest %= scale
    }
  }

  // MARK: Sequences

  private mutating func begin(_ mark: Int32) {
    switch mark {
    case ContentMark.header.value: marked.put("/Artifact<</Type/Pagination/Subtype/Header>>BDC\n")
    case ContentMark.footer.value: marked.put("/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n")
    case ..<0: marked.put("/Artifact BMC\n")
    default:
      marked.append(UInt8(ascii: "/"))
      marked.put(nodes[Int(mark)].role.name)
      marked.put("<</MCID ", elements.count)
      marked.put(">>BDC\n")
      elements.append(mark)
    }
    open = mark
  }

  private mutating func change(to mark: Int32) {
    if open != Self.nothing { marked.put("EMC\n") }
    begin(mark)
  }

  private func endRuns() throws(TaggingError) {
    if !runs.isEmpty || glyphs > 0 { throw TaggingError("a page shows fewer glyphs than were drawn on it") }
  }

  /// Takes the next text of the region where the present one is at its end; says whether it belongs to something else than what is open.
  private mutating func isChanging() throws(TaggingError) -> Bool {
    if glyphs == 0 {
      guard let next = runs.popFirst() else { throw TaggingError("a page shows more glyphs than were drawn on it") }
      glyphs = marks.runs[next].glyphs
      runMark = marks.runs[next].mark
    }
    return runMark != open
  }

  /// Goes on to the next text before a string begins.
  private mutating func changeBeforeString() {
    if let begun = array {
      if begun.hasGlyphs {
        copy(to: at)
        marked.put("]TJ\n")
        change(to: runMark)
        marked.put("[")
      } else {
        copy(to: begun.start)
        change(to: runMark)
      }
    } else {
      copy(to: at)
      change(to: runMark)
    }
  }

  // MARK: Strings

  /// Counts a glyph of a string. Where the next text begins with it, the string is closed before it and begun anew.
  ///
  /// - Parameters:
  ///   - place: where the glyph stands.
  ///   - opening: the bracket that begins such a string, and the one that ends it.
  @inline(__always)
  private mutating func countGlyph(at place: Int, _ opening: StaticString, _ closing: StaticString) throws(TaggingError) {
    if try isChanging() {
      if place == at + 1 {
        changeBeforeString()
      } else {
        copy(to: place)
        marked.put(closing)
        marked.put(array == nil ? "Tj\n" : "]TJ\n")
        change(to: runMark)
        if array != nil { marked.put("[") }
        marked.put(opening)
      }
    }
    glyphs -= 1
    array?.hasGlyphs = true
  }

  /// A string of one byte a glyph, as Cairo writes it: brackets and backslashes escaped, others as they are or in three octal digits.
  private mutating func literal() throws(TaggingError) {
    let counts = regionMark == PageMarks.mixed
    var place = at + 1
    while place < source.count, source[place] != UInt8(ascii: ")") {
      if counts { try countGlyph(at: place, "(", ")") }
      if source[place] == UInt8(ascii: "\\"), place + 1 < source.count {
        place += (0x30...0x37).contains(source[place + 1]) ? 4 : 2
      } else {
        place += 1
      }
    }
    at = min(place + 1, source.count)
  }

  /// A string of four hexadecimal digits a glyph.
  private mutating func hexadecimal() throws(TaggingError) {
    let counts = regionMark == PageMarks.mixed
    var place = at + 1
    while place < source.count, source[place] != UInt8(ascii: ">") {
      if counts { try countGlyph(at: place, "<", ">") }
      place += 4
    }
    at = min(place + 1, source.count)
  }
}
