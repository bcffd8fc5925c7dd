import CZlib

@testable import Tables
@testable import Workbooks

/// Limits low enough for a fuzzer to reach.
private let low: UnpackingLimits = {
  var limits = UnpackingLimits()
  limits.free = 1 << 20
  limits.ratio = 40
  limits.sharedTexts = 1 << 18
  limits.cells = (free: 1 << 18, ratio: 4)
  return limits
}()

/// Reads bytes as a workbook. Those that are no zip file are taken for its parts, written one after the other, since a fuzzer finds no checksum by chance.
func readWorkbook(_ bytes: [UInt8]) throws {
  let isArchive = bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF])
  let archive = isArchive ? bytes : zipped(parts(bytes))
  let most = low.cells.free + (low.free + archive.count * low.ratio) * low.cells.ratio + (1 << 20)
  try refusable {
    let book = try Workbook(archive, limits: low)
    for sheet in book.sheets.prefix(8) {
      try refusable { try hold(book.mergedCells(of: sheet)) }
      try refusable { _ = try rows(of: TableReader(sheet: book.rows(of: sheet)), mostText: most) }
    }
  }
}

/// Does what may end with a fault that says what is wrong and what to do.
private func refusable(_ body: () throws -> Void) throws {
  do { try body() } catch let fault as WorkbookFault {
    try hold(!fault.reason.isEmpty && !fault.hint.isEmpty, "a fault says what is wrong and what to do")
  } catch let fault as TableFault { try hold(!fault.reason.isEmpty && !fault.hint.isEmpty, "a fault says what is wrong and what to do") }
}

private func hold(_ merged: [MergedCells]) throws {
  for area in merged { try hold(area.first.column <= area.last.column && area.first.row <= area.last.row, "merged cells have a first and a last") }
}

// MARK: Parts

/// Parts that follow one another, each after a line `#part NAME`.
private func parts(_ bytes: [UInt8]) -> [(name: [UInt8], contents: ArraySlice<UInt8>)] {
  let mark = Array("#part ".utf8)
  var parts: [(name: [UInt8], contents: ArraySlice<UInt8>)] = []
  var rest = bytes[...]
  while let start = rest.firstRange(of: mark) {
    let afterMark = rest[start.upperBound...]
    let name = afterMark.prefix { $0 != 0x0A }
    let body = afterMark[name.endIndex...].dropFirst()
    let end = body.firstRange(of: mark)?.lowerBound ?? body.endIndex
    parts.append((Array(name), body[..<end]))
    rest = body[end...]
  }
  return parts
}

/// A zip file of parts that are stored as they are, with the right checksums.
private func zipped(_ parts: [(name: [UInt8], contents: ArraySlice<UInt8>)]) -> [UInt8] {
  var bytes: [UInt8] = []
  var directory: [UInt8] = []
  func number(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
    for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }
  for (name, contents) in parts {
    let offset = bytes.count
    let checksum = contents.withUnsafeBytes { crc32(0, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32($0.count)) }
    var entry: [UInt8] = []
    number(20, 2, to: &entry)  // the version that is needed
    number(0, 2, to: &entry)  // flags
    number(0, 2, to: &entry)  // stored
    number(0x21_0000, 4, to: &entry)  // 1 January 1980
    number(contents.isEmpty ? 0 : Int(checksum), 4, to: &entry)
    number(contents.count, 4, to: &entry)
    number(contents.count, 4, to: &entry)
    number(name.count, 2, to: &entry)
    number(0, 2, to: &entry)  // no extra field
    bytes += [0x50, 0x4B, 3, 4] + entry + name + contents
    directory += [0x50, 0x4B, 1, 2, 20, 0] + entry + Array(repeating: 0, count: 10)
    number(offset, 4, to: &directory)
    directory += name
  }
  let start = bytes.count
  bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
  number(parts.count, 2, to: &bytes)
  number(parts.count, 2, to: &bytes)
  number(directory.count, 4, to: &bytes)
  number(start, 4, to: &bytes)
  number(0, 2, to: &bytes)
  return bytes
}
