import CCrypto
import Glibc

/// SHA-256 over bytes as they come.
package struct Digest: ~Copyable {
  private let context: OpaquePointer?

  /// Begins a digest of nothing yet.
  package init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in more bytes.
  package func update(_ bytes: UnsafeRawPointer, count: Int) {
    EVP_DigestUpdate(context, bytes, count)
  }

  /// The 32 bytes of the digest of all that was taken in.
  package consuming func finish() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &bytes, &length)
    return bytes
  }
}

/// Lower-case hexadecimal.
package func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count * 2)
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// The SHA-256 of some bytes.
package func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
  let digest = Digest()
  if let base = bytes.baseAddress { digest.update(base, count: bytes.count) }
  return digest.finish()
}

/// The SHA-256 of a file's bytes; nil when it cannot be read.
package func digest(ofFile path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  let size = 1 << 18
  let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
  defer { buffer.deallocate() }
  let digest = Digest()
  while true {
    let count = read(descriptor, buffer, size)
    if count < 0, errno == EINTR { continue }
    if count < 0 { return nil }
    if count == 0 { return digest.finish() }
    digest.update(buffer, count: count)
  }
}
