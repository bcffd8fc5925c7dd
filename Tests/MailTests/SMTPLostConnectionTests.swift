import Foundation
import Testing

@testable import Mail

/// Connections that end at every point of a message: what is known is said, what is not known is `unknown`, and nothing goes twice.
struct SMTPLostConnectionTests {
  private func deliver(_ session: SMTPSession, to: String, _ message: [UInt8] = sampleMessage()) -> SMTPOutcome {
    session.send(from: "packs@example.test", to: to, message: message)
  }

  private func session(_ host: SMTPTestServer, _ security: SMTPServer.Security = .none, change: (inout SMTPServer) -> Void = { _ in }) throws
    -> SMTPSession
  {
    let authority = try TestCertificates.shared.get().authority
    return try SMTPSession(
      server: host.server(security) {
        if security != .none { $0.authorities = authority }
        change(&$0)
      }, secret: nil)
  }

  private static let securities: [(SMTPServer.Security, String)] = [(.none, "none"), (.implicitTLS, "implicit")]

  private func smallHost(_ security: String = "none", _ arguments: String...) throws -> SMTPTestServer {
    try SMTPTestServer(["--kind", "small", "--security", security] + TestCertificates.shared.get().arguments("good") + arguments)
  }

  @Test(arguments: securities) func afterTheEndAndBeforeTheReplyTheOutcomeIsUnknown(_ security: SMTPServer.Security, _ name: String) throws {
    let host = try smallHost(name)
    let session = try session(host, security)
    for (number, way) in ["dot", "reset"].enumerated() {
      // Once on a new connection and once on one that has carried a message: the latter is where a library may try again by itself.
      for earlier in 0..<2 {
        if earlier == 1 { #expect(deliver(session, to: "jane@example.test").isAccepted) }
        let outcome = deliver(session, to: "\(way)@example.test", sampleMessage(number))
        guard case .unknown(let reason) = outcome else {
          Issue.record("\(way): \(outcome)")
          continue
        }
        #expect(reason.contains("after the whole message was given"), "\(reason)")
      }
      // The host did take both, and neither a third time.
      #expect(try host.messages().count { $0.recipients == ["\(way)@example.test"] } == 2)
    }
    #expect(deliver(session, to: "jane@example.test").isAccepted)
    #expect(try host.messages().count == 7)
  }

  @Test(arguments: securities) func withinAMessageNothingIsDelivered(_ security: SMTPServer.Security, _ name: String) throws {
    let host = try smallHost(name)
    let session = try session(host, security)
    for earlier in 0..<2 {
      if earlier == 1 { #expect(deliver(session, to: "jane@example.test").isAccepted) }
      let connections = try host.records().count { $0.event == "connection" } - earlier
      let outcome = deliver(session, to: "middle@example.test", longMessage(bytes: 12_000_000))
      guard case .deferred(_, .server) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      // It had begun, so it was not tried again.
      #expect(try host.records().count { $0.event == "connection" } == connections + 1)
    }
    #expect(try host.messages().map(\.recipients) == [["jane@example.test"]])
  }

  @Test(arguments: [nil, "421 4.4.2 Idle for too long"]) func aConnectionThatTheHostClosedIsOpenedAgain(_ farewell: String?) throws {
    let host = try SMTPTestServer(["--kind", "small", "--close-after", "2"] + (farewell.map { ["--farewell", $0] } ?? []))
    let session = try session(host)
    for number in 1...20 {
      let outcome = deliver(session, to: "r\(number)@example.test", sampleMessage(number))
      #expect(outcome.isAccepted, "\(number): \(outcome)")
    }
    #expect(try host.messages().map(\.recipients) == (1...20).map { ["r\($0)@example.test"] })
    #expect(try host.records().count { $0.event == "connection" } == 10)
  }

  @Test func aHostThatEndsBeforeTheMessageIsTriedOnceMoreOnANewConnectionOnly() throws {
    let host = try smallHost()
    let session = try session(host)
    #expect(deliver(session, to: "early@example.test") == .deferred("421 4.3.2 Shutting down", .server))
    #expect(try host.records().count { $0.event == "connection" } == 1)
    #expect(deliver(session, to: "jane@example.test").isAccepted)
    #expect(deliver(session, to: "early@example.test") == .deferred("421 4.3.2 Shutting down", .server))
    #expect(try host.records().count { $0.event == "connection" } == 3)
  }

  @Test func timeOutsSayWhatIsKnown() throws {
    let host = try smallHost()
    let began = ContinuousClock.now
    let quick = try session(host) {
      $0.stallSeconds = 1
      $0.messageSeconds = 3
    }
    guard case .deferred(_, .server) = deliver(quick, to: "silent@example.test") else {
      Issue.record("not deferred")
      return
    }
    #expect(ContinuousClock.now - began < .seconds(4))
    // A whole message that is not answered: unknown, after the whole time and not after the stall's.
    let outcome = deliver(quick, to: "hang@example.test")
    guard case .unknown = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(ContinuousClock.now - began < .seconds(9))
    let stuck = deliver(quick, to: "stuck@example.test", longMessage(bytes: 12_000_000))
    guard case .deferred(_, .server) = stuck else {
      Issue.record("\(stuck)")
      return
    }
    quick.close()
    #expect(ContinuousClock.now - began < .seconds(16))
    #expect(try host.messages().isEmpty)
  }

  @Test func aHostMayTakeItsTimeOverAWholeMessage() throws {
    // Three times: a connection older than a message's time must not count against the message.
    let host = try smallHost()
    let session = try session(host) {
      $0.stallSeconds = 1
      $0.messageSeconds = 3
    }
    for _ in 0..<3 { #expect(deliver(session, to: "slow-2@example.test").isAccepted) }
    #expect(try host.records().count { $0.event == "connection" } == 1)
  }

  @Test func aReplyThatSaysNeitherIsUnknown() throws {
    let host = try smallHost()
    let outcome = try deliver(session(host), to: "odd@example.test")
    #expect(outcome == .unknown("localhost:\(host.port): the reply to the whole message says neither yes nor no: 354 Go on"))
  }

  @Test func aHostThatIsNotThereIsDeferred() throws {
    let host = try smallHost()
    let session = try session(host) { $0.port = 1 }
    guard case .deferred(let reason, .server) = deliver(session, to: "jane@example.test") else {
      Issue.record("not deferred")
      return
    }
    #expect(reason.hasPrefix("localhost:1: "))
    session.close()
  }

  @Test(arguments: [("421 4.3.2 Too busy", true), ("554 No mail here", false)]) func theGreetingDecides(_ greeting: String, _ isPassing: Bool) throws
  {
    let host = try smallHost("none", "--greeting", greeting)
    let outcome = try deliver(session(host), to: "jane@example.test")
    #expect(outcome == (isPassing ? .deferred(greeting, .server) : .notReady("localhost:\(host.port): \(greeting)")))
  }
}
