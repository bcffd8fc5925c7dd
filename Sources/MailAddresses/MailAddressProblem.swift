/// The rule that a mail address breaks, the first one found.
package enum MailAddressProblem: Error, Hashable, Sendable {
  /// There is no text.
  case empty
  /// A carriage return or a line feed, which could begin another header or SMTP command.
  case lineBreak
  /// A NUL.
  case nul
  /// A tab.
  case tab
  /// Another control character of ASCII.
  case control
  /// A space, also at an end.
  case space
  /// A comma, which would begin another address.
  case comma
  /// A semicolon, likewise.
  case semicolon
  /// `<` or `>`.
  case angleBracket
  /// A character that is not ASCII.
  case notASCII(Unicode.Scalar)
  /// A quotation mark: quoted local parts are not taken.
  case quotationMark
  /// A backslash.
  case backslash
  /// `(` or `)`: comments are not taken.
  case comment
  /// `[` or `]`: address literals are not taken.
  case domainLiteral
  /// A colon: source routes and groups are not taken.
  case colon
  /// No `@`.
  case noAt
  /// More than one `@`.
  case severalAts
  /// Nothing before the `@`.
  case emptyLocal
  /// Nothing after it.
  case emptyDomain
  /// The local part has this many characters, more than 64.
  case localTooLong(Int)
  /// The address has this many characters, more than 254.
  case tooLong(Int)
  /// A dot at an end of the local part, or two together.
  case localDots
  /// `%` or `!` in the local part, which old mail systems read as a route to another address.
  case sourceRoute(Unicode.Scalar)
  /// `=?` in the local part, which begins an encoded word.
  case encodedWord
  /// Another ASCII character that the local part may not have.
  case localCharacter(Unicode.Scalar)
  /// Another ASCII character that a domain may not have.
  case domainCharacter(Unicode.Scalar)
  /// A domain of one label.
  case oneLabel
  /// A dot at an end of the domain, or two together.
  case emptyLabel
  /// A label of this many characters, more than 63.
  case labelTooLong(Int)
  /// A label that begins or ends with a hyphen.
  case labelHyphen(String)
  /// The last label is a number.
  case topLabelOfDigits(String)

  /// The problem of a character that no address may have; nil for any other character.
  init?(forbidden scalar: Unicode.Scalar) {
    switch scalar {
    case "\r", "\n": self = .lineBreak
    case "\0": self = .nul
    case "\t": self = .tab
    case " ": self = .space
    case ",": self = .comma
    case ";": self = .semicolon
    case "<", ">": self = .angleBracket
    case "\"": self = .quotationMark
    case "\\": self = .backslash
    case "(", ")": self = .comment
    case "[", "]": self = .domainLiteral
    case ":": self = .colon
    case _ where scalar.value < 32 || scalar.value == 127: self = .control
    case _ where !scalar.isASCII: self = .notASCII(scalar)
    default: return nil
    }
  }

  /// The problem in words, as a list of faults would have them: “a line break”, “no @”, “the domain has one label”.
  ///
  /// One line of printable text: a character that cannot be seen, or that moves what is around it, is named by its code alone.
  package var words: String {
    switch self {
    case .empty: "nothing in it"
    case .lineBreak: "a line break"
    case .nul: "a NUL character"
    case .tab: "a tab"
    case .control: "a control character"
    case .space: "a space"
    case .comma: "a comma (one address a field)"
    case .semicolon: "a semicolon (one address a field)"
    case .angleBracket: "an angle bracket (the address goes alone, the name has its own field)"
    case .notASCII(let scalar): "the character \(Self.shown(scalar)), which is not ASCII"
    case .quotationMark: "a quotation mark"
    case .backslash: "a backslash"
    case .comment: "a bracket of a comment"
    case .domainLiteral: "a square bracket (an address by number is not taken)"
    case .colon: "a colon"
    case .noAt: "no @"
    case .severalAts: "more than one @"
    case .emptyLocal: "nothing before the @"
    case .emptyDomain: "nothing after the @"
    case .localTooLong(let count): "\(count) characters before the @, at most 64 are allowed"
    case .tooLong(let count): "\(count) characters, at most 254 are allowed"
    case .localDots: "a dot at an end of the part before the @, or two together"
    case .sourceRoute(let scalar): "the character \(Self.shown(scalar)) before the @, which old mail systems read as a route elsewhere"
    case .encodedWord: "“=?” before the @, which some programs decode"
    case .localCharacter(let scalar): "the character \(Self.shown(scalar)) before the @"
    case .domainCharacter(let scalar): "the character \(Self.shown(scalar)) in the domain"
    case .oneLabel: "the domain has one label"
    case .emptyLabel: "a dot at an end of the domain, or two together"
    case .labelTooLong(let count): "a label of \(count) characters in the domain, at most 63 are allowed"
    case .labelHyphen(let label): "the label “\(label)” begins or ends with a hyphen"
    case .topLabelOfDigits(let label): "the domain ends in the number \(label)"
    }
  }

  /// A character as code, and as itself where it can be seen and moves nothing around it: `“é” (U+00E9)`.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation,
      .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
      .currencySymbol, .otherSymbol:
      return scalar.isASCII ? "“\(Character(scalar))”" : "“\(Character(scalar))” (\(code))"
    default: return code
    }
  }
}
