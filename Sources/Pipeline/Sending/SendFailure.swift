package import Mail

/// Why nothing was sent, as facts: `OutturnCommand` words them and gives the exit status.
package enum SendFailure: Error, Sendable {
  /// The ledger could not be used.
  case ledger(SendLedgerError)
  /// A secret could not be had.
  case secret(SecretError)
  /// The key or certificate that signs cannot be used.
  case signature(ProtectionError)
  /// A message could not be encrypted or signed.
  case protection(ProtectionError, organisation: String, address: String)
  /// The recipient's files go encrypted, and there is no password.
  case noPassword(organisation: String, address: String)
  /// The settings name a server that cannot be.
  case server([String])
  /// A page of the outbox could not be drawn.
  case thumbnail(organisation: String, ThumbnailError)
  /// The ledger has no such dispatch.
  case noDispatch(String)
  /// The notification cannot be read.
  case notification(path: String, DeliveryReportProblem)
  /// The notification speaks of a message that was not sent from here.
  case foreignNotification(path: String, messageID: String?)
}
