import TestSupport
import Testing

@testable import TaggedPDF

/// A file of one empty page as Cairo 1.16 writes one.
private func cairoFile(_ content: String = "q\nQ\n", pages: Int = 1) -> [UInt8] {
  var bytes = Array("%PDF-1.5\n%µí®û\n".utf8)
  var offsets: [Int: Int] = [:]
  func object(_ number: Int, _ body: String) {
    offsets[number] = bytes.count
    bytes += "\(number) 0 obj\n\(body)\nendobj\n".utf8
  }
  let packed = storedFlate(Array(content.utf8))
  for page in 0..<pages {
    let base = 4 + page * 4
    offsets[base] = bytes.count
    bytes += "\(base) 0 obj\n<< /Length \(base + 1) 0 R\n   /Filter /FlateDecode\n>>\nstream\n".utf8 + packed + "\nendstream\nendobj\n".utf8
    object(base + 1, "   \(packed.count)")
    object(base + 2, "<<\n   /ExtGState <<\n      /a0 << /CA 1 /ca 1 >>\n   >>\n>>")
    object(base + 3, "<< /Type /Page % \(page + 1)\n   /Parent 1 0 R\n   /Contents \(base) 0 R\n   /Resources \(base + 2) 0 R\n>>")
  }
  object(1, "<< /Type /Pages\n   /Kids [ " + (0..<pages).map { "\(7 + $0 * 4) 0 R " }.joined() + "]\n   /Count \(pages)\n>>")
  object(2, "<< /Producer (cairo)\n>>")
  object(3, "<< /Type /Catalog\n   /Pages 1 0 R\n>>")
  let start = bytes.count
  let size = 4 + pages * 4
  bytes += "xref\n0 \(size)\n0000000000 65535 f \n".utf8
  for number in 1..<size {
    let offset = String(offsets[number] ?? 0)
    bytes += (String(repeating: "0", count: 10 - offset.utf8.count) + offset + " 00000 n \n").utf8
  }
  bytes += "trailer\n<< /Size \(size)\n   /Root 3 0 R\n   /Info 2 0 R\n>>\nstartxref\n\(start)\n%%EOF\n".utf8
  return bytes
}

private let information = DocumentInformation(title: "A <pack> & “more”", author: "NHS (test)", subject: "A\u{0}b", date: "2016-04-14")

private func document(pages: Int = 1) -> TaggedDocument {
  var document = TaggedDocument(information: information, width: 595, height: 842)
  document.pages = (0..<pages).map { _ in TaggedDocument.Page() }
  return document
}

@Suite struct FileTests {
  @Test func whatCairoDoesNotWriteIsRefused() throws {
    let whole = cairoFile()
    #expect(try taggedPDF(whole, document(), StructureTree()).starts(with: "%PDF-1.7".utf8))
    for text in ["", "startxref\n", "startxref\n99999999999999\n%%EOF", "%PDF xref\n0 2\nstartxref\n5\n%%EOF"] {
      #expect(throws: TaggingError.self) { try taggedPDF(Array(text.utf8), document(), StructureTree()) }
    }
    #expect(throws: TaggingError.self) { try taggedPDF(whole, document(pages: 2), StructureTree()) }
    // A file cut anywhere, or with a byte of its table changed, ends in an error or in a file, never in a crash.
    for end in stride(from: 0, to: whole.count, by: 7) { _ = try? taggedPDF(Array(whole[..<end]), document(), StructureTree()) }
    for place in stride(from: 0, to: whole.count, by: 3) {
      var changed = whole
      changed[place] = UInt8(ascii: "9")
      _ = try? taggedPDF(changed, document(), StructureTree())
    }
  }

  @Test func theSameDocumentHasTheSameBytesAndAnotherHasAnotherIdentifier() throws {
    let first = try taggedPDF(cairoFile(), document(), StructureTree())
    #expect(try taggedPDF(cairoFile(), document(), StructureTree()) == first)
    var other = document()
    other.information.title = "Another"
    let second = unpackedPDF(try taggedPDF(cairoFile(), other, StructureTree()))
    let pattern = /\/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]/
    let identifiers = try [unpackedPDF(first), second].map { try #require($0.firstMatch(of: pattern)) }
    #expect(identifiers[0].1 == identifiers[0].2)
    #expect(identifiers[0].1 != identifiers[1].1)
  }

