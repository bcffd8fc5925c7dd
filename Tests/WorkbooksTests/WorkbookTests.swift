import Foundation
import TestSupport
import Testing

@testable import Workbooks

/// The reader beside openpyxl, on workbooks with every oddity and on random ones.
struct WorkbookTests {
  @Test func everyCellIsWhatOpenpyxlReads() throws {
    let books = try SampleBooks(seed: 20_151_106, count: 40)
    #expect(books.expected.count == 49)
    var cells = 0
    for (name, expected) in books.expected.sorted(by: { $0.key < $1.key }) {
      var found = try readSheets(books.open(name))
      for sheet in found.indices {
        // openpyxl lists a hidden row with no cells too.
        let rows = Set(found[sheet].cells.compactMap { CellAddress(Array($0[0].utf8))?.row })
        #expect(found[sheet].hiddenRows == expected[sheet].hiddenRows.filter(rows.contains), "\(name)")
        found[sheet].hiddenRows = expected[sheet].hiddenRows
        for cell in found[sheet].cells.indices where found[sheet].cells[cell][1] == "number" {
          found[sheet].cells[cell][2] = withoutTrailingNoughts(found[sheet].cells[cell][2])
        }
        cells += found[sheet].cells.count
      }
      #expect(found.map(\.name) == expected.map(\.name) && found.map(\.hidden) == expected.map(\.hidden), "\(name)")
      #expect(found.map(\.merged) == expected.map(\.merged), "\(name)")
      for (mine, other) in zip(found, expected) where mine.cells != other.cells {
        let differing = Set(mine.cells).symmetricDifference(other.cells).sorted { $0[0] < $1[0] }.prefix(6)
        Issue.record("\(name), \(mine.name): \(mine.cells.count) cells and \(other.cells.count); \(Array(differing))")
      }
    }
    #expect(cells > 5_000)
  }

