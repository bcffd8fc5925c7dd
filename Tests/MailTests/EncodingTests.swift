import Foundation
import TestSupport
import Testing

@testable import Mail

/// Base64, quoted-printable and encoded words, against other implementations.
struct EncodingTests {
  @Test func base64IsThatOfFoundation() {
    var hostile = HostileText(seed: 1)
    for count in Array(0...300) + [4096, 100_000] {
      let bytes = hostile.bytes(count)
      var lines: [UInt8] = []
      Base64.appendLines(bytes, to: &lines)
      #expect(lines == Array(Data(bytes).base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])))
      #expect(lines.count == Base64.lineSize(count))
      #expect(Base64.encode(bytes) == Array(Data(bytes).base64EncodedData()))
      #expect(Base64.decode(lines[...]) == bytes)
    }
  }

  @Test func quotedPrintableKeepsTheText() throws {
    var hostile = HostileText(seed: 2)
    for _ in 0..<400 {
      let text = hostile.body()
      let encoded = QuotedPrintable.encode(text)
      for line in mailLines(encoded) {
        #expect(line.count <= 76)
        #expect(line.last != 32 && line.last != 9)
        #expect(!line.starts(with: "From ".utf8) && line.first != UInt8(ascii: "."))
        #expect(line.allSatisfy { (32...126).contains($0) || $0 == 9 })
        // No line begins or ends within a character.
        #expect(String(validating: QuotedPrintable.decode(line[...]), as: UTF8.self) != nil)
      }
      #expect(!String(decoding: encoded, as: UTF8.self).contains("=_"))
      #expect(QuotedPrintable.decode(encoded[...]) == Array(normalised(text).utf8))
    }
  }

  @Test func quotedPrintableEdges() {
    func encoded(_ text: String) -> String { String(decoding: QuotedPrintable.encode(text), as: UTF8.self) }
    let full = String(repeating: "x", count: 76)
    #expect(encoded(full) == full)
    #expect(encoded(full + "\ny") == full + "\r\ny")
    #expect(encoded(full + "x") == full.dropLast() + "=\r\nxx")
    #expect(encoded("a \n\tb\t") == "a=20\r\n\tb=09")
    #expect(encoded("From me\n.\nFrom") == "=46rom me\r\n=2E\r\nFrom")
    #expect(encoded(full.dropLast() + ".y") == full.dropLast() + "=\r\n=2Ey")
    #expect(encoded("=\0") == "=3D=00")
    #expect(encoded("a\rb\r\nc\nd") == "a\r\nb\r\nc\r\nd")
    #expect(encoded("") == "")
  }

  @Test func whatIsNoEscapeStandsForItself() {
    func decoded(_ text: String) -> String { String(decoding: QuotedPrintable.decode(Array(text.utf8)[...]), as: UTF8.self) }
    #expect(decoded("a=3db=C3=A9=zz= \r\nc=\nd=") == "a=bé=zzcd")
    #expect(decoded("=4") == "=4")
    #expect(String(decoding: Base64.decode(Array("aGVs\r\n!bG8=ignored".utf8)[...]), as: UTF8.self) == "hello")
  }

  @Test func encodedWordsAreShortAndKeepCharactersWhole() {
    var hostile = HostileText(seed: 3)
    for _ in 0..<600 {
      let text = HeaderText.cleaned(hostile.next())
      let words = EncodedWords.words(text, firstRoom: 30 + hostile.number(below: 46))
      var bytes: [UInt8] = []
      for word in words {
        #expect(word.utf8.count <= 75 && word.hasPrefix("=?UTF-8?") && word.hasSuffix("?="))
        let content = Array(word.utf8.dropFirst(10).dropLast(2))
        let part = word.dropFirst(8).first == "B" ? Base64.decode(content[...]) : QuotedPrintable.decode(content.map { $0 == 95 ? 32 : $0 }[...])
        #expect(String(validating: part, as: UTF8.self) != nil)
        bytes += part
      }
      #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
    #expect(EncodedWords.words("Ynys Môn Trust") == ["=?UTF-8?Q?Ynys_M=C3=B4n_Trust?="])
    #expect(EncodedWords.words("日本語") == ["=?UTF-8?B?5pel5pys6Kqe?="])
    // What is read as one character stays together where it can: 25 bytes, one to a word of 45.
    let family = "👩‍👩‍👧‍👦"
    #expect(EncodedWords.words(family + family).count == 2)
  }

  @Test func aMegabyteIsEncodedQuickly() {
    let bytes = [UInt8](repeating: 65, count: 1_000_000)
    var lines: [UInt8] = []
    let time = ContinuousClock().measure { Base64.appendLines(bytes, to: &lines) }
    // Unoptimised and on a busy machine too; a release build takes a few milliseconds.
    #expect(time < .seconds(2), "\(time)")
  }

  @Test func cleanedTextIsOneLine() {
    #expect(HeaderText.cleaned("a\r\nBcc: x") == "a Bcc: x")
    #expect(HeaderText.cleaned(" \t a \0\u{7F} b\u{2028}\u{85}\u{202E}c\n") == "a b c")
    #expect(HeaderText.cleaned("\r\n") == "")
    #expect(HeaderText.cleaned("👩‍👩‍👧‍👦 é") == "👩‍👩‍👧‍👦 é")
    var hostile = HostileText(seed: 4)
    for _ in 0..<2000 {
      let text = hostile.next()
      let line = HeaderText.cleaned(text)
      #expect(HeaderText.cleaned(line) == line)
      #expect(!line.contains("  ") && !line.hasPrefix(" ") && !line.hasSuffix(" "))
      #expect(line.unicodeScalars.allSatisfy { ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory) })
      let name = HeaderText.fileName(text)
      #expect(HeaderText.fileName(name) == name && !name.isEmpty && name.utf8.count <= 196)
      #expect(!name.contains("/") && !name.contains("\\") && !name.hasPrefix("."))
    }
  }

  @Test func fileNames() {
    #expect(HeaderText.fileName("../../etc/passwd") == "_.._etc_passwd")
    #expect(HeaderText.fileName("C:\\x.pdf") == "C:_x.pdf")
    #expect(HeaderText.fileName(" . ") == "attachment")
    #expect(HeaderText.fileName("a.pdf\r\nX: y. ") == "a.pdf X: y")
    #expect(HeaderText.fileName(String(repeating: "é", count: 200) + ".pdf") == String(repeating: "é", count: 88) + ".pdf")
  }
}

/// With CRLF for every line end.
func normalised(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var last: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    let isEnd = scalar == "\r" || (scalar == "\n" && last != "\r")
    if isEnd { result.append(contentsOf: "\r\n".unicodeScalars) } else if scalar != "\n" { result.append(scalar) }
    last = scalar
  }
  return String(result)
}
