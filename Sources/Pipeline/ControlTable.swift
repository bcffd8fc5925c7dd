import Extracts
import Figures
import Findings
import HTML
import Ledger
import Programme
import Quantities
import Report

/// Every provider's returns of the packs' months: what was in the files, and what became of it.
struct ControlTable {
  let rows: [ControlRow]
  let total: ControlRow?

  /// Adds up the returns by provider.
  ///
  /// - Parameter names: the providers' names by code.
  init(_ ledger: ProgrammeLedger, names: [String: String]) {
    let returns = ledger.sources.filter { $0.kind == ExtractKindName.slam }
    let providers = Set(returns.map { $0.provider ?? "" }).sorted()
    rows = providers.map { code in
      Self.row(names[code] ?? (code.isEmpty ? "Not known" : code), code: code, returns.filter { ($0.provider ?? "") == code })
    }
    total = rows.isEmpty ? nil : Self.row("All returns", code: "ALL", returns)
  }

  private static func row(_ name: String, code: String, _ files: [SourceFile]) -> ControlRow {
    func rows(_ count: KeyPath<SourceFile, Int>) -> Int { files.reduce(0) { $0 + $1[keyPath: count] } }
    func cost(_ total: KeyPath<SourceFile, Measures>) -> Money { files.reduce(.zero) { $0 + $1[keyPath: total].actualCost } }
    func figure(_ measure: String, _ amount: Money) -> Figure {
      Figure(FigureStem("control", provider: code).id(measure + "_window"), .money(amount))
    }
    let leftOut = cost(\.outsideWindowTotal) + cost(\.leftOutTotal)
    let stored = cost(\.countedTotal) + cost(\.quarantinedTotal) + cost(\.replacedTotal) + leftOut
    let leftOver = cost(\.rawTotal) - stored - cost(\.roundingDifference)
    let held = rows(\.quarantinedRows)
    let refused = files.count(where: \.refused)
    let (mark, word): (ReportMark, String) =
      refused > 0
      ? (.error, refused == 1 ? "One file refused" : "\(refused) files refused")
      : !leftOver.isZero ? (.error, "Differs") : held > 0 ? (.warning, "Rows held back") : (.met, "Agrees")
    return ControlRow(
      provider: name,
      rows: .init(
        read: rows(\.rowCount), used: rows(\.countedRows), heldBack: held, replaced: rows(\.replacedRows),
        leftOut: rows(\.outsideWindowRows) + rows(\.leftOutRows)),
      cost: .init(
        inFiles: figure(Measure.rawActual, cost(\.rawTotal)), used: figure(Measure.usedActual, cost(\.countedTotal)),
        heldBack: figure(Measure.heldBackActual, cost(\.quarantinedTotal)), replaced: figure(Measure.replacedActual, cost(\.replacedTotal)),
        leftOut: figure(Measure.leftOutActual, leftOut), leftOver: figure(Measure.unaccountedActual, leftOver)),
      mark: mark, word: word)
  }
}

/// The data-quality page of a run, whether packs are built or not.
func dataQualityModel(_ inputs: RunInputs, heading: ReleaseHeading, names: [String: String]) -> DataQualityModel {
  let controls = ControlTable(inputs.ledger, names: names)
  let rows = inputs.findings.sorted { a, b in
    a.severity != b.severity ? a.severity > b.severity : (a.origin, a.code) < (b.origin, b.code)
  }.map { finding in
    DataQualityModel.Row(
      finding,
      about: finding.provider.map { names[$0] ?? $0 } ?? finding.origin.file.split(separator: "/").first.map(String.init) ?? finding.origin.file)
  }
  var found: [String: Int] = [:]
  for finding in inputs.findings { found[finding.code.text, default: 0] += finding.count }
  // A check that some files could not be given to was run on the others; its reason names them.
  let unmade = Dictionary(inputs.unmade.map { ($0.code.text, $0) }, uniquingKeysWith: { first, _ in first })
  let checks = allChecks().map { check -> DataQualityModel.Check in
    guard let entry = unmade[check.code], found[check.code] == nil, inputs.isUnmade(entry) else {
      return DataQualityModel.Check(code: check.code, meaning: check.meaning, found: found[check.code] ?? 0)
    }
    return DataQualityModel.Check(code: check.code, meaning: check.meaning, found: nil, reason: entry.reason)
  }
  return DataQualityModel(heading: heading, findings: rows, checks: checks, controls: controls.rows, controlTotal: controls.total)
}
