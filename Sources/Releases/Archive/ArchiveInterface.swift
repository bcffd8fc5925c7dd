/// A figure as the archive keeps it: its exact value in words that a person and `sqlite3` can read.
package struct ArchivedFigure: Sendable, Hashable {
  /// The figure's id.
  package var id: String
  /// The exact value: a decimal such as `-1327152.00`, a ratio or `n/a`, as `outturn figures` prints it.
  package var value: String
  /// `GBP`, `count`, `ratio`…
  package var unit: String

  /// Makes a figure.
  package init(id: String, value: String, unit: String) {
    self.id = id
    self.value = value
    self.unit = unit
  }
}

/// A file that goes into the archive under the digest of its bytes.
package struct ObjectSource: Sendable, Hashable {
  /// What the file is to the release.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// A finished file of the packs.
    case pack
    /// A file that was read to make them, patient-level rows among them: what retention takes away.
    case input
    /// A file of the programme or a template.
    case configuration
    /// The release's own record: manifest, sign-offs, the gate's answer.
    case record
  }

  /// The role.
  package var role: Role
  /// Its path in the release: `packs/commissioners/10H/10H_2015-16_M11.pdf`, `inputs/extracts/slam/…`.
  package var path: String
  /// Where its bytes are now.
  package var source: String
  /// The SHA-256 of its bytes in hexadecimal, as it was when the release was judged; bytes that differ by now are refused.
  package var sha256: String
  /// How many bytes it has.
  package var byteCount: Int

  /// Makes a source.
  package init(role: Role, path: String, source: String, sha256: String, byteCount: Int) {
    self.role = role
    self.path = path
    self.source = source
    self.sha256 = sha256
    self.byteCount = byteCount
  }
}

/// What a release tells the archive about itself.
package struct ReleaseRecord: Sendable, Hashable {
  /// The release.
  package var name: ReleaseName
  /// When it was made, in UTC: `2016-03-14T09:30:00Z`.
  package var time: String
  /// The SHA-256 of its `manifest.json`.
  package var manifestSHA256: String
  /// Why it replaces an earlier version; nil for a first.
  package var reason: String?

  /// Makes a record.
  package init(name: ReleaseName, time: String, manifestSHA256: String, reason: String? = nil) {
    self.name = name
    self.time = time
    self.manifestSHA256 = manifestSHA256
    self.reason = reason
  }
}

/// A link of the archive's chain.
package struct ArchiveEntry: Sendable, Hashable {
  /// Its place, from 1.
  package var sequence: Int
  /// The SHA-256 of its payload, in hexadecimal.
  package var hash: String
  /// The hash of the entry before it; empty for the first.
  package var previous: String

  /// Makes an entry.
  package init(sequence: Int, hash: String, previous: String) {
    self.sequence = sequence
    self.hash = hash
    self.previous = previous
  }
}

/// What a release needs of the archive, so that its own tests need no database.
package protocol ReleaseArchive {
  /// The hash of the last entry; empty when there is none. A manifest names it, so that a release cannot be put elsewhere in the chain.
  func head() throws -> String
  /// Keeps a release: its objects first, then its figures and entry in one transaction.
  ///
  /// - Parameter finish: gives the release its name in `releases/`; called after the entry is final. When the process ends between the two, the next opening of the
  ///   archive does what `finish` would have done from the staged folder or from the objects.
  func append(_ record: ReleaseRecord, objects: [ObjectSource], figures: [ArchivedFigure], finish: () throws -> Void) throws -> ArchiveEntry
}
