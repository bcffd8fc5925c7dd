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
