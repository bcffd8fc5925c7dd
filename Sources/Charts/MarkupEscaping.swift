/// Appends untrusted text to HTML or XML, as text or between quotes: the one place that makes it fit. `& < > " '` become references; what no such document
/// may hold (control characters but tab and line ends, the noncharacters of Unicode) becomes U+FFFD.
package func appendEscaped(_ text: some StringProtocol, to bytes: inout [UInt8]) {
  var text = String(text)
  text.withUTF8 { appendEscaped($0, to: &bytes) }
}

private func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  var start = 0
  var index = 0
  while index < text.count {
    let byte = text[index]
    // Letters, digits and all other bytes that need no care.
    if byte > 0x3E && byte < 0x7F || byte > 0x27 && byte < 0x3C || byte == 0x20 {
      index += 1
      continue
    }
    let (replacement, length) = care(byte, text, at: index)
    if let replacement {
      bytes.append(contentsOf: text[start..<index])
      replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
      start = index + length
    }
    index += length
  }
  bytes.append(contentsOf: text[start...])
}

/// What the character that begins at an index is replaced with, and how many bytes to go on.
private func care(_ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (replacement: StaticString?, length: Int) {
  switch byte {
  case UInt8(ascii: "&"): return ("&amp;", 1)
  case UInt8(ascii: "<"): return ("&lt;", 1)
  case UInt8(ascii: ">"): return ("&gt;", 1)
  case UInt8(ascii: "\""): return ("&quot;", 1)
  case UInt8(ascii: "'"): return ("&#39;", 1)
  case 0x09, 0x0A: return (nil, 1)
  case 0x0D: return ("\n", index + 1 < text.count && text[index + 1] == 0x0A ? 2 : 1)
  case ..<0x20, 0x7F: return ("\u{FFFD}", 1)
  case ..<0x80: return (nil, 1)
  // U+0080 to U+009F.
  case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: return ("\u{FFFD}", 2)
  // U+FDD0 to U+FDEF, U+FFFE, U+FFFF.
  case 0xEF where index + 2 < text.count && isNoncharacter(text[index + 1], text[index + 2]): return ("\u{FFFD}", 3)
  // U+1FFFE, U+1FFFF and their like in each plane.
  case 0xF0... where index + 3 < text.count && text[index + 1] & 0x0F == 0x0F && text[index + 2] == 0xBF && text[index + 3] >= 0xBE:
    return ("\u{FFFD}", 4)
  default: return (nil, 1)
  }
}

private func isNoncharacter(_ second: UInt8, _ third: UInt8) -> Bool {
  second == 0xBF && third >= 0xBE || second == 0xB7 && third >= 0x90 && third <= 0xAF
}
