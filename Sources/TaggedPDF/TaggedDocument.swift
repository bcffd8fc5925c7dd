/// What was drawn on the pages of a document, and what else its file holds: everything that Cairo's bytes do not say.
package struct TaggedDocument: Sendable {
  /// A rectangle of a page, in points from its top left corner.
  package struct Area: Sendable, Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// Makes a rectangle.
    package init(x: Double, y: Double, width: Double, height: Double) {
      (left, top, right, bottom) = (x, y, x + width, y + height)
    }

    /// The least rectangle that holds both.
    func union(_ other: Area) -> Area {
      var area = self
      (area.left, area.top) = (min(left, other.left), min(top, other.top))
      (area.right, area.bottom) = (max(right, other.right), max(bottom, other.bottom))
      return area
    }
  }

  /// An area of a page that leads to a named place.
  package struct Link: Sendable {
    var destination: String
    var area: Area
    var mark: ContentMark
    /// Where it leads, in words.
    var words: String

    /// Makes a link.
    package init(to destination: String, _ area: Area, _ mark: ContentMark, words: String) {
      self.destination = destination
      self.area = area
      self.mark = mark
      self.words = words
    }
  }

  /// A page.
  package struct Page: Sendable {
    /// What its content belongs to.
    package var marks = PageMarks()
    /// Its links.
    package var links: [Link] = []
    /// Its named places, each with its distance from the top.
    package var destinations: [(name: String, y: Double)] = []
    /// Where its drawings stand.
    package var figures: [(mark: ContentMark, area: Area)] = []

    /// An empty page.
    package init() {}
  }

  /// A bookmark.
  package struct Bookmark: Sendable {
    var title: String
    var destination: String
    /// The bookmark that it stands under, from 1; 0 for none.
    var parent: Int

    /// Makes a bookmark.
    package init(_ title: String, destination: String, parent: Int) {
      self.title = title
      self.destination = destination
      self.parent = parent
    }
  }

  /// The facts.
  package var information: DocumentInformation
  /// The paper, in points.
  package var width: Double
  package var height: Double
  /// The pages.
  package var pages: [Page] = []
  /// The bookmarks, each after the one that it stands under.
  package var bookmarks: [Bookmark] = []

  /// A document without pages.
  package init(information: DocumentInformation, width: Double, height: Double) {
    self.information = information
    self.width = width
    self.height = height
  }
}

/// Finishes a PDF that Cairo wrote: marks what each piece of content belongs to, adds structure, links, bookmarks and metadata, and writes the file anew with
/// its small objects packed. It is built to PDF/UA-1 and PDF/A-2a.
///
/// Everything is done in one pass over Cairo's bytes: each page's content is unpacked, marked and packed again; fonts are copied as they are.
/// - Throws: `TaggingError` where the bytes are not what Cairo writes or do not hold what was drawn.
package func taggedPDF(_ bytes: [UInt8], _ document: TaggedDocument, _ structure: StructureTree) throws(TaggingError) -> [UInt8] {
  try bytes.withUnsafeBufferPointer { buffer throws(TaggingError) in
    let file = try CairoFile(buffer)
    guard file.pages.count == document.pages.count else {
      throw TaggingError("it has \(file.pages.count) pages, and \(document.pages.count) were drawn")
    }
    var writer = try PDFWriter(numbers: file.objects.count, capacity: bytes.count + bytes.count / 2)
    let content = try writeContents(of: file, document, structure, into: &writer)
    try copyObjects(of: file, into: &writer)
    let annotations = try writeAnnotations(file, document, into: &writer)
    for (index, page) in file.pages.enumerated() { writePage(page, index, file, document, annotations[index], into: &writer) }
    let root = try StructureWriting(structure, document, file.pages.map(\.number), content, annotations).write(into: &writer)
    try writeCatalog(file, document, structureRoot: root, into: &writer)
    writer.object(file.information) { document.information.putDictionary(into: &$0) }
    return try writer.finish(catalog: file.catalog, information: file.information)
  }
}

