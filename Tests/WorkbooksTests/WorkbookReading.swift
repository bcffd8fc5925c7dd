import Foundation
import TestSupport

@testable import Workbooks

/// A sheet as a test compares it.
struct ReadSheet: Decodable, Equatable {
  var name: String
  var hidden: Bool
  /// Address, kind and text.
  var cells: [[String]]
  var hiddenRows: [Int]
  var merged: [String]
}

/// Reads every sheet of a workbook.
func readSheets(_ book: Workbook) throws -> [ReadSheet] {
  try book.sheets.map { sheet in
    let reader = try book.rows(of: sheet)
    var row = TableRow()
    var read = ReadSheet(name: sheet.name, hidden: sheet.isHidden, cells: [], hiddenRows: [], merged: [])
    while try reader.next(&row) {
      if row.isHidden { read.hiddenRows.append(row.number) }
      for cell in row.cells {
        read.cells.append([
          CellAddress(column: Int(cell.column), row: row.number).description, "\(cell.kind)", String(decoding: row.text(cell), as: UTF8.self),
        ])
      }
    }
    read.merged = try book.mergedCells(of: sheet).map { "\($0.first.description):\($0.last.description)" }.sorted()
    return read
  }
}

/// The workbooks that the Python tool writes, and what openpyxl reads of them.
struct SampleBooks {
  let folder: TemporaryFolder
  let expected: [String: [ReadSheet]]

  init(seed: Int, count: Int) throws {
    folder = try TemporaryFolder()
    try runPython(
      Bundle.module.path(forResource: "Tools/books", ofType: "py"), [folder.path, String(seed), String(count)], needs: "python3-openpyxl")
    expected = try JSONDecoder().decode([String: [ReadSheet]].self, from: Data(contentsOf: URL(fileURLWithPath: folder.path + "/expected.json")))
  }

  func open(_ name: String) throws -> Workbook { try Workbook(path: folder.path + "/" + name + ".xlsx") }
}
