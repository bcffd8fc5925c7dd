import Extracts
import Findings

extension SegmentWriter {
  mutating func put(_ sheets: RowSheets) {
    put(UInt32(sheets.all.count))
    for sheet in sheets.all {
      put(sheet.name)
      put(UInt32(sheet.firstRow))
      put(UInt32(sheet.fieldPlaces.count))
      for place in sheet.fieldPlaces { put(UInt32(place)) }
    }
  }
}

extension SegmentReader {
  mutating func sheets() throws(DamagedSegment) -> RowSheets {
    var sheets = RowSheets()
    for _ in 0..<(try count(ofSize: 12)) {
      let name = try text()
      let firstRow = Int(try number(UInt32.self))
      var places: [Int] = []
      for _ in 0..<(try count(ofSize: 4)) { places.append(Int(try number(UInt32.self))) }
      sheets.add(.init(name: name, firstRow: firstRow, fieldPlaces: places))
    }
    return sheets
  }
}

extension ContractSegment {
  /// Where a row stands, and in which column a field of the layout does.
  ///
  /// - Parameters:
  ///   - file: the file's path, as findings name it.
  ///   - field: the field's place within the layout; nil where the whole row is meant.
  func origin(ofRow row: Int, field: Int?, file: String) -> Origin {
    let sheet = sheets[row: row]
    let column: Int? = field.flatMap { field in
      if let sheet { return sheet.column(ofField: field) }
      return field < fieldPlaces.count && fieldPlaces[field] > 0 ? fieldPlaces[field] : nil
    }
    return Origin(file: file, sheet: sheet?.name, line: lines[row], column: column)
  }
}
