import Mail
import MailAddresses
import Programme
import Quantities
import Releases
import Storage

/// Takes planned deliveries through the ledger: what was sent is not sent again, what is unknown waits for a person, the rest is written, queued and handed over.
struct Dispatcher {
  let material: SendMaterial
  let plan: DeliveryPlan
  let maker: MessageMaker
  let outbox: Outbox

  /// A delivery on its way: its place in the outcome, its number in the ledger, its message.
  private struct Ready {
    let place: Int
    let dispatch: Dispatch
    /// Its number, where it is registered.
    let id: DispatchID?
    let message: String
    /// What brings it into the queue.
    let events: [DispatchEvent]
    let attempts: Int
  }

  /// One in the queue.
  private struct Waiting {
    let place: Int
    /// Its number; nil in a rehearsal of what was never registered, which binds nothing.
    let id: DispatchID?
    /// The SHA-256 of the message, which stands in the outbox.
    let message: String
    var attempts: Int
  }

  private var time: String { material.request.clock.timestamp }

  // MARK: Writing alone

  /// Writes the messages, and says of each whether it went already. The ledger is read and stays as it is.
  mutating func writeOnly(_ outcome: inout SendOutcome, progress: ProgressReport) throws(RunFailure) {
    let book = try DispatchBook(try Self.reader(material.root), material.name)
    for (index, delivery) in plan.deliveries.enumerated() {
      progress("Writing messages", index, plan.deliveries.count)
      let (history, earlier) = (book.history(delivery), book.earlier(delivery))
      let dispatch = known(history, maker.dispatch(delivery, replaces: earlier?.dispatch.release))
      if let held = held(delivery, history, book) {
        outcome.deliveries.append(record(delivery, dispatch, outcome: held.outcome, reply: held.reply, note: held.note))
        continue
      }
      let made = try maker.make(delivery, as: dispatch, earlier: earlier)
      guard fits(made.bytes.count, delivery, &outcome) else { continue }
      try outbox.write(made.bytes, for: delivery.recipient)
      outcome.deliveries.append(record(delivery, dispatch, made, outcome: .written))
    }
  }

  // MARK: Sending

  /// Writes, queues and sends.
  mutating func send(
    _ outcome: inout SendOutcome, keys: SendKeys, patience: any Patience, confirm: (Int, Int) -> Bool, progress: ProgressReport
  ) throws(RunFailure) {
    let request = material.request
    let server = try server()
    let ledger: SendLedger
    do throws(SendLedgerError) {
      ledger = try SendLedger(
        archiveFolder: ArchivePlace(programme: material.root).folder, time: time, user: request.workplace.user, host: request.workplace.host)
    } catch {
      throw .sending(.ledger(error))
    }
    let memory = LedgerMemory(programme: material.root)
    try memory.check(ledger.reader)
    let strange = try LedgerAnchor.problems(material.root, ledger.reader)
    if !strange.isEmpty { throw .sending(.ledger(.notTogether(strange))) }
    for id in ledger.foundUnknown {
      outcome.notes.append("an earlier run ended while it sent number \(id.number): whether it arrived is unknown (outturn sent)")
    }
    let book = try DispatchBook(ledger.reader, material.name)
    var ready: [Ready] = []
    for (index, delivery) in plan.deliveries.enumerated() {
      progress("Writing messages", index, plan.deliveries.count)
      if let one = try prepare(delivery, book, &outcome) { ready.append(one) }
    }
    outcome.notes += book.leftOut(plan, only: request.only)
    let addresses = Set(ready.map { outcome.deliveries[$0.place].recipient.address }).count
    if !ready.isEmpty, !confirm(ready.count, addresses) {
      outcome.stop = .declined
      ready = []
    }
    let waiting = try enqueue(ready, ledger)
    try memory.note(try last(of: ledger))
    let courier = Courier(server, secret: keys.server, material.programme.configuration.mail, patience: patience)
    if !waiting.isEmpty {
      progress("Greeting the mail host", 0, 1)
      // A host that cannot be used at all is said once: everything stays in the queue.
      outcome.stop = courier.greet()
    }
    try hand(waiting, to: courier, ledger, &outcome, patience: patience, progress: progress)
    courier.hangUp()
    try memory.note(try last(of: ledger))
    do throws(SendLedgerError) { try ledger.close() } catch { throw .sending(.ledger(error)) }
  }

