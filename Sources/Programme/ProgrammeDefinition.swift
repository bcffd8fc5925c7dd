package import Checks
package import Configuration
package import Quantities

/// What `programme.yaml` says, with defaults for what it leaves out.
package struct ProgrammeConfiguration: Sendable {
  /// The version of the file's format.
  package var format: Int
  /// The programme's name.
  package var name: String
  /// Whether the figures are made up.
  package var isSampleData: Bool
  /// Whether this is a rehearsal.
  package var isRehearsal: Bool
  /// The printed words for the two sides.
  package var words: ProgrammeWords
  /// The folders of the programme.
  package var sources: SourceFolders
  /// Groups of commissioners that go before those of `commissioners.csv`.
  package var clusters: [NamedValue<String, [Located<String>]>]
  /// When packs are released.
  package var release: ReleaseRule
  /// The dated reconciliation calendar's file.
  package var freezeCalendarFile: String?
  /// How a plan for the year is spread.
  package var phasing: PhasingRule
  /// How the outturn is forecast.
  package var forecast: ForecastSettings
  /// What becomes of doubled rows.
  package var duplicates: DuplicateRule
  /// Sizes from which something is listed.
  package var thresholds: Thresholds
  /// How the checks of rows are made.
  package var checks: CheckSettings
  /// How small counts are shown.
  package var smallNumbers: [Audience: SmallNumberRule]
  /// What stands in for referrals.
  package var referrals: ReferralSettings
  /// What ratios are held against.
  package var ratios: RatioSettings
  /// How peers are found.
  package var peers: PeerSettings
  /// The file of boundaries or tiles.
  package var geographyFile: String?
  /// Codes of local providers.
  package var localProviders: [Located<String>]
  /// Specialties with a local alternative.
  package var localAlternatives: [LocalAlternative]
  /// How mail is sent.
  package var mail: MailSettings
  /// The publisher's words and mark.
  package var branding: Branding
  /// Who may sign a release.
  package var approvers: [Approver]
  /// The public keys of which one signs each entry of the archive; empty: entries need no signature.
  package var archiveKeys: [String]
  /// How long the archive keeps what.
  package var retention: RetentionRule
  /// What the leak test lets pass.
  package var leaks: LeakSettings
}

extension ProgrammeConfiguration {
  /// A programme of that name with every default, as a file with nothing but the name would give.
  package init(name: String) {
    self.init(
      format: 1, name: name, isSampleData: false, isRehearsal: false, words: .standard, sources: .standard, clusters: [], release: .standard,
      freezeCalendarFile: nil, phasing: .twelfths, forecast: .standard, duplicates: .count, thresholds: .standard, checks: .standard,
      smallNumbers: standardSmallNumbers, referrals: .standard, ratios: .standard, peers: .standard, geographyFile: nil, localProviders: [],
      localAlternatives: [], mail: .standard, branding: .standard, approvers: [], archiveKeys: [], retention: .standard, leaks: .standard)
  }
}

