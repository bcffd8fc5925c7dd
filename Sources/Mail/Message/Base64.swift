/// Base64 over bytes, for attachments and encoded words.
enum Base64 {
  /// The characters of a full line of a body, and the bytes in it.
  private static let line = (characters: 76, bytes: 57)
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text without line ends.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    append(bytes, to: &text, bytesOfLine: max(bytes.count, 1))
    return text
  }

  /// Adds the lines of a body, CRLF between them and none after the last.
  static func appendLines(_ bytes: [UInt8], to text: inout [UInt8]) { append(bytes, to: &text, bytesOfLine: line.bytes) }

  /// How many bytes `appendLines` adds.
  static func lineSize(_ count: Int) -> Int { (count + 2) / 3 * 4 + max(0, (count + line.bytes - 1) / line.bytes - 1) * 2 }

  private static func append(_ bytes: [UInt8], to text: inout [UInt8], bytesOfLine: Int) {
    // Through pointers: a pack of some megabytes is encoded for each of its recipients.
    let breaks = max(0, (bytes.count + bytesOfLine - 1) / bytesOfLine - 1)
    let size = (bytes.count + 2) / 3 * 4 + breaks * 2
    let encoded = [UInt8](unsafeUninitializedCapacity: size) { output, written in
      bytes.withUnsafeBufferPointer { input in
        digits.withUnsafeBufferPointer { digits in
          var place = 0
          var begin = 0
          while begin < input.count {
            if begin > 0 {
              output[place] = 13
              output[place + 1] = 10
              place += 2
            }
            let end = min(begin + bytesOfLine, input.count)
            while begin + 3 <= end {
              let group = UInt32(input[begin]) << 16 | UInt32(input[begin + 1]) << 8 | UInt32(input[begin + 2])
              output[place] = digits[Int(group >> 18)]
              output[place + 1] = digits[Int(group >> 12 & 63)]
              output[place + 2] = digits[Int(group >> 6 & 63)]
              output[place + 3] = digits[Int(group & 63)]
              begin += 3
              place += 4
            }
            if begin < end {
              let group = UInt32(input[begin]) << 16 | (begin + 1 < end ? UInt32(input[begin + 1]) << 8 : 0)
              output[place] = digits[Int(group >> 18)]
              output[place + 1] = digits[Int(group >> 12 & 63)]
              output[place + 2] = begin + 1 < end ? digits[Int(group >> 6 & 63)] : UInt8(ascii: "=")
              output[place + 3] = UInt8(ascii: "=")
              begin = end
              place += 4
            }
          }
          written = place
        }
      }
    }
    text += encoded
  }

  /// The bytes of a text in base64; what is no digit of it is passed over, and nothing after the first `=` is read.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var table = [UInt8](repeating: 255, count: 256)
    for (place, digit) in digits.enumerated() { table[Int(digit)] = UInt8(place) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var bits = 0
    for character in text {
      if character == UInt8(ascii: "=") { break }
      let value = table[Int(character)]
      guard value < 64 else { continue }
      group = (group << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    return bytes
  }
}
