import Configuration
package import Findings

/// A file of rules as it was read.
package struct NarrativeFile: Sendable {
  /// `narrative/headlines.yaml`: its name in findings.
  package var name: String
  /// Its bytes.
  package var bytes: [UInt8]

  /// Makes a file.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Reads the rules of all files (`narrative/*.yaml`): under `rules`, the name of each rule and its text.
///
/// - Returns: the rules, or nil when one can't be used; and every mistake with its line and, for an unknown name, the nearest valid one.
package func readNarrativeRules(_ files: [NarrativeFile], declared: [SentenceRule] = narrativeRules) -> (rules: NarrativeRules?, findings: [Finding])
{
  var reader = NarrativeReader(declared: declared)
  for file in files { reader.read(file) }
  reader.reportMissing(files.map(\.name))
  let findings = reader.findings.sorted { $0.origin < $1.origin }
  return (findings.contains { $0.severity == .error } ? nil : NarrativeRules(reader.texts), findings)
}

private struct NarrativeReader {
  let declared: [String: SentenceRule]
  let order: [SentenceRule]
  let sections = sectionBuilders.map(\.id)
  var texts: [(rule: SentenceRule, text: RuleText)] = []
  var findings: [Finding] = []
  /// Where each rule was found.
  private var places: [String: Origin] = [:]
  /// Whether a file could not be read as one, so that what is missing says nothing.
  private var isBroken = false

  init(declared: [SentenceRule]) {
    order = declared
    self.declared = Dictionary(declared.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func read(_ file: NarrativeFile) {
    let (root, found) = readYAML(file.bytes, file: file.name)
    findings += found
    guard case .mapping(let entries)? = root?.content else {
      isBroken = true
      if found.isEmpty {
        findings.append(.configuration(.wrongType, Origin(file: file.name), "a narrative file has keys: format, rules", hint: hint))
      }
      return
    }
    for entry in entries where entry.name != "format" && entry.name != "rules" {
      let near = nearestName(to: entry.name, among: ["format", "rules"])
      findings.append(
        .configuration(
          .unknownKey, origin(file, entry.key), value: entry.name, "a narrative file has no key \"\(entry.name)\"",
          hint: near.map { "did you mean \"\($0)\"?" } ?? "keys: format, rules"))
    }
    if let format = entries.first(where: { $0.name == "format" }), format.value.text != "1" {
      findings.append(
        .configuration(.format, origin(file, format.value), value: format.value.text, "this version reads format 1", hint: "write format: 1"))
    }
    guard let rules = entries.first(where: { $0.name == "rules" }) else {
      isBroken = true
      findings.append(.configuration(.missingKey, Origin(file: file.name, line: 1), value: "rules", "the key \"rules\" is missing", hint: hint))
      return
    }
    guard case .mapping(let list) = rules.value.content else {
      isBroken = true
      findings.append(.configuration(.wrongType, origin(file, rules.value), "rules are names with their texts", hint: hint))
      return
    }
    for rule in list { read(rule, file) }
  }

  private let hint = "format: 1, then rules: with a line for each rule, name: \"text\""

  private func origin(_ file: NarrativeFile, _ node: YAMLNode) -> Origin { Origin(file: file.name, line: node.line, column: node.column) }

  private mutating func add(_ check: NarrativeCheck, _ origin: Origin, value: String?, _ message: String, hint: String?) {
    findings.append(Finding(FindingCode(check.rawValue), .error, at: origin, value: value, message, hint: hint))
  }

  private mutating func read(_ entry: YAMLEntry, _ file: NarrativeFile) {
    guard let rule = declared[entry.name] else {
      let near = nearestName(to: entry.name, among: order.map(\.name))
      add(
        .unknownRule, origin(file, entry.key), value: entry.name, "there is no rule \"\(entry.name)\"",
        hint: near.map { "did you mean \"\($0)\"?" } ?? "outturn configuration lists the rules")
      // Its own rule would be reported as missing too; one finding is enough.
      if let near { places[near] = places[near] ?? origin(file, entry.key) }
      return
    }
    if let first = places[rule.name], texts.contains(where: { $0.rule.name == rule.name }) {
      add(
        .doubledRule, origin(file, entry.key), value: rule.name, "the rule \"\(rule.name)\" stands in \(first.description) too",
        hint: "keep one of them")
      return
    }
    places[rule.name] = origin(file, entry.key)
    guard let text = entry.value.text else {
      findings.append(.configuration(.wrongType, origin(file, entry.value), value: rule.name, "the rule \"\(rule.name)\" has no text", hint: hint))
      return
    }
    var parser = RuleParser(rule, sections: sections)
    let parsed = parser.parse(text)
    for problem in parser.problems {
      add(problem.check, origin(file, entry.value), value: problem.value, problem.message, hint: problem.hint)
    }
    if let parsed { texts.append((rule, parsed)) }
  }

  mutating func reportMissing(_ files: [String]) {
    if isBroken { return }
    for rule in order where places[rule.name] == nil {
      // Named at the last of its neighbours, where its line would stand.
      let topic = rule.name.prefix { $0 != "." }
      let neighbour = order.last { $0.name.hasPrefix(topic + ".") && places[$0.name] != nil }
      let place = neighbour.flatMap { places[$0.name] } ?? Origin(file: files.first ?? "narrative")
      let beside = neighbour.map { "it belongs beside \"\($0.name)\"; " } ?? ""
      add(
        .missingRule, place, value: rule.name, "the rule \"\(rule.name)\" is in no narrative file",
        hint: beside + "a file in the programme’s templates/narrative/ takes the place of the built-in one of that name: copy the rule from it")
    }
  }
}
