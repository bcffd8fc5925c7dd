package import Analysis
package import Figures
package import Findings
package import Ledger
package import Programme
package import Quantities
package import Report

/// Everything that the packs of one period are made from, as plain values: nothing here reads a file or a clock.
package struct PackInput: Sendable {
  /// The programme's name, for header and cover.
  package var programmeName: String
  /// The programme's words.
  package var words: PackWords
  /// The rules of generated sentences.
  package var rules: NarrativeRules
  /// `SAMPLE DATA`, `REHEARSAL`: printed on the cover and in every footer.
  package var banner: String?
  /// The programme's commissioners, in code order.
  package var commissioners: [PackOrganisation]
  /// The programme's providers, in code order.
  package var providers: [PackOrganisation]
  /// Names of treatment functions by code.
  package var treatmentFunctionNames: [String: String]
  /// Names of HRGs and local tariffs by code.
  package var hrgNames: [String: String]
  /// Names of national points of delivery by code, for a derived POD that is one.
  package var podNames: [String: String]
  /// The ledger.
  package var ledger: ProgrammeLedger
  /// How a plan for the year follows from one for the year to date.
  package var phasing: PhasingRule
  /// How the outturn is forecast, by group of points of delivery.
  package var forecast: ForecastSettings
  /// A plan file and returns that differ by more than this for a pair make a plan difference.
  package var planDifference = Thresholds.standard.planDifference
  /// When and how the packs are released.
  package var release: PackRelease
  /// The quality register's readings.
  package var quality: [QualityReading]
  /// The contracts of the period's year.
  package var contracts: [ContractTerms]
  /// The commentary that stands in the period, by provider code.
  package var commentary: [String: PackCommentary]
  /// The programme's own text that stands in the period.
  package var narrative: PackCommentary?
  /// Written intelligence of the period by provider code.
  package var updates: [String: PackCommentary] = [:]
  /// Remarks of the period on non-contracted activity, by commissioner code or `programme`.
  package var nonContractedRemarks: [String: PackCommentary] = [:]
  /// The frozen positions of quarters before, in order.
  package var frozen: [FrozenPosition]
  /// The registers as they were read, in file order; a section whose register is empty is left out, and `methods` says so.
  package var registers: Registers
  /// What of the checks' candidates can be challenged.
  package var challenges = ChallengeMatching([], log: [])
  /// The practices of the programme's commissioners, in code order.
  package var practices: [Practice]
  /// Names of referring organisations by code, for those that have one.
  package var referrerNames: [String: String]
  /// What is counted of the attendance files, and from where on it is listed.
  package var attendanceRules: AttendanceRules
  /// How small counts of people are shown, by kind of pack.
  package var smallNumbers: [Audience: SmallNumberRule]
  /// The local services that practices could refer to instead.
  package var alternatives: [LocalAlternative]
  /// The covariates that peers are found by.
  package var covariates: [PeerCovariate]
  /// How many peers are found, of which covariates, and how many of them are the benchmark.
  package var peers = PeerSettings.standard
  /// The national tariff; empty where none is given.
  package var tariff = Tariff()
  /// Where the commissioners are, for the map; nil where nothing says so.
  package var geography: ProgrammeGeography?
  /// What the checks found.
  package var findings: [Finding]
  /// The waivers in force on the packs' day, in file order.
  package var waivers: [PackWaiver]
  /// The checks that ran or could not: name and result, for data quality.
  package var confidentiality: String

  /// Makes an input with nothing in its registers.
  package init(
    programmeName: String, words: PackWords, commissioners: [PackOrganisation], providers: [PackOrganisation], ledger: ProgrammeLedger,
    release: PackRelease, rules: NarrativeRules, phasing: PhasingRule = .twelfths, forecast: ForecastSettings = .standard
  ) {
    self.programmeName = programmeName
    self.words = words
    self.rules = rules
    banner = nil
    self.commissioners = commissioners
    self.providers = providers
    treatmentFunctionNames = [:]
    hrgNames = [:]
    podNames = [:]
    self.ledger = ledger
    self.phasing = phasing
    self.forecast = forecast
    self.release = release
    quality = []
    contracts = []
    commentary = [:]
    frozen = []
    registers = Registers()
    practices = []
    referrerNames = [:]
    attendanceRules = AttendanceRules()
    smallNumbers = standardSmallNumbers
    alternatives = []
    covariates = []
    findings = []
    waivers = []
    confidentiality =
      "For the organisation named above and the programme office. Commercially sensitive. Every number in this pack can be traced to its source file: see Methods."
  }
}

