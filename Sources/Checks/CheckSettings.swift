package import Findings
package import Quantities

/// What a programme says of one check.
package struct CheckSetting: Sendable, Hashable {
  /// Whether it is run.
  package var runs: Bool
  /// The severity of what it finds; nil: the check's own.
  package var severity: Severity?
  /// The size from which it fires, a count of 10⁻⁸; nil: the check's own.
  package var limit: Int64?

  /// Makes a setting.
  package init(runs: Bool = true, severity: Severity? = nil, limit: Int64? = nil) {
    self.runs = runs
    self.severity = severity
    self.limit = limit
  }
}

/// What a programme says of its checks.
package struct CheckSettings: Sendable, Hashable {
  /// Every check runs, with its own severity and size.
  package static let standard = CheckSettings()

  /// Settings by code; a check that is not here goes by its definition.
  package var byCode: [FindingCode: CheckSetting]
  /// The money from which a charge is worth a challenge, in pounds; what is less is counted, and not raised.
  package var leastChallenge: Money = .zero

  /// Makes settings.
  package init(_ byCode: [FindingCode: CheckSetting] = [:]) { self.byCode = byCode }

  /// Whether a check is run.
  package func runs(_ definition: CheckDefinition) -> Bool { byCode[definition.code]?.runs ?? true }
  /// How much what it finds matters.
  package func severity(_ definition: CheckDefinition) -> Severity { byCode[definition.code]?.severity ?? definition.severity }
  /// The size from which it fires, a count of 10⁻⁸; nought where it has none.
  package func limit(_ definition: CheckDefinition) -> Int64 { byCode[definition.code]?.limit ?? definition.limit?.standard ?? 0 }
}
