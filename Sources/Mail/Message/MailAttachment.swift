/// A file that goes with a mail.
package struct MailAttachment: Sendable, Hashable {
  /// The name that the recipient sees; it is written as `HeaderText.fileName` makes it.
  package var fileName: String
  /// What the file is.
  package var mediaType: MediaType
  /// The file.
  package var bytes: [UInt8]

  /// Makes an attachment.
  package init(fileName: String, mediaType: MediaType, bytes: [UInt8]) {
    self.fileName = fileName
    self.mediaType = mediaType
    self.bytes = bytes
  }
}

/// What a file is: `application/pdf`.
package struct MediaType: Sendable, Hashable {
  /// The type and subtype, in lower case.
  package let text: String

  private init(known text: String) { self.text = text }

  /// Checks a type and subtype without parameters; nil where it is none, and for `multipart` and `message`, which are not files.
  package init?(_ text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ (1...60).contains($0.utf8.count) && $0.unicodeScalars.allSatisfy(Self.isOfAName) }) else {
      return nil
    }
    self.text = text.lowercased()
    if self.text.hasPrefix("multipart/") || self.text.hasPrefix("message/") { return nil }
  }

  private static func isOfAName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "&", "-", "^", "_", ".", "+": true
    default: false
    }
  }

  /// A PDF.
  package static let pdf = MediaType(known: "application/pdf")
  /// A web page.
  package static let html = MediaType(known: "text/html")
  /// Comma-separated values.
  package static let csv = MediaType(known: "text/csv")
  /// A workbook of Excel.
  package static let workbook = MediaType(known: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
  /// A zip file.
  package static let zip = MediaType(known: "application/zip")
  /// Any bytes.
  package static let bytes = MediaType(known: "application/octet-stream")
}
