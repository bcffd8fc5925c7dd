package import Quantities

/// Which months a file may speak of.
package enum AllowedMonths: Sendable, Hashable {
  /// A submission's own month and earlier ones of its year; the submission of month 1 may restate the year before.
  case submission(Period)
  /// All months of a year.
  case year(FinancialYear)

  /// Whether a month belongs, and whether it is of an earlier year.
  func allows(_ month: MonthIndex) -> (allowed: Bool, earlierYear: Bool) {
    switch self {
    case .submission(let period):
      let own = period.index
      if month <= own, month.year == own.year { return (true, false) }
      return (own.month == 1 && month.year.start == own.year.start - 1, true)
    case .year(let year): return (month.year == year, false)
    }
  }

  /// The words for what is allowed.
  var words: String {
    switch self {
    case .submission(let period) where period.month == 1: "\(period.description), or a month of the year before"
    case .submission(let period): "M01 to \(period.monthLabel) of \(period.year.label)"
    case .year(let year): "a month of \(year.label)"
    }
  }
}

/// Reads a contract return (ACM) or a plan from a file.
package func readContracts(path: String, kind: ExtractKind, months: AllowedMonths, provider: String?, options: ScanOptions = ScanOptions())
  -> ContractReading
{
  var decoder = ContractDecoder(kind: kind, months: months, provider: provider, repeats: options.repeats)
  let outcome = scan(path: path, into: &decoder, options: options)
  return decoder.finish(outcome)
}

/// Reads a contract return or a plan from a stream in the standard's layout.
package func readContracts(
  kind: ExtractKind, months: AllowedMonths, provider: String?, options: ScanOptions, source open: () throws(FileFault) -> any ExtractSource
) -> ContractReading {
  var decoder = ContractDecoder(kind: kind, months: months, provider: provider, repeats: options.repeats)
  let outcome = scan(into: &decoder, options: options, open: open)
  return decoder.finish(outcome)
}

/// Turns the rows of a contract return into numbers.
struct ContractDecoder: BatchReader, ~Copyable {
  var log = ObservationLog()
  private let kind: ExtractKind
  private let months: AllowedMonths
  private let ownProvider: [UInt8]
  private let wantsRepeats: Bool
  private let rows = ContractRows(capacity: 4096)
  private var columnCount = 0
  private var columns: [Int] = []
  private var header: [String] = []

  private var cleaner = FieldCleaner()
  private var providers = CodeTable()
  private var commissioners = CodeTable()
  private var practices = CodeTable()
  private var treatmentFunctions = CodeTable()
  private var tariffs = CodeTable()
  private var nationalPODs = CodeTable()
  private var localPODs = CodeTable()
  private var descriptions = CodeTable()
  private var codePairs = PairTable()
  private var pods = PairTable()
  private var indicators = CodeTable()
  /// The columns, looked up by groups that mostly stand side by side, and what each combination of a group stands for.
  private var groups: ContractGroups?
  private var podOfGroup: [UInt32] = []
  private var payerOfGroup: [(commissioner: UInt32, practice: UInt32)] = []
  private var treatmentFunctionOfGroup: [UInt32] = []
  private var tariffOfGroup: [(tariff: UInt32, indicator: UInt32)] = []
  private var places: [[UInt8]] = []
  private var services: [[UInt8]] = []
  private var fingerprints = RowFingerprints()
  private var repeated: [RepeatedRow] = []
  /// For each provider and commissioner code met: 0 not readable, 1 readable, 2 readable but not the file's own provider.
  private var providerKinds: [UInt8] = []
  private var commissionerKinds: [UInt8] = []
  private var quarantine: [(line: Int, check: ExtractCheck, column: Int?, text: [UInt8], readable: FourSums)] = []
  private var quarantined = FourSums()
  private var rounding = FourSums()

  /// The last month and year read, as they stand, and what they mean.
  private var monthText: (UInt64, UInt64, Int) = (0, 0, -1)
  private var monthValue: UInt32 = 0

  init(kind: ExtractKind, months: AllowedMonths, provider: String?, repeats: Bool) {
    self.kind = kind
    self.months = months
    ownProvider = Array((provider ?? "").utf8)
    wantsRepeats = repeats
  }

