import ArgumentParser
import Glibc
import HTML
import Mail
import MailAddresses
import Pipeline
import Releases

/// `outturn send`: e-mails each pack of a release to its own recipients, once.
struct SendVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "E-mails each pack of a release to its own recipients, once.",
    discussion: """
      Writes each message into outbox/<release>/ of the programme, with a page that
      says who gets what, and hands them to the mail host of programme.yaml. A pack
      goes only to the lines of recipients.csv for its own organisation, at domains
      that mail.domains allows. What was sent is not sent again; what was put off is
      tried again by the next run; where it is not known whether a message arrived, a
      person decides (outturn sent --settle). Passwords come from the file of
      --secrets, which only you may read, or are asked for.

      EXAMPLES
        outturn send --release 2015-16/M11-flex-v1 --dry-run
        outturn send --release 2015-16/M11-flex-v1 --to-test me@example.nhs.uk
        outturn send --release 2015-16/M11-flex-v1 --secrets mail-secrets
        outturn send --release 2015-16/M11-flex-v1 --only 10H --failed

      Exit status: 0 all is sent, 1 some was refused or a person must look, 75 some is
      put off and may be sent later, 78 the host does not take the certificate, user or
      password as they are configured, 130 interrupted.
      """)

  @Option(help: ArgumentHelp("The release whose packs go out, 2015-16/M11-flex-v1.", valueName: "RELEASE"))
  var release: String

  @Flag(help: "Write the messages and the page, send nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Only the packs of these organisations, with commas between.", valueName: "CODE,…"), transform: ChosenPacks.init)
  var only: ChosenPacks?

  @Flag(help: "Try again what the mail host refused and what came back.")
  var failed = false

  @Option(help: ArgumentHelp("Send everything to this one inbox, with the true recipient in the subject.", valueName: "ADDRESS"))
  var toTest: String?

  @Option(help: ArgumentHelp("An approver who answers for recipients that were not signed with the release.", valueName: "NAME"))
  var reviewedBy: String?

  @Option(help: ArgumentHelp("A file of passwords that only you may read.", valueName: "FILE"))
  var secrets: String?

  @Flag(help: "Do not ask whether to send, at a terminal.")
  var yes = false

  @OptionGroup var options: CommonOptions

  func validate() throws {
    if ReleaseName(release) == nil { throw ValidationError("“\(release)” is not a release such as 2015-16/M11-flex-v1") }
    if let toTest {
      do throws(MailAddressProblem) { _ = try MailAddress(toTest, allowsLocalhost: true) } catch {
        throw ValidationError("--to-test is not a plain address: \(error.words)")
      }
    }
  }

  func run() throws {
    guard let name = ReleaseName(release) else { throw ValidationError("--release is a release such as 2015-16/M11-flex-v1") }
    // The TLS library would write its session keys into the file that this names.
    unsetenv("SSLKEYLOGFILE")
    try perform("send", options) { console throws(RunFailure) in
      let request = SendRequest(
        run: try options.request(), release: name, isDryRun: dryRun, only: only?.names ?? [],
        takesFailed: failed,
        testAddress: toTest.flatMap { try? MailAddress($0, allowsLocalhost: true) }, reviewer: reviewedBy, secretsFile: secrets.map(absolute))
      let outcome = try sendJob(
        request,
        ask: { what throws(SecretError) in
          console.clearBar()
          return try SecretPrompt.ask(what)
        },
        confirm: { messages, addresses in yes || confirmed(messages, addresses, console) }
      ) { stage, done, total in console.progress(stage, done: done, of: total) }
      console.clearBar()
      if options.json {
        console.result(bytes: sendJSON(outcome))
      } else {
        let text = sendText(outcome, isQuiet: options.quiet)
        if !options.quiet { console.result(text.result) }
        if !text.complaint.isEmpty { console.complain(text.complaint) }
      }
      return status(outcome)
    }
  }

  /// Asks at a terminal; elsewhere whoever wrote the command has decided.
  private func confirmed(_ messages: Int, _ addresses: Int, _ console: Console) -> Bool {
    guard isatty(0) == 1 else { return true }
    let inbox = toTest.map { " to the test inbox \($0)" } ?? " to \(addresses) \(addresses == 1 ? "address" : "addresses")"
    console.clearBar()
    return console.isYes("Send \(messages) \(messages == 1 ? "message" : "messages")\(inbox)? Type yes: ")
  }

  private func status(_ outcome: SendOutcome) -> ExitStatus {
    guard outcome.opens else { return .findings }
    switch outcome.stop {
    case .interrupted?: return .interrupted
    case .unfit?: return .configuration
    case .declined?: return .findings
    case .away?, nil: break
    }
    if outcome.count(.deferred) > 0 || outcome.stop != nil { return .tryAgain }
    return outcome.count(.failed) + outcome.count(.unknown) + outcome.count(.held) + outcome.refusals.count > 0 ? .findings : .done
  }
}
