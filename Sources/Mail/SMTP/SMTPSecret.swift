import FoundationEssentials
import Glibc

/// A password or OAuth token that prints as `(secret)` wherever it is printed.
///
/// Its bytes lie in memory of its own, which is overwritten when nobody holds it any longer. libcurl makes a copy for as long as a session is open, and gives
/// that memory back as it is; Swift may have left copies of what it was made from.
package final class SMTPSecret: @unchecked Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  // Written in the initialiser alone, so that several threads may read.
  private let storage: UnsafeMutablePointer<CChar>
  private let count: Int

  /// Takes the bytes of a password or token, UTF-8, and overwrites the caller's with zeros.
  ///
  /// - Throws: `SMTPServerProblem.secret` where it is empty, longer than 16,000 bytes or has a control character; the bytes are overwritten all the same.
  package init(taking bytes: inout [UInt8]) throws(SMTPServerProblem) {
    defer { bytes.withUnsafeMutableBytes { bytes in if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) } } }
    guard (1...16_000).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .secret }
    count = bytes.count
    storage = .allocate(capacity: bytes.count + 1)
    for (position, byte) in bytes.enumerated() { storage[position] = CChar(bitPattern: byte) }
    storage[bytes.count] = 0
  }

  deinit {
    explicit_bzero(storage, count + 1)
    storage.deallocate()
  }

  /// `(secret)`.
  package var description: String { "(secret)" }
  /// `(secret)`.
  package var debugDescription: String { "(secret)" }
  /// Nothing: a dump shows no field.
  package var customMirror: Mirror { Mirror(self, children: [:]) }

  /// Runs with the text, ended by a zero.
  func withText(_ work: (UnsafePointer<CChar>) -> Void) { work(storage) }

  /// Whether what a host said repeats it, plain or as one of the forms in which AUTH sends it. Shorter ones than four bytes are not looked for: they would
  /// be found in every reply.
  func isRepeated(in said: [UInt8], user: String) -> Bool {
    let secret = UnsafeBufferPointer(start: storage, count: count).map { UInt8(bitPattern: $0) }
    guard secret.count >= 4 else { return false }
    let forms = [
      secret, base64(secret), base64([0] + Array(user.utf8) + [0] + secret),
      base64(Array("user=\(user)\u{1}auth=Bearer ".utf8) + secret + [1, 1]),
    ]
    return forms.contains { form in said.indices.contains { said[$0...].starts(with: form) } }
  }

  private func base64(_ bytes: [UInt8]) -> [UInt8] { Array(Data(bytes).base64EncodedData()) }
}