  var controlColumns: [Int] {
    [ContractColumn.planPrice, .actualPrice, .planActivity, .actualActivity].map { columns[$0.rawValue] }
  }

  mutating func begin(header: [String], line: Int) -> Bool {
    let layout = resolve(header: header, of: kind, against: contractLayout)
    columns = layout.columns
    columnCount = header.count
    self.header = header
    groups = ContractGroups(columns)
    return log.note(layout, line: line)
  }

  mutating func read(_ batch: RowBatch) {
    guard var groups = groups.take() else { return }
    let bytes = batch.bytes
    let ends = batch.ends
    let rowEnds = batch.rowEnds
    let columnCount = self.columnCount
    let place = Places(columns)
    var written = rows.reserve(batch.rowCount - batch.firstRow)
    let firstWritten = written
    var quoted = 0
    var malformed = 0
    powersOfTen.withUnsafeBufferPointer { scales in
      guard let scale = scales.baseAddress else { return }
      var index = batch.firstRow
      while index < batch.rowCount {
        let first = index == 0 ? 0 : Int(rowEnds[index &- 1])
        let last = Int(rowEnds[index])
        let start = first == 0 ? 0 : Int(ends[first &- 1]) &+ 1
        var end = Int(ends[last &- 1])
        if end > start, bytes[end &- 1] == 0x0D { end &-= 1 }
        while quoted < batch.quotedNewlines.count, Int(batch.quotedNewlines[quoted]) < start { quoted &+= 1 }
        let line = batch.line &+ index &+ quoted
        defer { index &+= 1 }
        if malformed < batch.malformedRows.count, batch.malformedRows[malformed] == index {
          malformed += 1
          if last &- first == columnCount {
            holdBack(.malformedQuoting, column: -1, value: bytes + start, end - start, Row(bytes, ends, first, last, start, end, line))
            continue
          }
        }
        guard last &- first == columnCount else {
          ragged(Row(bytes, ends, first, last, start, end, line))
          continue
        }
        let row = Row(bytes, ends, first, last, start, end, line)

        // The month and year, mostly the same as the row before's.
        let monthField = row.raw(place.month)
        let yearField = row.raw(place.year)
        if monthField.length <= 4, yearField.length <= 8, (monthField.length << 8 | yearField.length) == monthText.2,
          monthText.0 == word(monthField), monthText.1 == word(yearField)
        {
        } else if !readPeriod(row, place) {
          continue
        }

        let provider = providers.code(cleaned(row.raw(place.provider)))
        if provider == providerKinds.count { noteProvider(Int(provider)) }
        let providerKind = providerKinds[Int(provider)]
        let (commissioner, practice) = payer(row, place, &groups.payer)
        if providerKind != 1 || commissionerKinds[Int(commissioner)] != 1 {
          if !organisations(row, place, providerKind, commissionerKinds[Int(commissioner)]) { continue }
        }

        var planActivity: Int64 = 0
        var planPrice: Int64 = 0
        var actualActivity: Int64 = 0
        var actualPrice: Int64 = 0
        let a = row.raw(place.planActivity)
        let b = row.raw(place.planPrice)
        let c = row.raw(place.actualActivity)
        let d = row.raw(place.actualPrice)
        let plain =
          readPlainNumber(a.start, a.length, scale: scale, into: &planActivity) && readPlainNumber(b.start, b.length, scale: scale, into: &planPrice)
          && readPlainNumber(c.start, c.length, scale: scale, into: &actualActivity)
          && readPlainNumber(d.start, d.length, scale: scale, into: &actualPrice)
        if !plain, !numbers(row, place, &planActivity, &planPrice, &actualActivity, &actualPrice) { continue }

        let treatmentFunction = treatmentFunction(row, place, &groups.treatmentFunction)
        let (tariff, indicator) = tariff(row, place, &groups.tariff)
        let pod = pod(row, place, &groups.pod)
        let site = site(row, &groups.place)
        let service = service(row, &groups.service)
        let faults = groups.watched.faults(row, &cleaner)
        if faults != 0 { noteFormats(row, groups.watched, faults) }
        var plannedFactor: Int64 = 0
        var marketForces: Int64 = 0
        if place.actualMarketForces >= 0 {
          let field = row.raw(place.actualMarketForces)
          if !readPlainNumber(field.start, field.length, scale: scale, into: &marketForces) {
            factor(row, place.actualMarketForces, into: &marketForces)
          }
        }
        if place.plannedMarketForces >= 0 {
          let field = row.raw(place.plannedMarketForces)
          if !readPlainNumber(field.start, field.length, scale: scale, into: &plannedFactor) {
            factor(row, place.plannedMarketForces, into: &plannedFactor)
          }
        }

        if wantsRepeats {
          let same = fingerprints.firstLine(of: bytes + start, end &- start, line: UInt32(truncatingIfNeeded: line))
          if same != 0 { noteRepeat(line, same, rows.count &+ (written - firstWritten)) }
        }
        written.initialize(
          to: ContractRow(
            provider: provider, commissioner: commissioner, month: monthValue, pod: pod, treatmentFunction: treatmentFunction, tariff: tariff,
            practice: practice, line: UInt32(truncatingIfNeeded: line), planPrice: planPrice, actualPrice: actualPrice, planActivity: planActivity,
            actualActivity: actualActivity, marketForces: marketForces, place: site, service: service, indicator: indicator))
        written += 1
      }
    }
    rows.added(written - firstWritten)
    self.groups = consume groups
  }

