import CZlib
import Foundation
import Programme
import Releases
import TestSupport
import Testing

/// A month's folder of a made-up programme, to plant things in: two commissioners, three trusts, a practice of each commissioner, three patients.
struct LeakSample {
  let place: TemporaryFolder
  var settings = LeakSettings.standard
  var folder: String { place.path }

  static let organisations = Organisations(
    commissioners: [Commissioner(code: "10H", name: "NHS Chiltern CCG"), Commissioner(code: "10R", name: "NHS Portsmouth CCG")],
    providers: [
      Provider(code: "RAL", name: "Royal Free London NHS Foundation Trust", shortName: "Royal Free"),
      Provider(code: "RYJ", name: "Imperial College Healthcare NHS Trust", shortName: "Imperial"),
      Provider(code: "R1K", name: "London North West Healthcare NHS Trust", shortName: "London North West"),
      Provider(code: "RHU", name: "Portsmouth Hospitals NHS Trust"),
    ],
    practices: [
      Practice(code: "K80001", name: "Brook Health Centre", commissioner: "10H"),
      Practice(code: "J82002", name: "Harbour View Surgery", commissioner: "10R"),
      Practice(code: "K80003", name: "The Surgery", commissioner: "10H"), Practice(code: "J82004", name: "The Surgery", commissioner: "10R"),
    ])

  init() throws { place = try TemporaryFolder() }

  func put(_ path: String, _ bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: folder + "/" + path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func put(_ path: String, _ text: String) throws { try put(path, Array(text.utf8)) }

  func leaks() -> [Leak] {
    var terms = ForbiddenTerms(Self.organisations)
    for patient in ["1000485485", "1000606638", "AB-7731-X"] { terms.addPatient(patient) }
    terms.addOutside(code: "RTH", name: "Oxford University Hospitals NHS Trust")
    terms.addOutside(code: "RYJ02", name: "Charing Cross Hospital")
    return LeakTest(policy: LeakPolicy(settings), forbidden: terms).check(folder)
  }

  /// What is found in one file of RAL's pack: each as `place: term`.
  static func found(_ name: String, _ bytes: [UInt8], in pack: String = "providers/RAL") throws -> [String] {
    let sample = try LeakSample()
    try sample.put("\(pack)/\(name)", bytes)
    return sample.leaks().map { leak in
      #expect(leak.file == "\(pack)/\(name)")
      guard case .shows(let term, _) = leak.cause else { return "\(leak.place): unreadable" }
      return "\(leak.place): \(term)"
    }
  }

  static func found(_ name: String, _ text: String, in pack: String = "providers/RAL") throws -> [String] {
    try found(name, Array(text.utf8), in: pack)
  }
}

/// Files of kinds that Foundation does not write.
enum MadeFile {
  static func crc(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) })
  }

  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var out = [UInt8](repeating: 0, count: Int(length))
    #expect(compress(&out, &length, bytes, UInt(bytes.count)) == Z_OK)
    return Array(out.prefix(Int(length)))
  }

  private static func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) } }
  private static func little(_ number: UInt32, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) } }

  /// A picture of one pixel with these chunks before its end.
  static func png(_ chunks: [(String, [UInt8])], trailing: [UInt8] = []) -> [UInt8] {
    func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
      let body = Array(name.utf8) + data
      return big(UInt32(data.count)) + body + big(crc(body))
    }
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", big(1) + big(1) + [8, 0, 0, 0, 0])
    for (name, data) in chunks { bytes += chunk(name, data) }
    bytes += chunk("IDAT", deflated([0, 0])) + chunk("IEND", [])
    return bytes + trailing
  }

  /// A zip file of these parts, stored.
  static func zip(_ parts: [(String, [UInt8])], comment: String = "") -> [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, data) in parts {
      let facts =
        little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 2) + little(0x21, 2) + little(crc(data), 4) + little(UInt32(data.count), 4)
        + little(UInt32(data.count), 4) + little(UInt32(name.utf8.count), 2) + little(0, 2)
      directory += little(0x0201_4B50, 4) + little(20, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
      directory += little(UInt32(bytes.count), 4) + Array(name.utf8)
      bytes += little(0x0403_4B50, 4) + facts + Array(name.utf8) + data
    }
    let start = UInt32(bytes.count)
    bytes += directory + little(0x0605_4B50, 4) + little(0, 4) + little(UInt32(parts.count), 2) + little(UInt32(parts.count), 2)
    bytes += little(UInt32(directory.count), 4) + little(start, 4) + little(UInt32(comment.utf8.count), 2) + Array(comment.utf8)
    return bytes
  }

  /// A PDF of one page with these objects besides its catalogue (1), pages (2), page (3), font (4), content (5) and information (6).
  static func pdf(
    page: String = "", info: String = "", catalogue: String = "", pageEntries: String = "", isCompressed: Bool = true, more: [String] = []
  ) -> [UInt8] {
    let content = Array("BT /F1 12 Tf 72 700 Td (\(page)) Tj ET".utf8)
    let data = isCompressed ? deflated(content) : content
    let filter = isCompressed ? "/Filter /FlateDecode " : ""
    var objects: [[UInt8]] = [
      Array("<< /Type /Catalog /Pages 2 0 R \(catalogue) >>".utf8), Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
      Array(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> \(pageEntries) >>".utf8),
      Array("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".utf8),
      Array("<< \(filter)/Length \(data.count) >>\nstream\n".utf8) + data + Array("\nendstream".utf8), Array("<< \(info) >>".utf8),
    ]
    objects += more.map { Array($0.utf8) }
    var bytes = Array("%PDF-1.7\n".utf8)
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(bytes.count)
      bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = bytes.count
    bytes += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
    for offset in offsets { bytes += Array((String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n").utf8) }
    bytes += Array("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 6 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return bytes
  }
}
