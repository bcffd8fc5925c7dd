/// Writes the parts of a mail into one run of bytes.
///
/// A part ends without a line end: the one before a boundary belongs to the boundary.
struct MessageWriter {
  private(set) var bytes: [UInt8] = []

  /// Makes room for attachments at once.
  mutating func reserve(_ attachments: [MailAttachment]) {
    bytes.reserveCapacity(attachments.reduce(16_384) { $0 + Base64.lineSize($1.bytes.count) + 1024 })
  }

  /// The headers of the mail itself, without those that say how its body is to be read.
  mutating func headers(of message: MailMessage) {
    field("Date") { $0.append(MailDate.text(message.date)) }
    field("From") { $0.append(mailboxes: [message.from]) }
    if let replyTo = message.replyTo { field("Reply-To") { $0.append(mailboxes: [replyTo]) } }
    if !message.to.isEmpty { field("To") { $0.append(mailboxes: message.to) } }
    if !message.cc.isEmpty { field("Cc") { $0.append(mailboxes: message.cc) } }
    field("Subject") { $0.append(text: message.subject) }
    // On the line of its name, however long: filters look for it there.
    line("Message-ID: \(message.messageID.text)")
    if !message.references.isEmpty { field("References") { header in for id in message.references { header.append(id.text) } } }
    for extra in message.extraHeaders { field(extra.name) { $0.append(text: extra.value) } }
    line("Auto-Submitted: auto-generated")
    if message.isDraft { line("X-Unsent: 1") }
    line("MIME-Version: 1.0")
  }

  /// The body with the headers that say how it is read: text, or text and page, or these with attachments.
  mutating func entity(of message: MailMessage) {
    let boundaries = Boundaries(of: message)
    guard !message.attachments.isEmpty else { return texts(of: message, boundaries) }
    multipart("mixed", boundaries.mixed, [{ $0.texts(of: message, boundaries) }] + message.attachments.map { file in { $0.attachment(file) } })
  }

  /// An entity and its signature.
  mutating func signed(_ entity: [UInt8], _ signature: [UInt8], boundary: String) {
    multipart(
      "signed", boundary, parameters: ["protocol=\"application/pkcs7-signature\"", "micalg=sha-256"],
      [
        { $0.bytes += entity },
        { writer in
          writer.line("Content-Type: application/pkcs7-signature; name=\"smime.p7s\"")
          writer.line("Content-Transfer-Encoding: base64")
          writer.line("Content-Disposition: attachment; filename=\"smime.p7s\"")
          writer.line("")
          Base64.appendLines(signature, to: &writer.bytes)
        },
      ])
  }

  /// Ends the last line.
  mutating func end() { if bytes.suffix(2) != [13, 10] { line("") } }

  private mutating func texts(of message: MailMessage, _ boundaries: Boundaries) {
    guard let html = message.html else { return text(message.text, "plain") }
    multipart("alternative", boundaries.alternative, [{ $0.text(message.text, "plain") }, { $0.text(html, "html") }])
  }

  private mutating func text(_ text: String, _ subtype: String) {
    line("Content-Type: text/\(subtype); charset=UTF-8")
    line("Content-Transfer-Encoding: quoted-printable")
    line("")
    bytes += QuotedPrintable.encode(text)
  }

  private mutating func attachment(_ file: MailAttachment) {
    let name = FileNameParameters(HeaderText.fileName(file.fileName))
    field("Content-Type") { header in
      header.append(file.mediaType.text + ";")
      header.append("name=" + FoldedHeader.quoted(name.ascii))
    }
    line("Content-Transfer-Encoding: base64")
    field("Content-Disposition") { header in
      header.append("attachment;")
      header.append(name.parameter)
    }
    line("")
    Base64.appendLines(file.bytes, to: &bytes)
  }

  private mutating func multipart(_ subtype: String, _ boundary: String, parameters: [String] = [], _ parts: [(inout MessageWriter) -> Void]) {
    field("Content-Type") { header in
      header.append("multipart/\(subtype);")
      for parameter in parameters { header.append(parameter + ";") }
      header.append("boundary=" + FoldedHeader.quoted(boundary))
    }
    for part in parts {
      // After the headers this is their empty line, after a part its end.
      line("")
      line("--" + boundary)
      part(&self)
    }
    line("")
    bytes += "--\(boundary)--".utf8
  }

  private mutating func field(_ name: String, _ fill: (inout FoldedHeader) -> Void) {
    var header = FoldedHeader(name)
    fill(&header)
    line(header.text)
  }

  private mutating func line(_ text: String) {
    bytes += text.utf8
    bytes += [13, 10]
  }
}

/// The boundaries of a mail's levels: the same for the same seed, different for each level, and with `=_`, which neither base64 nor quoted-printable can hold.
struct Boundaries {
  let signed, mixed, alternative: String

  init(of message: MailMessage) {
    let digest = MessageDigest.hexadecimal("boundary\n" + (message.boundarySeed ?? message.messageID.text)).prefix(24)
    signed = "=_s_\(digest)"
    mixed = "=_m_\(digest)"
    alternative = "=_a_\(digest)"
  }
}
