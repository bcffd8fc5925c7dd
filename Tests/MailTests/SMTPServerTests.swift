import Testing

@testable import Mail

/// What is checked before anything is connected.
struct SMTPServerTests {
  @Test func namesThatCouldSlipSomethingInAreRefused() {
    for host in [
      "", " ", "mail.example.test\r\nQUIT", "mail example.test", "user@mail.test", "mail.test/x", "mail.test:25", "mail.test#", "mail..test",
      "-mail.test", "m\u{E4}il.test",
      "mail.test\0", "[mail.test]", "[::1", "::1]", "::1%lo", "[127.0.0.1]", "mail.test?", "%6dail", String(repeating: "a", count: 64) + ".test",
      "mail.test.",
    ] { #expect(SMTPServer(host: host).problems == [.host(host)], "\(host)") }
    for host in ["mail.example.nhs.uk", "localhost", "10.1.2.3", "::1", "[::1]", "2001:db8::25", "xn--bcher-kva.example"] {
      #expect(SMTPServer(host: host).problems.isEmpty, "\(host)")
    }
    for user in ["", "a b", "a\r\nb", "a\0", "a\u{1}b", "\u{202E}a", "a\u{A0}b"] {
      #expect(SMTPServer(host: "mail.test", user: user).problems == [.user(user)])
    }
    for name in ["", "a b", "a\r\nRCPT", "[a]", "a/b", "[1.2.3]"] {
      #expect(SMTPServer(host: "mail.test", helloName: name).problems == [.helloName(name)])
    }
    for name in ["sender.test", "[192.0.2.1]", "[IPv6:2001:db8::1]"] { #expect(SMTPServer(host: "mail.test", helloName: name).problems.isEmpty) }
    for port in [0, -1, 65_536] { #expect(SMTPServer(host: "mail.test", port: port).problems == [.port(port)]) }
    #expect(
      SMTPServer(host: "mail.test", connectSeconds: 0, stallSeconds: -1, messageSeconds: 86_401).problems == [
        .seconds(0), .seconds(-1), .seconds(86_401),
      ])
  }

  @Test func withoutProtectionOnlyThisMachine() throws {
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "::1", "[::1]", "0:0:0:0:0:0:0:1"] {
      #expect(SMTPServer(host: host, security: .none, user: "packs").problems.isEmpty, "\(host)")
    }
    for host in ["mail.test", "localhost.example.test", "128.0.0.1", "10.0.0.1", "127.1", "::", "::2", "::ffff:127.0.0.1", "0.0.0.0"] {
      #expect(SMTPServer(host: host, security: .none).problems == [.unprotected(host)], "\(host)")
      #expect(throws: SMTPServerProblem.unprotected(host)) { _ = try SMTPSession(server: SMTPServer(host: host, security: .none), secret: nil) }
    }
  }

  @Test func theAddressOfTheHostIsItsOwn() {
    #expect(SMTPServer(host: "mail.test", helloName: "sender.test").url == "smtp://mail.test:587/sender.test")
    #expect(SMTPServer(host: "::1", port: 25, security: .implicitTLS, helloName: "[192.0.2.1]").url == "smtps://[::1]:25/%5B192.0.2.1%5D")
    #expect(SMTPServer(host: "mail.test").url == "smtp://mail.test:587/")
  }

  @Test func userAndSecretGoTogether() throws {
    var bytes = Array("password".utf8)
    let secret = try SMTPSecret(taking: &bytes)
    #expect(throws: SMTPServerProblem.secretMissing) { _ = try SMTPSession(server: SMTPServer(host: "mail.test", user: "packs"), secret: nil) }
    #expect(throws: SMTPServerProblem.userMissing) { _ = try SMTPSession(server: SMTPServer(host: "mail.test"), secret: secret) }
  }

  @Test func aSecretIsNeverPrinted() throws {
    var bytes = Array("correct horse".utf8)
    let secret = try SMTPSecret(taking: &bytes)
    #expect(bytes == Array(repeating: 0, count: 13))
    var dumped = ""
    dump(secret, to: &dumped)
    dump((secret, [secret]), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)", dumped] {
      #expect(text.contains("(secret)"))
      #expect(!text.contains("correct") && !text.contains("99"))
    }
    for text in ["", "a\0b", "a\nb", "a\u{1}b", "a\u{7F}", String(repeating: "a", count: 16_001)] {
      var bytes = Array(text.utf8)
      #expect(throws: SMTPServerProblem.secret) { _ = try SMTPSecret(taking: &bytes) }
      #expect(bytes.allSatisfy { $0 == 0 })
    }
    #expect(!SMTPServerProblem.secret.words.contains("horse"))
  }

  @Test func repliesAreShortAndPrintable() {
    #expect(SMTPReply(code: 250, lines: [Array("250-2.0.0 one".utf8), Array("250 two".utf8)]).text == "250 2.0.0 one two")
    #expect(SMTPReply(code: 250, lines: [Array("250".utf8)]).text == "250")
    let hostile = "550 a\u{1B}[2J\u{7}\tb\u{0}\u{202E}c\u{2028}d\u{85}e \u{E9}\u{1F600}  "
    #expect(SMTPReply(code: 550, lines: [Array(hostile.utf8)]).text == "550 a?[2J??b??c?d?e \u{E9}\u{1F600}")
    #expect(SMTPReply(code: 550, lines: [Array("550 ".utf8) + [0xFF, 0xC3, 0x41]]).text == "550 ??A")
    for filler in ["x", "\u{E9}", "\u{1F600}"] {
      let text = SMTPReply(code: 550, lines: [Array(("550 " + String(repeating: filler, count: 1_000)).utf8)]).text
      #expect((197...200).contains(text.utf8.count) && !text.contains("\u{FFFD}"))
    }
  }
}