  @inline(__always)
  private mutating func cleaned(_ field: FieldText) -> FieldText { cleaner.text(field.start, field.length) }

  @inline(__always)
  private mutating func payer(_ row: Row, _ place: Places, _ group: inout DetailGroup) -> (commissioner: UInt32, practice: UInt32) {
    var isNew = false
    let code = group.code(row, isNew: &isNew, &cleaner)
    if isNew {
      let commissioner = commissioners.code(cleaned(row.raw(place.commissioner)))
      if commissioner == commissionerKinds.count { noteCommissioner(Int(commissioner)) }
      payerOfGroup.append((commissioner, practices.code(cleaned(row.raw(place.practice)))))
    }
    if group.faults(code) != 0 { noteFormats(row, group, code) }
    return payerOfGroup[code]
  }

  @inline(__always)
  private mutating func pod(_ row: Row, _ place: Places, _ group: inout DetailGroup) -> UInt32 {
    var isNew = false
    let code = group.code(row, isNew: &isNew, &cleaner)
    if isNew {
      let national = nationalPODs.code(cleaned(row.raw(place.nationalPOD)))
      let local = localPODs.code(cleaned(row.raw(place.localPOD)))
      let description = descriptions.code(cleaned(row.raw(place.localDescription)))
      podOfGroup.append(pods.code(codePairs.code(national, local), description))
    }
    if group.faults(code) != 0 { noteFormats(row, group, code) }
    return podOfGroup[code]
  }

  @inline(__always)
  private mutating func treatmentFunction(_ row: Row, _ place: Places, _ group: inout DetailGroup) -> UInt32 {
    var isNew = false
    let code = group.code(row, isNew: &isNew, &cleaner)
    if isNew { treatmentFunctionOfGroup.append(treatmentFunctions.code(cleaned(row.raw(place.treatmentFunction)))) }
    if group.faults(code) != 0 { noteFormats(row, group, code) }
    return treatmentFunctionOfGroup[code]
  }

  @inline(__always)
  private mutating func tariff(_ row: Row, _ place: Places, _ group: inout DetailGroup) -> (tariff: UInt32, indicator: UInt32) {
    var isNew = false
    let code = group.code(row, isNew: &isNew, &cleaner)
    if isNew {
      let tariff = tariffs.code(cleaned(row.raw(place.tariff)))
      tariffOfGroup.append((tariff, indicators.code(cleaned(row.raw(columns[ContractColumn.nationalTariff.rawValue])))))
    }
    if group.faults(code) != 0 { noteFormats(row, group, code) }
    return tariffOfGroup[code]
  }

  @inline(__always)
  private mutating func site(_ row: Row, _ group: inout DetailGroup) -> UInt32 {
    var isNew = false
    let code = group.code(row, isNew: &isNew, &cleaner)
    if isNew { for column in ContractGroups.place { places.append(Array(cleaned(row.raw(columns[column.rawValue])).bytes)) } }
    if group.faults(code) != 0 { noteFormats(row, group, code) }
    return UInt32(truncatingIfNeeded: code)
  }

