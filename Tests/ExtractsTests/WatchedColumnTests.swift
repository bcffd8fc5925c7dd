import Testing

@testable import Extracts

@Suite("Columns of which only the format matters")
struct WatchedColumnTests {
  /// What the column says of a field, and what the format itself says of its cleaned text.
  private func verdicts(_ fields: [[UInt8]], _ column: ContractColumn) throws -> [(
    said: Bool, right: Bool
  )] {
    let format = try #require(ColumnFormat.of(column))
    var watched = WatchedColumn(place: 1, format: format)
    var cleaner = FieldCleaner()
    var other = FieldCleaner()
    return fields.map { field in
      // Between two other fields, and enough to read whole words after the last.
      let bytes = Array("a,".utf8) + field + Array(",b".utf8) + Array(repeating: 0, count: 32)
      let ends = [1, UInt32(field.count + 2), UInt32(field.count + 4)]
      return bytes.withUnsafeBufferPointer { bytes in
        ends.withUnsafeBufferPointer { ends in
          guard let text = bytes.baseAddress, let stops = ends.baseAddress else {
            return (false, true)
          }
          let row = Row(text, stops, 0, 3, 0, field.count + 4, 2)
          let cleaned = other.text(text + 2, field.count)
          return (
            watched.allows(row, &cleaner), cleaned.length == 0 || format.allows(cleaned.bytes)
          )
        }
      }
    }
  }

  @Test(
    "says what the format says, whatever the field",
    arguments: [ContractColumn.created, .reportingType, .subSpecialty, .ward, .contract])
  func same(_ column: ContractColumn) throws {
    let letters: [UInt8] = [
      0x20, 0x22, 0x30, 0x35, 0x41, 0x7A, 0x2D, 0x3A, 0x54, 0xA3, 0xC2, 0xE9, 0x09,
    ]
    var dice = Dice(21)
    let dates = [
      "2015-05-20T10:00:00", "2015-05-20 10:00:00", "2015-05-20T10:00:0", "2015-05-20X10:00:00",
      "\"2015-05-20T10:00:00\"",
    ].map {
      Array($0.utf8)
    }
    var fields = dates + dates
    for _ in 0..<4_000 {
      fields.append((0..<dice.next(26)).map { _ in letters[dice.next(letters.count)] })
      fields.append((0..<dice.next(26)).map { _ in [0x41, 0x31][dice.next(2)] })
      fields.append(dates[dice.next(dates.count)])
    }
    for (field, verdict) in zip(fields, try verdicts(fields, column)) {
      #expect(verdict.said == verdict.right, "\(field)")
    }
  }
}
