/// A mail, or a part of one, as it was received: its headers, and the bytes after them.
struct ReceivedPart {
  let fields: HeaderFields
  let type: ContentType
  private let body: ArraySlice<UInt8>

  /// How many parts a mail may have on one level.
  static let mostParts = 200

  /// Divides a part at its first empty line.
  init(_ bytes: ArraySlice<UInt8>) throws(DeliveryReportProblem) {
    var place = bytes.startIndex
    fields = try HeaderFields(bytes, &place)
    type = ContentType(fields["content-type"])
    body = bytes[place...]
  }

  /// The bytes after the headers, decoded.
  var content: ArraySlice<UInt8> {
    switch fields["content-transfer-encoding"]?.lowercased() {
    case "base64": Base64.decode(body)[...]
    case "quoted-printable": QuotedPrintable.decode(body)[...]
    default: body
    }
  }

  /// The parts of a multipart, without what stands before the first and after the last. A last part that is cut off counts.
  ///
  /// - Throws: `DeliveryReportProblem` where there is no boundary, or no part, or too many, or their headers are too long.
  func parts() throws(DeliveryReportProblem) -> [ReceivedPart] {
    guard let boundary = type["boundary"], !boundary.isEmpty, boundary.utf8.count <= 200 else { throw .noBoundary }
    let delimiter = Array("--".utf8) + Array(boundary.utf8)
    var parts: [ReceivedPart] = []
    var begin: Int?
    var place = body.startIndex
    while place < body.endIndex {
      let lineBegin = place
      let line = MailLines.next(body, &place)
      guard line.starts(with: delimiter) else { continue }
      let rest = line.dropFirst(delimiter.count)
      let isLast = rest.starts(with: "--".utf8)
      guard (isLast ? rest.dropFirst(2) : rest).allSatisfy({ $0 == 32 || $0 == 9 }) else { continue }
      if let begin { try Self.append(body[begin..<max(begin, lineBegin)], to: &parts) }
      begin = isLast ? nil : place
      if isLast { break }
    }
    if let begin { try Self.append(body[begin...], to: &parts) }
    guard !parts.isEmpty else { throw .noBoundary }
    return parts
  }

  /// The line end before a boundary is the boundary's, which makes no difference to the parts of a report.
  private static func append(_ bytes: ArraySlice<UInt8>, to parts: inout [ReceivedPart]) throws(DeliveryReportProblem) {
    guard parts.count < mostParts else { throw .tooManyParts(limit: mostParts) }
    parts.append(try ReceivedPart(bytes))
  }
}