/// Writes the content of the pages and gives, for each, the elements of its marked sequences.
private func writeContents(
  of file: borrowing CairoFile, _ document: TaggedDocument, _ structure: StructureTree, into writer: inout PDFWriter
) throws(TaggingError) -> [[Int32]] {
  var content: [[Int32]] = []
  var room: [UInt8] = []
  for (page, drawn) in zip(file.pages, document.pages) {
    let length = try writer.expand(try file.stream(page.contents), into: &room)
    let marking = try room.withUnsafeBufferPointer { buffer throws(TaggingError) in
      try ContentMarking(UnsafeBufferPointer(rebasing: buffer[..<length]), drawn.marks, structure.nodes)
    }
    try writer.compressedStream(page.contents, marking.marked) { _ in }
    content.append(marking.elements)
  }
  return content
}

/// Copies resources and fonts as they are; the lengths of streams go into their dictionaries.
private func copyObjects(of file: borrowing CairoFile, into writer: inout PDFWriter) throws(TaggingError) {
  var skipped = Set(file.pages.flatMap { [$0.number, $0.contents] })
  skipped.formUnion([file.catalog, file.information])
  for (number, object) in file.objects.enumerated() where !skipped.contains(number) {
    guard let object else { continue }
    if object.stream != nil {
      let rest = try file.dictionaryWithoutLength(object)
      let bytes = file.bytes
      writer.stream(number, try file.stream(number)) { out in out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[rest])) }
    } else if !file.isNumber(object) {
      let bytes = file.bytes
      // PDF/A wants it said that the codes of a TrueType font are the numbers of its glyphs.
      let lacksMap = file.contains("/Subtype /CIDFontType2", object) && !file.contains("/CIDToGIDMap", object)
      writer.object(number) { out in
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[object.body]))
        if lacksMap {
          out.removeLast(2)
          out.put("/CIDToGIDMap/Identity>>")
        }
      }
    }
  }
}

/// Writes the links of the pages and gives their numbers.
private func writeAnnotations(_ file: borrowing CairoFile, _ document: TaggedDocument, into writer: inout PDFWriter) throws(TaggingError) -> [[Int]] {
  var numbers: [[Int]] = []
  // The keys of the parent tree after those of the pages.
  var key = document.pages.count
  for (page, drawn) in zip(file.pages, document.pages) {
    var own: [Int] = []
    for link in drawn.links {
      let number = writer.newNumber()
      own.append(number)
      let height = document.height
      try writer.packedObject(number) { out in
        out.put("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect")
        out.put(link.area, height)
        out.put("/Dest")
        out.put(string: link.destination.utf8)
        out.put("/Contents")
        out.put(text: link.words)
        out.put("/P ")
        out.put(reference: page.number)
        if link.mark.element != nil { out.put("/StructParent ", key) }
        out.put(">>")
      }
      if link.mark.element != nil { key += 1 }
    }
    numbers.append(own)
  }
  return numbers
}

private func writePage(
  _ page: CairoFile.Page, _ index: Int, _ file: borrowing CairoFile, _ document: TaggedDocument, _ annotations: [Int], into writer: inout PDFWriter
) {
  let tree = file.pageTree
  writer.object(page.number) { out in
    out.put("<</Type/Page/Parent ")
    out.put(reference: tree)
    out.put("/MediaBox[0 0 ")
    out.put(points: document.width)
    out.append(0x20)
    out.put(points: document.height)
    out.put("]/Contents ")
    out.put(reference: page.contents)
    out.put("/Resources ")
    out.put(reference: page.resources)
    out.put("/Group<</Type/Group/S/Transparency/I true/CS/DeviceRGB>>/Tabs/S/StructParents ", index)
    if !annotations.isEmpty {
      out.put("/Annots[")
      for annotation in annotations {
        out.put(reference: annotation)
        out.append(0x20)
      }
      out.put("]")
    }
    out.put(">>")
  }
}

