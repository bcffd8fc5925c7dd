package import Charts

/// What a process chart says of a series, as a table shows it: its variation, its assurance, and where its chart stands.
package struct ProcessVerdict: Sendable, Hashable {
  /// What the variation says; nil where there are too few months.
  package var variation: ProcessIcon?
  /// Whether the target will be met; nil where there is none.
  package var assurance: ProcessIcon?
  /// The anchor of the section that holds the chart; nil where nothing leads to it.
  package var chart: String?

  /// Makes a verdict.
  package init(variation: ProcessIcon?, assurance: ProcessIcon?, chart: String? = nil) {
    self.variation = variation
    self.assurance = assurance
    self.chart = chart
  }

  /// Its marks, variation first.
  package var icons: [ProcessIcon] { [variation, assurance].compactMap(\.self) }
  /// What the marks say, in words.
  package var words: String { icons.isEmpty ? "too few months" : icons.map(\.words).joined(separator: "; ") }
}
