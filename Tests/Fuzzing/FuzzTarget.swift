/// A parser of files or fields that come from outside, as the fuzzer and the tests of its corpus drive it.
///
/// Each takes any bytes at all, and says by `BrokenPromise` where what was read does not hold what its readers rely on.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// Contract and attendance files, their control totals and the quick ways through them.
  case csv
  /// Text with any delimiter and in any coding, and what is packed.
  case table
  /// Workbooks, whole or part by part.
  case workbook
  /// Profiles, and what they make of a table.
  case profile
  /// Months, years, dates, periods and places.
  case dates
  /// Dates of rows as providers write them.
  case days
  /// Numbers of every style.
  case numbers

  /// Reads an input.
  ///
  /// - Throws: `BrokenPromise` where what was read is not what it should be.
  package func run(_ bytes: [UInt8]) throws {
    switch self {
    case .csv: try readExtracts(bytes)
    case .table: try readTable(bytes)
    case .workbook: try readWorkbook(bytes)
    case .profile: try readByProfile(bytes)
    case .dates: try readDates(bytes)
    case .days: try readRowDays(bytes)
    case .numbers: try readNumbers(bytes)
    }
  }
}

/// What a reader of a parser relies on, and does not hold.
package struct BrokenPromise: Error, CustomStringConvertible {
  /// What was promised.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Says that a promise is broken where it does not hold.
func hold(_ isHeld: Bool, _ promise: @autoclosure () -> String) throws(BrokenPromise) {
  if !isHeld { throw BrokenPromise(promise()) }
}
