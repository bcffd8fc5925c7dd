import Checks
package import Configuration
import Quantities

/// What `programme.yaml` must be. The decoder, the messages, the reference and the file that `init` writes all come from it.
package let programmeSchema = Shape<ProgrammeConfiguration>.section([
  ProgrammeKeys.format.erased, ProgrammeKeys.name.erased, ProgrammeKeys.sampleData.erased, ProgrammeKeys.rehearsal.erased,
  ProgrammeKeys.words.erased, ProgrammeKeys.sources.erased, ProgrammeKeys.clusters.erased, ProgrammeKeys.release.erased,
  ProgrammeKeys.freezeCalendar.erased, ProgrammeKeys.phasing.erased, ProgrammeKeys.forecast.erased, ProgrammeKeys.duplicates.erased,
  ProgrammeKeys.thresholds.erased, ProgrammeKeys.checks.erased, ProgrammeKeys.smallNumbers.erased, ProgrammeKeys.referrals.erased,
  ProgrammeKeys.ratios.erased,
  ProgrammeKeys.peers.erased, ProgrammeKeys.geography.erased, ProgrammeKeys.localProviders.erased, ProgrammeKeys.localAlternatives.erased,
  ProgrammeKeys.mail.erased, ProgrammeKeys.branding.erased, ProgrammeKeys.approvers.erased, ProgrammeKeys.archiveKeys.erased,
  ProgrammeKeys.retention.erased, ProgrammeKeys.leaks.erased,
]) { fields in
  ProgrammeConfiguration(
    format: fields[ProgrammeKeys.format], name: fields[ProgrammeKeys.name], isSampleData: fields[ProgrammeKeys.sampleData],
    isRehearsal: fields[ProgrammeKeys.rehearsal], words: fields[ProgrammeKeys.words], sources: fields[ProgrammeKeys.sources],
    clusters: fields[ProgrammeKeys.clusters], release: fields[ProgrammeKeys.release], freezeCalendarFile: fields[ProgrammeKeys.freezeCalendar],
    phasing: fields[ProgrammeKeys.phasing], forecast: fields[ProgrammeKeys.forecast], duplicates: fields[ProgrammeKeys.duplicates],
    thresholds: fields[ProgrammeKeys.thresholds], checks: fields[ProgrammeKeys.checks], smallNumbers: fields[ProgrammeKeys.smallNumbers],
    referrals: fields[ProgrammeKeys.referrals],
    ratios: fields[ProgrammeKeys.ratios], peers: fields[ProgrammeKeys.peers], geographyFile: fields[ProgrammeKeys.geography],
    localProviders: fields[ProgrammeKeys.localProviders], localAlternatives: fields[ProgrammeKeys.localAlternatives],
    mail: fields[ProgrammeKeys.mail], branding: fields[ProgrammeKeys.branding], approvers: fields[ProgrammeKeys.approvers],
    archiveKeys: fields[ProgrammeKeys.archiveKeys], retention: fields[ProgrammeKeys.retention], leaks: fields[ProgrammeKeys.leaks])
}

/// The keys of `programme.yaml`.
enum ProgrammeKeys {
  static let format = Key(required: "format", Shape.wholeNumber(1...1), example: "1", "The version of the file’s format.")
  static let name = Key(required: "name", Shape.text, example: "Thames Valley & Wessex", "The programme’s name, as every pack prints it.")
  static let sampleData = Key("sample_data", Shape.flag, default: false, "Whether the figures are made up: every pack then says SAMPLE DATA.")
  static let rehearsal = Key(
    "rehearsal", Shape.flag, default: false,
    "Whether this is a rehearsal: every cover then says REHEARSAL, nothing can be sent, and the release date may lie in the future.")
  static let freezeCalendar = Key(
    "freeze_calendar", path.optional, default: nil, example: "freeze_calendar.csv",
    "A file with the dated reconciliation calendar; a pack whose day is not reached is printed as provisional. Without it there is none.")
  static let phasing = Key("phasing", Shape<PhasingRule>.choice, default: .twelfths, "How a plan for the year is spread over its months.")
  static let duplicates = Key(
    "duplicates", Shape<DuplicateRule>.choice, default: .count, "What becomes of a row that stands twice, whole and the same.")
  static let geography = Key(
    "geography", path.optional, default: nil, example: "geography.geojson",
    "A file with the boundaries of the commissioners (GeoJSON) or their places on a grid of tiles (CSV), for the map.")
  static let localProviders = Key(
    "local_providers", Shape.list(of: Shape.text.located), default: [],
    "Codes of providers that count as local: an emergency admission anywhere else is listed for high-cost patients.")

