import CCrypto
package import MailAddresses

/// The identity of a mail: `<4f0c…@example.nhs.uk>`.
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
  /// With its angle brackets, at most 400 characters, none of them white space or control.
  package let text: String

  /// Takes a message identity as another mail has it; nil where it is none: printable ASCII with an `@`, between one pair of angle brackets.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 5, bytes.count <= 400, bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else { return nil }
    let inner = bytes[1..<(bytes.count - 1)]
    guard inner.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }) else { return nil }
    guard let at = inner.lastIndex(of: UInt8(ascii: "@")), at != inner.startIndex, at != inner.endIndex - 1 else { return nil }
    self.text = text
  }

  /// The identity of what is sent of a release to a recipient: the same whenever the mail is made again, another one for any other pack or recipient.
  ///
  /// `<H@domain>`, where H is the first 40 hexadecimal digits of the SHA-256 of five lines, each ended by a line feed: `outturn message 1`, then purpose,
  /// release, recipient in lower case, and pack digest, each of these four after the count of its bytes in UTF-8 and a colon: `4:pack`.
  /// - Parameters:
  ///   - purpose: what is sent: the pack, or a note about it, which is another mail.
  ///   - release: the name of the release, `2015-16/M11-flex-v1`.
  ///   - recipient: to whom it goes.
  ///   - packDigest: the SHA-256 of the pack before any encryption, in hexadecimal.
  ///   - domain: the sender's.
  package init(purpose: String = "pack", release: String, recipient: MailAddress, packDigest: String, domain: MailDomain) {
    let lines = [purpose, release, recipient.key, packDigest].map { "\($0.utf8.count):\($0)\n" }
    text = "<\(MessageDigest.hexadecimal("outturn message 1\n" + lines.joined()).prefix(40))@\(domain.text)>"
  }

  package var description: String { text }
}

/// SHA-256 of short texts.
enum MessageDigest {
  /// The 64 lower-case hexadecimal digits of the SHA-256 of a text's UTF-8.
  static func hexadecimal(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
