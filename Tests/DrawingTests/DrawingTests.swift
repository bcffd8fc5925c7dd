import Charts
import Styling
import TaggedPDF
import TestSupport
import Testing
import Typesetting

@testable import Drawing

private let fonts: [FontWeight: String] = [
  .regular: "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
  .bold: "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf",
]

private let theme = Theme(
  light: [.ink: Colour(red: 33, green: 43, blue: 50), .paper: Colour(red: 255, green: 255, blue: 255), .over: Colour(red: 138, green: 21, blue: 56)],
  dark: [:], fontFiles: fonts, fontFamilies: "Arial", paper: (595.28, 841.89))

private let information = DocumentInformation(title: "A pack, “quoted”", author: "Programme", subject: "2015-16 M11", date: "2016-04-14")

private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
  let needle = Array(text.utf8)
  guard bytes.count >= needle.count else { return false }
  return (0...(bytes.count - needle.count)).contains { start in bytes[start..<(start + needle.count)].elementsEqual(needle) }
}

private func onePage(limit: Int = .max, _ draw: (inout Canvas, borrowing FontLibrary) -> Void) throws -> [UInt8] {
  let library = try FontLibrary(fontFiles: fonts)
  var surface = try PDFSurface(width: 595, height: 842, information: information, theme: theme, library: library, byteLimit: limit)
  try surface.page { draw(&$0, library) }
  return try surface.finish()
}

@Suite struct PDFSurfaceTests {
  private func page(_ canvas: inout Canvas, _ library: borrowing FontLibrary) {
    var arena = GlyphArena()
    let text = library.shape("Variance −£1,327,152", TextStyle(11, .bold), into: &arena)
    canvas.show(text, of: arena, x: 51, y: 100, .ink)
    canvas.fill([Box(x: 51, y: 120, width: 40, height: 6)], .over)
    canvas.destination("position-by-provider", y: 80)
    canvas.link(to: "position-by-provider", Box(x: 51, y: 90, width: 100, height: 12), .artifact, words: "Position by trust")
  }

  @Test func aDocumentHasItsFactsAndTheGivenDate() throws {
    let bytes = try onePage { page(&$0, $1) }
    #expect(bytes.starts(with: "%PDF-1.7".utf8))
    #expect(contains(bytes, "/CreationDate(D:20160414000000Z)"))
    #expect(contains(bytes, "/ModDate(D:20160414000000Z)"))
    #expect(contains(bytes, "/FontFile2"))
    #expect(contains(bytes, "LiberationSans-Bold"))
    #expect(unpackedPDF(bytes).contains("/Subtype/Link"))
  }

  @Test func twoRunsGiveTheSameBytes() throws {
    #expect(try onePage { page(&$0, $1) } == onePage { page(&$0, $1) })
  }

  /// Colours carry the numbers of regions through Cairo; the file has them as they were chosen.
  @Test func coloursAreTheThemes() throws {
    var structure = StructureTree()
    let marks = (0..<50).map { _ in ContentMark(structure.add(.paragraph, in: StructureTree.root)) }
    let library = try FontLibrary(fontFiles: fonts)
    var surface = try PDFSurface(width: 595, height: 842, information: information, theme: theme, library: library)
    try surface.page { canvas in
      for (place, mark) in marks.enumerated() {
        canvas.mark = mark
        canvas.fill([Box(x: Double(place), y: 10, width: 1, height: 1)], place % 2 == 0 ? .over : .paper)
      }
    }
    let text = unpackedPDF(try surface.finish(structure))
    let colours = Set(text.matches(of: /([0-9.]+ [0-9.]+ [0-9.]+) rg/).map { String($0.1) })
    #expect(colours == ["0.541 0.082 0.22", "1 1 1"])
    #expect(text.matches(of: /\/P<<\/MCID \d+>>BDC/).count == 50)
    #expect(text.matches(of: /EMC/).count == 50)
  }

