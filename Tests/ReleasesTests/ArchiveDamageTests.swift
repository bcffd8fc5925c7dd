import Foundation
import GRDB
import Quantities
import Storage
import TestSupport
import Testing

@testable import Releases

/// A changed byte, wherever it is, is found.
struct ArchiveDamageTests {
  private let sample: ArchiveSample

  init() throws {
    sample = try ArchiveSample()
    for number in 1...3 { try sample.release(number) }
  }

  private func flip(_ path: String, at place: Int, mask: UInt8) throws {
    let handle = try #require(fopen(path, "r+b"))
    fseek(handle, place, SEEK_SET)
    let byte = fgetc(handle)
    fseek(handle, place, SEEK_SET)
    fputc(byte ^ Int32(mask), handle)
    fclose(handle)
  }

  /// Three thousand: half of them in the database, every file and HEAD among the rest. Not one may go unseen.
  @Test func everyOneOfThousandsOfFlippedBitsIsFound() throws {
    var generator = SeededGenerator(seed: 15)
    let files = sample.files()
    #expect(files.contains("archive/HEAD") && files.contains("archive/archive.sqlite") && files.contains { $0.hasSuffix("SHA256SUMS") })
    #expect(files.count > 30)
    try _ = #require(sample.verify().isWhole)
    var unseen: [String] = []
    var inDatabase = 0
    for number in 0..<3000 {
      let file = number % 2 == 0 ? "archive/archive.sqlite" : files[number / 2 % files.count]
      let path = sample.folder.path + "/" + file
      let size = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      let place = Int.random(in: 0..<size, using: &generator)
      let mask = UInt8(1) << UInt8.random(in: 0...7, using: &generator)
      if file.hasSuffix("sqlite") { inDatabase += 1 }
      try flip(path, at: place, mask: mask)
      if let report = try? sample.verify(), report.isWhole { unseen.append("\(file) byte \(place) bit \(mask)") }
      try flip(path, at: place, mask: mask)
    }
    #expect(unseen.isEmpty, "\(unseen.prefix(5))")
    #expect(inDatabase >= 1500)
    let report = try sample.verify()
    #expect(report.isWhole, "\(report.problems)")
  }

  /// Whoever changes the database with SQL and writes HEAD anew, so that the seal holds, is found by the digests of the content.
  @Test(arguments: [
    ("UPDATE figure SET value = '1' WHERE release = 2 AND name = 3", 2), ("DELETE FROM figure WHERE release = 3 AND name = 1", 3),
    ("UPDATE entry SET payload = replace(payload, '30', '31') WHERE seq = 1", 1), ("DELETE FROM entry WHERE seq = 2", 2),
    ("UPDATE figure_name SET text = 'other' WHERE id = 5", 1), ("UPDATE release SET reason = 'x' WHERE id = 2", 2),
    ("UPDATE release_file SET path = 'packs/x' WHERE release = 2 AND path = 'manifest.json'", 2), ("DELETE FROM release WHERE id = 3", 3),
    ("UPDATE object SET bytes = bytes + 1 WHERE sha256 = (SELECT sha256 FROM release_file WHERE release = 2 AND path = 'manifest.json')", 2),
    ("UPDATE entry SET at = '' WHERE seq = 3", 3), ("UPDATE release_file SET role = 'pack' WHERE release = 1 AND role = 'input'", 1),
    ("INSERT INTO figure SELECT release, 31, value, unit FROM figure WHERE release = 2 AND name = 1", 2),
    ("UPDATE entry SET hash = 'a' WHERE seq = 2", 2), ("UPDATE figure SET unit = 'count' WHERE release = 1", 1),
    (
      "UPDATE entry SET seq = CASE seq WHEN 2 THEN 33 ELSE seq END; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 33",
      2
    ),
  ])
  func aChangeWithSQLIsFoundAndItsEntryNamed(_ change: (sql: String, entry: Int)) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    do {
      let queue = try DatabaseQueue(path: sample.place.database, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
        try db.execute(sql: change.sql)
        for row in triggers { try db.execute(sql: row["sql"] as String) }
      }
      try ArchiveHead.seal(queue, sample.place)
    }
    let report = try sample.verify()
    #expect(report.firstBadEntry == change.entry, "\(report.problems)")
  }

  @Test func whatIsMissingAddedOrWritableIsNamed() throws {
    let release = sample.place.release(ArchiveSample.name(2))
    func problems(_ change: String) throws -> [String] {
      _ = try Shell.run("rm -rf copy; cp -a archive releases keep/ 2>/dev/null || (mkdir keep; cp -a archive releases keep/)", in: sample.folder.path)
      _ = try Shell.run(change, in: release)
      let found = try sample.verify().problems.map(\.text)
      _ = try Shell.run("chmod -R u+w archive releases; rm -rf archive releases; mv keep/archive keep/releases .; rmdir keep", in: sample.folder.path)
      #expect(try sample.verify().isWhole)
      return found
    }
    let shown = "releases/2010-11/M02-flex-v1"
    #expect(try problems("chmod 644 manifest.json") == ["\(shown)/manifest.json is not read-only (mode 0444)"])
    #expect(try problems("chmod 755 packs") == ["\(shown)/packs is not read-only (mode 0555)"])
    #expect(try problems("chmod 755 .; touch x; chmod 555 .") == ["\(shown)/x is no part of the release"])
    #expect(try problems("chmod 755 .; rm -f manifest.json; chmod 555 .") == ["\(shown)/manifest.json is missing or cannot be read"])
    #expect(try problems("chmod 755 .; ln -s /etc/passwd y; chmod 555 .") == ["\(shown)/y is no part of the release"])
    #expect(try problems("cp -a . ../M09-flex-v9") == ["releases/2010-11/M09-flex-v9 has no entry in archive/archive.sqlite"])
    #expect(try problems("cd ..; chmod -R u+w M02-flex-v1; rm -r M02-flex-v1") == ["\(shown) is missing; the archive has its files"])
    #expect(try problems("touch ../../../archive/notes") == ["archive/notes is no part of the archive"])
    #expect(
      try problems("mkdir ../../../archive/objects/zz; touch ../../../archive/objects/zz/x") == ["archive/objects/zz/x is no part of the archive"])
    #expect(try problems("rm -f ../../../archive/HEAD").contains { $0.hasPrefix("archive/HEAD is missing") })
  }
}

