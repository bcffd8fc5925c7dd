import BuiltInTemplates
import HTML
package import Mail
import MailAddresses
import Programme
import Quantities
package import Releases
import Storage

/// What is asked of the ledger.
package struct SentRequest: Sendable {
  /// The programme folder.
  package var programme: String
  /// The clock.
  package var clock: ReleaseClock
  /// The account and machine.
  package var workplace: Workplace

  /// Makes a request.
  package init(programme: String, clock: ReleaseClock = .system, workplace: Workplace = .own) {
    self.programme = programme
    self.clock = clock
    self.workplace = workplace
  }
}

/// What was sent: every dispatch of a release, or of all.
///
/// - Throws: `RunFailure`: a ledger that cannot be read.
package func sentHistories(_ request: SentRequest, release: ReleaseName?) throws(RunFailure) -> [DispatchHistory] {
  guard let reader = try Dispatcher.reader(request.programme) else { return [] }
  do throws(SendLedgerError) {
    guard let release else { return try reader.dispatches() }
    return try reader.dispatches(release: release.text)
  } catch {
    throw .sending(.ledger(error))
  }
}

/// Whether the ledger is whole, and has what releases that were made since know of it; nil where nothing was ever sent.
package func verifyLedger(programme: String) throws(RunFailure) -> SendLedgerReport? {
  let folder = ArchivePlace(programme: programme).folder
  let place = LedgerPlace(archiveFolder: folder)
  let isThere = FileSystem.exists(place.database) || FileSystem.exists(place.head)
  let anchors = try LedgerAnchor.all(of: programme).count
  guard isThere || anchors > 0 else { return nil }
  var report = SendLedgerReport()
  do throws(SendLedgerError) { if isThere { report = try SendLedgerVerification(archiveFolder: folder).run() } } catch {
    throw .sending(.ledger(error))
  }
  // Of a ledger that is broken by itself no entry can be asked for.
  guard report.isWhole else { return report }
  for problem in try LedgerAnchor.problems(programme, try Dispatcher.reader(programme)) { report.problem(nil, problem) }
  if anchors > 0 { report.check("releases", anchors, "each knows an entry of the ledger, which is there") }
  return report
}

/// Opens the ledger for writing, does something, and seals it.
private func withLedger<R>(_ request: SentRequest, _ work: (SendLedger, String) throws(SendLedgerError) -> R) throws(RunFailure) -> R {
  // Nothing is settled, withdrawn or bounced that was never registered: no ledger is made here.
  guard try Dispatcher.reader(request.programme) != nil else {
    throw .sending(.ledger(.missing(folder: ArchivePlace(programme: request.programme).folder)))
  }
  do throws(SendLedgerError) {
    let time = request.clock.timestamp
    let ledger = try SendLedger(
      archiveFolder: ArchivePlace(programme: request.programme).folder, time: time, user: request.workplace.user, host: request.workplace.host)
    let result = try work(ledger, time)
    try ledger.close()
    return result
  } catch {
    throw .sending(.ledger(error))
  }
}

/// Records an event that a person decided on.
///
/// - Throws: `RunFailure`: no such dispatch, or one that it cannot happen to.
package func recordEvent(_ event: DispatchEvent, number: Int, _ request: SentRequest) throws(RunFailure) -> DispatchHistory {
  try withLedger(request) { ledger, time throws(SendLedgerError) in
    try ledger.record(event, for: DispatchID(number), at: time)
    return try ledger.reader.dispatch(DispatchID(number))
  }
}

/// What a notification said, and what was recorded of it.
package struct BounceOutcome: Sendable {
  /// The dispatch that it is about.
  package var history: DispatchHistory
  /// What the mail system says of each recipient.
  package var outcomes: [DeliveryOutcome]
  /// Whether the ledger has it as bounced now; false for a notification of delay or delivery.
  package var isRecorded: Bool
}

/// Reads a notification of a mail system (RFC 3464) and records that a message came back.
///
/// The notification is from outside and proves nothing by itself: it must name a message that was sent from here, and its recipient.
///
/// - Throws: `RunFailure`: a file that is no notification, or of a message that was not sent from here.
/// - Parameter person: who says that a notification which names another recipient is about this message; nil where nobody does.
package func recordBounce(_ path: String, by person: String? = nil, _ request: SentRequest) throws(RunFailure) -> BounceOutcome {
  guard FileSystem.exists(path), !FileSystem.isFolder(path) else { throw .sending(.noFile(path)) }
  let bytes: [UInt8]
  do throws(OutputError) { bytes = try FileSystem.read(path) } catch { throw .output(error) }
  let report: DeliveryReport
  do throws(DeliveryReportProblem) { report = try DeliveryReport(bytes) } catch { throw .sending(.notification(path: path, error)) }
  guard let identity = report.originalMessageID else { throw .sending(.foreignNotification(path: path, messageID: nil)) }
  return try withLedgerOrForeign(request, path, identity) { ledger, time, history throws(SendLedgerError) in
    let own = report.outcomes.filter { outcome in
      [outcome.address, outcome.originalAddress].contains { $0?.key == history.dispatch.addressKey }
    }
    // Anybody who has seen a message can write such a notification. One that names another recipient, as after forwarding, needs a person.
    let about = own.isEmpty && person != nil ? report.outcomes : own
    guard !about.isEmpty else { return BounceOutcome(history: history, outcomes: report.outcomes, isRecorded: false) }
    guard let failed = about.first(where: { $0.action == .failed }) else {
      return BounceOutcome(history: history, outcomes: about, isRecorded: false)
    }
    let words = person.map { "\(failed.diagnostic) (\($0) says that it is this message)" } ?? failed.diagnostic
    let event = DispatchEvent.bounced(status: failed.status ?? "", diagnostic: words, source: digestOf(bytes))
    // The same notification read twice is one bounce.
    if !history.events.contains(where: { $0.event == event }) { try ledger.record(event, for: history.id, at: time) }
    let after = try ledger.reader.dispatch(history.id)
    return BounceOutcome(history: after, outcomes: about, isRecorded: after.state == .bounced)
  }
}

