package import Crypto
import Foundation
import Storage

/// Ed25519 keys as approvers keep them: the public one in `programme.yaml`, the private one in a file of their own.
package enum ApproverKey {
  /// The 32 bytes of a public key, given in base64 as they are or in the form that OpenSSL writes (`-pubout -outform DER`); nil for anything else.
  package static func publicKey(base64 text: String) -> [UInt8]? {
    guard let bytes = Data(base64Encoded: text).map({ [UInt8]($0) }) else { return nil }
    if bytes.count == 32 { return bytes }
    return bytes.count == 44 && Array(bytes.prefix(12)) == publicHead ? Array(bytes.suffix(32)) : nil
  }

  /// Reads a private key: the PEM file of `openssl genpkey -algorithm ed25519`, or its 32 bytes in base64.
  package static func privateKey(at path: String) throws(ReleaseFailure) -> Curve25519.Signing.PrivateKey {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      throw .key(path: path, reason: error.reason)
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
    guard let data = Data(base64Encoded: lines.joined()) else { throw .key(path: path, reason: "it is not a key in PEM or base64") }
    let raw = [UInt8](data)
    let seed = raw.count == 48 && Array(raw.prefix(16)) == privateHead ? Array(raw.suffix(32)) : raw
    guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .key(path: path, reason: "it is not an Ed25519 private key")
    }
    return key
  }

  /// Whether a signature in base64 is that key's over the message.
  package static func verifies(_ signature: String, of message: [UInt8], publicKey: [UInt8]) -> Bool {
    guard let signature = Data(base64Encoded: signature), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }

  // RFC 8410: what stands before the key in SubjectPublicKeyInfo and in PKCS#8.
  private static let publicHead: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
  private static let privateHead: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
}
