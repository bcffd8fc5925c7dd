package import Quantities

/// The figures of a release, a freeze or a cut, with everything that they were made from: one side of a comparison.
package struct FigureSet: Sendable {
  /// `2015-16/M10-flex-v1`, `2015-16/Q3-freeze`, `2015-16/M11~flex`.
  package var name: String
  /// The period that it states.
  package var period: Period
  /// The cut that it states.
  package var cut: Cut
  /// The version of the program that made it.
  package var program: String
  /// The value of each figure by its id with the period written out, so that the figures of two months can be set beside each other.
  package var figures: [String: ComparedValue]
  /// The formula of each measure.
  package var formulas: [String: String]
  /// Extracts.
  package var inputs: [ComparedFile]
  /// The programme's other files, and templates under `templates/`.
  package var configuration: [ComparedFile]

  /// Makes a set with nothing in it.
  package init(name: String, period: Period, cut: Cut, program: String) {
    self.name = name
    self.period = period
    self.cut = cut
    self.program = program
    figures = [:]
    formulas = [:]
    inputs = []
    configuration = []
  }

  /// Takes a figure in. Families that say how releases differ are no figures of a release's own, and are passed over.
  package mutating func add(_ id: String, _ value: ComparedValue) {
    if id.hasPrefix("restatement/") { return }
    figures[Self.explicit(id, period)] = value
  }

  /// An id with its period written out: `position/10H/ALL/ytd_actual@2015-16-M11`.
  package static func explicit(_ id: String, _ period: Period) -> String {
    let utf8 = id.utf8
    let tail = utf8.lastIndex(of: UInt8(ascii: "/")) ?? utf8.startIndex
    if utf8[tail...].contains(UInt8(ascii: "@")) { return id }
    let end = utf8[tail...].firstIndex(of: UInt8(ascii: "~")) ?? utf8.endIndex
    return id[..<end] + "@" + period.identifier + id[end...]
  }

  /// The last submission that the set's cut reads.
  package var lastSubmission: MonthIndex { cut == .flex ? period.index : period.index.advanced(by: 1) }
}

/// A figure's exact value in words, with its unit.
package struct ComparedValue: Sendable, Hashable {
  /// A decimal such as `-1327152.5`, or the word for a missing value.
  package var text: String
  /// `GBP`, `count`, `fraction`…
  package var unit: String

  /// Makes a value.
  package init(_ text: String, _ unit: String) {
    self.text = text
    self.unit = unit
  }

  /// The value in parts of 10⁻⁸; nil for a missing one.
  package var parts: Int128? { Quantities.parts(ofDecimalText: text) }
}

/// A file that figures were made from.
package struct ComparedFile: Sendable, Hashable {
  /// The path in the programme folder.
  package var path: String
  /// `slam`, `plan`, `outpatients`…; `configuration` or `template` for others.
  package var kind: String
  /// SHA-256 of its bytes.
  package var sha256: String
  /// The rows of an extract that count; nought for other files.
  package var countedRows: Int

  /// Makes a file.
  package init(path: String, kind: String, sha256: String, countedRows: Int = 0) {
    self.path = path
    self.kind = kind
    self.sha256 = sha256
    self.countedRows = countedRows
  }

  /// The code in a return's or plan's file name: `RQM` of `extracts/slam/2015-16/M11/RQM.csv` and of `…/RQM_10H.csv`.
  package var provider: String? {
    guard kind == "slam" || kind == "plan" else { return nil }
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".").first.map { String($0.split(separator: "_").first ?? $0) }
  }
}

/// Where the figures of releases are read from: their folders, or the archive.
package protocol ReleasedFigureSource {
  /// The releases that there are, in the order of names.
  func names() -> [ReleaseName]
  /// The figures of one; nil when there is no such release.
  func figureSet(of name: ReleaseName) throws(ComparisonFailure) -> FigureSet?
}

/// Why two sides cannot be compared.
package enum ComparisonFailure: Error, Sendable, Hashable {
  /// The text names neither a release, nor a freeze, nor a cut.
  case badName(String)
  /// There is no such release; these there are.
  case noRelease(String, available: [String])
  /// A release is not as the archive has it: what is wrong, a sentence each.
  case changed(String, problems: [String])
  /// A file of a release cannot be read as what it is.
  case damaged(path: String, reason: String)
}

/// One side of a comparison as it is named.
package enum ComparisonSide: Sendable, Hashable {
  /// A release or a freeze: `2015-16/M10-flex-v1`, `2015-16/Q3-freeze`.
  case release(ReleaseName)
  /// A cut of a period, made from the extracts as they are now: `2015-16/M11~flex`.
  case cut(Period, Cut)

  /// Reads a name; nil for anything else.
  package init?(_ text: some StringProtocol) {
    if let tilde = text.lastIndex(of: "~") {
      guard let period = Period(text[..<tilde]), let cut = Cut(rawValue: String(text[text.index(after: tilde)...])) else { return nil }
      self = .cut(period, cut)
    } else {
      guard let name = ReleaseName(text) else { return nil }
      self = .release(name)
    }
  }

  /// The name as printed.
  package var text: String {
    switch self {
    case .release(let name): name.text
    case .cut(let period, let cut): "\(period.description)~\(cut.rawValue)"
    }
  }
}
