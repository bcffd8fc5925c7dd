import Quantities
import Workbooks

@testable import Profiles
@testable import Tables

/// Reads bytes as a table of whatever kind they are, in its own form and in others, and drafts a profile of it.
func readTable(_ bytes: [UInt8]) throws {
  let file = try BytesAsFile(bytes)
  do {
    let table = try TableFile(path: file.path)
    if table.isWorkbook {
      for sheet in table.sheets.prefix(8) {
        _ = try table.mergedCells(of: sheet)
        _ = try rows(of: table.rows(of: sheet), mostText: .max)
      }
    } else {
      let form = try table.form()
      let read = try rows(of: table.rows(form), mostText: .max)
      for (_, delimiter) in TextForm.delimiters where delimiter != form.delimiter {
        _ = try rows(of: table.rows(try table.form(delimiter: delimiter)), mostText: .max)
      }
      try compareCodings(bytes, form, read)
    }
    _ = try ProfileDraft(table, provider: "RQM")
  } catch is TableFault {
    // A table that cannot be read is said to be so.
  }
}

/// The rows of a table: numbers that go up, cells from left to right within their line, texts within their row.
func rows(of reader: TableReader, mostText: Int) throws -> [TableRow] {
  var rows: [TableRow] = []
  var row = TableRow()
  var last = 0
  var text = 0
  while try reader.next(&row) {
    try hold(row.number > last, "rows come in their order")
    last = row.number
    var column: Int32 = -1
    for cell in row.cells {
      try hold(cell.column > column, "cells come from left to right")
      try hold(row.fieldCount == 0 || cell.column < row.fieldCount, "a cell is one of its row's fields")
      column = cell.column
      try hold(cell.length > 0 && cell.start >= 0 && Int(cell.start) + Int(cell.length) <= row.bytes.count, "a cell's text is of its row")
      try hold(row.cell(at: Int(cell.column)) == cell, "a cell is found by its column")
    }
    text += row.bytes.count
    try hold(text <= mostText, "the texts of cells stay within their limit")
    if rows.count < 4_096 { rows.append(row) }
  }
  try hold(try !reader.next(&row), "after the last row comes no other")
  return rows
}

/// A plain text in UTF-8 is the same table in UTF-16, and in memory.
private func compareCodings(_ bytes: [UInt8], _ form: TextForm, _ expected: [TableRow]) throws {
  guard form.coding == .utf8, !bytes.starts(with: [0xEF, 0xBB, 0xBF]), !bytes.starts(with: [0x1F, 0x8B]), !bytes.starts(with: [0x50, 0x4B]),
    let text = String(validating: bytes, as: UTF8.self)
  else { return }
  let inMemory = TableFile(text: bytes)
  try hold(try isSame(rows(of: inMemory.rows(form), mostText: .max), expected), "a table in memory is the same as in a file")
  // A first letter that is the mark of a coding would be taken for it.
  guard text.unicodeScalars.first != "\u{FEFF}", text.unicodeScalars.first != "\u{FFFE}" else { return }
  for (isLittle, coding) in [(true, TextCoding.utf16LittleEndian), (false, .utf16BigEndian)] {
    var other: [UInt8] = isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF]
    for unit in text.utf16 {
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
      other += isLittle ? [low, high] : [high, low]
    }
    let table = TableFile(text: other)
    let otherForm = try table.form(delimiter: form.delimiter)
    try hold(otherForm.coding == coding, "the mark tells the coding")
    try hold(try isSame(rows(of: table.rows(otherForm), mostText: .max), expected), "a table is the same in UTF-16")
  }
}

private func isSame(_ rows: [TableRow], _ others: [TableRow]) -> Bool {
  rows.elementsEqual(others) {
    $0.number == $1.number && $0.isMalformed == $1.isMalformed && $0.fieldCount == $1.fieldCount && $0.cells == $1.cells && $0.bytes == $1.bytes
  }
}
