import Foundation
import Testing

@testable import Mail

/// TLS and its certificates: nothing goes out unless the host has shown who it is.
struct SMTPProtectionTests {
  private let certificates = TestCertificates.shared

  private func send(_ host: SMTPTestServer, _ security: SMTPServer.Security, change: (inout SMTPServer) -> Void = { _ in }) throws -> SMTPOutcome {
    let authority = try certificates.get().authority
    let server = host.server(security) {
      $0.authorities = authority
      change(&$0)
    }
    return try SMTPSession(server: server, secret: nil).send(from: "packs@example.test", to: "jane@example.test", message: sampleMessage())
  }

  private static let ways: [(SMTPServer.Security, String)] = [(.startTLS, "starttls"), (.implicitTLS, "implicit")]

  @Test(arguments: ways) func aGoodCertificateIsTaken(_ security: SMTPServer.Security, _ name: String) throws {
    let host = try SMTPTestServer(["--security", name] + certificates.get().arguments("good"))
    #expect(try send(host, security).isAccepted)
    #expect(try host.messages().map(\.tls) == [true])
  }

  @Test(arguments: ways) func aCertificateThatIsNotTheHostsIsNotTaken(_ security: SMTPServer.Security, _ name: String) throws {
    let certificates = try certificates.get()
    func expectNotReady(_ certificate: String, _ word: String, change: (inout SMTPServer) -> Void = { _ in }) throws {
      let host = try SMTPTestServer(["--security", name] + certificates.arguments(certificate))
      let outcome = try send(host, security, change: change)
      guard case .notReady(let reason) = outcome else {
        Issue.record("\(certificate): \(outcome)")
        return
      }
      #expect(reason.contains(word), "\(reason)")
      #expect(try host.messages().isEmpty)
    }
    try expectNotReady("elsewhere", "localhost")
    try expectNotReady("expired", "expired")
    try expectNotReady("good", "certificate") { $0.authorities = certificates.stranger }
    try expectNotReady("good", "certificate") { $0.authorities = nil }
    try expectNotReady("good", "certificate") { $0.authorities = certificates.authority + ".none" }
    // The certificate is of a name, and this is an address.
    try expectNotReady("good", "127.0.0.1") { $0.host = "127.0.0.1" }
  }

  @Test func aHostWithoutSTARTTLSGetsNothing() throws {
    let host = try SMTPTestServer()
    #expect(try send(host, .startTLS) == .notReady("localhost:\(host.port): STARTTLS not supported."))
    guard case .notReady = try send(host, .implicitTLS) else {
      Issue.record("sent")
      return
    }
    #expect(try host.messages().isEmpty)
  }

  @Test func oldTLSIsNotSpoken() throws {
    let host = try SMTPTestServer(["--security", "implicit", "--oldest-tls-only"] + certificates.get().arguments("good"))
    let outcome = try send(host, .implicitTLS)
    guard case .notReady = outcome else {
      Issue.record("\(outcome)")
      return
    }
    // The host does speak: a client that takes TLS 1.1 gets through.
    let said = try openssl(
      ["s_client", "-connect", "127.0.0.1:\(host.port)", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", "-quiet", "-CAfile", certificates.get().authority],
      input: Array("QUIT\r\n".utf8))
    #expect(said.contains("220 "), "\(said)")
  }
}
