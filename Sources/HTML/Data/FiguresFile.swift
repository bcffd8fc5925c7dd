package import Figures
import Quantities
package import Report

/// What is known of a figure besides its value.
package struct FigureFacts: Sendable {
  /// What is measured, in words: `Variance, year to date`.
  package var title: String
  /// Of what: `NHS Chiltern CCG`; empty for nothing in particular.
  package var about: String
  /// Its unit.
  package var unit: FigureUnit
  /// Its formula in words: `plan − actual`.
  package var formula: String
  /// The keys of its sources in the file's list of sources.
  package var sources: [String]

  /// Makes facts.
  package init(label: String, about: String = "", unit: FigureUnit, formula: String, sources: [String]) {
    title = label
    self.about = about
    self.unit = unit
    self.formula = formula
    self.sources = sources
  }

  /// What it is, in words: `Variance, year to date: NHS Chiltern CCG`.
  package var label: String { about.isEmpty ? title : title + ": " + about }
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
  var periods = PeriodsOfFigures(own: ownPeriod)
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
        write(figure, facts(figure), period: periods.period(of: figure.id), to: &json)
      }
    }
  }
  json.finish()
  return json.bytes
}

private func write(_ figure: Figure, _ facts: FigureFacts, period: String, to json: inout JSONWriter) {
  json.verbatim("{\"id\":")
  json.string(figure.id.text)
  json.verbatim(",\"label\":")
  if facts.about.isEmpty { json.string(facts.title) } else { json.string(facts.title, ": ", facts.about) }
  if case .missing(let reason) = figure.value {
    json.verbatim(",\"value\":null,\"missing\":")
    json.string(reason.rawValue)
  } else {
    json.verbatim(",\"value\":")
    json.string(figure.value.dataText)
  }
  json.verbatim(",\"unit\":")
  json.string(facts.unit.rawValue)
  json.verbatim(",\"period\":")
  json.string(period)
  json.verbatim(",\"formula\":")
  json.string(facts.formula)
  json.verbatim(",\"sources\":")
  json.array(facts.sources) { $1.string($0) }
  json.verbatim("}")
  json.endVerbatim()
}

/// The periods that ids name, each worked out once.
private struct PeriodsOfFigures {
  /// The period of an id that names none.
  let own: String
  private var known: [Substring: String] = [:]

  init(own: String) { self.own = own }

  /// The period of a figure, as a period is written.
  mutating func period(of id: FigureID) -> String {
    let text = id.text
    guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return own }
    let rest = text[text.utf8.index(after: at)...]
    let label = rest[..<(rest.utf8.firstIndex(of: UInt8(ascii: "~")) ?? rest.endIndex)]
    if let period = known[label] { return period }
    let period = Period(label)?.description ?? own
    known[label] = period
    return period
  }
}
