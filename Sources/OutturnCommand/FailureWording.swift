import Extracts
import Findings
import Ledger
import Pipeline
import Proof
import Quantities
import Releases
import Storage

/// The one place that words why a run ended without its product, and gives its exit status.
struct FailureWording {
  let text: String
  let status: ExitStatus

  /// Takes words as they are.
  init(text: String, status: ExitStatus) {
    self.text = text
    self.status = status
  }

  init(_ failure: RunFailure) {
    switch failure {
    case .noProgramme(.hereAndAbove):
      text = """
        outturn: there is no programme here: no programme.yaml in this folder or above it
          Name the programme's folder with --programme, or make one of a folder of extracts: outturn init .
        """
      status = .noInput
    case .noProgramme(.folder(let folder)):
      text = """
        outturn: there is no programme in \(folder): it has no programme.yaml
          To make one of its extracts: outturn init \(folder)
        """
      status = .noInput
    case .noProgramme(.missingFolder(let folder)):
      text = """
        outturn: there is no folder \(folder)
          Name a folder with a programme.yaml, or make one of a folder of extracts: outturn init DIR
        """
      status = .noInput
    case .configuration(let findings):
      text =
        findings.filter { $0.severity == .error }.map { findingText($0) }.joined(separator: "\n")
        + "\noutturn: the configuration cannot be used; nothing was built"
      status = .configuration
    case .noPeriod(let asked, let available):
      let known =
        available.isEmpty
        ? "the programme has no submission: no file extracts/slam/<FY>/<Mnn>/<PROVIDER>.csv" : "submissions: \(Self.shown(available))"
      text = asked.map { "outturn: \($0.description) has no submission\n  \(known)" } ?? "outturn: there is no period to build\n  \(known)"
      status = .noInput
    case .ledger(.nothingToRead(let findings), let period):
      text = (findings.map { findingText($0) } + ["outturn: no file of \(period.description) could be used; nothing was written"]).joined(
        separator: "\n")
      status = .unusableInput
    case .ledger(.sumOutOfRange(let what), _):
      text = "outturn: a sum is past the exact range (±92,233,720,368 pounds or units): \(what); nothing was written"
      status = .unusableInput
    case .ledger(.tooManyCodes(let what), _):
      text = "outturn: more than 65,535 different \(what); nothing was written"
      status = .unusableInput
    case .unknownCode(let code, let nearest):
      text = "outturn: “\(code)” is not an organisation of the programme" + (nearest.map { "; did you mean \($0)?" } ?? "")
      status = .noInput
    case .unknownFigure(let id, let reason, let nearest):
      let hint = nearest.isEmpty ? "" : "\n  nearest: " + nearest.joined(separator: "\n           ")
      text = "outturn: “\(id)” is not a figure of the period: \(reason)\(hint)"
      status = .noInput
    case .parts(let problems):
      text =
        "outturn: the month cannot be assembled\n" + problems.map { "  \($0)" }.joined(separator: "\n")
        + "\n  Build the missing packs with: outturn build --only CODE"
      status = .noInput
    case .output(let error):
      text = "outturn: cannot \(error.operation) \(error.path): \(error.reason); the old output is as it was"
      status = error.kind == .cannotCreate ? .cannotCreate : .inputOutput
    case .templates(let findings):
      text = findings.map { findingText($0) }.joined(separator: "\n") + "\noutturn: a template cannot be used; nothing was built"
      status = .configuration
    case .rendering(let pack, let reason):
      text = "outturn: the pack of \(pack) could not be made: \(reason); the old output is as it was"
      status = .internalFault
    case .proof(let result):
      let shown = result.violations.prefix(20).map { "  \($0.rule)\n    \($0.first)\n    \($0.second)" }
      let more = result.violations.count > 20 ? "\n  and \(result.violations.count - 20) more" : ""
      text = "outturn: the packs contradict themselves; nothing was replaced\n" + shown.joined(separator: "\n") + more
      status = .internalFault
    case .release(let failure):
      let wording = FailureWording(failure)
      text = wording.text
      status = wording.status
    case .archive(let error):
      let wording = FailureWording(error)
      text = wording.text
      status = wording.status
    case .comparison(.badName(let name)):
      text = """
        outturn: “\(name)” names no release, freeze or cut
          A release is written 2015-16/M10-flex-v1, a freeze 2015-16/Q3-freeze, a cut of a period 2015-16/M11~flex or 2015-16/M11~freeze
        """
      status = .usage
    case .comparison(.noRelease(let name, let available)):
      let known = available.isEmpty ? "nothing has been released yet" : "released: " + available.suffix(12).joined(separator: ", ")
      text = "outturn: there is no release \(name)\n  \(known)"
      status = .noInput
    case .comparison(.changed(let name, let problems)):
      text =
        (["outturn: \(name) is not as it was released; nothing is compared"] + shownDetails(problems).map { "  \($0)" }
        + ["  See all that is wrong with: outturn verify"]).joined(separator: "\n")
      status = .unusableInput
    case .comparison(.damaged(let path, let reason)):
      text = "outturn: \(path) cannot be compared: \(reason)\n  See what else is not as it was released with: outturn verify"
      status = .inputOutput
    case .sending(let failure):
      let wording = FailureWording(failure)
      text = wording.text
      status = wording.status
    case .interrupted:
      text = "outturn: interrupted; the old output is as it was"
      status = .interrupted
    }
  }

  private static func shown(_ periods: [Period]) -> String {
    guard let first = periods.first, let last = periods.last, periods.count > 1 else { return periods.map(\.description).joined(separator: ", ") }
    return "\(first.description) to \(last.description)"
  }
}

/// A finding in one or two lines: severity, code, place, what is wrong; then what to do.
func findingText(_ finding: Finding) -> String {
  var text = "\(finding.severity.rawValue) \(finding.code.text) \(finding.origin.description): \(finding.message)"
  if finding.stake != nil, let commissioner = finding.commissioner { text += ", \(commissioner)" }
  if let detail = finding.detail { text += ": \(detail)" } else if finding.stake != nil, let value = finding.value { text += ": \(value)" }
  switch (finding.count > 1, finding.stake?.words) {
  case (true, let stake?): text += " (\(finding.count) times; \(stake))"
  case (true, nil): text += " (\(finding.count) times)"
  case (false, let stake?): text += " (\(stake))"
  case (false, nil): break
  }
  if let hint = finding.hint { text += "\n  \(hint)" }
  return text
}
