import Foundation
import TestSupport
import Testing

/// What keeps a pack from other eyes on its way: TLS and the user, encryption, signatures, who is cleared for rows.
extension EndToEnd.Send {
  @Test func tlsTheCertificateAndTheUserAreInsistedOn() throws {
    let keys = folder.path
    let made = try run(
      "/bin/bash",
      [
        "-ec",
        """
        openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=TestAuthority -addext basicConstraints=critical,CA:TRUE
        openssl req -newkey rsa:2048 -nodes -keyout host.key -out host.csr -subj /CN=localhost
        printf 'subjectAltName=DNS:localhost\\n' > ext; openssl x509 -req -in host.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out host.pem
        printf 'smtp_password = pass word: @1\\n' > secrets; chmod 600 secrets; printf 'smtp_password = wrong one\\n' > wrong; chmod 600 wrong
        """,
      ], in: keys)
    #expect(made.status == 0, "\(made.said)")
    let host = try MailHost(
      "--security", "starttls", "--certificate", keys + "/host.pem", "--key", keys + "/host.key", "--user", "packs", "--password", "pass word: @1")
    let office = try base.copy(in: folder, port: host.port, mail: [("  security: none\n", "  security: starttls\n  user: packs\n")])
    // Nobody vouches for the certificate: nothing is sent.
    let unknown = try office.send("--secrets", keys + "/secrets")
    #expect(unknown.status == 78 && unknown.errors.contains("certificate"), "\(unknown.said)")
    #expect(try host.messages().isEmpty)
    try office.edit("programme.yaml") {
      $0.replacing("  from: packs@office.packs.test\n", with: "  from: packs@office.packs.test\n  authorities: \(keys)/ca.pem\n")
    }
    let wrong = try office.send("--secrets", keys + "/wrong")
    #expect(wrong.status == 78, "\(wrong.said)")
    #expect(try host.messages().isEmpty)
    let ran = try office.send("--secrets", keys + "/secrets")
    #expect(ran.status == 0, "\(ran.said)")
    #expect(try host.messages().count == everyAddress.count)
    // No secret stands anywhere that the program writes.
    let found = try run("/bin/grep", ["-rlF", "pass word: @1", office.programme])
    #expect(found.status == 1 && found.output.isEmpty, "\(found.said)")
    #expect(!ran.said.contains("pass word"))
    // A file that others may read is not taken, nor is a terminal asked that is not there.
    _ = try run("/bin/chmod", ["644", keys + "/secrets"])
    let open = try office.send("--secrets", keys + "/secrets", "--only", base.commissioners[0])
    #expect(open.status == 78 && open.errors.contains("chmod 600"), "\(open.said)")
    let unasked = try office.send("--only", base.commissioners[0])
    #expect(unasked.status == 66 && unasked.errors.contains("no terminal"), "\(unasked.said)")
  }

  @Test func encryptedFilesOpenWithThePasswordAndNoOther() throws {
    let host = try MailHost()
    let office = try base.copy(in: folder, port: host.port)
    let code = base.commissioners[0]
    try office.edit("recipients.csv") { _ in
      "organisation,email,name,role,formats,from,until,clearance,encryption\n\(code),closed@everyone.packs.test,,to,pdf html,,,,password\n"
    }
    let none = try office.send("--reviewed-by", "Ann")
    #expect(none.status == 66 && none.errors.contains("pdf_password \(code)"), "\(none.said)")
    let secrets = folder.path + "/secrets"
    try "pdf_password \(code) = correct horse battery\n".write(toFile: secrets, atomically: true, encoding: .utf8)
    _ = try run("/bin/chmod", ["600", secrets])
    let ran = try office.send("--reviewed-by", "Ann", "--secrets", secrets)
    #expect(ran.status == 0 && ran.output.contains("encrypted"), "\(ran.said)")
    let message = try #require(try filePaths(below: office.outbox).first { $0.hasSuffix(".eml") })
    let taken = try run(
      "/usr/bin/python3",
      [
        "-c",
        """
        import email, email.policy, sys
        for part in email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default).iter_attachments():
            open(sys.argv[2] + '/' + part.get_filename(), 'wb').write(part.get_payload(decode=True)); print(part.get_filename())
        """, office.outbox + "/" + message, folder.path,
      ])
    #expect(taken.status == 0, "\(taken.said)")
    let files = taken.output.split(separator: "\n").map(String.init)
    #expect(files.count == 2 && files[0].hasSuffix(".pdf") && files[1].hasSuffix(".zip"), "\(files)")
    let original = "\(office.programme)/releases/\(office.release)/packs/commissioners/\(code)/\(files[0])"
    func text(_ arguments: String...) throws -> Ran { try run("/usr/bin/env", ["pdftotext"] + arguments + ["-"]) }
    let plain = try text(original)
    #expect(try text("-upw", "correct horse battery", folder.path + "/" + files[0]).output == plain.output && plain.output.count > 500)
    #expect(try text(folder.path + "/" + files[0]).status != 0)
    #expect(try text("-upw", "wrong horse battery", folder.path + "/" + files[0]).status != 0)
    // The ledger knows the pack by its plain bytes.
    let attachments = try #require(try office.ledger()[0]["attachments"] as? [[String: Any]])
    let digest = try run("/usr/bin/env", ["sha256sum", original]).output.prefix(64)
    #expect(attachments[0]["sha256"] as? String == String(digest))
  }

