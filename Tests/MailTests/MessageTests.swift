import Foundation
import MailAddresses
import TestSupport
import Testing

@testable import Mail

/// What a mail is in bytes.
struct MessageTests {
  /// The kept bytes of the small mail, read by a person when they were kept: `Samples/small.eml` with LF.
  @Test func theSmallMailIsAsItWasKept() throws {
    let kept = try sampleFile("small").flatMap { $0 == 10 ? [13, 10] : [$0] }
    let made = SampleMail.small().bytes()
    #expect(String(decoding: made, as: UTF8.self) == String(decoding: kept, as: UTF8.self))
  }

  @Test func theSameMailIsTheSameBytes() {
    #expect(SampleMail.small().bytes() == SampleMail.small().bytes())
    var other = SampleMail.small()
    other.boundarySeed = "another"
    #expect(other.bytes() != SampleMail.small().bytes())
    #expect(other.byteCount == SampleMail.small().byteCount)
  }

  @Test func theSizeIsKnownWithoutTheBytes() {
    var mail = SampleMail.small()
    #expect(mail.byteCount == mail.bytes().count)
    for count in [0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 5000] {
      mail.attachments[0].bytes = [UInt8](repeating: 7, count: count)
      #expect(mail.byteCount == mail.bytes().count, "\(count)")
    }
    mail.attachments = []
    mail.html = nil
    #expect(mail.byteCount == mail.bytes().count)
  }

  @Test func linesAreShortAndEndInCRLF() {
    let mail = SampleMail.small().bytes()
    #expect(mail.suffix(2) == [13, 10])
    for line in mailLines(mail) {
      #expect(line.count <= 76, "\(String(decoding: line, as: UTF8.self))")
      #expect(line.allSatisfy { (32...126).contains($0) })
      #expect(line.last != 32)
    }
  }

  @Test func boundariesDifferByLevelAndOccurInNoBody() {
    let boundaries = Boundaries(of: SampleMail.small())
    let all = [boundaries.signed, boundaries.mixed, boundaries.alternative]
    #expect(Set(all).count == 3)
    for one in all { for other in all where one != other { #expect(!other.hasPrefix(one)) } }
    #expect(all.allSatisfy { $0.hasPrefix("=_") && $0.utf8.count <= 70 })
  }

  @Test func aDraftSaysSo() {
    var mail = SampleMail.small()
    #expect(!String(decoding: mail.bytes(), as: UTF8.self).contains("X-Unsent"))
    mail.isDraft = true
    #expect(String(decoding: mail.bytes(), as: UTF8.self).contains("\r\nX-Unsent: 1\r\n"))
  }

  @Test func namesOfFurtherHeadersAreChecked() {
    #expect(ExtraHeader("X-Outturn-Release", "x") != nil)
    #expect(ExtraHeader("Importance", "high") != nil)
    for name in [
      "Bcc", "To", "X-", "X-A:", "X-A\r\nBcc", "X A", "Content-Type", "X-é", "x-unsent", "Sender", "", "X-" + String(repeating: "a", count: 39),
    ] {
      #expect(ExtraHeader(name, "x") == nil, "\(name)")
    }
  }

  @Test func mediaTypesAreChecked() {
    #expect(MediaType("Application/PDF") == .pdf)
    for text in ["", "pdf", "a/b/c", "a/", "/b", "text/plain; charset=x", "text/pl ain", "multipart/mixed", "message/rfc822", "a/b\r\nX: y", "é/b"] {
      #expect(MediaType(text) == nil, "\(text)")
    }
  }

  @Test func eachRecipientIsThereOnce() {
    var mail = SampleMail.small()
    mail.cc.append(Mailbox(address: SampleMail.address("Sian.ONeill@ccg.example.nhs.uk")))
    #expect(
      mail.recipients.map(\.text) == ["sian.oneill@ccg.example.nhs.uk", "contracts@ccg.example.nhs.uk", "archive@ccg.example.nhs.uk"])
  }

  @Test func theIdentityFollowsItsFormula() throws {
    let id = MessageID(
      release: "2015-16/M11-flex-v1", recipient: SampleMail.address("Jane@CCG.example.nhs.uk"), packDigest: "00ff", domain: SampleMail.sender.domain)
    // printf 'outturn message 1\n4:pack\n19:2015-16/M11-flex-v1\n23:jane@ccg.example.nhs.uk\n4:00ff\n' | sha256sum
    let text = "outturn message 1\n4:pack\n19:2015-16/M11-flex-v1\n23:jane@ccg.example.nhs.uk\n4:00ff\n"
    let digest = try runTool("/usr/bin/sha256sum", [], input: Array(text.utf8))
    #expect(id.text == "<" + String(decoding: digest.output.prefix(40), as: UTF8.self) + "@csu.example.nhs.uk>")
    #expect(MessageID(id.text) == id)
    let others = [
      MessageID(purpose: "recall", release: "r", recipient: SampleMail.sender, packDigest: "d", domain: SampleMail.sender.domain),
      MessageID(release: "r", recipient: SampleMail.sender, packDigest: "d", domain: SampleMail.sender.domain),
      MessageID(release: "r\n1:d", recipient: SampleMail.sender, packDigest: "", domain: SampleMail.sender.domain),
      MessageID(release: "r", recipient: SampleMail.address("a@csu.example.nhs.uk"), packDigest: "d", domain: SampleMail.sender.domain),
      MessageID(release: "r", recipient: SampleMail.sender, packDigest: "e", domain: SampleMail.sender.domain),
    ]
    #expect(Set(others).count == others.count)
  }

  @Test(arguments: [
    "", "a@b", "<a@b", "<@b>", "<a@>", "<ab>", "<a b@c>", "<a@b>\r\nBcc: x", "<a@b\n>", "<<a@b>>", "<é@b>",
    "<" + String(repeating: "a", count: 400) + "@b>",
  ])
  func whatIsNoIdentityIsRefused(_ text: String) { #expect(MessageID(text) == nil) }

  @Test func dates() throws {
    #expect(MailDate.text(1_460_626_200) == "Thu, 14 Apr 2016 09:30:00 +0000")
    #expect(MailDate.text(0) == "Thu, 01 Jan 1970 00:00:00 +0000")
    #expect(MailDate.text(-1) == "Wed, 31 Dec 1969 23:59:59 +0000")
    #expect(MailDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 +0000")
    #expect(MailDate.text(.max) == "Fri, 31 Dec 9999 23:59:59 +0000")
    #expect(MailDate.text(.min) == "Mon, 01 Jan 1900 00:00:00 +0000")
    var generator = SeededGenerator(seed: 5)
    let seconds = (0..<400).map { _ in Int.random(in: -2_000_000_000...8_000_000_000, using: &generator) }
    let input = Array(seconds.map { "@\($0)\n" }.joined().utf8)
    let result = try runTool("/usr/bin/date", ["-u", "-f", "-", "+%a, %d %b %Y %H:%M:%S +0000"], input: input)
    #expect(String(decoding: result.output, as: UTF8.self) == seconds.map { MailDate.text($0) + "\n" }.joined())
  }
}

/// A file of `Samples`, as it stands there.
func sampleFile(_ name: String) throws -> [UInt8] {
  let path = try #require(Bundle.module.path(forResource: "Samples/\(name)", ofType: "eml"), "Samples/\(name).eml is missing")
  return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}