  @inline(__always)
  private mutating func service(_ row: Row, _ group: inout DetailGroup) -> UInt32 {
    var isNew = false
    let code = group.code(row, isNew: &isNew, &cleaner)
    if isNew {
      for column in ContractGroups.services { services.append(Array(cleaned(row.raw(columns[column.rawValue])).bytes)) }
    }
    if group.faults(code) != 0 { noteFormats(row, group, code) }
    return UInt32(truncatingIfNeeded: code)
  }

  private mutating func noteFormats(_ row: Row, _ group: borrowing DetailGroup, _ code: Int) {
    let faults = group.faults(code)
    for bit in 0..<32 where faults & 1 << UInt32(bit) != 0 {
      guard let format = ColumnFormat.of(group.column(ofBit: bit)) else { continue }
      noteFormat(row, group.place(ofBit: bit), format)
    }
  }

  private mutating func noteFormats(
    _ row: Row, _ watched: borrowing WatchedColumns, _ faults: UInt32
  ) {
    for bit in 0..<32 where faults & 1 << UInt32(bit) != 0 {
      let (place, format) = watched.column(ofBit: bit)
      noteFormat(row, place, format)
    }
  }

  private mutating func noteFormat(_ row: Row, _ place: Int, _ format: ColumnFormat) {
    log.note(
      .columnFormat, column: place, line: row.line, value: cleaned(row.raw(place)).bytes,
      detail: format.words)
  }

  /// Reads a market forces factor that is not plain; blank is nought, and what is no number is noted and counts as nought.
  private mutating func factor(_ row: Row, _ place: Int, into value: inout Int64) {
    let field = cleaned(row.raw(place))
    let reading = readNumber(field.bytes)
    if reading.readable, let exact = Int64(exactly: reading.parts) {
      value = exact
    } else {
      log.note(.columnFormat, column: place, line: row.line, value: field.bytes, detail: "a number")
    }
  }

  private mutating func noteRepeat(_ line: Int, _ same: UInt32, _ row: Int) {
    repeated.append(RepeatedRow(row: row, firstLine: Int(same)))
    log.note(.repeatedRow, line: line, value: Array("line \(same)".utf8))
  }

  private mutating func noteProvider(_ code: Int) {
    let text = providers.bytes(code)
    providerKinds.append(!isOrganisationCode(text) ? 0 : ownProvider.isEmpty || text.elementsEqual(ownProvider) ? 1 : 2)
  }

  private mutating func noteCommissioner(_ code: Int) {
    commissionerKinds.append(isOrganisationCode(commissioners.bytes(code)) ? 1 : 0)
  }

  /// Looks at organisations that are not plain; false when the row is held back.
  private mutating func organisations(_ row: Row, _ place: Places, _ providerKind: UInt8, _ commissionerKind: UInt8) -> Bool {
    if providerKind == 0 {
      let field = cleaned(row.raw(place.provider))
      holdBack(.unreadableProvider, column: place.provider, value: field.start, field.length, row)
      return false
    }
    if commissionerKind == 0 {
      let field = cleaned(row.raw(place.commissioner))
      holdBack(.unreadableCommissioner, column: place.commissioner, value: field.start, field.length, row)
      return false
    }
    if providerKind == 2 { log.note(.otherProvider, column: place.provider, line: row.line, value: cleaned(row.raw(place.provider)).bytes) }
    return true
  }

