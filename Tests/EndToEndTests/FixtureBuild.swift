import Foundation
import TestSupport

/// A fixture programme copied to a folder of its own, so that no test writes into the repository, and what was built of it.
struct FixtureBuild: Sendable {
  /// Holds everything.
  let folder: TemporaryFolder
  /// The programme.
  let programme: String
  /// What `--output` named.
  let output: String
  /// The month's folder.
  let month: String
  /// What the build said.
  let ran: Ran

  /// Copies and builds.
  init(_ name: String, month: String) throws {
    folder = try TemporaryFolder()
    programme = try copyOfFixture(name, in: folder)
    output = folder.path + "/Output"
    self.month = output + "/" + month
    ran = try outturn("build", "--programme", programme, "--output", output, "--formats", "html,pdf,xlsx,png")
  }

  /// 18 commissioners and 16 trusts, 2015-16 M11, with pictures.
  static let thamesValley = Result { try FixtureBuild("thames-valley-wessex", month: "2015-16/M11") }
  /// One trust's dashboard, 2016-17 M12.
  static let trustDashboard = Result { try FixtureBuild("trust-dashboard-2016-17", month: "2016-17/M12") }
}

/// A programme of the benchmark's generator with another seed and size, as a new user would bring it: no `programme.yaml` yet.
struct GeneratedProgramme: Sendable {
  let folder: TemporaryFolder
  let path: String

  init(seed: Int, commissioners: Int, providers: Int, months: Int, linesPerPair: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path + "/programme"
    let made = try run(
      builtProgram("outturn-samples"),
      [
        "programme", path, "--seed", "\(seed)", "--commissioners", "\(commissioners)", "--providers", "\(providers)", "--months", "\(months)",
        "--lines-per-pair", "\(linesPerPair)",
      ])
    guard made.status == 0 else { throw CouldNotPrepare(what: "the generated programme", said: made.said) }
    try FileManager.default.removeItem(atPath: path + "/programme.yaml")
  }

  /// A small one that builds quickly, scaffolded by `init`, for tests that need many builds.
  static let small = Result {
    let programme = try GeneratedProgramme(seed: 4711, commissioners: 3, providers: 3, months: 14, linesPerPair: 6)
    let scaffolded = try outturn("init", programme.path)
    guard scaffolded.status == 0 else { throw CouldNotPrepare(what: "the scaffold", said: scaffolded.said) }
    return programme
  }

  /// A copy of it that a test may spoil.
  func copy(in folder: TemporaryFolder) throws -> String {
    let copy = folder.path + "/programme"
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    return copy
  }
}

/// Copies a fixture without what the program writes into it.
func copyOfFixture(_ name: String, in folder: TemporaryFolder) throws -> String {
  let copy = folder.path + "/" + name
  try FileManager.default.copyItem(atPath: repository + "/Fixtures/" + name, toPath: copy)
  for own in [".outturn", "releases", "archive"] {
    if FileManager.default.fileExists(atPath: copy + "/" + own) { try FileManager.default.removeItem(atPath: copy + "/" + own) }
  }
  return copy
}

/// Something a test needs could not be made.
struct CouldNotPrepare: Error, CustomStringConvertible {
  let what: String
  let said: String
  var description: String { "\(what) could not be made: \(said)" }
}
