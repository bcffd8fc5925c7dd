package import Figures
import Quantities
package import Report

/// What is known of a measure: its words in `figures.json`.
package struct MeasureFacts: Sendable {
  /// What is measured, in words: `Variance, year to date`.
  package var title: String
  /// Its unit.
  package var unit: FigureUnit
  /// Its formula in words: `plan − actual`.
  package var formula: String
  /// The keys of its sources where it has some of its own; nil where they are those of the row.
  package var sources: [String]?

  /// Makes facts.
  package init(title: String, unit: FigureUnit, formula: String, sources: [String]? = nil) {
    self.title = title
    self.unit = unit
    self.formula = formula
    self.sources = sources
  }
}

/// What is known of the figures that share a stem: the rows of tables.
package struct StemFacts: Sendable {
  /// What each part of the stem that says something is called, in order: `c:10H` (a commissioner) is `NHS Chiltern CCG`, `p:RQM` (a provider)
  /// `Chelsea & Westminster`, `pod=DC` `Day case`.
  package var words: [(key: String, word: String)]
  /// The keys of their sources in the file's list of sources.
  package var sources: [String]
  /// Of what they are: `NHS Chiltern CCG, Chelsea & Westminster`; empty for nothing in particular.
  package var about: String { words.map(\.word).joined(separator: ", ") }

  /// Makes facts.
  package init(words: [(key: String, word: String)], sources: [String]) {
    self.words = words
    self.sources = sources
  }
}

/// Tells what is known of figures by the parts of their ids. `FiguresFile` asks for each part once.
package protocol FigureFacts {
  /// The facts of a measure, `ytd_variance`.
  func measure(_ name: String) -> MeasureFacts
  /// The facts of a stem, `position/10H/RQM/pod=DC`.
  func stem(_ text: Substring) -> StemFacts
}

/// Some of the files that figures come from, under one key.
package struct FigureSource: Sendable, Hashable {
  /// The key: `slam/RQM`.
  package var key: String
  /// The files, relative to the programme's folder.
  package var files: [String]

  /// Makes a source.
  package init(key: String, files: [String]) {
    self.key = key
    self.files = files
  }
}

/// `figures.json`: every figure of a pack once, in print order, one a line, with what it is, its exact value and where it comes from.
///
/// A value is a string, so that no reader rounds it; a missing value is null, with the word that is printed under `missing`.
package func figuresFile(of report: ReportDocument, _ index: FigureIndex, sources: [FigureSource], facts: some FigureFacts) -> [UInt8] {
  var json = JSONWriter()
  let ownPeriod = report.identity.period.description
  var lines = FigureLines(ownPeriod: ownPeriod, facts: facts)
  var figures: [UInt8] = []
  figures.reserveCapacity(1 << 20)
  for (id, value) in zip(index.ids.texts, index.values) { lines.add(id, value, to: &figures) }
  json.object { json in
    json.field("pack") { $0.string(report.identity.code) }
    json.field("name") { $0.string(report.identity.name) }
    json.field("period") { $0.string(ownPeriod) }
    json.field("cut") { $0.string(report.identity.cut.rawValue) }
    json.newLine()
    json.field("sources") { json in
      json.object { json in
        // Only what this pack's figures rest on: which files other providers sent, and which they did not, is theirs.
        for source in sources where lines.usedSources.contains(source.key) {
          json.newLine()
          json.field(source.key) { json in json.array(source.files) { $1.string($0) } }
        }
      }
    }
    json.newLine()
    json.field("figures") { json in
      json.verbatim { bytes in
        bytes.append(0x5B)
        bytes.append(contentsOf: figures)
        bytes.append(0x5D)
      }
    }
  }
  json.finish()
  return json.bytes
}

/// Writes the figures' lines. A pack names thousands, of a few hundred stems and a few dozen measures and months: all that a stem or a measure says is
/// worked out once, as bytes.
private struct FigureLines<Facts: FigureFacts> {
  private let ownPeriod: String
  private let facts: Facts
  private var isFirst = true
  private var stemNumbers = TextNumbers()
  private var stems: [Stem] = []
  private var lastStem = 0
  private var tailNumbers = TextNumbers()
  private var tails: [Tail] = []
  private var periods: [Substring: String] = [:]
  /// The keys of the sources that the figures name.
  private(set) var usedSources: Set<String> = []

