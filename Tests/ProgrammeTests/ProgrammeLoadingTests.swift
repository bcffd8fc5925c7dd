import Configuration
import Findings
import Programme
import Quantities
import Testing

@Suite struct ProgrammeLoadingTests {
  @Test func theSmallestProgrammeHasDefaultsForEverythingElse() throws {
    let (loaded, findings) = try load()
    let programme = try #require(loaded)
    #expect(findings.isEmpty)
    #expect(programme.name == "Northern")
    #expect(programme.configuration.release == .standard)
    #expect(programme.configuration.phasing == .twelfths)
    #expect(programme.configuration.forecast.method(for: .elective) == .straightLine)
    #expect(programme.configuration.duplicates == .count)
    #expect(programme.configuration.thresholds.highCostPatient == Money(decimal: "25000"))
    #expect(programme.configuration.smallNumbers[.practice] == .underFiveWithSecondary)
    #expect(programme.configuration.referrals.className(ofSource: "10") == "Cons Resp")
    #expect(programme.configuration.referrals.className(ofSource: "92") == "Other")
    #expect(programme.organisations.commissionerCodes == ["10H", "10Y"])
    #expect(programme.organisations.providerCodes == ["RAS", "RQM"])
    #expect(programme.organisations.commissioner("10H")?.shortName == "Chiltern")
    #expect(programme.organisations.provider("RAS")?.shortName == "Hillingdon Hospitals")
    #expect(programme.organisations.provider("RQM")?.shortName == "Chelsea & Westminster")
    #expect(programme.clusters == [NamedCluster(name: "Bucks", commissioners: ["10H", "10Y"])])
    #expect(programme.files == ["organisations/commissioners.csv", "organisations/providers.csv", "programme.yaml"])
  }

  @Test func everySettingIsRead() throws {
    let yaml = """
      format: 1
      name: "Thames Valley & Wessex"
      sample_data: true
      rehearsal: true
      words: {commissioner: CCG, commissioners: CCGs, provider: trust, providers: trusts}
      sources: {slam: in/slam, profiles: {RQM: wide}}
      release: {working_day: 12, flex_months_after: 2, freeze_months_after: 3}
      phasing: working_days
      forecast:
        default: run_rate
        run_rate_months: 4
        elective: working_days
      duplicates: once
      thresholds: {high_cost_patient: 30000.50, heat_map_classes: [1, 2, 3]}
      small_numbers: {programme: hes2018}
      referrals: {sources: ["03", "92"], include_procedures: false, classes: {GP: ["03"]}}
      ratios: {benchmark: given, by_specialty: {"110": 2.1}}
      peers: {number: 3, best: 2, covariates: [deprivation]}
      local_alternatives:
        - {specialty: "330", service: Community dermatology, market_forces_factor: 1.02}
      mail: {host: localhost, port: 2525, security: none, from: a@b.uk}
      branding: {publisher: The team, logo: logo.svg}
      archive_keys: ["11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]
      leaks:
        comparisons: [peer-comparison]
        allow:
          - {packs: provider, shows: practices, codes: [K80001], only: [RAL], in: ["shared-*"]}
      """
    let (loaded, findings) = try load(["programme.yaml": yaml])
    #expect(findings.isEmpty)
    let settings = try #require(loaded).configuration
    #expect(settings.archiveKeys == ["11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="])
    #expect(settings.leaks.comparisons == ["peer-comparison"])
    #expect(settings.leaks.allow == [LeakAllowance(packs: .provider, shows: .practices, codes: ["K80001"], only: ["RAL"], places: ["shared-*"])])
    #expect(settings.isSampleData && settings.isRehearsal)
    #expect(settings.words.providers == "trusts")
    #expect(settings.sources.slam == "in/slam")
    #expect(settings.sources.plan == "extracts/plan")
    #expect(settings.sources.profiles == ["RQM": "wide"])
    #expect(settings.release == ReleaseRule(workingDay: 12, flexMonthsAfter: 2, freezeMonthsAfter: 3))
    #expect(settings.phasing == .workingDays)
    #expect(settings.forecast == ForecastSettings(otherGroups: .runRate, byGroup: [.elective: .workingDays], runRateMonths: 4))
    #expect(settings.forecast.method(for: .emergency) == .runRate)
    #expect(settings.forecast.method(for: .financial) == .planRemainder, "money without activity is never extrapolated unless the programme says so")
    #expect(settings.duplicates == .once)
    #expect(settings.thresholds.highCostPatient == Money(decimal: "30000.5"))
    #expect(settings.thresholds.heatMapClasses.map(\.decimal) == ["1", "2", "3"])
    #expect(settings.smallNumbers[.programme] == .hes2018)
    #expect(settings.smallNumbers[.practice] == .underFiveWithSecondary)
    #expect(settings.referrals.sources == ["03", "92"])
    #expect(!settings.referrals.includesProcedures)
    #expect(settings.ratios.bySpecialty == ["110": 2.1])
    #expect(settings.peers.number == 3 && settings.peers.best == 2 && settings.peers.covariates == ["deprivation"])
    #expect(settings.localAlternatives.map(\.service) == ["Community dermatology"])
    #expect(settings.mail.port == 2525)
    #expect(settings.mail.security == .unprotected)
    #expect(settings.branding.publisher == "The team")
  }

