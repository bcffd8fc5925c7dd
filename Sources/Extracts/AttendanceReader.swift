import Quantities

/// The places of the columns that the attendance reader decodes, within `attendanceLayout`.
private enum AttendanceColumn: Int {
  case year, month, provider, commissioner, practice, hrg, cost, treatmentFunction, firstAttendance, attended, source, referrer, patientClass, patient
  case locality, admissionMethod, lengthOfStay, arrivalMode, disposal, attendanceDate, admissionDate, dischargeDate, age, deathDate
}

/// The columns of the attendance-level files.
func attendanceLayout(_ kind: ExtractKind) -> [LayoutColumn] {
  let outpatient: LayoutColumn.Need = kind == .outpatients ? .mandatory : .optional
  return [
    LayoutColumn(name: "FINANCIAL_YEAR", need: .mandatory), LayoutColumn(name: "FINANCIAL_MONTH", need: .mandatory),
    LayoutColumn(name: "PROVIDER", aliases: ["PROVIDER_CODE"], need: .mandatory),
    LayoutColumn(name: "COMMISSIONER", aliases: ["COMMISSIONER_CODE"], need: .mandatory),
    LayoutColumn(name: "GP_PRACTICE", aliases: ["PRACTICE", "PRACTICE_CODE"], need: .expected), LayoutColumn(name: "HRG", need: .expected),
    LayoutColumn(name: "COST_GBP", aliases: ["COST"], need: .mandatory),
    LayoutColumn(name: "TREATMENT_FUNCTION", aliases: ["TREATMENT_FUNCTION_CODE"], need: kind == .emergency ? .optional : .expected),
    LayoutColumn(name: "FIRST_ATTENDANCE", need: outpatient), LayoutColumn(name: "ATTENDED", need: outpatient),
    LayoutColumn(name: "SOURCE_OF_REFERRAL", need: kind == .outpatients ? .expected : .optional),
    LayoutColumn(name: "REFERRING_ORGANISATION", need: kind == .outpatients ? .expected : .optional),
    LayoutColumn(name: "PATIENT_CLASS", need: .optional), LayoutColumn(name: "PSEUDO_PATIENT_ID", need: .optional),
    LayoutColumn(name: "LOCALITY", need: .optional), LayoutColumn(name: "ADMISSION_METHOD", need: .optional),
    LayoutColumn(name: "LENGTH_OF_STAY", need: .optional), LayoutColumn(name: "ARRIVAL_MODE", need: .optional),
    LayoutColumn(name: "DISPOSAL", need: .optional), LayoutColumn(name: "ATTENDANCE_DATE", need: .optional),
    LayoutColumn(name: "ADMISSION_DATE", need: .optional), LayoutColumn(name: "DISCHARGE_DATE", need: .optional),
    LayoutColumn(name: "AGE", need: .optional), LayoutColumn(name: "DATE_OF_DEATH", need: .optional),
  ]
}

/// ADMISSION METHOD, the codes of the national list, those it once held and its defaults, as hexadecimal digits.
private let nationalAdmissionMethods: Set<UInt8> = [
  0x11, 0x12, 0x13, 0x21, 0x22, 0x23, 0x24, 0x25, 0x28, 0x2A, 0x2B, 0x2C, 0x2D, 0x31, 0x32, 0x81, 0x82, 0x83, 0x98, 0x99,
]

/// Reads an attendance-level file.
package func readAttendances(path: String, kind: ExtractKind, months: AllowedMonths, options: ScanOptions = ScanOptions()) -> AttendanceReading {
  var decoder = AttendanceDecoder(kind: kind, months: months)
  let outcome = scan(path: path, into: &decoder, options: options)
  return decoder.finish(outcome)
}

/// Reads an attendance-level file from a stream in the standard's layout.
package func readAttendances(
  kind: ExtractKind, months: AllowedMonths, options: ScanOptions, source open: () throws(FileFault) -> any ExtractSource
) -> AttendanceReading {
  var decoder = AttendanceDecoder(kind: kind, months: months)
  let outcome = scan(into: &decoder, options: options, open: open)
  return decoder.finish(outcome)
}

