import Configuration
import Findings
import Testing

private enum Phasing: String, ConfigurationChoice {
  case twelfths, calendarDays = "calendar_days", theta
  var meaning: String {
    switch self {
    case .twelfths: "a twelfth of the year each month"
    case .calendarDays: "by days of the month"
    case .theta: "the Theta method"
    }
  }
  var isBuilt: Bool { self != .theta }
}

private struct Sample: Sendable {
  var name: String
  var phasing: Phasing
  var day: Int
  var rehearsal: Bool
  var tags: [String]
  var owner: String?
  var profiles: [NamedValue<String, String>]
}

private enum Keys {
  static let name = Key(required: "name", Shape.text, example: "Northern programme", "The programme’s name.")
  static let phasing = Key("phasing", Shape<Phasing>.choice, default: .twelfths, "How a plan for the year is spread over its months.")
  static let day = Key("working_day", Shape.wholeNumber(1...18), default: 10, "The working day of release.")
  static let release = Key("release", Shape.section([day.erased]) { $0[day] }, default: 10, "When packs are released.")
  static let rehearsal = Key("rehearsal", Shape.flag, default: false, "Whether this is a rehearsal.")
  static let tags = Key("tags", Shape.list(of: .text), default: [], "Words.")
  static let owner = Key("owner", Shape.text.optional, default: nil, "Who answers for it.")
  static let profiles = Key("profiles", Shape.map(.text, to: .text), default: [], "Profiles by provider.")
}

private let schema = Shape<Sample>.section([
  Keys.name.erased, Keys.phasing.erased, Keys.release.erased, Keys.rehearsal.erased, Keys.tags.erased, Keys.owner.erased, Keys.profiles.erased,
]) { fields in
  Sample(
    name: fields[Keys.name], phasing: fields[Keys.phasing], day: fields[Keys.release], rehearsal: fields[Keys.rehearsal], tags: fields[Keys.tags],
    owner: fields[Keys.owner], profiles: fields[Keys.profiles])
}

private func read(_ yaml: String) -> (value: Sample?, findings: [Finding]) {
  readConfiguration(Array(yaml.utf8), file: "programme.yaml", schema: schema)
}

/// A finding as one line, the way the command words it.
private func line(_ finding: Finding) -> String {
  "\(finding.origin.description) \(finding.code.text) \(finding.message)" + (finding.hint.map { " | \($0)" } ?? "")
}

private struct MessageCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let yaml: String
  let expected: [String]
  init(_ name: String, _ yaml: String, _ expected: String...) {
    testDescription = name
    self.yaml = yaml
    self.expected = expected
  }
}

private let keyList = "valid keys: name, phasing, release, rehearsal, tags, owner, profiles"

private let cases = [
  MessageCase(
    "unknown key", "name: A\nphasng: twelfths\n",
    "programme.yaml:2:1 CONF-004 there is no key \"phasng\" | did you mean \"phasing\"? \(keyList)"),
  MessageCase("unknown key far from all", "name: A\nzzzzzzzzzz: 1\n", "programme.yaml:2:1 CONF-004 there is no key \"zzzzzzzzzz\" | \(keyList)"),
  MessageCase(
    "unknown inner key", "name: A\nrelease:\n  workingday: 9\n",
    "programme.yaml:3:3 CONF-004 there is no key \"workingday\" in \"release\" | did you mean \"working_day\"? valid keys: working_day"),
  MessageCase(
    "unknown value", "name: A\nphasing: twelths\n",
    "programme.yaml:2:10 CONF-005 \"twelths\" is not a value of \"phasing\" | did you mean \"twelfths\"? valid values: twelfths, calendar_days, theta"
  ),
  MessageCase(
    "not built", "name: A\nphasing: theta\n",
    "programme.yaml:2:10 CONF-008 \"theta\" (the Theta method) is known, but this version can't do it yet | for now, use one of: twelfths, calendar_days"
  ),
  MessageCase(
    "text for a number", "name: A\nrelease: {working_day: ten}\n",
    "programme.yaml:2:24 CONF-006 \"working_day\" must be a whole number from 1 to 18, not \"ten\""),
  MessageCase(
    "number out of range", "name: A\nrelease: {working_day: 31}\n",
    "programme.yaml:2:24 CONF-006 \"working_day\" must be a whole number from 1 to 18, not \"31\""),
  MessageCase("a list for a text", "name: [A]\n", "programme.yaml:1:7 CONF-006 \"name\" must be a text, not a list"),
  MessageCase(
    "a text for keys", "name: A\nrelease: tomorrow\n",
    "programme.yaml:2:10 CONF-006 \"release\" must be a set of keys, not \"tomorrow\" | keys: working_day"),
  MessageCase(
    "a text for a list", "name: A\ntags: x\n",
    "programme.yaml:2:7 CONF-006 \"tags\" must be a list, not \"x\" | write [a, b], or one value a line after \"- \""),
  MessageCase("not a flag", "name: A\nrehearsal: maybe\n", "programme.yaml:2:12 CONF-006 \"rehearsal\" must be true or false, not \"maybe\""),
  MessageCase(
    "missing key", "phasing: twelfths\n", "programme.yaml:1:1 CONF-007 the key \"name\" is missing: it is a text | write name: Northern programme"),
  MessageCase("empty file", "", "programme.yaml:1:1 CONF-007 the key \"name\" is missing: it is a text | write name: Northern programme"),
  MessageCase(
    "key given twice", "name: A\nphasing: twelfths\nname: B\n",
    "programme.yaml:3:1 CONF-003 \"name\" is given more than once; the first is on line 1 | keep one of them"),
  MessageCase(
    "inner key given twice and another mistake", "name: A\nrelease:\n  working_day: 9\n  working_day: 8\nphasng: x\n",
    "programme.yaml:4:3 CONF-003 \"working_day\" is given more than once; the first is on line 3 | keep one of them",
    "programme.yaml:5:1 CONF-004 there is no key \"phasng\" | did you mean \"phasing\"? \(keyList)"),
  MessageCase(
    "all mistakes at once", "phasing: x\nrehearsal: 3\nunknown: 1\n",
    "programme.yaml:1:1 CONF-007 the key \"name\" is missing: it is a text | write name: Northern programme",
    "programme.yaml:1:10 CONF-005 \"x\" is not a value of \"phasing\" | valid values: twelfths, calendar_days, theta",
    "programme.yaml:2:12 CONF-006 \"rehearsal\" must be true or false, not \"3\"",
    "programme.yaml:3:1 CONF-004 there is no key \"unknown\" | \(keyList)"),
  MessageCase(
    "tab as indent", "name: A\nrelease:\n\tworking_day: 9\n",
    "programme.yaml:3:1 CONF-002 this is not valid YAML: found character that cannot start any token while scanning for the next token, "
      + "which begins on line 3 | indent with spaces, never tabs; quote a text that begins with @, ` or %"),
  MessageCase(
    "unclosed bracket", "name: A\ntags: [a, b\nphasing: twelfths\n",
    "programme.yaml:3:8 CONF-002 this is not valid YAML: did not find expected ',' or ']' while parsing a flow sequence, "
      + "which begins on line 2 | close the bracket, and put a comma between the values"),
  MessageCase(
    "colon in a plain text", "name: A: B\n",
    "programme.yaml:1:8 CONF-002 this is not valid YAML: mapping values are not allowed in this context"
      + " | a text with \": \" in it needs quotes; a key needs the indent of its neighbours"),
]