  /// Texts of one look go to Cairo in one call; each is marked by itself all the same.
  @Test func neighbouringTextsAreMarkedEach() throws {
    var structure = StructureTree()
    let row = structure.add(.row, in: structure.add(.table, in: StructureTree.root))
    let cells = (0..<3).map { _ in ContentMark(structure.addCell(in: row)) }
    let library = try FontLibrary(fontFiles: fonts)
    var surface = try PDFSurface(width: 595, height: 842, information: information, theme: theme, library: library)
    try surface.page { canvas in
      var arena = GlyphArena()
      for (place, word) in ["one (1)", "−2", "Żółć \\"].enumerated() {
        canvas.mark = cells[place]
        canvas.show(library.shape(word, TextStyle(9), into: &arena), of: arena, x: 50 + Double(place) * 40, y: 100, .ink)
      }
    }
    let text = unpackedPDF(try surface.finish(structure))
    for place in 0..<3 { #expect(text.contains("/TD<</MCID \(place)>>BDC")) }
    #expect(text.contains("/TD<</MCID 0>>BDC\n(one \\(1\\))Tj") || text.contains("/TD<</MCID 0>>BDC\n[(one \\(1\\))"))
    #expect(text.matches(of: /BT\n/).count == 1)
    #expect(text.matches(of: /EMC/).count == 3)
  }

  @Test func whatTheFontLacksIsDrawnAndNoText() throws {
    let library = try FontLibrary(fontFiles: fonts)
    var surface = try PDFSurface(width: 595, height: 842, information: information, theme: theme, library: library)
    try surface.page { canvas in
      var arena = GlyphArena()
      canvas.show(library.shape("a病b", TextStyle(9), into: &arena), of: arena, x: 50, y: 100, .ink)
    }
    let text = unpackedPDF(try surface.finish())
    #expect(text.contains(" f") && text.contains("(a") && text.contains("b)"))
    #expect(!text.contains("<0000>"))
  }

  @Test func aFullStreamIsAnError() throws {
    #expect(throws: CairoError.self) { try onePage(limit: 64) { page(&$0, $1) } }
  }

  @Test func aPositionThatIsNoNumberIsRefused() throws {
    #expect {
      try onePage { canvas, _ in canvas.fill([Box(x: .nan, y: 0, width: 1, height: 1)], .ink) }
    } throws: {
      "\($0)".hasPrefix("cannot draw a page: a position is not a number")
    }
    #expect(throws: CairoError.self) {
      try onePage { canvas, _ in canvas.stroke([Point(0, 0), Point(.infinity, 1)], Stroke(.ink, 1)) }
    }
  }

  @Test func aLinkToNowhereIsAnErrorNotACrash() throws {
    #expect(throws: CairoError.self) {
      try onePage { canvas, _ in canvas.link(to: "no-such-section", Box(x: 0, y: 0, width: 10, height: 10), .artifact, words: "") }
    }
  }

  @Test func anErrorWithLinksPendingIsAnErrorNotACrash() throws {
    #expect(throws: CairoError.self) {
      try onePage { canvas, _ in
        canvas.link(to: "page-never-drawn", Box(x: 0, y: 0, width: 10, height: 10), .artifact, words: "")
        canvas.fill([Box(x: .nan, y: 0, width: 1, height: 1)], .ink)
      }
    }
    #expect(throws: CairoError.self) {
      try onePage(limit: 64) { canvas, _ in canvas.link(to: "page-never-drawn", Box(x: 0, y: 0, width: 10, height: 10), .artifact, words: "") }
    }
  }

  @Test func aSizeThatIsNoPaperIsRefused() throws {
    let library = try FontLibrary(fontFiles: fonts)
    for width in [0, -1, Double.nan, 1e9] {
      var refused = false
      do { _ = try PDFSurface(width: width, height: 842, information: information, theme: theme, library: library) } catch { refused = true }
      #expect(refused)
    }
  }

  @Test func bookmarksHaveTheirTitles() throws {
    let library = try FontLibrary(fontFiles: fonts)
    var surface = try PDFSurface(width: 595, height: 842, information: information, theme: theme, library: library)
    try surface.page { page(&$0, library) }
    let first = surface.bookmark("Position by trust", destination: "position-by-provider")
    _ = surface.bookmark("Table 1", destination: "position-by-provider", parent: first)
    let bytes = try surface.finish()
    let text = unpackedPDF(bytes)
    #expect(text.contains("/Outlines"))
    #expect(text.contains("/Title(Position by trust)"))
    #expect(text.contains("/Title(Table 1)"))
  }
}