  private func last(of ledger: SendLedger) throws(RunFailure) -> (sequence: Int, hash: String) {
    do throws(SendLedgerError) { return try ledger.reader.last() } catch { throw .sending(.ledger(error)) }
  }

  /// Writes one message: nil where it is not to go, which the outcome then says.
  private func prepare(_ delivery: PlannedDelivery, _ book: DispatchBook, _ outcome: inout SendOutcome) throws(RunFailure) -> Ready? {
    let isTest = material.request.testAddress != nil
    let (history, earlier) = (book.history(delivery), book.earlier(delivery))
    let dispatch = known(history, maker.dispatch(delivery, replaces: earlier?.dispatch.release))
    if !isTest, let held = held(delivery, history, book) {
      outcome.deliveries.append(record(delivery, dispatch, outcome: held.outcome, reply: held.reply, note: held.note))
      return nil
    }
    if let history, !isTest {
      if history.dispatch.isEncrypted != (delivery.recipient.encryption == .password) {
        outcome.refusals.append(
          Refusal(
            organisation: dispatch.organisation, address: dispatch.address, line: delivery.recipient.line,
            reason:
              "number \(history.id.number) waits with \(history.dispatch.isEncrypted ? "encrypted" : "open") files, and the line says otherwise by now: put it back until this release is sent"
          ))
        return nil
      }
    }
    let kept = isTest ? nil : outbox.kept(for: delivery.recipient, sha256: history?.message)
    let made: MessageMaker.Made
    if let kept {
      made = MessageMaker.Made(bytes: kept, files: maker.fileNames(delivery), isSigned: maker.keys.signer != nil)
    } else {
      made = try maker.make(delivery, as: dispatch, earlier: earlier)
    }
    guard fits(made.bytes.count, delivery, &outcome) else { return nil }
    if kept == nil { try outbox.write(made.bytes, for: delivery.recipient) }
    let digest = digestOf(made.bytes)
    outcome.deliveries.append(record(delivery, dispatch, made, outcome: .held))
    return Ready(
      place: outcome.deliveries.count - 1, dispatch: dispatch, id: history?.id, message: digest,
      events: isTest ? [] : steps(from: history?.state ?? .registered, isKept: kept != nil, digest: digest, delivery),
      attempts: history?.attempts ?? 0)
  }

  /// Puts messages into the queue: on the disk first, then all in the ledger at once.
  private func enqueue(_ ready: [Ready], _ ledger: SendLedger) throws(RunFailure) -> [Waiting] {
    do throws(OutputError) { try FileSystem.sync(outbox.folder) } catch { throw .output(error) }
    guard material.request.testAddress == nil else {
      return ready.map { Waiting(place: $0.place, id: $0.id, message: $0.message, attempts: $0.attempts) }
    }
    do throws(SendLedgerError) {
      let ids = try ledger.register(ready.map(\.dispatch), at: time)
      try ledger.record(zip(ids, ready).filter { !$1.events.isEmpty }.map { ($0, $1.events) }, at: time)
      return zip(ids, ready).map { Waiting(place: $1.place, id: $0, message: $1.message, attempts: $1.attempts) }
    } catch {
      throw .sending(.ledger(error))
    }
  }

  /// The events that bring a dispatch into the queue.
  private func steps(from state: DispatchState, isKept: Bool, digest: String, _ delivery: PlannedDelivery) -> [DispatchEvent] {
    let approved = DispatchEvent.approved(by: approvers(delivery))
    var events: [DispatchEvent] = []
    if state == .failed || state == .bounced { events.append(.requeued(reason: "send --failed")) }
    guard isKept else { return events + [.built(message: digest), approved, .queued] }
    switch state {
    case .registered: return [.built(message: digest), approved, .queued]
    case .built: return [approved, .queued]
    case .approved, .settledAsNotSent: return [.queued]
    default: return events
    }
  }

