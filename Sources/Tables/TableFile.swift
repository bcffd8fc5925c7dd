package import Workbooks

/// A file that holds one table or several: text with delimiters, or a workbook, as it stands or packed by gzip or zip.
package final class TableFile {
  private enum Content {
    case workbook(Workbook)
    /// Makes the bytes anew each time that they are read.
    case text(() throws(TableFault) -> ByteInput)
  }
  private let content: Content
  /// The sheets of a workbook; none of a text file.
  package var sheets: [Sheet] {
    if case .workbook(let book) = content { return book.sheets }
    return []
  }
  /// Whether it is a workbook.
  package var isWorkbook: Bool { if case .workbook = content { true } else { false } }

  /// The most that a workbook which is itself packed may come to: it is unpacked in memory.
  private static let mostInMemory = 512 << 20

  /// Opens a file by what it is, whatever its name says.
  package init(path: String) throws(TableFault) {
    let head = try FileInput(path: path).peek(8)
    switch Self.kind(head) {
    case .zip:
      let archive: ZipArchive
      do throws(WorkbookFault) {
        archive = try ZipArchive(path: path)
        if archive.names.contains(where: { $0.lowercased() == "[content_types].xml" }) {
          content = .workbook(try Workbook(path: path))
          return
        }
      } catch { throw TableFault(error) }
      let entries = archive.names.filter {
        !$0.hasSuffix("/") && !$0.hasPrefix("__MACOSX/") && $0.split(separator: "/").last?.hasPrefix(".") == false
      }
      guard let entry = entries.first, entries.count == 1 else {
        let names = entries.prefix(5).map { "“\($0)”" }.joined(separator: ", ") + (entries.count > 5 ? " …" : "")
        throw TableFault(
          "the zip file holds \(entries.count) files" + (names.isEmpty ? "" : ": \(names)"), hint: "put one return in a zip file, or unpack it")
      }
      content = try Self.unpacked { () throws(TableFault) in try ZipInput(archive, entry) }
    case .gzip: content = try Self.unpacked { () throws(TableFault) in try GzipInput(FileInput(path: path)) }
    case .oldWorkbook:
      do throws(WorkbookFault) { content = .workbook(try Workbook(path: path)) } catch { throw TableFault(error) }
    case .text: content = .text { () throws(TableFault) in try FileInput(path: path) }
    }
  }

  /// A text that is in memory.
  package init(text: [UInt8]) { content = .text { MemoryInput(text) } }

  private enum Kind {
    case zip, gzip, oldWorkbook, text
  }

  private static func kind(_ head: [UInt8]) -> Kind {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    return head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) ? .oldWorkbook : .text
  }

  /// What was packed: a workbook, or text. Nothing is unpacked twice over.
  private static func unpacked(_ open: @escaping () throws(TableFault) -> ByteInput) throws(TableFault) -> Content {
    switch kind(try open().peek(8)) {
    case .text: return .text(open)
    case .gzip: throw TableFault("the file is packed twice", hint: "unpack it once")
    case .zip, .oldWorkbook:
      var bytes: [UInt8] = []
      let input = try open()
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { buffer.deallocate() }
      while true {
        let got = try input.read(into: buffer)
        if got == 0 { break }
        bytes.append(contentsOf: buffer[..<got])
        guard bytes.count <= mostInMemory else { throw TableFault("the packed workbook is larger than \(mostInMemory >> 20) MB", hint: "unpack it") }
      }
      do throws(WorkbookFault) { return .workbook(try Workbook(bytes)) } catch { throw TableFault(error) }
    }
  }

  /// How a text file is written; what is given is taken as it is, the rest is found.
  ///
  /// Whether text without a mark is UTF-8 or Windows-1252 is told by all of it, for which it is read once.
  package func form(coding: TextCoding? = nil, delimiter: UInt8? = nil) throws(TableFault) -> TextForm {
    guard case .text(let open) = content else { return TextForm(coding: coding ?? .utf8, delimiter: delimiter ?? 0x2C) }
    let head = try open().peek(1 << 16)
    let marked = codingOfMark(head)
    let found: TextCoding
    if let known = coding ?? marked?.coding { found = known } else { found = try isUTF8(open()) ? .utf8 : .windows1252 }
    guard let delimiter else {
      var decoder = TextDecoder(found)
      var text: [UInt8] = []
      head.withUnsafeBytes { decoder.decode(UnsafeRawBufferPointer(rebasing: $0[(marked?.mark ?? 0)...]), into: &text) }
      return TextForm(coding: found, delimiter: delimiterFound(in: text))
    }
    return TextForm(coding: found, delimiter: delimiter)
  }

  private func isUTF8(_ input: ByteInput) throws(TableFault) -> Bool {
    var check = UTF8Check()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while check.isValid {
      let got = try input.read(into: buffer)
      if got == 0 { break }
      check.look(at: UnsafeRawBufferPointer(rebasing: buffer[..<got]))
    }
    return check.finish()
  }

  /// Begins to read the rows of a text file.
  package func rows(_ form: TextForm) throws(TableFault) -> TableReader {
    guard case .text(let open) = content else { throw TableFault("the file is a workbook", hint: "name its sheet in the profile") }
    let mark = codingOfMark(try open().peek(64))?.mark ?? 0
    return TableReader(text: DelimitedReader(try open(), form, mark: mark))
  }

  /// Begins to read the rows of a sheet.
  package func rows(of sheet: Sheet) throws(TableFault) -> TableReader {
    guard case .workbook(let book) = content else {
      throw TableFault("the file is text and has no sheets", hint: "take the sheet out of the profile")
    }
    do throws(WorkbookFault) { return TableReader(sheet: try book.rows(of: sheet)) } catch { throw TableFault(error) }
  }

  /// The merged cells of a sheet.
  package func mergedCells(of sheet: Sheet) throws(TableFault) -> [MergedCells] {
    guard case .workbook(let book) = content else { return [] }
    do throws(WorkbookFault) { return try book.mergedCells(of: sheet) } catch { throw TableFault(error) }
  }
}

/// Reads the rows of a table, in memory that does not grow with their number.
package final class TableReader {
  private enum Source {
    case sheet(SheetReader)
    case text(DelimitedReader)
  }
  private let source: Source

  init(sheet: SheetReader) { source = .sheet(sheet) }
  init(text: DelimitedReader) { source = .text(text) }

  /// Reads the next row; false at the end.
  package func next(_ row: inout TableRow) throws(TableFault) -> Bool {
    switch source {
    case .sheet(let reader):
      do throws(WorkbookFault) { return try reader.next(&row) } catch { throw TableFault(error) }
    case .text(let reader): return try reader.next(&row)
    }
  }
}
