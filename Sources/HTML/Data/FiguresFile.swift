package import Figures
import Quantities
package import Report

/// What is known of a figure besides its value.
package struct FigureFacts: Sendable {
  /// What it is, in words: `Variance, year to date: NHS Chiltern CCG`.
  package var label: String
  /// Its unit.
  package var unit: FigureUnit
  /// Its formula in words: `plan − actual`.
  package var formula: String
  /// The keys of its sources in the file's list of sources.
  package var sources: [String]

  /// Makes facts.
  package init(label: String, unit: FigureUnit, formula: String, sources: [String]) {
    self.label = label
    self.unit = unit
    self.formula = formula
    self.sources = sources
  }
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
package func figuresFile(of report: ReportDocument, sources: [FigureSource], facts: (Figure) -> FigureFacts) -> [UInt8] {
  var json = JSONWriter()
  var written: Set<FigureID> = []
  let ownPeriod = report.identity.period.description
  json.object { json in
    json.field("pack") { $0.string(report.identity.code) }
    json.field("name") { $0.string(report.identity.name) }
    json.field("period") { $0.string(ownPeriod) }
    json.field("cut") { $0.string(report.identity.cut.rawValue) }
    json.newLine()
    json.field("sources") { json in
      json.object { json in
        for source in sources {
          json.newLine()
          json.field(source.key) { json in json.array(source.files) { $1.string($0) } }
        }
      }
    }
    json.newLine()
    json.field("figures") { json in
      json.array(report.figures.lazy.filter { written.insert($0.id).inserted }) { figure, json in
        json.newLine()
        write(figure, facts(figure), ownPeriod: ownPeriod, to: &json)
      }
    }
  }
  json.finish()
  return json.bytes
}

private func write(_ figure: Figure, _ facts: FigureFacts, ownPeriod: String, to json: inout JSONWriter) {
  json.object { json in
    json.field("id") { $0.string(figure.id.text) }
    json.field("label") { $0.string(facts.label) }
    if case .missing(let reason) = figure.value {
      json.field("value") { $0.number("null") }
      json.field("missing") { $0.string(reason.rawValue) }
    } else {
      json.field("value") { $0.string(figure.value.dataText) }
    }
    json.field("unit") { $0.string(facts.unit.rawValue) }
    json.field("period") { $0.string(period(of: figure.id) ?? ownPeriod) }
    json.field("formula") { $0.string(facts.formula) }
    json.field("sources") { json in json.array(facts.sources) { $1.string($0) } }
  }
}

/// The period in an id, as a period is written; nil when the id has none and means the pack's own.
private func period(of id: FigureID) -> String? {
  guard let at = id.text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
  let rest = id.text[id.text.utf8.index(after: at)...].prefix { $0 != "~" }
  return Period(rest)?.description
}
