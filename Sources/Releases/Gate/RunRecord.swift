import Foundation

/// What `run.json` of a built month says, as far as the gate asks it.
package struct RunRecord: Sendable, Hashable, Decodable {
  /// A file with the digest that the build read.
  package struct File: Sendable, Hashable, Decodable {
    /// The path in the programme folder; of a template, its name.
    package var path: String
    /// Its size.
    package var bytes: Int
    /// SHA-256.
    package var sha256: String
    /// `slam`, `plan`…; nil for configuration and templates.
    package var kind: String?
    /// Rows after the header, of an extract.
    package var rows: Int?
    /// Whether an extract was refused whole.
    package var refused: Bool?
    /// The provider whose return it is.
    package var provider: String?
    /// The month of the submission, `2015-16/M11`.
    package var submission: String?
  }
  /// A check of the consistency proof.
  package struct Proof: Sendable, Hashable, Decodable {
    /// The check.
    package var check: String
    /// How much was compared.
    package var compared: Int
    /// What did not agree.
    package var violations: Int
  }
  /// Something that was found in the input.
  package struct Finding: Sendable, Hashable, Decodable {
    /// The check's code.
    package var code: String
    /// `error`, `warning`, `note`.
    package var severity: String
    /// The file.
    package var file: String
    /// The line.
    package var line: Int?
    /// What is wrong.
    package var message: String
    /// The provider whose file it is.
    package var provider: String?
  }

  /// The program that made it.
  package var outturn: String
  /// The programme's name.
  package var programme: String
  /// `2015-16/M11`.
  package var period: String
  /// `flex` or `freeze`.
  package var cut: String
  /// The date that the packs carry.
  package var date: String
  /// The kinds of files made.
  package var formats: [String]
  /// The extracts that took part.
  package var extracts: [File]
  /// The programme's other files.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  package var programme_files: [File]
  /// Templates and theme.
  package var templates: [File]
  /// The proof.
  package var proof: [Proof]
  /// What was found.
  package var findings: [Finding]

  /// Reads `run.json`; nil where it is not one.
  package init?(_ bytes: [UInt8]) {
    guard let record = try? JSONDecoder().decode(RunRecord.self, from: Data(bytes)) else { return nil }
    self = record
  }

  /// Every input, configuration file and template under the path that it has in a release, with its digest.
  package var sealed: [String: String] {
    var files: [String: String] = [:]
    for file in extracts { files["inputs/" + file.path] = file.sha256 }
    for file in programme_files { files["configuration/" + file.path] = file.sha256 }
    for file in templates { files["configuration/templates/" + file.path] = file.sha256 }
    return files
  }
}
