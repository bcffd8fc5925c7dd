package import Extracts
import Findings
import Glibc
package import Quantities
import Tables
import Workbooks

/// Reads a return in a trust's own layout: converted by its profile as it comes, and read as a standard return is. What is said of it names the cells and rows
/// of the file itself.
///
/// - Parameters:
///   - provider: the trust whose file it is.
///   - year: the financial year of its submission.
package func readContracts(
  path: String, by profile: Profile, kind: ExtractKind, months: AllowedMonths, provider: String, year: FinancialYear,
  options: ScanOptions = ScanOptions()
) -> ContractReading {
  var source: ConvertedSource?
  var reading = readContracts(
    kind: kind, months: months, provider: provider,
    options: ScanOptions(digest: false, control: options.control, repeats: options.repeats)
  ) { () throws(FileFault) in
    let made = try ConvertedSource(path: path, profile, provider: provider, year: year)
    source = made
    return made
  }
  if options.digest { reading.digest = digest(ofFile: path) ?? [] }
  reading.byteCount = sizeOfFile(path)
  guard let source else { return reading }
  OriginalPlaces(source.converter).restore(&reading, path: path, profile)
  return reading
}

/// Reads an attendance-level file in a layout of its own, likewise.
///
/// - Parameter year: the financial year of its folder, for rows that do not say.
package func readAttendances(
  path: String, by profile: Profile, kind: ExtractKind, months: AllowedMonths, year: FinancialYear, options: ScanOptions = ScanOptions()
) -> AttendanceReading {
  var source: ConvertedSource?
  var reading = readAttendances(
    kind: kind, months: months, options: ScanOptions(digest: false, control: options.control, repeats: options.repeats)
  ) { () throws(FileFault) in
    let made = try ConvertedSource(path: path, profile, provider: "", year: year)
    source = made
    return made
  }
  if options.digest { reading.digest = digest(ofFile: path) ?? [] }
  reading.byteCount = sizeOfFile(path)
  guard let source else { return reading }
  OriginalPlaces(source.converter).restore(&reading, path: path, profile)
  return reading
}