/// Turns the rows of an attendance-level file into numbers.
private struct AttendanceDecoder: BatchReader, ~Copyable {
  var log = ObservationLog()
  private let kind: ExtractKind
  private let months: AllowedMonths
  private var columns: [Int] = []
  private var columnCount = 0
  private var header: [String] = []
  private var cleaner = FieldCleaner()
  private var providers = CodeTable()
  private var commissioners = CodeTable()
  private var practices = CodeTable()
  private var treatmentFunctions = CodeTable()
  private var hrgs = CodeTable()
  private var referrers = CodeTable()
  private var pseudonyms = CodeTable()
  private var fingerprints: [UInt64] = []
  private var rows: [AttendanceRow] = []
  private var quarantine: [(line: Int, check: ExtractCheck, column: Int?, text: [UInt8], readable: FourSums)] = []
  private var quarantined = FourSums()
  private var rounding = FourSums()
  private var periodText: (UInt64, UInt64, Int) = (0, 0, -1)
  private var monthValue: UInt32 = 0

  init(kind: ExtractKind, months: AllowedMonths) {
    self.kind = kind
    self.months = months
  }

  var controlColumns: [Int] { [-1, columns[AttendanceColumn.cost.rawValue], -1, -1] }

  mutating func begin(header: [String], line: Int) -> Bool {
    let layout = resolve(header: header, of: kind, against: attendanceLayout)
    columns = layout.columns
    columnCount = header.count
    self.header = header
    return log.note(layout, line: line)
  }

  mutating func read(_ batch: RowBatch) {
    var quoted = 0
    var malformed = 0
    let at = AttendancePlaces(columns)
    // Twice what there was, if it does not suffice: to ask for just enough at each batch would move all rows each time.
    if rows.capacity < rows.count + batch.rowCount { rows.reserveCapacity(max(2 * rows.capacity, rows.count + batch.rowCount)) }
    for index in batch.firstRow..<max(batch.firstRow, batch.rowCount) {
      let first = index == 0 ? 0 : Int(batch.rowEnds[index - 1])
      let last = Int(batch.rowEnds[index])
      let start = first == 0 ? 0 : Int(batch.ends[first - 1]) + 1
      var end = Int(batch.ends[last - 1])
      if end > start, batch.bytes[end - 1] == 0x0D { end -= 1 }
      while quoted < batch.quotedNewlines.count, Int(batch.quotedNewlines[quoted]) < start { quoted += 1 }
      let row = Row(batch.bytes, batch.ends, first, last, start, end, batch.line + index + quoted)
      if malformed < batch.malformedRows.count, batch.malformedRows[malformed] == index {
        malformed += 1
        if row.count == columnCount {
          holdBack(.malformedQuoting, -1, row)
          continue
        }
      }
      guard row.count == columnCount else {
        if row.isBlank { continue }
        log.note(.wrongFieldCount, line: row.line, value: Array(String(row.count).utf8), detail: String(columnCount))
        hold(.wrongFieldCount, column: -1, row)
        continue
      }
      decode(row, at)
    }
  }

