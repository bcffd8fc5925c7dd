import Configuration
package import Findings
package import Quantities

/// A first `programme.yaml` for a folder, made from what lies in it.
package struct ProgrammeScaffold: Sendable {
  /// The text of `programme.yaml`, which builds with no edit.
  package let yaml: String
  /// The months that have a submission, in order.
  package let periods: [Period]
  /// The number of commissioners found.
  package let commissionerCount: Int
  /// The number of providers found.
  package let providerCount: Int
}

/// Looks through a folder of extracts and writes a commented `programme.yaml` for it; nothing is written to disk.
///
/// - Parameter folder: The folder; its last part gives the programme's name.
/// - Returns: the text and what it was made from; findings tell what is needed for a build and is not there, at error severity.
package func scaffold(programmeAt folder: String) -> (scaffold: ProgrammeScaffold, findings: [Finding]) {
  let place = ProgrammeFolder(root: folder)
  var findings: [Finding] = []
  if place.exists(programmeFileName) {
    findings.append(
      ProgrammeCheck.alreadyThere.at(
        Origin(file: programmeFileName), "the folder has a programme.yaml already", hint: "edit it, or move it away first")
    )
  }
  let standard = SourceFolders()
  let commissioners = organisations(commissionerTable, place, &findings)
  let providers = organisations(providerTable, place, &findings)
  let periods = submissionPeriods(in: standard.slam, place)
  if periods.isEmpty {
    findings.append(
      ProgrammeCheck.missingFile.at(
        Origin(file: standard.slam), "there is no submission: no file extracts/slam/<FY>/<Mnn>/<PROVIDER>.csv",
        hint: "put the providers’ returns there, such as extracts/slam/2015-16/M11/RQM.csv"))
  }
  var values = ["format": "1", "name": quotedWhereNeeded(programmeName(folder))]
  if let words = words(commissioners, providers) { values["words"] = words }
  if let map = ["geography.geojson", "tiles.csv", "organisations/geography.geojson", "organisations/tiles.csv"].first(where: place.exists) {
    values["geography"] = map
  }
  if place.exists("freeze_calendar.csv") { values["freeze_calendar"] = "freeze_calendar.csv" }
  var heading = [
    "What a run of Outturn is about. A line that begins with # is a comment; a commented key shows its default,", "or an example where it has none.",
    "",
  ]
  heading.append(
    "Found: \(count(commissioners.count, "commissioner")), \(count(providers.count, "provider")), \(count(periods.count, "month")) with a submission")
  if let first = periods.first, let last = periods.last { heading.append("(\(first.description) to \(last.description)).") }
  let yaml = commentedConfiguration(heading: heading, schema: programmeSchema, values: values)
  let result = ProgrammeScaffold(yaml: yaml, periods: periods, commissionerCount: commissioners.count, providerCount: providers.count)
  return (result, findings.sorted { $0.origin < $1.origin })
}

private func organisations<Row>(_ table: TableDefinition<Row>, _ place: ProgrammeFolder, _ findings: inout [Finding]) -> [Row] {
  switch place.content(of: table.path) {
  case .bytes(let bytes):
    let (rows, found) = table.read(bytes, file: table.path)
    findings += found
    return rows
  case .unreadable(let reason): findings.append(ProgrammeCheck.unreadable.at(Origin(file: table.path), "the file can't be read: \(reason)"))
  case .missing:
    let header = table.columns.filter(\.isNeeded).map(\.name).joined(separator: ",")
    findings.append(
      ProgrammeCheck.missingFile.at(Origin(file: table.path), "the file is needed and is not there", hint: "write it with the header \(header)"))
  }
  return []
}

/// The months under the folder of submissions that have at least one file.
private func submissionPeriods(in root: String, _ place: ProgrammeFolder) -> [Period] {
  var periods: [Period] = []
  for year in place.names(in: root) where FinancialYear(year) != nil {
    for month in place.names(in: "\(root)/\(year)") {
      guard let period = Period("\(year)/\(month)"), !place.names(in: "\(root)/\(year)/\(month)").isEmpty else { continue }
      periods.append(period)
    }
  }
  return periods.sorted()
}

/// `thames-valley-wessex` → `Thames Valley Wessex`.
private func programmeName(_ folder: String) -> String {
  let last = folder.split(separator: "/").last.map(String.init) ?? ""
  let words = last.split { $0 == "-" || $0 == "_" || $0 == " " || $0 == "." }
  let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  return name.isEmpty ? "Contract monitoring" : name
}

/// The printed words by the names of most organisations; nil where they tell nothing.
private func words(_ commissioners: [Commissioner], _ providers: [Provider]) -> String? {
  func most(_ names: [String], _ test: (String) -> Bool) -> Bool { !names.isEmpty && names.filter(test).count * 2 > names.count }
  let commissionerNames = commissioners.map(\.name)
  let providerNames = providers.map(\.name)
  var lines: [String] = []
  if most(commissionerNames, { $0.hasSuffix("CCG") || $0.hasSuffix("Clinical Commissioning Group") }) {
    lines += ["commissioner: CCG", "commissioners: CCGs"]
  } else if most(commissionerNames, { $0.hasSuffix("ICB") || $0.hasSuffix("Integrated Care Board") }) {
    lines += ["commissioner: ICB", "commissioners: ICBs"]
  }
  if most(providerNames, { $0.hasSuffix("Trust") }) { lines += ["provider: trust", "providers: trusts"] }
  return lines.isEmpty ? nil : lines.map { "\n  \($0)" }.joined()
}

private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
