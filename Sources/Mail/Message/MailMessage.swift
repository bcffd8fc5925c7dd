package import MailAddresses

/// A mail before it is bytes. What text it holds may be anything: line ends and controls in headers become spaces, and nothing in it can add a header.
package struct MailMessage: Sendable, Hashable {
  /// Who sends it.
  package var from: Mailbox
  /// Where answers go, if not to the sender.
  package var replyTo: Mailbox?
  /// To whom it is.
  package var to: [Mailbox]
  /// Who gets a copy.
  package var cc: [Mailbox]
  /// What it is about.
  package var subject: String
  /// When it was made, in seconds since the beginning of 1970; written in UTC.
  package var date: Int
  /// Its identity, which is also what its boundaries are made from unless `boundarySeed` is given.
  package var messageID: MessageID
  /// The mails it follows from, the earliest first.
  package var references: [MessageID] = []
  /// The plain text.
  package var text: String
  /// The same as a web page, where there is one.
  package var html: String?
  /// The files with it.
  package var attachments: [MailAttachment] = []
  /// Further headers.
  package var extraHeaders: [ExtraHeader] = []
  /// Whether it is opened for editing and not as a mail received: `X-Unsent: 1`, which Outlook knows.
  package var isDraft = false
  /// What the boundaries between its parts are made from, if not from the identity.
  package var boundarySeed: String?

  /// Makes a mail without files and further headers, which are set afterwards.
  package init(from: Mailbox, to: [Mailbox], cc: [Mailbox] = [], subject: String, date: Int, messageID: MessageID, text: String, html: String? = nil)
  {
    self.from = from
    self.to = to
    self.cc = cc
    self.subject = subject
    self.date = date
    self.messageID = messageID
    self.text = text
    self.html = html
  }

  /// To whom the mail goes: to and cc in order, each address once.
  package var recipients: [MailAddress] {
    var seen: Set<MailAddress> = []
    return (to + cc).map(\.address).filter { seen.insert($0).inserted }
  }

  /// The mail as it is kept in an `.eml` file and given to a server, with CRLF line ends and no byte above 127. The same mail is always the same bytes.
  package func bytes() -> [UInt8] {
    var writer = MessageWriter()
    writer.reserve(attachments)
    writer.headers(of: self)
    writer.entity(of: self)
    writer.end()
    return writer.bytes
  }

  /// How many bytes `bytes()` has, without encoding the attachments. A signature adds about 4 to 12 kB.
  package var byteCount: Int {
    var light = self
    for place in light.attachments.indices { light.attachments[place].bytes = [] }
    return light.bytes().count + attachments.reduce(0) { $0 + Base64.lineSize($1.bytes.count) }
  }

  /// The mail signed by S/MIME (RFC 8551): `multipart/signed` with the body and attachments as its first part.
  ///
  /// - Parameter sign: gives the DER of a detached CMS signature, with SHA-256, over exactly the bytes it is given.
  /// - Throws: what `sign` throws.
  package func bytes<Failure: Error>(signed sign: (_ entity: [UInt8]) throws(Failure) -> [UInt8]) throws(Failure) -> [UInt8] {
    var entity = MessageWriter()
    entity.reserve(attachments)
    entity.entity(of: self)
    let signature = try sign(entity.bytes)
    var writer = MessageWriter()
    writer.reserve(attachments)
    writer.headers(of: self)
    writer.signed(entity.bytes, signature, boundary: Boundaries(of: self).signed)
    writer.end()
    return writer.bytes
  }
}
