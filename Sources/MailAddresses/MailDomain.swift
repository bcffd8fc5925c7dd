/// The domain of a mail address: ASCII labels of letters, digits and hyphens (RFC 5321 without address literals), in lower case.
package struct MailDomain: Sendable, Hashable {
  /// The domain in lower case, `ccg.example.nhs.uk`: at most 252 characters, since an address has at most 254.
  package let text: String

  /// Checks a domain.
  ///
  /// - Parameters:
  ///   - text: the domain, without `@`.
  ///   - allowsLocalhost: whether the one label `localhost` will do, for a rehearsal on one's own machine.
  /// - Throws: `MailAddressProblem`, the first rule that is broken.
  package init(_ text: String, allowsLocalhost: Bool = false) throws(MailAddressProblem) {
    guard !text.isEmpty else { throw .emptyDomain }
    for scalar in text.unicodeScalars { if let problem = MailAddressProblem(forbidden: scalar) { throw problem } }
    if let other = text.unicodeScalars.first(where: { !Self.isOfALabel($0) && $0 != "." }) {
      throw other == "@" ? .severalAts : .domainCharacter(other)
    }
    // The longest domain that an address of one letter before the @ can have.
    guard text.utf8.count <= 252 else { throw .tooLong(text.utf8.count + 2) }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    for label in labels {
      guard !label.isEmpty else { throw .emptyLabel }
      guard label.utf8.count <= 63 else { throw .labelTooLong(label.utf8.count) }
      guard !label.hasPrefix("-"), !label.hasSuffix("-") else { throw .labelHyphen(String(label)) }
    }
    let lower = text.lowercased()
    guard labels.count > 1 || (allowsLocalhost && lower == "localhost") else { throw .oneLabel }
    if let top = labels.last, top.utf8.allSatisfy({ (48...57).contains($0) }) { throw .topLabelOfDigits(String(top)) }
    self.text = lower
  }

  private static func isOfALabel(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-": true
    default: false
    }
  }
}
