/// A mail address in the narrow syntax that mailboxes of organisations have: `jane.o'neill@ccg.example.nhs.uk`.
///
/// RFC 5321 and 5322 without their rarities: a local part of ASCII atoms and dots, a domain of at least two labels, and no quoted local part, comment, source
/// route, encoded word or address literal. So no address holds anything that ends a header line or an SMTP command, or that begins a second address.
package struct MailAddress: Sendable {
  /// What stands before the `@`, as written: 1 to 64 characters.
  package let local: String
  /// What stands after it.
  package let domain: MailDomain

  /// Checks an address. White space at its ends is refused like any other.
  ///
  /// - Parameters:
  ///   - text: the address alone, without a name or angle brackets.
  ///   - allowsLocalhost: whether the domain may be the one label `localhost`, for a rehearsal on one's own machine.
  /// - Throws: `MailAddressProblem`, the first rule that is broken.
  package init(_ text: String, allowsLocalhost: Bool = false) throws(MailAddressProblem) {
    guard !text.isEmpty else { throw .empty }
    for scalar in text.unicodeScalars { if let problem = MailAddressProblem(forbidden: scalar) { throw problem } }
    // By scalars: a mark that joins the @ would make it another `Character`; such marks are not ASCII and were refused.
    let pieces = text.split(separator: "@", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { throw .noAt }
    guard pieces.count == 2 else { throw .severalAts }
    let local = pieces[0]
    guard !local.isEmpty else { throw .emptyLocal }
    guard local.utf8.count <= 64 else { throw .localTooLong(local.utf8.count) }
    guard text.utf8.count <= 254 else { throw .tooLong(text.utf8.count) }
    if let other = local.unicodeScalars.first(where: { !Self.isOfAnAtom($0) && $0 != "." }) { throw .localCharacter(other) }
    guard !local.split(separator: ".", omittingEmptySubsequences: false).contains(where: \.isEmpty) else { throw .localDots }
    // Atoms all, and still not what they seem: old mail systems send `a%b.org@c.org` and `b.org!a@c.org` on to b.org, and some programs decode an encoded word
    // wherever it stands.
    if let route = local.unicodeScalars.first(where: { $0 == "%" || $0 == "!" }) { throw .sourceRoute(route) }
    guard !local.contains("=?") else { throw .encodedWord }
    self.domain = try MailDomain(String(pieces[1]), allowsLocalhost: allowsLocalhost)
    self.local = String(local)
  }

  /// The address as it is written into headers and SMTP commands: the local part as given, the domain in lower case.
  package var text: String { "\(local)@\(domain.text)" }

  /// The address in lower case, by which two are compared and the ledger keeps them: no mail system in use tells `Jane@` from `jane@`.
  package var key: String { text.lowercased() }
}

extension MailAddress: Hashable, CustomStringConvertible {
  package static func == (a: MailAddress, b: MailAddress) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
  package var description: String { text }
}

extension MailAddress {
  /// Whether a character may stand in an atom of RFC 5322.
  package static func isOfAnAtom(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
    default: false
    }
  }
}
