import CCrypto

/// The objects of OpenSSL that signing needs, each given back when nobody holds it. Nothing changes one after it is made, and OpenSSL locks what it
/// keeps in them by itself, so that several threads may use one.
enum OpenSSL {
  /// Runs calls of libcrypto and leaves its list of errors, one a thread, as empty as it found it.
  static func clean<R, E: Error>(_ work: () throws(E) -> R) throws(E) -> R {
    ERR_clear_error()
    defer { ERR_clear_error() }
    return try work()
  }

  /// What failed, with libcrypto's reason: one of its own fixed texts, which hold nothing of the input.
  static func failure(_ what: String) -> ProtectionError {
    let reason = ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) }
    return .crypto(reason.map { "\(what): \($0)" } ?? what)
  }

  /// Gives bytes to read.
  static func reading<R>(_ bytes: [UInt8], _ work: (OpaquePointer) throws(ProtectionError) -> R) throws(ProtectionError) -> R {
    try bytes.withUnsafeBytes { buffer in
      Result { () throws(ProtectionError) in
        guard let count = Int32(exactly: buffer.count), let input = BIO_new_mem_buf(buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1), count)
        else {
          throw failure("the bytes cannot be read")
        }
        defer { BIO_free(input) }
        return try work(input)
      }
    }.get()
  }
}

/// A certificate.
final class Certificate: @unchecked Sendable {
  let pointer: OpaquePointer

  private init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { X509_free(pointer) }

  /// The certificates of a file in PEM, in their order; other parts of the file are left out.
  ///
  /// - Throws: `noCertificate` where there is none, or where one is damaged.
  static func all(inPEM bytes: [UInt8], of file: SMIMEFile) throws(ProtectionError) -> [Certificate] {
    try OpenSSL.reading(bytes) { input throws(ProtectionError) in
      var certificates: [Certificate] = []
      while let pointer = PEM_read_bio_X509(input, nil, noPassphrase, nil) { certificates.append(Certificate(pointer)) }
      let error = ERR_peek_last_error()
      guard !certificates.isEmpty, ERR_GET_LIB(error) == ERR_LIB_PEM, ERR_GET_REASON(error) == PEM_R_NO_START_LINE else {
        throw .noCertificate(file)
      }
      return certificates
    }
  }

  /// The mail addresses of the certificate: of the subject's name, then of its alternative names, each once.
  var addresses: [String] {
    guard let list = X509_get1_email(pointer) else { return [] }
    defer { X509_email_free(list) }
    return (0..<max(0, OPENSSL_sk_num(list))).compactMap { index in
      OPENSSL_sk_value(list, index).map { String(cString: $0.assumingMemoryBound(to: CChar.self)) }
    }
  }

  /// From when and until when it is valid, `2026-03-31T23:59:59Z`.
  var validity: (from: String, until: String) { (timestamp(X509_get0_notBefore(pointer)), timestamp(X509_get0_notAfter(pointer))) }

  /// Checks that it is valid at a time, in seconds since 1970.
  func check(at time: Int) throws(ProtectionError) {
    guard (-1...0).contains(ASN1_TIME_cmp_time_t(X509_get0_notBefore(pointer), time)) else { throw .notYetValid(from: validity.from) }
    guard (0...1).contains(ASN1_TIME_cmp_time_t(X509_get0_notAfter(pointer), time)) else { throw .expired(at: validity.until) }
  }

  private func timestamp(_ time: UnsafePointer<ASN1_TIME>?) -> String {
    var parts = tm()
    guard ASN1_TIME_to_tm(time, &parts) == 1 else { return "a time that cannot be read" }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}

/// A private key.
final class PrivateKey: @unchecked Sendable {
  let pointer: OpaquePointer

  deinit { EVP_PKEY_free(pointer) }

  /// Reads a key in PEM.
  ///
  /// - Throws: `noKey`, `noPassphrase`, `wrongPassphrase`, `unsupportedKey`.
  init(pem bytes: [UInt8], passphrase: Secret?) throws(ProtectionError) {
    let request = PassphraseRequest(passphrase)
    pointer = try OpenSSL.reading(bytes) { input throws(ProtectionError) in
      let key = withExtendedLifetime(request) {
        PEM_read_bio_PrivateKey(input, nil, PassphraseRequest.answer, Unmanaged.passUnretained(request).toOpaque())
      }
      if let key { return key }
      throw !request.wasAsked ? .noKey : passphrase == nil ? .noPassphrase : .wrongPassphrase
    }
    guard EVP_PKEY_is_a(pointer, "RSA") == 1 || EVP_PKEY_is_a(pointer, "EC") == 1 else { throw .unsupportedKey }
  }
}

/// What libcrypto calls for a passphrase; without it, it would ask at the terminal.
private final class PassphraseRequest {
  private let passphrase: Secret?
  private(set) var wasAsked = false

  init(_ passphrase: Secret?) { self.passphrase = passphrase }

  static let answer: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = { buffer, size, _, closure in
    guard let buffer, let closure else { return -1 }
    let request = Unmanaged<PassphraseRequest>.fromOpaque(closure).takeUnretainedValue()
    request.wasAsked = true
    guard let passphrase = request.passphrase, passphrase.byteCount <= Int(size) else { return -1 }
    passphrase.withCString { buffer.update(from: $0, count: passphrase.byteCount) }
    return Int32(passphrase.byteCount)
  }
}

/// Certificates are not encrypted; one that says so is damaged, and nobody is asked.
private let noPassphrase: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = { _, _, _, _ in -1 }
