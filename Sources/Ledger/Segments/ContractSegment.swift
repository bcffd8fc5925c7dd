import Extracts
import Quantities

/// What a file says of one provider, commissioner and month, added up.
struct Statement: Sendable {
  /// Index into the segment's providers.
  var provider: Int
  /// Index into the segment's commissioners.
  var commissioner: Int
  var month: MonthIndex
  var rows: Int
  /// The first of them: an index into the file's rows.
  var firstRow: Int
  /// Counts of 10⁻⁸.
  var sums: FourSums
}

/// The columns of a contract segment's rows, in file order.
enum ContractField: Int, CaseIterable {
  case provider, commissioner, month, pod, treatmentFunction, tariff, practice, planPrice,
    actualPrice, planActivity, actualActivity
  case marketForces, place, service, indicator

  /// Whether it holds amounts, not codes.
  var isAmount: Bool { rawValue >= ContractField.planPrice.rawValue && rawValue <= ContractField.marketForces.rawValue }
}

/// Where a column's values stand among the rows' bytes, how many bytes each takes, and for amounts the power of ten that each was divided by.
struct SegmentColumn: Sendable {
  var offset: Int
  var width: Int
  var exponent = 0
}

/// A contract return or plan as the cache keeps it: everything that was found out about the file, and its rows in columns.
struct ContractSegment: Sendable {
  var file: FileFacts
  var providers: [String]
  var commissioners: [String]
  var practices: TextSection
  var treatmentFunctions: TextSection
  var tariffs: TextSection
  /// Points of delivery: three texts each.
  var podTexts: TextSection
  /// Places: three texts each.
  var places: TextSection
  /// Services: three texts each.
  var services: TextSection
  /// National tariff indicators.
  var indicators: [String]
  /// Where each column of the layout stands in the file; of a workbook in its first sheet.
  var fieldPlaces: [FieldPlace]
  /// Of a workbook, the sheets that the rows stand on.
  var sheets: RowSheets
  /// The months that rows speak of, in the order of the month column's numbers.
  var months: [MonthIndex]
  var statements: [Statement]
  /// Rows that are the same as an earlier one.
  var repeated: [RepeatedRow]
  var rowCount: Int
  /// The line of each row.
  var lines: LineNumbers
  var columns: [SegmentColumn]
  var rows: SegmentRows
  /// The amounts of repeated rows, where the programme counts such once; they are then in no statement.
  var leftOut = FourSums()
  /// How many rows were taken out as repeated.
  var leftOutRows = 0
}

/// What is kept of any file beside its rows.
struct FileFacts: Sendable {
  var digest: [UInt8]
  var byteCount: Int
  var refused: Bool
  var control: ControlTotals
  var quarantined: FourSums
  var rounding: FourSums
  var observations: [Observation]
  var quarantine: [QuarantinedRow]
  /// Rows that a profile left out, and what they came to, counts of 10⁻¹⁸.
  var dropped = (rows: 0, amounts: FourSums())
}

/// The row part of a segment, within the memory that holds it.
struct SegmentRows: Sendable {
  var memory: SegmentMemory
  var offset: Int
  var count: Int
  var checksum: UInt64

  /// Whether the bytes are what was written.
  var isWhole: Bool { Ledger.checksum(bytes) == checksum }
  /// The bytes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory.bytes[offset..<offset + count]) }
}

extension ContractSegment {
  /// How many points of delivery there are.
  var podCount: Int { podTexts.count / 3 }

  /// The points of delivery.
  func pods() throws(DamagedSegment) -> [PODCodes] {
    let texts = try podTexts.texts()
    return (0..<texts.count / 3).map { PODCodes(national: texts[3 * $0], local: texts[3 * $0 + 1], description: texts[3 * $0 + 2]) }
  }

  /// Takes repeated rows out of the statements.
  mutating func leaveOutRepeatedRows() throws(DamagedSegment) {
    guard !repeated.isEmpty else { return }
    guard rows.isWhole else { throw DamagedSegment() }
    let providerOfRow = try codes(.provider, below: providers.count)
    let commissionerOfRow = try codes(.commissioner, below: commissioners.count)
    let monthOfRow = try codes(.month, below: months.count)
    let planPrice = amounts(.planPrice)
    let actualPrice = amounts(.actualPrice)
    let planActivity = amounts(.planActivity)
    let actualActivity = amounts(.actualActivity)
    for repeated in repeated {
      let row = repeated.row
      let amounts = FourSums(
        planPrice: Int128(planPrice[row]), actualPrice: Int128(actualPrice[row]), planActivity: Int128(planActivity[row]),
        actualActivity: Int128(actualActivity[row]))
      let place = statements.firstIndex {
        $0.provider == Int(providerOfRow[row]) && $0.commissioner == Int(commissionerOfRow[row]) && $0.month == months[Int(monthOfRow[row])]
      }
      guard let place else { throw DamagedSegment() }
      statements[place].sums -= amounts
      statements[place].rows -= 1
      leftOut += amounts
      leftOutRows += 1
    }
  }

  /// Adds up what a file's rows say, by provider, commissioner and month.
  static func statements(_ reading: ContractReading) -> (months: [MonthIndex], monthOfRow: [UInt32], statements: [Statement]) {
    let rows = reading.rows.all
    var months: [UInt32] = []
    var monthOfRow = [UInt32](repeating: 0, count: rows.count)
    var last: UInt32 = .max
    var lastIndex: UInt32 = 0
    for index in 0..<rows.count {
      let month = rows[index].month
      if month != last {
        last = month
        if let known = months.firstIndex(of: month) {
          lastIndex = UInt32(known)
        } else {
          lastIndex = UInt32(months.count)
          months.append(month)
        }
      }
      monthOfRow[index] = lastIndex
    }
    let commissioners = reading.commissioners.count
    var places: [Int: Int] = [:]
    var dense: [Int32] = []
    let cells = reading.providers.count * commissioners * months.count
    if cells <= 1 << 20 { dense = Array(repeating: -1, count: cells) }
    var statements: [Statement] = []
    for index in 0..<rows.count {
      let row = rows[index]
      let cell = (Int(row.provider) * commissioners + Int(row.commissioner)) * months.count + Int(monthOfRow[index])
      var place = dense.isEmpty ? places[cell] ?? -1 : Int(dense[cell])
      if place < 0 {
        place = statements.count
        if dense.isEmpty { places[cell] = place } else { dense[cell] = Int32(place) }
        statements.append(
          Statement(
            provider: Int(row.provider), commissioner: Int(row.commissioner), month: MonthIndex(value: Int(row.month)), rows: 0,
            firstRow: index, sums: FourSums()))
      }
      statements[place].rows += 1
      statements[place].sums.planPrice += Int128(row.planPrice)
      statements[place].sums.actualPrice += Int128(row.actualPrice)
      statements[place].sums.planActivity += Int128(row.planActivity)
      statements[place].sums.actualActivity += Int128(row.actualActivity)
    }
    return (months.map { MonthIndex(value: Int($0)) }, monthOfRow, statements)
  }
}
