/// One disagreement: two places that should say the same and do not.
package struct ProofViolation: Sendable, Hashable, Comparable {
  /// The check that found it.
  package var check: String
  /// The first place and what it says: `10H pack, HTML: −1,327,152`.
  package var first: String
  /// The second place and what it says.
  package var second: String
  /// What should hold.
  package var rule: String

  /// Makes a violation.
  package init(check: String, first: String, second: String, rule: String) {
    self.check = check
    self.first = first
    self.second = second
    self.rule = rule
  }

  package static func < (a: ProofViolation, b: ProofViolation) -> Bool {
    (a.check, a.first, a.second, a.rule) < (b.check, b.first, b.second, b.rule)
  }
}

/// One line of the proof page: what was compared with what, how often, and one worked example.
package struct ProofCheck: Sendable, Hashable {
  /// A stable name, kebab-case.
  package var id: String
  /// What agrees with what, in words.
  package var statement: String
  /// How many comparisons were made.
  package var compared: Int
  /// An example: first side.
  package var first: String
  /// An example: second side.
  package var second: String
  /// Where it fails, none when it holds.
  package var violations: [ProofViolation]
  /// How many comparisons were made of what, and what could not be compared and why.
  package var notes: [String] = []

  /// Makes a check.
  package init(id: String, statement: String, compared: Int, first: String = "", second: String = "", violations: [ProofViolation] = []) {
    self.id = id
    self.statement = statement
    self.compared = compared
    self.first = first
    self.second = second
    self.violations = violations
  }
}

/// The whole proof of a build.
package struct ProofResult: Sendable, Hashable {
  /// The checks in print order.
  package var checks: [ProofCheck]

  /// Makes a result.
  package init(checks: [ProofCheck]) { self.checks = checks }
  /// Whether everything agrees.
  package var holds: Bool { checks.allSatisfy(\.violations.isEmpty) }
  /// Every violation, in order.
  package var violations: [ProofViolation] { checks.flatMap(\.violations) }
  /// All comparisons made.
  package var compared: Int { checks.reduce(0) { $0 + $1.compared } }
}