/// What of the attendance files is counted and listed, as the programme sets it.
package struct AttendanceRules: Sendable, Hashable {
  /// The sources of referral that make a first attendance a referral, by their national codes.
  package var referralSources = ["03"]
  /// Whether outpatient procedures count as attendances.
  package var includesProcedures = true
  /// A patient's cost in the year to date from which the patient is listed.
  package var highCostPatient = Thresholds.standard.highCostPatient
  /// Emergency attendances in the year to date from which a patient is listed.
  package var frequentAttendances = Thresholds.standard.frequentAttendances
  /// The providers that count as local, by code; empty where the programme names none, and then none is.
  package var localProviders: [String] = []

  /// The rules where the programme says nothing.
  package init() {}
}

/// A commissioner or provider of the programme, as packs print it.
package struct PackOrganisation: Sendable, Hashable {
  /// The code.
  package var code: String
  /// The name in full.
  package var name: String
  /// The name for tables and charts.
  package var shortName: String
  /// The cluster that a commissioner belongs to.
  package var cluster: String?
  /// A commissioner's weighted population.
  package var weightedPopulation: Int?
  /// A provider's market forces factor in ten-thousandths.
  package var marketForcesFactor: Int?

  /// Makes an organisation.
  package init(
    code: String, name: String, shortName: String, cluster: String? = nil, weightedPopulation: Int? = nil, marketForcesFactor: Int? = nil
  ) {
    self.code = code
    self.name = name
    self.shortName = shortName
    self.cluster = cluster
    self.weightedPopulation = weightedPopulation
    self.marketForcesFactor = marketForcesFactor
  }
}

/// When and how the packs of a period and cut are released.
package struct PackRelease: Sendable, Hashable {
  /// The day: `14 April 2016`.
  package var date: String
  /// The day as `2016-04-14`.
  package var isoDate: String
  /// What the day is: `working day 10`.
  package var dateDetail: String
  /// Whether the cut's dated calendar day is not reached.
  package var provisional: Bool
  /// The version of the pack: `1`.
  package var version: String
  /// What it replaces or precedes: `replaces flex, 14 March`.
  package var versionDetail: String
  /// Where the data of each month of the year stand on the day; empty where no dated calendar is given.
  package var dataStates: [DataState] = []

  /// Makes a release.
  package init(date: String, isoDate: String, dateDetail: String, provisional: Bool = false, version: String = "1", versionDetail: String = "") {
    self.date = date
    self.isoDate = isoDate
    self.dateDetail = dateDetail
    self.provisional = provisional
    self.version = version
    self.versionDetail = versionDetail
  }
}

/// One reading of the quality register.
package struct QualityReading: Sendable, Hashable {
  /// The provider's code.
  package var provider: String
  /// The period read.
  package var period: Period
  /// `rtt_incomplete`, `rtt_admitted`, `rtt_non_admitted`, `mrsa`, `cdiff`.
  package var indicator: String
  /// A share of one for `rtt…`, a count for infections, or why there is none.
  package var value: FigureValue
  /// The standard or objective; nil where none is given.
  package var standard: FigureValue?

  /// Makes a reading.
  package init(provider: String, period: Period, indicator: String, value: FigureValue, standard: FigureValue?) {
    self.provider = provider
    self.period = period
    self.indicator = indicator
    self.value = value
    self.standard = standard
  }
}

/// What a contract of the year says.
package struct ContractTerms: Sendable, Hashable {
  /// The commissioner's code.
  package var commissioner: String
  /// The provider's code.
  package var provider: String
  /// The contract's value for the year.
  package var value: Money?
  /// The envelope set aside for it.
  package var envelope: Money?

  /// Makes terms.
  package init(commissioner: String, provider: String, value: Money?, envelope: Money?) {
    self.commissioner = commissioner
    self.provider = provider
    self.value = value
    self.envelope = envelope
  }
}

/// Leave to release although a check says no, as packs print it.
package struct PackWaiver: Sendable, Hashable {
  /// Its id.
  package var id: String
  /// What it is for: `SLAM-061/RQM`, `returns/RQM`. Untrusted text, as all of it.
  package var scope: String
  /// The provider that the scope names; nil where it is for all.
  package var provider: String?
  /// Why.
  package var reason: String
  /// Who gave it.
  package var owner: String
  /// The last day on which it holds, `31 March 2016`.
  package var until: String

  /// Makes a waiver.
  package init(id: String, scope: String, provider: String?, reason: String, owner: String, until: String) {
    self.id = id
    self.scope = scope
    self.provider = provider
    self.reason = reason
    self.owner = owner
    self.until = until
  }
}

/// A person's text: the contract lead's written synopsis of a provider, the programme's own words.
package struct PackCommentary: Sendable {
  /// Its paragraphs, headings and lists. Untrusted text.
  package var blocks: [Block]
  /// Where it stands: `commentary/2015-16-M11/RQM.md`.
  package var source: String
  /// The month that it was written for, where that is not the period: there was no later text.
  package var earlier: Period?

  /// Makes a commentary.
  package init(blocks: [Block], source: String, earlier: Period? = nil) {
    self.blocks = blocks
    self.source = source
    self.earlier = earlier
  }
}
