import Foundation
import TestSupport
import Testing
import Workbooks

@testable import Tables

/// A text file as Python's csv reads it.
private struct ReadText: Decodable {
  var delimiter: String
  var coding: String
  var rows: [[String]]
}

/// Every field of every row, blank ones too.
private func rows(_ file: TableFile, _ form: TextForm) throws -> [[String]] {
  let reader = try file.rows(form)
  var row = TableRow()
  var rows: [[String]] = []
  while try reader.next(&row) {
    // Python gives a line with nothing in it as a row without fields.
    if row.cells.isEmpty, row.fieldCount == 1 {
      rows.append([])
      continue
    }
    var fields = Array(repeating: "", count: row.fieldCount)
    for cell in row.cells { fields[Int(cell.column)] = String(decoding: row.text(cell), as: UTF8.self) }
    rows.append(fields)
  }
  return rows
}

private func written(_ bytes: [UInt8], in folder: TemporaryFolder, _ name: String = "file") throws -> String {
  let path = folder.path + "/" + name
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return path
}

struct TableFileTests {
  @Test func everyFieldIsWhatPythonReads() throws {
    let folder = try TemporaryFolder()
    try runPython(Bundle.module.path(forResource: "Tools/texts", ofType: "py"), [folder.path, "20151106", "120"], needs: "python3")
    let expected = try JSONDecoder().decode([String: ReadText].self, from: Data(contentsOf: URL(fileURLWithPath: folder.path + "/expected.json")))
    #expect(expected.count == 120)
    for (name, text) in expected.sorted(by: { $0.key < $1.key }) {
      let file = try TableFile(path: folder.path + "/" + name)
      let form = try file.form()
      #expect(form.delimiter == text.delimiter.utf8.first, "\(name)")
      if text.coding != "utf-16" { #expect(form.coding.rawValue == text.coding, "\(name)") }
      let found = try rows(file, form)
      #expect(found == text.rows, "\(name)")
    }
  }

  @Test func linesAreCountedAsAnEditorCounts() throws {
    let reader = try TableFile(text: Array("a,b\r\n\"one\ntwo\",2\n\n3,4\r5,6".utf8)).rows(TextForm(coding: .utf8, delimiter: 0x2C))
    var row = TableRow()
    var lines: [Int] = []
    while try reader.next(&row) { lines.append(row.number) }
    #expect(lines == [1, 2, 4, 5, 6])
  }

  @Test func whatIsWrongIsSaidWithItsLine() throws {
    func fault(_ text: String) -> TableFault? {
      do {
        _ = try rows(TableFile(text: Array(text.utf8)), TextForm(coding: .utf8, delimiter: 0x2C))
        return nil
      } catch { return error as? TableFault }
    }
    #expect(fault("a,b\n1,\"open\n2,3\n")?.line == 2)
    #expect(fault("a,b\n1,\"closed\"\n") == nil)
    let reader = try TableFile(text: Array("a\"b,c\n\"a\"b,c\n".utf8)).rows(TextForm(coding: .utf8, delimiter: 0x2C))
    var row = TableRow()
    #expect(try reader.next(&row) && !row.isMalformed && row.text(row.cells[0]).elementsEqual("a\"b".utf8))
    #expect(try reader.next(&row) && row.isMalformed)
  }

  @Test func packedFilesAreUnpackedOrRefused() throws {
    let folder = try TemporaryFolder()
    func fault(_ path: String) -> TableFault? {
      do {
        let file = try TableFile(path: path)
        _ = try rows(file, try file.form())
        return nil
      } catch { return error as? TableFault }
    }
    try runPython(
      try written(
        Array(
          """
          import gzip, sys, zipfile
          folder = sys.argv[1]
          text = b"a,b\\n1,2\\n" * 40
          packed = gzip.compress(text)
          def write(name, data): open(folder + "/" + name, "wb").write(data)
          write("whole.gz", packed)
          write("two.gz", packed + packed)
          write("cut.gz", packed[:-12])
          write("broken.gz", packed[:20] + bytes(8) + packed[28:])
          write("twice.gz", gzip.compress(packed))
          write("bomb.gz", gzip.compress(bytes(400 << 20)))
          with zipfile.ZipFile(folder + "/several.zip", "w") as several:
            several.writestr("a.csv", text)
            several.writestr("b.csv", text)
          with zipfile.ZipFile(folder + "/one.zip", "w") as one:
            one.writestr("__MACOSX/._a.csv", b"x")
            one.writestr("a.csv", text)
          """.utf8), in: folder, "pack.py"), [folder.path], needs: "python3")
    #expect(fault(folder.path + "/whole.gz") == nil && fault(folder.path + "/two.gz") == nil && fault(folder.path + "/one.zip") == nil)
    let two = try TableFile(path: folder.path + "/two.gz")
    #expect(try rows(two, two.form()).count == 160)
    #expect(fault(folder.path + "/cut.gz")?.reason == "the file is packed by gzip and is cut off")
    #expect(fault(folder.path + "/broken.gz")?.reason == "the file is packed by gzip and is damaged")
    #expect(fault(folder.path + "/twice.gz")?.reason == "the file is packed twice")
    #expect(fault(folder.path + "/bomb.gz")?.reason.contains("far more than its packed size") == true)
    #expect(fault(folder.path + "/several.zip")?.reason == "the zip file holds 2 files: “a.csv”, “b.csv”")
    #expect(fault(folder.path + "/none")?.reason == "the file cannot be opened: no such file or directory")
  }

  /// A character of two pieces, and one that its coding does not have.
  @Test func textIsDecodedAcrossPieces() {
    func decoded(_ coding: TextCoding, _ pieces: [[UInt8]]) -> String {
      var decoder = TextDecoder(coding)
      var text: [UInt8] = []
      for piece in pieces { piece.withUnsafeBytes { decoder.decode($0, into: &text) } }
      return String(decoding: text, as: UTF8.self)
    }
    #expect(decoded(.utf16LittleEndian, [[0x3D], [0xD8, 0x00], [0xDE, 0x41, 0x00]]) == "😀A")
    #expect(decoded(.utf16BigEndian, [[0xD8, 0x3D, 0x00, 0x41]]) == "\u{FFFD}A")
    #expect(decoded(.windows1252, [[0xA3, 0x80, 0x81]]) == "£€\u{FFFD}")
    var check = UTF8Check()
    for piece in [[0xC2], [0xA3, 0x41, 0xF0], [0x9F, 0x98, 0x80]] as [[UInt8]] { piece.withUnsafeBytes { check.look(at: $0) } }
    #expect(check.finish())
    var broken = UTF8Check()
    for piece in [[0x41, 0xC2], [0x41]] as [[UInt8]] { piece.withUnsafeBytes { broken.look(at: $0) } }
    #expect(!broken.finish())
  }
}
