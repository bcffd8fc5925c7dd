import Foundation
import Testing

@testable import Mail

/// How a user is made known, and what happens where that fails.
struct SMTPUserTests {
  private let certificates = TestCertificates.shared
  /// Longer than one line of AUTH holds in base64, with what needs care in URLs and options.
  private static let password = "p;AUTH=NTLM %40:/@\u{E9} word" + String(repeating: "x", count: 30)

  private func session(_ host: SMTPTestServer, _ authentication: SMTPServer.Authentication, _ password: String = password) throws -> SMTPSession {
    var bytes = Array(password.utf8)
    let secret = try SMTPSecret(taking: &bytes)
    let authority = try certificates.get().authority
    return try SMTPSession(
      server: host.server(.startTLS) {
        $0.authorities = authority
        $0.user = "packs;x@example.test"
        $0.authentication = authentication
      }, secret: secret)
  }

  private func host(_ arguments: String..., password: String = password) throws -> SMTPTestServer {
    try SMTPTestServer(
      ["--security", "starttls", "--user", "packs;x@example.test", "--password", password] + certificates.get().arguments("good") + arguments)
  }

  private func send(_ session: SMTPSession) -> SMTPOutcome {
    session.send(from: "packs@example.test", to: "jane@example.test", message: sampleMessage())
  }

  @Test(arguments: [(SMTPServer.Authentication.automatic, "PLAIN"), (.plain, "PLAIN"), (.login, "LOGIN"), (.xoauth2, "XOAUTH2")])
  func theUserIsMadeKnown(_ authentication: SMTPServer.Authentication, _ mechanism: String) throws {
    let token = authentication == .xoauth2 ? "ya29." + String(repeating: "A-_", count: 700) : Self.password
    let host = try host(password: token)
    let session = try session(host, authentication, token)
    #expect(session.connect() == nil)
    #expect(send(session).isAccepted)
    #expect(session.connect() == nil)
    #expect(send(session).isAccepted)
    #expect(try host.messages().map(\.mechanism) == [mechanism, mechanism])
    #expect(try host.messages().map(\.user) == ["packs;x@example.test", "packs;x@example.test"])
    #expect(try host.records().count { $0.event == "connection" } == 1)
  }

  @Test func automaticTakesLoginWhereThereIsNoPlain() throws {
    let host = try host("--mechanisms", "LOGIN XOAUTH2")
    #expect(try send(session(host, .automatic)).isAccepted)
    #expect(try host.messages().map(\.mechanism) == ["LOGIN"])
  }

  @Test(arguments: [SMTPServer.Authentication.automatic, .plain, .login, .xoauth2])
  func aWrongPasswordStopsAll(_ authentication: SMTPServer.Authentication) throws {
    let host = try host()
    let session = try session(host, authentication, "wrong-secret")
    let expected = SMTPOutcome.notReady("localhost:\(host.port) did not take the user: 535 5.7.8 Wrong")
    #expect(session.connect() == expected)
    #expect(send(session) == expected)
    #expect(try host.messages().isEmpty)
    #expect(try host.records().filter { $0.event == "user" }.map(\.known) == [false, false])
  }

  @Test func aHostThatAsksForNoUserGetsNothing() throws {
    // A host that would take mail from anybody, and one that knows other ways only.
    let open = try SMTPTestServer(["--security", "starttls"] + certificates.get().arguments("good"))
    #expect(try send(session(open, .automatic)) == .notReady("localhost:\(open.port) offers no way to make a user known, and not PLAIN or LOGIN"))
    let other = try host("--mechanisms", "LOGIN")
    #expect(try send(session(other, .plain)) == .notReady("localhost:\(other.port) offers AUTH LOGIN, and not PLAIN"))
    #expect(try session(other, .xoauth2).connect() == .notReady("localhost:\(other.port) offers AUTH LOGIN, and not XOAUTH2"))
    for host in [open, other] {
      #expect(try host.messages().isEmpty)
      #expect(try !host.records().contains { $0.event == "user" })
    }
  }

  @Test func aHostThatNeedsAUserSaysSo() throws {
    let host = try host()
    let authority = try certificates.get().authority
    let session = try SMTPSession(server: host.server(.startTLS) { $0.authorities = authority }, secret: nil)
    let outcome = send(session)
    #expect(outcome == .notReady("localhost:\(host.port): 530 5.7.0 Authentication required"))
  }

  @Test(arguments: [
    ("535 you said {}", "535 (the host’s words are withheld, as they repeat the secret)"),
    ("535 no, packs@example.test", "535 no, packs@example.test"), ("535-no\r\n535 not you\u{1B}[2J", "535 no not you?[2J"),
  ])
  func whatTheHostRepeatsIsNotTold(_ reply: String, _ told: String) throws {
    let host = try SMTPTestServer(["--kind", "small", "--user", "packs", "--mechanisms", "PLAIN", "--auth-reply", reply])
    var password = Array("correct horse".utf8)
    let server = host.server { $0.user = "packs" }
    let session = try SMTPSession(server: server, secret: SMTPSecret(taking: &password))
    #expect(send(session) == .notReady("localhost:\(host.port) did not take the user: \(told)"))
  }

  @Test func aHostThatCannotAskNowIsTriedLater() throws {
    let host = try SMTPTestServer(["--kind", "small", "--user", "packs", "--mechanisms", "PLAIN", "--auth-reply", "454 4.7.0 Temporary failure"])
    var password = Array("correct horse".utf8)
    let server = host.server { $0.user = "packs" }
    #expect(try send(SMTPSession(server: server, secret: SMTPSecret(taking: &password))) == .deferred("454 4.7.0 Temporary failure", .server))
  }
}
