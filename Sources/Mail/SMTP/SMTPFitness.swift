import Glibc

extension SMTPSession {
  /// Why a message cannot go by SMTP as it is; nil: it can. A bare CR or LF is refused because hosts differ on whether a line ends there, which lets one
  /// message be taken for two.
  static func fault(from: String, to: String, message: [UInt8]) -> String? {
    for address in [from, to] where !SMTPHost.isAddress(address) { return "“\(SMTPReply.readable(address.utf8))” is no plain address" }
    return message.withUnsafeBytes(fault(in:))
  }

  private static func fault(in message: UnsafeRawBufferPointer) -> String? {
    guard let start = message.baseAddress, message.count >= 2 else { return "the message is empty" }
    var position = 0
    while position < message.count {
      guard let end = memchr(start + position, 0x0A, message.count - position) else { return "the message does not end with a line end" }
      let length = start.distance(to: UnsafeRawPointer(end)) - position
      // The CR counts to the line, and must be the only one.
      guard length > 0, let carriage = memchr(start + position, 0x0D, length), start.distance(to: UnsafeRawPointer(carriage)) == position + length - 1
      else { return "the message has a line end that is not CR LF" }
      if length > 999 { return "the message has a line of more than 998 bytes" }
      position += length + 1
    }
    var all: UInt8 = 0
    var hasZero = false
    for byte in message {
      all |= byte
      if byte == 0 { hasZero = true }
    }
    if all > 0x7F { return "the message has bytes that are not ASCII" }
    return hasZero ? "the message has a zero byte" : nil
  }
}
