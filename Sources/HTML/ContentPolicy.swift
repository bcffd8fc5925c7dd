import CCrypto

/// The content security policy of a page that holds one style sheet and at most one script, both named by their digest: nothing else runs, and
/// nothing is asked of any host.
func contentPolicy(style: [UInt8], script: [UInt8]) -> String {
  let scripts = script.isEmpty ? "'none'" : "'sha256-\(digest(script))'"
  return "default-src 'none'; style-src 'sha256-\(digest(style))'; script-src \(scripts); img-src data:; base-uri 'none'; form-action 'none'"
}

/// The SHA-256 of the bytes in Base64, as a policy writes it.
private func digest(_ bytes: [UInt8]) -> String { base64(sha256(bytes)) }

/// The SHA-256 of the bytes.
func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var sum = [UInt8](repeating: 0, count: 32)
  // Fails only where the library was built without SHA-256; a page then shows without its style, a data file is not as described, and tests would say so.
  EVP_Digest(bytes, bytes.count, &sum, nil, EVP_sha256(), nil)
  return sum
}

func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
    let bits = group[0] << 16 | group[1] << 8 | group[2]
    for place in 0..<4 {
      text.append(start + place <= bytes.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