  /// Reads a month and year that differ from the last; false when the row is held back, or blank.
  private mutating func readPeriod(_ row: Row, _ place: Places) -> Bool {
    if row.isBlank {
      log.note(.blankRow, line: row.line, value: [])
      return false
    }
    let monthField = row.raw(place.month)
    let yearField = row.raw(place.year)
    monthText.2 = -1
    guard let month = readMonth(cleaned(monthField).bytes) else {
      holdBack(.unreadableMonth, column: place.month, value: monthField.start, monthField.length, row)
      return false
    }
    guard let year = readYear(cleaned(yearField).bytes) else {
      holdBack(.unreadableYear, column: place.year, value: yearField.start, yearField.length, row)
      return false
    }
    let index = MonthIndex(year: FinancialYear(start: year.start), month: month)
    let verdict = months.allows(index)
    guard verdict.allowed else {
      let text = Array(index.period.description.utf8)
      log.note(.periodNotOfSubmission, column: place.month, line: row.line, value: text, detail: months.words)
      hold(.periodNotOfSubmission, column: place.month, row)
      return false
    }
    if year.bare { log.note(.bareYear, column: place.year, line: row.line, value: yearField.bytes) }
    if verdict.earlierYear { log.note(.earlierYearRestated, column: place.year, line: row.line, value: Array(index.period.description.utf8)) }
    monthValue = UInt32(index.value)
    if monthField.length <= 4, yearField.length <= 8, !year.bare, !verdict.earlierYear {
      monthText = (word(monthField), word(yearField), monthField.length << 8 | yearField.length)
    }
    return true
  }

  /// Reads numbers of which at least one is not plain; false when the row is held back.
  private mutating func numbers(
    _ row: Row, _ place: Places, _ planActivity: inout Int64, _ planPrice: inout Int64, _ actualActivity: inout Int64, _ actualPrice: inout Int64
  ) -> Bool {
    let readings = [place.planActivity, place.planPrice, place.actualActivity, place.actualPrice].map { column in
      (column, column < 0 ? NumberReading() : readNumber(cleaned(row.raw(column)).bytes))
    }
    var fault: (check: ExtractCheck, column: Int)?
    var stored: [Int64] = [0, 0, 0, 0]
    for (index, (column, reading)) in readings.enumerated() {
      if !reading.readable || Int64(exactly: reading.parts) == nil {
        let check: ExtractCheck = reading.readable || reading.huge ? .numberOutOfRange : .unreadableNumber
        log.note(check, column: column, line: row.line, value: cleaned(row.raw(column)).bytes)
        fault = fault ?? (check, column)
      } else {
        stored[index] = Int64(truncatingIfNeeded: reading.parts)
      }
    }
    if let fault {
      hold(fault.check, column: fault.column, row)
      return false
    }
    for (index, (column, reading)) in readings.enumerated() where column >= 0 {
      if reading.styled { log.note(.styledNumber, column: column, line: row.line, value: cleaned(row.raw(column)).bytes) }
      if reading.dash { log.note(.dashForNil, column: column, line: row.line, value: [0x2D]) }
      if reading.rounded { log.note(.roundedNumber, column: column, line: row.line, value: cleaned(row.raw(column)).bytes) }
      switch index {
      case 0: rounding.planActivity += reading.remainder
      case 1: rounding.planPrice += reading.remainder
      case 2: rounding.actualActivity += reading.remainder
      default: rounding.actualPrice += reading.remainder
      }
    }
    (planActivity, planPrice, actualActivity, actualPrice) = (stored[0], stored[1], stored[2], stored[3])
    return true
  }

  private mutating func ragged(_ row: Row) {
    if row.isBlank {
      if row.end > row.start { log.note(.blankRow, line: row.line, value: []) }
      return
    }
    log.note(.wrongFieldCount, line: row.line, value: Array(String(row.count).utf8), detail: String(columnCount))
    hold(.wrongFieldCount, column: -1, row)
  }

  private mutating func holdBack(_ check: ExtractCheck, column: Int, value: UnsafePointer<UInt8>, _ length: Int, _ row: Row) {
    log.note(check, column: column, line: row.line, value: UnsafeBufferPointer(start: value, count: length))
    hold(check, column: column, row)
  }

