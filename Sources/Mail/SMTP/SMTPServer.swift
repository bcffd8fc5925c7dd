/// A mail host and how to talk to it.
package struct SMTPServer: Sendable, Hashable {
  /// How a connection is protected.
  package enum Security: String, Sendable, Hashable, CaseIterable {
    /// It begins in the clear and changes to TLS by STARTTLS; a host that offers none is refused.
    case startTLS
    /// TLS from the first byte.
    case implicitTLS
    /// None: for a host on the same machine only.
    case none
  }

  /// How a user is made known to the host.
  package enum Authentication: String, Sendable, Hashable, CaseIterable {
    /// PLAIN, or LOGIN where the host offers no PLAIN.
    case automatic
    /// AUTH PLAIN, with a password.
    case plain
    /// AUTH LOGIN, with a password.
    case login
    /// AUTH XOAUTH2, with a token.
    case xoauth2

    /// The mechanisms that may be used.
    var mechanisms: [String] {
      switch self {
      case .automatic: ["PLAIN", "LOGIN"]
      case .plain: ["PLAIN"]
      case .login: ["LOGIN"]
      case .xoauth2: ["XOAUTH2"]
      }
    }
  }

  /// The host: a name in letters, digits, hyphens and dots, or an address of IPv4 or IPv6.
  package var host: String
  /// The port.
  package var port: Int
  /// How the connection is protected.
  package var security: Security
  /// A file of the certificates of authorities to trust in place of the system's, PEM; nil: the system's.
  package var authorities: String?
  /// The user; nil: nobody is made known. With a user, nothing is sent to a host that does not ask who it is.
  package var user: String?
  /// How the user is made known.
  package var authentication: Authentication
  /// How long to wait for a connection with its handshakes, in seconds.
  package var connectSeconds: Int
  /// After how many seconds without a byte, or without the reply to a command, a connection counts as lost. Not for the reply to a whole message: hosts
  /// look into mail before they take it, and may need minutes (RFC 5321, 4.5.3.2.6).
  package var stallSeconds: Int
  /// How long one message may take from the first command to the last reply, in seconds.
  package var messageSeconds: Int
  /// The name by which this side says hello; nil: the machine's.
  package var helloName: String?

  /// Makes a host.
  package init(
    host: String, port: Int = 587, security: Security = .startTLS, authorities: String? = nil, user: String? = nil,
    authentication: Authentication = .automatic, connectSeconds: Int = 20, stallSeconds: Int = 60, messageSeconds: Int = 900, helloName: String? = nil
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.authorities = authorities
    self.user = user
    self.authentication = authentication
    self.connectSeconds = connectSeconds
    self.stallSeconds = stallSeconds
    self.messageSeconds = messageSeconds
    self.helloName = helloName
  }

  /// What is wrong with it; a session is made only where this is empty.
  package var problems: [SMTPServerProblem] {
    var problems: [SMTPServerProblem] = []
    if !SMTPHost.isHost(host) { problems.append(.host(host)) }
    if !(1...65_535).contains(port) { problems.append(.port(port)) }
    if security == .none, !isOnThisMachine { problems.append(.unprotected(host)) }
    if let authorities, authorities.isEmpty || authorities.utf8.contains(0) { problems.append(.authorities(authorities)) }
    if let user, !SMTPHost.isUser(user) { problems.append(.user(user)) }
    if let helloName, !SMTPHost.isHelloName(helloName) { problems.append(.helloName(helloName)) }
    for seconds in [connectSeconds, stallSeconds, messageSeconds] where !(1...86_400).contains(seconds) { problems.append(.seconds(seconds)) }
    return problems
  }

  /// Whether the host is this machine, told from its spelling alone: `localhost`, 127.0.0.0/8 or ::1.
  package var isOnThisMachine: Bool { SMTPHost.isLoopback(host) }

  /// The host and port as libcurl takes them, with the name to say hello by as the path.
  var url: String {
    let name = SMTPHost.bare(host)
    return (security == .implicitTLS ? "smtps://" : "smtp://") + (name.contains(":") ? "[\(name)]" : name) + ":\(port)/"
      + SMTPHost.percentEncoded(helloName ?? "")
  }

  /// `smtp.example.nhs.uk:587`, for reasons.
  var place: String { "\(host):\(port)" }
}

/// Why a mail host cannot be used as it is described.
package enum SMTPServerProblem: Error, Hashable, Sendable {
  /// The host is neither a name nor an address.
  case host(String)
  /// The port is not one of 1 to 65,535.
  case port(Int)
  /// No protection, and the host is not on this machine.
  case unprotected(String)
  /// The path of the authorities' certificates is empty or cannot be a path.
  case authorities(String)
  /// The user is empty, or has a space or a control character.
  case user(String)
  /// The name to say hello by is neither a name nor an address in brackets.
  case helloName(String)
  /// A time that is not one of 1 to 86,400 seconds.
  case seconds(Int)
  /// There is a user, and no password or token.
  case secretMissing
  /// There is a password or token, and no user.
  case userMissing
  /// The password or token is empty, or has a control character. It is not told.
  case secret
  /// libcurl lacks what is needed, in its words.
  case library(String)

  /// The problem in words.
  package var words: String {
    switch self {
    case .host(let host): "the mail host “\(shown(host))” is neither a host name nor an address"
    case .port(let port): "the mail host’s port \(port) is not between 1 and 65535"
    case .unprotected(let host): "mail to \(shown(host)) would go unprotected; only a mail host on this machine may do without TLS"
    case .authorities(let path): "“\(shown(path))” cannot be a file of certificates"
    case .user(let user): "the user “\(shown(user))” for the mail host is empty, or has a space or a control character"
    case .helloName(let name): "“\(shown(name))” is no name to say hello by: a host name, or an address in brackets"
    case .seconds(let seconds): "a time of \(seconds) seconds is not between 1 and 86400"
    case .secretMissing: "there is a user for the mail host, and no password or token"
    case .userMissing: "there is a password or token for the mail host, and no user"
    case .secret: "the password or token for the mail host is empty or has a control character"
    case .library(let reason): "libcurl cannot send mail: \(reason)"
    }
  }

  private func shown(_ text: String) -> String { SMTPReply.readable(Array(text.utf8)) }
}
