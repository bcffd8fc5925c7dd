/// What a part of a mail is, read from its content type: `multipart/report; report-type=delivery-status; boundary="x"`.
struct ContentType {
  /// Type and subtype in lower case; `text/plain` where there is none.
  let mediaType: String
  private let parameters: [String: String]

  /// Reads the value of the header; what is no parameter is passed over.
  init(_ value: String?) {
    var scanner = ParameterScanner(bytes: Array((value ?? "").utf8))
    let type = scanner.token().lowercased()
    mediaType = type.contains("/") ? type : "text/plain"
    var parameters: [String: String] = [:]
    while scanner.skipToParameter() {
      let name = scanner.token().lowercased()
      guard scanner.skipEquals() else { continue }
      let value = scanner.value()
      if parameters[name] == nil { parameters[name] = value }
    }
    self.parameters = parameters
  }

  /// A parameter by its name in lower case.
  subscript(name: String) -> String? { parameters[name] }
}

/// Walks over a header value with parameters. Each step goes forward or ends the walk.
private struct ParameterScanner {
  let bytes: [UInt8]
  var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Passes over white space and comments.
  private mutating func skipSpace() {
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")") where depth > 0: depth -= 1
      case UInt8(ascii: "\\") where depth > 0: place += 1
      case 32, 9: break
      default: if depth == 0 { return }
      }
      place += 1
    }
  }

  /// The characters up to a separator.
  mutating func token() -> String {
    skipSpace()
    let begin = min(place, bytes.count)
    while place < bytes.count, !" \t;=(\"".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[begin..<max(begin, min(place, bytes.count))], as: UTF8.self)
  }

  /// Goes after the next semicolon; false where there is none.
  mutating func skipToParameter() -> Bool {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\"") {
        _ = quotedString()
        continue
      }
      place += 1
      if bytes[place - 1] == UInt8(ascii: ";") { return true }
    }
    return false
  }

  /// Goes after an equals sign; false where there is none.
  mutating func skipEquals() -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { return false }
    place += 1
    return true
  }

  /// A quoted string, or the characters up to white space or a semicolon.
  mutating func value() -> String {
    skipSpace()
    guard place < bytes.count else { return "" }
    if bytes[place] == UInt8(ascii: "\"") { return quotedString() }
    let begin = place
    while place < bytes.count, !" \t;".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[begin..<place], as: UTF8.self)
  }

  private mutating func quotedString() -> String {
    var text: [UInt8] = []
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count { place += 1 }
      text.append(bytes[place])
      place += 1
    }
    place = min(place + 1, bytes.count)
    return String(decoding: text, as: UTF8.self)
  }
}
