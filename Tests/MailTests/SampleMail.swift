import Mail
import MailAddresses

/// Mails to test with.
enum SampleMail {
  static let sender = address("packs@csu.example.nhs.uk")

  static func address(_ text: String) -> MailAddress {
    do { return try MailAddress(text, allowsLocalhost: true) } catch { preconditionFailure("\(text): \(error)") }
  }

  static func id(_ number: Int) -> MessageID {
    MessageID(
      release: "2015-16/M11-flex-v1", recipient: address("jane@ccg.example.nhs.uk"), packDigest: "\(number)", domain: sender.domain)
  }

  /// A small mail with everything in it.
  static func small() -> MailMessage {
    var mail = MailMessage(
      from: Mailbox(name: "Packs, South CSU", address: sender),
      to: [Mailbox(name: "Siân O'Neill", address: address("sian.oneill@ccg.example.nhs.uk"))],
      cc: [
        Mailbox(name: "Contracts Team", address: address("contracts@ccg.example.nhs.uk")), Mailbox(address: address("archive@ccg.example.nhs.uk")),
      ],
      subject: "Contract monitoring 2015-16 month 11 (flex) – NHS Ynys Môn", date: 1_460_626_200, messageID: id(1),
      text: "Dear Siân,\n\nThe pack for month 11 is attached: £1,234.50 over plan.\n\nFrom the contracts team\n.\nTrailing space \nEnd\n",
      html: "<p>Dear Siân,</p>\n<p>The pack for <b>month 11</b> is attached.</p>\n")
    mail.replyTo = Mailbox(name: "Helpdesk", address: address("help@csu.example.nhs.uk"))
    mail.references = [id(2), id(3)]
    mail.extraHeaders = [ExtraHeader("X-Outturn-Release", "2015-16/M11-flex-v1")].compactMap(\.self)
    mail.attachments = [
      MailAttachment(fileName: "2015-16 M11 flex RQM to 08G.pdf", mediaType: .pdf, bytes: Array("%PDF-1.7\n".utf8) + Array(0...255)),
      MailAttachment(fileName: "Ynys Môn – notes.csv", mediaType: .csv, bytes: Array("a,b\n".utf8)),
    ]
    return mail
  }
}

/// The lines of a mail, each of which has to end in CRLF.
func mailLines(_ bytes: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = [[]]
  var place = 0
  while place < bytes.count {
    if bytes[place] == 13, place + 1 < bytes.count, bytes[place + 1] == 10 {
      lines.append([])
      place += 2
    } else {
      lines[lines.count - 1].append(bytes[place])
      place += 1
    }
  }
  return lines
}
