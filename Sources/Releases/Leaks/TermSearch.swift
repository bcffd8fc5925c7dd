/// A term that stands in some bytes.
struct TermHit: Sendable {
  var start: Int
  var end: Int
  /// The group of those that it may stand for.
  var group: Int
}

extension ForbiddenTerms {
  /// Goes over some bytes once and hands over every mention of a term, in their order; a mention inside a longer one is left out.
  ///
  /// - Parameters:
  ///   - shortest: terms of fewer bytes are passed over: among bytes that are no text, three letters stand by chance.
  func search(_ bytes: UnsafeBufferPointer<UInt8>, shortest: Int = 0, _ found: (TermHit) -> Void) {
    Tokens.classes.withUnsafeBufferPointer { classes in
      table.filter.withUnsafeBufferPointer { filter in
        table.hashes.withUnsafeBufferPointer { hashes in
          table.values.withUnsafeBufferPointer { values in
            var pass = SearchPass(terms: self, tokens: Tokens(bytes: bytes, classes: classes), filter: filter, hashes: hashes, values: values)
            pass.run(shortest: shortest, found)
          }
        }
      }
    }
  }
}

private struct SearchPass {
  let terms: ForbiddenTerms
  let tokens: Tokens
  let filter: UnsafeBufferPointer<UInt64>
  let hashes: UnsafeBufferPointer<UInt64>
  let values: UnsafeBufferPointer<Int32>
  /// The end of the last mention: what ends no later is a part of it.
  var coveredTo = 0

  init(
    terms: ForbiddenTerms, tokens: Tokens, filter: UnsafeBufferPointer<UInt64>, hashes: UnsafeBufferPointer<UInt64>,
    values: UnsafeBufferPointer<Int32>
  ) {
    self.terms = terms
    self.tokens = tokens
    self.filter = filter
    self.hashes = hashes
    self.values = values
  }

  mutating func run(shortest: Int, _ found: (TermHit) -> Void) {
    var at = 0
    while let token = tokens.next(&at) {
      look(token, shortest, found)
      // `%2FR1K`: what follows a percent-encoded separator is a token of its own.
      if token.start > 0, tokens.bytes[token.start - 1] == UInt8(ascii: "%"), token.end - token.start > 2 {
        var inner = token.start + 2
        if let rest = tokens.next(&inner), rest.end == token.end { look(rest, shortest, found) }
      }
      if token.end - token.start > 6 { lookBehindLetters(token, found) }
    }
  }

  private mutating func look(_ token: Token, _ shortest: Int, _ found: (TermHit) -> Void) {
    guard let value = value(of: token.hash) else { return }
    guard value > 0 else { return patient(token, group: -Int(value), found) }
    let list = terms.table.lists[Int(value) - 1]
    for number in list.terms {
      let term = terms.terms[number]
      guard let end = end(of: term, from: token), end > coveredTo, end - token.start >= shortest else { continue }
      coveredTo = end
      found(TermHit(start: token.start, end: end, group: term.group))
    }
    if let group = list.patient { patient(token, group: group, found) }
  }

  private func value(of hash: UInt64) -> Int32? {
    guard filter[Int(hash >> 6 & 0x7FFF)] & 1 << (hash & 63) != 0 else { return nil }
    var place = Int(truncatingIfNeeded: hash >> 21) & (hashes.count - 1)
    while hashes[place] != 0 {
      if hashes[place] == hash { return values[place] }
      place = (place + 1) & (hashes.count - 1)
    }
    return nil
  }

  /// Where a term that begins with a token ends; nil when the text goes on otherwise, or is spelt as it does not count.
  private func end(of term: ForbiddenTerms.Term, from first: Token) -> Int? {
    var last = first
    var index = 1
    var at = first.end
    while index < term.tokens.count {
      guard let token = tokens.next(&at), token.start - last.end <= 24, !parts(last.end, token.start) else { return nil }
      if token.hash == term.tokens[index] {
        index += 1
      } else if token.hash != ForbiddenTerms.and {
        return nil
      }
      last = token
    }
    guard !term.spellings.isEmpty else { return last.end }
    let text = tokens.bytes[first.start..<last.end]
    return term.spellings.contains { text.elementsEqual($0) } ? last.end : nil
  }

  /// Whether what stands between two words keeps them apart: the end of a sentence, or the end of a list's entry.
  private func parts(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      switch tokens.bytes[index] {
      case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
      default: break
      }
    }
    return false
  }

  private mutating func patient(_ token: Token, group: Int, _ found: (TermHit) -> Void) {
    guard token.end > coveredTo, !isPartOfDecimal(token) else { return }
    coveredTo = token.end
    found(TermHit(start: token.start, end: token.end, group: group))
  }

  private func isPartOfDecimal(_ token: Token) -> Bool {
    func isDigit(_ index: Int) -> Bool { index >= 0 && index < tokens.bytes.count && (0x30...0x39).contains(tokens.bytes[index]) }
    func isPoint(_ index: Int) -> Bool { index >= 0 && index < tokens.bytes.count && tokens.bytes[index] == UInt8(ascii: ".") }
    return isPoint(token.start - 1) && isDigit(token.start - 2) || isPoint(token.end) && isDigit(token.end + 1)
  }

  /// `ID1000485485`: the digits at the end of a token that begins with letters.
  private mutating func lookBehindLetters(_ token: Token, _ found: (TermHit) -> Void) {
    func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(tokens.bytes[index]) }
    guard !isDigit(token.start), isDigit(token.end - 1), isDigit(token.end - 5) else { return }
    var start = token.end - 5
    while start > token.start, isDigit(start - 1) { start -= 1 }
    // `a1b2c3…0123456789` is a digest and not a word with a number.
    guard !(token.start..<start).contains(where: isDigit) else { return }
    var at = start
    guard let digits = tokens.next(&at), digits.end == token.end, let value = value(of: digits.hash) else { return }
    if value <= 0 {
      patient(digits, group: -Int(value), found)
    } else if let group = terms.table.lists[Int(value) - 1].patient {
      patient(digits, group: group, found)
    }
  }
}