  /// A file that shows rows of a practice goes to whoever is cleared for them, encrypted, and to nobody else.
  @Test func rowsOfPracticesGoToTheClearedAlone() throws {
    let host = try MailHost()
    let office = try base.copy(in: folder, port: host.port)
    let (first, second) = (base.commissioners[0], base.commissioners[1])
    let practice = try String(contentsOfFile: office.programme + "/organisations/practices.csv", encoding: .utf8).split(separator: "\n").dropFirst()
      .first.map { String($0.prefix { $0 != "," }) }
    let code = try #require(practice)
    // On every cover, with leave of the leak test.
    try office.edit("programme.yaml") {
      $0 + "\nbranding:\n  confidentiality: \"Ask \(code).\"\nleaks:\n  allow:\n    - {packs: commissioner, shows: practices, codes: [\(code)]}\n"
        + "    - {packs: provider, shows: practices, codes: [\(code)]}\n    - {packs: practice, shows: practices, codes: [\(code)]}\n"
    }
    try office.edit("recipients.csv") { _ in
      Self.head + "\(first),open@everyone.packs.test,,to,pdf,,,,\n\(first),cleared@everyone.packs.test,,to,pdf,,,practice,\n"
        + "\(first),closed@everyone.packs.test,,to,pdf,,,practice,password\n\(second),locked@everyone.packs.test,,to,pdf,,,,password\n"
    }
    let next = try release(office, "a practice on the cover")
    let secrets = folder.path + "/secrets"
    try "pdf_password \(first) = correct horse battery\npdf_password \(second) = another horse battery\n".write(
      toFile: secrets, atomically: true, encoding: .utf8)
    _ = try run("/bin/chmod", ["600", secrets])
    let ran = try next.send("--secrets", secrets)
    #expect(ran.status == 1, "\(ran.said)")
    #expect(try host.messages().map(\.recipient) == ["closed@everyone.packs.test"])
    #expect(ran.errors.contains("open@everyone.packs.test (line 2): the files show rows of practices"), "\(ran.said)")
    #expect(ran.errors.contains("cleared@everyone.packs.test (line 3): the files show rows of practices"), "\(ran.said)")
    #expect(ran.errors.contains("which go encrypted alone") && ran.errors.contains("is not cleared for them"), "\(ran.said)")
  }

  /// Builds, signs and releases the next version of a copy.
  func release(_ office: Office, _ reason: String) throws -> Office {
    let output = folder.path + "/Output"
    for arguments in [
      ["build"], ["approve", "--as", "Ann", "--role", "analyst"], ["approve", "--as", "Len", "--role", "lead"], ["release", "--reason", reason],
    ] {
      let ran = try run(builtProgram("outturn"), arguments + ["--output", output, "--programme", office.programme])
      #expect(ran.status == 0, "\(arguments): \(ran.said)")
    }
    return Office(programme: office.programme, release: office.release.replacing("-v1", with: "-v2"))
  }

  @Test func signedMessagesAreVerifiedByOpenSSL() throws {
    let keys = folder.path
    let made = try run(
      "/bin/bash",
      [
        "-ec",
        """
        openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=TestAuthority -addext basicConstraints=critical,CA:TRUE
        openssl req -newkey rsa:2048 -keyout mail.key -passout 'pass:open sesame' -out mail.csr -subj /CN=Packs
        printf 'subjectAltName=email:packs@office.packs.test\nextendedKeyUsage=emailProtection\n' > ext
        openssl x509 -req -in mail.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out mail.pem
        printf 'smime_passphrase = open sesame\n' > secrets; chmod 600 secrets
        """,
      ], in: keys)
    #expect(made.status == 0, "\(made.said)")
    let host = try MailHost()
    let office = try base.copy(
      in: folder, port: host.port,
      mail: [
        (
          "  from: packs@office.packs.test\n",
          "  from: packs@office.packs.test\n  smime: {certificate: \(keys)/mail.pem, key: \(keys)/mail.key}\n"
        )
      ])
    let locked = try office.send("--only", base.commissioners[0])
    #expect(locked.status == 78 && locked.errors.contains("smime_passphrase"), "\(locked.said)")
    let ran = try office.send("--only", base.commissioners[0], "--secrets", keys + "/secrets")
    #expect(ran.status == 0, "\(ran.said)")
    let files = try filePaths(below: office.outbox).filter { $0.hasSuffix(".eml") }
    #expect(files.count == 2)
    for file in files {
      func verified(_ path: String) throws -> Int32 {
        try run("/usr/bin/env", ["openssl", "cms", "-verify", "-in", path, "-CAfile", keys + "/ca.pem", "-out", "/dev/null"]).status
      }
      #expect(try verified(office.outbox + "/" + file) == 0, "\(file)")
      let text = try String(contentsOfFile: office.outbox + "/" + file, encoding: .utf8)
      let spoiled = folder.path + "/spoiled.eml"
      try text.replacing("Contract", with: "Kontract").replacing("pack of", with: "pack off").write(
        toFile: spoiled, atomically: true, encoding: .utf8)
      #expect(try verified(spoiled) != 0)
    }
    // A certificate of somebody else signs nothing in the sender's name.
    try office.edit("programme.yaml") { $0.replacing("from: packs@office", with: "from: other@office") }
    let foreign = try office.send("--only", base.commissioners[1], "--secrets", keys + "/secrets")
    #expect(foreign.status == 78 && foreign.errors.contains("packs@office.packs.test"), "\(foreign.said)")
  }
}