private func withLedgerOrForeign<R>(
  _ request: SentRequest, _ path: String, _ identity: MessageID,
  _ work: (SendLedger, String, DispatchHistory) throws(SendLedgerError) -> R
) throws(RunFailure) -> R {
  let found: R? = try withLedger(request) { ledger, time throws(SendLedgerError) in
    guard let history = try ledger.reader.find(messageID: identity.text) else { return nil }
    return try work(ledger, time, history)
  }
  guard let found else { throw .sending(.foreignNotification(path: path, messageID: identity.text)) }
  return found
}

/// A note of recall that was drafted.
package struct RecallDraft: Sendable, Hashable {
  /// The dispatch's number.
  package var number: Int
  /// The organisation whose pack is called back.
  package var organisation: String
  /// To whom.
  package var address: String
  /// The file.
  package var path: String
}

/// Drafts a note of recall to exactly those who have a pack of a release or may have it. Nothing is sent: a person opens each draft, reads it and sends it.
///
/// - Parameters:
///   - only: the organisations whose packs are called back; empty for all.
///   - reason: why.
/// - Throws: `RunFailure`.
package func draftRecall(
  _ name: ReleaseName, only: [String], reason: String, _ request: SentRequest, share: String?, executable: String?
) throws(RunFailure) -> [RecallDraft] {
  let papers = try ReleasePapers(name, programme: request.programme)
  let mail = papers.programme.configuration.mail
  guard let sender = mail.from else { throw .sending(.server(["mail.from gives no sender"])) }
  let folders = TemplateFolders(programme: request.programme + "/templates", share: share, executable: executable)
  let templates: MailTemplates
  do throws(RenderingError) { templates = try MailTemplates(folders: folders) } catch { throw RunFailure(error, pack: "the messages") }
  let strange = only.filter { papers.signed.organisations.packs(named: $0).isEmpty }
  guard strange.isEmpty else { throw .sending(.noPack(strange, release: name.text)) }
  let histories = try sentHistories(request, release: name).filter {
    $0.state.mayHaveArrived && (only.isEmpty || only.contains($0.dispatch.organisation))
  }
  let folder = "\(request.programme)/outbox/\(name.text)/recall"
  var drafts: [(draft: RecallDraft, bytes: [UInt8])] = []
  for history in histories {
    let dispatch = history.dispatch
    guard let address = try? MailAddress(dispatch.address, allowsLocalhost: true) else { continue }
    let pack = papers.programme.organisations.packs(named: dispatch.organisation).first
    let organisation = pack.flatMap(papers.programme.name(of:)) ?? dispatch.organisation
    var model = deliveryModel(papers, code: dispatch.organisation, name: organisation, recipient: dispatch.name)
    model.reason = reason
    model.files = dispatch.attachments.map { DeliveryModel.File(name: $0.name, size: "") }
    let words = templates.recall(model)
    var message = MailMessage(
      from: Mailbox(name: mail.fromName ?? papers.programme.name, address: sender), to: [Mailbox(name: dispatch.name, address: address)],
      subject: words.subject, date: request.clock.now(),
      messageID: MessageID(
        purpose: "recall \(dispatch.organisation)", release: name.text, recipient: address, packDigest: dispatch.pack, domain: sender.domain),
      text: words.text, html: words.html)
    message.replyTo = mail.replyTo.map { Mailbox(name: "", address: $0) }
    if let original = MessageID(dispatch.messageID) { message.references = [original] }
    message.isDraft = true
    let recipient = Recipient(organisation: dispatch.organisation, address: address)
    // A draft that a person has begun to edit stays.
    var path = "\(folder)/\(Outbox.fileName(recipient))"
    var number = 2
    while FileSystem.exists(path) {
      path = "\(folder)/\(Outbox.fileName(recipient).dropLast(4))-\(number).eml"
      number += 1
    }
    drafts.append(
      (RecallDraft(number: history.id.number, organisation: dispatch.organisation, address: dispatch.address, path: path), message.bytes()))
  }
  guard !drafts.isEmpty else { return [] }
  try Outbox.make(folder, programme: request.programme)
  do throws(OutputError) { for (draft, bytes) in drafts { try FileSystem.writePrivately(bytes, to: draft.path) } } catch { throw .output(error) }
  try withLedger(request) { ledger, time throws(SendLedgerError) in
    try ledger.record(drafts.map { (DispatchID($0.draft.number), [DispatchEvent.recalled(note: digestOf($0.bytes))]) }, at: time)
  }
  return drafts.map(\.draft)
}
