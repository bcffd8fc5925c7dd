import Charts
import Styling

/// The style sheet of every page: the theme's colours as variables, by day and in the dark, then the style sheet file.
func stylesheet(theme: Theme, file: [UInt8]) -> [UInt8] {
  var css = ":root{color-scheme:light dark;--font:\(theme.fontFamilies);"
  css += declarations(theme.light)
  // Heat-map cells keep their colours in the dark.
  for role in cellRoles { css += "--cell-\(role.rawValue):\(theme.colour(role).hex);" }
  css += "}@media screen and (prefers-color-scheme:dark){:root{" + declarations(theme.dark) + "}}"
  return Array(css.utf8) + compacted(Array(SVGWriter.styleSheet.utf8) + file)
}

/// The roles whose day colours are kept in the dark.
private let cellRoles: [ColourRole] = [.overLight, .overMid, .overDark, .underLight, .underMid, .underDark, .cellInk, .cellPaper]

private func declarations(_ colours: [ColourRole: Colour]) -> String {
  ColourRole.allCases.compactMap { role in colours[role].map { "--\(role.rawValue):\($0.hex);" } }.joined()
}

/// A style sheet without comments, line ends and indentation: it is repeated in every pack.
private func compacted(_ css: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(css.count)
  var index = 0
  var atLineStart = true
  while index < css.count {
    if css[index] == 0x2F, index + 1 < css.count, css[index + 1] == 0x2A {
      index += 2
      while index < css.count, !(css[index] == 0x2F && css[index - 1] == 0x2A) { index += 1 }
      index += 1
      continue
    }
    let byte = css[index]
    index += 1
    if byte == 0x0A {
      // A selector may go on in the next line after its comma, a declaration after its colon: a space keeps words apart.
      if let last = out.last, last != 0x7B, last != 0x7D, last != 0x3B, last != 0x2C, last != 0x20 { out.append(0x20) }
      atLineStart = true
    } else if !(atLineStart && (byte == 0x20 || byte == 0x09)) {
      atLineStart = false
      out.append(byte)
    }
  }
  return out
}

/// A script without indentation and without lines that are comments alone: it is repeated in every pack. One with a template literal, which may hold line
/// ends, is left as it is.
func compacted(script: [UInt8]) -> [UInt8] {
  if script.contains(UInt8(ascii: "`")) { return script }
  var out: [UInt8] = []
  out.reserveCapacity(script.count)
  for line in script.split(separator: UInt8(ascii: "\n")) {
    let content = line.drop { $0 == 0x20 || $0 == 0x09 }
    if content.isEmpty || content.starts(with: "//".utf8) { continue }
    out += content
    out.append(UInt8(ascii: "\n"))
  }
  return out
}
