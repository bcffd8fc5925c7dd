/// A header that a mail has beside its usual ones: `X-Outturn-Release: 2015-16/M11-flex-v1`.
package struct ExtraHeader: Sendable, Hashable {
  /// The name.
  package let name: String
  /// The value, any text; it is written as one line, folded and encoded as it needs.
  package let value: String

  /// Makes a header; nil where the name is not `X-` with letters, digits and hyphens, at most 40 characters, or is one of `known`.
  ///
  /// `X-Unsent` is not taken either: `MailMessage.isDraft` says it.
  package init?(_ name: String, _ value: String) {
    let lower = name.lowercased()
    guard Self.known.contains(lower) || (lower.hasPrefix("x-") && lower != "x-unsent") else { return nil }
    let isName = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isName, (3...40).contains(name.utf8.count), !name.hasSuffix("-") else { return nil }
    self.name = name
    self.value = value
  }

  /// The headers of plain text that may be given without `X-`: none says who a mail is from or to, or how it is to be read.
  package static let known: Set<String> = ["organization", "importance", "sensitivity", "keywords", "comments"]
}
