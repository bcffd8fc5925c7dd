import Foundation
import TestSupport
import Testing

@testable import Mail

/// What is signed verifies by openssl's own command against the authority that gave the certificate, and nothing else does.
struct SMIMESignerTests {
  /// A root, an authority under it, and certificates of two senders, made anew for the tests by openssl.
  private final class Authority: Sendable {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      _ = try folder.file(
        "openssl.cnf",
        Array(
          """
          [req]
          distinguished_name = name
          [name]
          [root]
          basicConstraints = critical,CA:true
          keyUsage = critical,keyCertSign,cRLSign
          subjectKeyIdentifier = hash
          [mail]
          basicConstraints = critical,CA:false
          keyUsage = critical,digitalSignature
          extendedKeyUsage = emailProtection
          subjectAltName = email:packs@ccg.example.nhs.uk,email:Contracts@CCG.example.nhs.uk
          [server]
          basicConstraints = critical,CA:false
          extendedKeyUsage = serverAuth

          """.utf8))
      let rsa = ["-newkey", "rsa:2048"]
      try request("root", rsa + ["-x509", "-days", "3650", "-subj", "/CN=Test root", "-extensions", "root"])
      try request("middle", rsa + ["-subj", "/CN=Test authority"])
      try sign("middle", "root", "root")
      try request("rsa", rsa + ["-subj", "/CN=Contracts/emailAddress=old@ccg.example.nhs.uk"])
      try sign("rsa", "middle", "mail")
      try request("ec", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=Contracts"])
      try sign("ec", "middle", "mail")
      try request("server", rsa + ["-subj", "/CN=smtp.example.nhs.uk"])
      try sign("server", "middle", "server")
      try request("ed", ["-newkey", "ed25519", "-subj", "/CN=Contracts"])
      try sign("ed", "middle", "mail")
      try openssl("pkey", "-in", path("rsa.key"), "-aes256", "-passout", "pass:tango whisky é", "-out", path("locked.key"))
      try openssl("rsa", "-in", path("rsa.key"), "-aes128", "-traditional", "-passout", "pass:tango whisky é", "-out", path("locked-old.key"))
    }

    private func request(_ name: String, _ more: [String]) throws {
      let base = ["req", "-new", "-nodes", "-config", path("openssl.cnf"), "-keyout", path(name + ".key")]
      try openssl(base + more + ["-out", path(name + (more.contains("-x509") ? ".pem" : ".csr"))])
    }

    private func sign(_ name: String, _ issuer: String, _ extensions: String) throws {
      try openssl(
        "x509", "-req", "-in", path(name + ".csr"), "-CA", path(issuer + ".pem"), "-CAkey", path(issuer + ".key"), "-CAcreateserial", "-days", "30",
        "-extfile", path("openssl.cnf"), "-extensions", extensions, "-out", path(name + ".pem"))
    }

