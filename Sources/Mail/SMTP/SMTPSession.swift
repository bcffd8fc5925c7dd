import CCurl

/// Talks to one mail host: one connection for many messages, opened with the first. For one thread at a time.
///
/// A message goes out at most once a call. The connection is opened anew when the host has closed it in between, and a call tries a second time only where
/// libcurl had not yet been given a byte of the message.
package final class SMTPSession {
  private let server: SMTPServer
  private let handle: CurlHandle
  private let conversation: SMTPConversation

  /// Prepares a session; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - server: the host, without `problems`.
  ///   - secret: the user's password, or token for `.xoauth2`; nil where the host has no user.
  /// - Throws: `SMTPServerProblem`.
  package init(server: SMTPServer, secret: SMTPSecret?) throws(SMTPServerProblem) {
    if let problem = server.problems.first { throw problem }
    if server.user != nil, secret == nil { throw .secretMissing }
    if server.user == nil, secret != nil { throw .userMissing }
    guard let handle = CurlHandle() else { throw .library("it cannot be started") }
    self.server = server
    self.handle = handle
    conversation = SMTPConversation(server: server, secret: secret)
    setConnection()
    setProtection()
    setUser(secret)
    Self.join(handle, to: conversation)
    // A host may look into a message for minutes before it answers: a shorter wait would leave it unknown for nothing.
    conversation.atEnd = { [unowned handle, server] in
      handle.set(CURLOPT_LOW_SPEED_TIME, 0)
      handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.messageSeconds)
    }
    if let refusal = handle.refusal { throw .library(handle.words(for: refusal)) }
  }

  deinit { close() }

  /// Sends one message to one recipient.
  ///
  /// - Parameters:
  ///   - from: the sender's address, without name or brackets.
  ///   - to: the recipient's.
  ///   - message: the whole message: ASCII, every line ended by CRLF and at most 998 bytes long. Dots at the beginning of a line arrive as they are.
  package func send(from: String, to: String, message: [UInt8]) -> SMTPOutcome {
    if let fault = Self.fault(from: from, to: to, message: message) { return .unfit(fault) }
    if let largest = conversation.largestSize, handle.isConnected, message.count > largest {
      return .refused("\(server.place) takes messages of \(largest) bytes at most, and this one has \(message.count)")
    }
    guard let recipients = curl_slist_append(nil, to) else { return .deferred("no memory", .server) }
    defer { curl_slist_free_all(recipients) }
    handle.set(CURLOPT_UPLOAD, 1)
    handle.set(CURLOPT_CUSTOMREQUEST, nil)
    handle.set(CURLOPT_MAIL_FROM, from)
    handle.set(CURLOPT_MAIL_RCPT, list: recipients)
    defer { handle.set(CURLOPT_MAIL_RCPT, list: nil) }
    let wasConnected = handle.isConnected
    let outcome = perform(message)
    guard wasConnected, case .deferred(_, .server) = outcome, handle.connectionsOpened == 0, !conversation.hasBegun else { return outcome }
    // The connection of an earlier message had gone, as hosts close what is idle; the message had not begun.
    return perform(message, isFresh: true)
  }

  /// Connects, with TLS and the user, and sends no message. Nil: the host is ready.
  package func connect() -> SMTPOutcome? {
    handle.set(CURLOPT_UPLOAD, 0)
    handle.set(CURLOPT_CUSTOMREQUEST, "NOOP")
    handle.set(CURLOPT_MAIL_FROM, nil)
    let outcome = perform([])
    return conversation.isReady ? nil : outcome
  }

  /// Says farewell (QUIT) where a connection stands. The next message opens a new one.
  package func close() {
    guard handle.isConnected else { return }
    // libcurl says QUIT when it may not keep a connection, with this handle's time-outs, and none must be opened for that.
    handle.set(CURLOPT_FORBID_REUSE, 1)
    handle.setSocket { _, _, _ in curl_no_socket }
    setTimes(reply: min(server.stallSeconds, 5))
    handle.set(CURLOPT_UPLOAD, 0)
    handle.set(CURLOPT_CUSTOMREQUEST, "NOOP")
    conversation.begin()
    _ = handle.perform()
    handle.set(CURLOPT_FORBID_REUSE, 0)
    handle.setSocket(nil)
  }

  private func perform(_ message: [UInt8], isFresh: Bool = false) -> SMTPOutcome {
    conversation.begin(message)
    defer { conversation.end() }
    setTimes(reply: server.stallSeconds)
    handle.set(CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0)
    if let refusal = handle.refusal { return .notReady(handle.words(for: refusal)) }
    let result = handle.perform()
    if let stop = conversation.stop { return stop }
    return SMTPJudgement(
      phase: conversation.phase, reply: conversation.reply, hasEnded: conversation.hasEnded, hasBeenReady: conversation.hasBeenReady, result: result,
      reason: handle.words(for: result), place: server.place
    ).outcome
  }

  // MARK: Options

  private func setConnection() {
    handle.set(CURLOPT_URL, server.url)
    handle.set(CURLOPT_PROTOCOLS_STR, server.security == .implicitTLS ? "smtps" : "smtp")
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_PROXY, "")
    handle.set(CURLOPT_NETRC, 0)
    handle.set(CURLOPT_MAXCONNECTS, 1)
    handle.set(CURLOPT_CONNECTTIMEOUT, server.connectSeconds)
    handle.set(CURLOPT_TIMEOUT, server.messageSeconds)
    handle.set(CURLOPT_LOW_SPEED_LIMIT, 1)
    // No CURLOPT_INFILESIZE: libcurl 7.88 counts the dots that it adds and ends a message early where the count meets the size by chance.
  }

  private func setProtection() {
    handle.set(CURLOPT_USE_SSL, server.security == .none ? 0 : Int(CURLUSESSL_ALL.rawValue))
    handle.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    guard let authorities = server.authorities else { return }
    handle.set(CURLOPT_CAINFO, authorities)
    handle.set(CURLOPT_CAPATH, nil)
  }

  private func setUser(_ secret: SMTPSecret?) {
    guard let secret, let user = server.user else { return }
    handle.set(CURLOPT_USERNAME, user)
    handle.set(CURLOPT_LOGIN_OPTIONS, server.authentication.mechanisms.map { "AUTH=\($0)" }.joined(separator: ";"))
    secret.withText { handle.set(server.authentication == .xoauth2 ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, text: $0) }
  }

  private func setTimes(reply: Int) {
    handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, reply)
    handle.set(CURLOPT_LOW_SPEED_TIME, server.stallSeconds)
  }
}
