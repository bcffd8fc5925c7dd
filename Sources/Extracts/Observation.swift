/// Like findings of one file, gathered: what, about which column, how often, and the first few places.
///
/// It names no file, so that it can be kept with what was read of the file's bytes, wherever they stand.
package struct Observation: Sendable, Hashable {
  /// One place.
  package struct Place: Sendable, Hashable {
    /// The line, from 1, as an editor counts it; nought when the whole file is meant.
    package var line: Int
    /// The text there.
    package var value: String
    /// The sheet of a workbook; empty for any other file.
    package var sheet: String
    /// The column there, from 1, of a file in a layout of its own, where places differ in it; nil where no single column says it, or all have that of the observation.
    package var column: Int?
    /// Makes a place.
    package init(line: Int, value: String, sheet: String = "", column: Int? = nil) {
      self.line = line
      self.value = value
      self.sheet = sheet
      self.column = column
    }
  }
  /// The check.
  package var check: ExtractCheck
  /// The column, from 1; nil when it is not about one.
  package var column: Int?
  /// The header of the column.
  package var field: String?
  /// How many places there are.
  package var count: Int
  /// The first few.
  package var places: [Place]
  /// What more there is to say: the names of columns, the number of fields expected.
  package var detail: String

  /// Makes an observation.
  package init(_ check: ExtractCheck, column: Int? = nil, field: String? = nil, count: Int = 1, places: [Place] = [], detail: String = "") {
    self.check = check
    self.column = column
    self.field = field
    self.count = count
    self.places = places
    self.detail = detail
  }

  /// How many places are kept.
  package static let keptPlaces = 5
}

/// Gathers observations while a file is read. Texts stay bytes until the file's encoding is known.
struct ObservationLog {
  private struct Entry {
    var check: ExtractCheck
    var column: Int
    var count = 0
    var places: [(line: Int, value: [UInt8])] = []
    var detail: String
  }
  private var entries: [Entry] = []

  /// How many different things were noted.
  var entryCount: Int { entries.count }

  /// Notes one place. `column` counts from nought; −1 where the row or file is meant.
  mutating func note(_ check: ExtractCheck, column: Int = -1, line: Int, value: some Collection<UInt8>, detail: String = "") {
    let index: Int
    if let known = entries.firstIndex(where: { $0.check == check && $0.column == column }) {
      index = known
    } else {
      index = entries.count
      entries.append(Entry(check: check, column: column, detail: detail))
    }
    entries[index].count += 1
    if entries[index].places.count < Observation.keptPlaces {
      entries[index].places.append((line, Array(value.prefix(240))))
    }
  }

  /// The observations in the order of check and column.
  func observations(header: [String], encoding: TextEncoding) -> [Observation] {
    entries.sorted { ($0.check.rawValue, $0.column) < ($1.check.rawValue, $1.column) }.map { entry in
      Observation(
        entry.check, column: entry.column < 0 ? nil : entry.column + 1, field: header.indices.contains(entry.column) ? header[entry.column] : nil,
        count: entry.count, places: entry.places.map { .init(line: $0.line, value: encoding.text($0.value)) }, detail: entry.detail)
    }
  }
}
