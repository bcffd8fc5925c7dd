import Foundation
import Programme
import Releases
import Testing

/// Leaks planted in workbooks, pictures, PDFs and other files that are no plain text.
struct LeakBinaryTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A workbook with a shown and a hidden sheet, and one part as a test wants it.
  private func workbook(_ changed: [String: String] = [:]) throws -> [String] {
    var parts: [(String, String)] = [
      ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"),
      (
        "xl/workbook.xml",
        "<?xml version=\"1.0\"?><workbook><sheets><sheet name=\"Front\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Notes\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
      ),
      ("xl/sharedStrings.xml", "<?xml version=\"1.0\"?><sst><si><t>Royal Free</t></si><si><t>x</t></si></sst>"),
      ("xl/worksheets/sheet1.xml", "<?xml version=\"1.0\"?><worksheet><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B7\" t=\"s\"><v>1</v></c></worksheet>"),
      ("xl/worksheets/sheet2.xml", "<?xml version=\"1.0\"?><worksheet><c r=\"A1\"><v>12</v></c></worksheet>"),
    ]
    for (name, text) in changed.sorted(by: { $0.key < $1.key }) {
      parts.removeAll { $0.0 == name }
      parts.append((name, text))
    }
    return try LeakSample.found("rows.xlsx", MadeFile.zip(parts.map { ($0.0, bytes($0.1)) }))
  }

  @Test func aCleanWorkbookPasses() throws { #expect(try workbook() == []) }

  @Test(arguments: [
    (
      "xl/sharedStrings.xml",
      "<?xml version=\"1.0\"?><sst><si><t>a</t></si><si><r><t>London North </t></r><r><rPr><b/></rPr><t>West</t></r></si></sst>",
      "xl/sharedStrings.xml, shared string 2, sheet “Front”, cell B7: London North West"
    ),
    ("xl/worksheets/sheet2.xml", "<worksheet><c r=\"C4\" t=\"inlineStr\"><is><t>R1K</t></is></c></worksheet>", "sheet “Notes”, hidden, cell C4: R1K"),
    ("xl/worksheets/sheet1.xml", "<worksheet><c r=\"D9\"><v>1000485485</v></c></worksheet>", "sheet “Front”, cell D9: 1000485485"),
    ("xl/worksheets/sheet1.xml", "<worksheet><c r=\"D9\"><f>'R1K'!A1</f><v>1</v></c></worksheet>", "sheet “Front”, cell D9: R1K"),
    (
      "xl/comments1.xml", "<?xml version=\"1.0\"?><comments><comment ref=\"B3\"><text><t>ask RYJ</t></text></comment></comments>",
      "xl/comments1.xml, comment on B3: RYJ"
    ),
    (
      "xl/workbook.xml", "<workbook><definedNames><definedName name=\"R1K_total\">Front!$A$1</definedName></definedNames></workbook>",
      "xl/workbook.xml, line 1, attribute name of <definedName>: R1K"
    ),
    ("docProps/core.xml", "<?xml version=\"1.0\"?><p>\n<dc:creator>Imperial</dc:creator></p>", "docProps/core.xml, line 2: Imperial"),
    ("customXml/item1.xml", "<?xml version=\"1.0\"?><a b=\"R1K\"/>", "customXml/item1.xml, line 1, attribute b of <a>: R1K"),
    (
      "xl/externalLinks/_rels/externalLink1.xml.rels", "<Relationships><Relationship Target=\"file:///R1K.xlsx\"/></Relationships>",
      "xl/externalLinks/_rels/externalLink1.xml.rels, line 1, attribute Target of <Relationship>: R1K"
    ),
    (
      "xl/pivotCache/pivotCacheDefinition1.xml", "<?xml version=\"1.0\"?><s v=\"1000606638\"/>",
      "xl/pivotCache/pivotCacheDefinition1.xml, line 1, attribute v of <s>: 1000606638"
    ),
    ("xl/R1K.xml", "<a/>", "the name of its part xl/R1K.xml: R1K"),
  ])
  func everyPartOfAWorkbookIsSearched(part: String, text: String, place: String) throws {
    #expect(try workbook([part: text]) == [place])
  }

  @Test func archivesInArchivesAreOpened() throws {
    let inner = MadeFile.zip([("a.csv", bytes("x\nR1K\n"))], comment: "for RYJ")
    #expect(
      try LeakSample.found("all.zip", MadeFile.zip([("inner.zip", inner)])) == [
        "inner.zip, the zip file’s comment, line 1: RYJ", "inner.zip, a.csv, row 2, column 1 (x): R1K",
      ])
    let stream = MadeFile.deflated(bytes("x\nR1K\n"))
    // The same deflate data in gzip's wrapping: ten bytes of head, the sum and the length behind.
    let sum = MadeFile.crc(bytes("x\nR1K\n"))
    let gzip =
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + stream.dropFirst(2).dropLast(4) + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) } + [
        6, 0, 0, 0,
      ]
    #expect(try LeakSample.found("a.csv.gz", gzip) == ["gzip, row 2, column 1 (x): R1K"])
    #expect(try LeakSample.found("broken.zip", Array(MadeFile.zip([("a", [1])]).prefix(30))) == ["the file: unreadable"])
  }

  @Test(arguments: [
    ("tEXt", "Comment\0by R1K", "chunk tEXt, “Comment”: R1K"), ("iTXt", "Title\0\0\0en\0titel\0Imperial", "chunk iTXt, “Title”: Imperial"),
    ("eXIf", "II*\0 1000485485 ", "chunk eXIf, at 5: 1000485485"), ("prVt", "notes 1000606638", "chunk prVt, at 6: 1000606638"),
  ])
  func chunksOfPicturesAreSearched(name: String, text: String, place: String) throws {
    #expect(try LeakSample.found("a.png", MadeFile.png([(name, bytes(text))])) == [place])
  }

  @Test func compressedChunksAndWhatStandsBehindAPictureAreSearched() throws {
    #expect(
      try LeakSample.found("a.png", MadeFile.png([("zTXt", bytes("Note\0\0") + MadeFile.deflated(bytes("of R1K")))])) == ["chunk zTXt, “Note”: R1K"])
    #expect(
      try LeakSample.found("a.png", MadeFile.png([("iTXt", bytes("Note\0\u{1}\0\0\0") + MadeFile.deflated(bytes("of R1K")))])) == [
        "chunk iTXt, “Note”: R1K"
      ])
    #expect(try LeakSample.found("a.png", MadeFile.png([], trailing: bytes("R1K"))) == ["behind the picture’s end, line 1: R1K"])
    #expect(try LeakSample.found("a.png", MadeFile.png([("tEXt", bytes("Software\0cairo"))])) == [])
  }

  @Test func aCleanPDFPasses() throws { #expect(try LeakSample.found("a.pdf", MadeFile.pdf(page: "Royal Free, 10H", info: "/Title (RAL)")) == []) }

  @Test func everyPlaceOfAPDFIsSearched() throws {
    func found(_ file: [UInt8]) throws -> [String] { try LeakSample.found("a.pdf", file) }
    #expect(try found(MadeFile.pdf(page: "of R1K")) == ["page 1: R1K"])
    #expect(try found(MadeFile.pdf(page: "of R1K", isCompressed: false)) == ["page 1: R1K"])
    #expect(try found(MadeFile.pdf(page: "of \\1221K")) == ["page 1: R1K"])
    #expect(try found(MadeFile.pdf(info: "/Author (R1K)")) == ["document information /Author: R1K"])
    #expect(try found(MadeFile.pdf(info: "/Subject <FEFF00520031004B>")) == ["document information /Subject: R1K"])
    #expect(
      try found(MadeFile.pdf(catalogue: "/Outlines 7 0 R", more: ["<< /Title (Imperial) /Parent 1 0 R /Dest [3 0 R /Fit] >>"])) == [
        "bookmark /Title: Imperial"
      ])
    #expect(
      try found(MadeFile.pdf(pageEntries: "/Annots [7 0 R]", more: ["<< /Type /Annot /A << /S /URI /URI (https://example.nhs.uk/%52%31K) >> >>"]))
        == [
          "link /URI: R1K"
        ])
    #expect(try found(MadeFile.pdf(more: ["<< /Type /Filespec /F (R1K.csv) /EF << /F 8 0 R >> >>"])) == ["attachment’s name /F: R1K"])
    let csv = "a\nR1K\n"
    #expect(
      try found(MadeFile.pdf(more: ["<< /Type /EmbeddedFile /Length \(csv.utf8.count) >>\nstream\n\(csv)\nendstream"])) == [
        "attachment (object 7), line 2: R1K"
      ])
    let xmp = "<x:xmpmeta><rdf:li>1000485485</rdf:li></x:xmpmeta>"
    #expect(
      try found(MadeFile.pdf(more: ["<< /Type /Metadata /Subtype /XML /Length \(xmp.utf8.count) >>\nstream\n\(xmp)\nendstream"])) == [
        "XMP metadata, line 1: 1000485485"
      ])
    #expect(try found(MadeFile.pdf(catalogue: "/R#31K 1")) == ["catalogue: R1K"])
    // An object that nothing refers to, as an earlier state of a file leaves one behind.
    #expect(try found(MadeFile.pdf(more: ["(left of R1K)"])) == ["object 7: R1K"])
    let hidden = "BT /F1 9 Tf (R1K) Tj ET"
    #expect(
      try found(MadeFile.pdf(more: ["<< /Type /XObject /Subtype /Form /Length \(hidden.utf8.count) >>\nstream\n\(hidden)\nendstream"])) == [
        "object 7, on no page: R1K"
      ])
  }

  @Test func aPDFThatCannotBeReadIsSaidToBe() throws {
    #expect(try LeakSample.found("a.pdf", Array("%PDF-1.4\nnothing".utf8)) == ["the file: unreadable"])
    let odd = "<< /Filter /JBIG2Decode /Length 3 >>\nstream\nabc\nendstream"
    #expect(try LeakSample.found("a.pdf", MadeFile.pdf(more: [odd])) == ["object 7: unreadable"])
  }

  @Test func unknownKindsAreSearchedAsBytesAndSaidToBeUnreadable() throws {
    let head: [UInt8] = [0, 1, 2, 3, 0xFF]
    #expect(try LeakSample.found("a.bin", head + bytes(" 1000485485 ")) == ["in its bytes, at 6: 1000485485", "the file: unreadable"])
    let little = "\u{1}K80001\u{1}".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big = "\u{1}K80001\u{1}".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(try LeakSample.found("a.bin", [1, 0] + little) == ["in its bytes, at 4, as UTF-16: K80001", "the file: unreadable"])
    #expect(try LeakSample.found("a.bin", [0, 1] + big) == ["in its bytes, at 5, as UTF-16: K80001", "the file: unreadable"])
  }
}