  @Test func elementsWithoutContentAreLeftOutAndCellsOfARowAreNot() throws {
    var structure = StructureTree()
    let section = structure.add(.section, in: StructureTree.root)
    _ = structure.add(.heading2, in: section)
    let table = structure.add(.table, in: section)
    let row = structure.add(.row, in: table)
    let name = structure.addHead(.row, in: row)
    let empty = structure.addCell(in: row, columns: 2)
    _ = structure.addCell(in: structure.add(.row, in: table))
    _ = empty
    var drawn = document()
    drawn.pages[0].marks.show([PageMarks.Run(glyphs: 2, mark: ContentMark(name))])
    let text = unpackedPDF(try taggedPDF(cairoFile("0 0 0 rg BT\n(ab)Tj\nET\n"), drawn, structure))
    #expect(text.contains("<</S/TH/P ") && text.contains("/A<</O/Table/Scope/Row>>"))
    #expect(text.contains("/A<</O/Table/ColSpan 2>>"))
    #expect(!text.contains("/S/H2"))
    #expect(text.matches(of: /\/S\/TR/).count == 1)
    #expect(text.matches(of: /\/S\/T[HD]/).count == 2)
  }

  /// What a table runs over pages with names its page at each piece.
  @Test func contentOnSeveralPagesNamesThem() throws {
    var structure = StructureTree()
    let paragraph = ContentMark(structure.add(.paragraph, in: StructureTree.root))
    var drawn = document(pages: 2)
    for page in 0..<2 { drawn.pages[page].marks.show([PageMarks.Run(glyphs: 2, mark: paragraph)]) }
    let text = unpackedPDF(try taggedPDF(cairoFile("0 0 0 rg BT\n(ab)Tj\nET\n", pages: 2), drawn, structure))
    #expect(text.contains("/Pg 7 0 R/K[0 <</Type/MCR/Pg 11 0 R/MCID 0>> ]"))
    #expect(text.contains("/StructParents 0") && text.contains("/StructParents 1"))
  }

  @Test func linksLeadBothWays() throws {
    var structure = StructureTree()
    let link = ContentMark(structure.add(.link, in: structure.add(.paragraph, in: StructureTree.root)))
    var drawn = document()
    drawn.pages[0].marks.show([PageMarks.Run(glyphs: 2, mark: link)])
    drawn.pages[0].destinations.append(("a(b\\c", 100))
    drawn.pages[0].links.append(
      TaggedDocument.Link(to: "a(b\\c", TaggedDocument.Area(x: 10, y: 20, width: 30, height: 12.5), link, words: "Übersicht, page 1"))
    let text = unpackedPDF(try taggedPDF(cairoFile("0 0 0 rg BT\n(ab)Tj\nET\n"), drawn, structure))
    #expect(text.contains("/Rect[10 809.5 40 822]/Dest(a\\(b\\\\c)/Contents(\u{FE}\u{FF}\u{0}Ü\u{0}b"))
    #expect(text.contains("/StructParent 1>>"))
    #expect(text.contains("/Names[(a\\(b\\\\c)[7 0 R/XYZ 0 742 null]]"))
    #expect(text.firstMatch(of: /\/S\/Link\/P \d+ 0 R\/Pg 7 0 R\/K\[0 <<\/Type\/OBJR\/Obj \d+ 0 R\/Pg 7 0 R>> \]/) != nil)
    #expect(text.firstMatch(of: /\/Nums\[0 \d+ 0 R 1 \d+ 0 R \]/) != nil)
  }

  @Test func headsAndTheirCellsAreNamed() throws {
    var structure = StructureTree()
    let table = structure.add(.table, in: StructureTree.root)
    let top = structure.add(.row, in: table)
    let head = structure.addHead(.column, in: top, columns: 2, rows: 1, isNamed: true)
    let cell = ContentMark(structure.addCell(in: structure.add(.row, in: table), under: [head]))
    var drawn = document()
    drawn.pages[0].marks.show([PageMarks.Run(glyphs: 1, mark: ContentMark(head)), PageMarks.Run(glyphs: 1, mark: cell)])
    let text = unpackedPDF(try taggedPDF(cairoFile("0 0 0 rg BT\n(ab)Tj\nET\n"), drawn, structure))
    #expect(text.contains("/A<</O/Table/Scope/Column/ColSpan 2>>/ID(h00000003)"))
    #expect(text.contains("/A<</O/Table/Headers[(h00000003)]>>"))
    #expect(text.firstMatch(of: /\/IDTree \d+ 0 R/) != nil)
    #expect(text.contains("<</Names[(h00000003)"))
  }

