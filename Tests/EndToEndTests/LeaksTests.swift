import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `outturn leaks` on a built month in which something was planted, and what `programme.yaml` lets pass.
  struct Leaks {
    private let folder: TemporaryFolder
    private let programme: String
    private let output: String
    private let page: String

    init() throws {
      folder = try TemporaryFolder()
      programme = try GeneratedProgramme.small.get().copy(in: folder)
      output = folder.path + "/Output"
      let built = try outturn("build", "--programme", programme, "--output", output, "--formats", "html,xlsx,rows")
      guard built.status == 0 else { throw CouldNotPrepare(what: "a month", said: built.said) }
      let packs = try filePaths(below: output).filter { $0.contains("/providers/") && $0.hasSuffix(".html") }.sorted()
      guard let first = packs.first, packs.count > 1 else { throw CouldNotPrepare(what: "packs of providers", said: "\(packs)") }
      page = output + "/" + first
    }

    private func leaks(_ more: String...) throws -> Ran {
      try run(builtProgram("outturn"), ["leaks", "--programme", programme, "--output", output] + more)
    }

    /// Another provider than the page's.
    private var stranger: String {
      get throws {
        let codes = try String(contentsOfFile: programme + "/organisations/providers.csv", encoding: .utf8).split(separator: "\n").dropFirst()
          .map { String($0.prefix { $0 != "," }) }
        return try #require(codes.first { !page.contains("/\($0)/") })
      }
    }

    @Test func aPlantedNameIsFoundAndLeaveInProgrammeYamlLetsItPass() throws {
      let clean = try leaks()
      #expect(clean.status == 0 && clean.output.hasSuffix(": no leak\n"), "\(clean.said)")
      let stranger = try stranger
      let html = try String(contentsOfFile: page, encoding: .utf8)
      try html.replacing("</main>", with: "<p hidden>\(stranger)</p></main>").write(toFile: page, atomically: true, encoding: .utf8)
      let found = try leaks()
      #expect(found.status == 1, "\(found.said)")
      #expect(
        found.output.contains(page.replacing(output + "/", with: "").split(separator: "/").dropFirst(2).joined(separator: "/")), "\(found.said)")
      #expect(found.output.contains(stranger) && found.output.hasSuffix(": 1 leak\n"), "\(found.said)")
      let json = try leaks("--json")
      let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      let listed = try #require(object["leaks"] as? [[String: Any]])
      #expect(listed.count == 1 && listed[0]["code"] as? String == stranger && listed[0]["kind"] as? String == "providers", "\(json.output)")

      let yaml = try String(contentsOfFile: programme + "/programme.yaml", encoding: .utf8)
      func allow(_ codes: String) throws -> Ran {
        try (yaml + "\nleaks:\n  allow:\n    - {packs: provider, shows: providers, codes: [\(codes)]}\n").write(
          toFile: programme + "/programme.yaml", atomically: true, encoding: .utf8)
        return try leaks()
      }
      #expect(try allow(stranger).status == 0)
      #expect(try allow("ZZ9").status == 1)
      try (yaml + "\nleaks:\n  allow:\n    - {packs: provider, show: providers}\n").write(
        toFile: programme + "/programme.yaml", atomically: true, encoding: .utf8)
      let misspelt = try leaks()
      #expect(misspelt.status == 78 && misspelt.errors.contains("shows"), "\(misspelt.said)")
    }

    @Test func aMonthThatIsNotBuiltIsSaid() throws {
      let ran = try run(builtProgram("outturn"), ["leaks", "--programme", programme, "--output", folder.path + "/elsewhere"])
      #expect(ran.status == 66 && ran.errors.contains("Build it with"), "\(ran.said)")
    }
  }
}