  private func approvers(_ delivery: PlannedDelivery) -> String {
    let words = "\(material.papers.signers.joined(separator: ", ")), with the release"
    guard !delivery.isReviewed, let reviewer = material.request.reviewer else { return words }
    return "\(words); \(reviewer) for the recipient"
  }

  /// Hands messages over, and what is put off again after a while.
  private func hand(
    _ waiting: [Waiting], to courier: Courier, _ ledger: SendLedger, _ outcome: inout SendOutcome, patience: any Patience, progress: ProgressReport
  ) throws(RunFailure) {
    let mail = material.programme.configuration.mail
    let from = mail.from?.text ?? ""
    let name = "\(mail.host ?? ""):\(mail.port)"
    var round = waiting
    var pauses = mail.retrySeconds
    var done = 0
    while !round.isEmpty, outcome.stop == nil {
      var later: [Waiting] = []
      for var item in round {
        guard outcome.stop == nil else { break }
        // Before anything is recorded: a run that ends while it waits has not begun with this one.
        courier.keepPace()
        if Interruption.isAsked {
          outcome.stop = .interrupted
          break
        }
        progress("Sending", done, waiting.count)
        let recipient = outcome.deliveries[item.place].recipient
        let to = material.request.testAddress ?? recipient.address
        // What goes out is what the ledger says was built, whatever has happened to the outbox since.
        guard let message = outbox.kept(for: recipient, sha256: item.message) else {
          outcome.deliveries[item.place].note = "its message was changed in the outbox since it was written; send again to write it anew"
          continue
        }
        item.attempts += 1
        let isTest = material.request.testAddress != nil
        if !isTest { try record(.sending(server: name, attempt: item.attempts), item.id, ledger) }
        let answer = courier.offer(message, from: from, to: to.text)
        let (event, verdict) = judged(answer)
        outcome.deliveries[item.place].outcome = isTest && verdict == .sent ? .rehearsed : verdict
        outcome.deliveries[item.place].reply = answer.text
        if !isTest { try record(event, item.id, ledger) }
        if isTest, verdict == .sent { try record(.rehearsed(inbox: to.text, reply: answer.text), item.id, ledger) }
        if case .notReady(let reason) = answer { outcome.stop = .unfit(reason) }
        if verdict == .deferred { later.append(item) } else { done += 1 }
        // Those that were not offered in this round are in the next.
        if courier.isHostAway {
          later += round.drop { $0.place <= item.place }
          break
        }
      }
      guard !later.isEmpty, outcome.stop == nil else { break }
      guard !pauses.isEmpty else {
        if courier.isHostAway { outcome.stop = .away("the mail host does not take messages now: \(outcome.deliveries[later[0].place].reply)") }
        break
      }
      courier.takeHeart()
      progress("Waiting to try \(later.count) again", done, waiting.count)
      patience.wait(seconds: Double(pauses.removeFirst()))
      round = later
    }
  }

  private func judged(_ answer: SMTPOutcome) -> (DispatchEvent, Delivery.Outcome) {
    switch answer {
    case .accepted: (.sent(reply: answer.text), .sent)
    case .deferred, .notReady: (.deferred(reply: answer.text), .deferred)
    case .refused, .unfit: (.failed(reply: answer.text), .failed)
    case .unknown: (.unknown(reason: answer.text), .unknown)
    }
  }

  private func record(_ event: DispatchEvent, _ id: DispatchID?, _ ledger: SendLedger) throws(RunFailure) {
    guard let id else { return }
    do throws(SendLedgerError) { try ledger.record(event, for: id, at: time) } catch { throw .sending(.ledger(error)) }
  }

  private func server() throws(RunFailure) -> SMTPServer {
    let mail = material.programme.configuration.mail
    let security: SMTPServer.Security =
      switch mail.security {
      case .startTLS: .startTLS
      case .tls: .implicitTLS
      case .unprotected: .none
      }
    let authentication: SMTPServer.Authentication =
      switch mail.authentication {
      case .automatic: .automatic
      case .plain: .plain
      case .login: .login
      case .token: .xoauth2
      }
    let authorities = mail.authorities.map { $0.hasPrefix("/") ? $0 : material.root + "/" + $0 }
    let server = SMTPServer(
      host: mail.host ?? "", port: mail.port, security: security, authorities: authorities, user: mail.user, authentication: authentication,
      connectSeconds: mail.connectSeconds, stallSeconds: mail.stallSeconds)
    guard server.problems.isEmpty else { throw .sending(.server(server.problems.map(\.words))) }
    return server
  }

