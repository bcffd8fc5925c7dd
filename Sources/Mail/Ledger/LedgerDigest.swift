import CCrypto
import Glibc

/// SHA-256 in lower-case hexadecimal, as everything in the ledger has it.
enum LedgerDigest {
  /// The digest of a text's bytes.
  static func of(_ text: String) -> String { of(Array(text.utf8)) }

  /// The digest of bytes.
  static func of(_ bytes: [UInt8]) -> String {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    EVP_DigestUpdate(context, bytes, bytes.count)
    return finish(context)
  }

  /// The size and digest of a file; nil when it cannot be read.
  static func ofFile(_ path: String) -> LedgerHead.Seal? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    var total = 0
    let failed = withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return count < 0 }
        EVP_DigestUpdate(context, buffer.baseAddress, count)
        total += count
      }
    }
    return failed ? nil : LedgerHead.Seal(byteCount: total, sha256: finish(context))
  }

  /// Whether a text is a SHA-256 in lower-case hexadecimal.
  static func isOne(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func finish(_ context: OpaquePointer?) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &bytes, &length)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