  @Test(arguments: ForecastMethod.allCases) func everyForecastMethodCanBeChosen(method: ForecastMethod) throws {
    let (programme, findings) = try load(["programme.yaml": "format: 1\nname: N\nforecast: \(method.rawValue)\n"])
    #expect(findings.isEmpty)
    #expect(programme?.configuration.forecast == ForecastSettings(otherGroups: method))
  }

  @Test func anUnknownForecastMethodOrGroupIsAFindingWithTheNearestName() throws {
    let one = try load(["programme.yaml": "format: 1\nname: N\nforecast: straight_lime\n"])
    #expect(one.programme == nil)
    #expect(one.findings.first?.origin.description == "programme.yaml:3:11")
    #expect(one.findings.first?.hint?.contains("straight_line") == true)
    let other = try load(["programme.yaml": "format: 1\nname: N\nforecast: {default: theta, electiv: working_days}\n"])
    #expect(other.findings.first?.message.contains("electiv") == true)
    #expect(other.findings.first?.hint?.contains("elective") == true)
    let third = try load(["programme.yaml": "format: 1\nname: N\nforecast: {default: theta, run_rate_months: 13}\n"])
    #expect(third.programme == nil)
  }

  @Test func aPathOutsideTheProgrammeIsRefused() throws {
    let findings = try load(["programme.yaml": "format: 1\nname: N\nsources: {slam: ../other}\ngeography: /etc/passwd\n"]).findings
    #expect(
      findings.map(\.message) == [
        "\"slam\" must be a path inside the programme folder, not \"../other\"",
        "\"geography\" must be a path inside the programme folder, not \"/etc/passwd\"",
      ])
  }

  @Test func releaseDatesFollowTheRuleAndTheDatedCalendar() throws {
    let (loaded, findings) = try load([
      "programme.yaml": "format: 1\nname: N\nfreeze_calendar: freeze.csv\n",
      "freeze.csv": "period,flex_inclusion,flex_publication,freeze_inclusion,freeze_publication\n2015-16/M11,2016-03-17,2016-03-24,2016-04-19,\n",
    ])
    let programme = try #require(loaded)
    #expect(findings.isEmpty)
    let period = try #require(Period("2015-16/M11"))
    let release = programme.releaseDate(of: period, cut: .flex)
    #expect(release.iso == "2016-03-14")
    #expect(programme.isProvisional(period, cut: .flex, on: release))
    #expect(programme.isProvisional(period, cut: .freeze, on: programme.releaseDate(of: period, cut: .freeze)))
    #expect(!programme.isProvisional(period, cut: .flex, on: release.adding(days: 4)))
    #expect(!programme.isProvisional(try #require(Period("2015-16/M10")), cut: .flex, on: release))
  }

  @Test func commentaryOfOneMonthAloneCanBeRead() throws {
    let folder = try TemporaryProgramme(
      smallProgramme.merging(["commentary/2015-16-M10/RQM.md": "Ten\n", "commentary/2015-16-M11/RQM.md": "Eleven\n"]) { $1 })
    let period = try #require(Period("2015-16/M11"))
    let programme = try #require(loadProgramme(at: folder.path, commentaryOf: period).programme)
    #expect(programme.commentary.count == 1)
    #expect(programme.commentary(provider: "RQM", period: period)?.blocks == [.paragraph([ProseRun("Eleven")])])
    #expect(try #require(loadProgramme(at: folder.path).programme).commentary.count == 2)

    var later = try #require(loadProgramme(at: folder.path, commentary: .none).programme)
    #expect(later.commentary.isEmpty)
    #expect(later.readCommentary(at: folder.path, of: period).isEmpty)
    #expect(later.commentary == programme.commentary)
    #expect(later.files == programme.files)
  }
}

