import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The bytes depend on the inputs alone.
  struct Determinism {
    let fixture: FixtureBuild

    init() throws { fixture = try FixtureBuild.thamesValley.get() }

    private func build(
      _ output: TemporaryFolder, _ options: [String], programme: String? = nil, in folder: String? = nil, environment: [String: String?] = [:]
    )
      throws -> String
    {
      let arguments = ["build", "--programme", programme ?? fixture.programme, "--output", output.path, "--formats", "html,pdf,xlsx,png"] + options
      let ran = try run(builtProgram("outturn"), arguments, in: folder, environment: environment)
      guard ran.status == 0 else { throw CouldNotPrepare(what: "a second build", said: ran.said) }
      return output.path + "/2015-16/M11"
    }

    private func expectSame(_ month: String, _ what: Comment) throws {
      let different = try differences(fixture.month, month)
      #expect(different.isEmpty, "\(what): \(different.prefix(10))")
    }

    @Test func oneJobAndAWarmCache() throws {
      let output = try TemporaryFolder()
      try expectSame(try build(output, ["--jobs", "1"]), "one job, from segments")
    }

    @Test func twoJobsWithoutACache() throws {
      let output = try TemporaryFolder()
      try expectSame(try build(output, ["--jobs", "2", "--no-cache"]), "two jobs, no cache")
    }

    @Test func moreJobsThanCoresFromAColdCacheInAnotherPlace() throws {
      let (output, place) = (try TemporaryFolder(), try TemporaryFolder())
      let programme = try copyOfFixture("thames-valley-wessex", in: place)
      try expectSame(try build(output, ["--jobs", "7"], programme: programme), "seven jobs, cold, from another folder")
    }

    @Test func anotherLocaleTimeZoneHomeAndWorkingFolder() throws {
      let (output, home) = (try TemporaryFolder(), try TemporaryFolder())
      let environment = [
        "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "Pacific/Kiritimati", "HOME": home.path,
        "XDG_CACHE_HOME": home.path + "/c",
        "XDG_CONFIG_HOME": home.path + "/x", "TMPDIR": home.path, "COLUMNS": "40", "USER": "nobody", "NO_COLOR": "1",
        "SWIFT_DETERMINISTIC_HASHING": nil,
      ]
      try expectSame(try build(output, ["--jobs", "2"], in: home.path, environment: environment), "another environment")
    }

    /// A relative path, and the folder found from within.
    @Test func aRelativePathFromWithinTheProgramme() throws {
      let output = try TemporaryFolder()
      let ran = try outturn(
        "build", "--output", output.path, "--formats", "png,xlsx,pdf,html", in: fixture.programme + "/extracts/slam")
      #expect(ran.status == 0, "\(ran.said)")
      try expectSame(output.path + "/2015-16/M11", "from within the programme")
    }

    @Test func partsAssembledAreTheMonth() throws {
      let output = try TemporaryFolder()
      let commissioners = names(in: fixture.month + "/commissioners")
      let providers = names(in: fixture.month + "/providers")
      let practices = names(in: fixture.month + "/practices").map { $0 + "-practices" }
      let shares = [commissioners.prefix(5) + ["programme"], commissioners.dropFirst(5) + providers.prefix(2), providers.dropFirst(2) + practices]
      for (place, share) in shares.enumerated() {
        let ran = try outturn(
          "build", "--programme", fixture.programme, "--output", output.path, "--formats", "html,pdf,xlsx,png", "--only", share.joined(separator: ","),
          "--jobs",
          "\(place + 1)")
        #expect(ran.status == 0, "\(ran.said)")
      }
      #expect(names(in: output.path + "/2015-16") == ["M11.parts"], "the finished month is left alone")
      #expect(names(in: output.path + "/2015-16/M11.parts") == (commissioners + providers + practices + ["programme"]).sorted())
      let assembled = try outturn("build", "--programme", fixture.programme, "--output", output.path, "--formats", "html,pdf,xlsx,png", "--assemble")
      #expect(assembled.status == 0, "\(assembled.said)")
      try expectSame(output.path + "/2015-16/M11", "assembled from parts")
    }

    @Test func figuresAreTheSameAnywhere() throws {
      let first = try outturn("figures", "--programme", fixture.programme, "--jobs", "1", "--no-cache")
      let second = try outturn(
        "figures", "--programme", fixture.programme, "--jobs", "3", environment: ["LC_ALL": "de_DE.UTF-8", "TZ": "America/Caracas"])
      #expect(first.status == 0)
      #expect(first.output == second.output)
      #expect(!first.output.isEmpty)
    }
  }
}
