import Findings
import Programme
import Quantities
import Testing

private struct MessageCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let file: String
  let text: String
  let expected: [String]
  init(_ name: String, _ file: String, _ text: String, _ expected: String...) {
    testDescription = name
    self.file = file
    self.text = text
    self.expected = expected
  }
}

private let challengeHeader = "id,raised,provider,commissioner,category,value,status,recovered\n"

private let cases = [
  MessageCase(
    "missing column", "registers/challenges.csv", "id,raised,provider,commissioner,category,value,recovered\n",
    "registers/challenges.csv:1 PROG-003 error: the column \"status\" is missing; the file is not used"
      + " | the header must have id,raised,provider,commissioner,category,value,status,recovered"),
  MessageCase(
    "doubled column", "registers/nca_budget.csv", "commissioner,year,value,value\n10H,2015-16,5,6\n",
    "registers/nca_budget.csv:1:4 PROG-004 error: the column \"value\" stands twice; the file is not used | remove one of the two"),
  MessageCase(
    "unknown column", "registers/nca_budget.csv", "commissioner,year,value,note\n10H,2015-16,5,x\n",
    "registers/nca_budget.csv:1:4 PROG-005 note: the column \"note\" has no meaning here and is passed over"),
  MessageCase(
    "misspelt column", "registers/contracts.csv", "commissioner,provider,year,contract_valu,envelope\n10H,RQM,2015-16,5,6\n",
    "registers/contracts.csv:1:4 PROG-005 note: the column \"contract_valu\" has no meaning here and is passed over | did you mean \"contract_value\"?"
  ),
  MessageCase(
    "too few fields", "registers/nca_budget.csv", "commissioner,year,value\n10H,2015-16\n10Y,2015-16,7\n",
    "registers/nca_budget.csv:2 PROG-006 error: the row has 2 fields, the header 3; the row is left out | quote a field with a comma in it"),
  MessageCase(
    "blank field", "registers/nca_budget.csv", "commissioner,year,value\n10H,,5\n",
    "registers/nca_budget.csv:2:2 (year) PROG-007 error: \"year\" is blank; the row is left out | it must be a financial year, 2015-16"),
  MessageCase(
    "all mistakes of a row", "registers/challenges.csv", challengeHeader + "C1,2015-02-30,RQM,10H,Duplicate,12x,Maybe,\n",
    "registers/challenges.csv:2:2 (raised) PROG-008 error: \"2015-02-30\" is not a date, 2016-03-14 or 14/03/2016; the row is left out | correct the field",
    "registers/challenges.csv:2:6 (value) PROG-008 error: \"12x\" is not an amount in pounds, such as 1234.50; the row is left out | correct the field",
    "registers/challenges.csv:2:7 (status) PROG-008 error: \"Maybe\" is not one of Open, Restated, In progress, Agreed, Rejected; the row is left out"
      + " | correct the field"),
  MessageCase(
    "bad period", "registers/nca.csv",
    "id,period,provider_name,commissioner,pod,value,status\nN1,2015-16 M14,Croydon,10H,AE,5,Paid\nN2,2015-16/M13,Croydon,10H,AE,5,Paid\n",
    "registers/nca.csv:2:2 (period) PROG-008 error: \"2015-16 M14\" is not a period, 2015-16/M11; the row is left out | correct the field",
    "registers/nca.csv:3:2 (period) PROG-008 error: \"2015-16/M13\" is not a period, 2015-16/M11; the row is left out | correct the field"),
  MessageCase(
    "commas at odd places", "registers/nca_budget.csv", "commissioner,year,value\n10H,2015-16,\"1,23,456\"\n",
    "registers/nca_budget.csv:2:3 (value) PROG-008 error: \"1,23,456\" is not an amount in pounds, such as 1234.50; the row is left out | correct the field"
  ),
  MessageCase(
    "duplicate id", "registers/waivers.csv", "id,scope,reason,owner,until\nW1,SLAM-001,x,y,2016-04-01\nW1,SLAM-002,x,y,2016-04-01\n",
    "registers/waivers.csv:3 PROG-009 error: \"W1\" stands twice; the first is on line 2 and counts | remove one of the two lines"),
  MessageCase(
    "unknown organisation", "registers/contracts.csv",
    "commissioner,provider,year,contract_value,envelope\n10H,RQN,2015-16,5,6\n99Z,RQN,2015-16,5,6\n",
    "registers/contracts.csv:2 (provider) PROG-010 warning: \"RQN\" is not a provider of the programme, on 2 lines"
      + " | did you mean \"RQM\"? else add it to the organisations",
    "registers/contracts.csv:3 (commissioner) PROG-010 warning: \"99Z\" is not a commissioner of the programme | add it to the organisations"),
  MessageCase(
    "negative value", "registers/challenges.csv", challengeHeader + "C1,2015-05-14,RQM,10H,Duplicate,-12.50,Open,\n",
    "registers/challenges.csv:2 (value) PROG-031 warning: \"value\" is below nought: −£12.5; it counts as it stands | correct the sign"),
  MessageCase(
    "more recovered than was in dispute", "registers/challenges.csv", challengeHeader + "C1,2015-05-14,RQM,10H,Duplicate,100,Agreed,120.25\n",
    "registers/challenges.csv:2 (recovered) PROG-031 warning: more is recovered (£120.25) than was in dispute (£100) | correct one of the two"),
  MessageCase(
    "recovered before it is agreed", "registers/challenges.csv", challengeHeader + "C1,2015-05-14,RQM,10H,Duplicate,100,In progress,20\n",
    "registers/challenges.csv:2 (recovered) PROG-031 warning: £20 is recovered and the status is \"In progress\"; it counts once the status is \"Agreed\""
      + " | correct the status, or leave the field blank"),
  MessageCase(
    "duplicate challenge", "registers/challenges.csv",
    challengeHeader + "C1,2015-05-14,RQM,10H,Duplicate,100,Open,\nC1,2015-05-15,RQM,10H,Duplicate,100,Open,\n",
    "registers/challenges.csv:3 PROG-009 error: \"C1\" stands twice; the first is on line 2 and counts | remove one of the two lines"),
  MessageCase(
    "challenge of nobody", "registers/challenges.csv", challengeHeader + "C1,2015-05-14,RQN,10Z,Duplicate,100,Open,\n",
    "registers/challenges.csv:2 (commissioner) PROG-010 warning: \"10Z\" is not a commissioner of the programme | did you mean \"10H\"? else add it to the organisations",
    "registers/challenges.csv:2 (provider) PROG-010 warning: \"RQN\" is not a provider of the programme | did you mean \"RQM\"? else add it to the organisations"
  ),
  MessageCase(
    "unknown status of a charge", "registers/nca.csv",
    "id,period,provider_name,commissioner,pod,value,status\nN1,2015-16/M11,Croydon,10H,AE,5,Settled\nN2,2015-16/M11,Croydon,10Z,AE,-5,Paid\n",
    "registers/nca.csv:2:7 (status) PROG-008 error: \"Settled\" is not one of Paid, Queried, Rejected; the row is left out | correct the field",
    "registers/nca.csv:3 (commissioner) PROG-010 warning: \"10Z\" is not a commissioner of the programme | did you mean \"10H\"? else add it to the organisations",
    "registers/nca.csv:3 (value) PROG-031 warning: \"value\" is below nought: −£5; it counts as it stands | correct the sign"),
  MessageCase(
    "unknown decision", "registers/ifr.csv",
    "id,period,provider,commissioner,treatment,value,decision\nI1,2015-16/M11,RQM,10H,Rituximab,5,Perhaps\nI2,2015-16/M11,RQM,10H,Rituximab,-5,Pending\n",
    "registers/ifr.csv:2:7 (decision) PROG-008 error: \"Perhaps\" is not one of Approved, Declined, Pending; the row is left out | correct the field",
    "registers/ifr.csv:3 (value) PROG-031 warning: \"value\" is below nought: −£5; it counts as it stands | correct the sign"),
  MessageCase(
    "unknown standing and a negative target", "registers/schemes.csv",
    "id,theme,name,commissioner,provider,owner,target,delivered_ytd,forecast,rag,period\n"
      + "S1,Medicines,Switch,10H,,A,100,5,6,blue,2015-16/M11\nS2,Medicines,Switch,10H,,A,-100,5,6,red,2015-16/M11\n",
    "registers/schemes.csv:2:10 (rag) PROG-008 error: \"blue\" is not one of green, amber, red, complete; the row is left out | correct the field",
    "registers/schemes.csv:3 (target) PROG-031 warning: \"target\" is below nought: −£100; it counts as it stands | correct the sign"),
  MessageCase(
    "tiles in one place", "organisations/tiles.csv", "commissioner,column,row\n10H,1,1\n10Y,1,1\n10Z,2,0\n10Z,2,1\n",
    "organisations/tiles.csv:3 PROG-030 warning: 10Y lies where 10H lies, on line 2, and is left out of the map | give it a column and row of its own",
    "organisations/tiles.csv:4:3 (row) PROG-008 error: \"0\" is not a whole number from 1 to 100; the row is left out | correct the field",
    "organisations/tiles.csv:5 (commissioner) PROG-010 warning: \"10Z\" is not a commissioner of the programme | did you mean \"10H\"? else add it to the organisations"
  ),
  MessageCase(
    "unclosed quote", "registers/nca_budget.csv", "commissioner,year,value\n10H,2015-16,\"5\n10Y,2015-16,6\n",
    "registers/nca_budget.csv:2:13 PROG-011 error: a quote opens here and is never closed; the file is not used | close or double the quote"),
  MessageCase(
    "empty file", "registers/nca_budget.csv", "",
    "registers/nca_budget.csv PROG-012 error: the file is empty | its first line must be commissioner,year,value"),
  MessageCase(
    "duplicate commissioner", "organisations/commissioners.csv", "code,name\n10H,NHS Chiltern CCG\n10H,NHS Chiltern CCG\n",
    "organisations/commissioners.csv:3 PROG-009 error: \"10H\" stands twice; the first is on line 2 and counts | remove one of the two lines"),
  MessageCase(
    "duplicate name", "organisations/hrg.csv", "code,name\nWF01A,Follow-up\nWF01A,Attendance\n",
    "organisations/hrg.csv:3 PROG-009 warning: \"WF01A\" stands twice; the first is on line 2 and counts | remove one of the two lines"),
  MessageCase(
    "header only", "organisations/providers.csv", "code,name\n",
    "organisations/providers.csv PROG-012 error: the file has a header and no line | The providers that they contract with. It must be there."),
  MessageCase(
    "overlapping points of delivery", "organisations/pods.csv",
    "provider,local_pod,from,to,derived_pod,national_pod,group,unit\n*,Day Cases,,2015-16/M06,PSD,DC,,\n*,Day Cases,2015-16/M06,,DCX,DC,elective,spell\n",
    "organisations/pods.csv:3 PROG-015 error: \"Day Cases\" is given for the same months on line 2, which counts | let the months not overlap"),
  MessageCase(
    "unit that is not the group's", "organisations/pods.csv",
    "provider,local_pod,from,to,derived_pod,national_pod,group,unit\nRQM,Day Cases,,,PSD,DC,,attendance\n",
    "organisations/pods.csv:2:8 (unit) PROG-014 warning: \"attendance\" is not the unit of the group elective, which is spell"
      + " | choose a group that is counted in attendances"),
  MessageCase(
    "unknown national code", "organisations/pods.csv",
    "provider,local_pod,from,to,derived_pod,national_pod,group,unit\nRQM,Day Cases,,,PSD,OPFASPLC,,\n",
    "organisations/pods.csv:2:6 (national_pod) PROG-008 error: \"OPFASPLC\" is not a national point of delivery code; the group is unknown"
      + " | did you mean \"OPFASPCL\"? else give the group"),
  MessageCase(
    "unknown address", "recipients.csv", "organisation,email,name\n10H,a@b.nhs.uk,A\n10Z,not an address,B\nXXX,b@b.nhs.uk,B\n",
    "recipients.csv:2 (email) PROG-020 warning: no pack of 10H may go to b.nhs.uk; nothing is sent to this address | list the organisation’s domains in programme.yaml under mail.domains",
    "recipients.csv:3:2 (email) PROG-019 error: no plain address: a space; the row is left out | write one plain address: name@domain",
    "recipients.csv:4 (email) PROG-020 warning: no pack of XXX may go to b.nhs.uk; nothing is sent to this address | list the organisation’s domains in programme.yaml under mail.domains",
    "recipients.csv:4 (organisation) PROG-010 warning: \"XXX\" is neither an organisation of the programme nor \"programme\", nor the practices of one of its commissioners | add it to the organisations"
  ),
  MessageCase(
    "commentary of nobody", "commentary/2015-16-M11/RQN.md", "# Text\n",
    "commentary/2015-16-M11/RQN.md PROG-016 warning: \"RQN\" is not a provider of the programme; its commentary is not printed | did you mean \"RQM\"?"
  ),
  MessageCase(
    "updates of nobody", "commentary/2015-16-M11/RQN-updates.md", "# Text\n",
    "commentary/2015-16-M11/RQN-updates.md PROG-016 warning: \"RQN\" is not a provider of the programme; its updates are not printed | did you mean \"RQM\"?"
  ),
  MessageCase(
    "remarks of nobody", "commentary/2015-16-M11/10Z-nca-ifr.md", "# Text\n",
    "commentary/2015-16-M11/10Z-nca-ifr.md PROG-016 warning: \"10Z\" is neither a commissioner of the programme nor \"programme\"; its remarks are not printed | did you mean \"10H\"?"
  ),
  MessageCase(
    "commentary in no month", "commentary/Feb/RQM.md", "# Text\n",
    "commentary/Feb PROG-016 warning: \"Feb\" is not a month's folder and is passed over | name it like 2015-16-M11"),
  MessageCase(
    "commentary with HTML", "commentary/2015-16-M11/RQM.md", "# Text\n\n<script>alert(1)</script>\n",
    "commentary/2015-16-M11/RQM.md:3 PROG-016 warning: HTML is left out of commentary"
      + " | use plain Markdown: headings, paragraphs, lists, **strong**, *emphasis*"),
]

