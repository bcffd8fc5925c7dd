/// What `proof.html` shows: what foots, what agrees with what, and the control totals.
package struct ProofModel: Sendable {
  /// The top of the page.
  package var heading: ReleaseHeading
  /// The checks, in print order.
  package var checks: [Check]
  /// The control table.
  package var controls: [ControlRow]
  /// The total of the control table.
  package var controlTotal: ControlRow?

  /// One thing that was compared.
  package struct Check: Sendable {
    /// What agrees with what, in words.
    package var statement: String
    /// How many comparisons were made.
    package var compared: Int
    /// An example, the first side.
    package var first: String
    /// The other side.
    package var second: String
    /// Where it fails: first place, second place, and what should hold.
    package var violations: [(first: String, second: String, rule: String)]
    /// What was compared how often, and what could not be compared.
    package var notes: [String]

    /// Makes a check.
    package init(
      statement: String, compared: Int, first: String, second: String, violations: [(first: String, second: String, rule: String)],
      notes: [String] = []
    ) {
      self.statement = statement
      self.compared = compared
      self.first = first
      self.second = second
      self.violations = violations
      self.notes = notes
    }
  }

  /// Makes a model.
  package init(heading: ReleaseHeading, checks: [Check], controls: [ControlRow], controlTotal: ControlRow?) {
    self.heading = heading
    self.checks = checks
    self.controls = controls
    self.controlTotal = controlTotal
  }
}
