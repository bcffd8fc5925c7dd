/// On which sheet of a workbook the rows of a reading stand; of any other file none. Rows come sheet by sheet, so that each sheet is told by its first.
package struct RowSheets: Sendable, Hashable {
  /// One sheet.
  package struct Sheet: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// The index of its first row in the reading.
    package var firstRow: Int
    /// Where each column of the layout stands in it.
    package var fieldPlaces: [FieldPlace]

    /// Makes one.
    package init(name: String, firstRow: Int, fieldPlaces: [FieldPlace]) {
      self.name = name
      self.firstRow = firstRow
      self.fieldPlaces = fieldPlaces
    }
  }
  /// The sheets, in the order of their rows.
  package private(set) var all: [Sheet] = []

  /// Those of a file without sheets.
  package init() {}

  /// Says that the rows from `sheet.firstRow` on stand on a sheet; sheets are told in order.
  package mutating func add(_ sheet: Sheet) { all.append(sheet) }

  /// The sheet of a row; nil in a file that has none.
  package subscript(row row: Int) -> Sheet? { all.last { $0.firstRow <= row } }
}
