package import Findings

/// The checks that a programme's own files (organisations, registers, commentary) go through: each has a code that never changes its meaning.
package enum ProgrammeCheck: String, Sendable, CaseIterable {
  /// A file that is there can't be read.
  case unreadable = "PROG-001"
  /// A file that is needed is not there.
  case missingFile = "PROG-002"
  /// A column that is needed is not there.
  case missingColumn = "PROG-003"
  /// A column stands twice.
  case doubledColumn = "PROG-004"
  /// A column that has no meaning here.
  case unknownColumn = "PROG-005"
  /// A row has too few or too many fields.
  case fieldCount = "PROG-006"
  /// A field that must be filled is blank.
  case blankField = "PROG-007"
  /// A field can't be read as what it should be.
  case badField = "PROG-008"
  /// A code or id stands twice.
  case duplicateCode = "PROG-009"
  /// An organisation that is not in the programme.
  case unknownOrganisation = "PROG-010"
  /// A quote is never closed.
  case unclosedQuote = "PROG-011"
  /// A file without anything in it.
  case emptyFile = "PROG-012"
  /// A file in Windows-1252.
  case encoding = "PROG-013"
  /// A unit that does not go with the group.
  case unitOfGroup = "PROG-014"
  /// Two lines of `pods.csv` say different things of the same months.
  case overlappingPOD = "PROG-015"
  /// Something in the commentary folder that can't be used, or is left out.
  case commentary = "PROG-016"
  /// A folder that can't be listed.
  case unreadableFolder = "PROG-017"
  /// A file that would be written is there already.
  case alreadyThere = "PROG-018"
  /// An e-mail address that is not one.
  case badAddress = "PROG-019"
  /// A recipient at a domain that the organisation does not have.
  case foreignDomain = "PROG-020"
  /// Somebody cleared for rows of practices or patients whose files are not encrypted.
  case openRows = "PROG-021"
  /// A recipient of a pack by practice who is not cleared for rows of practices.
  case uncleared = "PROG-022"
  /// A covariate of peers that is not there, or not for every commissioner.
  case covariate = "PROG-033"
  /// A line of the tariff that can't be right, or two for the same months.
  case tariff = "PROG-034"
  /// Boundaries or tiles of the map that can't be used.
  case geography = "PROG-030"
  /// An amount of a register that can't be: below nought, or more recovered than was in dispute.
  case oddAmount = "PROG-031"
  /// A line of a register that lies after the pack's day or month.
  case laterLine = "PROG-032"

  /// The code as printed.
  package var code: FindingCode { FindingCode(rawValue) }

  /// How much a finding of the check matters.
  package var severity: Severity {
    switch self {
    case .unknownColumn, .encoding, .laterLine: .note
    case .unknownOrganisation, .unitOfGroup, .commentary, .foreignDomain, .openRows, .uncleared, .covariate, .geography, .oddAmount: .warning
    default: .error
    }
  }

  /// What the check looks for, for the list of checks.
  package var meaning: String {
    switch self {
    case .unreadable: "an organisation file, register or commentary that can't be read"
    case .missingFile: "an organisation file that is needed and is not there"
    case .missingColumn: "a column that is needed and is not there"
    case .doubledColumn: "a column that stands twice"
    case .unknownColumn: "a column that has no meaning here and is passed over"
    case .fieldCount: "a row with more or fewer fields than the header"
    case .blankField: "a blank field that must be filled"
    case .badField: "a field that can't be read"
    case .duplicateCode: "a code or id that stands twice"
    case .unknownOrganisation: "an organisation that is not in the programme"
    case .unclosedQuote: "a quote that is never closed"
    case .emptyFile: "a file with nothing in it"
    case .encoding: "a file in Windows-1252 and not in UTF-8"
    case .unitOfGroup: "a unit that is not the one of the group"
    case .overlappingPOD: "two lines of pods.csv that say different things of the same months"
    case .commentary: "commentary that can't be placed, or markup that is left out"
    case .unreadableFolder: "a folder of the programme that can't be listed"
    case .alreadyThere: "a programme.yaml that init would write over"
    case .badAddress: "a recipient’s e-mail address that is not one"
    case .foreignDomain: "a recipient at a domain to which the organisation’s packs may not go"
    case .openRows: "a recipient cleared for rows of practices or patients without encryption"
    case .uncleared: "a recipient of a pack by practice who is not cleared for rows of practices"
    case .covariate: "a covariate that peers are found by and that is not there, or not for every commissioner"
    case .tariff: "a line of tariff.csv that can't be right, or two that price the same months"
    case .geography: "boundaries or tiles of the map that can’t be used, or a commissioner that has none"
    case .oddAmount: "an amount of a register below nought, or more recovered than was in dispute"
    case .laterLine: "a line of a register that lies after the pack’s day or month and does not count yet"
    }
  }

  func at(_ origin: Origin, value: String? = nil, _ message: String, hint: String? = nil, count: Int = 1) -> Finding {
    Finding(code, severity, at: origin, value: value, message, hint: hint, count: count)
  }
}

/// At most so many findings of a kind are listed one by one; the rest is told as a number.
private let listedOfAKind = 5

/// Folds many like findings (one check, one file, one field) into the first few and a count of the others.
func gathered(_ findings: [Finding]) -> [Finding] {
  struct Kind: Hashable {
    let code: FindingCode
    let severity: Severity
    let file: String
    let field: String?
  }
  var counts: [Kind: Int] = [:]
  for finding in findings {
    counts[Kind(code: finding.code, severity: finding.severity, file: finding.origin.file, field: finding.origin.field), default: 0] += 1
  }
  var seen: [Kind: Int] = [:]
  var result: [Finding] = []
  for finding in findings {
    let kind = Kind(code: finding.code, severity: finding.severity, file: finding.origin.file, field: finding.origin.field)
    let place = seen[kind, default: 0]
    seen[kind] = place + 1
    let total = counts[kind, default: 0]
    if place < listedOfAKind || total == listedOfAKind + 1 {
      result.append(finding)
    } else if place == listedOfAKind {
      var rest = finding
      rest.count = total - listedOfAKind
      rest.message += ", and \(rest.count - 1) more like it in this file"
      result.append(rest)
    }
  }
  return result
}
