package import Programme

/// That somebody has looked at a built month and stands for it, bound to the digests of what was seen.
package struct SignOff: Sendable, Hashable, Codable {
  /// Who signed, as `approvers` names them.
  package var name: String
  /// In which role.
  package var role: ApproverRole
  /// What it is for: the name that the release will have.
  package var release: String
  /// When, UTC.
  package var at: String
  /// The account of the machine that it was given from.
  package var user: String
  /// The machine.
  package var host: String
  /// The SHA-256 of the month's `SHA256SUMS`.
  package var seal: String
  /// The output (`packs/…`), the inputs and the configuration that were seen, in path order.
  package var files: [SealedFile]
  /// The signature over `message` in base64, where a key was given.
  package var signature: String?

  /// Signs a month.
  package init(name: String, role: ApproverRole, release: ReleaseName, month: BuiltMonth, at: String, user: String, host: String) {
    self.name = name
    self.role = role
    self.release = release.text
    self.at = at
    self.user = user
    self.host = host
    seal = month.seal
    files = month.sealedFiles
  }

  /// The bytes that a signature is over: every field and the digest of the list of files.
  package var message: [UInt8] {
    let fields = [
      "outturn sign-off 1", "release \(release)", "name \(name)", "role \(role.rawValue)", "at \(at)", "user \(user)", "host \(host)", "seal \(seal)",
      "files \(digestOf(sumsText(files)))",
    ]
    return Array(fields.map { $0.replacing("\n", with: " ") + "\n" }.joined().utf8)
  }

  /// What is no longer as it was when it was signed, a sentence each, inputs and configuration before the packs made from them.
  package func broken(by month: BuiltMonth) -> [String] {
    let then = Dictionary(files.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    let now = Dictionary(month.sealedFiles.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    if then == now && seal == month.seal { return [] }
    var changes: [(rank: Int, path: String, words: String)] = []
    for path in Set(then.keys).union(now.keys).sorted() where then[path] != now[path] {
      let words = then[path] == nil ? "is new" : now[path] == nil ? "is gone" : "was changed"
      changes.append((path.hasPrefix("packs/") ? 1 : 0, path, "\(path) \(words) since \(name) signed"))
    }
    if changes.isEmpty { return ["\(sumsName) was changed since \(name) signed"] }
    return changes.sorted { ($0.rank, $0.path) < ($1.rank, $1.path) }.map(\.words)
  }
}

extension BuiltMonth {
  /// All that a sign-off is bound to, in path order.
  package var sealedFiles: [SealedFile] {
    (files.map { SealedFile(path: "packs/" + $0.path, sha256: $0.sha256) } + run.sealed.map { SealedFile(path: $0.key, sha256: $0.value) })
      .sorted { $0.path < $1.path }
  }
}