    func path(_ name: String) -> String { folder.path + "/" + name }
    func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path(name)))) }

    private func openssl(_ arguments: String...) throws { try openssl(arguments) }

    private func openssl(_ arguments: [String]) throws {
      let result = try ProtectionTool.run("openssl", arguments)
      try #require(result.status == 0, "openssl \(arguments.joined(separator: " ")): \(result.error)")
    }
  }

  private static let made = Result { try Authority() }
  private let authority: Authority
  private let folder: TemporaryFolder
  private let now: Int
  private let body = Array("Content-Type: text/plain; charset=utf-8\r\n\r\nThe pack of 10H is attached.\r\n".utf8)

  init() throws {
    authority = try Self.made.get()
    now = Int(Date().timeIntervalSince1970)
    folder = try TemporaryFolder()
  }

  private func signer(_ name: String = "rsa", key: String? = nil, passphrase: Secret? = nil, time: Int? = nil) throws(ProtectionError) -> SMIMESigner
  {
    let files: [[UInt8]]
    do { files = try ["\(name).pem", "middle.pem", key ?? "\(name).key"].map(authority.read) } catch { throw .crypto("the test: \(error)") }
    return try SMIMESigner(certificatePEM: files[0], chainPEM: files[1], keyPEM: files[2], passphrase: passphrase, time: time ?? now)
  }

  private func verify(_ signature: [UInt8], over bytes: [UInt8], root: String = "root.pem", _ more: String...) throws -> ProtectionTool.Result {
    try ProtectionTool.run(
      "openssl",
      [
        "cms", "-verify", "-inform", "DER", "-in", try folder.file("signature.der", signature), "-content", try folder.file("body", bytes), "-binary",
        "-CAfile", authority.path(root), "-out", folder.path + "/out",
      ] + more)
  }

  @Test(arguments: ["rsa", "ec"]) func opensslVerifiesIt(_ name: String) throws {
    let signer = try signer(name)
    let signature = try signer.signature(over: body)
    let good = try verify(signature, over: body)
    #expect(good.status == 0 && good.error.contains("CMS Verification successful"), "\(good)")
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/out"))) == body)
    // One letter, one line end or nothing of it: another body. Another root: nobody's.
    for spoiled in [Array("X".utf8) + body.dropFirst(), body + Array("\r\n".utf8), body.filter { $0 != 13 }, []] {
      let bad = try verify(signature, over: spoiled)
      #expect(bad.status != 0 && bad.error.contains("verification failure"), "\(bad)")
    }
    #expect(try verify(signature, over: body, root: "server.pem").status != 0)
  }

  @Test func bytesOfAnyKindAreSignedAsTheyAre() throws {
    for bytes in [Array("one line\nanother\r\n\n".utf8), (0...255).map { UInt8($0) }, []] {
      let good = try verify(try signer().signature(over: bytes), over: bytes)
      #expect(good.status == 0, "\(good)")
    }
  }

  @Test func itSaysWhatItMustAndNoMore() throws {
    let time = now + 100
    let signature = try signer(time: time).signature(over: body)
    let printed = try ProtectionTool.run(
      "openssl", ["cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", try folder.file("s.der", signature)])
    #expect(printed.output.contains("eContent: <ABSENT>"), "the contents are not in it: \(printed)")
    #expect(printed.output.contains("algorithm: sha256 (2.16.840.1.101.3.4.2.1)"))
    #expect(!printed.output.contains("sha1 "))
    // The certificate and its authority's.
    let certificates = try ProtectionTool.run("openssl", ["pkcs7", "-inform", "DER", "-print_certs", "-noout", "-in", folder.path + "/s.der"])
    #expect(certificates.output.components(separatedBy: "subject=").count == 3, "\(certificates)")
    var moment = time_t(time)
    var parts = tm()
    gmtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 64)
    strftime(&text, 64, "%b %e %H:%M:%S %Y GMT", &parts)
    let written = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    #expect(printed.output.contains("UTCTIME:\(written)"), "\(written) in \(printed.output)")
    // With RSA nothing of it is by chance.
    #expect(try signer(time: time).signature(over: body) == signature)
  }

  @Test func aWholeMessageVerifies() throws {
    let signature = try signer().signature(over: body)
    let lines = Data(signature).base64EncodedString(options: [.lineLength64Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    let head = [
      "From: packs@ccg.example.nhs.uk", "MIME-Version: 1.0",
      "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b", "", "--b", "",
    ].joined(separator: "\r\n")
    let tail = [
      "", "--b", "Content-Type: application/pkcs7-signature; name=smime.p7s", "Content-Transfer-Encoding: base64", "", lines, "--b--", "",
    ].joined(separator: "\r\n")
    let message = Array(head.utf8) + body + Array(tail.utf8)
    let good = try ProtectionTool.run(
      "openssl", ["cms", "-verify", "-in", try folder.file("mail.eml", message), "-CAfile", authority.path("root.pem")])
    #expect(good.status == 0 && good.output.contains("The pack of 10H"), "\(good)")
  }

  @Test func itKnowsTheAddressesAndTheLastDay() throws {
    let signer = try signer()
    #expect(signer.addresses == ["old@ccg.example.nhs.uk", "packs@ccg.example.nhs.uk", "Contracts@CCG.example.nhs.uk"])
    #expect(try self.signer("ec").addresses == ["packs@ccg.example.nhs.uk", "Contracts@CCG.example.nhs.uk"])
    let stated = try ProtectionTool.run("openssl", ["x509", "-in", authority.path("rsa.pem"), "-noout", "-enddate", "-dateopt", "iso_8601"]).output
    #expect(stated == "notAfter=\(signer.validUntil.replacing("T", with: " "))\n")
  }

  @Test func aKeyWithAPassphraseIsOpened() throws {
    for key in ["locked.key", "locked-old.key"] {
      let signer = try signer(key: key, passphrase: Secret("tango whisky é"))
      #expect(try verify(signer.signature(over: body), over: body).status == 0)
      for wrong in ["tango whisky", "", String(repeating: "x", count: 5000)] {
        #expect(throws: ProtectionError.wrongPassphrase) { _ = try self.signer(key: key, passphrase: Secret(wrong)) }
      }
      #expect(throws: ProtectionError.noPassphrase) { _ = try self.signer(key: key) }
    }
    // A key that is open needs none.
    _ = try signer(passphrase: Secret("not looked at"))
  }

  @Test func whatCannotSignMailIsRefused() throws {
    #expect(throws: ProtectionError.otherKey) { _ = try signer(key: "middle.key") }
    #expect(throws: ProtectionError.otherKey) { _ = try signer(key: "ec.key") }
    #expect(throws: ProtectionError.notForMail) { _ = try signer("server") }
    #expect(throws: ProtectionError.unsupportedKey) { _ = try signer("ed") }
    #expect(throws: ProtectionError.noKey) { _ = try signer(key: "rsa.pem") }
    #expect(throws: ProtectionError.noKey) { _ = try signer(key: "openssl.cnf", passphrase: Secret("tango")) }
    let last = try signer().validUntil
    #expect(throws: ProtectionError.expired(at: last)) { _ = try signer(time: now + 31 * 86_400) }
    #expect { _ = try signer(time: now - 86_400) } throws: { error in
      if case ProtectionError.notYetValid(let from) = error { from.hasSuffix("Z") && from.count == 20 } else { false }
    }
    let (certificate, key) = (try authority.read("rsa.pem"), try authority.read("rsa.key"))
    for bad in [[], key, Array(certificate.prefix(600)), certificate + Array(certificate.prefix(600))] {
      #expect(throws: ProtectionError.noCertificate(.certificate)) {
        _ = try SMIMESigner(certificatePEM: bad, keyPEM: key, passphrase: nil, time: now)
      }
      #expect(throws: ProtectionError.noCertificate(.chain)) {
        _ = try SMIMESigner(certificatePEM: certificate, chainPEM: bad, keyPEM: key, passphrase: nil, time: now)
      }
    }
  }

  @Test func theChainMayStandInEitherFileOrBoth() throws {
    let (certificate, middle, key) = (try authority.read("rsa.pem"), try authority.read("middle.pem"), try authority.read("rsa.key"))
    for chain in [nil, middle, middle + middle] {
      let signer = try SMIMESigner(certificatePEM: certificate + middle, chainPEM: chain, keyPEM: key, passphrase: nil, time: now)
      #expect(try verify(signer.signature(over: body), over: body).status == 0)
    }
    // Without it, openssl finds no way from the root to the certificate.
    let alone = try SMIMESigner(certificatePEM: certificate, keyPEM: key, passphrase: nil, time: now)
    #expect(try verify(alone.signature(over: body), over: body).status != 0)
  }

  @Test func noErrorHoldsASecret() throws {
    let error = #expect(throws: ProtectionError.self) { _ = try signer(key: "locked.key", passphrase: Secret("foxtrot")) }
    for text in [String(describing: error), String(reflecting: error), error?.description ?? "foxtrot"] { #expect(!text.contains("foxtrot")) }
  }

  @Test func manyAtOnceAreAllGood() async throws {
    let signer = try signer()
    let signature = try signer.signature(over: body)
    let body = body
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<64 { group.addTask { try signer.signature(over: body) } }
      for try await other in group { #expect(other == signature) }
    }
  }
}
