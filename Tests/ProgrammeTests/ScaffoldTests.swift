import Configuration
import Findings
import Programme
import Quantities
import Testing

@Suite struct ScaffoldTests {
  private let extracts = [
    "organisations/commissioners.csv": smallProgramme["organisations/commissioners.csv"] ?? "",
    "organisations/providers.csv": smallProgramme["organisations/providers.csv"] ?? "",
    "extracts/slam/2014-15/M12/RQM.csv": "x", "extracts/slam/2015-16/M01/RQM.csv": "x", "extracts/slam/notes.txt": "x",
  ]

  @Test func aFolderOfExtractsGetsAProgrammeThatLoadsWithNoEdit() throws {
    let folder = try TemporaryProgramme(
      extracts.merging(["organisations/tiles.csv": "commissioner,column,row\n10H,1,1\n10Y,2,1\n"]) { $1 }, named: "thames-valley_wessex")
    let (result, findings) = scaffold(programmeAt: folder.path)
    #expect(findings.isEmpty)
    #expect(result.periods.map(\.description) == ["2014-15/M12", "2015-16/M01"])
    #expect(result.yaml.contains("# Found: 2 commissioners, 2 providers, 2 months with a submission"))
    try folder.write(Array(result.yaml.utf8), to: "programme.yaml")
    let (loaded, loadFindings) = loadProgramme(at: folder.path)
    #expect(loadFindings.isEmpty)
    let programme = try #require(loaded)
    #expect(programme.name == "Thames Valley Wessex")
    #expect(programme.words.commissioners == "CCGs")
    #expect(programme.words.provider == "trust")
    #expect(programme.configuration.geographyFile == "organisations/tiles.csv")
  }

  @Test func everyCommentedKeyIsValidWhenUncommented() throws {
    let folder = try TemporaryProgramme(extracts)
    let text = scaffold(programmeAt: folder.path).scaffold.yaml
    // A key's comment is "# key: …" or an inner "#   key: …"; sentences of explanation begin with a capital letter.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
      guard line.hasPrefix("# ") else { return line }
      let body = line.dropFirst(2)
      let word = body.drop { $0 == " " }.prefix { $0 != " " }
      return word.hasSuffix(":") && word.first?.isLowercase == true ? body : line
    }
    let (_, findings) = readConfiguration(Array(lines.joined(separator: "\n").utf8), file: "programme.yaml", schema: programmeSchema)
    #expect(findings.map(line) == [])
    #expect(lines.count { !$0.hasPrefix("#") } > 60)
  }

  @Test func whatIsMissingIsNamed() throws {
    let folder = try TemporaryProgramme(["notes.txt": "x"])
    #expect(
      scaffold(programmeAt: folder.path).findings.map(line) == [
        "extracts/slam PROG-002 error: there is no submission: no file extracts/slam/<FY>/<Mnn>/<PROVIDER>.csv"
          + " | put the providers’ returns there, such as extracts/slam/2015-16/M11/RQM.csv",
        "organisations/commissioners.csv PROG-002 error: the file is needed and is not there | write it with the header code,name",
        "organisations/providers.csv PROG-002 error: the file is needed and is not there | write it with the header code,name",
      ])
  }

  @Test func aProgrammeThatIsThereIsNotWrittenOver() throws {
    let folder = try TemporaryProgramme(extracts.merging(["programme.yaml": "format: 1\n"]) { $1 })
    #expect(
      scaffold(programmeAt: folder.path).findings.map(line) == [
        "programme.yaml PROG-018 error: the folder has a programme.yaml already | edit it, or move it away first"
      ])
  }

  @Test func theReferenceNamesEveryKeyAndTable() {
    let reference = programmeReference()
    #expect(reference.contains("| `working_day` | a whole number from 1 to 18 | `10` | 1 | The working day of the month. |"))
    #expect(reference.contains("- `theta`: the Theta method, for series of 24 months or more"))
    #expect(reference.contains("### `registers/challenges.csv`"))
    #expect(reference.contains("| `raised` | a date, 2016-03-14 or 14/03/2016 | yes | The day on which it was raised. |"))
  }
}
