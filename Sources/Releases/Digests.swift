import Extracts

/// The SHA-256 of some bytes in lower-case hexadecimal.
package func digestOf(_ bytes: [UInt8]) -> String { hexadecimal(bytes.withUnsafeBytes { sha256($0) }) }

/// The SHA-256 of a text's bytes in lower-case hexadecimal.
func digestOf(_ text: String) -> String { digestOf(Array(text.utf8)) }

/// Whether a text is a SHA-256 in lower-case hexadecimal.
func isDigest(_ text: some StringProtocol) -> Bool {
  text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}