  /// Puts a row in quarantine with what of its money can be read. `column` counts from nought; −1 where the row is meant.
  private mutating func hold(_ check: ExtractCheck, column: Int, _ row: Row) {
    // With a field too many the numbers most often stand where they should, counted from the end; with too few, those there are, from the start.
    let shift = max(0, row.count - columnCount)
    func reading(_ column: ContractColumn, _ cleaner: inout FieldCleaner) -> NumberReading {
      let place = columns[column.rawValue]
      guard place >= 0, place + shift < row.count else { return NumberReading() }
      let field = row.raw(place + shift)
      return readNumber(cleaner.text(field.start, field.length).bytes)
    }
    let planPrice = reading(.planPrice, &cleaner)
    let actualPrice = reading(.actualPrice, &cleaner)
    let planActivity = reading(.planActivity, &cleaner)
    let actualActivity = reading(.actualActivity, &cleaner)
    let readable = FourSums(
      planPrice: planPrice.parts, actualPrice: actualPrice.parts, planActivity: planActivity.parts, actualActivity: actualActivity.parts)
    rounding += FourSums(
      planPrice: planPrice.remainder, actualPrice: actualPrice.remainder, planActivity: planActivity.remainder,
      actualActivity: actualActivity.remainder)
    quarantined += readable
    quarantine.append(
      (
        row.line, check, column < 0 ? nil : column + 1, Array(UnsafeBufferPointer(start: row.bytes + row.start, count: row.end - row.start)),
        readable
      ))
  }

  /// What was read.
  consuming func finish(_ outcome: ScanOutcome) -> ContractReading {
    var reading = ContractReading(rows: rows)
    if outcome.refused {
      reading.rows = ContractRows(capacity: 1)
    } else {
      if rows.count == 0, quarantine.isEmpty { log.note(.noRows, line: 0, value: []) }
      let encoding = outcome.encoding
      reading.providers = providers.texts(encoding)
      reading.commissioners = commissioners.texts(encoding)
      reading.practices = practices.list(encoding)
      reading.treatmentFunctions = treatmentFunctions.list(encoding)
      reading.tariffs = tariffs.list(encoding)
      let national = nationalPODs.texts(encoding)
      let local = localPODs.texts(encoding)
      let described = descriptions.texts(encoding)
      let codes = codePairs.pairs
      reading.pods = pods.pairs.map { pair in
        let (first, second) = codes[Int(pair.0)]
        return PODCodes(national: national[Int(first)], local: local[Int(second)], description: described[Int(pair.1)])
      }
      reading.quarantine = quarantine.map {
        QuarantinedRow(line: $0.line, check: $0.check, text: encoding.text($0.text), readable: $0.readable, column: $0.column)
      }
      for text in places { reading.places.append(encoding.text(text).utf8) }
      for text in services { reading.services.append(encoding.text(text).utf8) }
      reading.indicators = indicators.texts(encoding)
      reading.fieldPlaces = columns.map(FieldPlace.init(ofHeading:))
      reading.repeated = repeated
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

extension CodeTable {
  /// The number of a field's text.
  @inline(__always)
  mutating func code(_ field: FieldText) -> UInt32 { code(field.start, field.length) }

  /// All texts, by number, as they are kept.
  func list(_ encoding: TextEncoding) -> TextList {
    if encoding == .utf8 { return wholeList }
    var list = TextList()
    for code in 0..<count { list.append(encoding.text(bytes(code)).utf8) }
    return list
  }

  /// All texts, by number.
  func texts(_ encoding: TextEncoding) -> [String] { (0..<count).map { encoding.text(bytes($0)) } }
}

/// The columns of a return by the groups in which they are looked up: those of a group mostly stand side by side.
private struct ContractGroups: ~Copyable {
  static let place: [ContractColumn] = [.site, .responsiblePractice, .residence]
  static let services: [ContractColumn] = [.serviceCategory, .service, .mentalHealthCategory]

  var watched: WatchedColumns
  var place: DetailGroup
  var payer: DetailGroup
  var treatmentFunction: DetailGroup
  var service: DetailGroup
  var pod: DetailGroup
  var tariff: DetailGroup

  /// - Parameter resolved: where each column of the layout stands; −1 where absent.
  init(_ resolved: [Int]) {
    watched = WatchedColumns(resolved)
    place = DetailGroup(Self.place, resolved)
    payer = DetailGroup([.commissioner, .practice], resolved)
    treatmentFunction = DetailGroup([.treatmentFunction], resolved)
    service = DetailGroup(Self.services, resolved)
    pod = DetailGroup(
      [.nationalPOD, .podDetail, .podDetailDescription, .localPOD, .localDescription], resolved)
    tariff = DetailGroup([.tariff, .nationalTariff], resolved)
  }
}
