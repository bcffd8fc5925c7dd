package import Crypto
import FoundationEssentials
import Storage

/// A private Ed25519 key that signs entries.
package struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// Reads a key file: PEM as `openssl genpkey -algorithm ed25519` writes it, 32 bytes, or those in base64.
  package init(file: String) throws(ArchiveError) {
    let bytes: [UInt8]
    do throws(OutputError) { bytes = try FileSystem.read(file) } catch { throw .output(error) }
    guard let raw = rawKey(bytes, prefix: [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
    else { throw .key("\(file) is not a private Ed25519 key: make one with openssl genpkey -algorithm ed25519") }
    self.key = key
  }

  /// Takes a key.
  package init(_ key: Curve25519.Signing.PrivateKey) { self.key = key }

  /// The public key in base64, as programme.yaml and the entries give it.
  package var publicKey: String { Data(key.publicKey.rawRepresentation).base64EncodedString() }

  func sign(_ text: String) throws(ArchiveError) -> [UInt8] {
    do { return Array(try key.signature(for: Data(text.utf8))) } catch { throw .key("the key does not sign") }
  }
}

/// Whether a signature over a text is one of the public key given in base64.
func isSigned(_ text: String, by publicKey: String, signature: [UInt8]) -> Bool {
  guard let raw = Data(base64Encoded: publicKey), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
  return key.isValidSignature(Data(signature), for: Data(text.utf8))
}

/// The 32 bytes of a key in a file: raw, in base64, or in PEM after the bytes that name the algorithm.
private func rawKey(_ bytes: [UInt8], prefix: [UInt8]) -> [UInt8]? {
  if bytes.count == 32 { return bytes }
  let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
  guard let data = Data(base64Encoded: lines.joined()) else { return nil }
  if data.count == 32 { return Array(data) }
  guard data.count == prefix.count + 32, Array(data.prefix(prefix.count)) == prefix else { return nil }
  return Array(data.suffix(32))
}
