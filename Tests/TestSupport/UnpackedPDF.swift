import CZlib

/// The bytes of a PDF with every compressed stream undone, as text of one byte a character: what tests of its syntax look into.
package func unpackedPDF(_ bytes: [UInt8]) -> String {
  let begin = Array("stream\n".utf8)
  let end = Array("\nendstream\n".utf8)
  var result: [UInt8] = []
  var at = 0
  while at < bytes.count {
    guard let start = bytes[at...].firstRange(of: begin), let stop = bytes[start.upperBound...].firstRange(of: end) else { break }
    result += bytes[at..<start.upperBound]
    let data = Array(bytes[start.upperBound..<stop.lowerBound])
    var room = [UInt8](repeating: 0, count: data.count * 60 + 4096)
    var size = uLong(room.count)
    result += uncompress(&room, &size, data, uLong(data.count)) == Z_OK ? Array(room[..<Int(size)]) : data
    result += end
    at = stop.upperBound
  }
  result += bytes[min(at, bytes.count)...]
  return String(String.UnicodeScalarView(result.map { Unicode.Scalar($0) }))
}

/// Data in zlib's form without compression.
package func storedFlate(_ data: [UInt8]) -> [UInt8] {
  var (low, high) = (1, 0)
  for byte in data {
    low = (low + Int(byte)) % 65_521
    high = (high + low) % 65_521
  }
  let size = UInt16(data.count)
  let length = [UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8)]
  return [0x78, 0x01, 0x01] + length + data + [UInt8(high >> 8), UInt8(high & 255), UInt8(low >> 8), UInt8(low & 255)]
}
