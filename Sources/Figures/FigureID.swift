package import Quantities

/// The name of a printed number: `position/10H/RQM/pod=DC/tfc=361/ytd_variance@2015-16-M05~freeze`.
///
/// `family/<commissioner|ALL>/<provider|ALL>/[dimension=code/…]<measure>[@<period>][~<qualifier>]`. No `@` means the pack's own period. An id never changes
/// its meaning; a changed formula gets a new measure name.
package struct FigureID: Sendable, Hashable, Comparable {
  /// The id as printed.
  package let text: String

  /// Takes an id that is known to be well formed; `FigureName` parses one that is not.
  package init(wellFormed text: String) { self.text = text }

  package static func < (a: FigureID, b: FigureID) -> Bool { a.text < b.text }
}

/// What stands in the qualifier of a count that the small-number policy rounds to the nearest five: it is another number than the exact one.
private let roundedQualifier = "nearest5"

extension FigureID {
  /// The id of the same count rounded to the nearest five: `…~nearest5`, or `…~freeze-nearest5` where it has a qualifier.
  package var roundedByPolicy: FigureID { FigureID(wellFormed: text + (text.contains("~") ? "-" : "~") + roundedQualifier) }

  /// The id of the exact count where this is of the rounded one; else nil.
  package var exactOfRounded: FigureID? {
    for ending in ["~" + roundedQualifier, "-" + roundedQualifier] where text.hasSuffix(ending) && text.contains("~") {
      return FigureID(wellFormed: String(text.dropLast(ending.count)))
    }
    return nil
  }
}

/// The parts of a figure id.
package struct FigureName: Sendable, Hashable {
  /// The family: `position`, `ratio`, `sus`, `quality`, …
  package var family: String
  /// The commissioner's code, or `ALL`.
  package var commissioner: String
  /// The provider's code, or `ALL`.
  package var provider: String
  /// Further dimensions in a fixed order (`pod`, `tfc`, `hrg`, …), each with its code as it stands in the data.
  package var dimensions: [Dimension]
  /// The measure: `ytd_variance`, `annual_plan`, `ytd_actual_activity`, …
  package var measure: String
  /// The period, where it is not the pack's own.
  package var period: Period?
  /// Method, cut or earlier release.
  package var qualifier: String?

  /// One dimension of an id.
  package struct Dimension: Sendable, Hashable {
    /// The dimension: `pod`, `tfc`, `hrg`, `cluster`, `group`, …
    package var name: String
    /// The code.
    package var code: String
    /// Makes a dimension.
    package init(_ name: String, _ code: String) {
      self.name = name
      self.code = code
    }
  }

  /// Makes a name.
  package init(
    _ family: String, commissioner: String = "ALL", provider: String = "ALL", _ dimensions: [Dimension] = [], _ measure: String,
    at period: Period? = nil,
    qualifier: String? = nil
  ) {
    self.family = family
    self.commissioner = commissioner
    self.provider = provider
    self.dimensions = dimensions
    self.measure = measure
    self.period = period
    self.qualifier = qualifier
  }

  /// The id.
  package var id: FigureID {
    var text = family
    text.reserveCapacity(64)
    text += "/"
    text += encodedCode(commissioner)
    text += "/"
    text += encodedCode(provider)
    text += "/"
    for dimension in dimensions {
      text += dimension.name
      text += "="
      text += encodedCode(dimension.code)
      text += "/"
    }
    text += measure
    if let period {
      text += "@"
      text += period.identifier
    }
    if let qualifier {
      text += "~"
      text += encodedCode(qualifier)
    }
    return FigureID(wellFormed: text)
  }

  /// Parses an id.
  ///
  /// - Throws: `FigureGrammarError` saying what is wrong and where.
  package init(parsing text: String) throws(FigureGrammarError) {
    // The marks are ASCII, so that bytes are looked at: a file of figures has hundreds of thousands of ids.
    var same = text
    if let plain = same.withUTF8({ FigureName(plain: $0) }) {
      self = plain
      return
    }
    var rest = Substring(text)
    qualifier = nil
    period = nil
    if let tilde = rest.utf8.lastIndex(of: UInt8(ascii: "~")) {
      let encoded = rest[rest.utf8.index(after: tilde)...]
      guard let code = decodedCode(encoded) else { throw FigureGrammarError(text: text, reason: "the qualifier after ~ is empty or ill written") }
      qualifier = code
      rest = rest[..<tilde]
    }
    if let at = rest.utf8.lastIndex(of: UInt8(ascii: "@")) {
      let label = rest[rest.utf8.index(after: at)...]
      guard let parsed = Period(label), parsed.identifier == label else {
        throw FigureGrammarError(text: text, reason: "“\(label)” is not a period such as 2015-16-M05")
      }
      period = parsed
      rest = rest[..<at]
    }
    let parts = rest.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count >= 4 else {
      throw FigureGrammarError(text: text, reason: "an id has a family, a commissioner, a provider and a measure: position/10H/ALL/ytd_variance")
    }
    guard isName(parts[0]) else { throw FigureGrammarError(text: text, reason: "“\(parts[0])” is not a family") }
    guard let commissioner = decodedCode(parts[1]), let provider = decodedCode(parts[2]) else {
      throw FigureGrammarError(text: text, reason: "an organisation's code is empty or ill written")
    }
    guard let last = parts.last, isName(last) else { throw FigureGrammarError(text: text, reason: "“\(parts.last ?? "")” is not a measure") }
    var dimensions: [Dimension] = []
    for part in parts[3..<(parts.count - 1)] {
      guard let equals = part.utf8.firstIndex(of: UInt8(ascii: "=")), isName(part[..<equals]),
        let code = decodedCode(part[part.utf8.index(after: equals)...])
      else {
        throw FigureGrammarError(text: text, reason: "“\(part)” is not a dimension such as pod=DC")
      }
      dimensions.append(Dimension(String(part[..<equals]), code))
    }
    family = String(parts[0])
    self.commissioner = commissioner
    self.provider = provider
    self.dimensions = dimensions
    measure = String(last)
  }
}

