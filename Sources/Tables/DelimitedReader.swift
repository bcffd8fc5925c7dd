import Workbooks

/// Reads the rows of a text file, one after the other, by the rules of RFC 4180 with any delimiter.
///
/// A quote within a field that does not begin with one is a character like any other. Text after a closing quote is kept, and the row says that it is malformed.
final class DelimitedReader {
  private let input: ByteInput
  private let delimiter: UInt8
  private var decoder: TextDecoder
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var text: [UInt8] = []
  private var place = 0
  private var isAtEnd = false
  private var line = 1
  /// Bytes of the coding's mark still to be passed over.
  private var mark: Int
  private let longestRow = 64 << 20
  private let mostFields: Int32 = 1_000_000

  init(_ input: ByteInput, _ form: TextForm, mark: Int) {
    self.input = input
    delimiter = form.delimiter
    decoder = TextDecoder(form.coding)
    self.mark = mark
  }

  deinit { buffer.deallocate() }

  /// The byte at the place, after more was read where there was none; nil at the end.
  private func byte() throws(TableFault) -> UInt8? {
    while place == text.count {
      if isAtEnd { return nil }
      text.removeAll(keepingCapacity: true)
      place = 0
      let got = try input.read(into: buffer)
      isAtEnd = got == 0
      if isAtEnd, decoder.isWithinCharacter {
        throw TableFault("the file is UTF-16 and ends in the middle of a letter", hint: "it may be cut off; ask for it again", line: line)
      }
      let passed = min(mark, got)
      mark -= passed
      decoder.decode(UnsafeRawBufferPointer(rebasing: buffer[passed..<got]), into: &text)
    }
    return text[place]
  }

  /// Reads the next row; a line with nothing in it is a row without cells.
  func next(_ row: inout TableRow) throws(TableFault) -> Bool {
    row.clear()
    guard try byte() != nil else { return false }
    row.number = line
    var column: Int32 = 0
    var start = 0
    var isQuoted = false
    var isAtFieldStart = true
    var wasQuoted = false
    var opened = line
    func endField() {
      if row.bytes.count > start {
        row.cells.append(Cell(column: column, kind: .text, start: Int32(start), length: Int32(row.bytes.count - start)))
      }
      column += 1
      start = row.bytes.count
      isAtFieldStart = true
      wasQuoted = false
    }
    while let next = try byte() {
      place += 1
      if isQuoted {
        if next == 0x22 {
          if try byte() == 0x22 {
            place += 1
            row.bytes.append(0x22)
          } else {
            isQuoted = false
            wasQuoted = true
          }
        } else {
          if next == 0x0A { line += 1 }
          row.bytes.append(next)
        }
      } else if next == delimiter {
        endField()
        guard column < mostFields else {
          throw TableFault("the row has more than \(mostFields) fields", hint: "look at the file; ask for it again", line: row.number)
        }
      } else if next == 0x0A || next == 0x0D {
        if next == 0x0D, try byte() == 0x0A { place += 1 }
        line += 1
        endField()
        row.fieldCount = Int(column)
        return true
      } else if next == 0x22, isAtFieldStart {
        isQuoted = true
        isAtFieldStart = false
        opened = line
      } else {
        if wasQuoted { row.isMalformed = true }
        isAtFieldStart = false
        row.bytes.append(next)
      }
      if row.bytes.count > longestRow { throw unclosed(opened) }
    }
    if isQuoted { throw unclosed(opened) }
    endField()
    row.fieldCount = Int(column)
    return true
  }

  private func unclosed(_ line: Int) -> TableFault {
    TableFault("a quote that opens here is never closed", hint: "close the quote, or take it out", line: line)
  }
}
