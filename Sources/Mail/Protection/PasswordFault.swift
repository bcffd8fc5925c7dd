/// What a password opens, which decides its rules.
package enum ProtectedForm: Sendable, Hashable, CaseIterable {
  /// A PDF, by AES-256 of PDF 2.0.
  case pdf
  /// A zip file, by the AES-256 that WinZip and 7-Zip have.
  case zip

  /// The most bytes of UTF-8 that a password may have: what the format, and 7-Zip, take.
  package var byteLimit: Int {
    switch self {
    case .pdf: 127
    case .zip: 99
    }
  }
}

/// The rule that a password of files breaks. It never holds the password.
///
/// A password goes to people by letter or telephone and is typed on machines of every kind, so it may hold only what all of them turn into the same
/// bytes. PDF asks that readers first change it by SASLprep (RFC 4013), and not all do; a password that SASLprep would change or refuse is therefore
/// refused here.
package enum PasswordFault: Error, Sendable, Hashable {
  /// It has fewer than eight bytes.
  case tooShort
  /// It has more than this many bytes.
  case tooLong(limit: Int)
  /// It begins or ends with a space, which nobody sees.
  case outerSpace
  /// It has a character that some programs refuse or turn into another: a control character, a mark without a letter of its own, a ligature, an
  /// emoji.
  case character
  /// It opens a zip file and has a character outside ASCII, which programs of different systems write in different bytes.
  case notASCII

  /// The fewest bytes of a password.
  package static let leastBytes = 8

  /// The first rule that a password breaks; nil where it keeps them all.
  package init?(_ password: Secret, for form: ProtectedForm) {
    let bytes = password.bytes
    let scalars = password.text.unicodeScalars
    if bytes.count < Self.leastBytes {
      self = .tooShort
    } else if bytes.count > form.byteLimit {
      self = .tooLong(limit: form.byteLimit)
    } else if !scalars.allSatisfy(isTheSameEverywhere) {
      self = .character
    } else if bytes.first == 0x20 || bytes.last == 0x20 {
      self = .outerSpace
    } else if form == .zip && !scalars.allSatisfy(\.isASCII) {
      self = .notASCII
    } else {
      return nil
    }
  }
}

extension PasswordFault: CustomStringConvertible {
  /// The rule.
  package var description: String {
    switch self {
    case .tooShort: "a password of files has at least \(Self.leastBytes) bytes, as many as plain letters"
    case .tooLong(let limit): "a password of files has at most \(limit) bytes"
    case .outerSpace: "a password of files neither begins nor ends with a space"
    case .character: "a password of files is made of letters, digits, punctuation and spaces that every program writes alike"
    case .notASCII: "a password of zip files is made of the letters A to Z, digits, punctuation and spaces"
    }
  }
}

/// Whether SASLprep leaves a character as it is, in ASCII and in the alphabets of Europe, which are written from left to right.
private func isTheSameEverywhere(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
  switch scalar.value {
  case 0xA1...0x52F, 0x1E00...0x1FFF, 0x2010...0x20CF: break
  default: return false
  }
  let properties = scalar.properties
  // SASLprep knows Unicode 3.2 and refuses what came later.
  guard let age = properties.age, (age.major, age.minor) <= (3, 2) else { return false }
  switch properties.generalCategory {
  case .nonspacingMark, .spacingMark, .enclosingMark, .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
    .paragraphSeparator:
    return false
  default: break
  }
  // Two letters that lower case alone would change, and compatibility does not.
  if scalar == "ß" || scalar == "ς" { return true }
  // A capital stands for its small letter, and must be the capital that the small letter has: the sign of the kelvin is not.
  let lower = properties.lowercaseMapping
  if lower == String(scalar) { return !properties.changesWhenNFKCCaseFolded }
  guard lower.unicodeScalars.count == 1, let small = lower.unicodeScalars.first else { return false }
  return small.properties.uppercaseMapping.unicodeScalars.elementsEqual([scalar]) && !small.properties.changesWhenNFKCCaseFolded
}