  /// What the figures of one stem share.
  private struct Stem {
    /// `: NHS Chiltern CCG`, escaped; empty for nothing in particular.
    var about: [UInt8]
    /// `["slam/RQM"]}`.
    var sources: [UInt8]
  }

  /// What the figures of one measure in one period share.
  private struct Tail {
    /// `","label":"Variance, year to date`, escaped.
    var label: [UInt8]
    /// `,"unit":"GBP","period":"2015-16/M11","formula":"plan − actual","sources":`.
    var middle: [UInt8]
    /// The measure's own sources, where it has some.
    var sources: [UInt8]?
  }

  init(ownPeriod: String, facts: Facts) {
    self.ownPeriod = ownPeriod
    self.facts = facts
  }

  /// Writes a figure that was not written yet.
  mutating func add(_ id: String, _ value: FigureValue, to bytes: inout [UInt8]) {
    if !isFirst { bytes.append(0x2C) }
    isFirst = false
    append("\n{\"id\":\"", to: &bytes)
    var id = id
    let (stem, tail) = id.withUTF8 { utf8 in
      JSONWriter.appendContent(of: utf8, to: &bytes)
      let slash = utf8.lastIndex(of: UInt8(ascii: "/"))
      return (
        self.stem(UnsafeBufferPointer(rebasing: utf8[..<(slash ?? 0)])),
        self.tail(UnsafeBufferPointer(rebasing: utf8[(slash.map { $0 + 1 } ?? 0)...]))
      )
    }
    bytes.append(contentsOf: tails[tail].label)
    bytes.append(contentsOf: stems[stem].about)
    if case .missing(let reason) = value {
      append("\",\"value\":null,\"missing\":\"", to: &bytes)
      JSONWriter.appendContent(of: reason.rawValue, to: &bytes)
    } else {
      append("\",\"value\":\"", to: &bytes)
      value.appendDataText(to: &bytes)
    }
    bytes.append(0x22)
    bytes.append(contentsOf: tails[tail].middle)
    if let own = tails[tail].sources { bytes.append(contentsOf: own) } else { bytes.append(contentsOf: stems[stem].sources) }
  }

  private func append(_ text: StaticString, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func stem(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    // Figures of a row follow each other.
    if stemNumbers.isText(lastStem, text) { return lastStem }
    let (number, isNew) = stemNumbers.number(of: text)
    lastStem = number
    if isNew {
      let known = facts.stem(Substring(stemNumbers.texts[number]))
      usedSources.formUnion(known.sources)
      var about: [UInt8] = []
      if !known.about.isEmpty { JSONWriter.appendContent(of: ": " + known.about, to: &about) }
      stems.append(Stem(about: about, sources: ending(known.sources)))
    }
    return number
  }

  private mutating func tail(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let (number, isNew) = tailNumbers.number(of: text)
    if isNew {
      let text = Substring(tailNumbers.texts[number])
      let known = facts.measure(String(measureName(text)))
      usedSources.formUnion(known.sources ?? [])
      var label: [UInt8] = Array("\",\"label\":\"".utf8)
      JSONWriter.appendContent(of: known.title, to: &label)
      var middle: [UInt8] = Array(",\"unit\":\"".utf8)
      JSONWriter.appendContent(of: known.unit.rawValue, to: &middle)
      middle += Array("\",\"period\":\"".utf8)
      JSONWriter.appendContent(of: period(text), to: &middle)
      middle += Array("\",\"formula\":\"".utf8)
      JSONWriter.appendContent(of: known.formula, to: &middle)
      middle += Array("\",\"sources\":".utf8)
      tails.append(Tail(label: label, middle: middle, sources: known.sources.map(ending)))
    }
    return number
  }

  /// The period of a figure, as a period is written: the one after `@`, or the pack's.
  private mutating func period(_ tail: Substring) -> String {
    guard let at = tail.utf8.lastIndex(of: UInt8(ascii: "@")) else { return ownPeriod }
    let rest = tail[tail.utf8.index(after: at)...]
    let label = rest[..<(rest.utf8.firstIndex(of: UInt8(ascii: "~")) ?? rest.endIndex)]
    if let period = periods[label] { return period }
    let period = Period(label)?.description ?? ownPeriod
    periods[label] = period
    return period
  }
}

/// A list of sources and the end of its figure.
private func ending(_ keys: [String]) -> [UInt8] {
  var json = JSONWriter()
  json.array(keys) { $1.string($0) }
  return json.bytes + [0x7D]
}
