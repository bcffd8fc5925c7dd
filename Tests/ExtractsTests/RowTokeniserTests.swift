import Testing

@testable import Extracts

/// The rows of a text, each as its fields, by one of the tokeniser's two ways; nil when the quick way gives up.
func tokenised(_ text: [UInt8], slowly: Bool, portably: Bool = false) -> [[String]]? {
  var tokeniser = RowTokeniser(capacity: text.count)
  let padded = text + [UInt8](repeating: 0, count: 128)
  return padded.withUnsafeBufferPointer { buffer -> [[String]]? in
    guard let base = buffer.baseAddress else { return nil }
    if slowly {
      tokeniser.tokeniseSlowly(base, count: text.count)
    } else if !(portably ? tokeniser.tokenisePortably(base, count: text.count) : tokeniser.tokenise(base, count: text.count)) {
      return nil
    }
    var rows: [[String]] = []
    var start = 0
    var first = 0
    for row in 0..<tokeniser.rowCount {
      var fields: [String] = []
      for index in first..<Int(tokeniser.rowEnds[row]) {
        let end = Int(tokeniser.ends[index])
        fields.append(String(decoding: text[start..<end], as: UTF8.self))
        start = end + 1
      }
      rows.append(fields)
      first = Int(tokeniser.rowEnds[row])
    }
    return rows
  }
}

@Suite("Rows and fields of CSV")
struct RowTokeniserTests {
  @Test("commas and line ends within quotes are text")
  func quotes() {
    let text = Array("a,\"b,c\",d\n\"x\ny\",\"say \"\"no\"\"\",\"\"\n".utf8)
    let expected = [["a", "\"b,c\"", "d"], ["\"x\ny\"", "\"say \"\"no\"\"\"", "\"\""]]
    #expect(tokenised(text, slowly: false) == expected)
    #expect(tokenised(text, slowly: true) == expected)
  }

  @Test("a quote within an unquoted field makes the quick way give up", arguments: ["a 5\" nail,b\n", "\"a\"b,c\n", "a,b\"\"c\n"])
  func strayQuote(_ text: String) {
    #expect(tokenised(Array(text.utf8), slowly: false) == nil)
    #expect(tokenised(Array(text.utf8), slowly: true)?.first?.count == 2)
  }

  @Test("both ways agree on every layout of a few characters across the edges of blocks")
  func agreement() {
    // Every text of five characters from the six that matter, at places around the edge of a 64-byte block.
    let alphabet: [UInt8] = [0x61, 0x2C, 0x0A, 0x22, 0x0D, 0xC3]
    for lead in [0, 58, 61, 62, 63, 64, 126] {
      for number in 0..<7776 {
        var text = [UInt8](repeating: 0x7A, count: lead)
        if lead > 0 { text[lead - 1] = 0x2C }
        var rest = number
        for _ in 0..<5 {
          text.append(alphabet[rest % 6])
          rest /= 6
        }
        text.append(0x0A)
        let portable = tokenised(text, slowly: false, portably: true)
        if let quick = tokenised(text, slowly: false) {
          if quick != portable { Issue.record("\(text.suffix(6 + lead % 64)): \(quick) and portably \(portable ?? [])") }
          let slow = tokenised(text, slowly: true)
          if quick != slow { Issue.record("\(text.suffix(6 + lead % 64)): \(quick) and \(slow ?? [])") }
        }
      }
    }
  }
}
