import ArgumentParser
import HTML
import Mail
import MailAddresses
import Pipeline
import Releases

/// How a person settles a message whose outcome is unknown.
enum Settlement: String, ExpressibleByArgument, CaseIterable {
  case sent
  case notSent = "not-sent"
}

/// `outturn sent`: what was sent to whom, and what a person decides of it.
struct SentVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sent",
    abstract: "Shows what was sent to whom; takes notifications and decisions.",
    discussion: """
      A message is registered, built, approved, queued, sending, sent, deferred, failed,
      unknown, settled, bounced or withdrawn. Unknown means that the connection or the
      run ended while the mail host had the message: ask the recipient or the host's
      log, then settle it. A recall is drafted to exactly those who have a pack or may
      have it; the drafts open for editing, and a person sends them.

      EXAMPLES
        outturn sent --release 2015-16/M11-flex-v1
        outturn sent --number 12
        outturn sent --record-bounce returned.eml
        outturn sent --settle 12 --as not-sent --by Ann --reason "asked her"
        outturn sent --recall 2015-16/M11-flex-v1 --only 10H --reason "wrong plan"

      Exit status: 0, 1 a person must look: some are unknown, or a notification changes
      nothing; 75 some are put off or wait.
      """)

  @Option(help: ArgumentHelp("One release (default: all).", valueName: "RELEASE"))
  var release: String?

  @Option(help: ArgumentHelp("One message with all that happened to it.", valueName: "NUMBER"))
  var number: Int?

  @Option(help: ArgumentHelp("Reads a notification that a message came back (RFC 3464).", valueName: "FILE"))
  var recordBounce: String?

  @Option(help: ArgumentHelp("Says what became of a message whose outcome is unknown.", valueName: "NUMBER"))
  var settle: Int?

  @Option(name: .customLong("as"), help: "What became of it: sent, or not-sent, which lets it be sent again.")
  var settlement: Settlement?

  @Option(help: ArgumentHelp("Takes a message out of the queue for good.", valueName: "NUMBER"))
  var withdraw: Int?

  @Option(help: ArgumentHelp("Drafts a note of recall to those who have a pack of this release.", valueName: "RELEASE"))
  var recall: String?

  @Option(
    help: ArgumentHelp("With --recall: only the packs of these organisations, with commas between.", valueName: "CODE,…"), transform: ChosenPacks.init
  )
  var only: ChosenPacks?

  @Option(help: ArgumentHelp("With --settle, --withdraw and --record-bounce: who decides.", valueName: "NAME"))
  var by: String?

  @Option(help: ArgumentHelp("With --settle, --withdraw and --recall: why.", valueName: "TEXT"))
  var reason: String?

  @OptionGroup var options: CommonOptions

  func validate() throws {
    for name in [release, recall].compactMap({ $0 }) where ReleaseName(name) == nil {
      throw ValidationError("“\(name)” is not a release such as 2015-16/M11-flex-v1")
    }
    let asked = [number != nil, recordBounce != nil, settle != nil, withdraw != nil, recall != nil].count { $0 }
    if asked > 1 { throw ValidationError("--number, --record-bounce, --settle, --withdraw and --recall are for one at a time") }
    if settle != nil, settlement == nil || by == nil { throw ValidationError("--settle needs --as sent or --as not-sent, and --by NAME") }
    if withdraw != nil, by == nil { throw ValidationError("--withdraw needs --by NAME") }
    if let by, by.allSatisfy(\.isWhitespace) { throw ValidationError("--by is the name of whoever decides") }
    if recall == nil, only != nil { throw ValidationError("--only goes with --recall") }
    if settle == nil, withdraw == nil, recordBounce == nil, by != nil {
      throw ValidationError("--by goes with --settle, --withdraw and --record-bounce")
    }
    if settle == nil, settlement != nil { throw ValidationError("--as goes with --settle") }
    if settle == nil, withdraw == nil, recall == nil, reason != nil { throw ValidationError("--reason goes with --settle, --withdraw and --recall") }
    if recall != nil, reason?.allSatisfy(\.isWhitespace) ?? true { throw ValidationError("--recall needs --reason TEXT, which the note gives") }
  }

  func run() throws {
    try perform("sent", options) { console throws(RunFailure) in
      let run = try options.request()
      let request = SentRequest(programme: run.programme)
      if let recordBounce { return try bounce(absolute(recordBounce), request, console) }
      if let settle, let settlement, let by {
        return show(
          try recordEvent(.settled(asSent: settlement == .sent, by: by, reason: reason ?? ""), number: settle, request), console)
      }
      if let withdraw, let by {
        return show(try recordEvent(.withdrawn(by: by, reason: reason ?? ""), number: withdraw, request), console)
      }
      if let recall, let name = ReleaseName(recall), let reason {
        let drafts = try draftRecall(
          name, only: only?.names ?? [], reason: reason, request, share: run.share, executable: run.executable)
        return show(drafts, console)
      }
      let histories = try sentHistories(request, release: number == nil ? release.flatMap { ReleaseName($0) } : nil)
      if let number {
        guard let history = histories.first(where: { $0.id.number == number }) else { throw .sending(.noDispatch("\(number)")) }
        return show(history, console)
      }
      console.result(bytes: options.json ? sentJSON(histories) : Array(sentTable(histories).utf8))
      let waits: Set<DispatchState> = [.deferred, .queued, .settledAsNotSent]
      if histories.contains(where: { waits.contains($0.state) }) { return .tryAgain }
      return histories.contains { [.unknown, .sending].contains($0.state) } ? .findings : .done
    }
  }

  private func bounce(_ path: String, _ request: SentRequest, _ console: Console) throws(RunFailure) -> ExitStatus {
    let outcome = try Pipeline.recordBounce(path, by: by, request)
    if options.json {
      console.result(bytes: sentJSON([outcome.history]))
    } else if !options.quiet {
      let lines = outcome.outcomes.map { "\($0.recipient): \($0.action.rawValue) \($0.status ?? "") \($0.diagnostic)" }
      let isOther = !outcome.outcomes.contains { [$0.address?.key, $0.originalAddress?.key].contains(outcome.history.dispatch.addressKey) }
      let end =
        outcome.isRecorded
        ? "is recorded as bounced"
        : "stays \(outcome.history.state.rawValue)"
          + (isOther ? ": the notification names another recipient; if it is this message, say so with --by NAME" : "")
      console.result(
        (lines + ["number \(outcome.history.id.number), \(outcome.history.dispatch.organisation) to \(outcome.history.dispatch.address), \(end)"])
          .joined(separator: "\n"))
    }
    return outcome.isRecorded ? .done : .findings
  }

  private func show(_ history: DispatchHistory, _ console: Console) -> ExitStatus {
    if options.json { console.result(bytes: sentJSON([history])) } else { console.result(sentText(history)) }
    return .done
  }

  private func show(_ drafts: [RecallDraft], _ console: Console) -> ExitStatus {
    if options.json {
      var json = JSONWriter()
      json.object { json in
        json.field("schema") { $0.number("1") }
        json.field("drafts") { json in
          json.array(drafts) { draft, json in
            json.newLine()
            json.object { json in
              json.field("number") { $0.number(String(draft.number)) }
              json.field("organisation") { $0.string(draft.organisation) }
              json.field("address") { $0.string(draft.address) }
              json.field("path") { $0.string(draft.path) }
            }
          }
        }
      }
      json.finish()
      console.result(bytes: json.bytes)
    } else {
      let lines = drafts.map { "\($0.organisation.padded(to: 12))\($0.address)  \($0.path)" }
      let end =
        drafts.isEmpty
        ? "nobody has a pack of it"
        : "\(drafts.count) \(drafts.count == 1 ? "draft" : "drafts"); nothing is sent, and no more of these packs is from now on"
      console.result((lines + [end]).joined(separator: "\n"))
    }
    return drafts.isEmpty ? .findings : .done
  }
}