  @Test func theFactsStandInBothPlaces() throws {
    let text = unpackedPDF(try taggedPDF(cairoFile(), document(), StructureTree()))
    #expect(text.contains("A &lt;pack&gt; &amp; "))
    #expect(text.contains("/Author(NHS \\(test\\))"))
    #expect(text.contains("/Subject(\u{FE}\u{FF}\u{0}A\u{0} \u{0}b)") && text.contains("<rdf:li xml:lang=\"x-default\">A b</rdf:li>"))
    #expect(text.contains("<pdfaid:conformance>A</pdfaid:conformance>") && text.contains("<pdfuaid:part>1</pdfuaid:part>"))
    #expect(text.contains("/Lang(en-GB)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"))
  }

  @Test func bookmarksStandUnderOthers() throws {
    var drawn = document()
    drawn.bookmarks = [
      TaggedDocument.Bookmark("One", destination: "a", parent: 0), TaggedDocument.Bookmark("Two", destination: "b", parent: 1),
      TaggedDocument.Bookmark("Three", destination: "c", parent: 0),
    ]
    let text = unpackedPDF(try taggedPDF(cairoFile(), drawn, StructureTree()))
    let root = try #require(text.firstMatch(of: /<<\/Type\/Outlines\/First (\d+) 0 R\/Last (\d+) 0 R\/Count 3>>/))
    #expect(Int(root.2) == Int(root.1).map { $0 + 2 })
    #expect(text.firstMatch(of: /\/Title\(One\)\/Parent \d+ 0 R\/Next \d+ 0 R\/Dest\(a\)\/First \d+ 0 R\/Last \d+ 0 R\/Count 1>>/) != nil)
    #expect(text.firstMatch(of: /\/Title\(Two\)\/Parent \d+ 0 R\/Dest\(b\)>>/) != nil)
    #expect(text.firstMatch(of: /\/Title\(Three\)\/Parent \d+ 0 R\/Prev \d+ 0 R\/Dest\(c\)>>/) != nil)
  }

  /// The parts of the profile stand where its table says, and its curve passes through the published points.
  @Test func theColourProfileIsWhole() throws {
    let profile = ColourProfile.sRGB
    func big(_ at: Int) -> Int { profile[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    #expect(big(0) == profile.count)
    #expect(Array(profile[36..<40]) == Array("acsp".utf8) && Array(profile[16..<20]) == Array("RGB ".utf8))
    var parts: [String: Int] = [:]
    for index in 0..<big(128) {
      let entry = 132 + index * 12
      parts[String(decoding: profile[entry..<(entry + 4)], as: UTF8.self)] = big(entry + 4)
      #expect(big(entry + 4) + big(entry + 8) <= profile.count)
      #expect(big(entry + 4) % 4 == 0)
    }
    #expect(parts.keys.sorted() == ["bTRC", "bXYZ", "cprt", "desc", "gTRC", "gXYZ", "rTRC", "rXYZ", "wtpt"])
    let curve = try #require(parts["rTRC"])
    func sample(_ step: Int) -> Int { Int(profile[curve + 12 + step * 2]) << 8 | Int(profile[curve + 13 + step * 2]) }
    #expect(sample(0) == 0 && sample(1023) == 65_535)
    // Half the signal is 21.4 % of the light.
    #expect(abs(Double(sample(512)) / 65_535 - 0.2147) < 0.0005)
    // The three primaries make the white.
    for offset in [8, 12, 16] {
      let sum = ["rXYZ", "gXYZ", "bXYZ"].compactMap { parts[$0] }.reduce(0) { $0 + big($1 + offset) }
      #expect(abs(sum - big(try #require(parts["wtpt"]) + offset)) < 32)
    }
  }
}
