/// A notification of what became of a mail (RFC 3464), read from the mail that brought it.
///
/// Nothing in it is trusted: it says what somebody's server, or somebody, wrote.
package struct DeliveryReport: Sendable, Hashable {
  /// The mail system that reports; one line, empty where it is not named.
  package let reportingSystem: String
  /// The recipients that it reports on, at least one, in its order.
  package let outcomes: [DeliveryOutcome]
  /// The identity of the mail that it is about: of the returned mail, or else of the mail that it answers. Nil where neither is there.
  package let originalMessageID: MessageID?

  /// The most bytes that are read: a notification may bring the returned mail with it.
  package static let mostBytes = 64 * 1024 * 1024
  /// How deep mails and multiparts may stand in each other.
  package static let mostLevels = 10
  /// How many recipients one report may name.
  package static let mostRecipients = 5000

  /// Reads an `.eml` file, with CRLF or LF; a notification that was forwarded as an attachment is found in it.
  ///
  /// - Throws: `DeliveryReportProblem`; no input crashes it or keeps it longer than its size does.
  package init(_ bytes: [UInt8]) throws(DeliveryReportProblem) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= Self.mostBytes else { throw .tooLarge(bytes: bytes.count, limit: Self.mostBytes) }
    let whole = try ReceivedPart(Self.withoutPrelude(bytes))
    guard !whole.fields.fields.isEmpty else { throw .notAMail }
    guard let (report, parts, status) = try Self.find(in: whole, level: 1) else { throw .noDeliveryStatus(mediaType: whole.type.mediaType) }
    let groups = try Self.groups(status.content)
    var outcomes: [DeliveryOutcome] = []
    for group in groups {
      guard let outcome = try DeliveryOutcome(group) else { continue }
      guard outcomes.count < Self.mostRecipients else { throw .tooManyRecipients(limit: Self.mostRecipients) }
      outcomes.append(outcome)
    }
    guard !outcomes.isEmpty else { throw .noRecipient }
    self.outcomes = outcomes
    let system = groups.lazy.compactMap { $0["reporting-mta"] }.first ?? ""
    reportingSystem = String(
      (system.utf8.firstIndex(of: UInt8(ascii: ";")).map { HeaderText.cleaned(String(system[$0...].dropFirst())) } ?? system).prefix(255))
    originalMessageID = try Self.originalID(report, parts)
  }

  /// Without the mark of UTF-8 and the `From ` line that some programs put before a saved mail.
  private static func withoutPrelude(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    if rest.starts(with: "From ".utf8) {
      var place = rest.startIndex
      _ = MailLines.next(rest, &place)
      rest = rest[place...]
    }
    return rest
  }

  /// The outermost part that has a delivery status among its parts; the returned mail, which may be a notification too, is not looked into.
  private static func find(
    in part: ReceivedPart, level: Int
  ) throws(DeliveryReportProblem) -> (report: ReceivedPart, parts: [ReceivedPart], status: ReceivedPart)? {
    guard level <= mostLevels else { throw .tooDeep(limit: mostLevels) }
    if ["message/rfc822", "message/global"].contains(part.type.mediaType) { return try find(in: ReceivedPart(part.content), level: level + 1) }
    guard part.type.mediaType.hasPrefix("multipart/") else { return nil }
    let parts = try part.parts()
    let status = parts.first { ["message/delivery-status", "message/global-delivery-status"].contains($0.type.mediaType) }
    if let status { return (part, parts, status) }
    for inner in parts { if let found = try find(in: inner, level: level + 1) { return found } }
    return nil
  }

  /// The groups of a delivery status, of which the first is about the whole. A recipient without an empty line before it begins a group too.
  private static func groups(_ content: ArraySlice<UInt8>) throws(DeliveryReportProblem) -> [[String: String]] {
    var groups: [[String: String]] = []
    var place = content.startIndex
    while place < content.endIndex {
      var group: [String: String] = [:]
      for (name, value) in try HeaderFields(content, &place).fields {
        if name == "final-recipient", group[name] != nil {
          groups.append(group)
          group = [:]
        }
        if group[name] == nil { group[name] = value }
      }
      if !group.isEmpty { groups.append(group) }
    }
    return groups
  }

  private static func originalID(_ report: ReceivedPart, _ parts: [ReceivedPart]) throws(DeliveryReportProblem) -> MessageID? {
    let returned = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]
    for part in parts where returned.contains(part.type.mediaType) {
      let content = part.content
      var place = content.startIndex
      // Some systems put an empty line before the returned headers.
      while place < content.endIndex, content[place] == 10 || content[place] == 13 { place += 1 }
      if let id = try HeaderFields(content, &place)["message-id"].flatMap(identities)?.first { return id }
    }
    if let id = report.fields["in-reply-to"].flatMap(identities)?.first { return id }
    return report.fields["references"].flatMap(identities)?.last
  }

  /// The identities in a header, in order.
  private static func identities(_ value: String) -> [MessageID] {
    value.split(separator: "<").compactMap { piece in piece.firstIndex(of: ">").flatMap { MessageID("<" + piece[...$0]) } }
  }
}
