import Figures
import Foundation
import Packs
import Pipeline
import Programme
import Quantities
import Storage
import TestSupport
import Testing

@testable import Releases

/// Cuts and releases of a programme of one provider, compared through the whole pipeline.
@Suite struct CompareJobTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\n")
    try write("organisations/commissioners.csv", "code,name,cluster,weighted_population\n10H,Chiltern,A,1000\n10J,North Hampshire,A,1000\n")
    try write("organisations/providers.csv", "code,name,short_name\nRQM,Chelsea,Chelsea\n")
    try submit(3, [(1, "10H", "10", "8"), (2, "10H", "10", "9"), (3, "10H", "10", "11"), (3, "10J", "5", "5")])
    try submit(4, [(3, "10H", "10", "31"), (3, "10J", "5", "5"), (4, "10H", "10", "10")])
  }

  private func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder.path + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func submit(_ month: Int, _ rows: [(month: Int, commissioner: String, plan: String, actual: String)]) throws {
    let header =
      "FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),"
      + "ACTIVITY TREATMENT FUNCTION CODE,POINT OF DELIVERY CODE,TARIFF CODE,CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE,"
      + "CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE\n"
    let lines = rows.map { "\($0.month),201516,RQM,\($0.commissioner),110,DC,HB12A,1,\($0.plan),1,\($0.actual)\n" }
    try write("extracts/slam/2015-16/M0\(month)/RQM.csv", header + lines.joined())
  }

  func run(_ month: Int, _ cut: Cut = .flex) -> RunRequest {
    RunRequest(programme: folder.path, period: Period(year: FinancialYear(start: 2015), month: month), cut: cut, jobs: 1, usesCache: false)
  }

  func compare(_ old: String, _ new: String) throws -> CompareOutcome {
    try compareJob(
      CompareRequest(run: run(4), old: try #require(ComparisonSide(old)), new: try #require(ComparisonSide(new))),
      source: ReleaseFolders(programme: folder.path))
  }

  @Test func `flex against freeze names what moved, by how much, and the return with its rows`() throws {
    let outcome = try compare("2015-16/M03~flex", "2015-16/M03~freeze")
    let comparison = outcome.comparison
    let move = try #require(comparison.moves.first { $0.id == "position/10H/RQM/ytd_actual@2015-16-M03" })
    #expect(move.old.text == "28" && move.new.text == "48")
    #expect(move.reasons.map(\.text) == ["restated data: RQM 2015-16/M03, 2 rows of extracts/slam/2015-16/M04/RQM.csv"])
    #expect(!comparison.moves.contains { $0.id.hasPrefix("position/10J/RQM/") })
    #expect(comparison.returns.map { [$0.old.rows, $0.new.rows] } == [[2, 2]])
    let page = String(decoding: outcome.page, as: UTF8.self)
    #expect(page.contains("2015-16/M03~flex → 2015-16/M03~freeze"))
    #expect(page.contains("position/10H/RQM/ytd_actual@2015-16-M03"))
  }

  @Test func `a released month is read from its folder and is the same as its cut in memory; a changed register is the reason`() throws {
    let output = folder.path + "/out"
    _ = try build(BuildRequest(run: run(3), output: output, formats: [.html]))
    try FileManager.default.createDirectory(atPath: folder.path + "/releases/2015-16/M03-flex-v1", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: output + "/2015-16/M03", toPath: folder.path + "/releases/2015-16/M03-flex-v1/packs")
    let same = try compare("2015-16/M03-v1", "2015-16/M03~flex").comparison
    #expect(same.moves.isEmpty && same.appeared.isEmpty && same.vanished.isEmpty)
    #expect(same.comparedCount > 100)
    try write("registers/contracts.csv", "commissioner,provider,year,contract_value,envelope\n10H,RQM,2015-16,500,600\n")
    let other = try compare("2015-16/M03-v1", "2015-16/M03~flex").comparison
    #expect(other.files.map { "\($0.what.rawValue) \($0.file.path)" } == ["added registers/contracts.csv"])
    #expect(other.appeared.contains("position/10H/RQM/contract_value@2015-16-M03"))
    #expect(throws: RunFailure.self) { try compare("2015-16/M02-v1", "2015-16/M03~flex") }
  }

  @Test func `a freeze keeps its position, and a later return is told as movement since`() throws {
    let quarter = try #require(Quarter("2015-16/Q1"))
    try write(
      "registers/invoices.csv",
      "provider,commissioner,period,invoice,value,status\nRQM,10H,2015-16/M03,A1,31.00,paid\nRQM,10J,2015-16/M03,A2,4,open\n")
    let files = try freezeContent(run(4), quarter: quarter)
    #expect(files.map(\.name) == ["frozen-position.csv", "invoice-reconciliation.csv", "invoice-reconciliation.html", "invoice-reconciliation.pdf"])
    #expect(files[3].bytes.starts(with: Array("%PDF-".utf8)))
    let position = String(decoding: try #require(files.first).bytes, as: UTF8.self)
    #expect(
      position
        == "commissioner,provider,period,plan,actual\n10H,RQM,2015-16/M01,10,8\n10H,RQM,2015-16/M02,10,9\n10H,RQM,2015-16/M03,10,31\n10J,RQM,2015-16/M03,5,5\n"
    )
    #expect(
      String(decoding: files[1].bytes, as: UTF8.self)
        == "provider,commissioner,period,invoiced,actual,difference,state,status,invoices\nRQM,10H,2015-16/M01,0,8,-8,not invoiced,,\nRQM,10H,2015-16/M02,0,9,-9,not invoiced,,\nRQM,10H,2015-16/M03,31,31,0,agrees,paid,A1\nRQM,10J,2015-16/M03,4,5,-1,below,open,A2\n"
    )
    try write("releases/2015-16/Q1-freeze/frozen-position.csv", position)
    try submit(5, [(2, "10H", "10", "19"), (5, "10H", "10", "10")])
    let inputs = try readInputs(run(5))
    #expect(inputs.frozen.map(\.name) == ["2015-16/Q1-freeze"])
    #expect(inputs.programme.files.contains("releases/2015-16/Q1-freeze/frozen-position.csv"))
    let figures = try allFigures(run(5))
    let moved = figures.first { $0.id.text == "restatement/10H/RQM/quarter=2015-16%20Q1/move_since_freeze" }
    #expect(moved?.value == .money(pounds(10)))
    try write("releases/2015-16/Q1-freeze/frozen-position.csv", "commissioner,provider\nnonsense\n")
    #expect(throws: RunFailure.self) { try readInputs(run(5)) }
  }
}