  @inline(__always)
  private mutating func decode(_ row: Row, _ at: AttendancePlaces) {
    let month = row.raw(at.month)
    let year = row.raw(at.year)
    if !(month.length <= 4 && year.length <= 8 && (month.length << 8 | year.length) == periodText.2 && word(month) == periodText.0
      && word(year) == periodText.1)
    {
      guard readPeriod(row, at) else { return }
    }
    let provider = cleaned(row.raw(at.provider))
    guard isOrganisationCode(provider.bytes) else { return holdBack(.unreadableProvider, at.provider, row) }
    let providerCode = providers.code(provider)
    let commissioner = cleaned(row.raw(at.commissioner))
    guard isOrganisationCode(commissioner.bytes) else { return holdBack(.unreadableCommissioner, at.commissioner, row) }
    let commissionerCode = commissioners.code(commissioner)
    var cost: Int64 = 0
    let costField = row.raw(at.cost)
    let plain = powersOfTen.withUnsafeBufferPointer { scales in
      scales.baseAddress.map { readPlainNumber(costField.start, costField.length, scale: $0, into: &cost) } ?? false
    }
    if !plain, !number(row, at, &cost) { return }
    var entry = AttendanceRow(
      provider: providerCode, commissioner: commissionerCode, practice: practices.code(cleaned(row.raw(at.practice))),
      treatmentFunction: treatmentFunctions.code(cleaned(row.raw(at.treatmentFunction))), hrg: hrgs.code(cleaned(row.raw(at.hrg))),
      referrer: referrers.code(cleaned(row.raw(at.referrer))), month: monthValue, firstAttendance: 0, attended: 255, source: 255, patientClass: 0,
      admissionMethod: 0, lengthOfStay: AttendanceRow.noStay, line: UInt32(clamping: row.line), cost: cost, patient: 0,
      day: AttendanceRow.noDay, discharge: AttendanceRow.noDay, death: AttendanceRow.noDay, age: AttendanceRow.noDay)
    if kind == .outpatients {
      entry.firstAttendance = digit(row, at.firstAttendance, 1...5) ?? 0
      entry.attended = digit(row, at.attended, 0...7) ?? 255
      entry.source = source(row, at.source)
    }
    if at.patientClass >= 0 { entry.patientClass = digit(row, at.patientClass, 1...5) ?? 0 }
    if kind == .inpatients {
      entry.admissionMethod = UInt16(admissionMethod(row, at.admissionMethod))
      entry.lengthOfStay = lengthOfStay(row, at.lengthOfStay)
    }
    entry.patient = patient(cleaned(row.raw(at.patient)))
    if at.hasDates {
      entry.day = day(row, kind == .inpatients ? at.admissionDate : at.attendanceDate)
      entry.discharge = day(row, at.dischargeDate)
      entry.death = day(row, at.deathDate)
      entry.age = age(row, at.age)
    }
    rows.append(entry)
  }

  @inline(__always)
  private mutating func cleaned(_ field: FieldText) -> FieldText { cleaner.text(field.start, field.length) }

  /// A one-digit code of a national list; notes what is not of it.
  @inline(__always)
  private mutating func digit(_ row: Row, _ place: Int, _ list: ClosedRange<UInt8>) -> UInt8? {
    let field = cleaned(row.raw(place))
    if field.length == 1, list.contains(field.start[0] &- 0x30) { return field.start[0] &- 0x30 }
    log.note(.unknownAttendanceCode, column: place, line: row.line, value: field.bytes)
    return nil
  }

