import Configuration
import MailAddresses

/// The keys under `mail`.
enum MailKeys {
  private static let standard = MailSettings.standard
  private static let recipients = Key("recipients", ProgrammeKeys.path, default: standard.recipients, "The file of recipients.")
  private static let domains = Key(
    "domains", Shape.map(Shape.text.located, to: .list(of: domain)), default: [],
    "The domains to which each pack may go: by the code of the organisation, all its packs; by a pack’s name such as `10H-practices` or `programme`, that pack; `\"*\"`, every pack. A recipient at another is refused."
  )
  private static let host = Key(
    "host", Shape.text.optional, default: nil, example: "smtp.example.nhs.uk", "The mail host; without it nothing can be sent.")
  private static let port = Key("port", Shape.wholeNumber(1...65_535), default: standard.port, "The port.")
  private static let security = Key("security", Shape<MailSecurity>.choice, default: standard.security, "How the connection is protected.")
  private static let authorities = Key(
    "authorities", Shape.text.optional, default: nil, example: "certificates/our-authority.pem",
    "A file of certificates (PEM) to trust in place of the system’s; certificates are always checked.")
  private static let authentication = Key(
    "authentication", Shape<MailAuthentication>.choice, default: standard.authentication, "How the user is made known to the host.")
  private static let user = Key(
    "user", Shape.text.optional, default: nil, example: "packs",
    "The user for the host. The password stands in the file that `outturn send --secrets` names, or is asked for.")
  private static let addressees = Key(
    "addressees", Shape<MailAddressees>.choice, default: standard.addressees,
    "Whom the head of a message names; each recipient is sent one of their own.")
  private static let from = Key("from", address.optional, default: nil, example: "packs@example.nhs.uk", "The sender’s address.")
  private static let fromName = Key(
    "from_name", Shape.text.optional, default: nil, example: "Contract Monitoring Team",
    "The sender’s name; the programme’s name where there is none.")
  private static let replyTo = Key("reply_to", address.optional, default: nil, example: "contracts@example.nhs.uk", "The address for answers.")
  private static let largest = Key(
    "largest_megabytes", Shape.wholeNumber(1...150), default: standard.largest, "Above this size a message is refused, as mail hosts refuse it.")
  private static let large = Key(
    "large_megabytes", Shape.wholeNumber(1...150), default: standard.large, "Above this size a message is warned of.")
  private static let perMinute = Key(
    "per_minute", Shape.wholeNumber(0...100_000), default: standard.perMinute,
    "How many messages go in a minute at most; `0`: as many as the host takes.")
  private static let perConnection = Key(
    "per_connection", Shape.wholeNumber(1...10_000), default: standard.perConnection, "How many messages go over one connection at most.")
  private static let retrySeconds = Key(
    "retry_seconds", Shape.list(of: .wholeNumber(0...3_600)), default: standard.retrySeconds,
    "How many seconds to wait before a message that the host put off is tried again, one number a try; `[]`: not in the same run.")
  private static let connectSeconds = Key(
    "connect_seconds", Shape.wholeNumber(1...600), default: standard.connectSeconds, "How many seconds to wait for a connection.")
  private static let stallSeconds = Key(
    "stall_seconds", Shape.wholeNumber(1...3_600), default: standard.stallSeconds, "After how many seconds of silence a connection counts as lost.")
  private static let signature = Key(
    "smime", signatureShape.optional, default: nil, "An S/MIME certificate and key that every message is signed with; without it none is.")

  private static let certificate = Key(
    required: "certificate", Shape.text, example: "/etc/outturn/packs.pem", "The file of the certificate (PEM); its authorities’ may follow in it.")
  private static let key = Key(required: "key", Shape.text, example: "/etc/outturn/packs.key", "The file of the private key (PEM).")
  private static let signatureShape = Shape<MailSignature>.section([certificate.erased, key.erased]) { fields in
    MailSignature(certificate: fields[certificate], key: fields[key])
  }

  static let shape = Shape<MailSettings>.section([
    recipients.erased, domains.erased, host.erased, port.erased, security.erased, authorities.erased, authentication.erased, user.erased,
    addressees.erased, from.erased, fromName.erased, replyTo.erased, largest.erased, large.erased, perMinute.erased, perConnection.erased,
    retrySeconds.erased,
    connectSeconds.erased, stallSeconds.erased, signature.erased,
  ]) { fields in
    var settings = MailSettings()
    settings.recipients = fields[recipients]
    settings.domains = Dictionary(fields[domains].map { ($0.name.value, $0.value) }, uniquingKeysWith: +)
    settings.domainNames = fields[domains].map(\.name)
    settings.host = fields[host]
    settings.port = fields[port]
    settings.security = fields[security]
    settings.authorities = fields[authorities]
    settings.authentication = fields[authentication]
    settings.user = fields[user]
    settings.addressees = fields[addressees]
    settings.from = fields[from]
    settings.fromName = fields[fromName]
    settings.replyTo = fields[replyTo]
    settings.largest = fields[largest]
    settings.large = fields[large]
    settings.perMinute = fields[perMinute]
    settings.perConnection = fields[perConnection]
    settings.retrySeconds = fields[retrySeconds]
    settings.connectSeconds = fields[connectSeconds]
    settings.stallSeconds = fields[stallSeconds]
    settings.signature = fields[signature]
    return settings
  }

  private static let address = Shape<MailAddress>.parsed("an e-mail address", write: { $0.text }) { try? MailAddress($0) }
  private static let domain = Shape<String>.parsed("a domain, such as nhs.net", write: { $0 }) { text in
    (try? MailDomain(text))?.text
  }
}
