import Glibc
import Pipeline
import Quantities

/// `outturn-bench render PROGRAMME`: how long packs take to be written as HTML, drawn as PDF and written as workbooks, with those of their rows, on one thread. The documents are made once before; each
/// run renders all packs, and the least run counts. For each kind of pack and for all of them: packs, pages, milliseconds a pack and a page.
func render(_ arguments: [String]) {
  guard let folder = arguments.first else {
    complain("usage: outturn-bench render PROGRAMME [--period 2015-16/M12] [--runs 5] [--packs FOLDER]")
    exit(64)
  }
  func option(_ name: String) -> String? {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
  }
  let runs = option("--runs").flatMap { Int($0) } ?? 5
  let period = option("--period").flatMap { Period($0) }
  do throws(RunFailure) {
    let request = RunRequest(programme: absolute(folder), period: period, jobs: 1, executable: executable())
    let packs = try PreparedPacks(request, definitions: option("--packs").map { absolute($0) })
    var html = Measurement()
    var pdf = Measurement()
    var workbooks = Measurement()
    var rows = Measurement()
    var cells = 0
    for _ in 0..<max(1, runs) {
      var bytes = 0
      var pages = 0
      let start = now()
      for pack in 0..<packs.count { bytes += try packs.html(pack) }
      html.take(now() - start, bytes: bytes, pages: 0)
      bytes = 0
      let second = now()
      for pack in 0..<packs.count {
        let document = try packs.pdf(pack)
        bytes += document.bytes
        pages += document.pages
      }
      pdf.take(now() - second, bytes: bytes, pages: pages)
      bytes = 0
      let third = now()
      for pack in 0..<packs.count { bytes += try packs.workbook(pack) }
      workbooks.take(now() - third, bytes: bytes, pages: 0)
      (bytes, cells) = (0, 0)
      let fourth = now()
      for pack in 0..<packs.count {
        guard let made = try packs.rows(pack) else { continue }
        bytes += made.bytes
        cells += made.cells
      }
      rows.take(now() - fourth, bytes: bytes, pages: 0)
    }
    print(
      "HTML, one thread: \(fixed(html.seconds * 1000 / Double(packs.count), 2)) ms a pack; \(packs.count) packs, \(fixed(Double(html.bytes) / 1e6, 1)) MB"
    )
    print(
      "PDF, one thread: \(fixed(pdf.seconds * 1000 / Double(max(1, pdf.pages)), 2)) ms a page; \(packs.count) packs, \(pdf.pages) pages, \(fixed(Double(pdf.bytes) / 1e6, 1)) MB"
    )
    print(
      "Workbooks, one thread: \(fixed(workbooks.seconds * 1000 / Double(packs.count), 2)) ms a pack; \(packs.count) packs, \(fixed(Double(workbooks.bytes) / 1e6, 1)) MB"
    )
    print(
      "Rows as workbooks, one thread: \(fixed(Double(cells) / rows.seconds / 1e6, 2)) M cells/s; \(cells) cells, \(fixed(Double(rows.bytes) / 1e6, 1)) MB"
    )
  } catch {
    complain("\(error)")
    exit(70)
  }
}

/// The least of several runs.
private struct Measurement {
  var seconds = Double.infinity
  var bytes = 0
  var pages = 0

  mutating func take(_ time: Double, bytes: Int, pages: Int) {
    seconds = min(seconds, time)
    self.bytes = bytes
    self.pages = pages
  }
}

/// A path from the root.
func absolute(_ path: String) -> String {
  guard let whole = realpath(path, nil) else { return path }
  defer { free(whole) }
  return String(cString: whole)
}

/// The running program's own path, by which it finds its templates.
func executable() -> String { absolute("/proc/self/exe") }