extension FigureName {
  /// Parses an id whose codes are written as they are, with nothing percent-encoded and none blank, as nearly all are; nil for any other, and for what is no id.
  private init?(plain bytes: UnsafeBufferPointer<UInt8>) {
    func text(_ range: Range<Int>) -> String { String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) }
    func plainCode(_ range: Range<Int>) -> String? {
      // What begins with an underscore and is as long may be the word for a blank one.
      guard !range.isEmpty, bytes[range].allSatisfy(isPlain), bytes[range.lowerBound] != UInt8(ascii: "_") || range.count != 6 else { return nil }
      return text(range)
    }
    var end = bytes.count
    var (period, qualifier): (Period?, String?)
    if let tilde = bytes.lastIndex(of: UInt8(ascii: "~")) {
      guard let code = plainCode(tilde + 1..<end) else { return nil }
      qualifier = code
      end = tilde
    }
    if let at = bytes[..<end].lastIndex(of: UInt8(ascii: "@")) {
      guard end - at == 12, bytes[at + 5] == UInt8(ascii: "-"), bytes[at + 8] == UInt8(ascii: "-"), let parsed = Period(text(at + 1..<end)) else {
        return nil
      }
      period = parsed
      end = at
    }
    var start = 0
    func next() -> Range<Int>? {
      guard let slash = bytes[start..<end].firstIndex(of: UInt8(ascii: "/")) else { return nil }
      defer { start = slash + 1 }
      return start..<slash
    }
    guard let family = next(), isName(bytes[family]), let commissioner = next().flatMap(plainCode), let provider = next().flatMap(plainCode) else {
      return nil
    }
    var dimensions: [Dimension] = []
    while let part = next() {
      guard let equals = bytes[part].firstIndex(of: UInt8(ascii: "=")), isName(bytes[part.lowerBound..<equals]),
        let code = plainCode(equals + 1..<part.upperBound)
      else { return nil }
      dimensions.append(Dimension(text(part.lowerBound..<equals), code))
    }
    guard isName(bytes[start..<end]) else { return nil }
    self.init(
      text(family), commissioner: commissioner, provider: provider, dimensions, text(start..<end), at: period, qualifier: qualifier)
  }
}

/// Why a text is not a figure id.
package struct FigureGrammarError: Error, Hashable, Sendable {
  /// The text.
  package let text: String
  /// What is wrong with it.
  package let reason: String
}

/// A family, dimension or measure: lower-case letters, digits and underscores.
private func isName(_ text: Substring) -> Bool { isName(text.utf8) }

private func isName(_ bytes: some Collection<UInt8>) -> Bool {
  !bytes.isEmpty && bytes.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F }
}

private func isPlain(_ byte: UInt8) -> Bool {
  byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A || byte == 0x2E || byte == 0x5F || byte == 0x2D
}

/// Codes keep `A–Z a–z 0–9 . _ -`; all else is percent-encoded, byte by byte in UTF-8; blank is `_blank`.
package func encodedCode(_ code: String) -> String {
  if code.isEmpty { return "_blank" }
  if code.utf8.allSatisfy(isPlain) { return code }
  let digits = Array("0123456789ABCDEF")
  var text = ""
  for byte in code.utf8 {
    if isPlain(byte) {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      text += "%"
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
  return text
}

/// The code behind its encoded form; nil when it is empty or ill written.
package func decodedCode(_ encoded: Substring) -> String? {
  if encoded.isEmpty { return nil }
  if encoded == "_blank" { return "" }
  if encoded.utf8.allSatisfy(isPlain) { return String(encoded) }
  var bytes: [UInt8] = []
  var iterator = encoded.utf8.makeIterator()
  while let byte = iterator.next() {
    if byte == UInt8(ascii: "%") {
      guard let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) else { return nil }
      bytes.append(high << 4 | low)
    } else if isPlain(byte) {
      bytes.append(byte)
    } else {
      return nil
    }
  }
  return String(validating: bytes, as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  default: nil
  }
}
