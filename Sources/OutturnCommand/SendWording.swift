import Mail
import Pipeline
import Storage

extension FailureWording {
  /// The words for what kept packs from being sent.
  init(_ failure: SendFailure) {
    switch failure {
    case .ledger(let error): self.init(error)
    case .secret(.interrupted): self.init(text: "outturn: interrupted; nothing was sent", status: .interrupted)
    case .secret(let error): self.init(text: "outturn: \(error.description)", status: Self.status(error))
    case .signature(let error): self.init(text: "outturn: mail cannot be signed: \(error.description); nothing was sent", status: .configuration)
    case .protection(let error, let organisation, let address):
      self.init(text: "outturn: the message of \(organisation) to \(address) cannot be made: \(error.description)", status: .unusableInput)
    case .noPassword(let organisation, let address):
      self.init(
        text: """
          outturn: the files of \(organisation) to \(address) go encrypted, and there is no password for them; nothing was sent
            Give one in the file of --secrets: pdf_password \(address) = …  or  pdf_password \(organisation) = …
          """, status: .noInput)
    case .server(let problems):
      self.init(text: "outturn: mail cannot be sent as programme.yaml says: \(problems.joined(separator: "; "))", status: .configuration)
    case .rowsUnknown(let release):
      self.init(
        text: """
          outturn: inputs of \(release) were taken away by retention, so that it cannot be told whether its files show rows of practices or patients
            Nothing is sent.
          """, status: .noInput)
    case .noFile(let path): self.init(text: "outturn: there is no file \(path)", status: .noInput)
    case .noPack(let codes, let release):
      self.init(text: "outturn: \(release) has no pack of \(codes.joined(separator: ", "))", status: .noInput)
    case .foreignOutbox(let path):
      self.init(text: "outturn: \(path) is a link or belongs to another account; nothing is sent", status: .cannotCreate)
    case .noDispatch(let number):
      self.init(text: "outturn: no message has the number \(number)\n  See them all with: outturn sent", status: .noInput)
    case .notification(let path, let problem):
      self.init(text: "outturn: \(path) is no notification of a mail system: \(problem.words)", status: .unusableInput)
    case .foreignNotification(let path, nil):
      self.init(text: "outturn: \(path) does not say which message it is about; nothing was recorded", status: .unusableInput)
    case .foreignNotification(let path, let identity?):
      self.init(text: "outturn: \(path) is about the message \(identity), which was not sent from here; nothing was recorded", status: .noInput)
    }
  }

  private static func status(_ error: SecretError) -> ExitStatus {
    switch error {
    case .missing, .noTerminal, .noAnswer: .noInput
    case .output, .terminal: .inputOutput
    default: .configuration
    }
  }

  /// The words for what kept the ledger from being used.
  init(_ error: SendLedgerError) {
    switch error {
    case .missing: self.init(text: "outturn: nothing was ever sent from here: there is no ledger", status: .noInput)
    case .busy(let holder, let seconds):
      self.init(text: "outturn: another run is sending (\(holder)); waited \(seconds) s; try again", status: .tryAgain)
    case .newerFormat(let found, let known):
      self.init(
        text: "outturn: the send ledger has format \(found), and this version of outturn (\(outturnVersion)) knows formats up to \(known)",
        status: .unusableInput)
    case .olderFormat(let found, let current):
      self.init(text: "outturn: the send ledger has the older format \(found); the next outturn send brings it to \(current)", status: .unusableInput)
    case .notTogether(let lines):
      self.init(
        text: """
          outturn: the send ledger's parts are not of the same time, as after a part of a backup was restored; nothing is sent
          \(lines.map { "  \($0)" }.joined(separator: "\n"))
            What was sent since may not be in it: restore archive/ whole from the newest backup, and see outturn verify.
          """, status: .unusableInput)
    case .damaged(let what):
      self.init(text: "outturn: the send ledger is not as it was kept: \(what)\n  See all that is wrong with: outturn verify", status: .unusableInput)
    case .otherContent(let id, let fields):
      self.init(
        text:
          "outturn: number \(id.number) is registered with another \(fields.joined(separator: ", ")); withdraw it first: outturn sent --withdraw \(id.number)",
        status: .findings)
    case .sameMessageID(let identity, let id):
      self.init(text: "outturn: the identity \(identity) is that of number \(id.number) already", status: .internalFault)
    case .unknownDispatch(let id):
      self.init(text: "outturn: no message has the number \(id.number)\n  See them all with: outturn sent", status: .noInput)
    case .illegal(let kind, let state, let id):
      self.init(
        text: "outturn: number \(id.number) is \(state.rawValue), and cannot be \(kind.rawValue)\n  See it with: outturn sent --number \(id.number)",
        status: .findings)
    case .wrongAttempt(let given, let expected, let id):
      self.init(text: "outturn: try \(given) of number \(id.number) is out of turn; the next is \(expected)", status: .internalFault)
    case .unfit(let what): self.init(text: "outturn: this cannot be kept in the send ledger: \(what)", status: .unusableInput)
    case .closed: self.init(text: "outturn: the send ledger was closed", status: .internalFault)
    case .database(let reason): self.init(text: "outturn: the send ledger's database: \(reason)", status: .inputOutput)
    case .output(let error):
      self.init(
        text: "outturn: cannot \(error.operation) \(error.path): \(error.reason); what was sent is in the ledger",
        status: error.kind == .cannotCreate ? .cannotCreate : .inputOutput)
    }
  }
}
