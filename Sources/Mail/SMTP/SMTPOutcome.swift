/// What became of one message. Each case says what is known about the host, so that nobody has to guess whether a message may be sent again.
package enum SMTPOutcome: Sendable, Hashable {
  /// The host took the message: its reply to it, `250 2.0.0 OK: queued as 4XYZ`.
  case accepted(String)
  /// The host did not take it and may do so later, or was not reached: nothing was delivered, and the message may be tried again.
  case deferred(String, SMTPScope)
  /// The host refuses this message or its recipient for good: nothing was delivered, and the same try would be refused again.
  case refused(String)
  /// The message or an address cannot go by SMTP as it is; nothing was sent. A fault of whoever made it.
  case unfit(String)
  /// The host cannot be used as it is configured: its certificate, TLS, the user or the password. Nothing was delivered, and no other message would be:
  /// the whole run must stop.
  case notReady(String)
  /// The whole message was given and no reply came: the host may have taken it or not. A person must find out before it is sent again.
  case unknown(String)

  /// The reply or the reason.
  package var text: String {
    switch self {
    case .accepted(let text), .deferred(let text, _), .refused(let text), .unfit(let text), .notReady(let text), .unknown(let text): text
    }
  }
}

/// What a deferral is about.
package enum SMTPScope: Sendable, Hashable {
  /// This message or its recipient: others may be sent at once.
  case message
  /// The host: not reached, too busy, or it closed the connection; others would most likely fare alike.
  case server
}
