import Extracts
import Findings
import Quantities

extension SegmentWriter {
  mutating func put(_ sheets: RowSheets) {
    put(UInt32(sheets.all.count))
    for sheet in sheets.all {
      put(sheet.name)
      put(UInt32(sheet.firstRow))
      put(sheet.fieldPlaces)
    }
  }

  /// A byte for the kind of each place, and its columns.
  mutating func put(_ places: [FieldPlace]) {
    put(UInt32(places.count))
    for place in places {
      switch place {
      case .absent: put(UInt8(0))
      case .unplaced: put(UInt8(1))
      case .column(let column):
        put(UInt8(2))
        put(UInt32(column))
      case .ofMonths(let columns):
        put(UInt8(3))
        put(UInt8(columns.count))
        for column in columns { put(UInt32(column)) }
      }
    }
  }
}

extension SegmentReader {
  mutating func sheets() throws(DamagedSegment) -> RowSheets {
    var sheets = RowSheets()
    for _ in 0..<(try count(ofSize: 12)) {
      let name = try text()
      let firstRow = Int(try number(UInt32.self))
      sheets.add(.init(name: name, firstRow: firstRow, fieldPlaces: try fieldPlaces()))
    }
    return sheets
  }

  mutating func fieldPlaces() throws(DamagedSegment) -> [FieldPlace] {
    var places: [FieldPlace] = []
    for _ in 0..<(try count(ofSize: 1)) {
      switch try number(UInt8.self) {
      case 0: places.append(.absent)
      case 1: places.append(.unplaced)
      case 2: places.append(.column(Int(try number(UInt32.self))))
      case 3:
        var columns: [Int] = []
        for _ in 0..<(try number(UInt8.self)) { columns.append(Int(try number(UInt32.self))) }
        places.append(.ofMonths(columns))
      default: throw DamagedSegment()
      }
    }
    return places
  }
}

extension ContractSegment {
  /// Where a row stands, and in which column a field of the layout does.
  ///
  /// - Parameters:
  ///   - month: the month that the row speaks of.
  ///   - field: the field's place within the layout; nil where the whole row is meant.
  ///   - file: the file's path, as findings name it.
  func origin(ofRow row: Int, _ month: MonthIndex, field: Int?, file: String) -> Origin {
    let sheet = sheets[row: row]
    let column = field.flatMap { (sheet?.fieldPlaces ?? fieldPlaces).column(ofField: $0, month) }
    return Origin(file: file, sheet: sheet?.name, line: lines[row], column: column)
  }
}