extension CompareJobTests {
  /// An archive that keeps nothing but how many entries it was given.
  private final class CountingArchive: ReleaseArchive {
    private(set) var names: [String] = []
    func head() -> String { names.last ?? "" }
    func append(_ record: ReleaseRecord, objects: [ObjectSource], figures: [ArchivedFigure], finish: () throws -> Void) throws -> ArchiveEntry {
      names.append(record.name.text)
      try finish()
      return ArchiveEntry(sequence: names.count, hash: record.name.text, previous: "")
    }
  }

  private func freeze(_ archive: CountingArchive, on day: String) throws -> FreezeOutcome {
    let quarter = try #require(Quarter("2015-16/Q1"))
    let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: day)))
    return try freezeJob(quarter, ReleasingRequest(run: run(4), output: "", clock: clock)) { archive }
  }

  /// Releases the built freeze of month 3, the gate left out.
  private func releaseMonth3(_ archive: some ReleaseArchive) throws {
    let output = folder.path + "/out"
    _ = try build(BuildRequest(run: run(3, .freeze), output: output, formats: [.html]))
    let month = try BuiltMonth(folder: output + "/2015-16/M03", period: Period(year: FinancialYear(start: 2015), month: 3))
    func source(_ file: RunRecord.File) -> ReleaseSource {
      ReleaseSource(path: file.path, source: folder.path + "/" + file.path, sha256: file.sha256, kind: file.kind)
    }
    let content = ReleaseContent(
      name: try #require(ReleaseName("2015-16/M03-freeze-v1")), reason: nil,
      packs: month.files.map { ReleaseSource(path: $0.path, source: month.folder + "/" + $0.path, sha256: $0.sha256) } + [
        ReleaseSource(path: sumsName, source: month.folder + "/" + sumsName, sha256: month.seal)
      ], configuration: month.run.programme_files.map(source), inputs: month.run.extracts.map(source), bystanders: [],
      gate: GateAnswer(release: "2015-16/M03-freeze-v1", day: "2015-08-14", conditions: []), signOffs: [], run: month.run,
      versions: .present(program: outturnVersion))
    _ = try makeRelease(content, programme: folder.path, archive: archive, clock: .noon(of: try #require(CalendarDate(iso: "2015-08-14"))))
  }

  @Test func `a quarter is frozen once, after its day, from the released freeze of its last month`() throws {
    let archive = CountingArchive()
    let unreleased = try freeze(archive, on: "2015-09-01")
    #expect(unreleased.released == nil)
    #expect(unreleased.gate.conditions.last?.words == "the freeze pack of 2015-16/M03 is not released")
    try releaseMonth3(archive)
    let early = try freeze(archive, on: "2015-07-01")
    #expect(early.released == nil)
    #expect(early.gate.conditions.first?.state == .failed)
    let frozen = try freeze(archive, on: "2015-09-01")
    let released = try #require(frozen.released)
    #expect(archive.names == ["2015-16/M03-freeze-v1", "2015-16/Q1-freeze"])
    for name in [
      "frozen-position.csv", "invoice-reconciliation.csv", "invoice-reconciliation.html", "invoice-reconciliation.pdf", "manifest.json", "SHA256SUMS",
      "packs/index.html",
    ] {
      #expect(FileManager.default.fileExists(atPath: released.folder + "/" + name), "\(name)")
    }
    #expect(throws: RunFailure.self) { try freeze(archive, on: "2015-09-02") }
    // The freeze can be compared, and nothing of it has moved by now.
    let comparison = try compare("2015-16/Q1-freeze", "2015-16/M03~freeze").comparison
    #expect(comparison.moves.isEmpty && comparison.comparedCount > 100)
  }

  @Test func `a freeze is refused where the extracts are no longer those of the release`() throws {
    let archive = CountingArchive()
    try releaseMonth3(archive)
    try submit(4, [(3, "10H", "10", "32"), (4, "10H", "10", "10")])
    let outcome = try freeze(archive, on: "2015-09-01")
    #expect(outcome.released == nil)
    #expect(outcome.gate.conditions.last?.details == ["extracts/slam/2015-16/M04/RQM.csv was changed or is gone"])
  }

  @Test func `a final pack that calls itself provisional is not frozen, whatever day it is`() throws {
    let archive = CountingArchive()
    try write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\nfreeze_calendar: calendar.csv\n")
    // The final pack is released on 14 August.
    try write("calendar.csv", "period,flex_inclusion,freeze_inclusion\n2015-16/M03,2015-07-20,2015-08-14\n")
    try releaseMonth3(archive)
    let outcome = try freeze(archive, on: "2015-09-01")
    #expect(outcome.released == nil)
    let condition = try #require(outcome.gate.conditions.first { $0.id == .built })
    #expect(condition.words == "2015-16/M03-freeze-v1 is dated 14 August 2015 and provisional: final data are taken up to 14 August 2015")
    try write("calendar.csv", "period,flex_inclusion,freeze_inclusion\n2015-16/M03,2015-07-20,2015-08-13\n")
    #expect(try freeze(archive, on: "2015-09-01").released != nil)
  }

  @Test func `a freeze is made again byte for byte, with the invoices of its day`() throws {
    let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: "2015-09-01")))
    let quarter = try #require(Quarter("2015-16/Q1"))
    let head = "provider,commissioner,period,invoice,value,status\n"
    try write("registers/invoices.csv", head + "RQM,10H,2015-16/M03,A1,31.00,paid\n")
    try {
      let archive = try openArchive(folder.path, clock: clock)
      try releaseMonth3(archive)
    }()
    // Another invoice comes between release and freeze, and a third after it.
    try write("registers/invoices.csv", head + "RQM,10H,2015-16/M03,A1,31.00,paid\nRQM,10J,2015-16/M03,A2,5,open\n")
    let frozen = try freezeJob(quarter, ReleasingRequest(run: run(4), output: "", clock: clock)) { try openArchive(folder.path, clock: clock) }
    let released = try #require(frozen.released)
    let kept = String(decoding: try FileSystem.read(released.folder + "/invoices.csv"), as: UTF8.self)
    #expect(kept.hasSuffix("A2,5,open\n"))
    try write("registers/invoices.csv", head)
    try write("organisations/providers.csv", "code,name\nRQM,Another name\n")
    let place = ArchivePlace(programme: folder.path)
    let again = try rebuildJob(.quarter(quarter), run(4), object: { place.object($0) })
    #expect(again.differences == [])
    #expect(again.compared > 20)
    let page = released.folder + "/invoice-reconciliation.html"
    try FileSystem.setMode(0o644, of: page)
    var bytes = try FileSystem.read(page)
    bytes[50] ^= 1
    try FileSystem.write(bytes, to: page)
    let spoiled = try rebuildJob(.quarter(quarter), run(4), object: { place.object($0) })
    #expect(spoiled.differences.map { $0.prefix(52) } == ["invoice-reconciliation.html differs from byte 51 on;"])
  }

  /// A released month whose files and lists were all changed to agree with each other is whole to itself, and not to the archive.
  @Test func `what the archive does not have is not frozen, and a changed frozen position is not read`() throws {
    let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: "2015-09-01")))
    let quarter = try #require(Quarter("2015-16/Q1"))
    try {
      let archive = try openArchive(folder.path, clock: clock)
      try releaseMonth3(archive)
    }()
    func freeze() throws -> FreezeOutcome {
      try freezeJob(quarter, ReleasingRequest(run: run(4), output: "", clock: clock)) { try openArchive(folder.path, clock: clock) }
    }
    func change(_ path: String, _ edit: ([UInt8]) -> [UInt8]) throws -> [UInt8] {
      let bytes = try FileSystem.read(path)
      try FileSystem.setMode(0o644, of: path)
      try FileSystem.write(edit(bytes), to: path)
      return bytes
    }
    let packs = folder.path + "/releases/2015-16/M03-freeze-v1/packs"
    try FileSystem.setMode(0o755, of: packs)
    let page = try change(packs + "/index.html") { $0 + Array("<!-- 1 -->".utf8) }
    let old = digestOf(page)
    let new = digestOf(page + Array("<!-- 1 -->".utf8))
    let sums = try change(packs + "/SHA256SUMS") { Array(String(decoding: $0, as: UTF8.self).replacing(old, with: new).utf8) }
    #expect(String(decoding: sums, as: UTF8.self).contains(old))
    let refused = try freeze()
    #expect(refused.released == nil)
    let condition = try #require(refused.gate.conditions.first { $0.id == .built })
    #expect(condition.state == .failed && condition.details.contains { $0.contains("index.html") }, "\(condition)")
    try FileSystem.write(page, to: packs + "/index.html")
    try FileSystem.write(sums, to: packs + "/SHA256SUMS")

    try FileSystem.makeReadOnly(packs)
    let frozen = try freeze()
    let released = try #require(frozen.released, "\(frozen.gate.conditions)")
    #expect(try readInputs(run(4)).frozen.count == 1)
    let position = released.folder + "/frozen-position.csv"
    try FileSystem.setMode(0o755, of: released.folder)
    _ = try change(position) { Array(String(decoding: $0, as: UTF8.self).replacing("10,31", with: "10,30").utf8) }
    #expect {
      try readInputs(run(4)).frozen
    } throws: { error in
      guard case .comparison(.damaged(let path, let reason))? = error as? RunFailure else { return false }
      return path == "releases/2015-16/Q1-freeze/frozen-position.csv" && reason.hasPrefix("it is not as the archive has it")
    }
  }

  /// Of a frozen quarter a dry run says when it was frozen and from which release, and whether it still is as it was.
  @Test func `a dry run says of a frozen quarter since when and from which release`() throws {
    let quarter = try #require(Quarter("2015-16/Q1"))
    let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: "2015-09-01")))
    try {
      let archive = try openArchive(folder.path, clock: clock)
      try releaseMonth3(archive)
    }()
    func ask(_ dryRun: Bool, on day: String) throws -> FreezeOutcome {
      let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: day)))
      return try freezeJob(quarter, ReleasingRequest(run: run(4), output: "", clock: clock), dryRun: dryRun) {
        try openArchive(folder.path, clock: clock)
      }
    }
    #expect(try ask(true, on: "2015-09-01").gate.opens)
    let released = try #require(try ask(false, on: "2015-09-01").released)
    let answer = try ask(true, on: "2015-09-20")
    #expect(!answer.gate.opens && answer.released == nil && answer.gate.day == "2015-09-20")
    let condition = try #require(answer.gate.conditions.first)
    #expect(
      answer.gate.conditions.count == 1 && condition.words == "\(quarter.description) is frozen since 1 September 2015, from 2015-16/M03-freeze-v1",
      "\(condition)")
    #expect(condition.details == ["made 2015-09-01T12:00:00Z; a freeze is made once and stays as it is"])
    #expect {
      try ask(false, on: "2015-09-20")
    } throws: { error in
      guard case .release(.alreadyThere)? = error as? RunFailure else { return false }
      return true
    }
    try FileSystem.setMode(0o755, of: released.folder)
    try FileSystem.remove(released.folder + "/frozen-position.csv")
    let spoiled = try #require(try ask(true, on: "2015-09-20").gate.conditions.first)
    #expect(spoiled.details.contains { $0.contains("frozen-position.csv") }, "\(spoiled)")
  }

  /// A release or a freeze of which a figure was changed is not compared, though its own lists agree with it.
  @Test func `what is not as the archive has it is not compared`() throws {
    let quarter = try #require(Quarter("2015-16/Q1"))
    let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: "2015-09-01")))
    try {
      let archive = try openArchive(folder.path, clock: clock)
      try releaseMonth3(archive)
    }()
    _ = try freezeJob(quarter, ReleasingRequest(run: run(4), output: "", clock: clock)) { try openArchive(folder.path, clock: clock) }
    #expect(try compare("2015-16/M03-freeze-v1", "2015-16/Q1-freeze").comparison.moves.isEmpty)
    for name in ["2015-16/Q1-freeze", "2015-16/M03-freeze-v1"] {
      let path = "\(folder.path)/releases/\(name)/packs/commissioners/10H/figures.json"
      let bytes = try FileSystem.read(path)
      let changed = Array(String(decoding: bytes, as: UTF8.self).replacing("\"value\":\"48\"", with: "\"value\":\"47\"").utf8)
      #expect(changed != bytes)
      try FileSystem.setMode(0o644, of: path)
      try FileSystem.write(changed, to: path)
      #expect {
        try compare("2015-16/M03~freeze", name)
      } throws: { error in
        guard case .comparison(.changed(let found, let problems))? = error as? RunFailure else { return false }
        return found == name && problems.contains { $0.contains("packs/commissioners/10H/figures.json") }
      }
      #expect(throws: RunFailure.self) { try compare(name, "2015-16/M03~freeze") }
      // The other side alone is still compared.
      try FileSystem.write(bytes, to: path)
      try FileSystem.makeReadOnly(path)
      #expect(try compare("2015-16/M03~freeze", name).comparison.comparedCount > 100)
    }
    #expect(throws: RunFailure.self) { try compare("2015-16/M03-freeze-v2", "2015-16/M03~freeze") }
  }

  /// A quarter is frozen with the process killed, or the disk full, at each of its changes of the disk: there is no freeze or a whole one.
  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func `at every change of the disk a quarter is frozen whole or not at all`(_ fault: FaultPlan.Fault) throws {
    let quarter = try #require(Quarter("2015-16/Q1"))
    let clock = ReleaseClock.noon(of: try #require(CalendarDate(iso: "2015-09-01")))
    try {
      let archive = try openArchive(folder.path, clock: clock)
      try releaseMonth3(archive)
    }()
    try FileSystem.remove(folder.path + "/out")
    let released = FileSystem.files(under: folder.path + "/releases")
    let place = try TemporaryFolder()
    let programme = place.path + "/programme"
    var request = run(4)
    request.programme = programme
    let job = ReleasingRequest(run: request, output: "", clock: clock)
    func freeze() throws -> FreezeOutcome { try freezeJob(quarter, job) { try openArchive(programme, clock: clock) } }
    func sumsHold() throws -> Bool {
      let frozen = programme + "/releases/2015-16/Q1-freeze/"
      let lines = String(decoding: try FileSystem.read(frozen + "SHA256SUMS"), as: UTF8.self).split(separator: "\n")
      let listed = try lines.allSatisfy { line in
        let path = String(line.dropFirst(66))
        return try digestOf(FileSystem.read(frozen + path)) == line.prefix(64)
      }
      return listed && lines.count == FileSystem.files(under: frozen).count - 1
    }
    var number = 1
    var changes: Set<FaultPlan.Change> = []
    while true {
      try FileSystem.remove(programme)
      try FileManager.default.copyItem(atPath: folder.path, toPath: programme)
      let plan = FaultPlan(fault, at: number)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { _ = try freeze() } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      let isFrozen = FileSystem.exists(programme + "/releases/2015-16/Q1-freeze")
      if isFrozen { #expect(try sumsHold(), "change \(number): half a freeze") }
      let month = FileSystem.files(under: programme + "/releases").filter { $0.hasPrefix("2015-16/M03") }
      #expect(month == released, "change \(number): the released month has other files")
      guard let stopped = plan.stopped else {
        #expect(isFrozen)
        break
      }
      changes.insert(stopped.change)
      // The next run freezes it, or finds it frozen.
      do { _ = try freeze() } catch { #expect("\(error)".contains("alreadyThere"), "change \(number): \(error)") }
      #expect(try sumsHold(), "change \(number)")
      #expect(FileSystem.names(in: programme + "/releases/2015-16") == ["M03-freeze-v1", "Q1-freeze"], "change \(number) left something")
      // Every change of a release is tried elsewhere; here each twenty-ninth, which meets every kind of file.
      number += 29
    }
    #expect(changes.isSuperset(of: [.create, .write, .mode]), "\(changes)")
    #expect(number > 40, "only \(number) changes")
    try FileSystem.remove(programme)
  }
}
