import Figures
import Glibc
import Pipeline
import Programme
import Quantities

/// `outturn-bench plans PROGRAMME`: how long it takes to work out what the readers of packs by practice may see of small numbers, on one thread, the documents made
/// once before; the least of several runs counts.
///
/// With `--list`, every figure that a rule changes in any kind of pack instead, with what the readers see in its place: for comparing two programs.
func plans(_ arguments: [String]) {
  guard let folder = arguments.first else {
    complain("usage: outturn-bench plans PROGRAMME [--period 2015-16/M12] [--runs 5] [--list]")
    exit(64)
  }
  func option(_ name: String) -> String? {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
  }
  let runs = option("--runs").flatMap { Int($0) } ?? 5
  let period = option("--period").flatMap { Period($0) }
  do throws(RunFailure) {
    let prepared = try PreparedPlans(RunRequest(programme: absolute(folder), period: period, jobs: 1, executable: executable()))
    if arguments.contains("--list") {
      for rule in [SmallNumberRule.underFiveWithSecondary, .hes2018] {
        for release in prepared.releases {
          for change in prepared.changed(prepared.plan(release, rule), in: release) {
            print("\(rule) \(release.name) \(change.exact.text) \(change.shown.id.text) \(change.shown.value)")
          }
        }
      }
      return
    }
    let single = prepared.releases.filter(\.isByPractice)
    var least = Double.infinity
    for _ in 0..<max(1, runs) {
      let start = now()
      for release in single { _ = prepared.plan(release, .underFiveWithSecondary) }
      least = min(least, now() - start)
    }
    print("plans of \(single.count) packs by practice, one thread: \(fixed(least * 1000 / Double(max(1, single.count)), 2)) ms a pack")
  } catch {
    complain("\(error)")
    exit(70)
  }
}
