import Extracts
import Findings
import Glibc
import Profiles
import Quantities
import Tables
import Workbooks

/// `outturn-bench workbook FILE`: how fast all cells of a workbook are read, and read and converted through a profile.
func workbook(_ arguments: [String]) {
  guard let path = arguments.first else {
    complain("usage: outturn-bench workbook FILE.xlsx [--profile FILE.yaml] [--runs 5]")
    exit(64)
  }
  func option(_ name: String) -> String? { arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil } }
  let runs = option("--runs").flatMap { Int($0) } ?? 5
  do {
    let cells = try measure("cells", runs) { try countCells(path) }
    // What reading took alone: the peak of a process never falls.
    print("most memory after reading: \(fixed(peakMemory(), 1)) MB")
    guard let file = option("--profile") else { return }
    let read = readProfile(try contents(file), file: file)
    for finding in read.findings { complain(finding.message) }
    guard let profile = read.profile else { exit(65) }
    try measure("stream", runs) {
      _ = try streamLength(path, profile)
      return cells
    }
    print("most memory after converting: \(fixed(peakMemory(), 1)) MB")
    try measure("rows", runs) {
      let year = FinancialYear(start: 2015)
      let reading = readContracts(path: path, by: profile, kind: .slam, months: .year(year), provider: "RQM", year: year)
      guard reading.quarantine.isEmpty, reading.observations.allSatisfy({ $0.check == .repeatedRow }) else {
        complain("\(reading.quarantine.count) rows are held back; \(reading.observations.first.map { "\($0)" } ?? "")")
        exit(65)
      }
      return cells
    }
    print("most memory after rows: \(fixed(peakMemory(), 1)) MB")
  } catch {
    complain("\(error)")
    exit(65)
  }
}

/// Prints the least time of several runs and what of it was processor, in cells a second.
///
/// - Returns: the cells, as the work counts them.
@discardableResult
private func measure(_ name: String, _ runs: Int, _ work: () throws -> Int) throws -> Int {
  var cells = 0
  var best = (time: Double.infinity, busy: Double.infinity)
  for _ in 0..<runs {
    let start = (now(), processorTime())
    cells = try work()
    best = (min(best.time, now() - start.0), min(best.busy, processorTime() - start.1))
  }
  print(
    "\(name), one thread: \(fixed(best.time * 1000, 1)) ms (\(fixed(best.busy * 1000, 1)) ms of processor), \(fixed(Double(cells) / best.time / 1e6, 2)) M cells/s, \(cells) cells"
  )
  return cells
}

/// The cells of all sheets that hold something.
private func countCells(_ path: String) throws -> Int {
  let book = try Workbook(path: path)
  var row = TableRow()
  var cells = 0
  for sheet in book.sheets {
    let reader = try book.rows(of: sheet)
    while try reader.next(&row) { cells += row.cells.count }
  }
  return cells
}

/// How many bytes the stream is that a profile makes of a file.
private func streamLength(_ path: String, _ profile: Profile) throws -> Int {
  let converter = try ProfileConverter(profile, try TableFile(path: path), provider: "RQM", year: FinancialYear(start: 2015))
  let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 18)
  defer { buffer.deallocate() }
  var length = 0
  while true {
    let got = try converter.read(into: buffer, count: 1 << 18)
    if got == 0 { return length }
    length += got
  }
}

private func contents(_ path: String) throws -> [UInt8] {
  let file = open(path, O_RDONLY)
  guard file >= 0 else {
    complain("\(path) cannot be opened")
    exit(66)
  }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let got = read(file, &bytes, bytes.count)
  return Array(bytes.prefix(max(0, got)))
}
