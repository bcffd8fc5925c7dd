import Programme
import Quantities

@testable import Extracts

private let month = Period(year: FinancialYear(start: 2015), month: 2)

/// Reads bytes as every kind of extract. Rows and pounds must all be accounted for, however the bytes come, and the quick ways through a file must find
/// what the plain ones find.
func readExtracts(_ bytes: [UInt8]) throws {
  try compareSeparators(bytes)
  try compareControls(bytes)
  for (kind, months) in [(ExtractKind.slam, AllowedMonths.submission(month)), (.plan, .year(month.year))] {
    let whole = readContracts(kind: kind, months: months, provider: "RQM", options: ScanOptions()) { () throws(FileFault) in Pieces(bytes, of: .max) }
    try account(for: whole)
    // A row that is not whole is looked at anew with each piece: too long for large inputs.
    if bytes.count > 16_384 { continue }
    let cut = readContracts(kind: kind, months: months, provider: "RQM", options: ScanOptions()) { () throws(FileFault) in Pieces(bytes, of: 29) }
    try account(for: cut)
    // A nought in the first bytes that come tells that a file is no text.
    if bytes.contains(0) { continue }
    try hold(whole.refused == cut.refused, "a file is refused however its bytes come")
    // For which of its faults depends on which is met first.
    if whole.refused { continue }
    try hold(whole.quarantine == cut.quarantine, "the same rows are held back however the bytes come")
    try hold(whole.control == cut.control, "control totals are the same however the bytes come")
    // What is no UTF-8 may show after the header was taken for it.
    let isSaidAlike = whole.observations == cut.observations || String(validating: bytes, as: UTF8.self) == nil
    try hold(isSaidAlike, "the same is said however the bytes come: \(whole.observations) and \(cut.observations)")
    try hold(whole.rows.all.elementsEqual(cut.rows.all, by: isSame), "rows are the same however the bytes come")
    try hold(whole.pods == cut.pods && whole.commissioners == cut.commissioners, "texts are the same however the bytes come")
  }
  // Their cost is a column that they cannot be read without: without the word the three readings only take time.
  let letters = bytes.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
  guard letters.firstRange(of: Array("COST".utf8)) != nil else { return }
  let file = try BytesAsFile(bytes)
  for kind in [ExtractKind.outpatients, .inpatients, .emergency] {
    try account(for: readAttendances(path: file.path, kind: kind, months: .submission(month)))
  }
}

/// Reads bytes as a return alone, and adds them up both ways.
func readReturn(_ bytes: [UInt8]) throws {
  try compareControls(bytes)
  let options = ScanOptions(digest: false)
  try account(
    for: readContracts(kind: .slam, months: .submission(month), provider: "RQM", options: options) { () throws(FileFault) in Pieces(bytes, of: .max) }
  )
}

private func isSame(_ one: ContractRow, _ other: ContractRow) -> Bool {
  one.provider == other.provider && one.commissioner == other.commissioner && one.month == other.month && one.pod == other.pod
    && one.treatmentFunction == other.treatmentFunction && one.tariff == other.tariff && one.practice == other.practice && one.line == other.line
    && one.planPrice == other.planPrice && one.actualPrice == other.actualPrice && one.planActivity == other.planActivity
    && one.actualActivity == other.actualActivity
}

/// Every row is in the rows or in quarantine, and every part of a penny that the raw bytes hold in one of the two or in what rounding took.
func account(for reading: ContractReading) throws {
  if reading.refused {
    try hold(reading.rows.count == 0 && reading.quarantine.isEmpty, "a file that is refused gives no rows")
    return
  }
  var sums = FourSums()
  for row in reading.rows.all {
    sums += FourSums(
      planPrice: Int128(row.planPrice), actualPrice: Int128(row.actualPrice), planActivity: Int128(row.planActivity),
      actualActivity: Int128(row.actualActivity))
    try hold(
      row.provider < reading.providers.count && row.commissioner < reading.commissioners.count && row.pod < reading.pods.count
        && row.practice < reading.practices.count && row.tariff < reading.tariffs.count && row.treatmentFunction < reading.treatmentFunctions.count,
      "every code of a row has its text")
  }
  try account(
    for: sums, rows: reading.rows.count, reading.quarantine, reading.quarantined, rounding: reading.rounding, control: reading.control)
  try hold(reading.repeated.allSatisfy { $0.row < reading.rows.count && $0.firstLine > 0 }, "a repeated row is a row")
}