  /// `1.50` is 1.5, as openpyxl's numbers are.
  private func withoutTrailingNoughts(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  @Test func whatMayDoHarmIsRefused() throws {
    let books = try SampleBooks(seed: 1, count: 0)
    func fault(_ name: String) -> WorkbookFault? {
      do {
        _ = try readSheets(books.open(name))
        return nil
      } catch { return error as? WorkbookFault }
    }
    #expect(fault("bomb")?.kind == .tooLarge)
    for name in ["entities", "external"] { #expect(fault(name)?.kind == .refused, "\(name)") }
    #expect(fault("bad-xml")?.kind == .badXML && fault("bad-xml")?.reason.contains("xl/worksheets/sheet1.xml") == true)
    #expect(fault("bad-index")?.reason == "cell A1 shows shared text 5, and the workbook has 1")
    #expect(fault("bad-cell")?.reason == "row 1 of the sheet has a cell “XFE1” that no sheet has")
    #expect(fault("nested")?.reason == "row 1 of the sheet has a row within it", "what stands before the inner row would be lost")
    #expect(fault("too-wide")?.reason == "row 1 of the sheet has more cells than a sheet has columns")
    #expect(fault("echo")?.reason == "the cells of the sheet show far more text than its size allows for")
    #expect(fault("values") == nil)
  }

  @Test func otherFilesAreToldByWhatTheyAre() throws {
    let folder = try TemporaryFolder()
    func fault(_ bytes: [UInt8]) throws -> WorkbookFault? {
      let path = folder.path + "/book.xlsx"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do {
        _ = try Workbook(path: path)
        return nil
      } catch { return error }
    }
    let container: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
    let package: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] }
    let old = try fault(container)
    #expect(old?.kind == .oldFormat && old?.hint == "open it and save it as .xlsx")
    let locked = try fault(container + package + container)
    #expect(locked?.kind == .encrypted && locked?.reason == "the workbook is protected by a password")
    #expect(try fault(Array("a,b\n1,2\n".utf8))?.kind == .notAnArchive)
    #expect(try fault([])?.kind == .notAnArchive)
    do {
      _ = try Workbook(path: folder.path + "/none.xlsx")
      Issue.record("a file that is not there was opened")
    } catch { #expect(error.kind == .unreadable) }
  }

  /// Every prefix and every single wrong byte of a workbook ends in a fault or in rows, never in a crash.
  @Test func damagedFilesNeverCrash() throws {
    let books = try SampleBooks(seed: 3, count: 2)
    let whole = try Array(Data(contentsOf: URL(fileURLWithPath: books.folder.path + "/random0.xlsx")))
    var faults = 0
    for place in stride(from: 0, to: whole.count, by: 37) {
      var broken = whole
      broken[place] ^= 0x55
      for bytes in [Array(whole.prefix(place)), broken] {
        do { _ = try readSheets(Workbook(bytes)) } catch { faults += 1 }
      }
    }
    #expect(faults > whole.count / 37, "what is cut off is no workbook")
  }
}

struct PlainNumberTests {
  private func plain(_ text: String) -> String? {
    var bytes: [UInt8] = []
    let isNumber = Array(text.utf8).withUnsafeBufferPointer { appendPlainNumber($0, to: &bytes) }
    return isNumber ? String(decoding: bytes, as: UTF8.self) : nil
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "-0"), ("12", "12"), ("12.50", "12.50"), ("1.1000000000000001", "1.1"), ("-1.1000000000000001", "-1.1"),
    ("0.30000000000000004", "0.3"), ("999999999999999.96", "1000000000000000"), ("1234.5599999999999", "1234.56"), ("1.5E-3", "0.0015"),
    ("1E+3", "1000"), ("1e3", "1000"), ("-2.5e+2", "-250"), (".5", "0.5"), ("5.", "5"), ("+7", "7"), ("1.0E-10", "0.0000000001"),
    ("123456789012345678", "123456789012346000"), ("0.000000000000000", "0"), ("0.0000000000000000000", "0"),
  ]) func numbersAreWrittenPlainly(text: String, expected: String) { #expect(plain(text) == expected) }

  @Test(arguments: ["", "-", ".", "1,000", "12a", "1E", "1E+", "1E99999", "--1", "£1", " 1", "0x10", "1.2.3", "-.", "1E+999"])
  func whatIsNoNumberIsLeft(text: String) { #expect(plain(text) == nil) }
}

struct SerialDateTests {
  private func date(_ text: String, _ base: DateBase = .from1900) -> String? {
    var bytes: [UInt8] = []
    let isDate = Array(text.utf8).withUnsafeBufferPointer { appendDate($0, base, to: &bytes) }
    return isDate ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// 42,095 is 1 April 2015; 60 is the day that 1900 did not have; 0.25 is six in the morning of no day.
  @Test func daysAreCountedAsSpreadsheetsCount() {
    #expect(date("42095") == "2015-04-01")
    #expect(date("42095.75") == "2015-04-01T18:00:00")
    #expect(date("1") == "1900-01-01" && date("59") == "1900-02-28" && date("60") == "1900-02-29" && date("61") == "1900-03-01")
    #expect(date("0.25") == "06:00:00")
    #expect(date("42094.9999999") == "2015-04-01")
    #expect(date("0", .from1904) == "1904-01-01" && date("40633", .from1904) == "2015-04-01")
    #expect(date("-1") == nil && date("2958466") == nil && date("2958465") == "9999-12-31")
  }

  @Test(arguments: [
    ("dd/mm/yyyy", true), ("General", false), ("0.00", false), ("#,##0;[Red](#,##0)", false), ("[$-809]d mmmm yyyy", true), ("[h]:mm", true),
    ("0.00\"days\"", false), ("\\d0", false), ("@", false), ("mmm-yy", true), ("_-£* #,##0_-", false), ("[Red]0", false), ("0%", false),
    ("[>100]0;yyyy", false), ("General\" y\"", false),
  ]) func formatsOfDatesAreKnown(code: String, isDate: Bool) { #expect(isDateFormat(code) == isDate) }
}

struct CellAddressTests {
  @Test func addressesReadAndPrint() {
    for (text, column, row) in [("A1", 0, 1), ("Z9", 25, 9), ("AA10", 26, 10), ("XFD1048576", 16_383, 1_048_576), ("$C$214", 2, 214)] {
      let address = CellAddress(Array(text.utf8))
      #expect(address == CellAddress(column: column, row: row))
      #expect(address?.description == text.filter { $0 != "$" })
    }
    for text in ["", "A", "1", "A0", "XFE1", "A1048577", "1A", "A1B", "AAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999"] {
      #expect(CellAddress(Array(text.utf8)) == nil, "\(text)")
    }
    #expect(CellAddress.column("c") == 2)
  }
}
