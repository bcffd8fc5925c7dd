import Foundation
import MailAddresses
import TestSupport
import Testing

@testable import Mail

/// Mails signed by the `openssl` command, and verified by it and read by Python.
struct SignedMailTests {
  private let folder: TemporaryFolder
  private static let openssl = "/usr/bin/openssl"

  /// Makes an authority and a signer's certificate from it.
  init() throws {
    folder = try TemporaryFolder()
    try make(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "30"])
    try make(["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "signer.key", "-out", "signer.csr", "-subj", "/CN=Packs"])
    try Data("extendedKeyUsage=emailProtection\nsubjectAltName=email:\(SampleMail.sender.text)\n".utf8).write(to: place("signer.ext"))
    try make([
      "x509", "-req", "-in", "signer.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "signer.pem", "-extfile", "signer.ext",
      "-days", "30",
    ])
  }

  private func place(_ name: String) -> URL { URL(fileURLWithPath: folder.path + "/" + name) }

  private func make(_ arguments: [String]) throws {
    let files = ["ca.key", "ca.pem", "signer.key", "signer.csr", "signer.pem", "signer.ext"]
    let result = try runTool(Self.openssl, arguments.map { files.contains($0) ? place($0).path : $0 })
    try #require(result.status == 0, "\(result.errors)")
  }

  private func sign(_ entity: [UInt8]) throws -> [UInt8] {
    let result = try runTool(
      Self.openssl,
      ["cms", "-sign", "-binary", "-md", "sha256", "-outform", "DER", "-signer", place("signer.pem").path, "-inkey", place("signer.key").path],
      input: entity)
    try #require(result.status == 0, "\(result.errors)")
    return result.output
  }

  private func verify(_ mail: [UInt8]) throws -> ToolResult {
    try runTool(Self.openssl, ["cms", "-verify", "-CAfile", place("ca.pem").path], input: mail)
  }

  @Test func aSignedMailIsVerifiedByOpenSSL() throws {
    var plain = SampleMail.small()
    for shape in 0..<3 {
      if shape == 1 { plain.attachments = [] }
      if shape == 2 { plain.html = nil }
      var entity: [UInt8] = []
      let mail = try plain.bytes { bytes in
        entity = bytes
        return try sign(bytes)
      }
      let result = try verify(mail)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output == entity, "\(String(decoding: result.output.suffix(200), as: UTF8.self).debugDescription)")
      let read = try #require(try readByPython([mail]).first)
      #expect(read.defects.isEmpty, "\(read.defects)")
      #expect(read.types.first == "multipart/signed" && read.types.last == "application/pkcs7-signature")
      // Alone in its part the text keeps its end, for the line end before a boundary is the boundary's.
      #expect(read.text == plain.text && read.html == plain.html)
      #expect(read.files.dropLast().map(\.name) == plain.attachments.map { HeaderText.fileName($0.fileName) })
      for line in mailLines(mail) { #expect(line.count <= 76) }
    }
  }

  @Test func aChangedMailIsNot() throws {
    var mail = try SampleMail.small().bytes(signed: sign)
    let place = try #require(mail.firstRange(of: "plan".utf8)).lowerBound
    mail[place] = UInt8(ascii: "P")
    #expect(try verify(mail).status != 0)
  }

  @Test func aFailureToSignIsThrown() {
    struct NoKey: Error {}
    #expect(throws: NoKey.self) { try SampleMail.small().bytes { (_: [UInt8]) throws(NoKey) -> [UInt8] in throw NoKey() } }
  }
}
