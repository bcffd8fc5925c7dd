import Configuration
import Extracts
package import Findings
package import Quantities
import Storage

/// The profiles of a programme.
package struct ProfileSet: Sendable {
  /// They, in the order of their files, each with the digest of its bytes.
  package let profiles: [(profile: Profile, digest: [UInt8])]
  /// What is wrong with them.
  package let findings: [Finding]
  /// Their files, those with mistakes too, relative to the programme folder.
  package let files: [String]

  /// No profiles.
  package static let none = ProfileSet(profiles: [], findings: [], files: [])

  private init(profiles: [(profile: Profile, digest: [UInt8])], findings: [Finding], files: [String]) {
    self.profiles = profiles
    self.findings = findings
    self.files = files
  }

  /// Reads the profiles of a programme folder, `profiles/*.yaml`.
  package init(programme: String) {
    var profiles: [(profile: Profile, digest: [UInt8])] = []
    var findings: [Finding] = []
    var files: [String] = []
    for name in FileSystem.names(in: programme + "/" + profilesFolder)
    where name.lowercased().hasSuffix(".yaml") || name.lowercased().hasSuffix(".yml") {
      let file = profilesFolder + "/" + name
      files.append(file)
      let bytes: [UInt8]
      do throws(OutputError) { bytes = try FileSystem.read(programme + "/" + file) } catch {
        findings.append(
          .configuration(.unreadable, Origin(file: file), "the profile cannot be read: \(error)", hint: "give leave to read it, or take it away"))
        continue
      }
      let (profile, found) = readProfile(bytes, file: file)
      findings += found
      if let profile { profiles.append((profile, bytes.withUnsafeBytes { sha256($0) })) }
    }
    for (place, entry) in profiles.enumerated() {
      for other in profiles[..<place] where entry.profile.overlaps(other.profile) {
        findings.append(
          .configuration(
            .overlap, Origin(file: entry.profile.file), "it reads files that \(other.profile.file) reads too",
            hint: "end one of them before the other begins (\"from\", \"to\")"))
      }
    }
    self.init(profiles: profiles, findings: findings.sorted { $0.origin < $1.origin }, files: files)
  }

  /// The profile that reads a trust's file; nil where it is read as the standard has it.
  package func profile(_ extract: Profile.Extract, of provider: String, _ period: Period?) -> (profile: Profile, digest: [UInt8])? {
    profiles.first { $0.profile.reads(extract, of: provider, period) }
  }
}

/// Where the profiles of a programme lie.
package let profilesFolder = "profiles"

extension Profile {
  /// Whether there is a file that both read.
  fileprivate func overlaps(_ other: Profile) -> Bool {
    guard extract == other.extract, providers.contains(where: { other.providers.contains($0) || $0 == "*" }) || other.providers.contains("*") else {
      return false
    }
    let first = max(from?.index.value ?? .min, other.from?.index.value ?? .min)
    let last = min(to?.index.value ?? .max, other.to?.index.value ?? .max)
    return first <= last
  }
}
