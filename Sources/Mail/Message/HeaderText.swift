/// Text from outside made fit for a header.
package enum HeaderText {
  /// The text as one line: every run of spaces, line ends and other control characters becomes one space, and none is left at the ends.
  ///
  /// Line ends are those of Unicode too, and the characters that turn the direction of the text after them count as controls: with one, `fdp.exe` would be
  /// shown as `exe.pdf`.
  package static func cleaned(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var isSpaceDue = false
    for scalar in text.unicodeScalars {
      if scalar == " " || isControl(scalar) {
        isSpaceDue = !line.isEmpty
        continue
      }
      if isSpaceDue { line.append(" ") }
      isSpaceDue = false
      line.append(scalar)
    }
    return String(line)
  }

  /// The text as the name of a file, at most 180 bytes of UTF-8.
  ///
  /// One line as by `cleaned`, with `_` for each slash and backslash, no dot or space at the beginning and none at the end; a longer name keeps its ending.
  /// Where nothing is left, it is `attachment`.
  package static func fileName(_ text: String) -> String {
    var name = cleaned(text)[...]
    while let first = name.unicodeScalars.first, first == "." || first == " " { name.unicodeScalars.removeFirst() }
    while let last = name.unicodeScalars.last, last == "." || last == " " { name.unicodeScalars.removeLast() }
    var scalars = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { scalars.append(scalar == "/" || scalar == "\\" ? "_" : scalar) }
    let whole = String(scalars)
    guard whole.utf8.count > longestFileName else { return whole.isEmpty ? "attachment" : whole }
    let ending = whole.unicodeScalars.lastIndex(of: ".").map { whole[$0...] }.flatMap { $0.utf8.count <= 16 ? $0 : nil } ?? ""
    var kept = ""
    var count = ending.utf8.count
    for character in whole.dropLast(ending.count) {
      count += character.utf8.count
      guard count <= longestFileName else { break }
      kept.append(character)
    }
    while kept.unicodeScalars.last == " " || kept.unicodeScalars.last == "." { kept.unicodeScalars.removeLast() }
    return (kept.isEmpty ? "attachment" : kept) + ending
  }

  private static let longestFileName = 180

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 32 || scalar.value == 127 }
    switch scalar.value {
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069: return true
    default: return false
    }
  }
}

extension StringProtocol {
  /// Whether every character is printable ASCII or a space.
  var isPrintableASCII: Bool { utf8.allSatisfy { (32...126).contains($0) } }
}
