import Testing

@testable import TaggedPDF

/// A tree of two cells in a row, and the marks of these.
private func twoCells() -> (structure: StructureTree, first: ContentMark, second: ContentMark) {
  var structure = StructureTree()
  let row = structure.add(.row, in: structure.add(.table, in: StructureTree.root))
  let cells = [structure.addCell(in: row), structure.addCell(in: row)]
  return (structure, ContentMark(cells[0]), ContentMark(cells[1]))
}

private func marked(_ source: String, _ marks: PageMarks, _ structure: StructureTree) throws -> (text: String, elements: [Int32]) {
  let marking = try Array(source.utf8).withUnsafeBufferPointer { try ContentMarking($0, marks, structure.nodes) }
  return (String(decoding: marking.marked, as: UTF8.self), marking.elements)
}

@Suite struct ContentMarkingTests {
  /// What Cairo writes of texts that it was given in one call, and what must come of it.
  @Test(arguments: [
    ("(abcde)Tj", "/TD<</MCID 0>>BDC\n(ab)Tj\nEMC\n/TD<</MCID 1>>BDC\n(cde)Tj"),
    ("[(ab)-500(cde)]TJ", "/TD<</MCID 0>>BDC\n[(ab)-500]TJ\nEMC\n/TD<</MCID 1>>BDC\n[(cde)]TJ"),
    ("[(a)20(bc)-3(de)]TJ", "/TD<</MCID 0>>BDC\n[(a)20(b)]TJ\nEMC\n/TD<</MCID 1>>BDC\n[(c)-3(de)]TJ"),
    ("(\\()Tj\n0 1 Td\n(\\251\\\\de)Tj", "/TD<</MCID 0>>BDC\n(\\()Tj\n0 1 Td\n(\\251)Tj\nEMC\n/TD<</MCID 1>>BDC\n(\\\\de)Tj"),
    ("<00010002000300040005>Tj", "/TD<</MCID 0>>BDC\n<00010002>Tj\nEMC\n/TD<</MCID 1>>BDC\n<000300040005>Tj"),
    ("[<0001>4<00020003>-9<00040005>]TJ", "/TD<</MCID 0>>BDC\n[<0001>4<0002>]TJ\nEMC\n/TD<</MCID 1>>BDC\n[<0003>-9<00040005>]TJ"),
    (
      "(a)Tj\n/f-0-1 1 Tf\n<0001>Tj\n/f-0-0 1 Tf\n[(c)7(de)]TJ",
      "/TD<</MCID 0>>BDC\n(a)Tj\n/f-0-1 1 Tf\n<0001>Tj\n/f-0-0 1 Tf\nEMC\n/TD<</MCID 1>>BDC\n[(c)7(de)]TJ"
    ),
  ])
  func textsAreCutByTheirGlyphs(shown: String, wanted: String) throws {
    let (structure, first, second) = twoCells()
    var marks = PageMarks()
    marks.show([PageMarks.Run(glyphs: 2, mark: first), PageMarks.Run(glyphs: 3, mark: second)])
    let head = "q\n0.13 0.17 0.2 rg BT\n9.5 0 0 -9.5 50 100 Tm\n/f-0-0 1 Tf\n"
    let result = try marked(head + shown + "\nET\nQ\n", marks, structure)
    #expect(result.text == head + wanted + "\nEMC\nET\nQ\n")
    #expect(result.elements == [first.value, second.value])
  }

  @Test func otherGlyphsThanWereDrawnAreRefused() throws {
    let (structure, first, second) = twoCells()
    var marks = PageMarks()
    marks.show([PageMarks.Run(glyphs: 2, mark: first), PageMarks.Run(glyphs: 3, mark: second)])
    for shown in ["(abcd)Tj", "(abcdef)Tj", "", "(ab)Tj", "<0001>Tj"] {
      #expect(throws: TaggingError.self) { try marked("0 0 0 rg BT\n\(shown)\nET\n", marks, structure) }
    }
    #expect(throws: TaggingError.self) { try marked("0 0 0 rg BT\n(abcde)Tj\nET\n", marks, StructureTree()) }
    #expect(throws: TaggingError("a colour stands where none was chosen")) { try marked("0.00002 0 0 rg BT\n(abcde)Tj\nET\n", marks, structure) }
    #expect(throws: TaggingError.self) { try marked("BT 0 0 0 rg (abcde)Tj ET", marks, structure) }
  }

  /// A drawing with words in it is one sequence, whatever is drawn in it; rules before and after it are not read.
  @Test func drawingsAreOneSequence() throws {
    var structure = StructureTree()
    let figure = ContentMark(structure.addFigure("A line.", in: StructureTree.root))
    var marks = PageMarks()
    marks.paint(.artifact)
    marks.paint(figure)
    marks.show([PageMarks.Run(glyphs: 2, mark: figure)])
    marks.paint(figure)
    marks.paint(.footer)
    let source = """
      1 1 1 rg 0 0 5 5 re f
      0.50002 0.25 0.125 RG 1 w
      0 0 m 5 5 l S
      0.10002 0 0 rg BT
      (ab)Tj
      ET
      0 0 1 1 re f
      0.00004 0 0 rg BT
      (page)Tj
      ET

      """
    let wanted = """
      1 1 1 rg
      /Artifact BMC
       0 0 5 5 re f
      EMC
      0.5 0.25 0.125 RG
      /Figure<</MCID 0>>BDC
       1 w
      0 0 m 5 5 l S
      0.1 0 0 rg BT
      (ab)Tj
      ET
      0 0 1 1 re f
      EMC
      0 0 0 rg
      /Artifact<</Type/Pagination/Subtype/Footer>>BDC
       BT
      (page)Tj
      ET

      EMC

      """
    let result = try marked(source, marks, structure)
    #expect(result.text == wanted)
    #expect(result.elements == [figure.value])
  }

  /// Texts go on in their region until something else is drawn, and texts of one thing that follow each other are one.
  @Test func textsShareARegion() {
    let (_, first, second) = twoCells()
    var marks = PageMarks()
    marks.show([PageMarks.Run(glyphs: 2, mark: first), PageMarks.Run(glyphs: 1, mark: first)])
    marks.show([PageMarks.Run(glyphs: 4, mark: second)])
    #expect(marks.region == 0)
    #expect(marks.runs.map(\.glyphs) == [3, 4])
    marks.paint(.artifact)
    marks.show([PageMarks.Run(glyphs: 5, mark: .artifact)])
    #expect(marks.region == 1)
    marks.show([PageMarks.Run(glyphs: 5, mark: second)])
    #expect(marks.region == 2)
    #expect(marks.runs(of: 0) == 0..<2)
    #expect(marks.runs(of: 2) == 2..<3)
  }

  /// Every colour of 256 steps comes back as it was, with every region's number, as Cairo prints it: six decimals.
  @Test func colourAndRegionComeBack() {
    for step in 0...255 {
      let thousandths = Int((Double(step) / 0.255).rounded())
      for region in [0, 1, 39, 40, 1599, 1600, 63_999] {
        let parts = RegionCode.shifted((thousandths, thousandths, thousandths), region: region)
        var number = 0
        for (place, part) in [parts.0, parts.1, parts.2].enumerated() {
          #expect(part <= 1 && (part * 255).rounded() == (Double(thousandths) / 1000 * 255).rounded())
          let read = RegionCode.parts(millionths: Int((part * 1_000_000).rounded()))
          #expect(read.thousandths == thousandths)
          number += read.digit * [1, 40, 1600][place]
        }
        #expect(number == region)
      }
    }
  }
}
