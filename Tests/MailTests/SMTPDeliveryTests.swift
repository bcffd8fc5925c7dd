import Foundation
import MailAddresses
import Testing

@testable import Mail

/// What a proper mail host gets, and what its replies make of a message.
struct SMTPDeliveryTests {
  private func deliver(_ session: SMTPSession, to: String, _ message: [UInt8] = sampleMessage()) -> SMTPOutcome {
    session.send(from: "packs@example.test", to: to, message: message)
  }

  @Test func aMessageArrivesByteForByte() throws {
    let host = try SMTPTestServer()
    let session = try SMTPSession(server: host.server(), secret: nil)
    // Dots where a line begins, at the edges of what libcurl reads at once (64 KiB), and at the end.
    let edge = sampleMessage(
      body: (0..<40).map { String(repeating: ".", count: $0) } + Array(repeating: String(repeating: ".", count: 62), count: 3_000) + ["."])
    for (number, message) in [sampleMessage(), Array(".\r\n".utf8), Array("\r\n".utf8), edge, longMessage(bytes: 1_000_000)].enumerated() {
      #expect(deliver(session, to: "jane@example.test", message) == .accepted("250 2.0.0 OK: queued as 0000000\(number + 1)"))
      let record = try #require(try host.messages().last)
      #expect(try record.sha256 == sha256(message), "message \(number)")
      #expect(record.sender == "packs@example.test" && record.recipients == ["jane@example.test"] && record.tls == false && record.user == nil)
    }
    session.close()
    #expect(try host.waits(for: "quit"))
    #expect(try host.records().count { $0.event == "connection" } == 1)
    #expect(try host.records().first { $0.event == "hello" }?.name == "sender.test")
  }

  @Test func aMessageIsWholeWhateverTheCountOfItsDots() throws {
    // libcurl 7.88 with a size given ends a message early where added dots make its count of written bytes meet the size at the end of a buffer.
    let host = try SMTPTestServer()
    let session = try SMTPSession(server: host.server(), secret: nil)
    for dots in [2, 5, 12] {
      var message = Array(String(repeating: ".\r\n", count: dots).utf8)
      while message.count < 65_536 - 80 { message += Array((String(repeating: "x", count: 76) + "\r\n").utf8) }
      message += Array((String(repeating: "y", count: 65_536 - message.count - 2) + "\r\n").utf8)
      message += Array((String(repeating: "z", count: dots - 2) + "\r\n").utf8)
      #expect(message.count == 65_536 + dots)
      guard case .accepted = deliver(session, to: "jane@example.test", message) else {
        Issue.record("not accepted")
        return
      }
      #expect(try host.messages().last?.sha256 == sha256(message))
    }
  }

