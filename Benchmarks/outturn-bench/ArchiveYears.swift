import Extracts
import Glibc
import Quantities
import Releases
import Storage

/// `outturn-bench archive DIR --years 10`: an archive of monthly releases of so many figures each, made in a folder that must not be there, then verified whole
/// and asked for the history of figures. Figures move a little from month to month; the files are as many and as large as those of the benchmark's packs.
func archive(_ arguments: [String]) {
  guard let folder = arguments.first else {
    complain("usage: outturn-bench archive DIR [--years 10] [--figures 150000] [--files 150] [--bytes 400000]")
    exit(64)
  }
  func option(_ name: String, _ standard: Int) -> Int {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? standard
  }
  let years = max(1, option("--years", 10))
  let figureCount = max(1, option("--figures", 150_000))
  let years0 = 2006
  do {
    var spent = 0.0
    let ids = (0..<figureCount).map { "line/C\($0 / 3_000)/R\($0 / 100 % 30)/tfc=\(100 + $0 % 100)/ytd_variance" }
    for month in 0..<years * 12 {
      let period = Period(year: FinancialYear(start: years0 + month / 12), month: month % 12 + 1)
      guard let name = ReleaseName("\(period.description)-flex-v1") else { exit(70) }
      let objects = try sources(month, in: folder, count: option("--files", 150), bytes: option("--bytes", 400_000))
      let figures = ids.enumerated().map {
        ArchivedFigure(id: $1, value: "\(($0 * 7919 + month * 104_729) % 100_000_000 - 50_000_000).25", unit: "GBP")
      }
      guard let manifest = objects.first(where: { $0.path == "manifest.json" }) else { exit(70) }
      let record = ReleaseRecord(name: name, time: "\(years0 + month / 12)-01-01T00:00:00Z", manifestSHA256: manifest.sha256)
      let staged = try StagedFolder(replacing: absolute(folder) + "/" + name.folder)
      try staged.makeFolders(for: objects.map(\.path))
      for object in objects { try FileSystem.write(try FileSystem.read(object.source), to: staged.stagedPath(object.path)) }
      let sums = objects.map { "\($0.sha256)  \($0.path)\n" }.joined()
      try FileSystem.write(Array(sums.utf8), to: staged.stagedPath("SHA256SUMS"))
      try FileSystem.makeReadOnly(staged.stagedPath("."))
      let start = now()
      let archive = try Archive(programme: absolute(folder), time: record.time)
      _ = try archive.append(record, objects: objects, figures: figures) { try staged.commit() }
      spent = now() - start
    }
    let begin = now()
    let report = try ArchiveVerification(programme: absolute(folder)).run()
    let verified = now() - begin
    guard report.isWhole else {
      complain("not whole: \(report.problems.prefix(3).map(\.text))")
      exit(70)
    }
    var slowest = 0.0
    for number in stride(from: 0, to: figureCount, by: max(1, figureCount / 50)) {
      let start = now()
      let history = try ArchiveReader(programme: absolute(folder)).history(of: ids[number])
      slowest = max(slowest, now() - start)
      guard history.count == years * 12 else { exit(70) }
    }
    print("archive of \(years) years, \(years * 12) releases, \(years * 12 * figureCount) figures")
    print("verify: \(fixed(verified, 2)) s; \(fixed(verified / Double(years), 2)) s a year of releases")
    print("history: \(fixed(slowest * 1000, 2)) ms, the slowest of 50, opened anew each")
    print("last release: \(fixed(spent, 2)) s")
  } catch {
    complain("\(error)")
    exit(74)
  }
}

/// Files of made-up bytes that no compression of a disk makes small, new every month.
private func sources(_ month: Int, in folder: String, count: Int, bytes: Int) throws -> [ObjectSource] {
  var state = UInt64(month &+ 1)
  return try (0...count).map { number in
    let path = number == count ? "manifest.json" : "packs/\(number % 30)/\(number).html"
    var content: [UInt8] = []
    content.reserveCapacity(bytes + 8)
    for _ in 0..<max(1, bytes / 8) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      withUnsafeBytes(of: state) { content.append(contentsOf: $0) }
    }
    let source = absolute(folder) + "/kept/\(number)"
    try FileSystem.makeFolder(absolute(folder) + "/kept")
    try FileSystem.write(content, to: source)
    return ObjectSource(
      role: number == count ? .record : .pack, path: path, source: source, sha256: hexadecimal(content.withUnsafeBytes { sha256($0) }),
      byteCount: content.count)
  }
}