@Suite struct ConfigurationMessagesTests {
  @Test(arguments: cases)
  fileprivate func everyMistakeIsNamedWithItsPlace(_ sample: MessageCase) { #expect(read(sample.yaml).findings.map(line) == sample.expected) }

  @Test func aFileThatIsNotUTF8IsRefusedWithThePlace() {
    let (value, findings) = readConfiguration(Array("name: A\ntags: [".utf8) + [0xA3] + Array("]\n".utf8), file: "programme.yaml", schema: schema)
    #expect(value == nil)
    #expect(findings.map(line) == ["programme.yaml:2:8 CONF-001 the file is not UTF-8 text | save it as UTF-8"])
  }

  @Test func deepNestingIsRefused() {
    let yaml = "tags: " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(read(yaml).findings.contains { $0.code == "CONF-001" })
  }

  @Test func mistakesAreErrors() { #expect(cases.allSatisfy { read($0.yaml).findings.allSatisfy { $0.severity == .error } }) }
}

@Suite struct ConfigurationValuesTests {
  @Test func defaultsStandInForWhatIsNotGiven() throws {
    let (value, findings) = read("\u{FEFF}name: Northern\nrelease:\n")
    let sample = try #require(value)
    #expect(findings.isEmpty)
    #expect(sample.name == "Northern")
    #expect(sample.phasing == .twelfths)
    #expect(sample.day == 10)
    #expect(!sample.rehearsal)
    #expect(sample.tags.isEmpty)
    #expect(sample.owner == nil)
  }

  @Test func givenValuesAreRead() throws {
    let (value, findings) = read(
      "name: 001\nphasing: calendar_days\nrelease: {working_day: 9}\nrehearsal: yes\ntags: [a, \"b, c\"]\nowner: 'X: Y'\nprofiles:\n  RQM: wide\n  R1H: long\n"
    )
    let sample = try #require(value)
    #expect(findings.isEmpty)
    #expect(sample.name == "001")
    #expect(sample.phasing == .calendarDays)
    #expect(sample.day == 9)
    #expect(sample.rehearsal)
    #expect(sample.tags == ["a", "b, c"])
    #expect(sample.owner == "X: Y")
    #expect(sample.profiles == [NamedValue(name: "RQM", value: "wide"), NamedValue(name: "R1H", value: "long")])
  }

  @Test func theReferenceIsMadeFromTheSameDefinitions() {
    let text = configurationReference(title: "programme.yaml", introduction: "What a run is about.", schema: schema)
    #expect(text.contains("| `name` | a text | must be given | 1 | The programme’s name. |"))
    #expect(text.contains("| `working_day` | a whole number from 1 to 18 | `10` | 1 | The working day of release. |"))
    #expect(text.contains("- `theta`: the Theta method (not in this version)"))
  }

  @Test func theCommentedFileIsReadBack() throws {
    let text = commentedConfiguration(heading: ["A programme."], schema: schema, values: ["name": quotedWhereNeeded("A: \"B\""), "tags": "[x]"])
    let (value, findings) = read(text)
    #expect(findings.isEmpty)
    #expect(try #require(value).name == "A: \"B\"")
    #expect(try #require(value).tags == ["x"])
    // Every comment, uncommented, is valid too: the defaults shown are values that the schema takes.
    let uncommented = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("# ") && line.dropFirst(2).drop { $0 == " " }.prefix { $0 != " " }.hasSuffix(":") ? line.dropFirst(2) : line
    }
    #expect(read(uncommented.joined(separator: "\n")).findings.isEmpty)
  }
}
