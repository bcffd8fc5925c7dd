import Figures
import Ledger
import Packs
import Programme
import Quantities

/// The source rows behind an additive figure: one or more filters whose rows together sum to it.
struct RowQuery {
  let filters: [RowFilter]

  /// The query of a figure, or nil when it is no plain sum of rows.
  init?(_ name: FigureName, _ inputs: RunInputs) {
    guard let measures = Self.measures(name) else { return nil }
    guard let months = Self.months(name, inputs) else { return nil }
    guard let commissioners = Self.codes(name.commissioner, inputs.ledger.commissioners), let providers = Self.providers(name.provider, inputs)
    else { return nil }
    var base = RowFilter(measures[0], months: months)
    var within = commissioners
    for dimension in name.dimensions {
      if dimension.code.hasPrefix(SeveralOrganisations.others) { return nil }
      switch dimension.name {
      case "pod": base.derivedPOD = dimension.code
      case "provider_pod": base.providerPOD = dimension.code
      case "national_pod": base.nationalPOD = dimension.code
      case "pod_group": base.podGroup = dimension.code
      case "tfc": base.treatmentFunction = dimension.code
      case "hrg": base.hrg = dimension.code
      case "practice": base.practices = Self.practices(dimension.code, of: name.commissioner, inputs)
      case "locality":
        base.practices = Set(
          inputs.programme.organisations.practices.filter { $0.commissioner == name.commissioner && ($0.locality ?? "") == dimension.code }.map(
            \.code))
      case "referrer": base.referrers = Self.referrers(dimension.code, of: name.commissioner, inputs)
      case "source":
        guard let source = ReferralSource.allCases.first(where: { $0.code == dimension.code }) else { return nil }
        base.source = source
      case "patient":
        // The patients of a whole table: the sum of its rows.
        if dimension.code.hasPrefix("_") { return nil }
        base.patient = dimension.code
      case "year": break
      case "cluster":
        guard let cluster = inputs.programme.clusters.first(where: { $0.name == dimension.code }) else { return nil }
        within = cluster.commissioners.map { $0 }
      default: return nil
      }
    }
    base.isThroughEmergency =
      name.measure.hasPrefix(Measure.ytdThroughEmergency) || name.measure == Measure.ytdBedDaysThroughEmergency
    var filters: [RowFilter] = []
    for measure in measures {
      for commissioner in within.isEmpty ? [nil] : within.map(Optional.some) {
        for provider in providers.isEmpty ? [nil] : providers.map(Optional.some) {
          var filter = base
          filter.measure = measure
          filter.commissioner = commissioner
          filter.provider = provider
          filters.append(filter)
        }
      }
    }
    self.filters = filters
  }

  /// The codes that a code stands for: none for all.
  private static func codes(_ code: String, _ axis: OrganisationAxis) -> [String]? {
    switch code {
    case SeveralOrganisations.all: []
    case SeveralOrganisations.outside: Array(axis.codes.dropFirst(axis.ownCount))
    case SeveralOrganisations.others: nil
    default: [code]
    }
  }

  /// The providers that a code stands for: none for all.
  private static func providers(_ code: String, _ inputs: RunInputs) -> [String]? {
    guard code == SeveralOrganisations.nonLocal else { return codes(code, inputs.ledger.providers) }
    let local = Set(inputs.programme.localProviders)
    return inputs.ledger.providers.codes.filter { !local.contains($0) }
  }

  /// A practice, or all that are none of a commissioner's.
  private static func practices(_ code: String, of commissioner: String, _ inputs: RunInputs) -> Set<String> {
    let listed = inputs.programme.organisations.practices
    if code == SeveralOrganisations.own { return Set(listed.filter { $0.commissioner == commissioner }.map(\.code)) }
    if code == SeveralOrganisations.elsewhere { return Set(listed.filter { $0.commissioner != commissioner }.map(\.code)) }
    guard code == SeveralOrganisations.outside else { return [code] }
    let own = Set(inputs.programme.organisations.practices.filter { $0.commissioner == commissioner }.map(\.code))
    return Set(inputs.ledger.practices).subtracting(own)
  }

