package import Figures
package import Ledger
package import Report

/// What tests break on purpose in the middle of a build, one thing at a time, to see the proof catch it. No run of the program has one.
package struct Sabotage: Sendable {
  /// Changes the ledger once it is filled: a row that was dropped, a sum that was lost.
  package var ledger: (@Sendable (inout ProgrammeLedger) -> Void)?
  /// Changes the positions of the period.
  package var periodFigures: (@Sendable (inout [Figure]) -> Void)?
  /// Changes a pack's document, before it is rendered and read back.
  package var document: (@Sendable (inout ReportDocument) -> Void)?
  /// Changes what is rendered of a pack's document and not what it is compared with.
  package var rendering: (@Sendable (inout ReportDocument) -> Void)?
  /// Changes a pack's finished HTML.
  package var html: (@Sendable (_ pack: String, inout [UInt8]) -> Void)?

  /// Breaks nothing.
  package init() {}
}