@Suite struct RegisterTests {
  @Test func qualityInItsLongForm() throws {
    let (loaded, findings) = try load([
      "registers/quality.csv":
        "provider,period,indicator,value,standard\nRQM,2015-16/M11,rtt_admitted,89.4,\nRAS,2015-16-M11,rtt_admitted,Not published,\nRQM,2015-16 M11,cdiff,3,7\n"
    ])
    #expect(findings.isEmpty)
    let rows = try #require(loaded).registers.quality
    #expect(rows.map(\.value) == [.number(try #require(Activity(decimal: "89.4"))), .notPublished, .number(try #require(Activity(decimal: "3")))])
    #expect(rows.map(\.period.description) == ["2015-16/M11", "2015-16/M11", "2015-16/M11"])
    // Admitted patients have been judged to June 2015 alone.
    #expect(rows.map { $0.standard?.decimal } == [nil, nil, "7"])
    #expect(rows.map(\.line) == [2, 3, 4])
  }

  @Test func qualityInItsWideForm() throws {
    let (loaded, findings) = try load([
      "registers/quality.csv": "provider,period,rtt_incomplete_pct,mrsa,cdiff\r\nRQM,2015-16 M11,92.1,0,4\r\nRAS,2015-16 M11,,1,2\r\n"
    ])
    #expect(findings.isEmpty)
    let rows = try #require(loaded).registers.quality
    #expect(rows.map(\.indicator) == [.rttIncomplete, .mrsa, .cdiff, .rttIncomplete, .mrsa, .cdiff])
    #expect(rows[3].value == .notPublished)
    #expect(rows[1].value == .number(.zero))
    #expect(rows[0].standard?.decimal == "92")
    #expect(rows[2].standard == nil)
  }

