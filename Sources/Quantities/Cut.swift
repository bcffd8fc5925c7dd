/// Which of a month's two cuts a pack is built from.
package enum Cut: String, Sendable, Hashable, CaseIterable {
  /// The first, still correctable position: submissions up to and including the period's own.
  case flex
  /// The final, reconciled position: submissions up to the next month's.
  case freeze
}
