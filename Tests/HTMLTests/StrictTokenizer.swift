/// A strict reader of HTML for tests: quoted attributes, no attribute twice, every element closed in order, references well formed.
struct StrictTokenizer {
  struct Element: Equatable {
    var name: String
    var attributes: [String: String]
    var text = ""
  }

  /// Every element in document order, each with the text that stands directly before its first child or its end.
  private(set) var elements: [Element] = []
  /// What is wrong, with the place.
  private(set) var errors: [String] = []
  private static let void: Set<String> = ["meta", "link", "br", "col", "input", "img", "hr"]
  private static let closed: Set<String> = ["svg", "path", "rect", "circle", "line", "use", "text"]

  init(_ bytes: [UInt8]) {
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var index = 0
    var open: [(name: String, index: Int)] = []
    func starts(_ prefix: String, at place: Int) -> Bool {
      let wanted = Array(prefix.unicodeScalars)
      return place + wanted.count <= text.count && Array(text[place..<(place + wanted.count)]) == wanted
    }
    func string(_ range: Range<Int>) -> String {
      var result = ""
      result.unicodeScalars.append(contentsOf: text[range])
      return result
    }
    if starts("<!DOCTYPE html>", at: 0) { index = 15 } else { errors.append("no doctype") }
    while index < text.count {
      if text[index] != "<" {
        let start = index
        while index < text.count, text[index] != "<" { index += 1 }
        let run = string(start..<index)
        checkReferences(run)
        if run.unicodeScalars.contains(">") { errors.append("a bare > in “\(run.prefix(40))”") }
        if let last = open.last, elements.count == last.index + 1 { elements[last.index].text += run }
        continue
      }
      if starts("</", at: index) {
        let start = index + 2
        while index < text.count, text[index] != ">" { index += 1 }
        let name = string(start..<index)
        index += 1
        if open.last?.name == name { open.removeLast() } else { errors.append("</\(name)> closes <\(open.last?.name ?? "nothing")>") }
        continue
      }
      index += 1
      let nameStart = index
      while index < text.count, text[index].properties.isAlphabetic || text[index].properties.numericType != nil { index += 1 }
      var element = Element(name: string(nameStart..<index), attributes: [:])
      if element.name.isEmpty { errors.append("a bare < at \(string(max(0, index - 20)..<min(text.count, index + 20)))") }
      var isSelfClosed = false
      while index < text.count, text[index] != ">" {
        if text[index] == " " {
          index += 1
        } else if text[index] == "/" {
          isSelfClosed = true
          index += 1
        } else {
          let start = index
          while index < text.count, text[index] != "=", text[index] != ">", text[index] != " ", text[index] != "/" { index += 1 }
          let attribute = string(start..<index)
          var value = ""
          if index < text.count, text[index] == "=" {
            index += 1
            if index < text.count, text[index] == "\"" {
              let valueStart = index + 1
              index += 1
              while index < text.count, text[index] != "\"" { index += 1 }
              value = string(valueStart..<min(index, text.count))
              index += 1
            } else {
              errors.append("\(attribute) of <\(element.name)> is not quoted")
              break
            }
          }
          checkReferences(value)
          if value.unicodeScalars.contains("<") { errors.append("< in \(attribute) of <\(element.name)>") }
          if element.attributes.updateValue(value, forKey: attribute) != nil { errors.append("\(attribute) twice in <\(element.name)>") }
        }
      }
      index += 1
      elements.append(element)
      if element.name == "script" || element.name == "style" {
        let start = index
        while index < text.count, !starts("</\(element.name)", at: index) { index += 1 }
        elements[elements.count - 1].text = string(start..<min(index, text.count))
      }
      if isSelfClosed, !Self.closed.contains(element.name) { errors.append("<\(element.name)/> closes itself") }
      if !isSelfClosed, !Self.void.contains(element.name) { open.append((element.name, elements.count - 1)) }
    }
    for element in open { errors.append("<\(element.name)> is not closed") }
    var ids: Set<String> = []
    for case let id? in elements.map({ $0.attributes["id"] }) where !ids.insert(id).inserted { errors.append("id \(id) twice") }
    for element in elements {
      if let target = element.attributes["href"], target.hasPrefix("#"), !target.contains("="), !ids.contains(String(target.dropFirst())) {
        errors.append("\(target) leads nowhere")
      }
    }
  }

  private mutating func checkReferences(_ text: String) {
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      let known = ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { part.hasPrefix($0) }
      if !known { errors.append("a bare & in “\(text.prefix(40))”") }
    }
  }
}

/// The text behind the escaper's references.
func unescaped(_ text: String) -> String {
  var text = text
  for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
    text = text.split(separator: reference, omittingEmptySubsequences: false).joined(separator: character)
  }
  return text
}
