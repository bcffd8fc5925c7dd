import CCrypto
import Glibc

/// Signs mail by S/MIME: a detached CMS signature (RFC 5652) with SHA-256, which brings the certificates along.
package final class SMIMESigner: Sendable {
  /// The mail addresses that the certificate is of, as it writes them. Whoever makes messages sees that the sender's is among them.
  package let addresses: [String]
  /// Until when the certificate is valid, `2026-03-31T23:59:59Z`.
  package let validUntil: String

  private let certificate: Certificate
  private let chain: [Certificate]
  private let key: PrivateKey
  private let time: Int

  /// Reads key and certificate and checks that they can sign mail.
  ///
  /// - Parameters:
  ///   - certificatePEM: the certificate that signs; those after it are taken for its chain.
  ///   - chainPEM: the certificates between it and one that recipients trust, in any order.
  ///   - keyPEM: its private key, RSA or of an elliptic curve, encrypted or not.
  ///   - passphrase: opens the key; not looked at where the key is not encrypted.
  ///   - time: now, in seconds since 1970. The certificate must be valid then, and signatures bear that time.
  /// - Throws: `ProtectionError`.
  package init(
    certificatePEM: [UInt8], chainPEM: [UInt8]? = nil, keyPEM: [UInt8], passphrase: Secret?, time: Int
  ) throws(ProtectionError) {
    let parts = try OpenSSL.clean { () throws(ProtectionError) in
      let certificates = try Certificate.all(inPEM: certificatePEM, of: .certificate)
      guard let certificate = certificates.first else { throw ProtectionError.noCertificate(.certificate) }
      var chain = Array(certificates.dropFirst())
      if let chainPEM { chain += try Certificate.all(inPEM: chainPEM, of: .chain) }
      let key = try PrivateKey(pem: keyPEM, passphrase: passphrase)
      guard X509_check_private_key(certificate.pointer, key.pointer) == 1 else { throw ProtectionError.otherKey }
      guard X509_check_purpose(certificate.pointer, X509_PURPOSE_SMIME_SIGN, 0) == 1 else { throw ProtectionError.notForMail }
      try certificate.check(at: time)
      return (certificate: certificate, chain: chain, key: key)
    }
    certificate = parts.certificate
    chain = parts.chain
    key = parts.key
    addresses = certificate.addresses
    validUntil = certificate.validity.until
    self.time = time
  }

  /// The signature over bytes, CMS in DER: the contents of the part `application/pkcs7-signature`. With a key of RSA the same bytes give the same
  /// signature.
  ///
  /// - Parameter bytes: the signed part of the message as it will be sent, its header fields included, lines ended by CRLF.
  /// - Throws: `ProtectionError.crypto`.
  package func signature(over bytes: [UInt8]) throws(ProtectionError) -> [UInt8] {
    try OpenSSL.clean { () throws(ProtectionError) in
      let cms = try OpenSSL.reading(bytes) { input throws(ProtectionError) in try sign(input) }
      defer { CMS_ContentInfo_free(cms) }
      let count = i2d_CMS_ContentInfo(cms, nil)
      guard count > 0 else { throw OpenSSL.failure("the signature cannot be written") }
      var signature = [UInt8](repeating: 0, count: Int(count))
      let written = signature.withUnsafeMutableBufferPointer { buffer in
        var place = buffer.baseAddress
        return i2d_CMS_ContentInfo(cms, &place)
      }
      guard written == count else { throw OpenSSL.failure("the signature cannot be written") }
      try check(signature, over: bytes)
      return signature
    }
  }

  private static let flags = UInt32(CMS_DETACHED | CMS_BINARY)

  private func sign(_ input: OpaquePointer) throws(ProtectionError) -> OpaquePointer {
    guard let cms = CMS_sign(nil, nil, nil, nil, Self.flags | UInt32(CMS_PARTIAL)) else { throw OpenSSL.failure("the signature cannot be begun") }
    do throws(ProtectionError) {
      guard let signer = CMS_add1_signer(cms, certificate.pointer, key.pointer, EVP_sha256(), Self.flags | UInt32(CMS_PARTIAL)) else {
        throw OpenSSL.failure("the key cannot sign")
      }
      try setTime(of: signer)
      for certificate in chain where CMS_add1_cert(cms, certificate.pointer) != 1 {
        // The same certificate twice, in the certificate's file and in the chain's, is no fault.
        guard ERR_GET_REASON(ERR_peek_last_error()) == CMS_R_CERTIFICATE_ALREADY_PRESENT else { throw OpenSSL.failure("the chain cannot be added") }
      }
      guard CMS_final(cms, input, nil, Self.flags) == 1 else { throw OpenSSL.failure("the bytes cannot be signed") }
    } catch {
      CMS_ContentInfo_free(cms)
      throw error
    }
    return cms
  }

  /// Gives the signature the time; without it libcrypto would ask the machine's clock.
  private func setTime(of signer: OpaquePointer) throws(ProtectionError) {
    guard let moment = ASN1_TIME_set(nil, time) else { throw OpenSSL.failure("the time cannot be written") }
    defer { ASN1_TIME_free(moment) }
    guard CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, ASN1_STRING_type(moment), moment, -1) == 1 else {
      throw OpenSSL.failure("the time cannot be written")
    }
  }

  /// Verifies what was written, as a mail program will, apart from whom it trusts.
  private func check(_ signature: [UInt8], over bytes: [UInt8]) throws(ProtectionError) {
    let isGood = try OpenSSL.reading(bytes) { content throws(ProtectionError) in
      signature.withUnsafeBufferPointer { buffer in
        var place = buffer.baseAddress
        guard let cms = d2i_CMS_ContentInfo(nil, &place, buffer.count) else { return false }
        defer { CMS_ContentInfo_free(cms) }
        return CMS_verify(cms, nil, nil, content, nil, Self.flags | UInt32(CMS_NO_SIGNER_CERT_VERIFY)) == 1
      }
    }
    guard isGood else { throw OpenSSL.failure("the signature does not verify") }
  }
}
