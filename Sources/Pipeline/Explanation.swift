package import Figures
package import Ledger

/// Where one figure comes from.
package struct Explanation: Sendable {
  /// The figure.
  package var figure: Figure
  /// What it is, in words.
  package var label: String
  /// Its unit.
  package var unit: FigureUnit
  /// Its formula in words.
  package var formula: String
  /// How it is made.
  package var origin: Origin
  /// The kinds of pack whose readers do not see it, by the small-number policy.
  package var heldBackIn: [String] = []

  /// How a figure is made.
  package enum Origin: Sendable {
    /// It is the sum of source rows: each file's part, and the rows where they were asked for.
    case rows(files: [FilePart], rows: [SourceRow])
    /// It is worked out from other figures.
    case figures([Input])
    /// A register, a list or the files' own count states it.
    case source(String)
  }

  /// What one file adds.
  package struct FilePart: Sendable, Hashable {
    /// The file, relative to the programme folder.
    package var path: String
    /// How many of its rows.
    package var rowCount: Int
    /// What they sum to: a count of 10⁻⁸.
    package var parts: Int128
  }

  /// A figure that another is worked out from.
  package struct Input: Sendable {
    /// The figure.
    package var figure: Figure
    /// What it is, in words.
    package var label: String
  }
}
