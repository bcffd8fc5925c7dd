import Checks
import Configuration
import Findings
import Quantities

extension Severity: ConfigurationChoice {
  /// What the severity says.
  package var meaning: String {
    switch self {
    case .note: "worth knowing; nothing to do"
    case .warning: "counted, but somebody should look"
    case .error: "a release waits until it is mended or waived"
    }
  }
}

/// The keys under `checks`: one for each check of rows, by its code.
enum CheckKeys {
  private static let run = Key("run", Shape.flag, default: true, "Whether the check is made.")
  private static let severity = Key(
    "severity", Shape<Severity>.choice.optional, default: nil, "How serious what it finds is; without it, as the list of checks has it.")
  private static let limit = Key(
    "limit", size.optional, default: nil, "The size from which it fires, in the unit of the list of checks; without it, as the list has it.")
  private static let size = Shape<Int64>.parsed("a number from 0 on, such as 3 or 12.50", write: { decimalText(ofParts: Int128($0)) }) { text in
    Money(decimal: text).flatMap { $0.parts < 0 ? nil : Int64(exactly: $0.parts) }
  }
  private static let keys = Shape<CheckSetting>.section([run.erased, severity.erased, limit.erased]) { fields in
    CheckSetting(runs: fields[run], severity: fields[severity], limit: fields[limit])
  }
  /// `false` alone switches a check off.
  private static let setting = Shape<CheckSetting>.either(
    value: Shape.flag.map(to: { CheckSetting(runs: $0) }, from: { $0 == CheckSetting(runs: $0.runs) ? $0.runs : nil }), keys: keys)
  private static let byCode = checkDefinitions.map { definition in
    (
      definition,
      Key(definition.code.text, setting.optional, default: nil, "\(definition.title.prefix(1).uppercased() + definition.title.dropFirst()).")
    )
  }
  private static let leastChallenge = Key(
    "least_challenge", size, default: 0,
    "The pounds from which what a check finds open to challenge is raised, by check, commissioner, provider and month; what is less is counted and added up, and not raised."
  )
  static let shape = Shape<CheckSettings>.section([leastChallenge.erased] + byCode.map(\.1.erased)) { fields in
    var settings = CheckSettings()
    settings.leastChallenge = Money(parts: Int128(fields[leastChallenge]))
    for (definition, key) in byCode { if let setting = fields[key] { settings.byCode[definition.code] = setting } }
    return settings
  }
}
