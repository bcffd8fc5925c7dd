import CCurl

/// What became of a message, from libcurl's result and the talk: the one place that words it.
struct SMTPJudgement {
  /// Where the talk stood, as far as it matters here.
  var phase: SMTPConversation.Phase
  /// The whole reply to the last command.
  var reply: SMTPReply?
  /// Whether libcurl was told that the message is whole.
  var hasEnded: Bool
  /// Whether any connection of the session had been ready before.
  var hasBeenReady: Bool
  /// libcurl's result.
  var result: CURLcode
  /// libcurl's words.
  var reason: String
  /// The host and port.
  var place: String

  var outcome: SMTPOutcome {
    if hasEnded { return outcomeAfterEnd }
    if let reply, reply.code >= 400 { return outcome(of: reply) }
    if Self.isFaultOfSetting(result) { return .notReady("\(place): \(reason)") }
    if result == CURLE_SSL_CONNECT_ERROR {
      // A host that has spoken TLS with this session before does so again when it can.
      return hasBeenReady ? .deferred("\(place): \(reason)", .server) : .notReady("\(place): \(reason)")
    }
    if result == CURLE_LOGIN_DENIED { return .notReady("\(place) did not take the user: \(reply?.text ?? reason)") }
    if result == CURLE_WEIRD_SERVER_REPLY, phase == .startTLS { return .notReady("\(place) answered STARTTLS with more than TLS: \(reason)") }
    if result == CURLE_OK { return .unknown("\(place): the message was not asked for to its end, and libcurl takes it for sent") }
    return .deferred("\(place): \(reason)", .server)
  }

  /// From the end on, only a reply says that the host has not taken the message.
  private var outcomeAfterEnd: SMTPOutcome {
    guard let reply else {
      return .unknown("\(place): the connection was lost or timed out after the whole message was given and before a reply to it: \(reason)")
    }
    switch reply.code {
    case 200...299: return .accepted(reply.text)
    case 421: return .deferred(reply.text, .server)
    case 400...499: return .deferred(reply.text, .message)
    case 500...599: return .refused(reply.text)
    default: return .unknown("\(place): the reply to the whole message says neither yes nor no: \(reply.text)")
    }
  }

  private func outcome(of reply: SMTPReply) -> SMTPOutcome {
    let isAboutMessage = [.sender, .recipient, .data, .body].contains(phase)
    if reply.code < 500 { return .deferred(reply.text, isAboutMessage && reply.code != 421 ? .message : .server) }
    switch phase {
    case .authentication: return .notReady("\(place) did not take the user: \(reply.text)")
    // RFC 4954: a user is needed, too weak, or only over TLS; the next message would get the same.
    case .sender where [530, 534, 535, 538].contains(reply.code): return .notReady("\(place): \(reply.text)")
    case _ where isAboutMessage: return .refused(reply.text)
    default: return .notReady("\(place): \(reply.text)")
    }
  }

  /// Faults of certificate, TLS, address or this machine's files: no other message would fare better.
  private static func isFaultOfSetting(_ result: CURLcode) -> Bool {
    [
      CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_ENGINE_INITFAILED, CURLE_UNSUPPORTED_PROTOCOL,
      CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_FAILED_INIT, CURLE_READ_ERROR,
    ].contains(result)
  }
}
