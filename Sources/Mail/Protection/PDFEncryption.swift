import CQPDF

/// Encrypts a PDF by AES-256 (revision 6, that of PDF 2.0), its metadata included.
///
/// The password opens it; it may then be printed and read aloud. Text and pictures may not be copied out of it and nothing may be changed, which
/// programs keep to that heed permissions. The password that would lift these is random and kept nowhere. Two encryptions of the same bytes differ.
///
/// - Throws: `ProtectionError`: a password that breaks a rule, bytes that are no PDF or an encrypted one, a result that does not open as it must.
package func encryptedPDF(_ bytes: [UInt8], password: Secret) throws(ProtectionError) -> [UInt8] {
  if let fault = PasswordFault(password, for: .pdf) { throw .password(fault) }
  let (encrypted, pageCount) = try withPDF(bytes, password: nil) { pdf throws(ProtectionError) in
    guard qpdf_is_encrypted(pdf) == QPDF_FALSE else { throw .encryptedAlready }
    let pageCount = qpdf_get_num_pages(pdf)
    guard pageCount > 0, qpdf_more_warnings(pdf) == QPDF_FALSE else { throw .damagedPDF(reason(pdf) ?? "it has no pages") }
    return (try write(pdf, password: password), pageCount)
  }
  try check(encrypted, password: password, pageCount: pageCount)
  return encrypted
}

private func write(_ pdf: qpdf_data, password: Secret) throws(ProtectionError) -> [UInt8] {
  try check(pdf, qpdf_init_write_memory(pdf))
  let owner = Secret(String(decoding: (0..<32).flatMap { _ in hexadecimalPair(UInt8.random(in: .min ... .max)) }, as: UTF8.self))
  let (allowed, forbidden) = (QPDF_TRUE, QPDF_FALSE)
  password.withCString { user in
    owner.withCString { owner in
      // In this order: reading aloud, copying out, putting pages together, annotating, filling in forms, other changes; printing; then whether
      // metadata are encrypted as well.
      qpdf_set_r6_encryption_parameters2(
        pdf, user, owner, allowed, forbidden, forbidden, forbidden, forbidden, forbidden, qpdf_r3p_full, QPDF_TRUE)
    }
  }
  try check(pdf, qpdf_write(pdf))
  guard qpdf_more_warnings(pdf) == QPDF_FALSE else { throw .damagedPDF(reason(pdf) ?? "it cannot be read") }
  guard let start = qpdf_get_buffer(pdf) else { throw .pdf("nothing was written") }
  return Array(UnsafeBufferPointer(start: start, count: qpdf_get_buffer_length(pdf)))
}

/// Opens what was written, as its recipient will and as everybody else will.
private func check(_ encrypted: [UInt8], password: Secret, pageCount: Int32) throws(ProtectionError) {
  try withPDF(encrypted, password: password) { pdf throws(ProtectionError) in
    guard qpdf_is_encrypted(pdf) != QPDF_FALSE else { throw .notAsWritten("it is not encrypted") }
    guard qpdf_get_num_pages(pdf) == pageCount else { throw .notAsWritten("it has another number of pages") }
    guard qpdf_allow_modify_all(pdf) == QPDF_FALSE, qpdf_allow_extract_all(pdf) == QPDF_FALSE else { throw .notAsWritten("it may be changed") }
  }
  do throws(ProtectionError) {
    try withPDF(encrypted, password: nil) { _ throws(ProtectionError) in }
  } catch .encryptedAlready {
    return
  }
  throw .notAsWritten("it opens without the password")
}

/// Opens a PDF, which must be whole: nothing is put right silently.
private func withPDF<R>(
  _ bytes: [UInt8], password: Secret?, _ work: (qpdf_data) throws(ProtectionError) -> R
) throws(ProtectionError) -> R {
  guard let pdf = qpdf_init() else { throw .pdf("out of memory") }
  var handle: qpdf_data? = pdf
  // Before the bytes go, which libqpdf reads while it has the document open.
  defer { qpdf_cleanup(&handle) }
  qpdf_silence_errors(pdf)
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE)
  qpdf_set_attempt_recovery(pdf, QPDF_FALSE)
  return try bytes.withUnsafeBytes { buffer in
    Result { () throws(ProtectionError) in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      let status = (password ?? Secret("")).withCString { qpdf_read_memory(pdf, "pdf", start, UInt64(buffer.count), $0) }
      guard !isFailure(status) else {
        let error = qpdf_get_error(pdf)
        if qpdf_get_error_code(pdf, error) == qpdf_e_password { throw .encryptedAlready }
        throw .damagedPDF(words(pdf, error))
      }
      return try work(pdf)
    }
  }.get()
}

private func check(_ pdf: qpdf_data, _ status: QPDF_ERROR_CODE) throws(ProtectionError) {
  if isFailure(status) { throw .pdf(reason(pdf) ?? "libqpdf gives no reason") }
}

private func isFailure(_ status: QPDF_ERROR_CODE) -> Bool { status & QPDF_ERRORS != 0 }

/// What libqpdf says of an error, else of a warning.
private func reason(_ pdf: qpdf_data) -> String? {
  if qpdf_has_error(pdf) != QPDF_FALSE { return words(pdf, qpdf_get_error(pdf)) }
  if qpdf_more_warnings(pdf) != QPDF_FALSE { return words(pdf, qpdf_next_warning(pdf)) }
  return nil
}

private func words(_ pdf: qpdf_data, _ error: qpdf_error?) -> String {
  qpdf_get_error_message_detail(pdf, error).map { String(cString: $0) } ?? "libqpdf gives no reason"
}

private func hexadecimalPair(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789abcdef".utf8)
  return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}
