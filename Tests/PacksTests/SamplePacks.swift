import Analysis
import BuiltInTemplates
import Figures
import Findings
import Foundation
import Ledger
import Quantities
import Report
import TestSupport

@testable import Packs

/// The names of a small programme of up to three commissioners and four providers.
let sampleNames: [String: (name: String, short: String)] = [
  "10H": ("NHS Chiltern CCG", "Chiltern"), "11C": ("NHS Windsor, Ascot & Maidenhead CCG", "Windsor, Ascot & Maidenhead"),
  "10X": ("NHS Southampton CCG", "Southampton"), "RAN": ("Royal National Orthopaedic Hospital NHS Trust", "Royal National Orthopaedic"),
  "RQM": ("Chelsea and Westminster Hospital NHS Foundation Trust", "Chelsea & Westminster"),
  "RYJ": ("Imperial College Healthcare NHS Trust", "Imperial College"),
  "R1H": ("Barts Health NHS Trust", "Barts"),
]

/// What packs are made from, around the rows of a ledger.
func sampleInput(_ ledger: ProgrammeLedger) -> PackInput {
  func organisations(_ axis: OrganisationAxis) -> [PackOrganisation] {
    axis.codes.prefix(axis.ownCount).map { code in
      let names = sampleNames[code] ?? (code, code)
      return PackOrganisation(
        code: code, name: names.name, shortName: names.short, cluster: code == "10X" ? "Solent" : "Thames", weightedPopulation: 200_000)
    }
  }
  var input = PackInput(
    programmeName: "Thames Valley & Wessex", words: PackWords(commissioner: "CCG", commissioners: "CCGs", provider: "trust", providers: "trusts"),
    commissioners: organisations(ledger.commissioners), providers: organisations(ledger.providers), ledger: ledger,
    release: PackRelease(date: "14 March 2016", isoDate: "2016-03-14", dateDetail: "working day 10"), rules: builtInRules)
  input.treatmentFunctionNames = ["100": "General Surgery", "110": "Trauma & Orthopaedics", "120": "ENT", "361": "Nephrology"]
  return input
}

/// The files of the built-in rules of sentences.
let builtInNarrative: [NarrativeFile] = TemplateFolders.builtIn.names(in: "narrative", ending: ".yaml").map { name in
  let path = TemplateFolders.builtIn.path(of: "narrative/" + name) ?? ""
  return NarrativeFile(name: "narrative/" + name, bytes: [UInt8]((try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()))
}

/// The built-in rules of sentences; where they are at fault the sentences say so, and `NarrativeRuleTests` says why.
let builtInRules: NarrativeRules = readNarrativeRules(builtInNarrative).rules ?? NarrativeRules([])

/// A definition of the built-in templates.
func builtInDefinition(_ kind: PackKind) throws -> PackDefinition {
  let name = "packs/\(kind.rawValue).yaml"
  guard let path = TemplateFolders.builtIn.path(of: name) else { throw CocoaError(.fileNoSuchFile) }
  let (definition, findings) = readPackDefinition([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), file: name)
  guard let definition, findings.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
  return definition
}

/// Every pack of a programme, by code.
func everyPack(_ input: PackInput) throws -> [(code: String, document: ReportDocument)] {
  let context = PackContext(input)
  var packs: [(code: String, document: ReportDocument)] = []
  func add(_ kind: PackKind, _ code: String) throws {
    if let document = buildPack(try builtInDefinition(kind), kind: kind, code: code, context: context) { packs.append((code, document)) }
  }
  for commissioner in input.commissioners { try add(.commissioner, commissioner.code) }
  for provider in input.providers { try add(.provider, provider.code) }
  try add(.programme, "programme")
  return packs
}

/// One pack.
func samplePack(_ rows: [SampleRow], _ axes: SampleAxes = SampleAxes(), kind: PackKind = .commissioner, code: String = "10H") throws -> ReportDocument
{
  let context = PackContext(sampleInput(sampleLedger(rows, axes)))
  guard let pack = buildPack(try builtInDefinition(kind), kind: kind, code: code, context: context) else { throw CocoaError(.coderValueNotFound) }
  return pack
}

extension ReportDocument {
  /// A section by its anchor.
  func section(_ anchor: String) -> ReportSection? { sections.first { $0.anchor == anchor } }
  /// The headline of a section as plain words.
  func headline(_ anchor: String) -> String? { section(anchor)?.headline?.plain }
  /// Every table of a section, those behind charts included.
  func tables(_ anchor: String) -> [ReportTable] { (section(anchor)?.blocks ?? []).flatMap(tablesOf) }
  /// Every table.
  var allTables: [ReportTable] { sections.flatMap { $0.blocks.flatMap(tablesOf) } }
  /// A table by its id.
  func table(_ id: String) -> ReportTable? { allTables.first { $0.id == id } }
}

private func tablesOf(_ block: Block) -> [ReportTable] {
  switch block {
  case .table(let table): [table]
  case .chart(let chart): chart.data.map { [$0] } ?? []
  default: []
  }
}

extension ReportTable {
  /// The printed texts of the rows, total last.
  var printed: [[String]] { (rows + (total.map { [$0] } ?? [])).map { $0.cells.map(\.printed) } }
}

extension ReportTable.Cell {
  /// What the cell prints.
  var printed: String {
    switch self {
    case .text(let text): text
    case .figure(let printed), .variance(let printed), .barred(let printed, _, _): printed.text
    case .mark(_, let word): word
    case .bar(let share, _), .dot(let share, _): "\((share * 100).rounded() / 100)"
    case .sparkline: "sparkline"
    case .verdict(let verdict): verdict.words
    case .none: ""
    }
  }

  /// The figure, where the cell has one.
  var figure: Figure? {
    switch self {
    case .figure(let printed), .variance(let printed), .barred(let printed, _, _): printed.figure
    default: nil
    }
  }
}
