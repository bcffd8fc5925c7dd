package import Configuration
package import MailAddresses

/// How mail is sent.
package struct MailSettings: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = MailSettings()

  /// The file of recipients.
  package var recipients = "recipients.csv"
  /// The domains to which each pack may go, by the code of the organisation, the name of the pack, or `*` for every pack; lower case.
  package var domains: [String: [String]] = [:]
  /// What domains are listed for, as written and in the order of the file.
  package var domainNames: [Located<String>] = []
  /// The mail host; nil: no mail can be sent.
  package var host: String?
  /// The port.
  package var port = 587
  /// How the connection is protected.
  package var security = MailSecurity.startTLS
  /// A file with the certificates of authorities to trust in place of the system's, PEM; nil: the system's.
  package var authorities: String?
  /// How the user is made known to the host.
  package var authentication = MailAuthentication.automatic
  /// The user for the host; its password comes from the secrets file or a prompt.
  package var user: String?
  /// Whom a message's head names.
  package var addressees = MailAddressees.own
  /// The sender's address.
  package var from: MailAddress?
  /// The sender's name.
  package var fromName: String?
  /// The address for answers.
  package var replyTo: MailAddress?
  /// Above how many megabytes (10⁶ bytes) a message is refused.
  package var largest = 35
  /// Above how many megabytes a message is warned of.
  package var large = 20
  /// How many messages go in a minute at most; nought: as many as the host takes.
  package var perMinute = 0
  /// How many messages go over one connection at most.
  package var perConnection = 50
  /// How long to wait before a message that was put off is tried again in the same run, in seconds, one a try.
  package var retrySeconds = [30, 120]
  /// How long to wait for a connection, in seconds.
  package var connectSeconds = 20
  /// After how many seconds without a byte the connection counts as lost.
  package var stallSeconds = 60
  /// What messages are signed with; nil: they are not.
  package var signature: MailSignature?
}

/// The S/MIME certificate and key that messages are signed with.
package struct MailSignature: Sendable, Hashable {
  /// The file of the certificate, PEM; those of its authorities may follow in it.
  package var certificate: String
  /// The file of the private key, PEM.
  package var key: String
}

/// How a connection to the mail host is protected.
package enum MailSecurity: String, Sendable, Hashable, ConfigurationChoice {
  /// STARTTLS, refused without.
  case startTLS = "starttls"
  /// TLS from the first byte.
  case tls
  /// None, for a host on the same machine.
  case unprotected = "none"

  package var meaning: String {
    switch self {
    case .startTLS: "STARTTLS, and nothing is sent without it"
    case .tls: "TLS from the first byte"
    case .unprotected: "no protection, for a mail host on the same machine"
    }
  }
}

/// Whom the head of a message names: each recipient is sent a message of their own in any case.
package enum MailAddressees: String, Sendable, Hashable, ConfigurationChoice {
  /// The message's own recipient.
  case own
  /// Everybody who is sent the pack.
  case all

  package var meaning: String {
    switch self {
    case .own: "the recipient alone: nobody learns who else is sent the pack"
    case .all: "everybody who is sent the pack, under To or Cc by their role, so that an answer can reach them all"
    }
  }
}

/// How a user is made known to the mail host.
package enum MailAuthentication: String, Sendable, Hashable, ConfigurationChoice {
  /// The first that the host offers.
  case automatic
  /// AUTH PLAIN.
  case plain
  /// AUTH LOGIN.
  case login
  /// AUTH XOAUTH2, with a token.
  case token = "xoauth2"

  package var meaning: String {
    switch self {
    case .automatic: "what the host offers, with a password"
    case .plain: "AUTH PLAIN, with a password"
    case .login: "AUTH LOGIN, with a password"
    case .token: "AUTH XOAUTH2, with a token"
    }
  }
}
