import FoundationEssentials
import GRDB

/// Columns read without trust: a damaged database may hold anything anywhere, and that is to be said and not to end the process.
extension Row {
  /// A text; nil for anything else.
  func optionalText(_ column: String) -> String? {
    guard let value = self[column] as DatabaseValue?, case .string(let text) = value.storage else { return nil }
    return text
  }

  /// A whole number; nil for anything else.
  func optionalInteger(_ column: String) -> Int? {
    guard let value = self[column] as DatabaseValue?, case .int64(let number) = value.storage else { return nil }
    return Int(number)
  }

  /// Bytes; nil for anything else.
  func optionalBytes(_ column: String) -> [UInt8]? {
    guard let value = self[column] as DatabaseValue?, case .blob(let data) = value.storage else { return nil }
    return Array(data)
  }

  /// A text that must be one.
  func text(_ column: String) throws(ArchiveError) -> String {
    guard let text = optionalText(column) else { throw .damaged("archive.sqlite: a column \(column) is no text") }
    return text
  }

  /// A whole number that must be one.
  func integer(_ column: String) throws(ArchiveError) -> Int {
    guard let number = optionalInteger(column) else { throw .damaged("archive.sqlite: a column \(column) is no whole number") }
    return number
  }
}
