/// Something that happened to a dispatch.
package enum DispatchEvent: Sendable, Hashable {
  /// The message was written; `message` is the SHA-256 of the `.eml`.
  case built(message: String)
  /// Somebody looked at it and said that it may go; `by` is free text.
  case approved(by: String)
  /// It waits to be sent.
  case queued
  /// It waits to be sent again after it had failed or bounced, because a person asked for that; `reason` is what was asked.
  case requeued(reason: String)
  /// It is about to be given to a server. Final on the disk before the first byte goes out. Attempts count from 1.
  case sending(server: String, attempt: Int)
  /// The server took it, with this reply.
  case sent(reply: String)
  /// The server did not take it now, or could not be reached: to be tried again.
  case deferred(reply: String)
  /// The server refused it.
  case failed(reply: String)
  /// It was given to the server, and whether the server took it is not known.
  case unknown(reason: String)
  /// A person found out what became of one whose outcome was unknown.
  case settled(asSent: Bool, by: String, reason: String)
  /// A notification said that it did not reach the recipient; `source` is the SHA-256 of the notification's file.
  case bounced(status: String, diagnostic: String, source: String)
  /// A note that asks the recipient not to use it was drafted; `note` is the SHA-256 of its `.eml`.
  case recalled(note: String)
  /// It was sent to a test inbox and not to its recipient.
  case rehearsed(inbox: String, reply: String)
  /// A person decided that it is not to be sent.
  case withdrawn(by: String, reason: String)

  /// A kind of event, as the ledger's column `kind` has it.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case built, approved, queued, requeued, sending, sent, deferred, failed, unknown, settled, bounced, recalled, rehearsed, withdrawn
  }

  /// Its kind.
  package var kind: Kind {
    switch self {
    case .built: .built
    case .approved: .approved
    case .queued: .queued
    case .requeued: .requeued
    case .sending: .sending
    case .sent: .sent
    case .deferred: .deferred
    case .failed: .failed
    case .unknown: .unknown
    case .settled: .settled
    case .bounced: .bounced
    case .recalled: .recalled
    case .rehearsed: .rehearsed
    case .withdrawn: .withdrawn
    }
  }

  /// What cannot be kept as it is; nil when all is well. What a server said is never refused: an outcome must be recorded.
  var fault: String? {
    switch self {
    case .built(let digest), .recalled(let digest), .bounced(_, _, let digest):
      LedgerDigest.isOne(digest) ? nil : "the digest “\(digest)” of the event \(kind.rawValue)"
    case .approved(let name), .settled(_, let name, _), .withdrawn(let name, _), .sending(let name, _), .rehearsed(let name, _):
      name.isEmpty || !fitsLedgerLine(name) ? "the name “\(name)” of the event \(kind.rawValue)" : nil
    case .queued, .requeued, .sent, .deferred, .failed, .unknown: nil
    }
  }
}