/// Writes the catalogue with what it leads to.
private func writeCatalog(
  _ file: borrowing CairoFile, _ document: TaggedDocument, structureRoot: Int, into writer: inout PDFWriter
) throws(TaggingError) {
  let metadata = writer.newNumber()
  // Plain, so that any program finds it.
  let packet = Array(document.information.packet.utf8)
  packet.withUnsafeBufferPointer { buffer in writer.stream(metadata, buffer) { $0.put("/Type/Metadata/Subtype/XML") } }
  let profile = writer.newNumber()
  try writer.compressedStream(profile, ColourProfile.sRGB) { $0.put("/N 3") }
  let names = try writeDestinations(file, document, into: &writer)
  let outlines = try writeBookmarks(document, into: &writer)
  let tree = file.pageTree
  writer.object(file.catalog) { out in
    out.put("<</Type/Catalog/Pages ")
    out.put(reference: tree)
    out.put("/Lang(")
    out += DocumentInformation.language.utf8
    out.put(")/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot ")
    out.put(reference: structureRoot)
    out.put("/Metadata ")
    out.put(reference: metadata)
    out.put("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile ")
    out.put(reference: profile)
    out.put(">>]")
    if let names {
      out.put("/Names<</Dests ")
      out.put(reference: names)
      out.put(">>")
    }
    if let outlines {
      out.put("/PageMode/UseOutlines/Outlines ")
      out.put(reference: outlines)
    }
    out.put(">>")
  }
}

/// Writes the named places, in the order of their names; the first of a name counts.
private func writeDestinations(_ file: borrowing CairoFile, _ document: TaggedDocument, into writer: inout PDFWriter) throws(TaggingError) -> Int? {
  var places: [(name: [UInt8], page: Int, y: Double)] = []
  var known: Set<String> = []
  for (page, drawn) in zip(file.pages, document.pages) {
    for place in drawn.destinations where known.insert(place.name).inserted {
      places.append((Array(place.name.utf8), page.number, document.height - place.y))
    }
  }
  if places.isEmpty { return nil }
  places.sort { $0.name.lexicographicallyPrecedes($1.name) }
  let number = writer.newNumber()
  try writer.packedObject(number) { out in
    out.put("<</Names[")
    for place in places {
      out.put(string: place.name)
      out.put("[")
      out.put(reference: place.page)
      out.put("/XYZ 0 ")
      out.put(points: place.y)
      out.put(" null]")
    }
    out.put("]>>")
  }
  return number
}

/// Writes the bookmarks, all of them open.
private func writeBookmarks(_ document: TaggedDocument, into writer: inout PDFWriter) throws(TaggingError) -> Int? {
  let marks = document.bookmarks
  if marks.isEmpty { return nil }
  let first = writer.newNumbers(marks.count + 1)
  // The children of each, the root first.
  var children = [[Int]](repeating: [], count: marks.count + 1)
  for (index, mark) in marks.enumerated() where mark.parent <= index { children[max(0, mark.parent)].append(index + 1) }
  var counts = [Int](repeating: 0, count: marks.count + 1)
  for index in children.indices.reversed() { counts[index] = children[index].reduce(0) { $0 + 1 + counts[$1] } }
  func family(_ index: Int, _ out: inout [UInt8]) {
    guard let eldest = children[index].first, let youngest = children[index].last else { return }
    out.put("/First ")
    out.put(reference: first + eldest)
    out.put("/Last ")
    out.put(reference: first + youngest)
    out.put("/Count ", counts[index])
  }
  try writer.packedObject(first) { out in
    out.put("<</Type/Outlines")
    family(0, &out)
    out.put(">>")
  }
  for (parent, own) in children.enumerated() {
    for (place, index) in own.enumerated() {
      try writer.packedObject(first + index) { out in
        out.put("<</Title")
        out.put(text: marks[index - 1].title)
        out.put("/Parent ")
        out.put(reference: first + parent)
        if place > 0 {
          out.put("/Prev ")
          out.put(reference: first + own[place - 1])
        }
        if place + 1 < own.count {
          out.put("/Next ")
          out.put(reference: first + own[place + 1])
        }
        out.put("/Dest")
        out.put(string: marks[index - 1].destination.utf8)
        family(index, &out)
        out.put(">>")
      }
    }
  }
  return first
}

extension [UInt8] {
  /// Adds a rectangle from a page's bottom left corner.
  mutating func put(_ area: TaggedDocument.Area, _ pageHeight: Double) {
    put("[")
    put(points: area.left)
    append(0x20)
    put(points: pageHeight - area.bottom)
    append(0x20)
    put(points: area.right)
    append(0x20)
    put(points: pageHeight - area.top)
    put("]")
  }
}
