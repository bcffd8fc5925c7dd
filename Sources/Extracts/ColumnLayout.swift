import Synchronization

/// A column that a kind of extract has.
struct LayoutColumn {
  /// How much depends on it.
  enum Need {
    /// The file is refused without it.
    case mandatory
    /// The standard has it and packs use it: its absence is noted.
    case expected
    /// It may be there; nothing is said.
    case optional
  }
  /// The name as the standard has it.
  var name: String
  /// Other names for it.
  var aliases: [String] = []
  var need: Need
}

/// Where a file's columns stand, by the place of each in the kind's layout; −1 where absent.
struct ResolvedLayout {
  var columns: [Int]
  var header: [String]
  /// The names of columns that nothing is known of.
  var unknown: [String] = []
  /// The names of expected columns that are absent.
  var absent: [String] = []
  /// Mandatory columns that are absent, with the unknown column that is nearest.
  var missing: [String] = []
  /// Mandatory columns that stand twice, with their places from 1.
  var doubled: [(name: String, places: [Int])] = []
  /// Other known columns that stand twice.
  var doubledOptional: [(name: String, places: [Int])] = []
}

/// A header as it is compared: capitals and digits, everything else one space.
func comparableHeader(_ name: some StringProtocol) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(name.utf8.count)
  var gap = false
  for byte in name.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      if gap, !text.isEmpty { text.append(0x20) }
      gap = false
      text.append(byte >= 0x61 ? byte &- 0x20 : byte)
    default: gap = true
    }
  }
  return String(decoding: text, as: UTF8.self)
}

/// The last header of each kind with what came of it: nearly all files of a kind have the same.
private let lastResolved = Mutex<[ExtractKind: ResolvedLayout]>([:])

/// Matches a header against the columns of a kind, or remembers how it did.
func resolve(header: [String], of kind: ExtractKind, against layout: (ExtractKind) -> [LayoutColumn]) -> ResolvedLayout {
  if let last = lastResolved.withLock({ $0[kind] }), last.header == header { return last }
  let resolved = resolve(header: header, against: layout(kind))
  lastResolved.withLock { $0[kind] = resolved }
  return resolved
}

/// Matches a header against the columns of a kind.
func resolve(header: [String], against layout: [LayoutColumn]) -> ResolvedLayout {
  var places: [String: Int] = [:]
  for (index, column) in layout.enumerated() {
    for name in [column.name] + column.aliases { places[comparableHeader(name)] = index }
  }
  var result = ResolvedLayout(columns: Array(repeating: -1, count: layout.count), header: header)
  var found: [[Int]] = Array(repeating: [], count: layout.count)
  for (index, name) in header.enumerated() {
    let comparable = comparableHeader(name)
    if let place = places[comparable] {
      found[place].append(index)
    } else if !comparable.isEmpty {
      result.unknown.append(name)
    }
  }
  for (index, column) in layout.enumerated() {
    result.columns[index] = found[index].first ?? -1
    if found[index].count > 1 {
      let entry = (column.name, found[index].map { $0 + 1 })
      if column.need == .mandatory { result.doubled.append(entry) } else { result.doubledOptional.append(entry) }
    }
    if found[index].isEmpty, column.need == .mandatory { result.missing.append(column.name) }
    if found[index].isEmpty, column.need == .expected { result.absent.append(column.name) }
  }
  return result
}
