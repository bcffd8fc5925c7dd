import Configuration
import Findings
import Testing

/// A small generator with a fixed seed, so that a failure can be seen again.
private struct Splitmix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct BrokenInputTests {
  /// Whatever the bytes, a file is read or refused with a place; it never stops the program.
  @Test func brokenBytesAreNeverMoreThanFindings() {
    let whole = Array("name: A\nrelease: {working_day: 9, names: [\"a\", 'b', &x c, *x]}\nlong: |\n  text\n  more\n? key\n: value\n# comment\n".utf8)
    var random = Splitmix(state: 7)
    var refused = 0
    for _ in 0..<3_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let insertions = ["\t", "- ", "[", "\"", ": ", "\n", "&a ", "*a", "!!map "]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: Array(insertions[Int.random(in: 0..<insertions.count, using: &random)].utf8), at: place)
        }
      }
      let (root, findings) = readYAML(bytes, file: "x.yaml")
      #expect(root != nil || !findings.isEmpty)
      #expect(findings.allSatisfy { ($0.origin.line ?? 1) >= 1 && ($0.origin.column ?? 1) >= 1 })
      if root == nil { refused += 1 }
    }
    #expect(refused > 300)
  }

  @Test func aliasesOfAliasesCannotFillTheMemory() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 { text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n" }
    let (_, findings) = readYAML(Array(text.utf8), file: "x.yaml")
    #expect(findings.map(\.code) == [ConfigurationCheck.unreadable.code])
  }

  /// The parser compares whole keys: it would be at these for years.
  @Test func keysOfAliasesAndOfManyLevelsAreRefused() {
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...25 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let levels = String(repeating: "{", count: 900) + "[" + String(repeating: "x,", count: 100_000) + "]" + String(repeating: ": b}", count: 900)
    for text in [bomb + "? *a25\n: x\n", bomb + "*a25 : x\n", bomb + "{[*a25]: x}\n", bomb + "{?*a25}\n", levels] {
      let (root, findings) = readYAML(Array(text.utf8), file: "x.yaml")
      #expect(root == nil)
      #expect(findings.map(\.code) == [ConfigurationCheck.unreadable.code])
    }
  }

  @Test func textsThatLookLikeSuchKeysAreRead() {
    let text = "a: &one {heading: \"{month}: Plan\"}\nb: *one\nc: *one\nd: |\n  *bold* & [link]: why ? because\n"
    let (root, findings) = readYAML(Array(text.utf8), file: "x.yaml")
    #expect(root != nil && findings.isEmpty, "\(findings)")
  }

  @Test func aFileTooLargeToBeConfigurationIsRefused() {
    let (root, findings) = readYAML(Array(repeating: UInt8(ascii: "#"), count: 1_000_001), file: "x.yaml")
    #expect(root == nil)
    #expect(findings.map(\.message) == ["the file is too large for a configuration file"])
  }
}