  static let words = Key("words", Words.shape, default: .standard, "The printed words for the two sides.")
  static let sources = Key("sources", Sources.shape, default: .standard, "The folders of the programme, relative to its own.")
  static let clusters = Key(
    "clusters", Shape.map(.text, to: Shape.list(of: Shape.text.located)), default: [],
    "Groups of commissioners that are shown together: a name, and the codes in it. They go before the column `cluster` of commissioners.csv.")
  static let release = Key("release", Release.shape, default: .standard, "When packs are released, in working days of England.")
  static let forecast = Key(
    "forecast", Forecast.shape, default: .standard, shownDefault: "straight_line",
    "How the year’s outturn is forecast: one method for all, or a `default` and methods by group of points of delivery.")
  static let thresholds = Key("thresholds", ThresholdKeys.shape, default: .standard, "Sizes from which something is listed, named or marked.")
  static let checks = Key(
    "checks", CheckKeys.shape, default: .standard,
    "Checks of rows that are to be made otherwise than `outturn checks` lists them, by their code: `false`, or what is set.")
  static let smallNumbers = Key(
    "small_numbers", SmallNumbers.shape, default: standardSmallNumbers, "How small counts of patients are shown, for each kind of pack.")
  static let referrals = Key("referrals", Referrals.shape, default: .standard, "Which first outpatient attendances stand in for referrals.")
  static let ratios = Key("ratios", Ratios.shape, default: .standard, "What first-to-follow-up ratios are held against.")
  static let peers = Key("peers", Peers.shape, default: .standard, "How similar commissioners are found.")
  static let localAlternatives = Key(
    "local_alternatives", Shape.list(of: Alternatives.shape), default: [], "Specialties that a local service could take back.")
  static let mail = Key("mail", MailKeys.shape, default: .standard, "How packs are sent by e-mail.")
  static let branding = Key("branding", Brand.shape, default: .standard, "The publisher’s words and mark on the packs.")

  static let approvers = Key(
    "approvers", Shape.list(of: ReleaseKeys.approver), default: [],
    "Who may sign a release with `outturn approve`: it takes an analyst and a lead, of different names.")
  static let archiveKeys = Key(
    "archive_keys", Shape.list(of: ReleaseKeys.ed25519), default: [],
    "Public keys, Ed25519 in base64. With any, each new entry of the archive must be signed with one of theirs (`--signing-key FILE`), and `outturn verify` asks for it."
  )
  static let retention = Key("retention", ReleaseKeys.retention, default: .standard, "How long the archive keeps what.")
  static let leaks = Key("leaks", LeakKeys.shape, default: .standard, "What the leak test of a release lets pass.")

  static let path = Shape<String>.parsed("a path inside the programme folder", write: quotedWhereNeeded) { text in
    text.hasPrefix("/") || text.split(separator: "/").contains("..") || text.isEmpty ? nil : text
  }
  static let pounds = Shape<Money>.parsed("an amount in pounds, such as 25000 or 12.50", write: { $0.decimal }) { text in
    Money(decimal: text).flatMap { $0.parts < 0 ? nil : $0 }
  }
}

private enum Words {
  static let standard = ProgrammeWords.standard
  static let commissioner = Key("commissioner", Shape.text, default: standard.commissioner, "One body that pays: CCG.")
  static let commissioners = Key("commissioners", Shape.text, default: standard.commissioners, "Several of them: CCGs.")
  static let provider = Key("provider", Shape.text, default: standard.provider, "One body that gives care: trust.")
  static let providers = Key("providers", Shape.text, default: standard.providers, "Several of them: trusts.")
  static let shape = Shape<ProgrammeWords>.section([commissioner.erased, commissioners.erased, provider.erased, providers.erased]) { fields in
    ProgrammeWords(
      commissioner: fields[commissioner], commissioners: fields[commissioners], provider: fields[provider], providers: fields[providers])
  }
}

