import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Every exit status that a user can bring about; 70 needs packs that contradict themselves, which ProofTests makes.
  struct ExitStatuses {
    let folder: TemporaryFolder
    let programme: String
    let output: String
    private let latest = "/extracts/slam/2014-15/M02"

    init() throws {
      folder = try TemporaryFolder()
      programme = try GeneratedProgramme.small.get().copy(in: folder)
      output = folder.path + "/Output"
    }

    private func build(_ options: String...) throws -> Ran {
      try run(builtProgram("outturn"), ["build", "--programme", programme, "--output", output] + options)
    }

    private func edit(_ path: String, _ change: (inout String) throws -> Void) throws {
      let url = URL(fileURLWithPath: programme + path)
      var text = try String(contentsOf: url, encoding: .utf8)
      try change(&text)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }

    @Test func noughtWhenAllIsWell() throws {
      let ran = try build()
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output.contains("2014-15/M02 flex: 10 packs"))
    }

    @Test func oneWithAnErrorInTheInputAndThePacksAreMade() throws {
      let file = names(in: programme + latest)[0]
      try edit("\(latest)/\(file)") { text in
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false)
        // The actual price is the last but one of the columns; quoted fields with commas stand before it.
        fields[fields.count - 2] = "twelve"
        lines[1] = Substring(fields.joined(separator: ","))
        text = lines.joined(separator: "\n")
      }
      let ran = try build()
      #expect(ran.status == 1, "\(ran.said)")
      #expect(ran.output.contains("10 packs"))
      #expect(ran.errors.contains("extracts/slam/2014-15/M02/\(file):2"), "\(ran.errors)")
      #expect(ran.errors.contains("twelve"), "\(ran.errors)")
      let provider = file.replacing(".csv", with: "")
      let quarantine = try String(contentsOfFile: output + "/2014-15/M02/quarantine/\(provider).csv", encoding: .utf8)
      #expect(quarantine.contains("twelve"))
      let checked = try outturn("check", "--programme", programme, "--output", output)
      #expect(checked.status == 1)
      #expect(names(in: output + "/2014-15") == ["M02", "M02-check"])
      #expect(names(in: output + "/2014-15/M02-check").contains("data-quality.html"))
    }

    @Test(arguments: [
      ["build", "--nonsense"], ["build", "--period", "2015-16"], ["build", "--period", "2015-16/M14"], ["build", "--jobs", "0"],
      ["build", "--cut", "frieze"],
      ["build", "--formats", "docx"], ["build", "--formats", ""], ["build", "--as-at", "2016-02-30"], ["build", "--assemble", "--only", "10H"],
      ["bild"],
      ["explain"], ["init"], ["calendar", "1066-67"], ["figures", "--format", "xml"],
    ])
    func sixtyFourForAWrongCommandLine(arguments: [String]) throws {
      let ran = try run(builtProgram("outturn"), arguments)
      #expect(ran.status == 64, "\(arguments): \(ran.said)")
      #expect(!ran.errors.isEmpty)
    }

    @Test func sixtyFiveWhenNoFileOfThePeriodCanBeUsed() throws {
      for file in names(in: programme + latest) { try Data().write(to: URL(fileURLWithPath: programme + latest + "/" + file)) }
      let ran = try build()
      #expect(ran.status == 65, "\(ran.said)")
      #expect(ran.errors.contains("no file of 2014-15/M02 could be used; nothing was written"), "\(ran.errors)")
      for file in names(in: programme + latest) { #expect(ran.errors.contains("2014-15/M02/\(file)"), "nothing is said of \(file): \(ran.errors)") }
      #expect(names(in: output).isEmpty)
    }

    @Test func sixtySixWhenSomethingNamedIsNotThere() throws {
      let noProgramme = try outturn("build", "--programme", folder.path + "/nowhere")
      #expect(noProgramme.status == 66)
      #expect(noProgramme.errors.contains("outturn: there is no folder \(folder.path)/nowhere\n"), "\(noProgramme.errors)")
      #expect(noProgramme.errors.contains("outturn init"), "\(noProgramme.errors)")
      // The folders above are looked in only where none is named.
      #expect(!noProgramme.errors.contains("above"), "\(noProgramme.errors)")
      try FileManager.default.createDirectory(atPath: folder.path + "/bare", withIntermediateDirectories: true)
      let bare = try outturn("build", "--programme", folder.path + "/bare")
      #expect(bare.status == 66)
      #expect(bare.errors.contains("there is no programme in \(folder.path)/bare: it has no programme.yaml"), "\(bare.errors)")
      #expect(bare.errors.contains("outturn init \(folder.path)/bare"), "\(bare.errors)")
      let nothingHere = try outturn("build", in: folder.path)
      #expect(nothingHere.status == 66)
      #expect(nothingHere.errors.contains("no programme.yaml in this folder or above it"), "\(nothingHere.errors)")
      let noPeriod = try build("--period", "2019-20/M01")
      #expect(noPeriod.status == 66)
      #expect(noPeriod.errors.contains("submissions: 2013-14/M01 to 2014-15/M02"), "\(noPeriod.errors)")
      let noCode = try build("--only", "10Z")
      #expect(noCode.status == 66)
      #expect(noCode.errors.contains("did you mean"), "\(noCode.errors)")
      let noParts = try build("--assemble")
      #expect(noParts.status == 66)
      #expect(noParts.errors.contains("there is no part of"), "\(noParts.errors)")
      #expect(try outturn("init", folder.path + "/nowhere").status == 66)
      #expect(names(in: output + "/2014-15").isEmpty, "\(names(in: output + "/2014-15"))")
    }

    @Test func seventyThreeWhenTheOutputCannotBeCreated() throws {
      try Data("a file".utf8).write(to: URL(fileURLWithPath: output))
      let ran = try build()
      #expect(ran.status == 73, "\(ran.said)")
      #expect(ran.errors.contains(output), "\(ran.errors)")
      #expect(try String(contentsOfFile: output, encoding: .utf8) == "a file")
    }

    @Test func seventyEightForAMistakeInTheConfiguration() throws {
      try edit("/programme.yaml") { $0 += "\nphassing: twelfths\n" }
      let ran = try build()
      #expect(ran.status == 78, "\(ran.said)")
      #expect(ran.errors.contains("programme.yaml:"), "\(ran.errors)")
      #expect(ran.errors.contains("phasing"), "\(ran.errors)")
      try edit("/programme.yaml") { $0 = $0.replacing("phassing: twelfths", with: "words: {a: [") }
      #expect(try build().status == 78)
      #expect(names(in: output).isEmpty)
    }

    @Test func seventyEightForAMistakeInATemplate() throws {
      let templates = programme + "/templates/packs"
      try FileManager.default.createDirectory(atPath: templates, withIntermediateDirectories: true)
      let own = try String(contentsOfFile: repository + "/Templates/packs/commissioner.yaml", encoding: .utf8)
      try own.replacing("cumulative", with: "cummulative").write(toFile: templates + "/commissioner.yaml", atomically: true, encoding: .utf8)
      let ran = try build()
      #expect(ran.status == 78, "\(ran.said)")
      #expect(ran.errors.contains("commissioner.yaml:"), "\(ran.errors)")
      #expect(ran.errors.contains("cumulative"), "\(ran.errors)")
      #expect(names(in: output).isEmpty)
    }

    /// A log line is written for a run that fails, too.
    @Test func theLogHasALineForEveryRun() throws {
      let log = folder.path + "/run.jsonl"
      #expect(try build("--log", log).status == 0)
      #expect(try build("--log", log, "--period", "2019-20/M01").status == 66)
      let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      let statuses = try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])["exit_status"] as? Int }
      #expect(statuses == [0, 66])
    }
  }
}
