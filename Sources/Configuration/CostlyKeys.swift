/// Whether the parser could take far longer than a file is large: it compares whole keys with one another, those that are lists or mappings with all that is in them,
/// and again at each level. With aliases in them a few lines can come to billions of pieces.
///
/// No configuration has such keys: where one could stand is told from the text alone, before it is parsed. A text in quotes or a comment may be taken for one, so
/// that a file is refused only where it is large too, or aliases of aliases could make it so.
func hasCostlyKeys(_ text: some Collection<UInt8>) -> Bool {
  let bytes = Array(text)
  var (keys, anchors, aliases) = (0, 0, 0)
  for (place, byte) in bytes.enumerated() {
    switch byte {
    // `? key`, where a piece can begin; within brackets without the space too.
    case 0x3F where canBegin(bytes, place) && (isBreak(bytes, place + 1) || "[{*&!?".utf8.contains(bytes[place + 1])): keys += 1
    // `&name` and `*name`; an alias may be a key by itself.
    case 0x26 where isName(bytes, place + 1) && canBegin(bytes, place): anchors += 1
    case 0x2A where isName(bytes, place + 1) && canBegin(bytes, place):
      aliases += 1
      var end = place + 1
      while isName(bytes, end) { end += 1 }
      if isColon(bytes, after: end) { keys += 1 }
    // `]: value` and `}: value`.
    case 0x5D, 0x7D: if isColon(bytes, after: place + 1) { keys += 1 }
    default: break
    }
  }
  return Double(keys) * Double(bytes.count) * growth(anchors, aliases) > mostCompared
}

/// How many times its length a text can come to where aliases stand for what they name: most where each anchor holds as many aliases of the one before.
private func growth(_ anchors: Int, _ aliases: Int) -> Double {
  let levels = min(anchors, aliases)
  guard levels > 0 else { return 1 }
  return (0..<min(levels, 64)).reduce(1) { grown, _ in grown * (Double(aliases) / Double(levels) + 1) }
}

/// The most bytes that keys may make the parser go through.
private let mostCompared = 1_000_000.0

/// Whether a piece can begin at a place: after a space, a line end or a sign that stands between pieces.
private func canBegin(_ bytes: [UInt8], _ place: Int) -> Bool {
  place == 0 || bytes[place - 1] <= 0x20 || bytes[place - 1] >= 0x80 || [0x2C, 0x2D, 0x3A, 0x3F, 0x5B, 0x7B].contains(bytes[place - 1])
}

private func isBreak(_ bytes: [UInt8], _ place: Int) -> Bool { place >= bytes.count || bytes[place] <= 0x20 || bytes[place] >= 0x80 }

private func isName(_ bytes: [UInt8], _ place: Int) -> Bool {
  guard place < bytes.count else { return false }
  switch bytes[place] {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: return true
  default: return false
  }
}

private func isColon(_ bytes: [UInt8], after place: Int) -> Bool {
  var place = place
  while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
  return place < bytes.count && bytes[place] == 0x3A
}
