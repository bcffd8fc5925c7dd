/// Writes the reference of a configuration file in Markdown from the schema that decodes it: one table for each set of keys.
///
/// - Parameters:
///   - title: The heading: `programme.yaml`.
///   - introduction: What the file is for.
///   - level: The heading's level, from 1.
package func configurationReference<Value>(title: String, introduction: String, schema: Shape<Value>, level: Int = 2) -> String {
  var reference = ReferenceWriter(text: "\(String(repeating: "#", count: level)) \(title)\n\n\(introduction)\n")
  reference.write(schema.structure, path: "", level: level + 1)
  return reference.text
}

private struct ReferenceWriter {
  var text: String
  /// Where each list of allowed values was written, so that none is written twice.
  private var places: [[ChoiceDocument]: String] = [:]

  init(text: String) { self.text = text }

  mutating func write(_ structure: ShapeStructure, path: String, level: Int) {
    switch structure {
    case .leaf: return
    case .list(let element), .map(let element): write(element, path: path, level: level)
    case .either(let first, let second):
      write(first, path: path, level: level)
      if case .section = second { write(second, path: path, level: level) }
    case .choices(let choices):
      guard places[choices] == nil else { return }
      places[choices] = path
      text += "\nValues of `\(path)`:\n\n"
      for choice in choices { text += "- `\(choice.name)`: \(choice.meaning)\(choice.isBuilt ? "" : " (not in this version)")\n" }
    case .section(let keys):
      if !path.isEmpty { text += "\n\(String(repeating: "#", count: min(level, 6))) `\(path)`\n" }
      text += "\n| key | value | default | since | meaning |\n|---|---|---|---|---|\n"
      for key in keys {
        let shown = key.isRequired ? "must be given" : key.shownDefault.map { "`\($0)`" } ?? "–"
        text += "| `\(key.name)` | \(cell(expectation(key))) | \(cell(shown)) | \(key.since) | \(cell(key.meaning)) |\n"
      }
      for key in keys { write(key.structure, path: path.isEmpty ? key.name : "\(path).\(key.name)", level: level + 1) }
    }
  }

  private func expectation(_ key: KeyDocument) -> String {
    if case .choices(let choices) = key.structure, let place = places[choices] { return "a value of `\(place)`" }
    return key.expectation
  }
}

private func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }

/// Writes a commented file from a schema: each key with its meaning and default as comments, those with a value given as lines that count.
///
/// - Parameters:
///   - heading: Lines of comment at the top.
///   - schema: What the file must be.
///   - values: YAML for the keys that are set, by name; a value of several lines begins with a line break and is indented.
package func commentedConfiguration<Value>(heading: [String], schema: Shape<Value>, values: [String: String]) -> String {
  var text = heading.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
  guard case .section(let keys) = schema.structure else { return text }
  for key in keys {
    text += "\n"
    for line in wrapped(key.meaning + expectationSentence(key), width: 118) { text += "# \(line)\n" }
    for choice in choices(key.structure) { text += "#   - \(choice.name): \(choice.meaning)\(choice.isBuilt ? "" : " (not in this version)")\n" }
    if let value = values[key.name] {
      text += value.hasPrefix("\n") ? "\(key.name):\(value)\n" : "\(key.name): \(value)\n"
    } else if case .section(let inner) = sectionStructure(key.structure) {
      text += "# \(key.name):\n"
      for innerKey in inner {
        if let shown = innerKey.shownDefault ?? innerKey.example {
          text += "#   \(innerKey.name): \(shown)\n"
        } else {
          text += "#   \(innerKey.name):\n"
        }
      }
    } else {
      text += "# \(key.name):\((key.shownDefault ?? key.example).map { " \($0)" } ?? "")\n"
    }
  }
  return text
}

/// ` It is a list, each a text.`; nothing where the lines that follow say it: sets of keys and lists of allowed values.
private func expectationSentence(_ key: KeyDocument) -> String {
  switch key.structure {
  case .leaf, .list, .map: " It is \(key.expectation)."
  case .choices, .either: " It is one of:"
  case .section: ""
  }
}

private func choices(_ structure: ShapeStructure) -> [ChoiceDocument] {
  switch structure {
  case .choices(let choices): choices
  case .either(let first, _): choices(first)
  case .leaf, .section, .list, .map: []
  }
}

private func sectionStructure(_ structure: ShapeStructure) -> ShapeStructure {
  if case .section = structure { return structure }
  return .leaf
}

/// Breaks a sentence at spaces into lines of at most so many characters.
private func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " \(word)"
  }
  if !line.isEmpty { lines.append(line) }
  return lines
}
