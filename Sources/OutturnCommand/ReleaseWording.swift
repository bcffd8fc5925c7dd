import ArgumentParser
import Programme
import Quantities
import Releases
import Storage

extension FailureWording {
  /// The words for what kept a month from being signed, released or rebuilt.
  init(_ failure: ReleaseFailure) {
    switch failure {
    case .notBuilt(let period, let folder, let reason):
      self.init(
        text: "outturn: \(period.description) is not built: \(reason)\n  \(folder)\n  Build it with: outturn build --period \(period.description)",
        status: .noInput)
    case .notApprover(let name, let role, let known):
      let others = known.isEmpty ? "nobody may" : known.joined(separator: ", ") + " may"
      self.init(
        text: """
          outturn: \(name) may not sign as \(role.rawValue); \(others)
            Who may sign stands in programme.yaml under approvers, with a name and roles.
          """, status: .findings)
    case .cannotSign(let conditions):
      let lines = conditions.flatMap { ["  \($0.words)"] + shownDetails($0.details).map { "    \($0)" } }
      self.init(text: (["outturn: nothing was signed"] + lines).joined(separator: "\n"), status: .findings)
    case .key(let path, let reason):
      self.init(text: "outturn: the key \(path) cannot be used: \(reason); nothing was signed", status: .noInput)
    case .damaged(let path, let reason):
      self.init(text: "outturn: \(path) cannot be used: \(reason)", status: .unusableInput)
    case .noRelease(let name, let available):
      let known = available.isEmpty ? "there is none yet" : "releases: " + available.joined(separator: ", ")
      self.init(text: "outturn: there is no release \(name)\n  \(known)", status: .noInput)
    case .pruned(let name, let files):
      let list = shownDetails(files).map { "  \($0)" }.joined(separator: "\n")
      self.init(
        text: "outturn: \(name.text) cannot be made again: \(files.count) of its inputs were taken away by retention\n\(list)", status: .noInput)
    case .changed(let path):
      self.init(text: "outturn: \(path) is not what was judged any more; nothing was released", status: .findings)
    case .alreadyThere(let name):
      self.init(text: "outturn: \(name.text) is there already and stays as it is", status: .cannotCreate)
    case .busy(let holder):
      self.init(text: "outturn: another run is at work on the releases (\(holder)); try again", status: .tryAgain)
    case .output(let error):
      self.init(
        text: "outturn: cannot \(error.operation) \(error.path): \(error.reason); the releases are as they were",
        status: error.kind == .cannotCreate ? .cannotCreate : .inputOutput)
    case .archive(let reason):
      self.init(text: "outturn: the archive: \(reason); the releases are as they were", status: .inputOutput)
    }
  }
}

/// What every verb that adds an entry to the archive says of its key.
let signingKeyHelp = ArgumentHelp(
  "A private Ed25519 key that signs the entry of the archive; needed where programme.yaml gives archive_keys.", valueName: "FILE")

/// The first of many details, and how many more there are.
func shownDetails(_ details: [String], most: Int = 12) -> [String] {
  details.count <= most ? details : details.prefix(most - 1) + ["and \(details.count - most + 1) more"]
}
