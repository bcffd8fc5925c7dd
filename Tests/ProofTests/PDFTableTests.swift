import TestSupport
import Testing

@testable import Proof

/// Where a PDF's objects stand, by a table that is a stream.
@Suite struct PDFTableTests {
  /// A file of one empty page, whose table has rows of a kind, a place of two bytes and a place among packed objects.
  private func file(predicted: Bool, entries: String = "", kinds: [UInt8] = [0, 1, 1, 1, 1, 1, 2]) -> [UInt8] {
    var bytes = Array("%PDF-1.7\n".utf8)
    var places = [0]
    for body in [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Contents 4 0 R/Resources<<>>>>",
      "<</Length 15>>\nstream\nBT (Leeds)Tj ET\nendstream",
    ] {
      places.append(bytes.count)
      bytes += "\(places.count - 1) 0 obj\n\(body)\nendobj\n".utf8
    }
    places += [bytes.count, 9]
    var rows: [UInt8] = []
    var above: [UInt8] = [0, 0, 0, 0]
    for (number, place) in places.enumerated() {
      let row = [kinds[number], UInt8(place >> 8), UInt8(place & 255), 0]
      rows += predicted ? [2] + zip(row, above).map { $0 &- $1 } : row
      above = row
    }
    let data = storedFlate(rows)
    let parameters = predicted ? "/DecodeParms<</Predictor 12/Columns 4>>" : ""
    let head = "5 0 obj\n<</Type/XRef/Size 7/W[1 2 1]\(parameters)/Root 1 0 R\(entries)/Filter/FlateDecode/Length \(data.count)>>\nstream\n"
    let start = bytes.count
    bytes += head.utf8 + data + "\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8
    return bytes
  }

  @Test(arguments: [false, true]) func aTableAsAStreamIsRead(predicted: Bool) throws {
    var reader = try #require(PDFTextReader(file(predicted: predicted)))
    #expect(reader.pageCount == 1)
    #expect(reader.text(ofPage: 0)?.map(\.text) == ["Leeds"])
    let table = try #require(PDFCrossReferences(of: file(predicted: predicted)))
    // The packed object has no place of its own.
    #expect(table.offsets.keys.sorted() == [1, 2, 3, 4, 5])
  }

  /// What this does not read is refused, not read half: a table in parts, one that continues another, one cut short.
  @Test func otherTablesAreRefused() {
    #expect(PDFTextReader(file(predicted: true, entries: "/Prev 9")) == nil)
    #expect(PDFTextReader(file(predicted: true, entries: "/Index[0 2 4 3]")) == nil)
    #expect(PDFTextReader(file(predicted: true, kinds: [0, 1, 0, 1, 1, 1, 2])) == nil)
    let whole = file(predicted: true)
    for end in stride(from: 0, to: whole.count - 12, by: 11) { #expect(PDFTextReader(Array(whole[..<end])) == nil) }
  }
}
