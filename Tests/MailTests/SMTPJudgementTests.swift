import CCurl
import Testing

@testable import Mail

/// The judgement by itself, where no host can be made to show it, and the guards against a library that tries again.
struct SMTPJudgementTests {
  private func outcome(
    _ phase: SMTPConversation.Phase, _ reply: String? = nil, ended: Bool = false, ready: Bool = false, _ result: CURLcode
  ) -> SMTPOutcome {
    let reply = reply.flatMap { text in Int(text.prefix(3)).map { SMTPReply(code: $0, lines: [Array(text.utf8)]) } }
    return SMTPJudgement(phase: phase, reply: reply, hasEnded: ended, hasBeenReady: ready, result: result, reason: "why", place: "h:25").outcome
  }

  @Test func onlyAReplyAfterTheEndSaysThatNothingWasTaken() {
    for result in [
      CURLE_OK, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_OPERATION_TIMEDOUT, CURLE_SSL_CONNECT_ERROR, CURLE_READ_ERROR, CURLE_OUT_OF_MEMORY,
    ] {
      guard case .unknown = outcome(.ended, ended: true, result) else {
        Issue.record("\(result)")
        continue
      }
      #expect(outcome(.ended, "250 taken", ended: true, result) == .accepted("250 taken"))
      #expect(outcome(.ended, "251 taken", ended: true, result) == .accepted("251 taken"))
      #expect(outcome(.ended, "452 full", ended: true, result) == .deferred("452 full", .message))
      #expect(outcome(.ended, "421 bye", ended: true, result) == .deferred("421 bye", .server))
      #expect(outcome(.ended, "554 no", ended: true, result) == .refused("554 no"))
    }
  }

  @Test func beforeTheEndNothingIsUnknown() {
    #expect(outcome(.body, "354 go", CURLE_SEND_ERROR) == .deferred("h:25: why", .server))
    #expect(outcome(.data, nil, CURLE_RECV_ERROR) == .deferred("h:25: why", .server))
    #expect(outcome(.data, "554 no", CURLE_SEND_ERROR) == .refused("554 no"))
    #expect(outcome(.data, "452 full", CURLE_SEND_ERROR) == .deferred("452 full", .message))
    #expect(outcome(.sender, "550 not you", CURLE_SEND_ERROR) == .refused("550 not you"))
    #expect(outcome(.sender, "530 who", CURLE_SEND_ERROR) == .notReady("h:25: 530 who"))
    #expect(outcome(.connection, "554 no", CURLE_WEIRD_SERVER_REPLY) == .notReady("h:25: 554 no"))
    #expect(outcome(.startTLS, "454 later", CURLE_USE_SSL_FAILED) == .deferred("454 later", .server))
    #expect(outcome(.startTLS, "220 go", CURLE_WEIRD_SERVER_REPLY) == .notReady("h:25 answered STARTTLS with more than TLS: why"))
    #expect(outcome(.startTLS, "220 go", CURLE_PEER_FAILED_VERIFICATION) == .notReady("h:25: why"))
    #expect(outcome(.startTLS, "220 go", CURLE_SSL_CONNECT_ERROR) == .notReady("h:25: why"))
    #expect(outcome(.startTLS, "220 go", ready: true, CURLE_SSL_CONNECT_ERROR) == .deferred("h:25: why", .server))
    #expect(outcome(.authentication, "334 (asked for more)", CURLE_LOGIN_DENIED) == .notReady("h:25 did not take the user: 334 (asked for more)"))
    guard case .unknown = outcome(.body, "354 go", CURLE_OK) else {
      Issue.record("not unknown")
      return
    }
  }

  /// Plays a host and libcurl to a conversation.
  private struct Play {
    let conversation: SMTPConversation

    init(_ server: SMTPServer = SMTPServer(host: "localhost", security: .none)) {
      conversation = SMTPConversation(server: server, secret: nil)
      conversation.begin(sampleMessage())
    }

    func command(_ command: String, _ reply: String) {
      Array("\(command)\r\n".utf8).withUnsafeBytes { conversation.sends($0) }
      _ = Array("\(reply)\r\n".utf8).withUnsafeBytes { conversation.hears($0) }
    }

    func envelope() {
      command("MAIL FROM:<a@b>", "250 OK")
      command("RCPT TO:<c@d>", "250 OK")
      command("DATA", "354 Go on")
    }

    func read(_ count: Int) -> Int? {
      var space = [UInt8](repeating: 0, count: count)
      return space.withUnsafeMutableBytes { conversation.gives($0) }
    }
  }

  @Test func aMessageIsReadOnceOnly() {
    let whole = Play()
    whole.envelope()
    #expect(whole.read(1_000) == sampleMessage().count)
    #expect(whole.read(1_000) == 0)
    #expect(whole.conversation.hasEnded)
    #expect(whole.read(1_000) == nil)
    whole.envelope()
    #expect(whole.read(1_000) == nil)
    guard case .unknown = whole.conversation.stop else {
      Issue.record("not stopped")
      return
    }
    let half = Play()
    half.envelope()
    #expect(half.read(10) == 10)
    half.envelope()
    #expect(half.read(10) == nil)
    #expect(half.conversation.stop == .deferred("the connection was lost within the message", .server))
  }

  @Test func theReplyToAFarewellIsNoReplyToTheMessage() {
    let play = Play()
    play.envelope()
    _ = play.read(1_000)
    _ = play.read(1_000)
    play.command("QUIT", "221 2.0.0 Bye")
    #expect(play.conversation.hasEnded && play.conversation.phase == .ended && play.conversation.reply == nil)
  }

  @Test func withoutTLSOrUserNoByteIsGiven() {
    let open = Play(SMTPServer(host: "mail.test"))
    open.command("EHLO a", "250 STARTTLS")
    open.envelope()
    #expect(open.read(10) == nil)
    #expect(open.conversation.stop == .notReady("mail.test:587 would take the message without TLS"))
    let nobody = Play(SMTPServer(host: "localhost", security: .none, user: "packs"))
    nobody.command("EHLO a", "250 AUTH PLAIN")
    nobody.command("AUTH PLAIN", "535 no")
    nobody.envelope()
    #expect(nobody.read(10) == nil)
    // What a first connection reached does not hold for a second.
    let twice = Play(SMTPServer(host: "mail.test"))
    twice.command("EHLO a", "250 STARTTLS")
    twice.command("STARTTLS", "220 Go on")
    twice.command("EHLO a", "250 HELP")
    twice.envelope()
    #expect(twice.read(10) == 10)
    twice.conversation.begin(sampleMessage())
    twice.command("EHLO a", "250 STARTTLS")
    twice.envelope()
    #expect(twice.read(10) == nil)
  }
}
