package import Findings

/// The checks that configuration files go through: each has a code that never changes its meaning.
package enum ConfigurationCheck: String, Sendable, CaseIterable {
  /// The file can't be read, or is not text.
  case unreadable = "CONF-001"
  /// The file is not YAML.
  case syntax = "CONF-002"
  /// A key is given twice.
  case duplicateKey = "CONF-003"
  /// A key is not one of those that the place has.
  case unknownKey = "CONF-004"
  /// A value is not one of the allowed ones.
  case unknownValue = "CONF-005"
  /// A value is of another kind than the key takes.
  case wrongType = "CONF-006"
  /// A key that must be given is not there.
  case missingKey = "CONF-007"
  /// A value is known to the format, but this version can't do it yet.
  case notBuilt = "CONF-008"
  /// A file of a newer or older format.
  case format = "CONF-009"
  /// Two files that say how the same is to be done.
  case overlap = "CONF-010"

  /// The code as printed.
  package var code: FindingCode { FindingCode(rawValue) }

  /// What the check looks for, for the list of checks.
  package var meaning: String {
    switch self {
    case .unreadable: "a configuration file that can't be read"
    case .syntax: "a mistake in the YAML of a configuration file"
    case .duplicateKey: "a key given more than once"
    case .unknownKey: "a key that does not exist"
    case .unknownValue: "a value that is not one of the allowed ones"
    case .wrongType: "a value of the wrong kind"
    case .missingKey: "a key that must be given"
    case .notBuilt: "a value that this version does not build yet"
    case .format: "a file of another format version"
    case .overlap: "two profiles that read the same returns"
    }
  }
}

extension Finding {
  /// A finding about a configuration file. All are errors: nothing is built from a file that is not understood.
  package static func configuration(
    _ check: ConfigurationCheck, _ origin: Origin, value: String? = nil, _ message: String, hint: String? = nil
  ) -> Finding {
    Finding(check.code, .error, at: origin, value: value, message, hint: hint)
  }
}

/// `did you mean "phasing"? valid: cut, name, phasing`.
func validNamesHint(_ name: String, among valid: [String], what: String) -> String {
  let list = "\(what): \(valid.joined(separator: ", "))"
  guard let near = nearestName(to: name, among: valid) else { return list }
  return "did you mean \"\(near)\"? \(list)"
}
