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

  /// The key that new entries are signed with.
  ///
  /// - Parameters:
  ///   - file: the file that was named; nil where none was.
  ///   - publicKeys: those of `archive_keys`; with any, there must be a key, and it must be one of these.
  /// - Throws: `ArchiveError.key`, `ArchiveError.output`.
  package static func signer(file: String?, among publicKeys: [String]) throws(ArchiveError) -> SigningKey? {
    guard let file else {
      guard publicKeys.isEmpty else {
        throw .key("programme.yaml gives archive_keys, so that each entry is signed: name the private key with --signing-key FILE")
      }
      return nil
    }
    let key = try SigningKey(file: file)
    guard publicKeys.isEmpty || publicKeys.contains(where: { inOneForm($0) == key.publicKey }) else {
      throw .key("\(file) is not the private half of one of archive_keys in programme.yaml")
    }
    return key
  }

  /// A public key as entries give it: the 32 bytes in base64, whatever form it was given in; as it is where it is none.
  static func inOneForm(_ publicKey: String) -> String {
    ApproverKey.publicKey(base64: publicKey).map { Data($0).base64EncodedString() } ?? publicKey
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
