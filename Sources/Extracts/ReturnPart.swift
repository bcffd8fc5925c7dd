/// Which half of a return a file holds, where a trust sends plan and actuals in files of their own.
package enum ReturnPart: String, Sendable, Hashable, CaseIterable {
  /// Planned activity and price: of the month, of the year to date, or of the whole year.
  case plan
  /// Actual activity and price.
  case actual

  /// The other half.
  package var other: ReturnPart { self == .plan ? .actual : .plan }
  /// What its file is called in findings: `file of actuals`.
  package var words: String { self == .plan ? "file of plan" : "file of actuals" }
}