private enum Sources {
  static let standard = SourceFolders.standard
  static let slam = Key("slam", ProgrammeKeys.path, default: standard.slam, "Contract-monitoring submissions, `<FY>/<Mnn>/<PROVIDER>.csv`.")
  static let plan = Key("plan", ProgrammeKeys.path, default: standard.plan, "Plans for the year, `<FY>/<PROVIDER>.csv`.")
  static let sus = Key("sus", ProgrammeKeys.path, default: standard.sus, "Attendances and spells, `<FY>/<Mnn>/` or `<FY>/`.")
  static let patientLevel = Key(
    "plcm", ProgrammeKeys.path, default: standard.patientLevel, "Patient-level returns (DCB3003), `<FY>/<Mnn>/<PROVIDER>.csv`.")
  static let drugs = Key(
    "drugs", ProgrammeKeys.path, default: standard.drugs, "Patient-level excluded drugs (DCB2212), `<FY>/<Mnn>/<PROVIDER>.csv`.")
  static let devices = Key(
    "devices", ProgrammeKeys.path, default: standard.devices, "Patient-level excluded devices (DCB3002), `<FY>/<Mnn>/<PROVIDER>.csv`.")
  static let organisations = Key("organisations", ProgrammeKeys.path, default: standard.organisations, "Organisation lists.")
  static let registers = Key("registers", ProgrammeKeys.path, default: standard.registers, "Registers.")
  static let commentary = Key(
    "commentary", ProgrammeKeys.path, default: standard.commentary,
    "Persons’ own texts in Markdown, `<FY>-<Mnn>/<PROVIDER>.md` and `<FY>-<Mnn>/narrative.md`; a text stands for a year, until a later one is written. `{{figure:ID}}` cites a figure of its pack, `{{figure:ID=1,327,152}}` with its value at the time of writing."
  )
  static let profiles = Key(
    "profiles", Shape.map(.text, to: .text), default: [], "Mapping profiles by provider: the provider’s code, and the name of a file in `profiles/`.")
  static let shape = Shape<SourceFolders>.section([
    slam.erased, plan.erased, sus.erased, patientLevel.erased, drugs.erased, devices.erased, organisations.erased, registers.erased,
    commentary.erased, profiles.erased,
  ]) { fields in
    SourceFolders(
      slam: fields[slam], plan: fields[plan], sus: fields[sus], patientLevel: fields[patientLevel], drugs: fields[drugs], devices: fields[devices],
      organisations: fields[organisations], registers: fields[registers],
      commentary: fields[commentary], profiles: Dictionary(fields[profiles].map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }
}

private enum Release {
  static let standard = ReleaseRule.standard
  static let workingDay = Key("working_day", Shape.wholeNumber(1...18), default: standard.workingDay, "The working day of the month.")
  static let flex = Key(
    "flex_months_after", Shape.wholeNumber(0...12), default: standard.flexMonthsAfter, "How many months after the period its first cut is released.")
  static let freeze = Key(
    "freeze_months_after", Shape.wholeNumber(0...12), default: standard.freezeMonthsAfter,
    "How many months after the period its final cut is released.")
  static let extraHolidays = Key(
    "extra_holidays", Shape.list(of: date), default: standard.extraHolidays,
    "Days that count as bank holidays besides those of England: proclaimed lately, or local. They move release days.")
  static let shape = Shape<ReleaseRule>.section([workingDay.erased, flex.erased, freeze.erased, extraHolidays.erased]) { fields in
    ReleaseRule(
      workingDay: fields[workingDay], flexMonthsAfter: fields[flex], freezeMonthsAfter: fields[freeze], extraHolidays: fields[extraHolidays])
  }
  private static let date = Shape<CalendarDate>.parsed("a date such as 2016-03-14", write: \.iso) { CalendarDate(iso: $0) }
}

private enum Forecast {
  static let otherGroups = Key(
    "default", Shape<ForecastMethod>.choice, default: .straightLine,
    "The method of the groups that have none of their own; `financial`, money without activity, goes by `plan_remainder` unless it has one.")
  static let runRateMonths = Key(
    "run_rate_months", Shape.wholeNumber(1...12), default: 3, "How many months a `run_rate` is the mean of: the last that were sent.")
  static let groups = PODGroup.allCases.filter { $0 != .unknown }.map { group in
    (group, Key(group.rawValue, Shape<ForecastMethod>.choice.optional, default: nil, "\(group.meaning)."))
  }
  static let byGroup = Shape<ForecastSettings>.section([otherGroups.erased, runRateMonths.erased] + groups.map(\.1.erased)) { fields in
    var settings = ForecastSettings(otherGroups: fields[otherGroups], runRateMonths: fields[runRateMonths])
    for (group, key) in groups { if let method = fields[key] { settings.byGroup[group] = method } }
    return settings
  }
  static let one = Shape<ForecastMethod>.choice.map(
    to: { ForecastSettings(otherGroups: $0) }, from: { $0 == ForecastSettings(otherGroups: $0.otherGroups) ? $0.otherGroups : nil })
  static let shape = Shape<ForecastSettings>.either(value: one, keys: byGroup)
}

private enum ThresholdKeys {
  static let standard = Thresholds.standard
  static let highCostPatient = Key(
    "high_cost_patient", ProgrammeKeys.pounds, default: standard.highCostPatient,
    "A patient’s cost in the year to date from which the patient is listed.")
  static let frequentAttendances = Key(
    "frequent_attendances", Shape.wholeNumber(2...1000), default: standard.frequentAttendances,
    "Emergency attendances in the year from which a patient counts as frequent.")
  static let namedVariance = Key(
    "named_variance", ProgrammeKeys.pounds, default: standard.namedVariance, "The variance from which an organisation is named as over or under plan."
  )
  static let planDifference = Key(
    "plan_difference", ProgrammeKeys.pounds, default: standard.planDifference,
    "The difference between the returns’ plan and the plan file from which it is a finding.")
  static let topLines = Key("top_lines", Shape.wholeNumber(1...100), default: standard.topLines, "The number of lines of a top list.")
  static let largestSpecialties = Key(
    "largest_specialties", Shape.wholeNumber(1...200), default: standard.largestSpecialties, "The number of specialties of *where to look*.")
  static let heatMapClasses = Key(
    "heat_map_classes",
    Shape.list(of: ProgrammeKeys.pounds).validated("a list of three amounts in pounds, rising") { $0.count == 3 && $0[0] < $0[1] && $0[1] < $0[2] },
    default: standard.heatMapClasses, "Where the classes of heat maps part: three variances.")
  static let otherShare = Key(
    "other_share", Shape.wholeNumber(0...50), default: standard.otherShare,
    "The share of a total, in per cent, under which a provider goes into “others”.")
  static let shape = Shape<Thresholds>.section([
    highCostPatient.erased, frequentAttendances.erased, namedVariance.erased, planDifference.erased, topLines.erased, largestSpecialties.erased,
    heatMapClasses.erased, otherShare.erased,
  ]) { fields in
    Thresholds(
      highCostPatient: fields[highCostPatient], frequentAttendances: fields[frequentAttendances], namedVariance: fields[namedVariance],
      planDifference: fields[planDifference], topLines: fields[topLines], largestSpecialties: fields[largestSpecialties],
      heatMapClasses: fields[heatMapClasses], otherShare: fields[otherShare])
  }
}

/// Practice packs show few people; the other packs are for readers who may see them.
package let standardSmallNumbers: [Audience: SmallNumberRule] = [
  .commissioner: .asTheyAre, .provider: .asTheyAre, .programme: .asTheyAre, .practice: .underFiveWithSecondary,
]

private enum SmallNumbers {
  static let keys = Audience.allCases.map { audience in
    (
      audience,
      Key(audience.rawValue, Shape<SmallNumberRule>.choice, default: standardSmallNumbers[audience] ?? .asTheyAre, "In \(audience.meaning).")
    )
  }
  static let shape = Shape<[Audience: SmallNumberRule]>.section(keys.map(\.1.erased)) { fields in
    Dictionary(uniqueKeysWithValues: keys.map { ($0.0, fields[$0.1]) })
  }
}

private enum Referrals {
  static let standard = ReferralSettings.standard
  static let sources = Key(
    "sources", Shape.list(of: code), default: standard.sources, "SOURCE OF REFERRAL codes that count as referrals; 03 is the GP.")
  static let procedures = Key(
    "include_procedures", Shape.flag, default: standard.includesProcedures, "Whether outpatient procedures count as attendances.")
  static let classes = Key(
    "classes", Shape.map(.text, to: Shape.list(of: code)),
    default: standard.classes.map { NamedValue(name: $0.name, value: $0.sources) },
    shownDefault: "{GMP: [\"03\"], Cons Resp: [\"01\", \"02\", \"10\", \"11\"], Cons other: [\"05\"], Self: [\"06\"]}",
    "The classes under which sources are shown; a source in none is “Other”.")
  static let shape = Shape<ReferralSettings>.section([sources.erased, procedures.erased, classes.erased]) { fields in
    ReferralSettings(
      sources: fields[sources], includesProcedures: fields[procedures],
      classes: fields[classes].map { ReferralClass(name: $0.name, sources: $0.value) })
  }
  private static let code = Shape<String>.parsed("a code of two characters in quotes, such as \"03\"", write: { "\"\($0)\"" }) {
    $0.utf8.count == 2 ? $0 : nil
  }
}

private enum Ratios {
  static let standard = RatioSettings.standard
  static let benchmark = Key("benchmark", Shape<RatioBenchmark>.choice, default: standard.benchmark, "What a ratio is held against.")
  static let leastFirsts = Key(
    "least_firsts", Shape.wholeNumber(1...10_000), default: standard.leastFirsts, "First attendances under which a ratio takes no part in a median.")
  static let bySpecialty = Key(
    "by_specialty", Shape.map(.text, to: .number(0...100)), default: [], "Ratios to be held against, by treatment function code.")
  static let shape = Shape<RatioSettings>.section([benchmark.erased, leastFirsts.erased, bySpecialty.erased]) { fields in
    RatioSettings(
      benchmark: fields[benchmark], leastFirsts: fields[leastFirsts],
      bySpecialty: Dictionary(fields[bySpecialty].map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }
}

private enum Peers {
  static let standard = PeerSettings.standard
  static let number = Key("number", Shape.wholeNumber(1...50), default: standard.number, "The number of nearest commissioners.")
  static let best = Key("best", Shape.wholeNumber(1...50), default: standard.best, "The number of the best of them whose mean is the benchmark.")
  static let covariates = Key(
    "covariates", Shape.list(of: .text), default: standard.covariates, "The covariates of organisations/peers.csv to use; none: all of them.")
  static let shape = Shape<PeerSettings>.section([number.erased, best.erased, covariates.erased]) { fields in
    PeerSettings(number: fields[number], best: fields[best], covariates: fields[covariates])
  }
}

private enum Alternatives {
  static let specialty = Key(required: "specialty", Shape.text, example: "\"330\"", "The treatment function code.")
  static let service = Key(required: "service", Shape.text, example: "Community dermatology, Reading", "The name of the local service.")
  static let commissioners = Key("commissioners", Shape.list(of: .text), default: [], "The commissioners that have it; none: all.")
  static let factor = Key(
    "market_forces_factor", Shape.number(0.5...2).optional, default: nil, example: "1.02",
    "Its market forces factor, for the premium paid elsewhere.")
  static let shape = Shape<LocalAlternative>.section([specialty.erased, service.erased, commissioners.erased, factor.erased]) { fields in
    LocalAlternative(
      specialty: fields[specialty], commissioners: fields[commissioners], service: fields[service], marketForcesFactor: fields[factor])
  }
}

private enum Brand {
  static let standard = Branding.standard
  static let publisher = Key("publisher", Shape.text.optional, default: nil, example: "Contract Monitoring Team", "Who publishes the packs.")
  static let contact = Key("contact", Shape.text.optional, default: nil, example: "contracts@example.nhs.uk", "Whom to ask.")
  static let confidentiality = Key("confidentiality", Shape.text, default: standard.confidentiality, "The line at the foot of the cover.")
  static let logo = Key(
    "logo", ProgrammeKeys.path.optional, default: nil, example: "logo.svg", "The wordmark’s picture, PNG or SVG; without it the built-in mark.")
  static let shape = Shape<Branding>.section([publisher.erased, contact.erased, confidentiality.erased, logo.erased]) { fields in
    Branding(publisher: fields[publisher], contact: fields[contact], confidentiality: fields[confidentiality], logo: fields[logo])
  }
}