private func sizeOfFile(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// The stream that a profile makes of a file, as the reader takes it.
private final class ConvertedSource: ExtractSource {
  let converter: ProfileConverter

  init(path: String, _ profile: Profile, provider: String, year: FinancialYear) throws(FileFault) {
    do throws(TableFault) {
      converter = try ProfileConverter(profile, try TableFile(path: path), provider: provider, year: year)
    } catch { throw FileFault(error) }
  }

  func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(FileFault) -> Int {
    do throws(TableFault) { return try converter.read(into: buffer, count: count) } catch { throw FileFault(error) }
  }
}

extension FileFault {
  fileprivate init(_ fault: TableFault) { self.init(reason: fault.reason, hint: fault.hint, line: fault.line) }
}

/// What a reading of any kind says of its file as a whole.
private protocol FileReading {
  var dropped: (rows: Int, amounts: FourSums) { get set }
  var observations: [Observation] { get set }
  var quarantine: [QuarantinedRow] { get set }
  var quarantined: FourSums { get set }
  var rounding: FourSums { get set }
  var control: ControlTotals { get set }
  var refused: Bool { get }
}

extension ContractReading: FileReading {}
extension AttendanceReading: FileReading {}

/// Puts the places of the file itself where a reading has those of the stream.
private struct OriginalPlaces {
  private let map: RowMap
  private let report: Conversion
  /// Where each sheet has what stands in the stream's columns.
  private let places: [[FieldPlace]]
  private let heading: (_ sheet: Int, _ column: Int) -> String

  init(_ converter: ProfileConverter) {
    map = converter.map
    report = converter.report
    places = converter.report.sheets.indices.map(converter.fieldPlaces(sheet:))
    heading = converter.heading(sheet:column:)
  }

  func restore(_ reading: inout AttendanceReading, path: String, _ profile: Profile) {
    let present = reading.fieldPlaces
    reading.fieldPlaces = fieldPlaces(present, sheet: 0)
    var last = -1
    for place in reading.rows.indices {
      guard let origin = map.origin(Int(reading.rows[place].line)) else { continue }
      reading.rows[place].line = UInt32(clamping: origin.row)
      guard origin.sheet != last else { continue }
      last = origin.sheet
      let name = report.sheets[last]
      if !name.isEmpty { reading.sheets.add(.init(name: name, firstRow: place, fieldPlaces: fieldPlaces(present, sheet: last))) }
    }
    restoreFile(&reading, path: path, profile)
  }

  func restore(_ reading: inout ContractReading, path: String, _ profile: Profile) {
    // Columns are the file's own; of a workbook's sheets the first speaks.
    let present = reading.fieldPlaces
    reading.fieldPlaces = fieldPlaces(present, sheet: 0)
    var (row, last) = (0, -1)
    var sheets = RowSheets()
    reading.rows.renumber { line in
      defer { row += 1 }
      guard let origin = map.origin(line) else { return line }
      if origin.sheet != last {
        last = origin.sheet
        let name = report.sheets[last]
        if !name.isEmpty { sheets.add(.init(name: name, firstRow: row, fieldPlaces: fieldPlaces(present, sheet: last))) }
      }
      return origin.row
    }
    reading.sheets = sheets
    reading.repeated = reading.repeated.map { RepeatedRow(row: $0.row, firstLine: map.origin($0.firstLine)?.row ?? $0.firstLine) }
    restoreFile(&reading, path: path, profile)
  }

  private func restoreFile<Reading: FileReading>(_ reading: inout Reading, path: String, _ profile: Profile) {
    reading.dropped = (report.droppedRows, report.droppedAmounts)
    for place in reading.observations.indices { restore(&reading.observations[place]) }
    // Columns of the standard that are not there are the profile's doing; headings that it does not read are the file's.
    reading.observations.removeAll { $0.check == .absentColumn || $0.check == .unknownColumn }
    reading.observations += said()
    for place in reading.quarantine.indices {
      guard let origin = map.origin(reading.quarantine[place].line) else { continue }
      reading.quarantine[place].line = origin.row
      reading.quarantine[place].sheet = report.sheets[origin.sheet]
      reading.quarantine[place].column = reading.quarantine[place].column.flatMap { column($0, origin) }
    }
    // Of a file that is refused nothing is held back.
    if !reading.refused { holdBack(&reading) }
    if !reading.quarantine.isEmpty { restoreTexts(&reading.quarantine, path, profile) }
  }

  /// Where a sheet has the columns of the layout, of which it is known where the stream has them.
  private func fieldPlaces(_ ofStream: [FieldPlace], sheet: Int) -> [FieldPlace] {
    ofStream.map { place in
      guard case .column(let column) = place, places.indices.contains(sheet), places[sheet].indices.contains(column - 1) else { return place }
      return places[sheet][column - 1]
    }
  }

  /// The file's own column, from 1, of one of the stream in the line of a place; nil where no single column says it.
  private func column(_ ofStream: Int, _ origin: (sheet: Int, row: Int, month: Int?)) -> Int? {
    guard places.indices.contains(origin.sheet), places[origin.sheet].indices.contains(ofStream - 1) else { return nil }
    return places[origin.sheet][ofStream - 1].column(financialMonth: origin.month)
  }

  /// Puts the rows in quarantine of which nobody knows which field is which, with what stands where the header has the amounts.
  private func holdBack(_ reading: inout some FileReading) {
    for row in report.malformed {
      let check: ExtractCheck = row.fields == 0 ? .malformedQuoting : .wrongFieldCount
      let value = row.fields == 0 ? "" : String(row.fields)
      if let known = reading.observations.firstIndex(where: { $0.check == check && $0.column == nil }) {
        reading.observations[known].count += 1
        if reading.observations[known].places.count < Observation.keptPlaces {
          reading.observations[known].places.append(.init(line: row.row, value: value))
        }
      } else {
        reading.observations.append(Observation(check, places: [.init(line: row.row, value: value)], detail: String(row.expected)))
      }
      let stored = FourSums(
        planPrice: row.amounts.planPrice / finerThanStored, actualPrice: row.amounts.actualPrice / finerThanStored,
        planActivity: row.amounts.planActivity / finerThanStored, actualActivity: row.amounts.actualActivity / finerThanStored)
      reading.quarantine.append(QuarantinedRow(line: row.row, check: check, text: "", readable: stored))
      reading.quarantined += stored
      reading.rounding += row.amounts - stored.times(finerThanStored)
      reading.control.rows += 1
      reading.control.exact += row.amounts
    }
    reading.quarantine.sort { ($0.sheet, $0.line) < ($1.sheet, $1.line) }
  }

  private func restore(_ observation: inout Observation) {
    // What stopped the file has the file's own line already.
    guard observation.check != .unreadableTable else { return }
    let first = observation.places.first.flatMap { map.origin($0.line) } ?? (sheet: 0, row: 0, month: nil)
    for place in observation.places.indices {
      guard let origin = map.origin(observation.places[place].line) else { continue }
      observation.places[place].line = origin.row
      observation.places[place].sheet = report.sheets[origin.sheet]
      if observation.check == .repeatedRow, let line = Int(observation.places[place].value.dropFirst(5)), let first = map.origin(line) {
        let name = report.sheets[first.sheet]
        observation.places[place].value = name.isEmpty ? "row \(first.row)" : Origin(file: "", sheet: name, line: first.row).cell
      }
      observation.places[place].column = observation.column.flatMap { column($0, origin) }
    }
    guard let ofStream = observation.column else { return }
    observation.column = column(ofStream, first)
    if let own = observation.column {
      let heading = heading(first.sheet, own)
      if !heading.isEmpty { observation.field = heading }
    }
  }

  /// What there is to say of the conversion itself.
  private func said() -> [Observation] {
    let sheet = report.sheets.first ?? ""
    func named(_ check: ExtractCheck, _ names: [String]) -> [Observation] {
      names.map { Observation(check, places: [.init(line: 0, value: $0)]) }
    }
    var found = named(.hiddenSheet, report.hiddenSheets) + named(.unreadSheet, report.otherSheets)
    for hidden in report.hidden {
      found.append(
        Observation(
          .hiddenRows, count: hidden.rows, places: hidden.first.map { .init(line: $0, value: "", sheet: report.sheets[hidden.sheet]) }))
    }
    for dropped in report.dropped {
      found.append(
        Observation(
          dropped.isUnasked ? .unaskedRows : .droppedRows, count: dropped.rows,
          places: [
            .init(
              line: dropped.firstRow, value: "\(dropped.rows == 1 ? "a row" : "\(dropped.rows) rows"), \(dropped.reason)",
              sheet: report.sheets[dropped.sheet])
          ], detail: worth(dropped.amounts)))
    }
    if !report.unread.isEmpty {
      found.append(
        Observation(
          .unknownColumn, count: report.unread.count,
          places: report.unread.prefix(Observation.keptPlaces).map { .init(line: 0, value: $0, sheet: sheet) }))
    }
    return found
  }

  /// `their readable amounts in £: plan 1000.00, actual 2.50`.
  private func worth(_ amounts: FourSums) -> String {
    func pounds(_ exact: Int128) -> String { Money(parts: exact / finerThanStored).decimal }
    return "their readable amounts in £: plan \(pounds(amounts.planPrice)), actual \(pounds(amounts.actualPrice))"
  }

  /// Reads the rows that were held back once more from the file, so that they stand in quarantine as they came.
  private func restoreTexts(_ rows: inout [QuarantinedRow], _ path: String, _ profile: Profile) {
    var wanted: [String: [Int: [Int]]] = [:]
    for (place, row) in rows.enumerated() { wanted[row.sheet, default: [:]][row.line, default: []].append(place) }
    do throws(TableFault) {
      let file = try TableFile(path: path)
      for (name, places) in wanted {
        let reader: TableReader
        if let sheet = file.sheets.first(where: { $0.name == name }) {
          reader = try file.rows(of: sheet)
        } else {
          reader = try file.rows(try file.form(coding: profile.coding, delimiter: profile.delimiter))
        }
        var row = TableRow()
        var left = places.count
        while left > 0, try reader.next(&row) {
          guard let places = places[row.number] else { continue }
          left -= 1
          for place in places { rows[place].text = asCSV(row) }
        }
      }
    } catch {
      // The file changed since it was read a moment ago: the stream's own text of the row stays.
      return
    }
  }
}

/// A row with commas between its cells, as it would stand in a text file.
private func asCSV(_ row: TableRow) -> String {
  let width = max(row.fieldCount, row.cells.last.map { Int($0.column) + 1 } ?? 0)
  return (0..<width).map { column in
    let text = row.cell(at: column).map { String(decoding: row.text($0), as: UTF8.self) } ?? ""
    return text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }.joined(separator: ",")
}