  @Test func challengesAndTheirStages() throws {
    let rows = try #require(
      try load([
        "registers/challenges.csv":
          "id,raised,provider,commissioner,category,value,status,recovered\nC1,2015-05-14,RQM,10H,\"Specialised, NHS England\",\"£1,234.50\",In progress,\n"
          + "C2,14/06/2015,RQM,10H,Duplicate,(12.00),agreed,-3\nC3,2015-05-14,RAS,10Y,Duplicate,5,Restated,0\nC4,2015-05-14,RAS,10Y,Duplicate,5,Rejected,0\n"
      ]).programme
    ).registers.challenges
    #expect(rows.map(\.status.stage) == [.progressing, .recovered, .outstanding, .closed])
    #expect(rows.map(\.value.decimal) == ["1234.5", "-12", "5", "5"])
    #expect(rows[1].recovered.decimal == "-3")
    #expect(rows[1].raised.iso == "2015-06-14")
    #expect(rows[0].category == "Specialised, NHS England")
  }

  @Test func everyOtherRegister() throws {
    let (loaded, findings) = try load([
      "registers/contracts.csv": "commissioner,provider,year,contract_value,envelope\n10H,RQM,2015-16,1000000,\n",
      "registers/invoices.csv": "provider,commissioner,period,invoice,value,status\nRQM,10H,2015-16/M11,INV-7,83333.33,Paid\n",
      "registers/nca.csv": "id,period,provider_name,commissioner,pod,value,status\nN1,2015-16 M11,Ashford and St Peter’s,10H,AandE,120.10,Paid\n",
      "registers/nca_budget.csv": "commissioner,year,value\n10H,2015/16,50000\n",
      "registers/ifr.csv": "id,period,provider,commissioner,treatment,value,decision\nI1,2015-16/M11,RQM,10H,Tolvaptan,2500,Pending\n",
      "registers/prior_approvals.csv": "id,period,provider,commissioner,treatment,decision,value\nP1,2015-16/M11,RQM,10H,Bariatric,Approved,6000\n",
      "registers/schemes.csv":
        "id,theme,name,commissioner,provider,owner,target,delivered_ytd,forecast,rag,period\nS1,Planned,Fewer follow-ups,10H,,A Smith,100000,20000,60000,At risk,2015-16/M11\n",
      "registers/adjustments.csv":
        "id,commissioner,provider,pod_group,period,amount,kind,owner,date,reason\nA1,10H,RQM,non_elective,2015-16/M13,-5000,challenge,A Smith,2016-04-20,Agreed\n",
      "registers/waivers.csv": "id,scope,reason,owner,until\nW1,SLAM-004,Known,A Smith,2016-05-31\n",
      "registers/self_certification.csv":
        "provider,quarter,statement,answer,evidence,owner\nRQM,2015-16 Q3,We meet the standard,Yes,Board paper 7,Chief nurse\n",
    ])
    #expect(findings.isEmpty)
    let registers = try #require(loaded).registers
    #expect(registers.contracts.first?.contractValue?.decimal == "1000000")
    #expect(registers.contracts.first?.envelope == nil)
    #expect(registers.invoices.first?.number == "INV-7")
    #expect(registers.nca.first?.providerName == "Ashford and St Peter’s")
    #expect(registers.ncaBudgets.first?.year.label == "2015-16")
    #expect(registers.ifr.first?.decision == .pending)
    #expect(registers.priorApprovals.first?.value.decimal == "6000")
    #expect(registers.schemes.first?.rag == .amber)
    #expect(registers.schemes.first?.provider == nil)
    #expect(registers.adjustments.first?.podGroup == .nonElective)
    #expect(registers.adjustments.first?.period.month == 13)
    #expect(registers.waivers.first?.until.iso == "2016-05-31")
    #expect(registers.selfCertifications.first?.quarter.description == "2015-16 Q3")
  }

  @Test func windows1252AndQuotedLineBreaksAreRead() throws {
    let folder = try TemporaryProgramme(smallProgramme)
    let text = Array("code,name,short_name\r\nRJ1,\"Guy".utf8) + [0x92] + Array("s, \"\"and\"\"\r\nSt Thomas".utf8) + [0x92] + Array("\",\r\n".utf8)
    try folder.write(text, to: "organisations/providers.csv")
    let (loaded, findings) = loadProgramme(at: folder.path)
    #expect(try #require(loaded).organisations.provider("RJ1")?.name == "Guy’s, \"and\"\r\nSt Thomas’")
    #expect(findings.map(line) == ["organisations/providers.csv PROG-013 note: the file is in Windows-1252 and is read as such | save it as UTF-8"])
  }
}

@Suite struct ReleaseCalendarTests {
  @Test func aYearsCalendarHasReleaseDaysAndHolidays() throws {
    let programme = ProgrammeDefinition(configuration: ProgrammeConfiguration(name: "N"), organisations: Organisations())
    let months = programme.releaseCalendar(of: FinancialYear(start: 2015))
    #expect(months.map(\.workingDays) == [20, 19, 22, 23, 20, 22, 22, 21, 21, 20, 21, 21])
    #expect(months.map(\.days).reduce(0, +) == 366)
    #expect(months[10].flexRelease.iso == "2016-03-14")
    #expect(months[10].freezeRelease.iso == "2016-04-14")
    #expect(months[11].bankHolidays.map(\.name) == ["Good Friday", "Easter Monday"])
    #expect(months[0].dated == nil)
  }
}
