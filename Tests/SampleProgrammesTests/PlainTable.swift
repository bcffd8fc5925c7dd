import Foundation

/// A plain reader of CSV files for these tests: it shares nothing with the program's own.
struct PlainTable {
  let header: [String]
  let rows: [[String]]

  /// Reads a file: UTF-8 with or without byte order mark, else Windows-1252.
  init(_ url: URL) throws {
    let data = try Data(contentsOf: url)
    let text = String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252) ?? ""
    var records: [[String]] = []
    var field: [UInt8] = []
    var record: [String] = []
    var quoted = false
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    for byte in bytes {
      if byte == 0x22 {
        quoted.toggle()
      } else if !quoted && (byte == 0x2C || byte == 0x0A) {
        record.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if byte == 0x0A {
          records.append(record)
          record.removeAll(keepingCapacity: true)
        }
      } else if byte != 0x0D {
        field.append(byte)
      }
    }
    header = records.first ?? []
    rows = Array(records.dropFirst())
  }

  /// The place of a column.
  func place(_ name: String) throws -> Int {
    guard let place = header.firstIndex(of: name) else { throw MissingColumn(name: name) }
    return place
  }

  struct MissingColumn: Error { let name: String }
}

/// A decimal as a count of 10⁻⁸.
func exact(_ text: String) -> Int {
  var value = 0
  var decimals = -1
  var negative = false
  for byte in text.utf8 {
    switch byte {
    case 0x2D: negative = true
    case 0x2E: decimals = 0
    default:
      value = value * 10 + Int(byte) - 0x30
      if decimals >= 0 { decimals += 1 }
    }
  }
  for _ in 0..<(8 - max(decimals, 0)) { value *= 10 }
  return negative ? -value : value
}

/// Whole pounds (or units), rounded half away from nought.
func whole(_ parts: Int) -> Int { parts >= 0 ? (parts + 50_000_000) / 100_000_000 : -((-parts + 50_000_000) / 100_000_000) }

/// The repository's folder of fixtures.
let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Fixtures")

/// A table of published figures.
func reference(_ name: String) throws -> PlainTable {
  try PlainTable(Bundle.module.bundleURL.appendingPathComponent("Reference/\(name).csv"))
}

/// The regular files below a folder, as paths from it, in order; what the program writes itself is left out.
func files(below folder: URL) throws -> [String] {
  let root = folder.path
  let list = try FileManager.default.subpathsOfDirectory(atPath: root)
  return list.filter { path in
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder), !isFolder.boolValue else { return false }
    return !path.contains(".outturn/") && !path.hasPrefix("releases/") && !path.hasPrefix("archive/")
  }.sorted()
}