  // MARK: What the ledger knows

  /// The ledger; nil where nothing was ever sent.
  static func reader(_ root: String) throws(RunFailure) -> SendLedgerReader? {
    do throws(SendLedgerError) {
      return try SendLedgerReader(archiveFolder: ArchivePlace(programme: root).folder)
    } catch {
      if case .missing = error { return nil }
      throw .sending(.ledger(error))
    }
  }

  /// A dispatch as it is registered, where it is: a name that was spelt anew since changes nothing of it.
  private func known(_ history: DispatchHistory?, _ dispatch: Dispatch) -> Dispatch { history?.dispatch ?? dispatch }

  /// Why a dispatch does not go; nil where it may.
  private func held(
    _ delivery: PlannedDelivery, _ history: DispatchHistory?, _ book: DispatchBook
  ) -> (outcome: Delivery.Outcome, reply: String, note: String)? {
    if let recalled = book.recalled(delivery.recipient.organisation), history?.state != .sent, history?.state != .settledAsSent {
      return (
        .held, "the pack of \(delivery.recipient.organisation) was called back (number \(recalled.id.number))", "send the next version of the release"
      )
    }
    if let other = book.otherFiles(delivery) {
      return (
        .held, "number \(other.id.number) brought other files of this release",
        "one release is sent once; what is to be sent again is the next version, or a person’s own mail"
      )
    }
    guard let history else { return nil }
    let takesFailed = material.request.takesFailed
    guard !history.state.mayBeSent(failed: takesFailed, bounced: takesFailed) else { return nil }
    let last = history.events.last { $0.event.kind != .rehearsed }
    let when = last.map { String($0.time.prefix(16)).replacing("T", with: " ") } ?? ""
    switch history.state {
    case .sent: return (.alreadySent, "\(when) UTC", "")
    case .settledAsSent: return (.alreadySent, "settled as sent \(when) UTC", "")
    case .failed: return (.failed, "refused \(when)", "try it again with --failed")
    case .bounced: return (.failed, "came back \(when)", "mend the address, or try it again with --failed")
    case .unknown, .sending:
      return (
        .unknown, "the outcome of \(when) is not known", "find out, then: outturn sent --settle \(history.id.number) --as sent|not-sent --by NAME"
      )
    default: return (.held, history.state.rawValue, "")
    }
  }

  // MARK: The outcome

  private func fits(_ size: Int, _ delivery: PlannedDelivery, _ outcome: inout SendOutcome) -> Bool {
    let mail = material.programme.configuration.mail
    let recipient = delivery.recipient
    if size > mail.largest * 1_000_000 {
      outcome.refusals.append(
        Refusal(
          organisation: recipient.organisation, address: recipient.address.text, line: recipient.line,
          reason: "the message has \(sizeInWords(size)), above \(mail.largest) MB (mail.largest_megabytes)"))
      return false
    }
    if size > mail.large * 1_000_000 {
      outcome.notes.append("\(recipient.organisation), \(recipient.address.text): \(sizeInWords(size)), which some mail hosts refuse")
    }
    return true
  }

  private func record(
    _ delivery: PlannedDelivery, _ dispatch: Dispatch, _ made: MessageMaker.Made? = nil, outcome: Delivery.Outcome, reply: String = "",
    note: String = ""
  ) -> Delivery {
    Delivery(
      organisation: delivery.recipient.organisation, organisationName: delivery.organisationName, recipient: delivery.recipient,
      files: made?.files ?? delivery.files.map(\.name), byteCount: made?.bytes.count ?? 0, isEncrypted: dispatch.isEncrypted,
      isSigned: made?.isSigned ?? false, path: outbox.path(delivery.recipient), replaces: dispatch.replaces, outcome: outcome, reply: reply,
      note: note)
  }
}
