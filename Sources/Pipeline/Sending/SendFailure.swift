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
  /// Inputs were taken away, so that it cannot be told any more whether files show rows of practices or patients.
  case rowsUnknown(release: String)
  /// There is no such file.
  case noFile(String)
  /// There are no packs of these organisations in the release.
  case noPack([String], release: String)
  /// The outbox is a link, or belongs to somebody else.
  case foreignOutbox(String)
  /// The ledger has no such dispatch.
  case noDispatch(String)
  /// The notification cannot be read.
  case notification(path: String, DeliveryReportProblem)
  /// The notification speaks of a message that was not sent from here.
  case foreignNotification(path: String, messageID: String?)
}
