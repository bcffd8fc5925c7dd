package import Programme
package import Quantities

/// What the gate judges by, gathered before it is asked: nothing in the gate itself reads a file or a clock.
package struct GateEvidence: Sendable {
  /// The period.
  package var period: Period
  /// The cut.
  package var cut: Cut
  /// The first day on which the period and cut may be released.
  package var firstDay: CalendarDate
  /// The day of release: `--as-at`, else today.
  package var day: CalendarDate
  /// The day by the clock.
  package var today: CalendarDate
  /// Whether the programme rehearses.
  package var isRehearsal: Bool
  /// The last day for data of the period and cut by the dated calendar; nil where none is given.
  package var lastDataDay: CalendarDate?
  /// The built month, or why there is none.
  package var month: Result<BuiltMonth, ReleaseFailure>
  /// The version of this program.
  package var program: String
  /// Inputs and configuration that are not as the build read them, a sentence each.
  package var inputChanges: [String]
  /// The programme's providers, in code order.
  package var providers: [String]
  /// What the leak test found, a sentence each; nil where it could not run, with no month to look at.
  package var leaks: [String]?
  /// The waivers.
  package var waivers: [Waiver]
  /// Who may sign.
  package var approvers: [Approver]
  /// The sign-offs that were given.
  package var signOffs: [SignOff]
  /// The versions that are released already, in order.
  package var versions: [Int]
  /// Why a released pack is replaced.
  package var reason: String?

  /// Makes evidence.
  package init(
    period: Period, cut: Cut, firstDay: CalendarDate, day: CalendarDate, today: CalendarDate, isRehearsal: Bool,
    lastDataDay: CalendarDate? = nil, month: Result<BuiltMonth, ReleaseFailure>, program: String, inputChanges: [String], providers: [String],
    leaks: [String]?, waivers: [Waiver],
    approvers: [Approver], signOffs: [SignOff], versions: [Int], reason: String?
  ) {
    self.period = period
    self.cut = cut
    self.firstDay = firstDay
    self.day = day
    self.today = today
    self.isRehearsal = isRehearsal
    self.lastDataDay = lastDataDay
    self.month = month
    self.program = program
    self.inputChanges = inputChanges
    self.providers = providers
    self.leaks = leaks
    self.waivers = waivers
    self.approvers = approvers
    self.signOffs = signOffs
    self.versions = versions
    self.reason = reason
  }

  /// The name that the release has.
  package var name: ReleaseName { .month(period, cut, version: (versions.max() ?? 0) + 1) }

  var built: BuiltMonth? { try? month.get() }

  /// Whether the packs call themselves provisional: they are dated on a day that the dated calendar still takes data of the cut on.
  var isProvisional: Bool {
    guard let lastDataDay else { return false }
    return (built.flatMap { CalendarDate(iso: $0.run.date) } ?? day) <= lastDataDay
  }
}
