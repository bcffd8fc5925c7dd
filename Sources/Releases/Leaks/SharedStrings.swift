/// Where the shared strings of a workbook stand, and on which sheets each is shown.
struct SharedStrings {
  /// Where each begins in its part.
  private let starts: [Int]
  /// The sheets that show a string, as numbers, by the string's number.
  private let sheets: [Int: Set<Int>]
  /// The contexts of each sheet.
  private let contexts: [[String]]

  /// - Parameter bytes: the part `sharedStrings.xml`.
  init(_ bytes: [UInt8], of workbook: Workbook) {
    var starts: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices.dropLast(3) where bytes[index] == 0x3C && bytes[index + 1] == 0x73 && bytes[index + 2] == 0x69 {
        // `<si>` or `<si …`, and not `<sz`.
        if bytes[index + 3] == 0x3E || bytes[index + 3] == 0x20 { starts.append(index) }
      }
    }
    self.starts = starts
    var sheets: [Int: Set<Int>] = [:]
    for (place, sheet) in workbook.worksheets.enumerated() {
      forEachShared(sheet.bytes) { sheets[$0, default: []].insert(place) }
    }
    self.sheets = sheets
    contexts = workbook.worksheets.map { workbook.contexts[$0.path] ?? [] }
  }

  /// The number of the string that a place of the part is in, from 0.
  func number(at place: Int) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// The contexts of each sheet that shows a string; empty where none does, so that nothing is agreed of it.
  func contexts(of number: Int) -> [[String]] { (sheets[number] ?? []).sorted().map { contexts[$0] } }
}

/// Gives the number of the shared string of each cell of a sheet that shows one.
private func forEachShared(_ bytes: [UInt8], _ body: (Int) -> Void) {
  bytes.withUnsafeBufferPointer { bytes in
    var at = 0
    while at + 3 < bytes.count {
      // `<c …>`
      guard bytes[at] == 0x3C, bytes[at + 1] == 0x63, bytes[at + 2] == 0x20 else {
        at += 1
        continue
      }
      var isShared = false
      at += 2
      while at < bytes.count, bytes[at] != 0x3E {
        // ` t="s"`, in either kind of quotes.
        if bytes[at] == 0x20, at + 5 < bytes.count, bytes[at + 1] == 0x74, bytes[at + 2] == 0x3D, bytes[at + 4] == 0x73,
          bytes[at + 5] == bytes[at + 3]
        {
          isShared = true
        }
        at += 1
      }
      guard isShared else { continue }
      // Up to `<v>` or the cell's end.
      while at + 2 < bytes.count, !(bytes[at] == 0x3C && (bytes[at + 1] == 0x76 || bytes[at + 1] == 0x2F)) { at += 1 }
      while at < bytes.count, bytes[at] != 0x3E { at += 1 }
      at += 1
      var number = 0
      var isNumber = false
      while at < bytes.count, (0x30...0x39).contains(bytes[at]), number < 1 << 40 {
        number = number * 10 + Int(bytes[at] - 0x30)
        isNumber = true
        at += 1
      }
      if isNumber { body(number) }
    }
  }
}
