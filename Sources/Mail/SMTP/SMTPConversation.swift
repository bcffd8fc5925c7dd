import CCurl
import Glibc

/// What is known of the talk with a mail host: libcurl's callbacks write it, the judgement reads it.
///
/// Of what is sent, only the verb of a command is looked at, to know which command a reply answers, and nothing at all while the user is being made known.
final class SMTPConversation {
  /// Where the talk stands: after the last command that was sent.
  enum Phase: Sendable, Hashable { case connection, hello, startTLS, authentication, ready, sender, recipient, data, body, ended, command }

  /// What the connection needs before anything may be sent over it.
  private let server: SMTPServer
  private let secret: SMTPSecret?

  /// Of the connection: what its last EHLO offered, and what has been reached.
  private(set) var offeredMechanisms: Set<String> = []
  private(set) var largestSize: Int?
  private var isEncrypted = false
  private var isAuthenticated = false
  /// Whether any connection of the session has ever been ready to take a message.
  private(set) var hasBeenReady = false

  /// Of the message in hand.
  private(set) var phase = Phase.connection
  /// The whole reply to the last command; nil while none has come.
  private(set) var reply: SMTPReply?
  /// Why the talk was broken off from this side.
  private(set) var stop: SMTPOutcome?
  private var message: [UInt8] = []
  private var given = 0
  private var lines: [[UInt8]] = []
  // QUIT was sent, and its reply is about no message. libcurl also says it on an old connection before it opens a new one.
  private var isLeaving = false
  /// Runs at the moment at which libcurl is told that there is no more of the message.
  var atEnd: () -> Void = {}

  init(server: SMTPServer, secret: SMTPSecret?) {
    self.server = server
    self.secret = secret
  }

  /// Whether the host answered a NOOP: connected, protected, the user known.
  var isReady: Bool { phase == .command && (200...299).contains(reply?.code ?? 0) }
  /// Whether libcurl was given any byte of the message.
  var hasBegun: Bool { given > 0 || hasEnded }
  /// Whether libcurl was told that the message is whole. From then on the host may have it: libcurl sends the final dot by itself.
  private(set) var hasEnded = false

  /// Begins with a message, or with none for a command.
  func begin(_ message: [UInt8] = []) {
    self.message = message
    (phase, reply, stop, given, hasEnded, lines, isLeaving) = (.connection, nil, nil, 0, false, [], false)
  }

  /// Ends the message in hand, and lets go of its bytes.
  func end() { message = [] }

  // MARK: Called by libcurl

  /// A command goes out.
  func sends(_ bytes: UnsafeRawBufferPointer) {
    let verb = String(decoding: bytes.prefix(4), as: UTF8.self)
    // No line of AUTH looks like it: in base64 that would be a control character.
    isLeaving = verb == "QUIT"
    guard phase != .authentication, let next = Self.phase(after: verb) else { return }
    if next == .hello {
      // The second EHLO, within TLS, or HELO after a refused EHLO; any other is the first of a new connection, which has reached nothing yet.
      if phase != .startTLS, phase != .hello { isEncrypted = false }
      (offeredMechanisms, largestSize, isAuthenticated) = ([], nil, false)
    }
    (phase, reply, lines) = (next, nil, [])
  }

  private static func phase(after verb: String) -> Phase? {
    switch verb {
    case "EHLO", "HELO": .hello
    case "STAR": .startTLS
    case "AUTH": .authentication
    case "MAIL": .sender
    case "RCPT": .recipient
    case "DATA": .data
    case "NOOP": .command
    default: nil
    }
  }

  /// A line of a reply has come. False: the talk ends here.
  func hears(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let line = Array(bytes.prefix(1_000)).filter { $0 != 0x0D && $0 != 0x0A }
    let isLast = line.count == 3 || line.count > 3 && line[3] == UInt8(ascii: " ")
    if isLeaving {
      if isLast { isLeaving = false }
      return true
    }
    guard reply == nil || phase == .authentication, line.count >= 3, let code = Int(String(decoding: line.prefix(3), as: UTF8.self)),
      (100...599).contains(code)
    else { return true }
    if lines.count < 20 { lines.append(line) }
    if phase == .hello { note(line) }
    guard isLast else { return true }
    finish(code)
    return stop == nil
  }

  private func finish(_ code: Int) {
    reply =
      if let secret, let user = server.user, lines.contains(where: { secret.isRepeated(in: $0, user: user) }) {
        SMTPReply(code: code, withheld: "the host’s words are withheld, as they repeat the secret")
      } else if phase == .authentication, code == 334 {
        // A question of the exchange, or the host's reasons against a token in base64.
        SMTPReply(code: code, withheld: "asked for more")
      } else { SMTPReply(code: code, lines: lines) }
    lines = []
    switch (phase, code) {
    case (.startTLS, 220): isEncrypted = true
    case (.authentication, 235):
      isAuthenticated = true
      phase = .ready
    case (.hello, 200...299): checkOffer()
    default: break
    }
  }

  /// A line of the answer to EHLO.
  private func note(_ line: [UInt8]) {
    let words = String(decoding: line.dropFirst(4), as: UTF8.self).uppercased().split { $0 == " " || $0 == "=" }.map(String.init)
    switch words.first {
    case "AUTH": offeredMechanisms.formUnion(words.dropFirst())
    case "SIZE": largestSize = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    default: break
    }
  }

  /// libcurl goes on without a user where a host asks for none; here it does not.
  private func checkOffer() {
    guard server.security != .startTLS || isEncrypted, server.user != nil else { return }
    let wanted = server.authentication.mechanisms
    guard offeredMechanisms.isDisjoint(with: wanted) else { return }
    let offered = offeredMechanisms.isEmpty ? "no way to make a user known" : "AUTH \(offeredMechanisms.sorted().joined(separator: " "))"
    stop = .notReady("\(server.place) offers \(SMTPReply.readable(offered.utf8)), and not \(wanted.joined(separator: " or "))")
  }

  /// libcurl asks for the next bytes of the message; nil breaks the talk off.
  func gives(_ space: UnsafeMutableRawBufferPointer) -> Int? {
    if stop == nil { stop = reasonAgainst() }
    guard stop == nil else { return nil }
    phase = .body
    hasBeenReady = true
    let count = min(space.count, message.count - given)
    message.withUnsafeBytes { space.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count])) }
    given += count
    if count == 0 {
      hasEnded = true
      phase = .ended
      reply = nil
      lines = []
      atEnd()
    }
    return count
  }

  private func reasonAgainst() -> SMTPOutcome? {
    // A second reading would be a second delivery. libcurl 7.88 never tries mail again by itself; this holds for any other.
    if hasEnded { return .unknown("the message was asked for a second time after its end") }
    if given > 0, phase != .body { return .deferred("the connection was lost within the message", .server) }
    if server.security == .startTLS, !isEncrypted { return .notReady("\(server.place) would take the message without TLS") }
    if server.user != nil, !isAuthenticated { return .notReady("\(server.place) would take the message without a user") }
    if given == 0, let largestSize, message.count > largestSize {
      return .refused("\(server.place) takes messages of \(largestSize) bytes at most, and this one has \(message.count)")
    }
    return nil
  }
}
