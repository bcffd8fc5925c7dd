import Extracts
import Findings
import Glibc
import Ledger
import Programme
import Quantities

/// Seconds of a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds of processor time that this process has used.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The least of several runs, in seconds.
func least(_ runs: Int, _ work: () -> Void) -> Double {
  var best = Double.infinity
  for _ in 0..<runs {
    let start = now()
    work()
    best = min(best, now() - start)
  }
  return best
}

/// The least seconds and the least processor seconds of several runs, each after something that is not counted.
private func leastOfLedger(_ runs: Int, before: () -> Void = {}, _ work: () -> Void) -> (time: Double, busy: Double) {
  var least = (time: Double.infinity, busy: Double.infinity)
  for _ in 0..<runs {
    before()
    let start = (now(), processorTime())
    work()
    least = (min(least.time, now() - start.0), min(least.busy, processorTime() - start.1))
  }
  return least
}

/// A number with so many decimals, without Foundation.
func fixed(_ value: Double, _ decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let whole = Int((value * scale).rounded())
  guard decimals > 0 else { return String(whole) }
  let digits = String(whole % Int(scale))
  return "\(whole / Int(scale)).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
}

/// The most memory that this process has had, in megabytes.
func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}

/// `outturn-bench ingest PROGRAMME`: how fast extracts are read, alone and as a ledger, cold and warm.
func ingest(_ arguments: [String]) {
  guard let folder = arguments.first else {
    complain("usage: outturn-bench ingest PROGRAMME [--period 2015-16/M12] [--runs 5] [--jobs 2]")
    exit(64)
  }
  func option(_ name: String, _ normal: String) -> String {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil } ?? normal
  }
  let runs = Int(option("--runs", "5")) ?? 5
  let jobs = Int(option("--jobs", "2")) ?? 2
  let only = option("--only", "")
  guard let period = Period(option("--period", "2015-16/M12")) else { exit(64) }
  let files = walkExtracts(programme: folder, commissioners: []).files.filter { $0.kind == .slam }

  if only.isEmpty || only == "read" {
    var bytes = 0
    var rows = 0
    func read(_ options: ScanOptions) {
      bytes = 0
      rows = 0
      for file in files {
        let reading = readContracts(path: folder + "/" + file.path, kind: .slam, months: file.months, provider: file.provider, options: options)
        bytes += reading.byteCount
        rows += reading.rows.count
      }
    }
    for (name, options) in [
      ("rows only", ScanOptions(digest: false, control: false, repeats: false)),
      ("and repeated rows", ScanOptions(digest: false, control: false, repeats: true)),
      ("and control totals", ScanOptions(digest: false, control: true, repeats: true)),
      ("and digest", ScanOptions()),
    ] {
      var busy = Double.infinity
      let time = least(runs) {
        let start = processorTime()
        read(options)
        busy = min(busy, processorTime() - start)
      }
      print(
        "read, one thread, \(name): \(fixed(time * 1000, 1)) ms (\(fixed(busy * 1000, 1)) ms of processor), \(fixed(Double(bytes) / time / 1e9, 2)) GB/s, \(rows) rows, \(bytes) bytes"
      )
    }
  }
  let loaded = loadProgramme(at: folder)
  let definition: ProgrammeDefinition
  if let programme = loaded.programme {
    definition = programme
  } else {
    for finding in loaded.findings.prefix(5) { complain("\(finding.origin.description): \(finding.message)") }
    exit(78)
  }
  let cache = folder + "/.outturn/cache"
  func build(_ usesCache: Bool, checks: Bool = true) {
    do throws(LedgerFault) {
      var request = LedgerRequest(folder: folder, definition: definition, period: period, usesCache: usesCache, jobs: jobs)
      request.checks.runs = checks
      let result = try buildLedger(request)
      summary = "\(result.ledger.lines.count) lines, \(result.findings.count) findings, \(result.filesRead) files read"
      for source in result.ledger.sources where !source.unaccounted.isZero {
        complain("\(source.path) is not accounted for: \(source.unaccounted)")
      }
    } catch {
      complain("\(error)")
      exit(65)
    }
  }
  var summary = ""
  if only.isEmpty || only == "none" {
    let (time, busy) = leastOfLedger(runs) { build(false) }
    print("ledger without cache, \(jobs) threads: \(fixed(time * 1000, 1)) ms; \(fixed(busy * 1000, 1)) ms of processor; \(summary)")
  }
  if only.isEmpty || only == "cold" {
    for checks in [false, true] {
      let (time, busy) = leastOfLedger(runs, before: { for name in entries(inFolder: cache) { unlink(cache + "/" + name) } }) {
        build(true, checks: checks)
      }
      print(
        "ledger cold\(checks ? "" : " without checks of rows"), segments written, \(jobs) threads: \(fixed(time * 1000, 1)) ms; \(fixed(busy * 1000, 1)) ms of processor; \(summary)"
      )
    }
  }
  if only.isEmpty || only == "warm" {
    build(true)
    usleep(100_000)
    build(true)
    for checks in [false, true] {
      let (time, busy) = leastOfLedger(runs) { build(true, checks: checks) }
      print(
        "ledger warm\(checks ? "" : " without checks of rows"), \(jobs) threads: \(fixed(time * 1000, 1)) ms; \(fixed(busy * 1000, 1)) ms of processor; \(summary)"
      )
    }
  }
  print("most memory: \(fixed(peakMemory(), 0)) MB")
}

/// The names in a folder.
func entries(inFolder path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names
}
