import Foundation
import TestSupport
import Testing

/// Packs by practice on their way: the right pack to the right people, and to nobody of another commissioner.
extension EndToEnd.Send {
  /// A copy whose mail goes to a host, with a domain of the first commissioner's practices, and a file of secrets.
  private func office(_ host: MailHost, _ recipients: [String]) throws -> (office: Office, secrets: String) {
    let (first, second) = (base.commissioners[0], base.commissioners[1])
    let office = try base.copy(
      in: folder, port: host.port, mail: [("  domains:\n", "  domains:\n    \(first)-practices: [surgery.packs.test]\n")])
    try office.edit("recipients.csv") { _ in Self.head + recipients.map { $0 + "\n" }.joined() }
    let secrets = folder.path + "/secrets"
    try [first, second].map { "pdf_password \($0)-practices = practices of \($0)\npdf_password \($0) = all about \($0)\n" }.joined()
      .write(toFile: secrets, atomically: true, encoding: .utf8)
    _ = try run("/bin/chmod", ["600", secrets])
    return (office, secrets)
  }

  /// The text of the one PDF of a message, opened with a password.
  private func text(_ office: Office, _ message: String, password: String) throws -> (name: String, text: String) {
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
    let name = try #require(taken.output.split(separator: "\n").first.map(String.init), "\(taken.said)")
    let ran = try run("/usr/bin/env", ["pdftotext", "-upw", password, folder.path + "/" + name, "-"])
    return (name, ran.output)
  }

  @Test func packsByPracticeGoToTheirOwnPeopleAlone() throws {
    let host = try MailHost()
    let (first, second) = (base.commissioners[0], base.commissioners[1])
    let own = first.lowercased() + ".packs.test"
    let (office, secrets) = try office(
      host,
      [
        "\(first)-practices,gp@surgery.packs.test,,to,pdf,,,practice,password", "\(first)-practices,lead@\(own),,to,pdf,,,practice,password",
        "\(first)-practices,open@surgery.packs.test,,to,pdf,,,practice,", "\(first)-practices,unclear@surgery.packs.test,,to,pdf,,,,password",
        "\(first)-practices,lead@\(second.lowercased()).packs.test,,to,pdf,,,practice,password",
        "\(second)-practices,gp@surgery.packs.test,,to,pdf,,,practice,password", "\(second)-practices,lead@\(own),,to,pdf,,,practice,password",
        "\(first),gp@surgery.packs.test,,to,pdf,,,patient,password", "\(second)-practices,gp@everyone.packs.test,,to,pdf,,,patient,password",
        "\(first)-practices/../\(second)-practices,far@everyone.packs.test,,to,pdf,,,patient,password",
        "../practices/\(second),far@everyone.packs.test,,to,pdf,,,patient,password",
      ])
    let dry = try office.send("--reviewed-by", "Ann", "--dry-run", "--only", "\(first)-practices", "--secrets", secrets)
    #expect(dry.status == 1 && dry.output.contains("2 written"), "\(dry.said)")
    #expect(try host.messages().isEmpty)
    let ran = try office.send("--reviewed-by", "Ann", "--secrets", secrets)
    #expect(ran.status == 1, "\(ran.said)")
    #expect(try host.messages().map(\.recipient).sorted() == ["gp@everyone.packs.test", "gp@surgery.packs.test", "lead@\(own)"])
    for (code, address) in [(first, "gp@surgery.packs.test"), (first, "lead@\(own)"), (second, "gp@everyone.packs.test")] {
      let pack = try text(office, "\(code)-practices_\(address).eml", password: "practices of \(code)")
      #expect(pack.name.hasPrefix("\(code)-practices_") && pack.text.count > 500, "\(pack)")
      let plain = try run("/usr/bin/env", ["pdftotext", "\(office.programme)/releases/\(office.release)/packs/practices/\(code)/\(pack.name)", "-"])
      #expect(pack.text == plain.output, "the pack that arrived is not that of \(code)")
      #expect(try text(office, "\(code)-practices_\(address).eml", password: "all about \(code)").text.isEmpty)
    }
    for reason in [
      "\(first)-practices, open@surgery.packs.test (line 4): the files show rows of practices",
      "\(first)-practices, unclear@surgery.packs.test (line 5): the files show rows of practices",
      "\(second.lowercased()).packs.test is not among the domains of \(first)-practices",
      "surgery.packs.test is not among the domains of \(second)-practices", "\(own) is not among the domains of \(second)-practices",
      "surgery.packs.test is not among the domains of \(first) in",
      "\(first)-practices/../\(second)-practices is no organisation of the programme now",
      "../practices/\(second) is no organisation of the programme now",
    ] { #expect(ran.errors.contains(reason), "\(reason)\n\(ran.errors)") }
    // The ledger knows the pack by its name, and a recall is for those who have it.
    #expect(Set(try office.ledger().compactMap { $0["organisation"] as? String }) == ["\(first)-practices", "\(second)-practices"])
    #expect(try office.send("--reviewed-by", "Ann", "--secrets", secrets).output.contains("3 already sent"))
    #expect(try office.sent("--recall", office.release, "--only", first, "--reason", "wrong").status == 1)
    let recall = try office.sent("--recall", office.release, "--only", "\(first)-practices", "--reason", "wrong list")
    #expect(recall.status == 0 && recall.output.contains("2 drafts; nothing is sent"), "\(recall.said)")
    let page = try String(contentsOfFile: office.outbox + "/index.html", encoding: .utf8)
    #expect(page.contains("id=\"pack-\(first)-practices\""))
    let misspelt = try office.send("--only", "\(first)-practises")
    #expect(misspelt.status == 1 && misspelt.errors.contains("did you mean \(first)-practices?"), "\(misspelt.said)")
  }

  /// Another commissioner's practices in the folder of the first: the release is then not as it was released, and nothing goes.
  @Test func anotherCommissionersPracticesInTheFolderGoNowhere() throws {
    let host = try MailHost()
    let (first, second) = (base.commissioners[0], base.commissioners[1])
    let (office, secrets) = try office(host, ["\(first)-practices,gp@surgery.packs.test,,to,pdf,,,practice,password"])
    let packs = "\(office.programme)/releases/\(office.release)/packs/practices"
    _ = try run("/bin/chmod", ["-R", "u+w", packs])
    let (own, foreign) = (packs + "/" + first, packs + "/" + second)
    let files = try filePaths(below: foreign).filter { $0.hasSuffix(".pdf") }
    let name = try #require(files.first)
    // The other's file under the first's name.
    let place = own + "/" + name.replacing(second, with: first)
    let before = try Data(contentsOf: URL(fileURLWithPath: place))
    try Data(contentsOf: URL(fileURLWithPath: foreign + "/" + name)).write(to: URL(fileURLWithPath: place))
    let swapped = try office.send("--reviewed-by", "Ann", "--secrets", secrets)
    #expect(
      swapped.status == 1 && swapped.errors.contains("is not as it was released") && swapped.errors.contains("practices/\(first)/"), "\(swapped.said)"
    )
    // The first's folder is a way to the other's.
    try before.write(to: URL(fileURLWithPath: place))
    try FileManager.default.moveItem(atPath: own, toPath: folder.path + "/own")
    try FileManager.default.createSymbolicLink(atPath: own, withDestinationPath: foreign)
    let linked = try office.send("--reviewed-by", "Ann", "--secrets", secrets)
    #expect(linked.status == 1 && linked.errors.contains("is not as it was released"), "\(linked.said)")
    #expect(try host.messages().isEmpty)
    #expect(try filePaths(below: office.programme).allSatisfy { !$0.hasSuffix(".eml") })
  }
}
