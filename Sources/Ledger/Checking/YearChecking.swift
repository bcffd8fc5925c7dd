import Checks
import Extracts
import Findings
import Programme
import Quantities

/// Makes the checks that need the filled ledger: what changed since earlier submissions, and one file against another.
struct YearChecking {
  let request: LedgerRequest
  let axes: CodeAxes
  private(set) var hits: [CheckHits] = []
  private(set) var candidates: [ChallengeCandidate] = []

  init(request: LedgerRequest, axes: CodeAxes) {
    self.request = request
    self.axes = axes
  }

  private var yearStart: MonthIndex { MonthIndex(year: request.period.year, month: 1) }

  /// The checks of a provider's year.
  ///
  /// - Parameters:
  ///   - checking: what was gathered of its lines.
  ///   - stated: whether it stated each month of the year.
  mutating func check(_ provider: Int, _ checking: ProviderChecking, _ ledger: ProgrammeLedger, stated: [Bool]) {
    guard var series = checking.series else { return }
    series.stated = stated
    series.frozenMonths = (0..<series.months).count {
      yearStart.advanced(by: $0 + request.checks.monthsToFreeze) < request.lastSubmission
    }
    series.restated = restated(provider, checking.seriesPODs, ledger, months: series.months)
    let settings = request.checks.settings
    let unmade = Set(checking.unmade)
    for check in seriesChecks where settings.runs(check.definition) && !unmade.contains(check.definition) {
      // Many points of delivery of one commissioner are one finding: the largest is named.
      let found = check.find(series, settings.limit(check.definition))
      for (commissioner, group) in Dictionary(grouping: found, by: { $0.commissioner ?? -1 }).sorted(by: { $0.key < $1.key }) {
        take(check.definition, provider, commissioner < 0 ? nil : commissioner, group, checking.seriesPODs)
      }
    }
  }

  private mutating func take(_ definition: CheckDefinition, _ provider: Int, _ commissioner: Int?, _ hits: [SeriesHit], _ pods: [Int]) {
    guard let largest = hits.max(by: { $0.stake.magnitude < $1.stake.magnitude }) else { return }
    func name(_ hit: SeriesHit) -> String? { hit.pod.map { axes.pods[pods[$0]].providerPOD } }
    func label(_ hit: SeriesHit) -> String { yearStart.advanced(by: hit.month).period.monthLabel }
    let code = axes.providers.codes[provider]
    let whose = commissioner.map { axes.commissioners.codes[$0] }
    let about = ([name(largest), label(largest)] as [String?]).compactMap { $0 }.joined(separator: " in ")
    let more = hits.count - 1
    let stake = hits.reduce(into: Stake()) { $0.add(Money(parts: Int128($1.stake))) }
    self.hits.append(
      CheckHits(
        definition: definition, provider: code, commissioner: whose, count: hits.count, stake: stake,
        origin: Origin(file: "\(request.folders.slam)/\(request.period.year.label)/\(request.period.monthLabel)"),
        value: name(largest) ?? whose ?? code,
        words: "\(about), \(largest.words)" + (more > 0 ? "; and \(more) more" : "")))
    guard let category = definition.challenge, let whose else { return }
    for (month, group) in Dictionary(grouping: hits, by: \.month).sorted(by: { $0.key < $1.key }) {
      candidates.append(
        ChallengeCandidate(
          code: definition.code, category: category, message: definition.message, provider: code, commissioner: whose,
          month: yearStart.advanced(by: month).period, value: Money(parts: group.reduce(Int128(0)) { $0 + Int128($1.stake) }), rows: []))
    }
  }

  private struct RestatedKey: Hashable, Comparable {
    var commissioner: Int
    var pod: Int
    var month: Int
    static func < (a: Self, b: Self) -> Bool { (a.commissioner, a.pod, a.month) < (b.commissioner, b.pod, b.month) }
  }

  /// What the last submission stated again of what counted before it, by commissioner, point of delivery and month.
  private func restated(_ provider: Int, _ pods: [Int], _ ledger: ProgrammeLedger, months: Int) -> [ProviderSeries.Restated] {
    var places: [Int: Int] = [:]
    for (place, pod) in pods.enumerated() { places[pod] = place }
    var before: [RestatedKey: Measures] = [:]
    for statement in ledger.replaced where Int(statement.provider) == provider && statement.countedBefore && statement.month >= yearStart {
      // A point of delivery that no line of the year has any more was taken back whole.
      guard let pod = places[Int(statement.pod)] else { continue }
      let key = RestatedKey(commissioner: Int(statement.commissioner), pod: pod, month: yearStart.distance(to: statement.month))
      before[key, default: .zero] += statement.measures
    }
    if before.isEmpty { return [] }
    var now: [RestatedKey: Measures] = [:]
    for statement in ledger.restating where Int(statement.provider) == provider && statement.month >= yearStart {
      guard let pod = places[Int(statement.pod)] else { continue }
      let key = RestatedKey(commissioner: Int(statement.commissioner), pod: pod, month: yearStart.distance(to: statement.month))
      now[key, default: .zero] += statement.measures
    }
    return before.sorted { $0.key < $1.key }.filter { $0.key.month < months }.map { key, said in
      let counts = now[key] ?? .zero
      return ProviderSeries.Restated(
        commissioner: key.commissioner, pod: key.pod, month: key.month, planPrice: said.planCost.parts, actualPrice: said.actualCost.parts,
        planPriceNow: counts.planCost.parts, actualPriceNow: counts.actualCost.parts)
    }
  }

