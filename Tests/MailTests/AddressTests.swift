import MailAddresses
import Testing

/// Which addresses are taken, and what is said of the others.
struct AddressTests {
  @Test(arguments: [
    "jane@ccg.example.nhs.uk", "jane.o'neill+packs@example.org", "a@b.cd", "J_D-1#$&*/?=^`{|}~@x-1.example", "x@xn--mn-lka.example", "1@1.example",
    String(repeating: "l", count: 64) + "@example.org", "a@" + String(repeating: "d", count: 63) + ".example",
  ])
  func good(_ text: String) throws {
    let address = try MailAddress(text)
    #expect(address.text == text && address.description == text)
    #expect(address.local + "@" + address.domain.text == text)
  }

  static let bad: [(String, MailAddressProblem)] = [
    ("", .empty), ("jane", .noAt), ("@example.org", .emptyLocal), ("jane@", .emptyDomain), ("a@b@example.org", .severalAts),
    ("a@@example.org", .severalAts),
    ("jane@example.org\r\nBcc: x@example.org", .lineBreak), ("jane\n@example.org", .lineBreak), ("jane\r@example.org", .lineBreak),
    ("jane@example.org\r", .lineBreak), ("jane\0@example.org", .nul), ("jane@example.org\t", .tab), ("jane\u{1B}@example.org", .control),
    ("jane\u{7F}@example.org", .control), (" jane@example.org", .space), ("jane@example.org ", .space), ("jane doe@example.org", .space),
    ("a@example.org,b@example.org", .comma), ("a@example.org;b@example.org", .semicolon), ("<a@example.org>", .angleBracket),
    ("a>@example.org", .angleBracket), ("jané@example.org", .notASCII("é")), ("jane@exämple.org", .notASCII("ä")),
    ("jane@example.org\u{202E}", .notASCII("\u{202E}")),
    ("jane＠example.org", .notASCII("＠")), ("jane@\u{301}example.org", .notASCII("\u{301}")), ("jane@example。org", .notASCII("。")),
    ("\"jane\"@example.org", .quotationMark), ("ja\\ne@example.org", .backslash), ("jane(x)@example.org", .comment),
    ("jane@[10.0.0.1]", .domainLiteral),
    ("@a.example:jane@example.org", .colon), (".jane@example.org", .localDots), ("jane.@example.org", .localDots), ("ja..ne@example.org", .localDots),
    (String(repeating: "l", count: 65) + "@example.org", .localTooLong(65)), ("jane@localhost", .oneLabel), ("jane@nhs", .oneLabel),
    ("jane%thief.example@example.org", .sourceRoute("%")), ("thief.example!jane@example.org", .sourceRoute("!")),
    ("=?utf-8?q?=0D=0A?=@example.org", .encodedWord), ("jane@.example.org", .emptyLabel), ("jane@example.org.", .emptyLabel),
    ("jane@example..org", .emptyLabel),
    ("a@" + String(repeating: "d", count: 64) + ".example", .labelTooLong(64)), ("jane@-x.example", .labelHyphen("-x")),
    ("jane@x-.example", .labelHyphen("x-")),
    ("jane@x_y.example", .domainCharacter("_")), ("jane@x/y.example", .domainCharacter("/")), ("jane@10.0.0.1", .topLabelOfDigits("1")),
  ]

  @Test(arguments: bad)
  func refused(_ text: String, _ problem: MailAddressProblem) {
    #expect(throws: problem) { try MailAddress(text) }
    #expect(problem.words.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\u{202E}" && $0 != "\u{301}" })
    #expect(!problem.words.isEmpty)
  }

  @Test func wholeIsAtMost254() throws {
    // 2 + 25 × 10 + 2 = 254.
    let longest = "a@" + String(repeating: "abcdefghi.", count: 25) + "uk"
    #expect(longest.utf8.count == 254)
    #expect(try MailAddress(longest).text == longest)
    #expect(throws: MailAddressProblem.tooLong(255)) { try MailAddress("a" + longest) }
    #expect(throws: MailAddressProblem.tooLong(255)) { try MailDomain(String(repeating: "abcdefghi.", count: 25) + "uks") }
  }

  @Test func localhostIsForRehearsals() throws {
    #expect(try MailAddress("jane@LocalHost", allowsLocalhost: true).text == "jane@localhost")
    #expect(throws: MailAddressProblem.oneLabel) { try MailAddress("jane@localhos", allowsLocalhost: true) }
  }

  @Test func caseMakesNoOtherAddress() throws {
    let one = try MailAddress("Jane.Doe@CCG.Example.NHS.uk")
    let other = try MailAddress("jane.doe@ccg.example.nhs.uk")
    #expect(one == other && one.hashValue == other.hashValue)
    #expect(one.text == "Jane.Doe@ccg.example.nhs.uk")
    #expect(one.key == "jane.doe@ccg.example.nhs.uk")
    #expect(one.domain == other.domain)
    #expect(try one != MailAddress("jane.doe@ccg.example.nhs.u"))
  }

  @Test func words() {
    #expect(MailAddressProblem.lineBreak.words == "a line break")
    #expect(MailAddressProblem.noAt.words == "no @")
    #expect(MailAddressProblem.oneLabel.words == "the domain has one label")
    #expect(MailAddressProblem.notASCII("é").words == "the character “é” (U+00E9), which is not ASCII")
    #expect(MailAddressProblem.notASCII("\u{202E}").words == "the character U+202E, which is not ASCII")
    #expect(MailAddressProblem.notASCII("\u{85}").words == "the character U+0085, which is not ASCII")
    #expect(MailAddressProblem.notASCII("\u{1F600}").words == "the character “\u{1F600}” (U+1F600), which is not ASCII")
  }

  /// Whatever is taken has only what a header line and an SMTP command may have in this place.
  @Test func whatIsTakenIsSafe() {
    var generator = HostileText(seed: 41)
    var taken = 0
    for _ in 0..<20_000 {
      let text = generator.nearAddress()
      guard let address = try? MailAddress(text) else { continue }
      taken += 1
      #expect(address.text.utf8.allSatisfy { (33...126).contains($0) && !"\"(),:;<>[\\]".utf8.contains($0) }, "\(text.debugDescription)")
      #expect(address.text.split(separator: "@", omittingEmptySubsequences: false).count == 2)
    }
    #expect(taken > 500)
  }
}
