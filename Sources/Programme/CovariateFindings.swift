import Findings

/// Findings about what peers are found by: a covariate that `programme.yaml` names and the file does not hold, and one that some commissioners have no value
/// of. Both leave the comparison standing, on less than was meant.
func covariateFindings(_ covariates: [PeerCovariate], commissioners: [String], chosen: [String], file: String) -> [Finding] {
  if covariates.isEmpty { return [] }
  let present = Set(covariates.map(\.covariate)).sorted()
  var findings: [Finding] = []
  for name in chosen where !present.contains(name) {
    findings.append(
      ProgrammeCheck.covariate.at(
        Origin(file: programmeFileName, field: "peers.covariates"), value: name, "\"\(name)\" is no covariate of \(file); peers are found without it",
        hint: nearestName(to: name, among: present).map { "did you mean \"\($0)\"?" } ?? "add its values to \(file)"))
  }
  var holders: [String: Set<String>] = [:]
  for one in covariates { holders[one.covariate, default: []].insert(one.commissioner) }
  for name in chosen.isEmpty ? present : present.filter(chosen.contains) {
    let missing = commissioners.filter { holders[name]?.contains($0) != true }
    guard !missing.isEmpty else { continue }
    findings.append(
      ProgrammeCheck.covariate.at(
        Origin(file: file, field: "covariate"), value: name,
        "\"\(name)\" has no value for \(missing.prefix(5).joined(separator: ", "))\(missing.count > 5 ? " and \(missing.count - 5) more" : ""); there it counts as the mean",
        hint: "add a line for each commissioner", count: missing.count))
  }
  return findings
}
