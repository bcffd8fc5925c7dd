package import Findings

/// What `data-quality.html` shows: every finding, by provider and severity, the checks that ran, and the control totals.
package struct DataQualityModel: Sendable {
  /// The top of the page.
  package var heading: ReleaseHeading
  /// The findings, most serious first.
  package var findings: [Row]
  /// The checks, those that ran and those that could not.
  package var checks: [Check]
  /// The control table.
  package var controls: [ControlRow]
  /// The total of the control table.
  package var controlTotal: ControlRow?

  /// One finding.
  package struct Row: Sendable {
    /// The finding as it was made.
    package var finding: Finding
    /// The provider's name, or what else the finding is about.
    package var about: String
    /// Makes a row.
    package init(_ finding: Finding, about: String) {
      self.finding = finding
      self.about = about
    }
  }

  /// One check.
  package struct Check: Sendable {
    /// Its stable code: `SLAM-017`.
    package var code: String
    /// What it looks at.
    package var meaning: String
    /// How often it found something; nil when it was not run, because its columns are absent.
    package var found: Int?
    /// Why it was not run; nil where it was.
    package var reason: String?
    /// Makes a check.
    package init(code: String, meaning: String, found: Int?, reason: String? = nil) {
      self.code = code
      self.meaning = meaning
      self.found = found
      self.reason = reason
    }
  }

  /// Makes a model.
  package init(heading: ReleaseHeading, findings: [Row], checks: [Check], controls: [ControlRow], controlTotal: ControlRow?) {
    self.heading = heading
    self.findings = findings
    self.checks = checks
    self.controls = controls
    self.controlTotal = controlTotal
  }
}