/// Retention and older formats.
struct ArchiveKeepingTests {
  private let sample: ArchiveSample

  init() throws { sample = try ArchiveSample() }

  @Test func retentionTakesInputsThatNoLaterReleaseHas() throws {
    try sample.release(1, time: "2012-01-01T00:00:00Z")
    try sample.release(2, time: "2012-02-01T00:00:00Z")
    try sample.release(3, time: "2016-01-01T00:00:00Z")
    let plan = try sample.reader().prunePlan(before: "2014-01-01T00:00:00Z")
    #expect(plan.inputs.map(\.path) == ["inputs/extracts/slam/own.csv", "inputs/extracts/slam/own.csv"])
    #expect(plan.byteCount == 20)
    let entry = try #require(try sample.prune(before: "2014-01-01T00:00:00Z"))
    #expect(entry.sequence == 4)
    #expect(try sample.prune(before: "2014-01-01T00:00:00Z") == nil)
    for input in plan.inputs {
      #expect(!FileSystem.exists(sample.place.object(input.sha256)))
      #expect(throws: ArchiveError.pruned(input.sha256)) { _ = try sample.reader().object(input.sha256) }
    }
    #expect(try sample.reader().releases().map(\.prunedCount) == [1, 1, 0])
    #expect(try sample.reader().figures(of: ArchiveSample.name(1)).count == 30)
    #expect(try sample.verify().isWhole)
    // A correction that needs the input again brings it back.
    let sources = try sample.sources(1)
    var record = sample.record(1, sources: sources)
    record.name = try #require(ReleaseName("2010-11/M01-flex-v2"))
    do {
      let archive = try Archive(programme: sample.folder.path, time: "2026-01-01T00:00:00Z")
      _ = try archive.append(record, objects: sources, figures: []) {}
    }
    #expect(try sample.reader().releases().map(\.prunedCount) == [0, 1, 0, 0])
    let report = try sample.verify()
    #expect(report.problems.map(\.text) == ["releases/2010-11/M01-flex-v2 is missing; the archive has its files"])
  }

  @Test func theCutOffIsCountedInMonths() throws {
    let today = try #require(CalendarDate(iso: "2016-03-31"))
    #expect(PrunePlan.cutOff(today, months: 24) == "2014-03-31T00:00:00Z")
    #expect(PrunePlan.cutOff(today, months: 1) == "2016-02-29T00:00:00Z")
    #expect(PrunePlan.cutOff(today, months: 3) == "2015-12-31T00:00:00Z")
  }

  private static let next = ArchiveFormat(
    steps: ArchiveFormat.current.steps + [ArchiveFormat.Step(number: 2, statements: ["CREATE TABLE note(text TEXT) STRICT"])])

  @Test func anOlderFormatIsUpgradedAndANewerOneRefused() throws {
    try sample.release(1)
    let old = try FileSystem.read(sample.place.database)
    #expect(throws: ArchiveError.olderFormat(found: 1, current: 2)) { _ = try ArchiveReader(programme: sample.folder.path, format: Self.next) }
    let upgrade = try ArchiveUpgrade(programme: sample.folder.path, format: Self.next)
    #expect(upgrade.isNeeded && upgrade.found == 1 && upgrade.current == 2)
    try upgrade.run(time: "2026-01-01T00:00:00Z")
    #expect(try FileSystem.read(sample.place.backup(ofFormat: 1)) == old)
    let report = try ArchiveVerification(programme: sample.folder.path, trust: .anyone, format: Self.next).run()
    #expect(report.isWhole && report.sequence == 2, "\(report.problems)")
    #expect(try !ArchiveUpgrade(programme: sample.folder.path, format: Self.next).isNeeded)
    // This version knows format 1.
    #expect(throws: ArchiveError.newerFormat(found: 2, known: 1)) { _ = try sample.reader() }
    #expect(throws: ArchiveError.newerFormat(found: 2, known: 1)) { try sample.release(2) }
    #expect(throws: ArchiveError.newerFormat(found: 2, known: 1)) { _ = try sample.verify() }
    #expect(throws: ArchiveError.newerFormat(found: 2, known: 1)) { _ = try ArchiveUpgrade(programme: sample.folder.path) }
  }

