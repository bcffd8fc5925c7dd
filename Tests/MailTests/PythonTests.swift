import Foundation
import MailAddresses
import Testing

@testable import Mail

/// Mails as an independent parser reads them, which raises on any defect.
struct PythonTests {
  @Test func theSmallMailIsReadWhole() throws {
    let mail = SampleMail.small()
    let read = try #require(try readByPython([mail.bytes()]).first)
    #expect(read.defects.isEmpty, "\(read.defects)")
    #expect(read.types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf", "text/csv"])
    #expect(
      read.names == [
        "Date", "From", "Reply-To", "To", "Cc", "Subject", "Message-ID", "References", "X-Outturn-Release", "Auto-Submitted", "MIME-Version",
        "Content-Type",
      ])
    #expect(read.from == [.init("Packs, South CSU", "packs@csu.example.nhs.uk")])
    #expect(read.replyTo == [.init("Helpdesk", "help@csu.example.nhs.uk")])
    #expect(read.to == [.init("Siân O'Neill", "sian.oneill@ccg.example.nhs.uk")])
    #expect(
      read.cc == [.init("Contracts Team", "contracts@ccg.example.nhs.uk"), .init("", "archive@ccg.example.nhs.uk")])
    #expect(read.subject == mail.subject)
    #expect(read.seconds == mail.date && read.utc == "2016-04-14T09:30:00Z")
    #expect(read.messageID == mail.messageID.text && read.references == mail.references.map(\.text))
    #expect(read.extra == ["X-Outturn-Release": "2015-16/M11-flex-v1"])
    #expect(read.text == mail.text && read.html == mail.html)
    #expect(read.files.map(\.name) == ["2015-16 M11 flex RQM to 08G.pdf", "Ynys Môn – notes.csv"])
    #expect(read.files.map(\.likeness) == ["2015-16 M11 flex RQM to 08G.pdf", "Ynys M_n - notes.csv"])
    #expect(read.files.map(\.type) == ["application/pdf", "text/csv"])
    #expect(read.files.map { Data(base64Encoded: $0.bytes).map(Array.init) } == mail.attachments.map(\.bytes))
  }

  @Test func everyShapeIsRead() throws {
    var mails: [MailMessage] = []
    for hasPage in [false, true] {
      for files in 0...3 {
        var mail = SampleMail.small()
        mail.html = hasPage ? mail.html : nil
        mail.attachments = (0..<files).map {
          MailAttachment(fileName: "\($0).pdf", mediaType: .pdf, bytes: [UInt8](repeating: UInt8($0), count: $0 * 57))
        }
        mails.append(mail)
      }
    }
    for (mail, read) in zip(mails, try readByPython(mails.map { $0.bytes() })) {
      #expect(read.defects.isEmpty, "\(read.defects)")
      #expect(read.text == mail.text && read.html == mail.html)
      #expect(read.files.map { Data(base64Encoded: $0.bytes).map(Array.init) } == mail.attachments.map(\.bytes))
    }
  }

  /// Whatever is in the texts, what arrives is the cleaned text in its own place and nothing else.
  @Test func hostileTextsStayInTheirPlace() throws {
    var hostile = HostileText(seed: 2016)
    let mails = (0..<500).map { number in
      var mail = MailMessage(
        from: Mailbox(name: hostile.next(), address: SampleMail.sender),
        to: (0...hostile.number(below: 3)).map { Mailbox(name: hostile.next(), address: SampleMail.address("r\($0)@ccg.example.nhs.uk")) },
        subject: hostile.next(), date: number * 86_399, messageID: SampleMail.id(number), text: hostile.body(),
        html: number % 2 == 0 ? hostile.body() : nil)
      mail.attachments = [MailAttachment(fileName: hostile.next(), mediaType: .pdf, bytes: hostile.bytes(hostile.number(below: 200)))]
      mail.extraHeaders = [ExtraHeader("X-Outturn-Note", hostile.next())].compactMap(\.self)
      return mail
    }
    let bytes = mails.map { $0.bytes() }
    for mail in bytes {
      for line in mailLines(mail) {
        // A long file name is the one thing that is not folded.
        #expect(line.count <= 76 || (line.count <= 998 && line.starts(with: [32]) && String(decoding: line, as: UTF8.self).contains("name")))
        #expect(line.allSatisfy { (32...126).contains($0) || $0 == 9 })
      }
    }
    for (mail, read) in zip(mails, try readByPython(bytes)) {
      #expect(read.defects.isEmpty, "\(read.file): \(read.defects)")
      #expect(
        read.names == [
          "Date", "From", "To", "Subject", "Message-ID", "X-Outturn-Note", "Auto-Submitted", "MIME-Version", "Content-Type",
        ])
      expectSame(read.subject, HeaderText.cleaned(mail.subject), mail.subject)
      expectSame(read.extra["X-Outturn-Note"] ?? "", HeaderText.cleaned(mail.extraHeaders[0].value), mail.extraHeaders[0].value)
      #expect(read.to.map(\.address) == mail.to.map(\.address.text))
      #expect(read.from.map(\.address) == [SampleMail.sender.text])
      for (box, sent) in zip(read.from + read.to, [mail.from] + mail.to) {
        expectSame(box.name, HeaderText.cleaned(sent.name), sent.name)
        // The newer parser's spaces between encoded words are its own, and it makes a wide or fixed space a common one.
        #expect(withoutSpace(box.display) == withoutSpace(box.name))
      }
      expectSame(read.files[0].name, HeaderText.fileName(mail.attachments[0].fileName), mail.attachments[0].fileName)
      #expect(read.files.count == 1 && Data(base64Encoded: read.files[0].bytes).map(Array.init) == mail.attachments[0].bytes)
      expectSame(read.text, normalised(mail.text).replacingOccurrences(of: "\r\n", with: "\n"), mail.text)
      if let html = mail.html { expectSame(read.html ?? "", normalised(html).replacingOccurrences(of: "\r\n", with: "\n"), html) }
    }
  }

  /// An address that is taken is the same address to another program.
  @Test func addressesAreReadAsTheyWereMeant() throws {
    var hostile = HostileText(seed: 7)
    var addresses: [MailAddress] = []
    while addresses.count < 600 { if let address = try? MailAddress(hostile.nearAddress()) { addresses.append(address) } }
    let mails = addresses.map { address in
      var mail = SampleMail.small()
      mail.to = [Mailbox(address: address), Mailbox(name: "A, B", address: address)]
      return mail
    }
    for (address, read) in zip(addresses, try readByPython(mails.map { $0.bytes() })) {
      #expect(read.defects.isEmpty, "\(address): \(read.defects)")
      #expect(read.to == [.init("", address.text), .init("A, B", address.text)])
    }
  }
}

/// Compares by Unicode scalars: `==` on strings takes `é` and `e` with an accent for the same.
func expectSame(_ read: String, _ sent: String, _ source: String, location: SourceLocation = #_sourceLocation) {
  #expect(
    Array(read.unicodeScalars) == Array(sent.unicodeScalars), "\(read.debugDescription) for \(source.debugDescription)", sourceLocation: location)
}

private func withoutSpace(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { !$0.properties.isWhitespace } }