@Suite struct PictureTests {
  private let scene = Scene(
    width: 120, height: 60,
    commands: [
      .rectangle(Box(x: 10, y: 10, width: 30, height: 6), fill: .over, stroke: nil),
      .line([Point(0, 30), Point(60, 20), Point(120, 40)], Stroke(.ink, 1)),
      .area([Point(0, 60), Point(10, 50), Point(20, 60)], .over), .circle(Point(60, 20), radius: 2, fill: .ink, stroke: nil),
      .text(TextRun("−£412k", at: Point(60, 50), TextStyle(8.5), .ink, anchor: .middle, halo: true)),
      .text(TextRun("Hillingdon", at: Point(10, 58), TextStyle(8.5), .ink, upward: true)),
    ], title: "A scene", description: "Nothing")

  @Test func aPictureIsAPNGOfTwiceTheSize() throws {
    let library = try FontLibrary(fontFiles: fonts)
    let bytes = try pngImage(of: scene, theme: theme, library: library)
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // The IHDR holds width and height, big-endian, at byte 16.
    #expect(Array(bytes[16..<24]) == [0, 0, 0, 240, 0, 0, 0, 120])
    #expect(try pngImage(of: scene, theme: theme, library: library) == bytes)
  }

  @Test func aSceneWithoutSizeIsRefused() throws {
    let library = try FontLibrary(fontFiles: fonts)
    var refused = false
    do { _ = try pngImage(of: Scene(width: 0, height: 10, commands: [], title: "", description: ""), theme: theme, library: library) } catch {
      refused = true
    }
    #expect(refused)
  }

  @Test func drawingChangesThePicture() throws {
    let library = try FontLibrary(fontFiles: fonts)
    let blank = try pngImage(of: Scene(width: 120, height: 60, commands: [], title: "", description: ""), theme: theme, library: library)
    #expect(try pngImage(of: scene, theme: theme, library: library).count > blank.count)
  }

  private func picture(_ commands: [DrawCommand]) throws -> [UInt8] {
    let library = try FontLibrary(fontFiles: fonts)
    return try pngImage(of: Scene(width: 120, height: 60, commands: commands, title: "", description: ""), theme: theme, library: library)
  }

  /// Neighbours of one colour are painted as one path: where two shapes that run against each other overlap, the rule of winding would leave a hole.
  @Test func overlappingShapesOfOneColourLeaveNoHole() throws {
    let low = [Point(10, 10), Point(40, 10), Point(40, 40), Point(10, 40)]
    let high = [Point(30, 20), Point(70, 20), Point(70, 50), Point(30, 50)]
    let whole = try picture([.area(low, .over), .area([Point(0, 0)], .ink), .area(high, .over)])
    #expect(try picture([.area(low, .over), .area(high, .over)]) == whole)
    #expect(try picture([.area(low.reversed(), .over), .area(high, .over)]) == whole)
    let box = DrawCommand.rectangle(Box(x: 10, y: 10, width: 30, height: 30), fill: .over, stroke: nil)
    #expect(try picture([box, .area(high.reversed(), .over)]) == whole)
    let disc = DrawCommand.circle(Point(50, 35), radius: 12, fill: .over, stroke: nil)
    #expect(try picture([box, .area(high.reversed(), .over), disc]) == whole)
  }

  @Test func marksLieOverThoseBeforeThem() throws {
    let ground = DrawCommand.rectangle(Box(x: 10, y: 10, width: 60, height: 30), fill: .over, stroke: nil)
    let plate = DrawCommand.rectangle(Box(x: 20, y: 15, width: 20, height: 10), fill: .paper, stroke: nil)
    let word = DrawCommand.text(TextRun("over", at: Point(22, 22), TextStyle(8.5), .ink))
    let line = DrawCommand.line([Point(0, 20), Point(120, 20)], Stroke(.ink, 2))
    let inOrder = try picture([ground, plate, word, line])
    for other in [[plate, ground, word, line], [ground, word, plate, line], [line, ground, plate, word]] { #expect(try picture(other) != inOrder) }
    // Two lines of one look with a plate between them: the plate covers the first alone.
    let second = DrawCommand.line([Point(0, 24), Point(120, 24)], Stroke(.ink, 2))
    #expect(try picture([line, plate, second]) != picture([line, second, plate]))
    #expect(try picture([line, plate, second]) != picture([plate, line, second]))
  }
}
