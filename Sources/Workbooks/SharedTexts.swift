/// The texts that the cells of a workbook share, one after the other in memory.
final class SharedTexts: XMLEvents {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var isInText = false
  private var isPhonetic = false
  private let most: Int

  init(most: Int) { self.most = most }

  /// How many there are.
  var count: Int { ends.count }

  /// Appends one; false where there is none of that number.
  func append(_ index: Int, to other: inout [UInt8]) -> Bool {
    guard index >= 0, index < ends.count else { return false }
    let start = index == 0 ? 0 : ends[index - 1]
    let end = ends[index]
    bytes.withUnsafeBufferPointer { other.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end])) }
    return true
  }

  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "t" { isInText = !isPhonetic } else if name == "rPh" { isPhonetic = true }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard isInText else { return }
    bytes.append(contentsOf: text)
    if bytes.count > most { stop(WorkbookFault(.tooLarge, "the texts that cells share come to more than \(most >> 20) MB")) }
  }

  override func close(_ name: XMLName) {
    if name == "t" {
      isInText = false
    } else if name == "rPh" {
      isPhonetic = false
    } else if name == "si" {
      unescape(&bytes, from: ends.last ?? 0)
      ends.append(bytes.count)
    }
  }
}

/// Puts characters in the place of `_x000D_` and the like, by which workbooks write those that XML can't hold.
func unescape(_ bytes: inout [UInt8], from start: Int) {
  guard bytes.count - start >= 7, bytes[start...].contains(0x5F) else { return }
  var out = start
  var index = start
  while index < bytes.count {
    if bytes[index] == 0x5F, index + 6 < bytes.count, bytes[index + 1] == 0x78, bytes[index + 6] == 0x5F,
      let value = UInt32(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
    {
      for byte in Array(String(Character(scalar)).utf8) {
        bytes[out] = byte
        out += 1
      }
      index += 7
    } else {
      bytes[out] = bytes[index]
      out += 1
      index += 1
    }
  }
  bytes.removeLast(bytes.count - out)
}
