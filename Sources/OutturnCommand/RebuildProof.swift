import HTML
import Pipeline
import Releases

/// `outturn verify --rebuild`: makes a release again from what was kept with it and compares every byte.
///
/// - Returns: done where every byte is the same, else as for findings.
func proveByRebuilding(_ text: String, _ options: CommonOptions, _ console: Console) throws(RunFailure) -> ExitStatus {
  let run = try options.request()
  guard let name = ReleaseName(text) else { throw .release(.noRelease(text, available: releases(of: run.programme).map(\.text))) }
  let place = ArchivePlace(programme: run.programme)
  let outcome = try rebuildJob(
    name, run, object: { place.object($0) },
    foretell: { versions in
      guard !versions.isEmpty else { return }
      console.complain("other versions than when \(name.text) was released:\n" + versions.map { "  \($0)" }.joined(separator: "\n"))
    }
  ) { stage, done, total in console.progress(stage, done: done, of: total) }
  console.clearBar()
  if options.json {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("release") { $0.string(name.text) }
      json.field("same") { $0.number(outcome.isSame ? "true" : "false") }
      json.field("compared") { $0.number(String(outcome.compared)) }
      json.field("versions") { json in json.array(outcome.versions) { $1.string($0) } }
      json.field("differences") { json in json.array(outcome.differences) { $1.string($0) } }
    }
    json.finish()
    console.result(bytes: json.bytes)
  } else if !outcome.isSame {
    console.complain(
      "outturn: \(name.text) made again has other bytes in \(outcome.differences.count) of \(outcome.compared) files\n"
        + shownDetails(outcome.differences, most: 40).map { "  \($0)" }.joined(separator: "\n"))
  } else if !options.quiet {
    console.result("\(name.text) made again: \(outcome.compared) files, every byte the same")
  }
  return outcome.isSame ? .done : .findings
}