/// Everything that a run is about, besides the extracts: read once, never changed.
package struct ProgrammeDefinition: Sendable {
  /// What `programme.yaml` says.
  package var configuration: ProgrammeConfiguration
  /// Who and what the codes stand for.
  package var organisations: Organisations
  /// The registers.
  package var registers: Registers
  /// Written commentary by month and name.
  package var commentary: [CommentaryKey: Prose]
  /// Where the commissioners are; nil where nothing says so.
  package var geography: ProgrammeGeography?
  /// The dated reconciliation calendar by month; empty when there is none.
  package var freezeCalendar: [Period: FreezeCalendarEntry]
  /// To whom packs are sent, in file order.
  package var recipients: [Recipient]
  /// The files that were read, relative to the programme folder, in order: inputs of the run.
  package var files: [String]

  /// Makes a definition.
  package init(
    configuration: ProgrammeConfiguration, organisations: Organisations, registers: Registers = Registers(), commentary: [CommentaryKey: Prose] = [:],
    freezeCalendar: [Period: FreezeCalendarEntry] = [:], recipients: [Recipient] = [], files: [String] = []
  ) {
    self.configuration = configuration
    self.organisations = organisations
    self.registers = registers
    self.commentary = commentary
    self.freezeCalendar = freezeCalendar
    self.recipients = recipients
    self.files = files
  }

  /// The programme's name.
  package var name: String { configuration.name }
  /// The printed words for the two sides.
  package var words: ProgrammeWords { configuration.words }

  /// The written synopsis for a provider and month; nil when there is none.
  package func commentary(provider: String, period: Period) -> Prose? { commentary[CommentaryKey(period: period, name: provider)] }

  /// The text of a name that stands in a month: the month's own, else the latest of the twelve months before it.
  package func text(_ name: String, standingIn period: Period) -> (prose: Prose, month: Period)? {
    for back in 0...CommentaryKey.monthsKept {
      let month = period.index.advanced(by: -back).period
      if let prose = commentary[CommentaryKey(period: month, name: name)] { return (prose, month) }
    }
    return nil
  }

  /// The clusters by name: those of `programme.yaml` where it has any, else those of `commissioners.csv`.
  package var clusters: [NamedCluster] {
    configuration.clusters.isEmpty
      ? organisations.clusters.map { NamedCluster(name: $0.name, commissioners: $0.commissioners) }
      : configuration.clusters.map { NamedCluster(name: $0.name, commissioners: $0.value.map(\.value).sorted()) }
  }

  /// The codes of the local providers, in order.
  package var localProviders: [String] { configuration.localProviders.map(\.value).sorted() }

  /// England's working days less the programme's extra holidays.
  package var calendar: WorkingCalendar { WorkingCalendar.england.closing(on: configuration.release.extraHolidays) }

  /// The day on which a period's pack of a cut is released.
  package func releaseDate(of period: Period, cut: Cut) -> CalendarDate {
    calendar.releaseDate(of: period, cut: cut, rule: configuration.release)
  }
}

/// A named group of commissioners.
package struct NamedCluster: Sendable, Hashable {
  /// Its name.
  package let name: String
  /// The codes in it, in order.
  package let commissioners: [String]

  /// Makes a group.
  package init(name: String, commissioners: [String]) {
    self.name = name
    self.commissioners = commissioners
  }
}

/// A month and the name of a text.
package struct CommentaryKey: Sendable, Hashable, Comparable {
  /// The month.
  package let period: Period
  /// The file's name without its ending: a provider's code, `narrative` for the programme's own text.
  package let name: String

  /// The name of the programme's own text.
  package static let narrative = "narrative"
  /// For how many months a text stands where no later one is written.
  package static let monthsKept = 12

  /// Makes a key.
  package init(period: Period, name: String) {
    self.period = period
    self.name = name
  }
  package static func < (a: CommentaryKey, b: CommentaryKey) -> Bool { (a.period, a.name) < (b.period, b.name) }
}

/// The subjects that a text of its own can be written on, beside a provider's synopsis.
package enum CommentaryTopic: String, Sendable, Hashable, CaseIterable {
  /// Local intelligence about a provider: `RQM-updates.md`.
  case updates
  /// Non-contracted activity and funding requests of a commissioner or of the programme: `10H-nca-ifr.md`, `programme-nca-ifr.md`.
  case nonContracted = "nca-ifr"

  /// The name of an organisation's text on the subject, as a `CommentaryKey` has it.
  package func name(of organisation: String) -> String { "\(organisation)-\(rawValue)" }
}

/// The registers, each in file order; empty where there is no file.
package struct Registers: Sendable {
  /// 18 weeks, MRSA, C. difficile.
  package var quality: [QualityObservation] = []
  /// The challenge log.
  package var challenges: [Challenge] = []
  /// Contract values and envelopes.
  package var contracts: [ContractValue] = []
  /// Invoices.
  package var invoices: [Invoice] = []
  /// Non-contracted activity.
  package var nca: [NonContractedActivity] = []
  /// Budgets for it.
  package var ncaBudgets: [NCABudget] = []
  /// Individual funding requests.
  package var ifr: [TreatmentRequest] = []
  /// Prior approvals.
  package var priorApprovals: [TreatmentRequest] = []
  /// Savings schemes.
  package var schemes: [Scheme] = []
  /// Adjustments.
  package var adjustments: [Adjustment] = []
  /// Waivers.
  package var waivers: [Waiver] = []
  /// Self-certification.
  package var selfCertifications: [SelfCertification] = []

  /// Makes empty registers.
  package init() {}
}
