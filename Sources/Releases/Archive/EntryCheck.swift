import GRDB
import Quantities

/// Checks the chain, and what each entry says against the rows that it speaks of.
struct EntryCheck {
  let trust: KeyTrust
  let format: ArchiveFormat

  func run(_ db: Database, only: ReleaseName?, _ report: inout ArchiveReport, _ progress: (String, Int, Int) -> Void) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT seq, kind, name, at, payload, previous, hash, signature, key FROM entry ORDER BY seq")
    let names = try FigureNames(db)
    var previous = ""
    var figureCount = 0
    var releaseCount = 0
    var signed = 0
    var unsignedStart = 0
    for (index, row) in rows.enumerated() {
      progress("entries and figures", index, rows.count)
      let sequence = try row.integer("seq")
      if sequence != report.sequence &+ 1 {
        report.problem(report.sequence &+ 1, "entry \(report.sequence &+ 1) is missing: entry \(sequence) stands in its place")
      }
      let text = try row.text("payload")
      let hash = try row.text("hash")
      report.sequence = sequence
      report.hash = hash
      if row.optionalText("previous") != previous { report.problem(sequence, "entry \(sequence) does not follow the hash of the entry before it") }
      previous = hash
      if digestOf(text) != hash { report.problem(sequence, "entry \(sequence): its payload does not have its hash") }
      let isSigned = checkSignature(row, text, sequence, mayBeUnsigned: trust.keys.isEmpty || trust.mayBeginUnsigned && signed == 0, &report)
      signed += isSigned ? 1 : 0
      if signed == 0 { unsignedStart += 1 }
      guard let payload = EntryPayload(text) else {
        report.problem(sequence, "entry \(sequence): its payload is not as one is written")
        continue
      }
      let columns: [(String, Bool)] = [
        ("seq", payload.seq == sequence), ("kind", payload.kind.rawValue == row.optionalText("kind")),
        ("name", payload.name == row.optionalText("name")),
        ("at", payload.at == row.optionalText("at")), ("previous", payload.previous == row.optionalText("previous")),
        ("key", payload.key == row.optionalText("key")),
        ("format", (1...format.number).contains(payload.format)),
      ]
      for (column, agrees) in columns where !agrees { report.problem(sequence, "entry \(sequence): \(column) is not what its payload says") }
      let releases = try Row.fetchAll(db, sql: "SELECT * FROM release WHERE entry = ? OR id = ?", arguments: [sequence, sequence])
      switch payload.kind {
      case .release, .freeze:
        releaseCount += releases.count
        guard releases.count == 1, let release = releases.first else {
          report.problem(sequence, "entry \(sequence): the row of \(payload.name) is missing or twice")
          continue
        }
        checkRelease(release, payload, &report)
        if let only, only.text != payload.name { continue }
        figureCount += try checkListings(payload, names, db, &report)
      case .prune, .upgrade:
        releaseCount += releases.count
        if !releases.isEmpty { report.problem(sequence, "entry \(sequence): a \(payload.kind.rawValue) has the row of a release") }
      }
      try checkPruned(payload, db, &report)
    }
    try checkStrays(db, releases: releaseCount, &report)
    report.checks.insert(.init(what: "entries", count: rows.count, words: "each chained to the one before by SHA-256"), at: 0)
    report.checks.append(.init(what: "figures", count: figureCount, words: "every value against its release's digest"))
    if !trust.keys.isEmpty, trust.mayBeginUnsigned, !rows.isEmpty {
      if signed == 0 {
        report.problem(report.sequence, "no entry is signed with one of archive_keys in programme.yaml")
      } else if unsignedStart > 0 {
        report.notes.append("entries 1 to \(unsignedStart) are older than the first signature; the chain brings them under it")
      }
    }
    if signed > 0 || !trust.keys.isEmpty { report.checks.append(.init(what: "signatures", count: signed, words: "Ed25519 over the payload")) }
  }

  private func checkSignature(_ row: Row, _ text: String, _ sequence: Int, mayBeUnsigned: Bool, _ report: inout ArchiveReport) -> Bool {
    let key = row.optionalText("key")
    let signature = row.optionalBytes("signature")
    switch (key, signature) {
    case (nil, nil):
      if !mayBeUnsigned { report.problem(sequence, "entry \(sequence) is not signed") }
      return false
    case (let key?, let signature?):
      if !isSigned(text, by: key, signature: signature) { report.problem(sequence, "entry \(sequence): its signature is not of its payload") }
      if !trust.keys.isEmpty && !trust.keys.contains(key) { report.problem(sequence, "entry \(sequence) is signed with the unknown key \(key)") }
      return true
    default:
      report.problem(sequence, "entry \(sequence): its signature or its key is missing")
      return false
    }
  }

  private func checkRelease(_ release: Row, _ payload: EntryPayload, _ report: inout ArchiveReport) {
    let name = ReleaseName(payload.name)
    let facts: [(String, Bool)] = [
      ("id", release.optionalInteger("id") == payload.seq), ("entry", release.optionalInteger("entry") == payload.seq),
      ("name", release.optionalText("name") == payload.name && name != nil),
      ("kind", release.optionalText("kind") == payload.kind.rawValue), ("year", release.optionalInteger("year") == name?.period.year.start),
      ("month", release.optionalInteger("month") == name?.period.month), ("cut", release.optionalText("cut") == name?.cut.rawValue),
      ("version", release.optionalInteger("version") == name?.version),
      ("at", release.optionalText("at") == payload.at), ("manifest", release.optionalText("manifest") == payload.manifest),
      ("reason", release.optionalText("reason") == payload.reason),
    ]
    for (column, agrees) in facts where !agrees { report.problem(payload.seq, "\(payload.name): \(column) is not what entry \(payload.seq) says") }
  }

  /// - Returns: how many figures were read.
  private func checkListings(_ payload: EntryPayload, _ names: FigureNames, _ db: Database, _ report: inout ArchiveReport) throws -> Int {
    let figures = try names.listing(ofRelease: payload.seq, db)
    if figures != payload.figures {
      report.problem(
        payload.seq,
        "\(payload.name): its \(figures.count) figures are not the \(payload.figures?.count ?? 0) that entry \(payload.seq) has the digest of")
    }
    let sql = """
      SELECT role, release_file.sha256 AS sha256, bytes, path FROM release_file LEFT JOIN object USING (sha256)
      WHERE release = ? ORDER BY path COLLATE BINARY
      """
    let rows = try Row.fetchAll(db, sql: sql, arguments: [payload.seq])
    let files = listingOfFiles(try rows.map { (try $0.text("role"), try $0.text("sha256"), $0.optionalInteger("bytes") ?? -1, try $0.text("path")) })
    if files != payload.files {
      report.problem(payload.seq, "\(payload.name): its list of \(files.count) files is not the one that entry \(payload.seq) has the digest of")
    }
    return figures.count
  }

  private func checkPruned(_ payload: EntryPayload, _ db: Database, _ report: inout ArchiveReport) throws {
    let pruned = try String.fetchAll(db, sql: "SELECT sha256 FROM pruned WHERE entry = ? ORDER BY sha256", arguments: [payload.seq])
    let listing = pruned.isEmpty ? nil : listingOfPruned(pruned)
    if listing != payload.pruned {
      report.problem(payload.seq, "entry \(payload.seq): its list of \(pruned.count) inputs taken away is not the one that it has the digest of")
    }
  }

  /// Rows that no entry speaks of; files and figures of no release are broken references.
  private func checkStrays(_ db: Database, releases: Int, _ report: inout ArchiveReport) throws {
    let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM release") ?? 0
    if all != releases { report.problem(nil, "archive/archive.sqlite: \(all - releases) releases have no entry") }
    for sha256 in try String.fetchAll(db, sql: "SELECT sha256 FROM object WHERE sha256 NOT IN (SELECT sha256 FROM release_file)") {
      report.problem(nil, "archive/archive.sqlite: the object \(sha256) is of no release")
    }
  }
}

/// The count and digest of what retention took: SHA-256 over `sha256<line end>`, sorted.
func listingOfPruned(_ sorted: [String]) -> EntryPayload.Listing {
  .init(count: sorted.count, sha256: digestOf(sorted.map { $0 + "\n" }.joined()))
}
