import MailAddresses
import Testing

@testable import Mail

/// Notifications in the shapes that mail systems write, and what is none.
struct DeliveryReportTests {
  /// A sample with LF and with CRLF has to read the same.
  private func report(_ name: String) throws -> DeliveryReport {
    let bytes = try sampleFile(name)
    let report = try DeliveryReport(bytes)
    #expect(try DeliveryReport(bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }) == report)
    return report
  }

  @Test func postfix() throws {
    let report = try report("postfix")
    #expect(report.reportingSystem == "mx1.csu.example.nhs.uk")
    #expect(report.originalMessageID?.text == "<0123456789abcdef0123456789abcdef01234567@csu.example.nhs.uk>")
    let outcome = try #require(report.outcomes.first)
    #expect(report.outcomes.count == 1)
    #expect(outcome.recipient == "jane.doe@ccg.example.nhs.uk")
    #expect(outcome.address == SampleMail.address("jane.doe@ccg.example.nhs.uk") && outcome.originalAddress == outcome.address)
    #expect(outcome.action == .failed && outcome.status == "5.1.1")
    #expect(
      outcome.diagnostic == "550 5.1.1 <jane.doe@ccg.example.nhs.uk>: Recipient address rejected: User unknown in virtual mailbox table")
  }

  @Test func exchange() throws {
    let report = try report("exchange")
    #expect(report.reportingSystem == "EXCH01.ccg.example.nhs.uk")
    #expect(report.originalMessageID?.text == "<89abcdef89abcdef89abcdef89abcdef89abcdef@csu.example.nhs.uk>")
    #expect(report.outcomes.map(\.recipient) == ["contracts.team@mail.ccg.example.nhs.uk", "archive@ccg.example.nhs.uk"])
    #expect(report.outcomes.map(\.originalAddress?.text) == ["contracts@ccg.example.nhs.uk", nil])
    #expect(report.outcomes.map(\.action) == [.failed, .expanded])
    #expect(report.outcomes.map(\.status) == ["5.2.2", "2.0.0"])
    #expect(report.outcomes[0].diagnostic.hasPrefix("554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:Quota"))
    #expect(report.outcomes[0].diagnostic.hasSuffix("due to a permanent exception") && report.outcomes[1].diagnostic == "")
  }

  @Test func qmailLike() throws {
    let report = try report("qmail")
    #expect(report.originalMessageID?.text == "<ffffffffffffffffffffffffffffffffffffffff@csu.example.nhs.uk>")
    #expect(report.reportingSystem == "gp.example.org")
    #expect(report.outcomes.map(\.address?.text) == ["dr.who@gp.example.org"])
    #expect(report.outcomes.map(\.action) == [.failed] && report.outcomes.map(\.status) == ["5.1.1"])
  }

  @Test func delayed() throws {
    let report = try report("delayed")
    #expect(report.outcomes.map(\.action) == [.delayed] && report.outcomes.map(\.status) == ["4.4.1"])
    // It returns no mail: what it answers is the last of its references.
    #expect(report.originalMessageID?.text == "<2222222222222222222222222222222222222222@csu.example.nhs.uk>")
  }

  @Test func forwardedWithSeveralOutcomes() throws {
    let report = try report("forwarded")
    #expect(report.outcomes.map(\.recipient) == ["a@example.org", "\"odd name\"@example.org", "c@example.org"])
    #expect(report.outcomes.map(\.address?.text) == ["a@example.org", nil, "c@example.org"])
    // The third says no action, and its status is of the class that failed.
    #expect(report.outcomes.map(\.action) == [.delivered, .relayed, .failed])
    #expect(report.outcomes.map(\.diagnostic) == ["", "", "550 5.7.1 refused"])
    // The inner report returns no mail and says which it answers; its boundary begins with the outer one, which is another.
    #expect(report.originalMessageID?.text == "<3333333333333333333333333333333333333333@csu.example.nhs.uk>")
  }

  @Test(arguments: ["exim", "qsbmf"])
  func aBounceInWordsAloneIsNone(_ name: String) throws {
    let bytes = try sampleFile(name)
    #expect(throws: DeliveryReportProblem.noDeliveryStatus(mediaType: "text/plain")) { try DeliveryReport(bytes) }
  }

  @Test func aMailOfOursIsNone() {
    #expect(throws: DeliveryReportProblem.noDeliveryStatus(mediaType: "multipart/mixed")) { try DeliveryReport(SampleMail.small().bytes()) }
  }

  private static func wrapped(_ status: String, type: String = "multipart/report; boundary=b") -> [UInt8] {
    Array("Content-Type: \(type)\n\n--b\nContent-Type: message/delivery-status\n\n\(status)\n--b--\n".utf8)
  }

  static let broken: [(String, [UInt8], DeliveryReportProblem)] = [
    ("nothing", [], .empty),
    ("no headers", Array("Hello\n\nthere\n".utf8), .notAMail),
    ("line ends alone", Array("\n\n\n\r\n".utf8), .notAMail),
    ("no boundary", wrapped("", type: "multipart/report"), .noBoundary),
    ("another boundary", wrapped("", type: "multipart/report; boundary=c"), .noBoundary),
    ("an empty boundary", wrapped("", type: "multipart/report; boundary=\"\""), .noBoundary),
    ("no recipient", wrapped("Reporting-MTA: dns; x\n\nAction: failed\n"), .noRecipient),
    ("no action", wrapped("Final-Recipient: rfc822; a@b.example\n"), .noAction(recipient: "a@b.example", action: "")),
    (
      "an unknown action", wrapped("Final-Recipient: rfc822; a@b.example\nAction: lost\nStatus: 3.0.0"),
      .noAction(recipient: "a@b.example", action: "lost")
    ),
    (
      "too many parts", Array(("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n", count: 500)).utf8),
      .tooManyParts(limit: 200)
    ),
    (
      "too many recipients", wrapped(String(repeating: "Final-Recipient: rfc822; a@b.example\nAction: failed\n\n", count: 5001)),
      .tooManyRecipients(limit: 5000)
    ),
    ("long headers", Array(("X: " + String(repeating: "x", count: 600_000)).utf8), .headersTooLong(limit: 524_288)),
    (
      "deep mails", Array(String(repeating: "Content-Type: message/rfc822\n\n", count: 20).utf8), .tooDeep(limit: 10)
    ),
    ("too large", [UInt8](repeating: 10, count: DeliveryReport.mostBytes + 1), .tooLarge(bytes: 67_108_865, limit: 67_108_864)),
  ]

  @Test(arguments: broken.map(\.0))
  func whatIsBrokenIsSaid(_ name: String) throws {
    let (_, bytes, problem) = try #require(Self.broken.first { $0.0 == name })
    #expect(throws: problem) { try DeliveryReport(bytes) }
    #expect(!problem.words.isEmpty && problem.words.unicodeScalars.allSatisfy { $0.value >= 32 })
  }

  @Test func aReportThatIsCutOffIsReadAsFarAsItGoes() throws {
    let report = try DeliveryReport(
      Array(
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed"
          .utf8))
    #expect(report.outcomes.map(\.recipient) == ["a@b.example"])
  }

  @Test func whatItSaysIsMadeOneLine() throws {
    let text = "Final-Recipient: rfc822; a\u{1B}[2J\u{202E}x\nAction: failed\nDiagnostic-Code: smtp; \u{7}" + String(repeating: "é", count: 3000)
    let outcome = try #require(try DeliveryReport(Self.wrapped(text)).outcomes.first)
    #expect(outcome.recipient == "a [2J x" && outcome.address == nil)
    #expect(outcome.diagnostic == String(repeating: "é", count: 1000))
    let problem = DeliveryReportProblem.noAction(recipient: String(repeating: "r", count: 500), action: "")
    #expect(problem.words.count < 200)
  }

  @Test func contentTypesAreReadAsTheyAreWritten() {
    let type = ContentType(
      "Multipart/Report (a (nested) comment); Report-Type = \"delivery\\-status\" ;; x; =y; boundary=\"a;b=\\\"c\" ; boundary=second")
    #expect(type.mediaType == "multipart/report")
    #expect(type["report-type"] == "delivery-status" && type["boundary"] == "a;b=\"c")
    for value in [nil, "", ";", "x", "(((", "\"", "\\", "multipart", "; boundary=b"] { #expect(ContentType(value).mediaType == "text/plain") }
    #expect(ContentType("a/b; c=\"d")["c"] == "d" && ContentType("a/b; c=")["c"] == "" && ContentType("a/b; c=\"\\")["c"] == "\\")
  }
}
