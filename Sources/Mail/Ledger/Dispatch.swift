/// One message to one recipient of one pack: what is sent once.
package struct Dispatch: Sendable, Hashable {
  /// How a recipient is addressed.
  package enum Role: String, Codable, Sendable, Hashable, CaseIterable {
    case to, cc
  }

  /// A file that the message carries.
  package struct Attachment: Codable, Sendable, Hashable {
    /// Its name in the message, as the recipient sees it.
    package var name: String
    /// The SHA-256 of its bytes before any encryption, in hexadecimal: those of the release.
    package var sha256: String

    /// Makes an attachment.
    package init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// The release: `2015-16/M11-flex-v1`.
  package var release: String
  /// The code of the organisation whose pack it is: `10H`.
  package var organisation: String
  /// The recipient's address.
  package var address: String
  /// The recipient's name; may be empty.
  package var name: String
  /// How the recipient is addressed.
  package var role: Role
  /// What the message carries, in its order.
  package var attachments: [Attachment]
  /// The message's `Message-ID`, one for each dispatch.
  package var messageID: String
  /// Whether the attachments go out encrypted.
  package var isEncrypted: Bool
  /// The release of the earlier version that the recipient got and that this one replaces; nil for a first.
  package var replaces: String?

  /// Makes a dispatch.
  package init(
    release: String, organisation: String, address: String, name: String, role: Role, attachments: [Attachment], messageID: String, isEncrypted: Bool,
    replaces: String? = nil
  ) {
    self.release = release
    self.organisation = organisation
    self.address = address
    self.name = name
    self.role = role
    self.attachments = attachments
    self.messageID = messageID
    self.isEncrypted = isEncrypted
    self.replaces = replaces
  }

  /// The digest of the pack: with release, organisation and address it is the key under which this is sent once.
  package var pack: String { Self.packDigest(of: attachments) }
  /// The address as it counts for the key.
  package var addressKey: String { Self.addressKey(of: address) }

  /// The digest of a pack: SHA-256 over what `sha256sum` prints of its files in bytewise order of name, `<SHA-256>  <name><line end>`.
  package static func packDigest(of attachments: [Attachment]) -> String {
    let sorted = attachments.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return LedgerDigest.of(sorted.map { "\($0.sha256)  \($0.name)\n" }.joined())
  }

  /// An address with its ASCII letters in lower case: two spellings that reach one inbox at every server in use are one recipient.
  package static func addressKey(of address: String) -> String {
    String(decoding: address.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// What cannot be kept as it is; nil when all is well.
  var fault: String? {
    let lines = [
      ("release", release), ("organisation", organisation), ("address", address), ("Message-ID", messageID),
    ]
    for (what, text) in lines where text.isEmpty || !fitsLedgerLine(text) { return "the \(what) “\(text)” of a dispatch" }
    if !fitsLedgerLine(name) { return "the name “\(name)” of a recipient" }
    if let replaces, replaces.isEmpty || !fitsLedgerLine(replaces) { return "the release “\(replaces)” that a dispatch replaces" }
    if attachments.isEmpty { return "a dispatch without an attachment" }
    for attachment in attachments {
      if attachment.name.isEmpty || !fitsLedgerLine(attachment.name) { return "the name “\(attachment.name)” of an attachment" }
      if !LedgerDigest.isOne(attachment.sha256) { return "the digest “\(attachment.sha256)” of an attachment" }
    }
    if Set(attachments.map { Array($0.name.utf8) }).count != attachments.count { return "two attachments of one name" }
    return nil
  }
}

/// A dispatch's number in the ledger: the place of the entry that registered it.
package struct DispatchID: Sendable, Hashable, Comparable {
  /// The number, from 1.
  package let number: Int

  /// Names a dispatch by its number.
  package init(_ number: Int) { self.number = number }

  package static func < (a: DispatchID, b: DispatchID) -> Bool { a.number < b.number }
}

/// Whether a text has no line end, tab or other control character.
func fitsLedgerLine(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