@Suite struct TableMessagesTests {
  @Test(arguments: cases)
  fileprivate func everyMistakeIsNamedWithItsPlace(_ sample: MessageCase) throws {
    #expect(try load([sample.file: sample.text]).findings.map(line) == sample.expected)
  }

  @Test func linesAfterThePackAreNotedWithTheirPlace() throws {
    let loaded = try load([
      "registers/challenges.csv": challengeHeader + "C1,2016-03-14,RQM,10H,Duplicate,1,Open,\nC2,2016-03-15,RQM,10H,Duplicate,1,Open,\n",
      "registers/nca_budget.csv": "commissioner,year,value\n10H,2016-17,5\n",
      "registers/nca.csv":
        "id,period,provider_name,commissioner,pod,value,status\nN1,2015-16/M11,C,10H,AE,5,Paid\nN2,2015-16/M12,C,10H,AE,5,Paid\nN3,2016-17/M01,C,10H,AE,5,Paid\n",
    ])
    let programme = try #require(loaded.programme)
    let day = try #require(CalendarDate(iso: "2016-03-14"))
    #expect(
      programme.laterLines(than: Period(year: FinancialYear(start: 2015), month: 11), on: day).map(line) == [
        "registers/challenges.csv:3 (raised) PROG-032 note: \"2016-03-15\" is after the packs’ day, 2016-03-14; it does not count in this month’s packs"
          + " | correct it if it is a slip",
        "registers/nca.csv:3 (period) PROG-032 note: \"2015-16/M12\" is after 2015-16/M11, on 2 lines; it does not count in this month’s packs"
          + " | correct it if it is a slip",
      ])
  }

  @Test func manyLikeMistakesAreToldAsANumber() throws {
    let rows = (1...40).map { "10H,20\($0 + 40)-x,5\n" }.joined()
    let findings = try load(["registers/nca_budget.csv": "commissioner,year,value\n" + rows]).findings
    #expect(findings.count == 6)
    #expect(findings.map(\.count).reduce(0, +) == 40)
    #expect(findings.last?.message.hasSuffix("the row is left out, and 34 more like it in this file") == true)
  }

  @Test func aFolderInPlaceOfAFileIsNamed() throws {
    let findings = try load(["registers/nca.csv/x": ""]).findings
    #expect(findings.map(line) == ["registers/nca.csv PROG-001 error: the file can't be read: it is a folder"])
  }

  @Test func aFileInPlaceOfAFolderIsNamed() throws {
    let findings = try load(["commentary": "text"]).findings
    #expect(findings.map(line) == ["commentary PROG-017 error: the folder can't be listed | see that it is a folder and may be read"])
  }

  @Test func brokenTablesAreNeverMoreThanFindings() throws {
    let whole = Array("id,raised,provider,commissioner,category,value,status,recovered\nC1,2015-05-14,RQM,10H,\"A, B\",\"£1,234.50\",Open,\n".utf8)
    let folder = try TemporaryProgramme(smallProgramme)
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0...next(3) { bytes[next(bytes.count)] = UInt8([0, 10, 13, 34, 44, 45, 46, 128, 255, 57][next(10)]) }
      try folder.write(bytes, to: "registers/challenges.csv")
      let (programme, findings) = loadProgramme(at: folder.path)
      let rows = try #require(programme).registers.challenges
      // A row is read, or something says why not.
      #expect(!rows.isEmpty || findings.contains { $0.severity == .error })
    }
  }

  @Test func aFolderWithoutAProgrammeIsNamed() throws {
    let folder = try TemporaryProgramme([:])
    let (programme, findings) = loadProgramme(at: folder.path)
    #expect(programme == nil)
    #expect(findings.map(line) == ["programme.yaml PROG-002 error: the file is needed and is not there | run outturn init to write one"])
  }

  @Test func aProgrammeWithoutProvidersIsNone() throws {
    let folder = try TemporaryProgramme(smallProgramme.filter { $0.key != "organisations/providers.csv" })
    let (programme, findings) = loadProgramme(at: folder.path)
    #expect(programme == nil)
    #expect(findings.map(line) == ["organisations/providers.csv PROG-002 error: the file is needed and is not there"])
  }

  @Test func aMistakeInTheConfigurationStopsTheProgramme() throws {
    let (programme, findings) = try load(["programme.yaml": "format: 1\nname: N\nphasing: monthly\n"])
    #expect(programme == nil)
    #expect(
      findings.map(line) == [
        "programme.yaml:3:10 CONF-005 error: \"monthly\" is not a value of \"phasing\" | valid values: twelfths, calendar_days, working_days, last_year"
      ])
  }

  @Test func codesInTheConfigurationAreCheckedWithTheirPlace() throws {
    let (programme, findings) = try load([
      "programme.yaml": "format: 1\nname: N\nclusters:\n  Bucks: [10H, 10Z]\nlocal_providers:\n  - RQM\n  - RXX\n"
    ])
    #expect(programme?.clusters == [NamedCluster(name: "Bucks", commissioners: ["10H", "10Z"])])
    #expect(
      findings.map(line) == [
        "programme.yaml:4 (clusters) PROG-010 warning: \"10Z\" is not a commissioner of the programme | did you mean \"10H\"? else add it to the organisations",
        "programme.yaml:7 (local_providers) PROG-010 warning: \"RXX\" is not a provider of the programme | did you mean \"RAS\"? else add it to the organisations",
      ])
  }

  @Test func everyCheckHasACodeAndAMeaningOfItsOwn() {
    #expect(Set(ProgrammeCheck.allCases.map(\.rawValue)).count == ProgrammeCheck.allCases.count)
    #expect(Set(ProgrammeCheck.allCases.map(\.meaning)).count == ProgrammeCheck.allCases.count)
  }
}
