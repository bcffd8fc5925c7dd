import Mail
import Pipeline
import Releases
import Storage

extension FailureWording {
  /// The words for what kept the archive from being used.
  init(_ error: ArchiveError) {
    switch error {
    case .missing(let programme):
      self.init(text: "outturn: there is no archive in \(programme); the first release makes it: outturn release", status: .noInput)
    case .busy(let holder, let seconds):
      self.init(text: "outturn: another run is writing to the archive (\(holder)); waited \(seconds) s; try again", status: .tryAgain)
    case .newerFormat(let found, let known):
      self.init(
        text: """
          outturn: the archive has format \(found), and this version of outturn (\(outturnVersion)) knows formats up to \(known)
            Use a version of outturn that knows format \(found).
          """, status: .unusableInput)
    case .olderFormat(let found, let current):
      self.init(
        text: "outturn: the archive has the older format \(found); bring it to format \(current) with: outturn upgrade", status: .unusableInput)
    case .notTogether(let lines):
      self.init(
        text: """
          outturn: the archive's parts are not of the same time, as after a part of a backup was restored; nothing was written
          \(lines.map { "  \($0)" }.joined(separator: "\n"))
            Restore archive/ and releases/ together, from the newest backup that has both; see all that is wrong with: outturn verify
          """, status: .unusableInput)
    case .exists(let name): self.init(text: "outturn: \(name.text) is in the archive already and stays as it is", status: .cannotCreate)
    case .unknown(let name) where name.hasPrefix("figure "):
      self.init(text: "outturn: the archive has no \(name)\n  The ids of a period's figures are listed by: outturn figures", status: .noInput)
    case .unknown(let name): self.init(text: "outturn: the archive has no \(name)\n  See what it has with: outturn archive list", status: .noInput)
    case .changed(let path, let expected, let found):
      self.init(
        text: "outturn: \(path) changed since it was judged: its SHA-256 is \(found) and was \(expected); nothing was archived", status: .findings)
    case .damaged(let what):
      self.init(text: "outturn: the archive is not as it was kept: \(what)\n  See all that is wrong with: outturn verify", status: .unusableInput)
    case .pruned(let sha256):
      self.init(text: "outturn: the input \(sha256) was taken away by retention: outturn archive list says when", status: .noInput)
    case .unfit(let what): self.init(text: "outturn: this cannot be archived: \(what)", status: .unusableInput)
    case .key(let reason): self.init(text: "outturn: \(reason)", status: .noInput)
    case .database(let reason): self.init(text: "outturn: the archive's database: \(reason)", status: .inputOutput)
    case .output(let error):
      self.init(
        text: "outturn: cannot \(error.operation) \(error.path): \(error.reason); what was released stays as it was",
        status: error.kind == .cannotCreate ? .cannotCreate : .inputOutput)
    }
  }
}

extension ArchiveReport {
  /// Adds what a verification of the send ledger found, its entries apart from the archive's own.
  mutating func add(_ ledger: SendLedgerReport) {
    checks += ledger.checks.map { Check(what: "ledger: \($0.what)", count: $0.count, words: $0.words) }
    problems += ledger.problems.map { ArchiveProblem(entry: nil, text: "send ledger: \($0.text)") }
    notes += ledger.notes.map { "send ledger: \($0)" }
    if ledger.sequence > 0 { notes.append("send ledger up to entry \(ledger.sequence), \(ledger.hash)") }
  }
}
