/// Which styles of a workbook show a number as a date or time.
final class CellStyles: XMLEvents {
  /// By the number of a style.
  private(set) var isDate: [Bool] = []
  private var formats: [Int: Bool] = [:]
  private var isInCellFormats = false

  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "numFmt" {
      if let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes.text("formatCode") { formats[id] = isDateFormat(code) }
    } else if name == "cellXfs" {
      isInCellFormats = true
    } else if isInCellFormats, name == "xf" {
      let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
      isDate.append(formats[id] ?? isBuiltInDate(id))
    }
  }

  override func close(_ name: XMLName) { if name == "cellXfs" { isInCellFormats = false } }
}

/// The formats that every workbook has without saying so: dates and times (ECMA-376 part 1, 18.8.30), those of East Asia among them.
private func isBuiltInDate(_ id: Int) -> Bool {
  switch id {
  case 14...22, 27...36, 45...47, 50...58: true
  default: false
  }
}

/// Whether a number format shows a day, month, year or time: one of their letters outside quotes, brackets and escapes, in its first section.
func isDateFormat(_ code: String) -> Bool {
  var bytes = Array(code.utf8)[...]
  while let byte = bytes.popFirst() {
    switch byte {
    case 0x22:
      while let next = bytes.popFirst(), next != 0x22 {}
    case 0x5C, 0x5F, 0x2A: _ = bytes.popFirst()
    case 0x5B:
      // [h], [mm] and [ss] are times gone by; [Red], [$-809] and [>100] say nothing.
      var inner: [UInt8] = []
      while let next = bytes.popFirst(), next != 0x5D { inner.append(next | 0x20) }
      if let first = inner.first, [0x68, 0x6D, 0x73].contains(first), inner.allSatisfy({ $0 == first }) { return true }
    case 0x3B: return false
    case 0x64, 0x44, 0x6D, 0x4D, 0x79, 0x59, 0x68, 0x48, 0x73, 0x53: return true
    case 0x47, 0x67:
      // General.
      if bytes.prefix(6).map({ $0 | 0x20 }).elementsEqual("eneral".utf8) { bytes = bytes.dropFirst(6) }
    default: break
    }
  }
  return false
}
