/// One row of a contract return: numbers for its codes, exact amounts as counts of 10⁻⁸.
package struct ContractRow: Sendable {
  /// Index into the file's providers.
  package var provider: UInt32
  /// Index into the file's commissioners.
  package var commissioner: UInt32
  /// The `MonthIndex`.
  package var month: UInt32
  /// Index into the file's points of delivery.
  package var pod: UInt32
  /// Index into the file's treatment functions.
  package var treatmentFunction: UInt32
  /// Index into the file's tariff codes.
  package var tariff: UInt32
  /// Index into the file's practices.
  package var practice: UInt32
  /// The line in the file.
  package var line: UInt32
  package var planPrice: Int64
  package var actualPrice: Int64
  package var planActivity: Int64
  package var actualActivity: Int64
  /// The part of the actual price that is market forces factor; nought where the file does not say.
  package var marketForces: Int64
  /// Index into the file's places.
  package var place: UInt32
  /// Index into the file's services.
  package var service: UInt32
  /// Index into the file's national tariff indicators.
  package var indicator: UInt32
}

/// Rows in memory of their own that grows without moving through an array's checks.
package final class ContractRows: @unchecked Sendable {
  // Written only by the reader that owns it, before anybody else sees it; read-only afterwards.
  private var storage: UnsafeMutablePointer<ContractRow>
  private var capacity: Int
  /// The number of rows.
  package private(set) var count = 0

  /// Gives each row the line that another says it stands at.
  package func renumber(_ line: (Int) -> Int) {
    for index in 0..<count { storage[index].line = UInt32(truncatingIfNeeded: line(Int(storage[index].line))) }
  }

  init(capacity: Int) {
    self.capacity = max(capacity, 256)
    storage = .allocate(capacity: self.capacity)
  }

  deinit { storage.deallocate() }

  /// The rows.
  package var all: UnsafeBufferPointer<ContractRow> { UnsafeBufferPointer(start: storage, count: count) }

  /// Room for at least this many rows more, and where the next is to be written.
  func reserve(_ more: Int) -> UnsafeMutablePointer<ContractRow> {
    if count + more > capacity {
      capacity = max(capacity * 2, count + more)
      let bigger = UnsafeMutablePointer<ContractRow>.allocate(capacity: capacity)
      bigger.update(from: storage, count: count)
      storage.deallocate()
      storage = bigger
    }
    return storage + count
  }

  /// Says that rows were written past the last.
  func added(_ more: Int) { count += more }
}

/// A row that was held back.
package struct QuarantinedRow: Sendable, Hashable {
  /// The line.
  package var line: Int
  /// Why: the first of its faults.
  package var check: ExtractCheck
  /// The row as it stands.
  package var text: String
  /// Its readable money and activity, counts of 10⁻⁸.
  package var readable: FourSums
  /// The sheet of a workbook; empty for any other file.
  package var sheet: String
  /// The column of that fault, from 1; nil where the row as a whole is meant.
  package var column: Int?

  /// Makes one.
  package init(line: Int, check: ExtractCheck, text: String, readable: FourSums, sheet: String = "", column: Int? = nil) {
    self.line = line
    self.check = check
    self.text = text
    self.readable = readable
    self.sheet = sheet
    self.column = column
  }
}

/// A row that is the same as an earlier one.
package struct RepeatedRow: Sendable, Hashable {
  /// The index of the later row.
  package var row: Int
  /// The line of the earlier one.
  package var firstLine: Int

  /// Makes one.
  package init(row: Int, firstLine: Int) {
    self.row = row
    self.firstLine = firstLine
  }
}

/// Everything that was read of one contract return or plan.
package struct ContractReading: Sendable {
  package var rows: ContractRows
  package var providers: [String] = []
  package var commissioners: [String] = []
  package var practices = TextList()
  package var treatmentFunctions = TextList()
  package var tariffs = TextList()
  /// Places: site, the practice's responsible organisation, the residence's, three texts each.
  package var places = TextList()
  /// Services: service category, service code, mental health category, three texts each.
  package var services = TextList()
  /// National tariff indicators.
  package var indicators: [String] = []
  /// Where each column of the layout stands in the file, from 1; nought where it is absent.
  package var fieldPlaces: [FieldPlace] = []
  /// Of a workbook, the sheets that the rows stand on.
  package var sheets = RowSheets()
  /// Points of delivery: national code, local code, local description.
  package var pods: [PODCodes] = []
  package var quarantine: [QuarantinedRow] = []
  package var repeated: [RepeatedRow] = []
  package var observations: [Observation] = []
  /// From raw bytes, by the independent route.
  package var control = ControlTotals()
  /// Readable money and activity of quarantined rows, counts of 10⁻⁸.
  package var quarantined = FourSums()
  /// What rounding at the eighth decimal took away, raw − stored, counts of 10⁻¹⁸.
  package var rounding = FourSums()
  /// Rows that a profile left out, and what they came to, counts of 10⁻¹⁸.
  package var dropped = (rows: 0, amounts: FourSums())
  package var digest: [UInt8] = []
  package var byteCount = 0
  package var refused = false
}

/// The three texts that name a point of delivery in a return.
package struct PODCodes: Sendable, Hashable {
  /// POINT OF DELIVERY CODE.
  package var national: String
  /// LOCAL POINT OF DELIVERY CODE.
  package var local: String
  /// LOCAL POINT OF DELIVERY DESCRIPTION.
  package var description: String

  /// Makes one.
  package init(national: String, local: String, description: String) {
    self.national = national
    self.local = local
    self.description = description
  }
}