private func account(for reading: AttendanceReading) throws {
  if reading.refused {
    try hold(reading.rows.isEmpty && reading.quarantine.isEmpty, "a file that is refused gives no rows")
    return
  }
  var sums = FourSums()
  for row in reading.rows {
    sums.actualPrice += Int128(row.cost)
    try hold(
      row.provider < reading.providers.count && row.commissioner < reading.commissioners.count && row.practice < reading.practices.count
        && row.treatmentFunction < reading.treatmentFunctions.count && row.hrg < reading.hrgs.count && row.referrer < reading.referrers.count,
      "every code of a row has its text")
  }
  try account(
    for: sums, rows: reading.rows.count, reading.quarantine, reading.quarantined, rounding: reading.rounding, control: reading.control)
}

private func account(
  for stored: FourSums, rows: Int, _ quarantine: [QuarantinedRow], _ quarantined: FourSums, rounding: FourSums, control: ControlTotals
) throws {
  try hold(quarantine.reduce(FourSums()) { $0 + $1.readable } == quarantined, "what is held back comes to what its rows come to")
  try hold(control.rows == rows + quarantine.count, "\(control.rows) rows are \(rows) read and \(quarantine.count) held back")
  let found = (stored + quarantined).times(finerThanStored) + rounding
  try hold(found == control.exact, "raw \(control.exact) is stored, held back and rounded \(found)")
}

/// Bytes that come a few at a time.
private final class Pieces: ExtractSource {
  private let bytes: [UInt8]
  private let size: Int
  private var place = 0

  init(_ bytes: [UInt8], of size: Int) {
    self.bytes = bytes
    self.size = size
  }

  func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(FileFault) -> Int {
    let given = min(count, bytes.count - place, size)
    for offset in 0..<given { buffer[offset] = bytes[place + offset] }
    place += given
    return given
  }
}

/// As many bytes as the readers ask to follow what they read.
private let room = 64

/// The three ways to find where fields and rows end.
private func compareSeparators(_ bytes: [UInt8]) throws {
  let count = bytes.count
  let padded = bytes + Array(repeating: 0, count: room)
  try padded.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress, count > 0 else { return }
    var quick = RowTokeniser(capacity: count)
    var portable = RowTokeniser(capacity: count)
    var slow = RowTokeniser(capacity: count)
    let isQuick = quick.tokenise(base, count: count)
    let isPortable = portable.tokenisePortably(base, count: count)
    slow.tokeniseSlowly(base, count: count)
    try hold(isQuick == isPortable, "every processor gives up at the same quotes")
    guard isQuick else { return }
    try compare(quick, slow)
    try compare(portable, slow)
    try hold(slow.malformedRows.isEmpty && slow.strayQuote == nil, "where the quick way does not give up, quotes stand where they should")
  }
}

private func compare(_ one: borrowing RowTokeniser, _ other: borrowing RowTokeniser) throws {
  try hold(one.rowCount == other.rowCount && one.consumed == other.consumed, "rows end at the same places")
  // Of doubled quotes in a field that stays open one takes the last for the opening, the other the field's own.
  try hold((one.openQuote == nil) == (other.openQuote == nil), "a quote stays open by both ways")
  try hold(one.quotedNewlines.elementsEqual(other.quotedNewlines), "line ends within quotes are the same")
  for row in 0..<one.rowCount {
    try hold(one.rowEnds[row] == other.rowEnds[row], "rows have as many fields")
    for field in (row == 0 ? 0 : Int(one.rowEnds[row - 1]))..<Int(one.rowEnds[row]) {
      try hold(one.ends[field] == other.ends[field], "fields end at the same places")
    }
  }
}

/// The two ways to add up the numbers, of the last four columns.
private func compareControls(_ bytes: [UInt8]) throws {
  let count = bytes.count + 1
  let padded = bytes + [0x0A] + Array(repeating: 0, count: room)
  let columns = padded.prefix { $0 != 0x0A }.count { $0 == 0x2C } + 1
  let wanted = (0..<4).map { columns > $0 ? columns - 1 - $0 : -1 }
  try padded.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    var portable = ControlCounter(columnCount: columns, wanted: wanted)
    portable.add(base, count: count, widely: false)
    guard ControlCounter.hasWideInstructions else { return }
    var wide = ControlCounter(columnCount: columns, wanted: wanted)
    wide.add(base, count: count, widely: true)
    let (one, other) = (portable.finish(), wide.finish())
    try hold(one == other, "every processor adds up the same: \(one) and \(other)")
  }
}
