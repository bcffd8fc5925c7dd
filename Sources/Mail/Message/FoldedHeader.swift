import MailAddresses

/// One header field, written token by token and folded between them, so that no line is longer than 76 characters unless a single token is.
///
/// Tokens are printable ASCII; text from outside comes in by `append(text:)` and `append(mailboxes:)`, which see to that.
struct FoldedHeader {
  private static let longest = 76
  /// So little room for an encoded word that it goes on the next line.
  private static let leastRoom = 30

  private(set) var text: String
  private var column: Int

  /// Begins a field.
  init(_ name: String) {
    text = name + ":"
    column = text.utf8.count
  }

  private var room: Int { Self.longest - column - 1 }

  /// Adds a token after a space, on a new line where it does not fit on this one. A field's first token that fits on none stays beside the name.
  mutating func append(_ token: String) {
    let count = token.utf8.count
    let isFirst = !text.utf8.contains(32)
    if count > room, column > 0, !isFirst || count < Self.longest {
      text += "\r\n"
      column = 0
    }
    text += " " + token
    column += 1 + count
  }

  /// Adds any text: words as they are where they are ASCII, fit a line and cannot be taken for encoded ones, otherwise all of it encoded.
  mutating func append(text raw: String) {
    let line = HeaderText.cleaned(raw)
    let words = line.split(separator: " ")
    if line.isPrintableASCII, !line.contains("=?"), words.allSatisfy({ $0.utf8.count <= room }) {
      for word in words { append(String(word)) }
    } else {
      append(encoded: line)
    }
  }

  /// Adds a list of mailboxes: `Jane Doe <jane@example.nhs.uk>, "Trust, The" <info@example.nhs.uk>`.
  mutating func append(mailboxes: [Mailbox]) {
    for (place, mailbox) in mailboxes.enumerated() {
      let end = place == mailboxes.count - 1 ? "" : ","
      let name = HeaderText.cleaned(mailbox.name)
      guard !name.isEmpty else {
        append(mailbox.address.text + end)
        continue
      }
      append(name: name)
      append("<\(mailbox.address.text)>" + end)
    }
  }

  private mutating func append(name: String) {
    guard name.isPrintableASCII, !name.contains("=?"), name.utf8.count <= Self.longest / 2 else { return append(encoded: name) }
    if name.unicodeScalars.allSatisfy({ MailAddress.isOfAnAtom($0) || $0 == " " }) {
      for word in name.split(separator: " ") { append(String(word)) }
    } else {
      append(Self.quoted(name))
    }
  }

  private mutating func append(encoded line: String) {
    for word in EncodedWords.words(line, firstRoom: room < Self.leastRoom ? EncodedWords.longest : room) { append(word) }
  }

  /// A text of printable ASCII as a quoted string.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
