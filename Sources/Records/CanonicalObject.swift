/// A JSON object as the bytes that a hash is of: no space, members in the order in which they are added, what does not apply left out.
package struct CanonicalObject {
  private var members: [String] = []

  /// An object without members.
  package init() {}

  /// The text of the object.
  package var text: String { "{" + members.joined(separator: ",") + "}" }

  /// Adds a text, where there is one.
  package mutating func add(_ name: String, _ value: String?) { if let value { add(name, raw: Self.quoted(value)) } }

  /// Adds a number, where there is one.
  package mutating func add(_ name: String, _ value: Int?) { if let value { add(name, raw: String(value)) } }

  /// Adds a yes or no, where there is one.
  package mutating func add(_ name: String, _ value: Bool?) { if let value { add(name, raw: String(value)) } }

  /// Adds an object, where there is one.
  package mutating func add(_ name: String, _ value: CanonicalObject?) { if let value { add(name, raw: value.text) } }

  /// Adds a list of objects, where there is one.
  package mutating func add(_ name: String, _ value: [CanonicalObject]?) {
    if let value { add(name, raw: "[" + value.map(\.text).joined(separator: ",") + "]") }
  }

  private mutating func add(_ name: String, raw: String) { members.append("\"\(name)\":\(raw)") }

  private static func quoted(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) { return "\"" + text + "\"" }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\u{0}"..<" ":
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