  private mutating func source(_ row: Row, _ place: Int) -> UInt8 {
    let field = cleaned(row.raw(place))
    if (1...2).contains(field.length), field.bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return field.bytes.reduce(0) { $0 &* 10 &+ ($1 &- 0x30) }
    }
    if place >= 0, field.length > 0 { log.note(.unknownAttendanceCode, column: place, line: row.line, value: field.bytes) }
    return 255
  }

  /// The two characters of ADMISSION METHOD; notes what is not of the national list.
  private mutating func admissionMethod(_ row: Row, _ place: Int) -> UInt8 {
    let field = cleaned(row.raw(place))
    if field.length == 2 {
      let tens = field.start[0] &- 0x30
      let ones = field.start[1]
      let digit = ones >= 0x30 && ones <= 0x39 ? ones &- 0x30 : (ones & 0xDF) >= 0x41 && (ones & 0xDF) <= 0x46 ? (ones & 0xDF) &- 0x37 : 0xFF
      if tens <= 9, digit <= 0xF, nationalAdmissionMethods.contains(tens << 4 | digit) { return tens << 4 | digit }
    }
    if place >= 0, field.length > 0 { log.note(.unknownAttendanceCode, column: place, line: row.line, value: field.bytes) }
    return 0
  }

  /// A stay in whole days, below `AttendanceRow.noStay`; notes what is not a whole number.
  private mutating func lengthOfStay(_ row: Row, _ place: Int) -> UInt16 {
    let field = cleaned(row.raw(place))
    guard place >= 0, field.length > 0 else { return AttendanceRow.noStay }
    var days: UInt32 = 0
    if field.length <= 5, field.bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      for byte in field.bytes { days = days &* 10 &+ UInt32(byte &- 0x30) }
      if days < UInt32(AttendanceRow.noStay) { return UInt16(days) }
    }
    log.note(.unreadableStay, column: place, line: row.line, value: field.bytes)
    return AttendanceRow.noStay
  }

  /// A date; notes what is none.
  private mutating func day(_ row: Row, _ place: Int) -> UInt16 {
    let field = cleaned(row.raw(place))
    guard place >= 0, field.length > 0 else { return AttendanceRow.noDay }
    if let day = readDate(field.bytes).flatMap({ dayOfRow($0) }) { return day }
    log.note(.unreadableDate, column: place, line: row.line, value: field.bytes)
    return AttendanceRow.noDay
  }

  /// An age in whole years; notes what is none.
  private mutating func age(_ row: Row, _ place: Int) -> UInt16 {
    let field = cleaned(row.raw(place))
    guard place >= 0, field.length > 0 else { return AttendanceRow.noDay }
    if field.length <= 3, field.bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return field.bytes.reduce(0) { $0 * 10 + UInt16($1 - 0x30) }
    }
    log.note(.unreadableAge, column: place, line: row.line, value: field.bytes)
    return AttendanceRow.noDay
  }

  private mutating func patient(_ field: FieldText) -> UInt64 {
    let (number, isFingerprint) = patientNumber(field.bytes)
    if isFingerprint, Int(pseudonyms.code(field)) == fingerprints.count { fingerprints.append(number) }
    return number
  }

  private mutating func readPeriod(_ row: Row, _ at: AttendancePlaces) -> Bool {
    if row.isBlank { return false }
    let month = row.raw(at.month)
    let year = row.raw(at.year)
    periodText.2 = -1
    guard let monthNumber = readMonth(cleaned(month).bytes) else {
      holdBack(.unreadableMonth, at.month, row)
      return false
    }
    guard let reading = readYear(cleaned(year).bytes) else {
      holdBack(.unreadableYear, at.year, row)
      return false
    }
    let index = MonthIndex(year: FinancialYear(start: reading.start), month: monthNumber)
    let verdict = months.allows(index)
    guard verdict.allowed else {
      log.note(.periodNotOfSubmission, column: at.month, line: row.line, value: Array(index.period.description.utf8), detail: months.words)
      hold(.periodNotOfSubmission, column: at.month, row)
      return false
    }
    if reading.bare { log.note(.bareYear, column: at.year, line: row.line, value: year.bytes) }
    monthValue = UInt32(index.value)
    if month.length <= 4, year.length <= 8, !reading.bare { periodText = (word(month), word(year), month.length << 8 | year.length) }
    return true
  }

  private mutating func number(_ row: Row, _ at: AttendancePlaces, _ cost: inout Int64) -> Bool {
    let field = cleaned(row.raw(at.cost))
    let reading = readNumber(field.bytes)
    guard reading.readable, let exact = Int64(exactly: reading.parts) else {
      holdBack(reading.readable || reading.huge ? .numberOutOfRange : .unreadableNumber, at.cost, row)
      return false
    }
    if reading.styled { log.note(.styledNumber, column: at.cost, line: row.line, value: field.bytes) }
    if reading.dash { log.note(.dashForNil, column: at.cost, line: row.line, value: [0x2D]) }
    if reading.rounded { log.note(.roundedNumber, column: at.cost, line: row.line, value: field.bytes) }
    rounding.actualPrice += reading.remainder
    cost = exact
    return true
  }

  private mutating func holdBack(_ check: ExtractCheck, _ column: Int, _ row: Row) {
    log.note(check, column: column, line: row.line, value: cleaned(row.raw(column)).bytes)
    hold(check, column: column, row)
  }

  private mutating func hold(_ check: ExtractCheck, column: Int, _ row: Row) {
    let shift = max(0, row.count - columnCount)
    let place = columns[AttendanceColumn.cost.rawValue] + shift
    var reading = NumberReading()
    if place < row.count { reading = readNumber(cleaned(row.raw(place)).bytes) }
    rounding.actualPrice += reading.remainder
    let readable = FourSums(actualPrice: reading.parts)
    quarantined += readable
    quarantine.append(
      (
        row.line, check, column < 0 ? nil : column + 1, Array(UnsafeBufferPointer(start: row.bytes + row.start, count: row.end - row.start)),
        readable
      ))
  }

  consuming func finish(_ outcome: ScanOutcome) -> AttendanceReading {
    var reading = AttendanceReading()
    if !outcome.refused {
      if rows.isEmpty, quarantine.isEmpty { log.note(.noRows, line: 0, value: []) }
      let encoding = outcome.encoding
      reading.rows = rows
      reading.fieldPlaces = columns.map(FieldPlace.init(ofHeading:))
      reading.columns = zip(attendanceLayout(kind), columns).compactMap { $1 >= 0 ? $0.name : nil }
      reading.providers = providers.texts(encoding)
      reading.commissioners = commissioners.texts(encoding)
      reading.practices = practices.texts(encoding)
      reading.treatmentFunctions = treatmentFunctions.texts(encoding)
      reading.hrgs = hrgs.texts(encoding)
      reading.referrers = referrers.texts(encoding)
      reading.pseudonyms = PseudonymTexts(fingerprints: fingerprints, texts: pseudonyms.texts(encoding))
      reading.quarantine = quarantine.map {
        QuarantinedRow(line: $0.line, check: $0.check, text: encoding.text($0.text), readable: $0.readable, column: $0.column)
      }
      reading.control = outcome.control
      reading.quarantined = quarantined
      reading.rounding = rounding
    }
    reading.observations = log.observations(header: header, encoding: outcome.encoding)
    reading.digest = outcome.digest
    reading.byteCount = outcome.byteCount
    reading.refused = outcome.refused
    return reading
  }
}