  /// A referring organisation, or all practices of other commissioners.
  private static func referrers(_ code: String, of commissioner: String, _ inputs: RunInputs) -> Set<String> {
    guard code == SeveralOrganisations.outside else { return [code] }
    return Set(inputs.programme.organisations.practices.filter { $0.commissioner != commissioner }.map(\.code))
  }

  private static func measures(_ name: FigureName) -> [RowFilter.Measure]? {
    let isActivity = name.measure.hasSuffix(Measure.activitySuffix)
    let stem = isActivity ? String(name.measure.dropLast(Measure.activitySuffix.count)) : name.measure
    switch (name.family, stem) {
    case ("position", Measure.ytdPlan), ("position", Measure.monthPlan): return [isActivity ? .planActivity : .planCost]
    case ("position", Measure.ytdActual), ("position", Measure.monthActual): return [isActivity ? .actualActivity : .actualCost]
    case ("position", Measure.ytdVariance), ("position", Measure.monthVariance): return [isActivity ? .activityVariance : .variance]
    case ("sus", Measure.ytdBedDays), ("sus", Measure.ytdBedDaysThroughEmergency): return [.bedDays]
    case ("sus", Measure.ytdPatientCost):
      return [SUSMeasure.firstAttendances, .followUpAttendances, .admissions, .emergencyAttendances].map { .cost($0) }
    case ("sus", _), ("ratio", _):
      let isCost = name.measure.hasSuffix(Measure.costSuffix)
      let counted = isCost ? String(name.measure.dropLast(Measure.costSuffix.count)) : name.measure
      let attendances: [SUSMeasure]
      switch counted {
      case Measure.referrals, Measure.ytdReferrals: attendances = [.referrals]
      case Measure.firsts, Measure.ytdFirsts: attendances = [.firstAttendances]
      case Measure.followUps, Measure.ytdFollowUps: attendances = [.followUpAttendances]
      case Measure.outpatients, Measure.ytdOutpatients: attendances = [.firstAttendances, .followUpAttendances]
      case Measure.admissions, Measure.ytdAdmissions, Measure.ytdThroughEmergency: attendances = [.admissions]
      case Measure.emergencyAttendances, Measure.ytdEmergencies: attendances = [.emergencyAttendances]
      case Measure.ytdAway: attendances = [.firstAttendances, .followUpAttendances, .admissions]
      case Measure.ytdAttendancesAndSpells: attendances = [.firstAttendances, .followUpAttendances, .admissions, .emergencyAttendances]
      default: return nil
      }
      return attendances.map { isCost ? .cost($0) : .count($0) }
    default: return nil
    }
  }

  private static func months(_ name: FigureName, _ inputs: RunInputs) -> ClosedRange<MonthIndex>? {
    let ledger = inputs.ledger
    let at = name.period?.index ?? inputs.period.index
    if let year = name.dimensions.first(where: { $0.name == "year" })?.code {
      if year == "window" { return ledger.sus.firstMonth...max(inputs.period.index, ledger.sus.firstMonth) }
      guard let year = FinancialYear(year) else { return nil }
      let last = min(MonthIndex(year: year, month: 12), inputs.period.index)
      let first = MonthIndex(year: year, month: 1)
      return first <= last ? first...last : nil
    }
    if name.family == "ratio" {
      // The year to date, as far as the attendance files reach.
      let latest = ledger.sus.latestMonth[.firstAttendances] ?? ledger.sus.latestMonth[.followUpAttendances] ?? inputs.period.index
      let first = MonthIndex(year: inputs.period.year, month: 1)
      return first <= latest ? first...latest : nil
    }
    if name.family == "position" || name.family == "sus", name.measure.hasPrefix("ytd_") { return MonthIndex(year: at.year, month: 1)...at }
    return at...at
  }
}