  @Test func anUpgradeThatEndsAnywhereIsDoneByTheNext() throws {
    var place = 1
    while true {
      let trial = try ArchiveSample()
      try trial.release(1)
      let plan = FaultPlan(.crash, at: place)
      try FaultPlan.$current.withValue(plan) { () throws -> Void in
        do { try ArchiveUpgrade(programme: trial.folder.path, format: Self.next).run(time: "2026-01-01T00:00:00Z") } catch {
          #expect(plan.stopped != nil, "\(error)")
        }
      }
      let upgrade = try ArchiveUpgrade(programme: trial.folder.path, format: Self.next)
      if upgrade.isNeeded {
        #expect(try trial.verify().isWhole, "change \(place)")
        try upgrade.run(time: "2026-01-02T00:00:00Z")
      }
      let report = try ArchiveVerification(programme: trial.folder.path, trust: .anyone, format: Self.next).run()
      #expect(report.isWhole && report.sequence == 2, "change \(place): \(report.problems)")
      if plan.stopped == nil { break }
      place += 1
    }
    #expect(place > 8)
  }

  /// The README's way, with the two commands alone.
  @Test func sqlite3AndSha256sumVerifyItAlone() throws {
    for number in 1...3 { try sample.release(number) }
    _ = try sample.prune(before: "2011-01-01T00:00:00Z")
    let script = Self.script
    let said = try Shell.run(script, in: sample.folder.path)
    #expect(
      said.contains("chain: ok") && said.contains("HEAD: ok") && said.contains("figures of 3 releases: ok")
        && said.contains("files of 3 releases: ok"), "\(said)")
    #expect(said.contains("objects: ok") && said.contains("manifest.json: OK"))
    _ = try Shell.run(
      """
      sqlite3 archive/archive.sqlite "DROP TRIGGER figure_no_update; UPDATE figure SET value = '0' WHERE release = 2 AND name = 7"
      """, in: sample.folder.path)
    #expect(throws: Shell.Failed.self) { _ = try Shell.run(script, in: sample.folder.path) }
  }

  /// What README.md shows, word for word.
  static let script = """
    db=archive/archive.sqlite; work=$(mktemp -d)
    # The chain: each payload has its hash, names the hash before it and its own place.
    sqlite3 -readonly $db "SELECT writefile('$work/' || seq, payload) FROM entry" > /dev/null
    sqlite3 -readonly -separator '  ' $db "SELECT hash, seq FROM entry ORDER BY seq" | (cd $work && sha256sum --quiet -c -)
    test 0 = $(sqlite3 -readonly $db "SELECT count(*) FROM (SELECT *, row_number() OVER (ORDER BY seq) AS place,
      lag(hash, 1, '') OVER (ORDER BY seq) AS before FROM entry)
      WHERE seq <> place OR json_extract(payload, '\\$.seq') <> place OR json_extract(payload, '\\$.previous') <> before") && echo "chain: ok"
    # HEAD: the last entry, and every byte of the database.
    test "$(sqlite3 -readonly $db "SELECT seq || ' ' || hash FROM entry ORDER BY seq DESC LIMIT 1")" = "$(head -1 archive/HEAD)"
    sed -n "s|^database [0-9]* \\(.*\\)|\\1  $db|p" archive/HEAD | sha256sum --quiet -c - && echo "HEAD: ok"
    # Figures and files of each release against the digests in its entry.
    count=0
    for id in $(sqlite3 -readonly $db "SELECT id FROM release"); do
      figures=$(sqlite3 -readonly -separator $'\\t' $db "SELECT text, value, unit FROM figure JOIN figure_name ON id = name
        WHERE release = $id ORDER BY text COLLATE BINARY" | sha256sum | cut -c1-64)
      files=$(sqlite3 -readonly -separator $'\\t' $db "SELECT role, sha256, bytes, path FROM release_file JOIN object USING (sha256)
        WHERE release = $id ORDER BY path COLLATE BINARY" | sha256sum | cut -c1-64)
      test "$figures $files" = "$(sqlite3 -readonly -separator ' ' $db "SELECT json_extract(payload, '\\$.figures.sha256'),
        json_extract(payload, '\\$.files.sha256') FROM entry WHERE seq = $id")"
      count=$((count + 1))
    done
    echo "figures of $count releases: ok"; echo "files of $count releases: ok"
    # Objects have the bytes that their names say; release folders those of their lists.
    find archive/objects -type f -printf '%f  %p\\n' | sha256sum --quiet -c - && echo "objects: ok"
    for folder in releases/[0-9]*/*/; do (cd $folder && sha256sum -c SHA256SUMS); done
    rm -r $work
    """
}
