/// Why something could not be encrypted or signed, as facts; `description` words them. None holds any part of a password, passphrase or key.
package enum ProtectionError: Error, Hashable, Sendable {
  /// The password breaks a rule.
  case password(PasswordFault)
  /// The bytes are not a whole PDF; what libqpdf says.
  case damagedPDF(String)
  /// The PDF is encrypted already.
  case encryptedAlready
  /// libqpdf could not write; what it says.
  case pdf(String)
  /// A zip file of nothing was asked for.
  case nothingToPack
  /// A name that no file in a zip file may have, or that two have.
  case zipName(String)
  /// libzip could not write; what it says.
  case zip(String)
  /// What was written does not open as it must; which test it failed.
  case notAsWritten(String)
  /// There is no certificate in PEM where one is expected: in the certificate's or the chain's file.
  case noCertificate(SMIMEFile)
  /// There is no private key in PEM.
  case noKey
  /// The key is encrypted, and no passphrase is given.
  case noPassphrase
  /// The passphrase does not open the key.
  case wrongPassphrase
  /// Key and certificate do not belong together.
  case otherKey
  /// The key is of a kind that mail programs do not verify: they know RSA and elliptic curves.
  case unsupportedKey
  /// The certificate is good from a later day on, `2026-03-31T23:59:59Z`.
  case notYetValid(from: String)
  /// The certificate was good until that time, `2026-03-31T23:59:59Z`.
  case expired(at: String)
  /// The certificate says that it is not for signing mail.
  case notForMail
  /// The certificate is of other addresses than that of the sender. Whoever makes the messages finds this out.
  case otherAddress(found: [String], expected: String)
  /// libcrypto could not do something; what, and what it says.
  case crypto(String)
}

/// A file that signing needs.
package enum SMIMEFile: String, Sendable, Hashable {
  case certificate, chain
}

extension ProtectionError: CustomStringConvertible {
  /// One line for the user.
  package var description: String {
    switch self {
    case .password(let fault): fault.description
    case .damagedPDF(let reason): "the PDF is damaged: \(reason)"
    case .encryptedAlready: "the PDF is encrypted already"
    case .pdf(let reason): "the PDF cannot be encrypted: \(reason)"
    case .nothingToPack: "there is no file to put into a zip file"
    case .zipName(let name): "no file of a zip file can be called “\(name)”, or two are"
    case .zip(let reason): "the zip file cannot be written: \(reason)"
    case .notAsWritten(let test): "the encrypted file is not as it should be: \(test)"
    case .noCertificate(.certificate): "the certificate that signs mail is not a certificate in PEM"
    case .noCertificate(.chain): "the chain of the certificate that signs mail is not made of certificates in PEM"
    case .noKey: "the key that signs mail is not a private key in PEM"
    case .noPassphrase: "the key that signs mail has a passphrase: give smime_passphrase in the file of secrets"
    case .wrongPassphrase: "the passphrase does not open the key that signs mail"
    case .otherKey: "the key that signs mail is not the key of its certificate"
    case .unsupportedKey: "mail is signed with a key of RSA or of an elliptic curve; this one is neither"
    case .notYetValid(let from): "the certificate that signs mail is valid only from \(from) on"
    case .expired(let time): "the certificate that signs mail expired at \(time)"
    case .notForMail: "the certificate says that it is not for signing mail"
    case .otherAddress(let found, let expected):
      "the certificate that signs mail is of \(found.isEmpty ? "no address" : found.joined(separator: ", ")), and the sender is \(expected)"
    case .crypto(let reason): "signing failed: \(reason)"
    }
  }
}
