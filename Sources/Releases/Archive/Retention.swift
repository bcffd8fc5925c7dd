import GRDB
package import Quantities
import Storage

/// What retention takes away: inputs that only releases older than the rule have. Figures, packs, digests and entries stay.
package struct PrunePlan: Sendable, Hashable {
  /// An input.
  package struct Input: Sendable, Hashable {
    /// The SHA-256 of its bytes.
    package var sha256: String
    /// How many bytes it has.
    package var byteCount: Int
    /// Its path in the first release that has it.
    package var path: String
  }

  /// Releases made before this time have passed the rule.
  package var before: String
  /// The inputs, by path.
  package var inputs: [Input]
  /// Their bytes.
  package var byteCount: Int { inputs.reduce(0) { $0 + $1.byteCount } }

  /// The time before which releases have passed a rule of so many months.
  ///
  /// - Parameter today: the day that is counted back from; the day of the month is at most the last of the month arrived at.
  package static func cutOff(_ today: CalendarDate, months: Int) -> String {
    let (year, month, day) = today.components
    let count = year * 12 + month - 1 - months
    let (y, m) = (count / 12, count % 12 + 1)
    let date = CalendarDate(year: y, month: m, day: min(day, daysInMonth(year: y, month: m))) ?? today
    return date.iso + "T00:00:00Z"
  }
}

extension ArchiveReader {
  /// What retention would take away.
  ///
  /// - Parameter before: releases made before this time, `2014-03-14T00:00:00Z`, have passed the rule.
  package func prunePlan(before: String) throws(ArchiveError) -> PrunePlan {
    try archiveErrors {
      let inputs = try queue.read { db in
        let kept = try Set(keptObjects(db).map(\.sha256))
        let sql = """
          SELECT sha256, bytes, min(path) AS path FROM release_file JOIN object USING (sha256) JOIN release ON release.id = release_file.release
          GROUP BY sha256 HAVING max(release.at >= ?) = 0 AND min(role = 'input') = 1 ORDER BY path COLLATE BINARY, sha256
          """
        return try Row.fetchAll(db, sql: sql, arguments: [before]).map { row in
          PrunePlan.Input(sha256: try row.text("sha256"), byteCount: try row.integer("bytes"), path: try row.text("path"))
        }.filter { kept.contains($0.sha256) }
      }
      return PrunePlan(before: before, inputs: inputs)
    }
  }
}

extension Archive {
  /// Takes inputs away: first the entry that says so, then the bytes.
  ///
  /// - Returns: the entry; nil where there is nothing to take.
  package func prune(_ plan: PrunePlan, time: String) throws(ArchiveError) -> ArchiveEntry? {
    try archiveErrors {
      try settle()
      guard !plan.inputs.isEmpty else { return nil }
      mark(settled: false)
      let digests = plan.inputs.map(\.sha256).sorted(by: standsBefore)
      let entry = try commit { db in
        let entry = try insertEntry(db) { payload in
          payload.kind = .prune
          payload.name = "inputs before \(plan.before)"
          payload.at = time
          payload.pruned = listingOfPruned(digests)
        }
        for sha256 in digests { try db.execute(sql: "INSERT INTO pruned(sha256, entry) VALUES (?, ?)", arguments: [sha256, entry.sequence]) }
        return entry
      }
      for sha256 in digests { try FileSystem.remove(place.object(sha256)) }
      try ArchiveHead.seal(queue, place)
      mark(settled: true)
      return entry
    }
  }
}