/// The places of the attendance columns as plain numbers.
private struct AttendancePlaces {
  let year, month, provider, commissioner, practice, hrg, cost, treatmentFunction, firstAttendance, attended, source, referrer, patientClass,
    patient, admissionMethod, lengthOfStay, attendanceDate, admissionDate, dischargeDate, age, deathDate: Int
  /// Whether the file has any date or age.
  let hasDates: Bool

  init(_ columns: [Int]) {
    func at(_ column: AttendanceColumn) -> Int { columns[column.rawValue] }
    (year, month, provider, commissioner, practice) = (at(.year), at(.month), at(.provider), at(.commissioner), at(.practice))
    (hrg, cost, treatmentFunction, firstAttendance, attended) = (at(.hrg), at(.cost), at(.treatmentFunction), at(.firstAttendance), at(.attended))
    (source, referrer, patientClass, patient) = (at(.source), at(.referrer), at(.patientClass), at(.patient))
    (admissionMethod, lengthOfStay) = (at(.admissionMethod), at(.lengthOfStay))
    (attendanceDate, admissionDate, dischargeDate, age, deathDate) = (
      at(.attendanceDate), at(.admissionDate), at(.dischargeDate), at(.age), at(.deathDate)
    )
    hasDates = [attendanceDate, admissionDate, dischargeDate, age, deathDate].contains { $0 >= 0 }
  }
}