  /// One file against another, commissioner by commissioner of the programme.
  mutating func checkAgainst(_ provider: Int, _ checking: ProviderChecking, _ ledger: ProgrammeLedger, flows: PatientLevelTotals) {
    guard let series = checking.series else { return }
    let code = axes.providers.codes[provider]
    let settings = request.checks.settings
    let invoices = Dictionary(grouping: request.checks.invoices.filter { $0.provider == code && $0.period == request.period }, by: \.commissioner)
    for commissioner in 0..<axes.commissioners.ownCount {
      let whose = axes.commissioners.codes[commissioner]
      var pair = totals(series, commissioner, provider, ledger)
      pair.invoiced = invoices[whose]?.reduce(0) { $0 + $1.value.parts }
      pair.patientLevelCare = flows[.patientLevel, code, whose]
      pair.patientLevelDrugs = flows[.drugs, code, whose]
      pair.patientLevelDevices = flows[.devices, code, whose]
      for check in crossFileChecks where settings.runs(check.definition) && check.canRun(pair) {
        guard let hit = check.find(pair, settings.limit(check.definition)) else { continue }
        hits.append(
          CheckHits(
            definition: check.definition, provider: code, commissioner: whose, count: 1, stake: Stake(Money(parts: Int128(hit.stake))),
            origin: Origin(file: "\(request.folders.slam)/\(request.period.year.label)/\(request.period.monthLabel)"), value: whose,
            words: hit.words))
      }
    }
  }

  private func totals(_ series: ProviderSeries, _ commissioner: Int, _ provider: Int, _ ledger: ProgrammeLedger) -> PairTotals {
    var pair = PairTotals(commissioner: commissioner)
    let sus = ledger.sus
    pair.hasOutpatients = sus.latestMonth[.firstAttendances].map { $0 >= yearStart } ?? false
    pair.hasSpells = sus.latestMonth[.admissions].map { $0 >= yearStart } ?? false
    pair.hasEmergencies = sus.latestMonth[.emergencyAttendances].map { $0 >= yearStart } ?? false
    var year = (returns: CareTotals(), attendances: CareTotals())
    // How many months of the year there are attendances of.
    func months(_ measure: SUSMeasure) -> Int {
      sus.latestMonth[measure].map { yearStart.distance(to: $0) + 1 } ?? 0
    }
    let there = (
      attendances: months(.firstAttendances), spells: months(.admissions),
      emergencies: months(.emergencyAttendances)
    )
    for month in 0..<series.months {
      let index = yearStart.advanced(by: month)
      let (hasAttendances, hasSpells, hasEmergencies) = (
        there.attendances > month, there.spells > month, there.emergencies > month
      )
      func counted(_ measure: SUSMeasure) -> CareTotal {
        let amount = sus.amounts[sus.place(measure, commissioner: commissioner, provider: provider, month: sus.firstMonth.distance(to: index))]
        return CareTotal(activity: Int128(amount.count) * exactScale, cost: amount.cost.parts)
      }
      if hasAttendances {
        year.attendances.firstAttendances += counted(.firstAttendances)
        year.attendances.followUps += counted(.followUpAttendances)
      }
      if hasSpells { year.attendances.spells += counted(.admissions) }
      if hasEmergencies { year.attendances.emergencies += counted(.emergencyAttendances) }
      for pod in 0..<series.pods {
        let cell = series[commissioner, pod, month]
        if cell.rows == 0 { continue }
        let traits = series.traits[pod]
        let total = CareTotal(activity: cell.activity, cost: cell.actualPrice)
        if month == series.months - 1 {
          pair.month += cell.actualPrice
          if traits.contains(.drug) {
            pair.drugs += cell.actualPrice
          } else if traits.contains(.device) {
            pair.devices += cell.actualPrice
          } else {
            pair.care += cell.actualPrice
          }
        }
        if hasAttendances {
          if traits.contains(.procedure) {
            guard request.includesProcedures else { continue }
            if traits.contains(.atFirst) {
              year.returns.firstAttendances += total
            } else if traits.contains(.atFollowUp) {
              year.returns.followUps += total
            } else {
              year.returns.procedures += total
            }
          } else if traits.contains(.firstAttendance) {
            year.returns.firstAttendances += total
          } else if traits.contains(.followUp) {
            year.returns.followUps += total
          }
        }
        if hasSpells, traits.isSpellOrRegular { year.returns.spells += total }
        if hasEmergencies, traits.contains(.emergency) { year.returns.emergencies += total }
      }
    }
    pair.year = year
    return pair
  }
}
