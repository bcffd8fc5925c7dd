import Foundation
import TestSupport
import Testing

@testable import Mail

/// An encrypted zip file opens in 7-Zip with its password and not without.
struct ZipEncryptionTests {
  private let password = #"correct "horse" $battery"#
  private let folder: TemporaryFolder
  private let entries: [ZipEntry]

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 7)
    entries = [
      ZipEntry(name: "10H_2015-16_M11.html", bytes: Array(String(repeating: "<p>plain text of a page</p>\n", count: 4000).utf8)),
      ZipEntry(name: "10H_2015-16_M11.xlsx", bytes: (0..<70_001).map { _ in .random(in: 0...255, using: &generator) }),
      ZipEntry(name: "Cŵn – £.csv", bytes: []),
    ]
  }

  @Test func sevenZipOpensItWithThePassword() throws {
    let bytes = try encryptedZip(entries, password: Secret(password), time: 1_457_947_811)
    let file = try folder.file("pack.zip", bytes)
    let list = try ProtectionTool.run("7zz", "l", "-slt", file)
    #expect(list.output.components(separatedBy: "Method = AES-256").count == 4, "\(list.output)")
    #expect(list.output.components(separatedBy: "Encrypted = +").count == 4)
    #expect(list.output.components(separatedBy: "Modified = 2016-03-14 09:30:10").count == 4, "\(list.output)")
    let tested = try ProtectionTool.run("7zz", "x", "-p\(password)", "-o\(folder.path)/out", file)
    #expect(tested.status == 0, "\(tested)")
    for entry in entries {
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/out/" + entry.name))) == entry.bytes, "\(entry.name)")
    }
    // It is packed as well.
    #expect(bytes.count < 75_000)
  }

  @Test(arguments: ["", "correct", #"Correct "horse" $battery"#])
  func otherPasswordsAreRefused(_ wrong: String) throws {
    let file = try folder.file("pack.zip", try encryptedZip(entries, password: Secret(password)))
    let refused = try ProtectionTool.run("7zz", "t", "-p\(wrong)", file)
    #expect(refused.status != 0 && (refused.output + refused.error).contains("Wrong password"), "\(refused)")
  }

  @Test func nothingOfItIsReadableAndNoTwoAreAlike() throws {
    let first = try encryptedZip(entries, password: Secret(password))
    #expect(try encryptedZip(entries, password: Secret(password)) != first)
    #expect(Data(first).range(of: Data("plain text".utf8)) == nil)
    #expect(Data(first).range(of: Data("horse".utf8)) == nil)
    #expect(Data(first).range(of: Data("10H_2015-16_M11.html".utf8)) != nil)
  }

  /// The zone of the machine is nowhere in it: a time is that of UTC, and none is the first day of zip files.
  @Test func aTimeIsThatOfUTC() throws {
    func written(_ time: Int?) throws -> [UInt8] { Array(try encryptedZip([entries[0]], password: Secret(password), time: time)[10..<14]) }
    #expect(try written(nil) == [0, 0, 0x21, 0])
    #expect(try written(-5) == [0, 0, 0x21, 0])
    // 14 July 2016, 10:20:30: summer in England.
    let date = UInt16(36 << 9 | 7 << 5 | 14)
    let hour = UInt16(10 << 11 | 20 << 5 | 15)
    #expect(try written(1_468_491_630) == [UInt8(hour & 255), UInt8(hour >> 8), UInt8(date & 255), UInt8(date >> 8)])
    #expect(try written(.max).count == 4)
  }

  @Test(arguments: ["", ".", "..", "a/b", "a\\b", "a\nb", "con:", "a\u{202E}fdp.exe", String(repeating: "x", count: 201)])
  func namesThatNoFileHasAreRefused(_ name: String) {
    #expect(throws: ProtectionError.zipName(name)) { _ = try encryptedZip([ZipEntry(name: name, bytes: [1])], password: Secret(password)) }
  }

  @Test func unfitInputIsRefused() {
    let entry = ZipEntry(name: "a.csv", bytes: [1])
    #expect(throws: ProtectionError.nothingToPack) { _ = try encryptedZip([], password: Secret(password)) }
    #expect(throws: ProtectionError.zipName("A.CSV")) {
      _ = try encryptedZip([entry, ZipEntry(name: "A.CSV", bytes: [2])], password: Secret(password))
    }
    #expect(throws: ProtectionError.password(.tooShort)) { _ = try encryptedZip([entry], password: Secret("short")) }
    #expect(throws: ProtectionError.password(.notASCII)) { _ = try encryptedZip([entry], password: Secret("Cŵn bach 12")) }
  }
}
