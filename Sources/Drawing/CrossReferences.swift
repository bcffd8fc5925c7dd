/// Marks as free the objects of a finished PDF that its cross-reference table names and that Cairo never wrote.
///
/// Cairo 1.16 gives each link a structure element, and in a document that has links and no other tags it neither writes those elements nor forgets their
/// numbers: their entries point at whatever stands first, and checkers call the file damaged. An entry has 20 bytes whatever it says, so nothing moves.
func freeUnwrittenObjects(in bytes: inout [UInt8]) {
  guard let table = crossReferenceTable(of: bytes) else { return }
  let free = Array("0000000000 65535 f".utf8)
  for number in 1..<max(1, table.count) {
    let entry = table.start + number * 20
    guard entry + 20 <= bytes.count, bytes[entry + 17] == UInt8(ascii: "n") else { continue }
    if let offset = decimal(bytes, from: entry, digits: 10), begins(bytes, at: offset, with: "\(number) 0 obj") { continue }
    bytes.replaceSubrange(entry..<(entry + free.count), with: free)
  }
}

/// Where the first entry of the table stands, and how many it has; nil when the file does not end as Cairo ends one.
private func crossReferenceTable(of bytes: [UInt8]) -> (start: Int, count: Int)? {
  let marker = Array("startxref\n".utf8)
  var at = bytes.count - marker.count
  while at > max(0, bytes.count - 64), !bytes[at..<(at + marker.count)].elementsEqual(marker) { at -= 1 }
  guard at > 0, bytes[at..<(at + marker.count)].elementsEqual(marker), let offset = decimal(bytes, from: at + marker.count, digits: 20),
    begins(bytes, at: offset, with: "xref\n0 "), let count = decimal(bytes, from: offset + 7, digits: 10)
  else { return nil }
  var start = offset + 7
  while start < bytes.count, bytes[start] != UInt8(ascii: "\n") { start += 1 }
  return (start + 1, count)
}

/// The decimal number at a place, of at most some digits; nil when there is none.
private func decimal(_ bytes: [UInt8], from start: Int, digits: Int) -> Int? {
  var value: Int?
  var at = start
  while at < bytes.count, at < start + digits, bytes[at] >= 0x30, bytes[at] <= 0x39 {
    value = (value ?? 0) &* 10 &+ Int(bytes[at] - 0x30)
    at += 1
  }
  return value
}

private func begins(_ bytes: [UInt8], at start: Int, with text: String) -> Bool {
  let expected = text.utf8
  return start >= 0 && start + expected.count <= bytes.count && bytes[start..<(start + expected.count)].elementsEqual(expected)
}
