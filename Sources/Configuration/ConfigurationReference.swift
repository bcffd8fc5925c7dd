/// Writes the reference of a configuration file in Markdown from the schema that decodes it: one table for each set of keys.
///
/// - Parameters:
///   - title: The heading: `programme.yaml`.
///   - introduction: What the file is for.
///   - level: The heading's level, from 1.
package func configurationReference<Value>(title: String, introduction: String, schema: Shape<Value>, level: Int = 2) -> String {
  var text = "\(String(repeating: "#", count: level)) \(title)\n\n\(introduction)\n"
  writeStructure(schema.structure, path: "", level: level + 1, to: &text)
  return text
}

private func writeStructure(_ structure: ShapeStructure, path: String, level: Int, to text: inout String) {
  switch structure {
  case .leaf: return
  case .list(let element): writeStructure(element, path: path, level: level, to: &text)
  case .map(let element): writeStructure(element, path: path, level: level, to: &text)
  case .either(let first, let second):
    writeStructure(first, path: path, level: level, to: &text)
    if case .section = second { writeStructure(second, path: path, level: level, to: &text) }
  case .choices(let choices):
    text += "\nValues of `\(path)`:\n\n"
    for choice in choices { text += "- `\(choice.name)`: \(choice.meaning)\(choice.isBuilt ? "" : " (not in this version)")\n" }
  case .section(let keys):
    if !path.isEmpty { text += "\n\(String(repeating: "#", count: min(level, 6))) `\(path)`\n" }
    text += "\n| key | value | default | since | meaning |\n|---|---|---|---|---|\n"
    for key in keys {
      let shown = key.isRequired ? "must be given" : key.shownDefault.map { "`\($0)`" } ?? "–"
      text += "| `\(key.name)` | \(cell(key.expectation)) | \(cell(shown)) | \(key.since) | \(cell(key.meaning)) |\n"
    }
    for key in keys { writeStructure(key.structure, path: path.isEmpty ? key.name : "\(path).\(key.name)", level: level + 1, to: &text) }
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
        if let shown = innerKey.shownDefault { text += "#   \(innerKey.name): \(shown)\n" } else { text += "#   \(innerKey.name):\n" }
      }
    } else {
      text += "# \(key.name):\(key.shownDefault.map { " \($0)" } ?? "")\n"
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
