extension FileScan {
  /// A picture: the text of its chunks, of every kind that may hold any, and whatever stands behind its end. The pixels themselves are not read.
  mutating func searchPNG(_ bytes: [UInt8], _ label: String) {
    var at = 8
    while at + 12 <= bytes.count {
      let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self)
      guard at + 12 + length <= bytes.count else { return cannotRead(label + "chunk \(name)", "the picture ends in the middle of it") }
      searchChunk(name, bytes[(at + 8)..<(at + 8 + length)], label)
      at += 12 + length
      if name == "IEND" { break }
    }
    if at < bytes.count { open(Array(bytes[at...]), name: "", inside: label + "behind the picture’s end") }
  }

  private mutating func searchChunk(_ name: String, _ data: ArraySlice<UInt8>, _ label: String) {
    let place = label + "chunk \(name)"
    let keyword = data.prefix { $0 != 0 }
    let rest = data.dropFirst(keyword.count + 1)
    let key = latin(keyword)
    switch name {
    case "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "bKGD", "hIST", "pHYs", "sBIT", "tIME", "cICP": break
    case "tEXt": search(key + " \n " + latin(rest), at: "\(place), “\(key)”")
    case "zTXt":
      search(key, at: place)
      inflate(rest.dropFirst(), "\(place), “\(key)”") { latin($0[...]) }
    case "iTXt":
      // A flag and a method, a language, the keyword in that language, then UTF-8.
      let isCompressed = rest.first == 1
      let language = rest.dropFirst(2).prefix { $0 != 0 }
      let translated = rest.dropFirst(3 + language.count).prefix { $0 != 0 }
      let text = rest.dropFirst(4 + language.count + translated.count)
      search(key + " \n " + latin(language) + " \n " + String(decoding: translated, as: UTF8.self), at: place)
      if isCompressed {
        inflate(text, "\(place), “\(key)”") { String(decoding: $0, as: UTF8.self) }
      } else {
        search(String(decoding: text, as: UTF8.self), at: "\(place), “\(key)”")
      }
    case "iCCP":
      search(key, at: place)
      if let profile = expanded(rest.dropFirst(), window: 15, limit: allowance) {
        searchBytes(profile, place)
      } else {
        searchBytes(Array(data), place)
      }
    default: searchBytes(Array(data), place)
    }
  }

  private mutating func inflate(_ data: ArraySlice<UInt8>, _ place: String, _ text: ([UInt8]) -> String) {
    guard let bytes = expanded(data, window: 15, limit: allowance) else { return cannotRead(place, "its compression is damaged") }
    allowance -= bytes.count
    search(text(bytes), at: place)
  }
}

/// Text in ISO 8859-1.
private func latin(_ bytes: ArraySlice<UInt8>) -> String {
  var text = ""
  for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
  return text
}
