package import Extracts
package import Findings
package import Quantities
package import Tables
import Workbooks

/// What a profile makes of a file, for whoever writes it: the first rows before and after, and what was not understood.
package struct ProfileTrial: Sendable {
  /// A row of the file and a line that was made of it.
  package struct Sample: Sendable {
    /// Where it stands: `Activity!row 5`, `line 5`.
    package var place: String
    /// Its cells, as they stand.
    package var before: [String]
    /// The fields that are filled, by the names of profiles.
    package var after: [(field: String, value: String)]
  }
  /// The half of a return that the file holds by its name; nil where it is a whole one.
  package let part: ReturnPart?
  /// For each field that has one, its column: `C “CCG code”`.
  package let columns: [(field: String, column: String)]
  /// The first rows.
  package let samples: [Sample]
  /// What was done with the whole file.
  package let conversion: Conversion
  /// What the checks of rows say of the whole file, by place.
  package let findings: [Finding]
  /// Rows of the stream that count, and that are held back.
  package let counted: Int
  package let heldBack: Int

  /// Tries a profile on a file.
  ///
  /// - Parameters:
  ///   - name: the file's name in findings.
  ///   - period: the submission that the file would be of.
  ///   - shown: how many lines are shown.
  /// - Throws: `TableFault` where nothing can be made of the file, and why.
  package init(_ profile: Profile, path: String, name: String, provider: String, period: Period, shown: Int) throws(TableFault) {
    let profile = profile.reading(path).profile
    let file = try TableFile(path: path)
    part = profile.part
    let converter = try ProfileConverter(profile, file, provider: provider, year: period.year)
    var stream: [UInt8] = []
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    while true {
      let got = try converter.read(into: buffer, count: 1 << 16)
      if got == 0 { break }
      // Only the first lines are shown; the rest is made for what is said of all.
      if stream.count < 1 << 20 { stream.append(contentsOf: UnsafeBufferPointer(start: buffer, count: got)) }
    }
    conversion = converter.report
    columns = converter.columnsOfFields
    samples = try Self.samples(converter, TableFile(text: stream), file, profile, shown: shown)
    let kind = profile.extract.kind
    let months: AllowedMonths = kind == .plan || part == .plan ? .year(period.year) : .submission(period)
    let observations: [Observation]
    if kind.isSUS {
      let reading = readAttendances(path: path, by: profile, kind: kind, months: months, year: period.year)
      (observations, counted, heldBack) = (reading.observations, reading.rows.count, reading.quarantine.count)
    } else {
      let reading = readContracts(path: path, by: profile, kind: kind, months: months, provider: provider, year: period.year)
      (observations, counted, heldBack) = (reading.observations, reading.rows.count, reading.quarantine.count)
    }
    let extract = ExtractFile(
      path: name, kind: kind == .plan ? .slam : kind, year: period.year, submission: period, provider: kind.isSUS ? nil : provider)
    findings = observations.flatMap { Extracts.findings($0, file: extract) }.sorted {
      $0.severity != $1.severity ? $0.severity > $1.severity : $0.origin < $1.origin
    }
  }

  private static func samples(
    _ converter: ProfileConverter, _ stream: TableFile, _ file: TableFile, _ profile: Profile, shown: Int
  ) throws(TableFault) -> [Sample] {
    let reader = try stream.rows(TextForm(coding: .utf8, delimiter: 0x2C))
    var row = TableRow()
    var samples: [Sample] = []
    var origins: [(sheet: Int, row: Int)] = []
    let names = converter.namesOfStream
    while samples.count < shown, try reader.next(&row) {
      guard let origin = converter.map.origin(row.number) else { continue }
      let sheet = converter.report.sheets[origin.sheet]
      origins.append((origin.sheet, origin.row))
      samples.append(
        Sample(
          place: sheet.isEmpty ? "line \(origin.row)" : "\(sheet)!row \(origin.row)", before: [],
          after: row.cells.compactMap { cell in
            names.indices.contains(Int(cell.column)) ? (names[Int(cell.column)], String(decoding: row.text(cell), as: UTF8.self)) : nil
          }))
    }
    for sheet in Set(origins.map(\.sheet)) {
      let name = converter.report.sheets[sheet]
      let source: TableReader
      if let known = file.sheets.first(where: { $0.name == name }) {
        source = try file.rows(of: known)
      } else {
        source = try file.rows(try file.form(coding: profile.coding, delimiter: profile.delimiter))
      }
      let wanted = Set(origins.filter { $0.sheet == sheet }.map(\.row))
      var left = wanted.count
      while left > 0, try source.next(&row) {
        guard wanted.contains(row.number) else { continue }
        left -= 1
        let width = row.cells.last.map { Int($0.column) + 1 } ?? 0
        let cells = (0..<width).map { column in row.cell(at: column).map { String(decoding: row.text($0), as: UTF8.self) } ?? "" }
        for place in origins.indices where origins[place] == (sheet, row.number) { samples[place].before = cells }
      }
    }
    return samples
  }
}
