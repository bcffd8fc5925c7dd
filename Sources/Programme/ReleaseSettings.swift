import Configuration
import Foundation

/// What an approver answers for.
package enum ApproverRole: String, Sendable, Hashable, Codable, CaseIterable, ConfigurationChoice {
  /// Made the packs and has looked at them.
  case analyst
  /// Leads the programme and stands for them.
  case lead

  package var meaning: String {
    switch self {
    case .analyst: "made the packs and has looked at them"
    case .lead: "leads the programme and stands for them"
    }
  }
}

/// Somebody who may sign a release.
package struct Approver: Sendable, Hashable {
  /// The name, as sign-offs give it.
  package var name: String
  /// In which roles.
  package var roles: [ApproverRole]
  /// The public key, Ed25519 in base64; with one, a sign-off without its signature does not count.
  package var publicKey: String?

  /// Makes one.
  package init(name: String, roles: [ApproverRole], publicKey: String? = nil) {
    self.name = name
    self.roles = roles
    self.publicKey = publicKey
  }
}

/// What is done with the packs of old releases.
package enum PackRetention: String, Sendable, Hashable, CaseIterable, ConfigurationChoice {
  /// They stay.
  case keep

  package var meaning: String { "they stay for good" }
}

/// How long the archive keeps what.
package struct RetentionRule: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = RetentionRule()

  /// How many months after a release its inputs, with their rows of patients, may be taken away.
  package var inputsMonths = 24
  /// What is done with packs.
  package var packs = PackRetention.keep
}

/// The shapes of both in `programme.yaml`.
enum ReleaseKeys {
  private static let name = Key(required: "name", Shape.text, example: "A. Analyst", "The name, as `outturn approve --as` gives it.")
  private static let roles = Key(
    required: "roles", Shape.list(of: Shape<ApproverRole>.choice), example: "[analyst]", "The roles in which they may sign.")
  static let ed25519 = Shape<String>.parsed("an Ed25519 public key in base64", write: quotedWhereNeeded) { isPublicKey($0) ? $0 : nil }
  private static let publicKey = Key(
    "public_key", ed25519.optional, default: nil,
    example: "\"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
    "Their Ed25519 public key, 32 bytes in base64 (or the 44 that OpenSSL writes); with it a sign-off must be signed: `outturn approve --key FILE`.")
  static let approver = Shape<Approver>.section([name.erased, roles.erased, publicKey.erased]) { fields in
    Approver(name: fields[name], roles: fields[roles], publicKey: fields[publicKey])
  }

  private static let inputsMonths = Key(
    "inputs_months", Shape.wholeNumber(1...1_200), default: RetentionRule.standard.inputsMonths,
    "How many months after a release `outturn archive prune` may take its inputs away; their digests stay.")
  private static let packs = Key("packs", Shape<PackRetention>.choice, default: RetentionRule.standard.packs, "What is done with the packs.")
  static let retention = Shape<RetentionRule>.section([inputsMonths.erased, packs.erased]) { fields in
    RetentionRule(inputsMonths: fields[inputsMonths], packs: fields[packs])
  }

  private static func isPublicKey(_ text: String) -> Bool {
    guard let bytes = Data(base64Encoded: text) else { return false }
    return bytes.count == 32 || bytes.count == 44
  }
}
