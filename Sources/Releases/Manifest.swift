import Foundation

/// What a release states about itself, `manifest.json`: enough to make every byte of its packs again, and to see what is missing for that.
package struct Manifest: Sendable, Hashable, Codable {
  /// The version of the manifest's own format; a higher one is refused.
  package static let currentFormat = 1

  /// A file with its digest.
  package struct File: Sendable, Hashable, Codable {
    /// The path: of packs and configuration in the release, of inputs in the programme folder.
    package var path: String
    /// Its size.
    package var bytes: Int
    /// SHA-256.
    package var sha256: String
    /// `slam`, `plan`, `outpatients`…, of an input.
    package var kind: String?

    /// Makes one.
    package init(path: String, bytes: Int, sha256: String, kind: String? = nil) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.kind = kind
    }
  }
  /// What the build was asked.
  package struct Options: Sendable, Hashable, Codable {
    /// `2015-16/M11`.
    package var period: String
    /// `flex` or `freeze`.
    package var cut: String
    /// The date that the packs carry.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    package var as_at: String
    /// The kinds of files.
    package var formats: [String]

    /// Makes options.
    package init(period: String, cut: String, as_at: String, formats: [String]) {
      self.period = period
      self.cut = cut
      self.as_at = as_at
      self.formats = formats
    }
  }
  /// The figures as one digest: over `id`, tab, value, tab, unit and a line feed each, in the byte order of the ids.
  package struct Figures: Sendable, Hashable, Codable {
    /// How many there are.
    package var count: Int
    /// SHA-256.
    package var sha256: String

    /// Makes one.
    package init(count: Int, sha256: String) {
      self.count = count
      self.sha256 = sha256
    }
  }

  /// The version of the format.
  package var format: Int
  /// The release's name, `2015-16/M11-flex-v1`.
  package var release: String
  /// The programme's name.
  package var programme: String
  /// When it was released, UTC.
  package var at: String
  /// The day of release.
  package var day: String
  /// The date that the packs carry.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  package var as_at: String
  /// Why it replaces an earlier version.
  package var reason: String?
  /// The version that it replaces.
  package var replaces: String?
  /// Programs and libraries.
  package var versions: SoftwareVersions
  /// What the build was asked.
  package var options: Options
  /// Extracts.
  package var inputs: [File]
  /// The programme's other files and the templates.
  package var configuration: [File]
  /// Names in the programme folder that the build saw and did not read, a folder's with a closing slash: its findings speak of them.
  package var bystanders: [String]
  /// The packs and all that stands beside them.
  package var packs: [File]
  /// The figures.
  package var figures: Figures
  /// The hash of the archive's last entry before this release; empty for the first.
  package var previous: String

  /// Reads a manifest.
  ///
  /// - Throws: `ReleaseFailure.damaged`, with the version that is needed where the format is a later one.
  package init(reading bytes: [UInt8], path: String) throws(ReleaseFailure) {
    struct Head: Decodable {
      var format: Int
      var versions: SoftwareVersions?
    }
    let data = Data(bytes)
    guard let head = try? JSONDecoder().decode(Head.self, from: data) else { throw .damaged(path: path, reason: "it is not a manifest") }
    guard head.format <= Self.currentFormat else {
      let program = head.versions.map { "outturn \($0.program)" } ?? "a later outturn"
      throw .damaged(path: path, reason: "it has format \(head.format), and this version reads up to \(Self.currentFormat): use \(program)")
    }
    do {
      self = try JSONDecoder().decode(Manifest.self, from: data)
    } catch {
      throw .damaged(path: path, reason: "it is not a manifest of format \(head.format)")
    }
  }

  /// Makes a manifest.
  package init(
    release: String, programme: String, at: String, day: String, as_at: String, reason: String?, replaces: String?, versions: SoftwareVersions,
    options: Options, inputs: [File], configuration: [File], bystanders: [String], packs: [File], figures: Figures, previous: String
  ) {
    format = Self.currentFormat
    self.release = release
    self.programme = programme
    self.at = at
    self.day = day
    self.as_at = as_at
    self.reason = reason
    self.replaces = replaces
    self.versions = versions
    self.options = options
    self.inputs = inputs
    self.configuration = configuration
    self.bystanders = bystanders
    self.packs = packs
    self.figures = figures
    self.previous = previous
  }
}
