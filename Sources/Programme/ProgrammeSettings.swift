package import Quantities

/// The printed words for the two sides.
package struct ProgrammeWords: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = ProgrammeWords()

  /// One body that pays: `CCG`.
  package var commissioner = "commissioner"
  /// Several of them: `CCGs`.
  package var commissioners = "commissioners"
  /// One body that gives care: `trust`.
  package var provider = "provider"
  /// Several of them: `trusts`.
  package var providers = "providers"
}

/// The folders of a programme, relative to its own.
package struct SourceFolders: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = SourceFolders()

  /// Contract-monitoring submissions.
  package var slam = "extracts/slam"
  /// Indicative activity plans.
  package var plan = "extracts/plan"
  /// Attendances and spells.
  package var sus = "extracts/sus"
  /// Patient-level returns (PLCM), excluded drugs and excluded devices, which are held against the returns.
  package var patientLevel = "extracts/plcm"
  package var drugs = "extracts/drugs"
  package var devices = "extracts/devices"
  /// Organisation lists.
  package var organisations = "organisations"
  /// Registers.
  package var registers = "registers"
  /// Written commentary.
  package var commentary = "commentary"
  /// Mapping profiles by provider: the name of a file in `profiles/`.
  package var profiles: [String: String] = [:]
}

/// The forecast method of each group of points of delivery.
package struct ForecastSettings: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = ForecastSettings()

  /// The method where a group has none of its own.
  package var otherGroups = ForecastMethod.straightLine
  /// Groups with a method of their own.
  package var byGroup: [PODGroup: ForecastMethod] = [:]
  /// How many months a run rate is the mean of.
  package var runRateMonths = 3

  /// Makes settings: one method for all groups, but those that have their own.
  package init(otherGroups: ForecastMethod = .straightLine, byGroup: [PODGroup: ForecastMethod] = [:], runRateMonths: Int = 3) {
    self.otherGroups = otherGroups
    self.byGroup = byGroup
    self.runRateMonths = runRateMonths
  }

  /// The method of a group. Money without activity (blocks, CQUIN, adjustments) that has no method of its own goes by the plan of the months left: a block is
  /// paid as planned, and an adjustment without a plan is never extrapolated.
  package func method(for group: PODGroup) -> ForecastMethod { byGroup[group] ?? (group == .financial ? .planRemainder : otherGroups) }

  /// The method of a group by its code, as the ledger's points of delivery carry it.
  package func method(forGroup code: String) -> ForecastMethod { PODGroup(rawValue: code).map { method(for: $0) } ?? otherGroups }
}

/// Sizes from which something is listed, named or marked.
package struct Thresholds: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = Thresholds()

  /// A patient's cost in the year to date from which the patient is listed.
  package var highCostPatient = Money(parts: Int128(25_000) * exactScale)
  /// Attendances in an emergency department in the year from which a patient counts as frequent.
  package var frequentAttendances = 10
  /// The variance from which an organisation is named as over or under plan.
  package var namedVariance = Money(parts: Int128(1_000) * exactScale)
  /// The difference between the returns' plan and the plan file from which it is a finding.
  package var planDifference = Money(parts: exactScale)
  /// The number of lines of a top list.
  package var topLines = 10
  /// The number of specialties of *where to look*.
  package var largestSpecialties = 20
  /// The classes of heat maps, in pounds of variance.
  package var heatMapClasses = [
    Money(parts: Int128(10_000) * exactScale), Money(parts: Int128(50_000) * exactScale), Money(parts: Int128(150_000) * exactScale),
  ]
  /// The share of a total under which a provider goes into "others", in per cent.
  package var otherShare = 2
}

/// How peers are found and what a commissioner is compared with.
package struct PeerSettings: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = PeerSettings()

  /// The number of nearest commissioners.
  package var number = 10
  /// The number of the best of them whose mean is the benchmark.
  package var best = 5
  /// The covariates to use; empty: all of `organisations/peers.csv`.
  package var covariates: [String] = []
}

/// A local service to which patients of a specialty could return.
package struct LocalAlternative: Sendable, Hashable {
  /// The treatment function.
  package var specialty: String
  /// The commissioners that have it; empty: all.
  package var commissioners: [String]
  /// The name of the local service.
  package var service: String
  /// Its market forces factor, such as 1.0214; nil when not given.
  package var marketForcesFactor: Double?

  /// Makes one.
  package init(specialty: String, commissioners: [String] = [], service: String, marketForcesFactor: Double? = nil) {
    self.specialty = specialty
    self.commissioners = commissioners
    self.service = service
    self.marketForcesFactor = marketForcesFactor
  }
}

/// Which first attendances stand in for referrals.
package struct ReferralSettings: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = ReferralSettings()

  /// SOURCE OF REFERRAL codes that count; `03` is the GP.
  package var sources = ["03"]
  /// Whether outpatient procedures count as attendances.
  package var includesProcedures = true
  /// The classes under which sources are shown, in print order; sources in none are `Other`.
  package var classes = [
    ReferralClass(name: "GMP", sources: ["03"]), ReferralClass(name: "Cons Resp", sources: ["01", "02", "10", "11"]),
    ReferralClass(name: "Cons other", sources: ["05"]), ReferralClass(name: "Self", sources: ["06"]),
  ]

  /// The class of a source of referral.
  package func className(ofSource source: String) -> String { classes.first { $0.sources.contains(source) }?.name ?? "Other" }
}

/// A class of sources of referral.
package struct ReferralClass: Sendable, Hashable {
  /// Its name as printed.
  package var name: String
  /// The codes in it.
  package var sources: [String]
}

/// What first-to-follow-up ratios are held against.
package struct RatioSettings: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = RatioSettings()

  /// The benchmark.
  package var benchmark = RatioBenchmark.programmeMedian
  /// Firsts under which a ratio takes no part in a median.
  package var leastFirsts = 1
  /// Given ratios by treatment function.
  package var bySpecialty: [String: Double] = [:]
}

/// Words and marks of the owner on the packs.
package struct Branding: Sendable, Hashable {
  /// What holds where `programme.yaml` says nothing.
  package static let standard = Branding()

  /// Who publishes the packs; nil: nobody is named.
  package var publisher: String?
  /// Whom to ask, an address or a telephone number.
  package var contact: String?
  /// The line at the foot of the cover.
  package var confidentiality = "Restricted: contract information, for the organisations named in it."
  /// The wordmark's picture, a PNG or SVG file in the programme folder; nil: the built-in mark.
  package var logo: String?
}

/// The dated reconciliation calendar of a month, where one is given.
package struct FreezeCalendarEntry: Sendable, Hashable {
  /// The month.
  package let period: Period
  /// The last day for data of the first cut.
  package let flexInclusion: CalendarDate
  /// The day on which the first cut can be had.
  package let flexPublication: CalendarDate?
  /// The last day for data of the final cut.
  package let freezeInclusion: CalendarDate
  /// The day on which the final cut can be had.
  package let freezePublication: CalendarDate?
  /// The line of the file.
  package let line: Int

  /// The last day for data of a cut.
  package func inclusion(_ cut: Cut) -> CalendarDate { cut == .flex ? flexInclusion : freezeInclusion }
}
