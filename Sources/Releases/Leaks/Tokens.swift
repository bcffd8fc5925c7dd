/// A run of letters and digits in some bytes, with the hash of its letters as if all were small.
struct Token {
  var hash: UInt64
  var start: Int
  var end: Int
}

/// Cuts UTF-8 into runs of letters and digits, everything else being between them.
///
/// A soft hyphen, a joiner and a space of no width are nothing at all: `R1` and `K` with one between them are `R1K`. Full-width letters and ligatures count as
/// the letters that they show. Hashes are the same in every process (FNV-1a with a last mix), so that nothing depends on a seed.
struct Tokens {
  /// What a byte is: 0 between tokens, 1 part of a character of several bytes, else the letter or digit, small.
  static let classes: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    switch byte {
    case 0x30...0x39, 0x61...0x7A: UInt8(byte)
    case 0x41...0x5A: UInt8(byte) + 32
    case 0x80...: 1
    default: 0
    }
  }

  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  static let prime: UInt64 = 0x0000_0100_0000_01b3

  let bytes: UnsafeBufferPointer<UInt8>
  let classes: UnsafeBufferPointer<UInt8>

  /// The hash of a token is never 0, which marks a free place in tables.
  @inline(__always) static func finished(_ hash: UInt64) -> UInt64 {
    let mixed = (hash ^ hash >> 32) &* 0x9e37_79b9_7f4a_7c15
    let whole = mixed ^ mixed >> 29
    return whole == 0 ? 1 : whole
  }

  /// The next token at or after a place, which is moved behind it; nil at the end.
  @inline(__always) func next(_ at: inout Int) -> Token? {
    let count = bytes.count
    while at < count {
      var kind = classes[Int(bytes[at])]
      if kind == 0 {
        at += 1
        continue
      }
      let start = at
      var hash = Self.seed
      while kind > 1 {
        hash = (hash ^ UInt64(kind)) &* Self.prime
        at += 1
        if at == count { break }
        kind = classes[Int(bytes[at])]
      }
      if at < count, kind == 1 {
        at = start
        if let token = spelt(&at) { return token }
        continue
      }
      return Token(hash: Self.finished(hash), start: start, end: at)
    }
    return nil
  }

  /// A token that has characters of several bytes; nil when what begins here is none.
  @inline(never) private func spelt(_ at: inout Int) -> Token? {
    let start = at
    var hash = Self.seed
    var isAny = false
    while at < bytes.count {
      let kind = classes[Int(bytes[at])]
      if kind == 0 { break }
      if kind > 1 {
        hash = (hash ^ UInt64(kind)) &* Self.prime
        isAny = true
        at += 1
        continue
      }
      let (scalar, length) = Self.scalar(bytes, at)
      if Self.isNothing(scalar) {
        at += length
        continue
      }
      let letters = Self.letters(scalar)
      if letters.isEmpty {
        if !isAny { at += length }
        break
      }
      for letter in letters { hash = (hash ^ UInt64(letter)) &* Self.prime }
      isAny = true
      at += length
    }
    return isAny ? Token(hash: Self.finished(hash), start: start, end: at) : nil
  }

  private static func isNothing(_ scalar: UInt32) -> Bool {
    scalar == 0xAD || (0x200B...0x200F).contains(scalar) || (0x2060...0x2064).contains(scalar) || scalar == 0xFEFF
  }

  /// What a character counts as: small letters in UTF-8; nothing when it is no letter or digit.
  private static func letters(_ scalar: UInt32) -> [UInt8] {
    switch scalar {
    case 0xFF01...0xFF5E:
      let plain = classes[Int(scalar - 0xFF01 + 0x21)]
      return plain > 1 ? [plain] : []
    case 0xFB00: return Array("ff".utf8)
    case 0xFB01: return Array("fi".utf8)
    case 0xFB02: return Array("fl".utf8)
    case 0xFB03: return Array("ffi".utf8)
    case 0xFB04: return Array("ffl".utf8)
    default:
      guard let known = Unicode.Scalar(scalar), known.properties.isAlphabetic || known.properties.numericType != nil else { return [] }
      return Array(known.properties.lowercaseMapping.utf8)
    }
  }

  /// The character at a place and its length; a byte that begins none is one that stands between tokens.
  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = bytes[at]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    guard length > 1, at + length <= bytes.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for index in 1..<length {
      guard bytes[at + index] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(bytes[at + index] & 0x3F)
    }
    return (value, length)
  }

  /// The tokens of a text.
  static func of(_ text: String) -> [Token] {
    var text = text
    return text.withUTF8 { bytes in
      classes.withUnsafeBufferPointer { classes in
        let tokens = Tokens(bytes: bytes, classes: classes)
        var found: [Token] = []
        var at = 0
        while let token = tokens.next(&at) { found.append(token) }
        return found
      }
    }
  }
}
