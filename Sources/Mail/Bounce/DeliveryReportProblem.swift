/// Why a mail could not be read as a notification of what became of another.
package enum DeliveryReportProblem: Error, Hashable, Sendable {
  /// There are no bytes.
  case empty
  /// More bytes than a notification has.
  case tooLarge(bytes: Int, limit: Int)
  /// It does not begin with headers.
  case notAMail
  /// A mail, and no part of it is a delivery status; the media type of the whole.
  case noDeliveryStatus(mediaType: String)
  /// A multipart without a boundary, or whose boundary does not occur.
  case noBoundary
  /// Mails in mails in mails, more than this many.
  case tooDeep(limit: Int)
  /// More than this many parts on one level.
  case tooManyParts(limit: Int)
  /// Headers of more than this many bytes.
  case headersTooLong(limit: Int)
  /// The delivery status names no recipient.
  case noRecipient
  /// More than this many recipients.
  case tooManyRecipients(limit: Int)
  /// What became of the mail to a recipient is not said, or not in a word of RFC 3464, and there is no status code that says it.
  case noAction(recipient: String, action: String)

  /// The problem in words that follow the name of the file and a colon; one line, its quoted words from the mail cut to 120 characters.
  package var words: String {
    switch self {
    case .empty: "the file is empty"
    case .tooLarge(let bytes, let limit): "the file has \(bytes) bytes, more than the \(limit) that are read"
    case .notAMail: "this is no mail: it does not begin with headers"
    case .noDeliveryStatus(let mediaType):
      "this is no delivery notification (RFC 3464): a mail of type \(shortened(mediaType)) without a part message/delivery-status; save the mail as it was "
        + "received, or record the bounce by hand"
    case .noBoundary: "the mail has several parts, and the boundary between them is missing"
    case .tooDeep(let limit): "mails within mails, more than \(limit) deep"
    case .tooManyParts(let limit): "the mail has more than \(limit) parts"
    case .headersTooLong(let limit): "headers of more than \(limit) bytes"
    case .noRecipient: "the delivery status names no recipient"
    case .tooManyRecipients(let limit): "the delivery status names more than \(limit) recipients"
    case .noAction(let recipient, let action):
      action.isEmpty
        ? "the delivery status does not say what became of the mail to \(shortened(recipient))"
        : "the delivery status says “\(shortened(action))” of the mail to \(shortened(recipient)), which is no action of RFC 3464"
    }
  }
}

private func shortened(_ text: String) -> String { text.count <= 120 ? text : text.prefix(119) + "…" }
