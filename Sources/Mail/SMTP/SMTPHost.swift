import Glibc

/// The forms of names that go into commands and into the URL: nothing else gets there, so that no command or URL can be slipped in.
enum SMTPHost {
  /// Whether the text is a host name or an address of IPv4 or IPv6, the latter with or without brackets.
  static func isHost(_ text: String) -> Bool {
    let name = bare(text)
    if isIPv6(name) { return true }
    return name == text && isName(name)
  }

  /// Whether the text can stand in EHLO: a name, or an address in brackets (RFC 5321, 4.1.3).
  static func isHelloName(_ text: String) -> Bool {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return isName(text) }
    let inner = String(text.dropFirst().dropLast())
    return inner.hasPrefix("IPv6:") ? isIPv6(String(inner.dropFirst(5))) : ipv4(inner) != nil
  }

  /// Whether the text can be a user: no space, no control character, at most 320 bytes.
  static func isUser(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 320
      && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && ![.control, .format].contains($0.properties.generalCategory) }
  }

  /// Whether the text is an address that can stand in MAIL and RCPT: ASCII without space, control character or angle bracket, with something on each
  /// side of its last `@`, at most 254 bytes. Whoever sends has checked its syntax; this makes sure that it is one word of one command.
  static func isAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at < bytes.count - 1 else { return false }
    return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  /// Whether the spelling is of this machine. Others may lead here too, and count as strange.
  static func isLoopback(_ host: String) -> Bool {
    let name = bare(host)
    if name.lowercased() == "localhost" { return true }
    if let address = ipv4(name) { return address >> 24 == 127 }
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, name, &bytes) == 1 else { return false }
    return withUnsafeBytes(of: bytes) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
  }

  /// The host without the brackets of an IPv6 address.
  static func bare(_ host: String) -> String { host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host }

  /// Everything but letters, digits, hyphens and dots as `%XX`.
  static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.map { byte in
      isNameByte(byte) || byte == UInt8(ascii: ".") ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isNameByte) && label.first != "-" && label.last != "-"
      }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func ipv4(_ text: String) -> UInt32? {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1 ? UInt32(bigEndian: address.s_addr) : nil
  }

  private static func isIPv6(_ text: String) -> Bool {
    var address = in6_addr()
    return !text.utf8.contains(0) && inet_pton(AF_INET6, text, &address) == 1
  }
}
