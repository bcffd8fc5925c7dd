/// The name of an attachment as the parameters of its headers.
///
/// A name of ASCII is a quoted `filename`. Any other is `filename*` by RFC 2231, and an ASCII likeness of it stands in the `name` of the content type, for
/// programs that do not know that: two parameters of one name in one header would be one too many. A name is never spread over several parameters, which
/// fewer programs understand than a long line.
struct FileNameParameters {
  /// The name in printable ASCII.
  let ascii: String
  /// `filename="2015-16 M11.pdf"` or `filename*=UTF-8''Ynys%20M%C3%B4n.pdf`.
  let parameter: String

  /// - Parameter name: as `HeaderText.fileName` gives it.
  init(_ name: String) {
    // Some programs decode encoded words in a quoted string, so a name that looks like one is not put in it.
    if name.isPrintableASCII, !name.contains("=?") {
      ascii = name
      parameter = "filename=" + FoldedHeader.quoted(name)
    } else {
      ascii = Self.likeness(name)
      parameter = "filename*=UTF-8''" + Self.percentEncoded(name)
    }
  }

  private static func likeness(_ name: String) -> String {
    var text = ""
    for character in name {
      if let byte = character.asciiValue, (32...126).contains(byte) {
        text.append(character == "?" ? "_" : character)
      } else {
        text += ("\u{2010}"..."\u{2015}").contains(character) ? "-" : "_"
      }
    }
    return text
  }

  private static func percentEncoded(_ name: String) -> String {
    var text: [UInt8] = []
    let plain = Set("!#$&+-.^_`{|}~".utf8)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): text.append(byte)
      case _ where plain.contains(byte): text.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