  @Test func repliesDecide() throws {
    let host = try SMTPTestServer()
    let session = try SMTPSession(server: host.server(), secret: nil)
    #expect(deliver(session, to: "nobody@example.test") == .refused("550 5.1.1 No such user"))
    #expect(deliver(session, to: "full@example.test") == .refused("552 5.2.2 Mailbox full"))
    for _ in 0..<2 { #expect(deliver(session, to: "busy-2@example.test") == .deferred("451 4.3.0 Try again later", .message)) }
    #expect(deliver(session, to: "busy-2@example.test").isAccepted)
    #expect(deliver(session, to: "later-1@example.test") == .deferred("451 4.7.1 Greylisted, try again later", .message))
    #expect(deliver(session, to: "later-1@example.test").isAccepted)
    #expect(deliver(session, to: "closing@example.test") == .deferred("421 4.3.2 Shutting down", .server))
    #expect(deliver(session, to: "jane@example.test").isAccepted)
    #expect(try host.messages().flatMap { $0.recipients ?? [] } == ["busy-2@example.test", "later-1@example.test", "jane@example.test"])
  }

  @Test func aMessageAboveTheHostsSizeIsRefusedBeforeItIsSent() throws {
    let host = try SMTPTestServer("--size", "5000")
    let session = try SMTPSession(server: host.server(), secret: nil)
    let message = longMessage(bytes: 6_000)
    let refusal = SMTPOutcome.refused("localhost:\(host.port) takes messages of 5000 bytes at most, and this one has \(message.count)")
    #expect(deliver(session, to: "jane@example.test", message) == refusal)
    #expect(deliver(session, to: "jane@example.test").isAccepted)
    #expect(deliver(session, to: "jane@example.test", message) == refusal)
    #expect(deliver(session, to: "jane@example.test").isAccepted)
    #expect(try host.messages().count == 2)
  }

  @Test func whatCannotGoBySMTPIsNotSent() throws {
    let host = try SMTPTestServer()
    let session = try SMTPSession(server: host.server(), secret: nil)
    for address in [
      "jane", "@example.test", "jane@", "jane@example.test\r\nRCPT TO:<all@example.test>", "jane doe@example.test", "<jane@example.test>",
      "j\u{E4}ne@example.test",
      "jane@example.test> SIZE=1", "jane\0@example.test", String(repeating: "j", count: 250) + "@example.test", "",
    ] {
      for outcome in [
        session.send(from: "packs@example.test", to: address, message: sampleMessage()),
        session.send(from: address, to: "a@b", message: sampleMessage()),
      ] {
        guard case .unfit(let reason) = outcome else {
          Issue.record("\(address) went: \(outcome)")
          continue
        }
        #expect(reason.hasSuffix("is no plain address") && !reason.contains("\r") && !reason.contains("\n"))
      }
    }
    let cases: [(String, String)] = [
      ("", "the message is empty"), ("a", "the message is empty"), ("ab", "the message does not end with a line end"),
      ("a\r\nb", "the message does not end with a line end"), ("a\n.\nb\r\n", "the message has a line end that is not CR LF"),
      ("a\rb\r\n", "the message has a line end that is not CR LF"), ("a\r\r\n", "the message has a line end that is not CR LF"),
      ("\n\r\n", "the message has a line end that is not CR LF"),
      (String(repeating: "a", count: 999) + "\r\n", "the message has a line of more than 998 bytes"),
      ("a\u{E9}\r\n", "the message has bytes that are not ASCII"), ("a\0\r\n", "the message has a zero byte"),
    ]
    for (text, reason) in cases { #expect(deliver(session, to: "jane@example.test", Array(text.utf8)) == .unfit(reason)) }
    #expect(deliver(session, to: "jane@example.test", Array((String(repeating: "a", count: 998) + "\r\n").utf8)).isAccepted)
    #expect(try host.messages().count == 1)
  }

  @Test func aThousandMessagesGoOverOneConnectionEachOnce() throws {
    let certificates = try TestCertificates.shared.get()
    let host = try SMTPTestServer(["--security", "starttls", "--user", "packs", "--password", "a pass:word"] + certificates.arguments("good"))
    var password = Array("a pass:word".utf8)
    let session = try SMTPSession(
      server: host.server(.startTLS) {
        $0.authorities = certificates.authority
        $0.user = "packs"
      }, secret: SMTPSecret(taking: &password))
    for number in 1...1_000 {
      let outcome = session.send(from: "packs@example.test", to: "r\(number)@example.test", message: sampleMessage(number))
      #expect(outcome.isAccepted, "\(outcome)")
    }
    session.close()
    let messages = try host.messages()
    #expect(messages.map(\.recipients) == (1...1_000).map { ["r\($0)@example.test"] })
    #expect(Set(messages.compactMap(\.sha256)).count == 1_000)
    #expect(try messages.last?.sha256 == sha256(sampleMessage(1_000)))
    #expect(messages.allSatisfy { $0.tls == true && $0.user == "packs" && $0.mechanism == "PLAIN" })
    #expect(try host.waits(for: "quit"))
    #expect(try host.records().count { $0.event == "connection" } == 1)
    #expect(try host.records().count { $0.event == "user" } == 1)
  }
}

extension SMTPOutcome {
  /// Whether the host took the message.
  var isAccepted: Bool { if case .accepted = self { true } else { false } }
}
