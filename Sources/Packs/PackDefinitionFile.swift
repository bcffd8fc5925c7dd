package import Configuration
package import Findings
import Report

/// Reads a pack's definition (`packs/commissioner.yaml`).
///
/// - Parameters:
///   - bytes: the file's bytes.
///   - file: the file's name in findings.
/// - Returns: the definition, or nil when the file can't be used; and every mistake in it, with its line and, for an unknown name, the nearest valid one.
package func readPackDefinition(_ bytes: [UInt8], file: String) -> (definition: PackDefinition?, findings: [Finding]) {
  var (definition, findings) = readConfiguration(bytes, file: file, schema: packDefinitionSchema)
  if let read = definition { findings += misplaced(read, bytes: bytes, file: file) }
  if findings.contains(where: { $0.severity == .error }) { definition = nil }
  return (definition, findings.sorted { $0.origin < $1.origin })
}

/// The reference of pack definitions in Markdown.
package func packDefinitionReference(level: Int = 2) -> String {
  let sections = sectionBuilders.map { builder in
    "| `\(builder.id)` | \(builder.title(PackWords())) | \(builder.audience.map(\.rawValue).joined(separator: ", ")) |"
  }
  return configurationReference(
    title: "packs/*.yaml",
    introduction:
      "The sections of each kind of pack, in print order. A programme overrides one with its own `templates/packs/<kind>.yaml`, a whole file.",
    schema: packDefinitionSchema, level: level)
    + "\n\n| section id | title | packs that may hold it |\n|---|---|---|\n" + sections.joined(separator: "\n") + "\n"
}

/// What a pack definition must be.
package let packDefinitionSchema = Shape<PackDefinition>.section([
  PackKeys.format.erased, PackKeys.pack.erased, PackKeys.title.erased, PackKeys.sections.erased,
]) { fields in
  PackDefinition(kinds: fields[PackKeys.pack].map(\.kind), title: fields[PackKeys.title], sections: fields[PackKeys.sections])
}

private enum PackKeys {
  static let format = Key(required: "format", Shape.wholeNumber(1...1), example: "1", "The version of the file's format.")
  static let pack = Key(
    required: "pack", oneOrMore, example: "commissioner",
    "Whose pack it is; a list where one file serves several kinds, each taking the sections that fit it.")
  /// One kind, or a list of them.
  static let oneOrMore: Shape<[PackChoice]> = {
    let one = Shape<PackChoice>.choice
    let list = Shape<[PackChoice]>.list(of: one)
    return Shape("\(one.expectation), or a list of them", structure: one.structure, write: { list.write($0) }) { node, key, decoder in
      if case .list = node.content { return list.decode(node, key, &decoder) }
      return one.decode(node, key, &decoder).map { [$0] }
    }
  }()
  static let title = Key("title", Shape.text, default: "Contract monitoring pack", "The line over the organisation's name on the cover.")
  static let sections = Key(
    required: "sections", Shape.list(of: .either(value: sectionID.map(to: { SectionEntry($0) }, from: { $0.id }), keys: entry)),
    example: "[headlines]",
    "The sections in print order: an id, or an id with what differs from its own title. The cover is always there.")

  static let entry = Shape<SectionEntry>.section([
    id.erased, sectionTitle.erased, shortTitle.erased, question.erased, rows.erased, parts.erased, detail.erased,
  ]) { fields in
    SectionEntry(
      fields[id], title: fields[sectionTitle], shortTitle: fields[shortTitle], question: fields[question], rows: fields[rows],
      parts: fields[parts], detail: fields[detail])
  }
  static let id = Key(required: "id", sectionID, example: "headlines", "The section.")
  static let sectionTitle = Key("title", Shape.text.optional, default: nil, "The title in contents, bookmarks and over the headline.")
  static let shortTitle = Key("short_title", Shape.text.optional, default: nil, "The title in the running footer and narrow lists.")
  static let question = Key("question", Shape.text.optional, default: nil, "The question under which the headlines' contents list it.")
  static let rows = Key("rows", Shape.wholeNumber(1...500).optional, default: nil, "How many rows its chief list shows before the rest is gathered.")
  static let parts = Key(
    "parts", Shape.wholeNumber(1...20).optional, default: nil,
    "How many of its tables and charts it shows, counted from the first; all when it is absent. A short pack keeps the first.")

  static let detail = Key(
    "detail", Shape.flag, default: true, "Whether points of delivery are shown by trust or commissioner too; `activity-by-pod` alone takes it.")

  /// A section that is built.
  static let sectionID = Shape<String>("a section id", write: { $0 }) { node, key, decoder in
    guard let text = node.text else {
      decoder.report(.wrongType, at: node, "a section must be given by its id")
      return nil
    }
    let ids = sectionBuilders.map(\.id)
    guard ids.contains(text) else {
      decoder.report(.unknownValue, at: node, "there is no section \"\(text)\"", hint: nearestHint(text, among: ids, what: "sections"))
      return nil
    }
    return text
  }
}

private func nearestHint(_ name: String, among valid: [String], what: String) -> String {
  let list = "\(what): \(valid.joined(separator: ", "))"
  guard let near = nearestName(to: name, among: valid) else { return list }
  return "did you mean \"\(near)\"? \(list)"
}

/// Sections that may not stand in this kind of pack, and sections listed twice.
private func misplaced(_ definition: PackDefinition, bytes: [UInt8], file: String) -> [Finding] {
  guard case .mapping(let entries)? = readYAML(bytes, file: file).root?.content, let list = entries.first(where: { $0.name == "sections" })?.value,
    case .list(let nodes) = list.content
  else { return [] }
  var findings: [Finding] = []
  var seen: Set<String> = []
  for node in nodes {
    let id: String?
    if case .mapping(let keys) = node.content { id = keys.first { $0.name == "id" }?.value.text } else { id = node.text }
    guard let id, let builder = sectionBuilders.first(where: { $0.id == id }) else { continue }
    let origin = Origin(file: file, line: node.line, column: node.column)
    if !definition.kinds.contains(where: builder.audience.contains) {
      let fitting = sectionBuilders.filter { definition.kinds.contains(where: $0.audience.contains) }.map(\.id)
      let kinds = definition.kinds.map(\.rawValue).joined(separator: " or ")
      findings.append(
        .configuration(
          .unknownValue, origin, value: id, "the section \"\(id)\" may not stand in a pack for a \(kinds)",
          hint: "sections of this pack: \(fitting.joined(separator: ", "))"))
    }
    if id != activityByPOD.id, case .mapping(let keys) = node.content, let detail = keys.first(where: { $0.name == "detail" }) {
      findings.append(
        .configuration(
          .unknownKey, Origin(file: file, line: detail.value.line, column: detail.value.column), value: "detail",
          "the section \"\(id)\" has no lines within its groups, so it takes no \"detail\"", hint: "take the line out"))
    }
    if !seen.insert(id).inserted {
      findings.append(.configuration(.duplicateKey, origin, value: id, "the section \"\(id)\" is listed more than once", hint: "keep one of them"))
    }
  }
  return findings
}

/// The kinds of pack that a definition can be for.
enum PackChoice: String, ConfigurationChoice {
  case commissioner, provider, programme, practice

  var kind: PackKind {
    switch self {
    case .commissioner: .commissioner
    case .provider: .provider
    case .programme: .programme
    case .practice: .practice
    }
  }

  var meaning: String {
    switch self {
    case .commissioner: "one commissioner's pack"
    case .provider: "one provider's pack"
    case .programme: "the pack of the whole programme"
    case .practice: "one commissioner's pack by GP practice"
    }
  }
}
