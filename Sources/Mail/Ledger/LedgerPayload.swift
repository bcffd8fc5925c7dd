import FoundationEssentials
import Records

/// What an entry says: that there is a dispatch, or what happened to one.
enum LedgerContent: Sendable, Hashable {
  case dispatch(Dispatch)
  case event(DispatchEvent, of: DispatchID)
}

/// An entry as the bytes that its hash is of: JSON with sorted keys, no space, and what does not apply left out.
struct LedgerPayload: Codable, Hashable, Sendable {
  /// The kind of the entries that register a dispatch; every other kind is an event's.
  static let registration = "dispatch"
  /// The number of the format that entries are written in.
  static let format = 1

  var address: String?
  var at: String
  var attachments: [Dispatch.Attachment]?
  var attempt: Int?
  var by: String?
  var diagnostic: String?
  var dispatch: Int?
  var encrypted: Bool?
  var format = LedgerPayload.format
  var host: String
  var inbox: String?
  var kind = LedgerPayload.registration
  var message: String?
  var messageID: String?
  var name: String?
  var note: String?
  var organisation: String?
  var pack: String?
  var previous: String
  var reason: String?
  var release: String?
  var replaces: String?
  var reply: String?
  var role: Dispatch.Role?
  var seq: Int
  var server: String?
  var settledAs: String?
  var source: String?
  var status: String?
  var user: String

  /// The canonical text.
  var text: String {
    var object = CanonicalObject()
    object.add("address", address)
    object.add("at", at)
    object.add("attachments", attachments?.map(\.object))
    object.add("attempt", attempt)
    object.add("by", by)
    object.add("diagnostic", diagnostic)
    object.add("dispatch", dispatch)
    object.add("encrypted", encrypted)
    object.add("format", format)
    object.add("host", host)
    object.add("inbox", inbox)
    object.add("kind", kind)
    object.add("message", message)
    object.add("messageID", messageID)
    object.add("name", name)
    object.add("note", note)
    object.add("organisation", organisation)
    object.add("pack", pack)
    object.add("previous", previous)
    object.add("reason", reason)
    object.add("release", release)
    object.add("replaces", replaces)
    object.add("reply", reply)
    object.add("role", role?.rawValue)
    object.add("seq", seq)
    object.add("server", server)
    object.add("settledAs", settledAs)
    object.add("source", source)
    object.add("status", status)
    object.add("user", user)
    return object.text
  }

  /// Reads a payload; nil where the text is not the canonical one of an entry.
  init?(_ text: String) {
    guard let payload = try? JSONDecoder().decode(LedgerPayload.self, from: Data(text.utf8)), let content = payload.content else { return nil }
    let again = LedgerPayload(
      content, seq: payload.seq, previous: payload.previous, at: payload.at, user: payload.user, host: payload.host, format: payload.format)
    guard again.text.utf8.elementsEqual(text.utf8) else { return nil }
    self = payload
  }

  /// Says what an entry says.
  init(_ content: LedgerContent, seq: Int, previous: String, at: String, user: String, host: String, format: Int = LedgerPayload.format) {
    (self.seq, self.previous, self.at, self.user, self.host, self.format) = (seq, previous, at, user, host, format)
    switch content {
    case .dispatch(let it):
      (address, name, role, attachments, pack) = (it.address, it.name, it.role, it.attachments, it.pack)
      (release, organisation, messageID, encrypted, replaces) = (it.release, it.organisation, it.messageID, it.isEncrypted, it.replaces)
    case .event(let event, let id):
      kind = event.kind.rawValue
      dispatch = id.number
      switch event {
      case .built(let digest): message = digest
      case .approved(let who): by = who
      case .queued: break
      case .requeued(let why), .unknown(let why): reason = Self.kept(why)
      case .sending(let name, let number): (server, attempt) = (name, number)
      case .sent(let said), .deferred(let said), .failed(let said): reply = Self.kept(said)
      case .settled(let asSent, let who, let why): (settledAs, by, reason) = (asSent ? "sent" : "not sent", who, Self.kept(why))
      case .bounced(let code, let said, let digest): (status, diagnostic, source) = (Self.kept(code), Self.kept(said), digest)
      case .recalled(let digest): note = digest
      case .rehearsed(let where_, let said): (inbox, reply) = (where_, Self.kept(said))
      case .withdrawn(let who, let why): (by, reason) = (who, Self.kept(why))
      }
    }
  }

  /// What the entry says; nil where something is missing.
  var content: LedgerContent? {
    if kind == Self.registration {
      guard let address, let name, let role, let attachments, let release, let organisation, let messageID, let encrypted else { return nil }
      return .dispatch(
        Dispatch(
          release: release, organisation: organisation, address: address, name: name, role: role, attachments: attachments, messageID: messageID,
          isEncrypted: encrypted, replaces: replaces))
    }
    guard let dispatch, let event else { return nil }
    return .event(event, of: DispatchID(dispatch))
  }

  private var event: DispatchEvent? {
    guard let kind = DispatchEvent.Kind(rawValue: kind) else { return nil }
    switch kind {
    case .built: return message.map { .built(message: $0) }
    case .approved: return by.map { .approved(by: $0) }
    case .queued: return .queued
    case .requeued: return reason.map { .requeued(reason: $0) }
    case .sending:
      guard let server, let attempt else { return nil }
      return .sending(server: server, attempt: attempt)
    case .sent: return reply.map { .sent(reply: $0) }
    case .deferred: return reply.map { .deferred(reply: $0) }
    case .failed: return reply.map { .failed(reply: $0) }
    case .unknown: return reason.map { .unknown(reason: $0) }
    case .settled:
      guard let settledAs, let by, let reason, ["sent", "not sent"].contains(settledAs) else { return nil }
      return .settled(asSent: settledAs == "sent", by: by, reason: reason)
    case .bounced:
      guard let status, let diagnostic, let source else { return nil }
      return .bounced(status: status, diagnostic: diagnostic, source: source)
    case .recalled: return note.map { .recalled(note: $0) }
    case .rehearsed:
      guard let inbox, let reply else { return nil }
      return .rehearsed(inbox: inbox, reply: reply)
    case .withdrawn:
      guard let by, let reason else { return nil }
      return .withdrawn(by: by, reason: reason)
    }
  }

  /// The longest text of a server or a person that is kept, in bytes.
  static let longest = 4000

  /// A text as it is kept: a very long one cut, which its end then says.
  private static func kept(_ text: String) -> String {
    let count = text.utf8.count
    // One that was cut, and is read back, is a little longer than the limit and is not cut again.
    guard count > longest + 40 else { return text }
    var out = ""
    var size = 0
    for scalar in text.unicodeScalars {
      size += UTF8.width(scalar)
      if size > longest { break }
      out.unicodeScalars.append(scalar)
    }
    return out + " [cut, \(count) bytes in all]"
  }
}

extension Dispatch.Attachment {
  fileprivate var object: CanonicalObject {
    var object = CanonicalObject()
    object.add("name", name)
    object.add("sha256", sha256)
    return object
  }
}
